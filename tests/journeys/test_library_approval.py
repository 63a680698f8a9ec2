"""Somebody brings a model of a library through approval in the window, and sees what is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from library_kit import RECORDS, calm, model_id, names, path, shown
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from modeller.library.approval import advance, approvals, set_workflow, trail_of
from modeller.library.drafts import load_draft, save_draft
from modeller.library.opening import open_library
from modeller.library.store import Library
from modeller.library.versions import freeze
from modeller.library.workflow import USUAL, encode
from modeller.model.approval import Action, Signatory, Step
from modeller.model.entries import Author
from modeller.model.records import Node
from modeller.ui.library_approval import ApprovalPanel
from modeller.ui.library_approval_dialog import ApprovalDialog
from modeller.ui.library_page import LibraryPage
from modeller.ui.library_table import BADGE, COLUMNS
from modeller.ui.library_version_page import VersionPage
from modeller.ui.main_window import MainWindow

__all__ = ["path", "shown"]
STEP = next(each for each in RECORDS if isinstance(each, Node) and each.type.endswith("ask"))
LI, HAN = Author("李雷", "lilei"), Author("Han Mei", "hanmei")


def brought(path: Path, model: str, *actions: Action, until: str = "") -> None:
    """What somebody else does in the meantime."""
    with open_library(path) as library:
        for action in actions:
            by = HAN if action == "approve" else LI
            then = date.fromisoformat(until) if until else None  # a day that has gone by since
            advance(library, model, action, by, valid_until=until if action == "publish" else "", today=then)


def changed(library: Library, model: str) -> None:
    """Somebody else has saved the model with another name on a step."""
    draft = load_draft(library, model)
    records = [replace(each, text="Listen") if each.key == STEP.key else each for each in draft.records]
    save_draft(library, model, records, draft.revision, draft.digest)


def states(page: LibraryPage) -> dict[str, tuple[str, str]]:
    """The badge of each model and its colour, as tiles and list show them."""
    column = COLUMNS.index("state")
    found = {}
    for row in range(page.table.rowCount()):
        badge = page.table.index(row, 0).data(BADGE)
        assert page.table.index(row, column).data() == badge.text
        found[page.table.index(row, 0).data()] = (badge.text, badge.colour)
    return found


def test_the_state_stands_on_every_model_and_version(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    complaints, returns, goods = (model_id(page, name) for name in ("Complaints", "Returns", "退货处理"))
    brought(path, complaints, "submit", "approve", "publish")
    brought(path, returns, "submit", "approve", "publish", until="2020-01-31")
    brought(path, goods, "submit")
    page.held.look_outside(window)
    calm(window, qtbot)
    assert states(page) == {
        "Complaints": ("Published", "good"),
        "Returns": ("Expired", "error"),
        "退货处理": ("In review", "warning"),
    }
    with open_library(path) as library:
        changed(library, complaints)
        freeze(library, complaints, note="Next", author=LI)
    page.held.look_outside(window)
    calm(window, qtbot)
    assert states(page)["Complaints"] == ("Draft", "muted"), "it is that of the version whose number stands beside it"
    page.select(complaints)
    calm(window, qtbot)
    assert page.details.facts.text().splitlines()[:2] == ["1.1: Draft", "1.0: Published"]
    assert page.details.facts.textFormat() is Qt.TextFormat.PlainText
    lines = [page.versions.list.item(row).text() for row in range(2)]
    assert ["Published  next review" in line for line in lines] == [False, True]


def asked(window: MainWindow, panel: ApprovalPanel, step: str, qtbot: QtBot) -> ApprovalDialog:
    """The dialog that comes when somebody clicks on a step."""
    panel.buttons[step].click()
    dialog = window.findChild(ApprovalDialog)
    assert isinstance(dialog, ApprovalDialog)
    qtbot.waitExposed(dialog)
    return dialog


def sign(window: MainWindow, dialog: ApprovalDialog, qtbot: QtBot) -> None:
    assert dialog.good is not None
    dialog.good.click()
    QApplication.sendPostedEvents()
    calm(window, qtbot)
    qtbot.waitUntil(lambda: window.findChild(ApprovalDialog) is None)


def test_a_model_is_submitted_approved_and_published_and_then_is_due(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    window.desk.set(author="Han Mei")
    page = shown(path)
    complaints = model_id(page, "Complaints")
    page.select(complaints)
    page.panels.tabs[1].click()
    calm(window, qtbot)
    panel = page.approval
    assert list(panel.buttons) == ["submit_draft"]
    dialog = asked(window, panel, "submit_draft", qtbot)
    assert (dialog.until, dialog.titles.isEnabled()) == (None, False), "only what is published has days"
    dialog.text.setPlainText("<b>First</b>")
    sign(window, dialog, qtbot)
    assert states(page)["Complaints"] == ("In review", "warning")
    assert panel.list.item(0).text().endswith("<b>First</b>")
    assert "Han Mei" in panel.list.item(0).text()
    assert {name: button.isEnabled() for name, button in panel.buttons.items()} == {"reject": True, "approve": False}
    assert "Han Mei has made or submitted this version" in panel.buttons["approve"].toolTip()
    window.desk.set(author="Li Lei")
    page.select(model_id(page, "Returns"))
    page.select(complaints)
    calm(window, qtbot)
    assert list(panel.buttons) == ["approve", "reject"]
    dialog = asked(window, panel, "approve", qtbot)
    dialog.reject()
    calm(window, qtbot)
    assert states(page)["Complaints"][0] == "In review", "nothing is signed when somebody thinks better of it"
    sign(window, asked(window, panel, "approve", qtbot), qtbot)
    assert list(panel.buttons) == ["publish", "reject", "retire"]
    dialog = asked(window, panel, "publish", qtbot)
    assert dialog.until is not None
    assert not dialog.until.field.isEnabled()
    dialog.until.box.setChecked(True)
    dialog.until.field.setDate(QDate.currentDate().addDays(10))
    until = dialog.valid_until
    assert dialog.review_on == until, "the next review is not after the expiry"
    sign(window, dialog, qtbot)
    assert states(page)["Complaints"] == ("Published", "good")
    with open_library(path, read_only=True) as library:
        assert [(each.kind, each.valid_until) for each in approvals(library, complaints)] == [("published", until)]
        assert [(each.action, each.author) for each in trail_of(library)] == [
            ("submit", "Han Mei"), ("approve", "Li Lei"), ("publish", "Li Lei"),
        ]  # fmt: skip
    page.tree.choose("due")
    calm(window, qtbot)
    item = page.tree.currentItem()
    assert item is not None
    assert item.text(0) == "Due (1)"
    assert names(page) == ["Complaints"]
    assert page.table.index(0, COLUMNS.index("due")).data() == f"expires on {until}"
    assert not page.list.isColumnHidden(COLUMNS.index("due"))
    page.select(complaints)
    calm(window, qtbot)
    sign(window, asked(window, panel, "retire", qtbot), qtbot)
    assert names(page) == []
    assert page.empty.text().startswith("Nothing is due")


def test_what_was_approved_is_only_looked_at_until_somebody_wants_a_new_draft(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    complaints, returns = model_id(page, "Complaints"), model_id(page, "Returns")
    brought(path, complaints, "submit", "approve")
    brought(path, returns, "submit")
    page.held.look_outside(window)
    calm(window, qtbot)
    page.opened.emit(returns)
    calm(window, qtbot)
    assert window.page is not None, "what is in review can still be drawn on"
    window.tabs.bring(page)
    page.opened.emit(complaints)
    calm(window, qtbot)
    front = window.stack.currentWidget()
    assert isinstance(front, VersionPage)
    assert window.page is None
    assert "Approved: this version can no longer be changed" in front.said.text()
    assert (front.buttons["new_draft"].isVisible(), front.buttons["restore"].isVisible()) == (True, False)
    brought(path, complaints, "reject")
    page.held.look_outside(window)
    calm(window, qtbot)
    assert not front.buttons["new_draft"].isVisible(), "it was sent back"
    brought(path, complaints, "submit", "approve", "publish")
    page.held.look_outside(window)
    calm(window, qtbot)
    front.buttons["new_draft"].click()
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.path.name == complaints
    window.tabs.bring(page)
    page.opened.emit(complaints)
    calm(window, qtbot)
    assert window.page is not None, "who draws already is not kept from it"


def test_a_new_draft_takes_the_place_of_another_one_only_when_somebody_says_so(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    complaints = model_id(page, "Complaints")
    brought(path, complaints, "submit", "approve", "publish")
    with open_library(path) as library:
        before = load_draft(library, complaints).digest
        changed(library, complaints)
    page.held.look_outside(window)
    calm(window, qtbot)
    assert "Changed since 1.0" not in page.details.facts.text()
    page.select(complaints)
    calm(window, qtbot)
    assert "Changed since 1.0" in page.details.facts.text()
    version = page.versions.versions[0]
    page.versions.asked.emit("open", [version])
    calm(window, qtbot)
    front = window.stack.currentWidget()
    assert isinstance(front, VersionPage)
    for answer, same in (("cancel", False), ("restore", True)):
        window.desk.ask = lambda *_, answer=answer: answer
        front.buttons["new_draft"].click()
        calm(window, qtbot)
        with open_library(path, read_only=True) as library:
            assert (load_draft(library, complaints).digest == before) == same


def test_who_may_sign_as_several_chooses_as_what(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    approve = Step("approve", "review", "approved", (Signatory("审查"), Signatory("<b>会签</b>")), ordered=False)
    steps = tuple(approve if each.action == "approve" else each for each in USUAL.steps)
    with open_library(path) as library:
        set_workflow(library, encode(replace(USUAL, steps=steps)), LI)
    page = shown(path)
    complaints = model_id(page, "Complaints")
    brought(path, complaints, "submit")
    page.held.look_outside(window)
    calm(window, qtbot)
    page.select(complaints)
    calm(window, qtbot)
    dialog = asked(window, page.approval, "approve", qtbot)
    assert [dialog.titles.itemText(place) for place in range(dialog.titles.count())] == ["审查", "<b>会签</b>"]
    dialog.titles.setCurrentIndex(1)
    sign(window, dialog, qtbot)
    assert states(page)["Complaints"][0] == "In review"
    assert page.approval.facts.text().endswith("Waits for: 审查")
    assert page.approval.buttons["approve"].text() == "Approve (审查)"
    sign(window, asked(window, page.approval, "approve", qtbot), qtbot)
    assert states(page)["Complaints"][0] == "Approved"
