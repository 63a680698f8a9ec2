"""The own fields of a library in the inspector of its models: typed, refused in place, undone, and followed at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from library_kit import calm, path, shown
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.drawing.displaylist import TextLine
from modeller.editing.properties import set_property
from modeller.jobs.library_draft import path_of
from modeller.library.fields import change_fields, fields_of
from modeller.library.models import models
from modeller.library.opening import open_library
from modeller.model.entries import Author
from modeller.model.own_fields import OwnField
from modeller.ui.inspector import Inspector
from modeller.ui.inspector_fields import ChoiceField, QuantityField
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.own_field_kinds import LinkField, PersonField
from modeller.ui.own_fields_dialog import OwnFieldsDialog

__all__ = ["path", "shown"]

LI = Author("Li")
SECTION = "attributes.section.own"
FIELDS = (
    OwnField("weight", (("en", "Weight"), ("zh_CN", "重量")), "number", ("step",), unit="kg"),
    OwnField("risk", (("en", "Risk class"), ("zh_CN", "风险等级")), "choice", ("process", "step"), ("low", "high")),
    OwnField("sure", (("en", "Checked by law"),), "yes or no", ("step",)),
    OwnField("law", (("zh_CN", "法规"),), "link", ("step",)),
    OwnField("clerk", (("en", "Clerk"),), "person", ("step", "process")),
)


@pytest.fixture
def page(path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot) -> ModelPage:
    """A model of a library with own fields, open in the window."""
    with open_library(path) as library:
        change_fields(library, (), FIELDS, LI)
        id = models(library)[0].id
    shown(path)
    window.desk.open(path_of(path, id), window)
    calm(window, qtbot)
    assert window.page is not None
    return window.page


def select(page: ModelPage, window: MainWindow, *keys: str) -> Inspector:
    page.view.select(keys)
    settle()
    shown = window.side.properties
    shown.sections[SECTION].head.setChecked(True)
    settle()
    return shown


def test_a_number_is_typed_for_two_steps_and_undone_at_once(page: ModelPage, window: MainWindow) -> None:
    shown = select(page, window, "check", "ship")
    field = shown.fields["modeller:own.weight"]
    assert isinstance(field, QuantityField)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "1,200")
    shown.settle()
    assert [page.document[key].properties.get("modeller:own.weight") for key in ("check", "ship")] == ["1200", "1200"]
    assert shown.sections[SECTION].head.text().endswith("1")
    assert page.document.history[-1].label.arguments["property"]
    select(page, window, "check")
    field = shown.fields["modeller:own.weight"]
    assert isinstance(field, QuantityField)
    assert field.edit.text() == "1200 kg"
    page.bench.undo()
    assert field.edit.text() == ""


def test_what_is_no_number_is_marked_and_not_kept(page: ModelPage, window: MainWindow) -> None:
    shown = select(page, window, "check")
    field = shown.fields["modeller:own.weight"]
    assert isinstance(field, QuantityField)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "heavy")
    field.edit.clearFocus()
    settle()
    assert field.hint.isVisibleTo(field)
    assert "modeller:own.weight" not in page.document["check"].properties


def test_yes_and_no_differ_from_what_nobody_said(page: ModelPage, window: MainWindow) -> None:
    shown = select(page, window, "check")
    field = shown.fields["modeller:own.sure"]
    assert isinstance(field, ChoiceField)
    assert [field.edit.itemText(place) for place in range(field.edit.count())][1:] == ["Yes", "No"]
    field.edit.setCurrentIndex(2)
    field.edit.activated.emit(2)
    assert page.document["check"].properties["modeller:own.sure"] == "false"


def test_the_process_is_asked_and_a_person_is_completed(page: ModelPage, window: MainWindow) -> None:
    shown = select(page, window, "check")
    clerk = shown.fields["modeller:own.clerk"]
    assert isinstance(clerk, PersonField)
    QTest.keyClicks(clerk.edit, "Wang Fang")
    shown.settle()
    shown = select(page, window)
    clerk = shown.fields["modeller:own.clerk"]
    assert isinstance(clerk, PersonField)
    QTest.keyClicks(clerk.edit, "wa")
    completer = clerk.edit.completer()
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "Wang Fang"


def test_only_an_address_can_be_opened(page: ModelPage, window: MainWindow) -> None:
    shown = select(page, window, "check")
    law = shown.fields["modeller:own.law"]
    assert isinstance(law, LinkField)
    for typed, can in (("Handbook.docx", False), ("https://example.org/3", True), ("javascript:alert(1)", False)):
        law.edit.setText("")
        QTest.keyClicks(law.edit, typed)
        assert law.open.isVisible() is can
    assert page.document["check"].properties.get("modeller:own.law") != "javascript:alert(1)"


def test_fields_that_are_others_are_asked_at_once_and_values_stay(
    page: ModelPage, window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    shown = select(page, window, "check")
    risk = shown.fields["modeller:own.risk"]
    assert isinstance(risk, ChoiceField)
    risk.edit.setCurrentIndex(2)
    risk.edit.activated.emit(2)
    with open_library(path) as library:
        change_fields(library, fields_of(library), [each for each in fields_of(library) if each.key != "risk"], LI)
    held = next(iter(window.libraries.shelf.libraries.values()))
    held.refresh(window)
    calm(window, qtbot)
    shown = select(page, window, "check")
    assert "modeller:own.risk" not in shown.fields
    assert page.document["check"].properties["modeller:own.risk"] == "high"
    labels = [label.text() for label in shown.findChildren(QLabel)]
    assert "risk" in labels  # what nobody asks is shown as it stands
    assert "high" in labels


def test_a_field_is_shown_on_the_drawing_where_its_layer_is(
    page: ModelPage, window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    def said() -> list[str]:
        made = page.scene.items["check"].marks(page.document)
        assert made is not None
        return [mark.text for mark in made.marks if isinstance(mark, TextLine)]

    plain = said()
    set_property(page.document, ["check"], "modeller:own.weight", "12")
    window.menus.layers["own"].trigger()
    assert said() == plain
    with open_library(path) as library:
        given = fields_of(library)
        change_fields(library, given, [replace(each, badge=each.key == "weight") for each in given], LI)
    next(iter(window.libraries.shelf.libraries.values())).refresh(window)
    calm(window, qtbot)
    assert said() == [*plain, "Weight: 12 kg"]


def in_dialog(monkeypatch: pytest.MonkeyPatch, deed: Callable[[OwnFieldsDialog], object]) -> None:
    """Do that in the next dialog and press its button; where it is refused, it is given up."""

    def exec_(dialog: OwnFieldsDialog) -> int:
        deed(dialog)
        dialog._go()
        return int(dialog.result())

    monkeypatch.setattr(OwnFieldsDialog, "exec", exec_)


def test_fields_are_added_changed_deleted_and_put_in_order(
    page: ModelPage, window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deed(dialog: OwnFieldsDialog) -> None:
        form = dialog.form
        dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
        assert not form.key.isEnabled()
        assert form.unit.isVisibleTo(form)
        QTest.keyClicks(form.unit, "m")
        dialog.move_by(1)
        dialog.add()
        QTest.keyClicks(form.names["en"], "Cost centre")
        assert form.key.text() == "costCentre"
        form.kind.setCurrentIndex(form.kind.findData("choice"))
        form.kind.activated.emit(form.kind.currentIndex())
        assert form.choices.isVisibleTo(form)
        form.choices.setPlainText("North\n\nSouth")
        form.holders["step"].click()
        form.holders["process"].click()
        form.required.click()
        dialog.list.setCurrentItem(dialog.list.topLevelItem(3))
        dialog.delete()
        assert "stays" in dialog.said.text()

    in_dialog(monkeypatch, deed)
    window.actions_["library_fields"].trigger()
    calm(window, qtbot)
    with open_library(path, read_only=True) as library:
        kept = fields_of(library)
    assert [each.key for each in kept] == ["risk", "weight", "costCentre", "law", "clerk"]
    assert kept[1].unit == "kgm"
    made = kept[2]
    assert (made.names, made.kind, made.holders) == ((("en", "Cost centre"),), "choice", ("process",))
    assert (made.choices, made.required, made.badge) == (("North", "South"), True, False)
    shown = select(page, window)
    assert [key.removeprefix("modeller:own.") for key in shown.fields if "own." in key] == [
        "risk",
        "costCentre",
        "clerk",
    ]


def test_a_field_that_cannot_be_is_said_and_nothing_is_kept(
    page: ModelPage, window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page
    told = []

    def deed(dialog: OwnFieldsDialog) -> None:
        dialog.add()
        dialog.form.holders["step"].click()
        dialog._go()
        told.append(dialog.error.text())
        assert dialog.error.isVisibleTo(dialog)
        dialog.form.holders["step"].click()
        assert not dialog.error.isVisibleTo(dialog)
        dialog.form.key.setText("")
        QTest.keyClicks(dialog.form.key, "risk")
        dialog._go()
        told.append(dialog.error.text())

    in_dialog(monkeypatch, deed)
    window.actions_["library_fields"].trigger()
    calm(window, qtbot)
    assert "belongs to" in told[0]
    assert "risk" in told[1]
    with open_library(path, read_only=True) as library:
        assert [each.key for each in fields_of(library)] == [each.key for each in FIELDS]
