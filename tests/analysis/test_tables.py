"""Analyses as tables, as data and as a workbook: the same figures in each, and text that stays text."""

import io
import json
from decimal import Decimal

import pytest
from analysis.drawn import drawn, laned
from openpyxl import load_workbook

from modeller.analysis.plain import analysis_as_data, comparison_as_data
from modeller.analysis.side_by_side import side_by_side
from modeller.analysis.tables import Table, compared, shown, tables
from modeller.analysis.whole import Points, Ratio, Time, analyse
from modeller.interchange.workbook import workbook
from modeller.language import LANGUAGES
from modeller.model.document import Document
from modeller.notation.quantities import Money

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", "<b>&\x07", "长" * 40_000)


def model(duration: str = "1 h") -> Document:
    written = {
        "a": {"duration": duration, "valueClass": "adding", "cost": "¥5", "documents": "=1+1\nForm", "systems": "ERP"},
        "b": {"waiting": "2 h", "accountable": "@SUM(A1)", "escalateAfter": "1 d", "escalateTo": "Head"},
    }
    return laned(drawn("<s a x1 20 a; x1 b >e", **written), {"Sales": "<s a x1", "=Finance": "b >e"})


def by_key(found: Document) -> dict[str, Table]:
    return {table.key: table for table in tables(analyse(found))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_every_table_has_words_and_every_row_has_all_columns(language: str) -> None:
    one, other = model(), model("30 min")
    both = analyse(one), analyse(other)
    sides = compared(side_by_side(one, other, *both), both)
    for table in (*tables(analyse(one)), *tables(analyse(Document([]))), *sides):
        assert shown(table.title, language)
        for row in table.rows:
            assert len(row.cells) == len(table.columns), table.key
            assert not any(shown(cell, language).startswith("analysis.") for cell in row.cells)
        assert not any(shown(note.words, language).startswith("analysis.") for note in table.notes)


def test_a_row_knows_its_elements_and_a_cell_of_the_hand_over_matrix_the_way_behind_it() -> None:
    found = by_key(model())
    assert [row.elements for row in found["steps"].rows] == [("a",), ("b",)]
    assert found["handovers"].rows[0].behind(2) == ("a", "a→x1", "x1→b", "b")
    assert [note.elements for note in found["raci"].notes] == [("a",)]


def test_a_comparison_says_of_which_model_the_lead_time_is_not_known_and_why() -> None:
    times = {key: {"duration": "1 h"} for key in "ab"}
    known, unknown = drawn("<s a x1 20 a; x1 b >e", **times), drawn("<s a x1 a; x1 b >e", **times)
    for pair, said in (((known, unknown), "To be"), ((unknown, known), "As is")):
        both = analyse(pair[0]), analyse(pair[1])
        told = [note for note in compared(side_by_side(*pair, *both), both)[0].notes if "not known" in str(note.words)]
        assert [str(note.words).partition(": ")[0] for note in told] == [said]
        assert bool(told[0].elements) is (said == "As is"), "the elements of the open model can be shown"


def test_columns_that_no_step_fills_are_left_out() -> None:
    assert [str(column) for column in by_key(drawn("<s a >e"))["steps"].columns] == ["No.", "Step", "Responsible"]


@pytest.mark.parametrize(
    ("cell", "english", "chinese"),
    [
        (None, "not known", "未知"), (Time(-5400), "−1 h 30 min", "−1 小时 30 分钟"),
        (Money(Decimal("-1234.5"), "CNY"), "−¥1,234.50", "−¥1,234.50"),
        (Ratio(0.1234), "12.3 %", "12.3 %"),
        (Points(-0.02), "−2 points", "−2 个百分点"), (0.5, "0.5", "0.5"), (-0.0001, "0", "0"), ("文", "文", "文"),
    ],
)  # fmt: skip
def test_a_cell_is_said_as_people_read_it(cell: object, english: str, chinese: str) -> None:
    assert [shown(cell, language) for language in LANGUAGES] == [english, chinese]  # type: ignore[arg-type]


def test_the_workbook_has_a_sheet_for_each_table_with_numbers_as_numbers() -> None:
    found = tables(analyse(model()))
    book = load_workbook(io.BytesIO(workbook(found, "zh_CN")))
    assert book.sheetnames == [shown(table.title, "zh_CN") for table in found]
    steps = book["步骤表"]
    heads = [cell.value for cell in steps[1]]
    assert steps.cell(2, heads.index("作业时间") + 1).value == 1
    assert steps.cell(2, heads.index("成本") + 1).value == 5
    assert "CNY" in steps.cell(2, heads.index("成本") + 1).number_format


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text: str) -> None:
    hostile = laned(drawn("<s a >e", a={"documents": text, "instruction": text}), {"L": "a"})
    data = workbook(tables(analyse(hostile)))
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.value)
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t":
                    assert cell.quotePrefix


def test_data_for_json_have_times_in_seconds_and_none_for_what_is_not_known() -> None:
    found = analysis_as_data(analyse(model()), "en")
    assert json.loads(json.dumps(found)) == found
    assert found["figures"]["work"] == 3600
    assert found["steps"][0]["cost"] == {"amount": 5.0, "currency": "CNY"}
    assert found["steps"][0]["kind"] == "Task"
    assert found["lead_times"][0]["visits"]["a"] == 1.25
    assert found["steps"][1]["duration"] is None
    one, other = model(), model("30 min")
    both = comparison_as_data(side_by_side(one, other, analyse(one), analyse(other)))
    assert next(side for side in both["figures"] if side["key"] == "work")["difference"] == -1800
