"""A person compares the open model with an older file, looks at what differs, and takes some of it over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_kit import settle, visible

from modeller.editing.delete import delete
from modeller.editing.move import move
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.jobs.compare_models import compare_models
from modeller.jobs.convert_model import save_model
from modeller.model.compare import Kind
from modeller.resources import SAMPLES
from modeller.ui import comparing, file_dialog
from modeller.ui.compare_page import ComparePage
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

SAMPLE = SAMPLES / "expense-approval.bpmn"
Open = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    document = read(SAMPLE.read_bytes()).document
    rename(document, "Task_submit", "Hand in expense report")
    move(document, ["Task_pay"], 0, 20)
    delete(document, ["Task_correct"])
    save_model(document, tmp_path / "edited.bpmn")
    return tmp_path / "edited.bpmn"


@pytest.fixture
def page(window: MainWindow, opened: Open, edited: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ComparePage:
    """The comparison of the open model with the sample, asked for in the File menu."""
    opened(window, edited)
    monkeypatch.setattr(comparing, "ask_open", lambda *_: [str(SAMPLE)])
    assert file_dialog.ask_open is not comparing.ask_open
    window.actions_["compare"].trigger()
    qtbot.waitUntil(lambda: not window.desk.works, timeout=20_000)
    settle()
    found = window.stack.currentWidget()
    assert isinstance(found, ComparePage)
    return found


def choose(page: ComparePage, old: str) -> None:
    assert page.list.choose(lambda each: each.old == old)
    settle()


def kinds(page: ComparePage) -> dict[str, Kind]:
    return {str(each.old or each.new): each.kind for each in page.compared.comparison.differences}


def test_the_differences_are_listed_and_marked_and_not_written(page: ComparePage, window: MainWindow) -> None:
    assert kinds(page)["Task_submit"] == "changed"
    assert kinds(page)["Task_correct"] == "removed"
    assert kinds(page)["Task_pay"] == "layout"
    assert page.views.views[0].kinds["Task_correct"] == "removed"
    assert page.views.views[1].kinds["Task_submit"] == "changed"
    assert "Task_pay" not in page.views.views[1].kinds
    page.list.filters["layout"].click()
    settle()
    assert page.views.views[1].kinds["Task_pay"] == "layout"
    (model,) = window.pages()
    data = write(model.document)
    page.grab()
    assert write(model.document) == data
    assert not model.file.unsaved


def test_a_row_selects_and_shows_the_element_in_both(page: ComparePage) -> None:
    choose(page, "Task_submit")
    for view in page.views.views:
        assert view.selection == ("Task_submit",)
        assert view.seen().covers(view.scene.items["Task_submit"].shape)
    choose(page, "Task_correct")
    assert page.views.views[0].selection == ("Task_correct",)
    assert page.views.views[1].selection == ()


def test_a_click_on_the_canvas_finds_the_row(page: ComparePage) -> None:
    choose(page, "Task_correct")
    view = page.views.views[0]
    view.select(("Task_submit",))
    settle()
    current = page.list.current
    assert current is not None
    assert current[0].old == "Task_submit"


def test_both_canvases_move_together(page: ComparePage) -> None:
    left, right = page.views.views
    left.zoom_to(1.0)
    left.pan(-80, -40)
    settle()
    assert right.camera.zoom == left.camera.zoom
    assert abs(right.camera.x - left.camera.x) < 1
    right.pan(50, 30)
    assert abs(right.camera.x - left.camera.x) < 1
    assert abs(right.camera.y - left.camera.y) < 1


def test_the_overlay_blends_from_old_to_new(page: ComparePage) -> None:
    page.modes["overlay"].click()
    settle()
    left, right = page.views.views
    assert not visible(left)
    assert visible(page.slider)
    pictures = []
    for value in (0, 50, 100):
        page.slider.setValue(value)
        settle()
        pictures.append(right.grab().toImage())
    assert right.blend == 1.0
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    page.modes["side"].click()
    settle()
    assert visible(left)


def test_an_old_name_and_a_deleted_step_come_back_and_undo_takes_them_away_again(
    page: ComparePage, window: MainWindow
) -> None:
    (model,) = window.pages()
    document = model.document
    choose(page, "Task_submit")
    page.take.click()
    settle()
    assert document["Task_submit"].text == "Submit expense report"
    assert "Task_submit" not in kinds(page)
    choose(page, "Task_correct")
    page.take.click()
    settle()
    assert document.node("Task_correct") is not None
    assert model.file.unsaved
    window.activateWindow()
    page.list.tree.setFocus()
    QTest.keyClick(page.list.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "Task_correct" not in document
    page.undo()
    settle()
    assert "Task_correct" not in document
    assert document["Task_submit"].text == "Hand in expense report"
    assert not model.file.unsaved
    assert kinds(page)["Task_correct"] == "removed"


def test_the_list_is_walked_and_taken_over_with_the_keyboard(page: ComparePage, window: MainWindow) -> None:
    (model,) = window.pages()
    window.activateWindow()
    page.list.tree.setFocus()
    for _ in range(20):
        QTest.keyClick(page.list.tree, Qt.Key.Key_Down)
        current = page.list.current
        if current is not None and current[0].old == "Task_submit" and current[1] == "name":
            break
    assert page.note.text() == "Old: Submit expense report\nNew: Hand in expense report"
    page.take.setFocus()
    QTest.keyClick(page.take, Qt.Key.Key_Space)
    settle()
    assert model.document["Task_submit"].text == "Submit expense report"


def test_two_models_without_a_file_can_be_compared_and_nothing_be_taken_over(window: MainWindow) -> None:
    old = read(SAMPLE.read_bytes()).document.snapshot()
    page = comparing.show(window, compare_models(old, old, "1.0", "1.1"))
    settle()
    assert page.title == "1.0 ↔ 1.1"
    assert visible(page.list.same)
    assert not visible(page.take)
    window.ask_close_page(page)
    settle()
    assert window.tabs.all() == []


def test_with_its_model_the_comparison_closes(page: ComparePage, window: MainWindow) -> None:
    (model,) = window.pages()
    window.ask_close_page(model)
    settle()
    assert window.tabs.all() == []


def test_it_follows_language_and_looks(page: ComparePage, desk: Desk) -> None:
    desk.set(language="zh_CN", appearance="dark")
    settle()
    assert page.modes["overlay"].text() == "叠加"
    assert "删除" in page.count.text()
    assert page.views.views[0].scene.theme.name == "dark"
    desk.set(language="en", appearance="light")


def test_a_click_far_from_everything_selects_nothing(page: ComparePage) -> None:
    view = page.views.views[0]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert view.selection == ()
