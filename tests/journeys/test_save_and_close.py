"""Somebody saves, closes, and changes their mind; somebody else writes the same file."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.editing.template import PROCESSES
from modeller.interchange.bpmn.reader import read
from modeller.jobs.recover import find
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Node
from modeller.resources import SAMPLES
from modeller.ui import closing, saving
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.question import Question

SAMPLE = SAMPLES / "order-fulfilment.bpmn"

Opened = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "订单.bpmn"
    target.write_bytes(SAMPLE.read_bytes())
    return target


@pytest.fixture
def page(window: MainWindow, opened: Opened, path: Path) -> ModelPage:
    return opened(window, path)


class Asked:
    """Answers what the window asks, in turn, and remembers the questions."""

    def __init__(self, desk: Desk, *answers: str) -> None:
        self.answers = list(answers)
        self.questions: list[Question] = []
        desk.ask = self

    def __call__(self, parent: object, question: Question) -> str:
        self.questions.append(question)
        answer = self.answers.pop(0)
        assert answer in {"cancel", *(each.key for each in question.answers)}
        return answer


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the file dialog gives, in turn; "" is a cancelled one."""
    given: list[str] = []
    monkeypatch.setattr(saving, "ask_save", lambda *_: given.pop(0))
    return given


def a_step(document: Document) -> Node:
    return next(node for node in document.nodes() if node.type.lower().endswith("task"))


def step_name(document: Document) -> str:
    return a_step(document).text


def rename(document: Document, text: str = "renamed") -> None:
    node = a_step(document)
    with document.edit(message("window.name")) as edit:
        edit.put(replace(node, text=text))
    settle()


def wait(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.works and not any(file.saving for file in desk.files.values()), timeout=20_000)
    settle()


def journals(tmp_path: Path) -> list[str]:
    folder = tmp_path / "home" / "data" / "recovery"
    return [name for name in os.listdir(folder) if name.endswith(".journal")] if folder.is_dir() else []


