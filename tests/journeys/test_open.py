"""Somebody opens models: from the command line, by drop, from the list, good ones and bad ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.resources import SAMPLES
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

SAMPLE = SAMPLES / "service-desk-incident.bpmn"
OTHER = SAMPLES / "order-fulfilment.bpmn"

Opened = Callable[[MainWindow, Path], ModelPage]


def wait(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.works, timeout=20_000)
    settle()


def test_a_model_opens_in_a_tab_shown_whole_and_is_remembered(desk: Desk, window: MainWindow, opened: Opened) -> None:
    assert window.page is None
    page = opened(window, SAMPLE)
    assert page.view.seen().covers(page.scene.extent)
    assert window.tabs.tabText(0) == SAMPLE.name
    assert str(SAMPLE.resolve()) in window.tabs.tabToolTip(0)
    assert SAMPLE.stem in window.windowTitle()
    assert desk.settings.recent[0] == str(SAMPLE.resolve())


def test_files_are_dropped_on_the_window(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLE)), QUrl.fromLocalFile(str(OTHER))])
    actions = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPoint(50, 50), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(drop)
    wait(desk, qtbot)
    assert {page.file.name for page in window.pages()} == {SAMPLE.name, OTHER.name}


def test_several_files_are_chosen_in_the_dialog(
    desk: Desk, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modeller.ui.file_commands.ask_open", lambda *_: [str(SAMPLE), str(OTHER)])
    window.actions_["open"].trigger()
    wait(desk, qtbot)
    assert len(window.pages()) == 2
    window.actions_["next_tab"].trigger()
    first = window.page
    window.actions_["next_tab"].trigger()
    assert window.page is not first


def test_a_model_that_is_open_already_comes_to_the_front(desk: Desk, window: MainWindow, opened: Opened) -> None:
    first = opened(window, SAMPLE)
    opened(window, OTHER)
    assert opened(window, SAMPLE) is first
    assert len(window.pages()) == 2


@pytest.mark.parametrize("data", [b"", b"no xml", b"<a/>", b"<!DOCTYPE a><a/>", b"<a>", b"\0\0\0"])
def test_a_broken_file_says_so_and_leaves_no_half_open_tab(
    desk: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path, data: bytes
) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(data)
    desk.open(bad, window)
    wait(desk, qtbot)
    assert window.pages() == []
    assert len(window.notices.cards) == 1
    assert "bad.bpmn" in window.notices.cards[0].label.text()
    assert desk.files == {}
    assert desk.settings.recent == ()
    window.notices.cards[0].dismiss()
    assert window.notices.cards == []


def test_a_file_with_nothing_to_draw_opens_and_says_so(window: MainWindow, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "empty.bpmn"
    path.write_text('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"/>')
    page = opened(window, path)
    assert page.empty.isVisible()
    page.view.zoom_in()
    window.actions_["find"].trigger()
    page.find_bar.edit.setText("a")
    window.actions_["copy_picture"].trigger()


def test_a_fault_while_a_page_is_made_leaves_no_half_open_model(
    desk: Desk, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("modeller.ui.model_page.Breadcrumb", fail)
    with qtbot.captureExceptions() as caught:
        desk.open(SAMPLE, window)
        wait(desk, qtbot)
    assert len(caught) == 1
    assert window.pages() == []
    assert desk.files == {}


def test_a_missing_file_and_a_folder_say_so(desk: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    desk.open(tmp_path / "gone.bpmn", window)
    desk.open(tmp_path, window)
    wait(desk, qtbot)
    assert len(window.notices.cards) == 2
    assert window.pages() == []


def test_recent_files_that_are_gone_leave_the_list(desk: Desk, window: MainWindow, tmp_path: Path) -> None:
    desk.set(recent=(str(SAMPLE), str(tmp_path / "gone.bpmn")))
    assert desk.recent() == (str(SAMPLE),)
    assert desk.settings.recent == (str(SAMPLE),)


def test_long_work_shows_itself_and_can_be_cancelled(
    desk: Desk, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setattr("modeller.ui.notices.PATIENCE", 20)
    done: list[object] = []

    def job(progress: Progress) -> None:
        for step in range(3000):
            progress(step / 3000)
            time.sleep(0.002)

    desk.work(job, done.append, message("window.opening", name="x"), window)
    qtbot.waitUntil(lambda: bool(window.notices.cards), timeout=3000)
    card = window.notices.cards[0]
    qtbot.waitUntil(lambda: card.bar.value() > 0, timeout=3000)
    card.cancel_button.click()
    wait(desk, qtbot)
    assert done == []
    assert window.notices.cards == []


def test_quick_work_shows_nothing(desk: Desk, window: MainWindow, opened: Opened) -> None:
    opened(window, SAMPLE)
    assert window.notices.cards == []


def test_closing_the_window_stops_what_it_was_about_to_open(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    desk.open(SAMPLE, window)
    window.close()
    wait(desk, qtbot)
    assert desk.files == {}
    assert desk.windows == []


def test_the_last_tab_gone_the_start_page_is_back_with_the_file_in_its_list(
    desk: Desk, window: MainWindow, opened: Opened
) -> None:
    opened(window, SAMPLE)
    window.actions_["close_tab"].trigger()
    settle()
    assert window.page is None
    assert desk.files == {}
    assert not window.actions_["find"].isEnabled()
    assert desk.settings.recent[0] == str(SAMPLE.resolve())
