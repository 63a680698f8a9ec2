"""Somebody sets up how a library's versions are approved: states, signatures, spans."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, path, shown
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from modeller.library.approval import advance, set_workflow, workflow_of
from modeller.library.models import models
from modeller.library.opening import open_library
from modeller.library.versions import freeze
from modeller.library.workflow import USUAL, encode
from modeller.model.approval import Signatory, Workflow
from modeller.model.entries import Author
from modeller.ui.library_page import LibraryPage
from modeller.ui.library_workflow import WorkflowDialog
from modeller.ui.main_window import MainWindow

__all__ = ["path", "shown"]

Shown = Callable[[Path], LibraryPage]
LI = Author("Li")


def kept(path: Path) -> Workflow:
    with open_library(path, read_only=True) as library:
        return workflow_of(library)


def opened(window: MainWindow, qtbot: QtBot) -> WorkflowDialog:
    window.actions_["library_workflow"].trigger()
    calm(window, qtbot)
    found = window.findChildren(WorkflowDialog)[-1]
    assert isinstance(found, WorkflowDialog)
    return found


@pytest.fixture
def dialog(path: Path, shown: Shown, window: MainWindow, qtbot: QtBot) -> WorkflowDialog:
    shown(path)
    return opened(window, qtbot)


def states(dialog: WorkflowDialog) -> list[str]:
    return [dialog.states.item(row).text().split("\n")[0] for row in range(dialog.states.count())]


def test_a_second_round_of_signatures_is_added_and_holds_from_then_on(
    dialog: WorkflowDialog, path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    assert states(dialog) == ["Draft", "In review", "Approved", "Published", "Retired"]
    dialog.buttons["add"].click()
    assert dialog.place == 2
    dialog.name.setText("会签中")
    dialog.name.textEdited.emit("会签中")
    dialog.table.setItem(0, 0, QTableWidgetItem("会签"))
    dialog.table.setItem(0, 1, QTableWidgetItem("王芳、赵敏"))
    dialog.buttons["add_signatory"].click()
    dialog.table.setItem(1, 0, QTableWidgetItem("核准"))
    dialog.others.click()
    dialog.numbers["valid_months"].setValue(36)
    assert states(dialog)[2] == "会签中"
    dialog.save.click()
    calm(window, qtbot)
    made = kept(path)
    assert [each.kind for each in made.states] == ["draft", "review", "review", "approved", "published", "retired"]
    step = made.step("approve", made.states[2].id)
    assert step is not None
    assert step.signatories == (Signatory("会签", ("王芳", "赵敏")), Signatory("核准"))
    assert (step.others, step.ordered, step.after, made.valid_months) == (True, True, "approved", 36)
    assert step.four_eyes  # as the state before it
    assert made.step("reject", made.states[2].id) is not None
    assert "shelf.workflow.saved" in [card.said.key for card in window.notices.cards]


def test_who_works_alone_may_approve_what_is_his_own(
    dialog: WorkflowDialog, path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    assert not dialog.four_eyes.isVisibleTo(dialog)  # nobody asks that of who submits
    dialog.states.setCurrentRow(1)
    assert dialog.four_eyes.isVisibleTo(dialog)
    assert dialog.four_eyes.isChecked()
    dialog.four_eyes.click()
    dialog.save.click()
    calm(window, qtbot)
    step = kept(path).step("approve", "review")
    assert step is not None
    assert not step.four_eyes


def test_what_could_not_hold_is_said_and_cannot_be_saved(dialog: WorkflowDialog) -> None:
    dialog.states.setCurrentRow(1)
    dialog.buttons["add_signatory"].click()
    assert dialog.save.isEnabled()
    dialog.table.setItem(1, 0, QTableWidgetItem(""))
    assert not dialog.save.isEnabled()
    assert "another title" in dialog.said.text()
    dialog.table.setCurrentCell(1, 0)
    dialog.buttons["remove_signatory"].click()
    assert dialog.save.isEnabled()
    assert not dialog.buttons["remove_signatory"].isEnabled()
    dialog.reject()


def test_states_to_sign_in_change_places_and_go_but_not_the_last(dialog: WorkflowDialog) -> None:
    dialog.buttons["add"].click()
    dialog.name.textEdited.emit("Legal")
    dialog.buttons["up"].click()
    assert states(dialog)[1:3] == ["Legal", "In review"]
    assert not dialog.buttons["up"].isEnabled()
    dialog.buttons["remove"].click()
    assert states(dialog) == ["Draft", "In review", "Approved", "Published", "Retired"]
    dialog.states.setCurrentRow(1)
    assert not dialog.buttons["remove"].isEnabled()
    dialog.reject()


def test_a_state_in_which_a_version_stands_is_kept_and_the_dialog_says_so(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot
) -> None:
    shown(path)
    found = opened(window, qtbot)
    found.buttons["add"].click()
    found.buttons["up"].click()
    found.save.click()
    calm(window, qtbot)
    with open_library(path) as library:
        model = models(library)[0]
        freeze(library, model.id, note="", author=LI)
        advance(library, model.id, "submit", LI)
    found = opened(window, qtbot)
    found.states.setCurrentRow(1)
    found.buttons["remove"].click()
    found.save.click()
    calm(window, qtbot)
    assert found.isVisible()
    assert "review2" in found.said.text()
    assert len(kept(path).states) == 6
    found.reject()


def test_steps_that_are_more_than_a_row_are_told_as_such(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot
) -> None:
    signed = encode(USUAL).replace('"action": "reject"', '"ordered": false,\n   "action": "reject"', 1)
    signed = signed.replace('"ordered": true', '"ordered": false')
    with open_library(path) as library:
        set_workflow(library, signed, LI)
    shown(path)
    found = opened(window, qtbot)
    assert found.special
    found.reject()
    assert kept(path).steps[2].ordered is False
