"""Tables from other programs: every encoding that is met, hostile ones refused, and back out harmlessly."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from modeller.files.problem import Problem
from modeller.interchange.tables import read_table, write_csv, write_workbook

ROWS = [["名称", "英文"], ["客户服务部", "Customer service"], ["财务部", 'Finance, "and"\nmore']]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_that_is_met(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
    assert read_table((text + "\r\n\r\n").encode(encoding), "x.csv") == ROWS


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    lambda text: text == text.strip() and not text.startswith("'")
)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    table = [["name", "kind"], *(list(row) for row in rows)]
    assert read_table(write_csv(table), "x.csv") == table


def test_a_formula_stays_text_in_both() -> None:
    rows = [["name"], ["=1+1"], ["@x"], ["-"]]
    assert b'"\'=1+1"' in write_csv(rows)
    assert read_table(write_csv(rows), "x.csv") == rows
    data = write_workbook([*rows, ["\x00bad\x0b"]], "dictionary")
    assert [cell.data_type for (cell,) in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()] == ["s"] * 5
    assert read_table(data, "x.xlsx") == [*rows, ["bad"]]


def test_what_is_no_table_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 201_000_000)
    for data, said in (
        (b"\xd0\xcf\x11\xe0 old", "older Excel"),
        (b"PK\x03\x04 nothing", "could not be read"),
        (bomb.getvalue(), "over 200 MB"),
        (b"\x80\x81\xff\xff", "neither"),
        (b"a\x00b", "neither"),
        (b'name\n"never closed', "could not be read"),
    ):
        with pytest.raises(Problem, match=said):
            read_table(data, "x")
    monkeypatch.setattr("modeller.interchange.tables.ROWS", 3)
    for data in (b"a\nb\nc\nd\n", write_workbook([["a"]] * 5, "x")):
        with pytest.raises(Problem, match="more than 3 rows"):
            read_table(data, "x")
