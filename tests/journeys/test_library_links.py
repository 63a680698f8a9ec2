"""Somebody lets an activity stand for a model of the library, goes there and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, model_id, path, shown
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.editing import links
from modeller.editing.replace import replace
from modeller.library.drafts import load_draft
from modeller.library.opening import open_library
from modeller.notation.bpmn.links import Link, link_of
from modeller.ui.library_page import LibraryPage
from modeller.ui.library_picker import ModelPicker
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

__all__ = ["path", "shown"]


@pytest.fixture
def model(shown: Callable[[Path], LibraryPage], path: Path, window: MainWindow, qtbot: QtBot) -> ModelPage:
    page = shown(path)
    page.opened.emit(model_id(page, "Complaints"))
    calm(window, qtbot)
    assert window.page is not None
    return window.page


def test_linked_followed_and_back_and_forward_as_in_a_browser(
    path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot
) -> None:
    model.view.select(("ship",))
    assert "ship" in model.view.marks.ways_in, "it has a diagram of its own"
    model.go("inner diagram")
    model.view.select(("pack",))
    assert not window.actions_["link_model"].isEnabled(), "a plain task stands for itself"
    model.back()
    model.view.select(("ship",))
    window.actions_["link_model"].trigger()
    dialog = window.findChild(ModelPicker)
    assert isinstance(dialog, ModelPicker)
    offered = [dialog.table.index(row, 0).data() for row in range(dialog.table.rowCount())]
    assert offered == ["Returns", "退货处理"], "not the model itself"
    dialog.field.setText("货")
    dialog.accept()
    settle()
    link = link_of(model.document["ship"])
    assert link is not None
    assert model.document["ship"].text == "Ship goods"

    model.document.undo()
    assert link_of(model.document["ship"]) is None
    model.document.redo()
    window.actions_["save"].trigger()
    calm(window, qtbot)
    with open_library(path, read_only=True) as library:
        records = {each.key: each for each in load_draft(library, model.file.home.id).records}  # type: ignore[union-attr]
        assert link_of(records["ship"]) == link

    model.followed.emit(link)
    calm(window, qtbot)
    there = window.page
    assert there is not None
    assert there.file.name == "退货处理"
    assert there.breadcrumb.back.isEnabled()
    window.actions_["back"].trigger()
    calm(window, qtbot)
    assert window.page is model
    window.actions_["forward"].trigger()
    calm(window, qtbot)
    assert window.page is there
    window.ask_close_page(model)
    calm(window, qtbot)
    window.actions_["back"].trigger()
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.name == "Complaints", "back opens again what was closed"


def test_a_link_to_a_model_in_the_bin_is_a_finding_that_one_click_mends(
    path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot
) -> None:
    page = next(each for each in window.tabs.all() if isinstance(each, LibraryPage))
    target = Link(page.held.library.uuid, model_id(page, "Returns"))
    links.link(model.document, "ship", target)
    checker = model.file.checker
    assert checker is not None

    def broken() -> bool:
        return not checker.busy and any(each.rule == "linked_model_missing" for each in model.file.problems)

    qtbot.waitUntil(lambda: not checker.busy)
    assert not broken()
    window.tabs.bring(page)
    page.select(target.model)
    window.actions_["library_bin"].trigger()
    calm(window, qtbot)
    qtbot.waitUntil(broken)
    model.followed.emit(target)
    assert window.notices.cards[-1].said.key == "shelf.link.broken"
    window.tabs.bring(model)
    model.view.select(("ship",))
    window.actions_["unlink_model"].trigger()
    qtbot.waitUntil(lambda: not checker.busy and not broken())


def test_a_call_activity_without_diagram_is_entered_by_a_double_click(
    model: ModelPage, window: MainWindow, qtbot: QtBot
) -> None:
    page = next(each for each in window.tabs.all() if isinstance(each, LibraryPage))
    replace(model.document, "check", "bpmn:callActivity", None)
    links.link(model.document, "check", Link(page.held.library.uuid, model_id(page, "Returns")))
    assert "check" in model.view.marks.ways_in
    model.view.activate("check")
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.name == "Returns"
