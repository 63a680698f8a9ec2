"""What `analyse` says: tables as text, as JSON, or that a workbook was written."""

from pathlib import Path
from unicodedata import east_asian_width

from modeller.analysis.tables import Cell, Table, shown
from modeller.cli.output import Bar, out, tell_findings, tell_json, tell_wrote
from modeller.files.problem import Problem
from modeller.files.read import shown as shown_path
from modeller.jobs.analyse_model import analyse_model, open_process, write_workbook
from modeller.jobs.progress import Progress, part
from modeller.language import message, set_apart, words
from modeller.model.document import Document


def tell_analysis(
    file: str, compare: str, workbook: str, as_json: bool, equal: bool, language: str
) -> int:  # fmt: skip
    """Analyse a file, with another side by side where one is named; 0. Raises Problem."""
    if workbook and Path(workbook).suffix.lower() != ".xlsx":
        raise Problem(message("command.workbook_suffix", name=shown_path(workbook)))
    bar = Bar()
    model = _opened(file, part(bar, 0, 0.4))
    other = _opened(compare, part(bar, 0.4, 0.8)) if compare else None
    found = analyse_model(model.snapshot(), other.snapshot() if other is not None else None, equal)
    bar(1.0)
    if workbook:
        write_workbook(found, workbook, language)
        tell_wrote(workbook)
    if as_json:
        names = {"file": shown_path(file), **({"compared_with": shown_path(compare)} if compare else {})}
        tell_json({**names, **found.plain(language)})
    elif not workbook:
        for table in found.tables:
            if table.rows:
                tell_table(table, language)
    return 0


def tell_table(table: Table, language: str) -> None:
    """A table with its title above and its notes below; Chinese letters are two wide."""
    rows = [[_line(cell, language) for cell in cells] for cells in (table.columns, *(row.cells for row in table.rows))]
    widths = [max(_wide(row[column]) for row in rows) for column in range(len(table.columns))]
    out(words(table.title, language))
    for row in rows:
        out("  " + "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for note in table.notes:
        out("  " + words(note.words, language))
    out()


def _line(cell: Cell, language: str) -> str:
    return set_apart((line for line in shown(cell, language).split("\n") if line), language)


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))


def _opened(file: str, progress: Progress) -> Document:
    opened = open_process(file, progress)
    tell_findings(shown_path(file), opened.findings, opened.document)
    return opened.document
