"""Tables of other programs, as rows of text: CSV in the encodings that are met, and Excel's .xlsx."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from modeller.files.problem import Problem
from modeller.language import message

ROWS: Final = 100_000
_FIELD: Final = 1_000_000
_COLUMNS: Final = 200
_PARTS: Final = 10_000
_UNPACKED: Final = 200_000_000
"""Bytes that a workbook may have unpacked: 5 MB of a hostile one become 500 MB."""

Table = list[list[str]]


def read_table(data: bytes, name: str) -> Table:
    """The rows of the first sheet, or of a CSV file; all cells as text, without empty rows. Raises Problem."""
    if data.startswith(b"PK"):
        return _workbook(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Problem(message("tables.old_excel", name=name))
    return _csv(_decoded(data, name), name)


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV that Excel opens as UTF-8; what a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def write_workbook(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Rows as the one sheet of an .xlsx file, every cell as text."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=False)
    sheet: Any = book.active
    sheet.title = title[:31]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type = "s"  # a text that begins with = is no formula
    sheet.freeze_panes = "A2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def plain_cell(text: str) -> str:
    """A cell as it was before `write_csv` made it harmless."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


FORMULA: Final = frozenset("=+-@\t\r\n")
"""What a spreadsheet may take for the beginning of a formula."""


def harmless(text: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would take for a formula."""
    return "'" + text if text[:1] in FORMULA and text else text


def _decoded(data: bytes, name: str) -> str:
    """The text of a file: by its mark, as UTF-8, or in the encoding of Chinese Windows."""
    tries = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Problem(message("tables.encoding", name=name))


def _csv(text: str, name: str) -> Table:
    head = text[: text.find("\n") + 1 or len(text)]
    delimiter = max(",;\t", key=head.count)
    before = csv.field_size_limit(_FIELD)
    try:
        found = [[plain_cell(cell).strip() for cell in row[:_COLUMNS]] for row in _rows(text, delimiter, name)]
    except csv.Error as error:
        raise Problem(message("tables.broken", name=name, detail=str(error))) from error
    finally:
        csv.field_size_limit(before)
    return [row for row in found if any(row)]


def _rows(text: str, delimiter: str, name: str) -> Iterable[list[str]]:
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)):
        if number >= ROWS:
            raise Problem(message("tables.long", name=name, limit=ROWS))
        yield row


def _workbook(data: bytes, name: str) -> Table:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise Problem(message("tables.large", name=name, limit=_UNPACKED // 1_000_000))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found: Table = []
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True, max_col=_COLUMNS)):
            if number >= ROWS:
                raise Problem(message("tables.long", name=name, limit=ROWS))
            cells = ["" if cell is None else str(cell).strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                found.append(cells)
        book.close()
    except Problem:
        raise
    except Exception as error:  # whatever its readers make of what is no workbook
        raise Problem(message("tables.broken", name=name, detail=type(error).__name__)) from error
    return found
