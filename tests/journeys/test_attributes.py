"""Process attributes through the window: typed as people write them, kept in one form, of steps and of the process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from requirements import ROOT
from window_kit import settle

from modeller.drawing.displaylist import TextLine
from modeller.editing.properties import set_property
from modeller.ui import inspector
from modeller.ui.inspector_fields import QuantityField
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.table_field import TableField

LIMIT, KPI, OWNER = "modeller:timeLimit", "modeller:kpi", "modeller:owner"


@pytest.fixture
def page(window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage], tmp_path: Path) -> ModelPage:
    path = tmp_path / "complaint.bpmn"
    path.write_bytes((ROOT / "models" / "客户投诉处理.bpmn").read_bytes())
    return opened(window, path)


def test_a_time_limit_is_typed_for_two_steps_and_undone_at_once(page: ModelPage, window: MainWindow) -> None:
    keys = ("Task_record", "Task_answer")
    page.view.select(keys)
    settle()
    shown = window.side.properties
    shown.sections["attributes.section.time"].head.setChecked(True)
    field = shown.fields[LIMIT]
    assert isinstance(field, QuantityField)
    before = len(page.document.history)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "4 h")
    shown.settle()
    assert [page.document[key].properties.get(LIMIT) for key in keys] == ["PT4H", "PT4H"]
    assert len(page.document.history) == before + 1
    assert shown.sections["attributes.section.time"].head.text().endswith("1")
    page.bench.undo()
    assert [page.document[key].properties.get(LIMIT) for key in keys] == [None, None]


def test_what_is_no_length_of_time_is_marked_and_not_kept(page: ModelPage, window: MainWindow) -> None:
    page.view.select(("Task_record",))
    settle()
    shown = window.side.properties
    shown.sections["attributes.section.time"].head.setChecked(True)
    field = shown.fields[LIMIT]
    assert isinstance(field, QuantityField)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "soon")
    field.edit.clearFocus()
    settle()
    assert field.hint.isVisibleTo(field)
    assert field.edit.text() == "soon"
    assert LIMIT not in page.document["Task_record"].properties
    assert page.document.editing is None


def test_where_nothing_is_selected_the_process_is_told_about(page: ModelPage, window: MainWindow) -> None:
    page.view.select(())
    settle()
    shown = window.side.properties
    shown.sections["attributes.section.purpose"].head.setChecked(True)
    QTest.keyClicks(shown.fields[OWNER].edit, "Head")  # type: ignore[attr-defined]
    shown.settle()
    assert [item.properties.get(OWNER) for item in page.document.items("bpmn:process")] == ["Head"]
    page.bench.undo()
    assert shown.fields[OWNER].edit.text() == ""  # type: ignore[attr-defined]


def test_a_row_that_is_written_brings_an_empty_one(page: ModelPage, window: MainWindow) -> None:
    page.view.select(("Task_record",))
    settle()
    shown = window.side.properties
    shown.sections["attributes.section.control"].head.setChecked(True)
    field = shown.fields[KPI]
    assert isinstance(field, TableField)
    assert len(field.rows) == 1
    QTest.keyClicks(field.rows[0][0], "Time")
    QTest.keyClicks(field.rows[0][1], "4")
    shown.settle()
    assert page.document["Task_record"].properties[KPI] == (("Time", ("target", "4")),)
    assert len(field.rows) == 2
    page.bench.undo()
    assert len(field.rows) == 1
    assert field.text() == ""


def test_layers_of_badges_are_shown_and_hidden_by_themselves(page: ModelPage, window: MainWindow) -> None:
    set_property(page.document, ["Task_record"], LIMIT, "4 h")
    set_property(page.document, ["Task_record"], "modeller:systems", "CRM")

    def shown() -> list[str]:
        made = page.scene.items["Task_record"].marks(page.document)
        assert made is not None
        return [mark.text for mark in made.marks if isinstance(mark, TextLine)]

    plain = shown()
    window.menus.layers["times"].trigger()
    assert shown() == [*plain, "≤ 4 h"]
    window.menus.layers["systems"].trigger()
    assert shown() == [*plain, "≤ 4 h", "CRM"]
    window.menus.layers["times"].trigger()
    window.menus.layers["systems"].trigger()
    assert shown() == plain


def test_what_was_half_typed_for_one_step_does_not_stand_at_the_next(page: ModelPage, window: MainWindow) -> None:
    page.view.select(("Task_record",))
    settle()
    shown = window.side.properties
    shown.sections["attributes.section.time"].head.setChecked(True)
    field = shown.fields[LIMIT]
    assert isinstance(field, QuantityField)
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "soon")
    field.edit.clearFocus()
    settle()
    page.view.select(("Task_answer",))
    settle()
    other = shown.fields[LIMIT]
    assert isinstance(other, QuantityField)
    assert other.edit.text() == ""
    assert not other.hint.isVisibleTo(other)
    assert not other.edit.isUndoAvailable()


def test_tab_goes_from_the_title_of_a_section_to_its_fields(page: ModelPage, window: MainWindow) -> None:
    page.view.select(("Task_record",))
    settle()
    shown = window.side.properties
    section = shown.sections["attributes.section.time"]
    section.head.setChecked(True)
    settle()
    following, reached = section.head.nextInFocusChain(), []
    while following is not section.head:
        if following.focusPolicy() & Qt.FocusPolicy.TabFocus and following.isVisible():
            reached.append(following)
        following = following.nextInFocusChain()
    inside = [each for each in reached if section.body.isAncestorOf(each)]
    assert len(inside) > 1
    assert reached[: len(inside)] == inside


def test_of_very_many_elements_the_values_come_one_field_after_the_other(
    page: ModelPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    keys = ("Task_record", "Task_answer")
    set_property(page.document, keys, LIMIT, "4 h")
    monkeypatch.setattr(inspector, "AT_ONCE", 1)
    shown = window.side.properties
    page.view.select(keys)
    shown.sections["attributes.section.time"].head.setChecked(True)
    field = shown.fields[LIMIT]
    assert isinstance(field, QuantityField)
    assert field.edit.text() == ""
    qtbot.waitUntil(lambda: field.edit.text() != "", timeout=5000)
    head = shown.sections["attributes.section.time"].head
    qtbot.waitUntil(lambda: head.text().endswith("1"), timeout=5000)
