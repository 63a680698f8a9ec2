"""Somebody comments on a library's model, answers, resolves, and sees on the diagram where something was said."""

from pathlib import Path

import pytest
from journeys.test_library_copy import calm
from pytestqt.qtbot import QtBot
from window_kit import small_model

from modeller.jobs.library_draft import path_of
from modeller.library.comments import comments
from modeller.library.models import add_model
from modeller.library.opening import create_library, open_library
from modeller.model.entries import Comment, NewModel
from modeller.model.records import Node
from modeller.ui.desk import Desk
from modeller.ui.library_comments import CommentsPanel
from modeller.ui.main_window import MainWindow

RECORDS = tuple(small_model())
STEP = next(each for each in RECORDS if isinstance(each, Node) and each.type.endswith("ask"))


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "流程库.mlib"
    with create_library(path) as library:
        return path, add_model(library, NewModel("Complaints", RECORDS)).id


@pytest.fixture
def panel(desk: Desk, window: MainWindow, made: tuple[Path, str], qtbot: QtBot) -> CommentsPanel:
    desk.open(path_of(*made), window)
    calm(window, qtbot)
    assert window.page is not None
    return window.libraries.comments


def said(made: tuple[Path, str]) -> list[Comment]:
    with open_library(made[0], read_only=True) as library:
        return comments(library, made[1])


def write(panel: CommentsPanel, window: MainWindow, text: str, qtbot: QtBot) -> None:
    panel.text.setPlainText(text)
    assert panel.send.isEnabled()
    panel.send.click()
    calm(window, qtbot)


def test_a_comment_goes_to_the_element_that_is_selected_and_is_pinned_to_it(
    panel: CommentsPanel, window: MainWindow, made: tuple[Path, str], qtbot: QtBot
) -> None:
    page = window.page
    assert page is not None
    assert not panel.send.isEnabled()
    assert panel.about.text() == "On the whole model"
    write(panel, window, "Good", qtbot)
    page.view.select((STEP.key,))
    assert STEP.text in panel.about.text()
    write(panel, window, "<b>Who signs?</b>", qtbot)
    assert [(each.text, each.element) for each in said(made)] == [("Good", ""), ("<b>Who signs?</b>", STEP.key)]
    assert panel.text.toPlainText() == ""
    assert page.view.marks.comments == {STEP.key: 1}
    bare = page.view.grab().toImage()
    panel.pins.setChecked(False)
    assert page.view.marks.comments == {}
    assert page.view.grab().toImage() != bare
    panel.pins.setChecked(True)
    page.view.select(())
    row = next(place for place, each in enumerate(panel.comments) if each.element)
    panel.list.item(row).setSelected(True)
    panel.list.itemClicked.emit(panel.list.item(row))
    assert page.selection == (STEP.key,)


def test_a_comment_is_answered_resolved_and_deleted(
    panel: CommentsPanel, window: MainWindow, made: tuple[Path, str], qtbot: QtBot
) -> None:
    page = window.page
    assert page is not None
    page.view.select((STEP.key,))
    write(panel, window, "Who signs?", qtbot)
    panel.list.item(0).setSelected(True)
    assert panel.send.text() == "Answer"
    write(panel, window, "We do", qtbot)
    first, answer = said(made)
    assert answer.reply_to == first.id
    panel.list.clearSelection()
    panel.list.item(0).setSelected(True)
    panel.resolve.click()
    calm(window, qtbot)
    assert said(made)[0].resolved
    assert page.view.marks.comments == {STEP.key: 0}
    assert panel.resolve.text() == "Reopen"
    panel.resolve.click()
    calm(window, qtbot)
    assert not said(made)[0].resolved
    panel.remove.click()
    calm(window, qtbot)
    assert said(made) == []
    assert page.view.marks.comments == {}
    assert panel.none.isVisibleTo(panel)
