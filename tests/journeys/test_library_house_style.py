"""Somebody chooses how the documents of a library look, and writes clauses of the organisation into them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from library.test_house_style import picture
from library_kit import calm, model_id, path, shown
from policy_samples import job
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.drawing.displaylist import TextLine
from modeller.editing.chains import empty
from modeller.jobs.library_draft import path_of
from modeller.language import message, words
from modeller.library.house_style import house_of, set_clause, set_style
from modeller.library.models import add_model, models
from modeller.library.opening import open_library
from modeller.model.entries import VALUE_CHAIN, Author, NewModel
from modeller.model.house_style import Clause, HouseStyle
from modeller.model.house_style_json import House
from modeller.ui import house_clauses
from modeller.ui.house_style_dialog import HouseStyleDialog
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.policy_dialog import PolicyDialog

__all__ = ["path", "shown"]

LI = Author("Li")
HELD = (Clause("保密", "保密：不得外传。", "scope", id="a", order=1), Clause("解释", "", id="b", order=2, model="gone"))


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[HouseStyleDialog]:
    house = House(HouseStyle("华东", picture(), "#aa1122", signatures=("编制",), serif=True, foot="保密"), HELD)
    scopes = [("folder", "f", "客服"), ("model", "0f3c2a7e", "投诉")]
    made = HouseStyleDialog(window, house, job(sections=("cover", "scope", "clauses")), ("f",), scopes, "流程库")
    made.show()
    assert made.house() == house
    yield made
    made.reject()
    made.deleteLater()


def accept(monkeypatch: pytest.MonkeyPatch, deed: Callable[[HouseStyleDialog], object]) -> None:
    """Let the next dialog be accepted after that."""

    def exec_(dialog: HouseStyleDialog) -> int:
        deed(dialog)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(HouseStyleDialog, "exec", exec_)


def _seen(dialog: HouseStyleDialog, qtbot: QtBot, text: str) -> None:
    """Wait until a text stands in the preview."""

    def is_there() -> bool:
        marks = (mark for page in dialog.preview.sheets.pages for layer in page.layers for group in layer.groups
                 for mark in group.marks)  # fmt: skip
        return any(isinstance(mark, TextLine) and text in mark.text for mark in marks)

    qtbot.waitUntil(is_there, timeout=30_000)


def test_what_is_typed_is_seen_in_the_preview(dialog: HouseStyleDialog, qtbot: QtBot) -> None:
    _seen(dialog, qtbot, "华东")
    dialog.form.organisation.clear()
    QTest.keyClicks(dialog.form.organisation, "ACME")
    dialog.form.signatures.setPlainText("编制\n\n 批准 ")
    dialog.clauses.list.setCurrentRow(0)
    dialog.clauses.text.setPlainText("另一段")
    _seen(dialog, qtbot, "ACME")
    _seen(dialog, qtbot, "批准")
    _seen(dialog, qtbot, "另一段")
    assert dialog.house().style.signatures == ("编制", "批准")


def test_the_preview_shows_the_clause_that_is_written(dialog: HouseStyleDialog, qtbot: QtBot) -> None:
    bar = dialog.preview._area.verticalScrollBar()
    _seen(dialog, qtbot, "保密")
    assert bar.value() == 0
    dialog.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bar.value() > 0)
    place = dialog.preview.sheets.place_of("保密")
    assert place is not None
    assert 0 < bar.value() <= place <= bar.value() + dialog.preview.height()
    bar.setValue(0)
    dialog.clauses.text.setPlainText("另一段")
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=30_000)
    assert dialog.preview.sheets.place_of("nowhere") is None


def test_a_logo_is_taken_from_a_file_and_removed_and_a_broken_one_is_said(
    dialog: HouseStyleDialog, tmp_path: Path
) -> None:
    form = dialog.form
    (tmp_path / "a.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "b.png").write_bytes(picture()[:40])
    form.take_logo(tmp_path / "a.jpg")
    assert dialog.house().style.logo == picture("JPEG")
    form.take_logo(tmp_path / "b.png")
    assert "PNG or JPEG" in form.error.text()
    form.take_logo(tmp_path / "none.png")
    assert "none.png" in form.error.text()
    assert dialog.house().style.logo == picture("JPEG")
    QTest.mouseClick(form.remove, Qt.MouseButton.LeftButton)
    assert dialog.house().style.logo == b""
    assert form.error.isHidden()
    assert not form.remove.isEnabled()


def test_a_colour_is_clicked_or_typed_and_nonsense_is_not_accepted(dialog: HouseStyleDialog, qtbot: QtBot) -> None:
    dialog.form.swatches.buttons["#20753f"].click()
    assert dialog.house().style.accent == "#20753f"
    dialog.form.accent.setText("#20753")
    dialog._go()
    assert dialog.isVisible()
    assert "#20753" in dialog.error.text()
    dialog.form.accent.setText("#20753F")
    dialog._go()
    assert not dialog.isVisible()


def test_clauses_are_added_moved_changed_and_deleted(dialog: HouseStyleDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    form = dialog.clauses
    form.list.setCurrentRow(0)
    QTest.mouseClick(form.buttons["add"], Qt.MouseButton.LeftButton)
    QTest.keyClicks(form.title, "Filing")
    form.place.setCurrentIndex(form.place.findData("kpis True"))
    form.place.activated.emit(form.place.currentIndex())
    form.scope.setCurrentIndex(form.scope.findData("folder f"))
    form.scope.activated.emit(form.scope.currentIndex())
    form.language.setCurrentIndex(form.language.findData("en"))
    form.language.activated.emit(form.language.currentIndex())
    (_, _, new) = dialog.house().clauses
    assert replace(new, id="") == Clause("Filing", "", "kpis", True, folder="f", language="en", order=3)
    assert "Filing" in form.list.item(2).text()
    form.buttons["up"].click()
    form.buttons["up"].click()
    assert [(each.title, each.order) for each in dialog.house().clauses] == [("Filing", 1), ("保密", 2), ("解释", 3)]
    assert not form.buttons["up"].isEnabled()
    form.buttons["down"].click()
    monkeypatch.setattr(house_clauses, "ask", lambda *_: "cancel")
    form.buttons["delete"].click()
    assert len(dialog.house().clauses) == 3
    monkeypatch.setattr(house_clauses, "ask", lambda *_: "delete")
    form.buttons["delete"].click()
    assert [each.title for each in dialog.house().clauses] == ["保密", "解释"]
    assert form.scope.currentText() == "deleted"  # of a model that is no longer there, and stays so
    assert dialog.house().clauses[1].model == "gone"
    form.buttons["delete"].click()
    form.buttons["delete"].click()
    assert dialog.house().clauses == ()
    assert not form.title.isEnabled()


def test_the_clauses_stand_below_each_other_with_the_room_that_a_row_needs(dialog: HouseStyleDialog) -> None:
    dialog.tabs.setCurrentIndex(1)
    settle()
    listed = dialog.clauses.list
    first, second = (listed.visualItemRect(listed.item(row)) for row in range(2))
    assert first.height() >= listed.sizeHintForRow(0) > listed.fontMetrics().height() + 8
    assert second.top() >= first.bottom()


def test_a_clause_without_a_title_is_not_accepted(dialog: HouseStyleDialog) -> None:
    dialog.clauses.list.setCurrentRow(0)
    dialog.clauses.title.selectAll()
    QTest.keyClick(dialog.clauses.title, Qt.Key.Key_Delete)
    dialog._go()
    assert dialog.isVisible()
    assert "title" in dialog.error.text()


def test_the_style_of_a_library_is_changed_beside_what_others_changed_meanwhile(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(path)

    def deed(dialog: HouseStyleDialog) -> None:
        with open_library(path) as other:
            set_style(other, HouseStyle(accent="#112233"), LI)
            set_clause(other, Clause("归档"), LI)
        dialog.form.organisation.setText("ACME <b>")
        dialog.clauses.add()
        assert dialog.clauses.scope.count() == 1 + 2 + 3

    accept(monkeypatch, deed)
    assert window.actions_["library_house_style"].isEnabled()
    window.actions_["library_house_style"].trigger()
    calm(window, qtbot)
    with open_library(path) as library:
        house = house_of(library)
    assert (house.style.organisation, house.style.accent) == ("ACME <b>", "#112233")
    assert {each.title for each in house.clauses} == {"归档", "New clause"}
    assert any("look like this" in words(card.said) for card in window.notices.cards)


def test_the_document_of_a_model_in_a_library_uses_its_style_and_leads_to_it(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = shown(path)
    window.desk.set(organisation="Of the settings", policy={"numbering": "articles"})
    window.desk.open(path_of(path, model_id(page, "Complaints")), window)
    calm(window, qtbot)
    assert window.page is not None
    dialog = PolicyDialog(window, window.page)
    dialog.show()
    assert (dialog.wishes().organisation, dialog.wishes().numbering) == ("", None)
    accept(monkeypatch, lambda style: style.form.organisation.setText("ACME"))
    QTest.mouseClick(dialog.house, Qt.MouseButton.LeftButton)
    calm(window, qtbot)
    with open_library(path) as library:
        assert house_of(library).style == HouseStyle("ACME")
    for item in dialog._items():
        wanted = item.data(Qt.ItemDataRole.UserRole) in ("cover", "clauses")
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    dialog.write(tmp_path / "a.pdf")
    calm(window, qtbot)
    assert "ACME" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert window.desk.settings.policy["numbering"] == "articles"
    dialog.deleteLater()


def test_a_library_that_cannot_be_written_keeps_its_style(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(path)
    accept(monkeypatch, lambda _: pytest.fail("it was asked"))
    page.held.library.read_only = message("library.read_only", name="x")
    window.actions_["library_house_style"].trigger()
    calm(window, qtbot)
    page.held.library.read_only = None


def test_the_preview_shows_a_process_and_no_value_chain(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(path) as library:
        chain = add_model(library, NewModel("A chain", tuple(empty()), None, VALUE_CHAIN)).id
        assert models(library)[0].id == chain
    shown(path)
    seen: list[str] = []
    accept(monkeypatch, lambda dialog: seen.append(dialog._sample.title))
    window.actions_["library_house_style"].trigger()
    calm(window, qtbot)
    assert seen == ["Complaints"]