def test_a_change_shows_in_tab_and_title_until_it_is_saved_or_undone(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    assert not window.isWindowModified()
    rename(page.document)
    assert window.isWindowModified()
    assert not window.tabs.tabIcon(0).isNull()
    assert "unsaved" in window.tabs.accessibleTabName(0)
    page.document.undo()
    settle()
    assert not window.isWindowModified()
    assert window.tabs.tabIcon(0).isNull()
    assert window.tabs.tabText(0) == window.tabs.accessibleTabName(0) == "订单.bpmn"
    page.document.redo()
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert not window.isWindowModified()
    assert step_name(read(path.read_bytes()).document) == "renamed"
    page.document.undo()
    settle()
    assert window.isWindowModified(), "what is saved is another state now"
    page.document.redo()


def test_what_is_done_while_it_is_saved_stays_unsaved(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    rename(page.document, "first")
    window.actions_["save"].trigger()
    rename(page.document, "second")
    wait(desk, qtbot)
    assert step_name(read(path.read_bytes()).document) == "first"
    assert window.isWindowModified()


def begin_to_write(page: ModelPage, qtbot: QtBot, text: str) -> None:
    page.view.setFocus()
    page.view.select((a_step(page.document).key,))
    settle()
    qtbot.keyClicks(page.view, text)
    assert page.document.editing is not None, "somebody is still writing"


def test_text_that_is_being_written_is_saved_too(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    begin_to_write(page, qtbot, "half a na")
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert step_name(read(path.read_bytes()).document) == "half a na"


def test_closing_over_text_that_is_being_written_asks(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    begin_to_write(page, qtbot, "half a na")
    asked = Asked(desk, "save")
    window.close()
    settle()
    assert len(asked.questions) == 1
    assert desk.windows == []
    assert step_name(read(path.read_bytes()).document) == "half a na"


def test_a_save_waits_for_the_end_of_a_gesture(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    before = path.read_bytes()
    node = a_step(page.document)
    edit = page.document.edit(message("window.name"))
    edit.put(replace(node, text="half"))
    window.actions_["save"].trigger()
    qtbot.wait(150)
    assert path.read_bytes() == before
    edit.put(replace(node, text="whole"))
    edit.commit()
    qtbot.waitUntil(lambda: not page.file.unsaved, timeout=5000)
    wait(desk, qtbot)
    assert step_name(read(path.read_bytes()).document) == "whole"


def test_saved_under_another_name_it_is_that_file_from_then_on(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot, names: list[str]
) -> None:
    before, target = path.read_bytes(), path.with_name("another.bpmn")
    rename(page.document)
    names.append(str(target.with_suffix("")))
    window.actions_["save_as"].trigger()
    wait(desk, qtbot)
    assert path.read_bytes() == before
    assert step_name(read(target.read_bytes()).document) == "renamed"
    assert window.tabs.tabText(0) == "another.bpmn"
    assert desk.settings.recent[0] == str(target)
    assert list(desk.files) == [target]
    rename(page.document, "again")
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert step_name(read(target.read_bytes()).document) == "again"


def test_no_model_is_saved_over_one_that_is_open_elsewhere(
    desk: Desk, window: MainWindow, page: ModelPage, opened: Opened, qtbot: QtBot, names: list[str], tmp_path: Path
) -> None:
    other = tmp_path / "other.bpmn"
    other.write_bytes(SAMPLE.read_bytes())
    opened(window, other)
    window.tabs.bring(page)
    names.append(str(other))
    window.actions_["save_as"].trigger()
    wait(desk, qtbot)
    assert other.read_bytes() == SAMPLE.read_bytes()
    assert "other.bpmn" in window.notices.cards[0].label.text()


@pytest.mark.parametrize("template", PROCESSES)
def test_a_template_on_the_start_page_begins_a_model_in_which_one_types_on(window: MainWindow, template: str) -> None:
    card = next(card for card in window.start.template_cards if card.template == template)
    settle()
    assert card.picture.pixmap().width() > 60
    card.click()
    settle()
    page = window.page
    assert page is not None
    (start,) = page.selection
    assert page.document[start].type == "bpmn:startEvent"  # type: ignore[union-attr]
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    QTest.keyClicks(page.view, "Go on")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert "Go on" in {node.text for node in page.document.nodes()}


def test_a_new_model_has_a_pool_with_a_start_event_and_asks_for_a_name(
    desk: Desk, window: MainWindow, qtbot: QtBot, names: list[str], tmp_path: Path
) -> None:
    desk.set(folder=str(tmp_path))
    window.actions_["new"].trigger()
    settle()
    page = window.page
    assert page is not None
    assert [node.type for node in page.document.nodes()] == ["bpmn:participant", "bpmn:startEvent"]
    (start,) = page.selection
    assert page.document[start].key.startswith("Event_")
    window.actions_["new"].trigger()
    assert [window.tabs.tabText(place) for place in range(2)] == ["Untitled", "Untitled 2"]
    window.tabs.bring(page)
    names += ["", str(tmp_path / "orders")]
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert page.file.fresh, "the dialog was cancelled"
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    again = read((tmp_path / "orders.bpmn").read_bytes())
    assert again.findings == ()
    assert set(again.document.records) == set(page.document.records)
    assert window.tabs.tabText(0) == "orders.bpmn"
    for left in window.pages():
        window.tabs.closing.emit(left)
    assert window.pages() == [], "nothing was done to it: nothing is asked"


def test_a_new_model_gives_way_to_a_file_of_its_name(
    desk: Desk, window: MainWindow, opened: Opened, qtbot: QtBot, names: list[str], tmp_path: Path
) -> None:
    desk.set(folder=str(tmp_path))
    for _ in range(2):
        window.actions_["new"].trigger()
    settle()
    first, second = (page.file for page in window.pages())
    target = first.path
    target.write_bytes(SAMPLE.read_bytes())
    page = opened(window, target)
    assert page.file is not first
    assert len(desk.files) == 3
    names.append(str(second.path.with_name("Untitled 3.bpmn")))
    assert first.path == tmp_path / "Untitled 3.bpmn"
    window.tabs.bring(window.pages()[1])
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert second.path == tmp_path / "Untitled 3.bpmn"
    assert first.fresh
    assert set(desk.files.values()) == {first, second, page.file}
    assert all(desk.files[file.path] is file for file in (first, second, page.file))


def test_a_sample_begins_a_new_model_and_stays_as_it_is(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    before = SAMPLE.read_bytes()
    window.start.sample_chosen.emit(SAMPLE)
    wait(desk, qtbot)
    assert window.page is not None
    assert window.page.file.fresh
    assert window.page.file.path.parent != SAMPLE.parent
    rename(window.page.document)
    assert SAMPLE.read_bytes() == before


CLOSERS: dict[str, Callable[[MainWindow, ModelPage], object]] = {
    "tab": lambda window, page: window.tabs.closing.emit(page),
    "window": lambda window, page: window.close(),
    "app": lambda window, page: window.actions_["quit"].trigger(),
    "logout": lambda window, page: closing.logging_out(window.desk, Manager()),  # type: ignore[arg-type]
}


class Manager:
    """The system at logging out."""

    log: list[str]
    last: "Manager"

    def __init__(self, talks: bool = True) -> None:
        self.log = []
        self.talks = talks
        Manager.last = self

    def allowsInteraction(self) -> bool:
        return self.talks

    def cancel(self) -> None:
        self.log.append("cancel")

    def release(self) -> None:
        self.log.append("release")


def is_open(how: str, window: MainWindow, page: ModelPage) -> bool:
    settle()
    if how == "logout":
        return Manager.last.log == ["cancel"]
    return page in window.pages() if how == "tab" else window in window.desk.windows and window.isVisible()


@pytest.mark.parametrize("how", CLOSERS)
@pytest.mark.parametrize("way", ["save works", "save fails", "dialog cancelled", "discard", "cancel", "fault"])
def test_nothing_closes_over_unsaved_work_unless_somebody_let_it_go(
    desk: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path, names: list[str], path: Path, opened: Opened,
    monkeypatch: pytest.MonkeyPatch, how: str, way: str,
) -> None:  # fmt: skip
    desk.set(folder=str(tmp_path))
    if way == "dialog cancelled":
        window.actions_["new"].trigger()
        page = window.page
        assert page is not None
        with page.document.edit(message("window.name")) as edit:
            edit.put(replace(page.document.nodes()[0], text="a name"))
    else:
        page = opened(window, path)
        rename(page.document)
    asked = Asked(desk, {"discard": "discard", "cancel": "cancel"}.get(way, "save"), "cancel")
    if way == "save fails":
        os.rename(tmp_path, tmp_path.with_name(tmp_path.name + " moved"))
    if way == "dialog cancelled":
        names.append("")
    if way == "fault":
        monkeypatch.setattr(closing, "save_and_wait", lambda *_: 1 // 0)
        with qtbot.captureExceptions() as faults:
            try:
                CLOSERS[how](window, page)
            except ZeroDivisionError:
                faults.append(())
            settle()
        assert faults
    else:
        CLOSERS[how](window, page)
    if way == "save fails":
        settle()
        os.rename(tmp_path.with_name(tmp_path.name + " moved"), tmp_path)
    assert asked.questions, "nobody was asked"
    gone = way in {"save works", "discard"}
    assert is_open(how, window, page) is not gone
    if way == "save works":
        assert step_name(read(path.read_bytes()).document) == "renamed"
    elif path.exists():
        assert path.read_bytes() == SAMPLE.read_bytes()
    if not gone and how != "logout":
        assert page.file.unsaved
        assert len(journals(tmp_path)) == 1
    if gone and how != "logout":
        assert journals(tmp_path) == []


def test_where_the_system_lets_nobody_be_asked_the_journal_has_it(
    desk: Desk, window: MainWindow, page: ModelPage, tmp_path: Path
) -> None:
    rename(page.document)
    asked = Asked(desk)
    closing.logging_out(desk, Manager(talks=False))  # type: ignore[arg-type]
    assert asked.questions == []
    assert len(journals(tmp_path)) == 1


def test_what_another_window_still_shows_is_not_asked_about(
    desk: Desk, window: MainWindow, page: ModelPage, tmp_path: Path
) -> None:
    rename(page.document)
    asked = Asked(desk, "cancel")
    second = window.open_second()
    assert second is not None
    assert second.close()
    assert asked.questions == []
    window.close()
    assert len(asked.questions) == 1
    assert window.isVisible()


def test_several_unsaved_models_are_asked_about_at_once(
    desk: Desk, window: MainWindow, page: ModelPage, opened: Opened, tmp_path: Path, path: Path
) -> None:
    other = tmp_path / "other.bpmn"
    other.write_bytes(SAMPLE.read_bytes())
    rename(page.document)
    rename(opened(window, other).document)
    asked = Asked(desk, "save")
    window.close()
    settle()
    assert len(asked.questions) == 1
    assert desk.windows == []
    for each in (path, other):
        assert step_name(read(each.read_bytes()).document) == "renamed"


def test_what_was_discarded_stays_in_the_store_for_some_days(
    desk: Desk, window: MainWindow, page: ModelPage, tmp_path: Path
) -> None:
    rename(page.document)
    Asked(desk, "discard")
    window.close()
    settle()
    assert len(list((tmp_path / "home" / "data" / "recovery" / "discarded").iterdir())) == 1
    assert find().found == []


# -- somebody else writes the file ------------------------------------------------------------------------------------


def theirs(path: Path) -> bytes:
    name = step_name(read(path.read_bytes()).document).encode()
    return path.read_bytes().replace(name, b"theirs")


def comes_to_the_front(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    window.changeEvent(QEvent(QEvent.Type.ActivationChange))
    wait(desk, qtbot)


@pytest.mark.parametrize("answer", ["copy", "mine", "theirs", "cancel"])
def test_a_file_changed_outside_is_noticed_before_it_is_written(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot, names: list[str], answer: str
) -> None:
    rename(page.document, "mine")
    other = theirs(path)
    path.write_bytes(other)
    copy = path.with_name("copy.bpmn")
    names.append(str(copy))
    Asked(desk, answer)
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    settle()
    wait(desk, qtbot)
    now = step_name(read(path.read_bytes()).document)
    assert now == ("mine" if answer == "mine" else "theirs")
    assert step_name(page.document) == ("theirs" if answer == "theirs" else "mine")
    assert bool(page.file.unsaved) is (answer == "cancel")
    assert copy.exists() is (answer == "copy")
    if answer == "theirs":
        page.document.undo()
        assert step_name(page.document) == "mine", "what was here can be had again"


def test_a_file_changed_outside_is_noticed_when_the_window_comes_to_the_front(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    comes_to_the_front(window, desk, qtbot)
    assert window.notices.cards == []
    os.utime(path, (1, 1))
    comes_to_the_front(window, desk, qtbot)
    assert window.notices.cards == [], "only its date is another"
    path.write_bytes(theirs(path))
    comes_to_the_front(window, desk, qtbot)
    comes_to_the_front(window, desk, qtbot)
    (card,) = window.notices.cards
    assert "订单.bpmn" in card.label.text()
    card.row.itemAt(1).widget().click()  # type: ignore[attr-defined]
    wait(desk, qtbot)
    assert step_name(page.document) == "theirs"
    assert not page.file.unsaved


def test_mine_is_kept_when_that_was_said(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    mine = step_name(page.document)
    path.write_bytes(theirs(path))
    comes_to_the_front(window, desk, qtbot)
    window.notices.cards[0].row.itemAt(2).widget().click()  # type: ignore[attr-defined]
    assert page.file.unsaved, "it is not what the file has"
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert step_name(read(path.read_bytes()).document) == mine


def test_a_file_that_is_gone_is_said_and_saved_anew(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot
) -> None:
    path.unlink()
    comes_to_the_front(window, desk, qtbot)
    assert "moved or deleted" in window.notices.cards[0].label.text()
    rename(page.document)
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    assert step_name(read(path.read_bytes()).document) == "renamed"


def test_a_save_that_fails_offers_another_place(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot, names: list[str], tmp_path: Path
) -> None:
    rename(page.document)
    asked = Asked(desk, "copy")
    elsewhere = tmp_path / "elsewhere.bpmn"
    names.append(str(elsewhere))
    page.file.path = desk.files and tmp_path / "nowhere" / "a.bpmn"
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    wait(desk, qtbot)
    assert "does not exist" in str(asked.questions[0].text)
    assert step_name(read(elsewhere.read_bytes()).document) == "renamed"


def test_where_the_file_would_not_be_read_as_the_same_a_copy_can_be_kept_all_the_same(
    desk: Desk, window: MainWindow, page: ModelPage, path: Path, qtbot: QtBot, names: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from modeller.jobs import save_model

    class Other:
        document = Document()

    rename(page.document)
    monkeypatch.setattr(save_model, "read", lambda data, name: Other)
    asked = Asked(desk, "copy")
    names.append(str(path.with_name("copy.bpmn")))
    window.actions_["save"].trigger()
    wait(desk, qtbot)
    wait(desk, qtbot)
    assert "read back" in str(asked.questions[0].text)
    assert path.read_bytes() == SAMPLE.read_bytes()
    assert step_name(read(path.with_name("copy.bpmn").read_bytes()).document) == "renamed"


def test_an_event_that_closes_is_refused_first(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    rename(page.document)
    Asked(desk, "cancel")
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
