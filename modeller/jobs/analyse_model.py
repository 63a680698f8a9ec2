"""Analyse a model, or two side by side: as tables, as data, as a workbook."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modeller.analysis.plain import analysis_as_data, comparison_as_data
from modeller.analysis.side_by_side import SideBySide, side_by_side
from modeller.analysis.tables import Table, compared, tables
from modeller.analysis.whole import Analysis, analyse
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.interchange.model_files import is_chain
from modeller.jobs.open_model import Opened, open_model
from modeller.jobs.progress import Progress, silent
from modeller.language import message
from modeller.model.reading import Model


@dataclass(frozen=True)
class Analysed:
    """A model's analysis; with another model also that one's, and both side by side."""

    analysis: Analysis
    other: Analysis | None = None
    comparison: SideBySide | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables: those of the comparison first."""
        if self.comparison is None or self.other is None:
            return tables(self.analysis)
        return (*compared(self.comparison, (self.analysis, self.other)), *tables(self.analysis))

    def plain(self, language: str | None = None) -> dict[str, Any]:
        """The same as data for JSON."""
        data = analysis_as_data(self.analysis, language)
        if self.other is not None and self.comparison is not None:
            data["other"] = analysis_as_data(self.other, language)
            data["comparison"] = comparison_as_data(self.comparison, language)
        return data


def open_process(path: Path | str, progress: Progress = silent) -> Opened:
    """Open a file to analyse it. Raises Problem, also where it holds a value chain: that has no steps or roles."""
    opened = open_model(path, progress)
    if is_chain(opened.document):
        raise Problem(message("analysis.no_process", name=shown(path)))
    return opened


def analyse_model(model: Model, other: Model | None = None, equal: bool = False) -> Analysed:
    """Analyse a snapshot; `other` is what it is to become. `equal`: see `lead_time.lead_times`."""
    found = analyse(model, equal)
    if other is None:
        return Analysed(found)
    to_be = analyse(other, equal)
    return Analysed(found, to_be, side_by_side(model, other, found, to_be))


def write_workbook(found: Analysed, path: Path | str, language: str | None = None) -> None:
    """Write all tables as sheets of an .xlsx file. Raises Problem."""
    from modeller.interchange.workbook import workbook

    write_file(Path(path), workbook(found.tables, language))
