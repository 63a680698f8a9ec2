"""Tables of an analysis as an .xlsx workbook: a sheet each, numbers as numbers, texts as nothing but text."""

import io
import re
from typing import Any, Final

from modeller.analysis.tables import Cell, Table, shown
from modeller.analysis.whole import Points, Ratio, Time
from modeller.interchange.tables import FORMULA
from modeller.language import message, words
from modeller.notation.quantities import Money

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST: Final = 32_767
"""No cell of a workbook holds more letters."""
_WIDEST: Final = 60
_HOUR: Final = 3600
_HEAD, _STRONG, _LINE = "E6EDF5", "F1F4F7", "B6BDC6"


def workbook(tables: tuple[Table, ...], language: str | None = None) -> bytes:
    """The tables as sheets. Times are hours, parts of a whole per cent, money has its currency in its format."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        title = _FORBIDDEN.sub(" ", words(table.title, language))[:31]
        _fill(book.create_sheet(title), table, language)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(sheet: Any, table: Table, language: str | None) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side("thin", color=_LINE))
    widths = [0] * len(table.columns)
    rows = [
        (table.columns, True, _HEAD),
        *((row.cells, row.strong, _STRONG if row.strong else "") for row in table.rows),
    ]
    for number, (cells, strong, tone) in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            made = sheet.cell(number, column)
            _put(made, cell, language)
            made.alignment = Alignment(vertical="top", wrap_text=True)
            made.border, made.font = line, Font(bold=strong)
            if tone:
                made.fill = PatternFill("solid", fgColor=tone)
            widths[column - 1] = max(widths[column - 1], _wide(shown(cell, language)))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, 8), _WIDEST)
    sheet.freeze_panes = f"{get_column_letter(table.heads + 1)}2"
    for number, note in enumerate(table.notes, len(rows) + 2):
        _text(sheet.cell(number, 1), words(note.words, language))
        sheet.cell(number, 1).font = Font(italic=True)


def _wide(text: str) -> int:
    """How wide a text is, in letters: a Chinese one takes two."""
    return max((sum(1 if letter.isascii() else 2 for letter in line) for line in text.split("\n")), default=0)


def _put(made: Any, cell: Cell, language: str | None) -> None:
    if isinstance(cell, Time):
        made.value = round(cell.seconds / _HOUR, 4)
        made.number_format = f'0.00" {_quoted(words(message("analysis.hours"), language))}"'
    elif isinstance(cell, Ratio):
        made.value, made.number_format = round(cell.value, 6), "0.0%"
    elif isinstance(cell, Points):
        made.value, made.number_format = round(cell.value * 100, 4), "+0.0;-0.0;0.0"
    elif isinstance(cell, Money):
        made.value = float(cell.amount)
        made.number_format = f'#,##0.00" {_quoted(cell.currency)}"' if cell.currency else "#,##0.00"
    elif isinstance(cell, int | float):
        made.value = cell
    else:
        _text(made, shown(cell, language))


def _quoted(text: str) -> str:
    return text.replace('"', "")


def _text(made: Any, text: str) -> None:
    """A cell that is text whatever it begins with, also when somebody edits it later."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    kept = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
    if not kept:
        return
    made.value = kept
    made.data_type = "s"
    if kept[:1] in FORMULA:
        made.quotePrefix = True
