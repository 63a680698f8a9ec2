"""The own fields of a library in the inspector of its models: typed, refused in place, undone, and followed at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, path, shown
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_kit import settle

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
    labels = [label.text() for label in shown.findChildren(type(shown._form._heads[0]))]  # type: ignore[union-attr]
    assert "risk" in labels  # what nobody asks is shown as it stands
    assert "high" in labels
