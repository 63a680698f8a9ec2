"""`modeller export`, and what other commands that write pictures share with it."""

import re
from pathlib import Path

from modeller.cli.output import tell_report
from modeller.export.exporter import Options, Poster
from modeller.files.problem import Problem
from modeller.jobs.export_model import WouldReplace, export_model, exporter_for
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Progress
from modeller.language import message


def poster_of(value: str) -> Poster | None:
    """The poster that is meant: ``auto``, ``3x2`` sheets, a scale as ``150%``; None for nothing. Raises Problem."""
    if not value:
        return None
    if value.lower() == "auto":
        return Poster()
    if sheets := re.fullmatch(r"([1-9]\d?)[xX×]([1-9]\d?)", value):
        return Poster(int(sheets[1]), int(sheets[2]))
    if (scale := re.fullmatch(r"(\d{2,4})%", value)) and 10 <= int(scale[1]) <= 1000:
        return Poster(scale=int(scale[1]) / 100)
    raise Problem(message("command.no_poster", value=value))


def tell_export(
    opened: Opened, output: Path | str, options: Options, progress: Progress, language: str, replace: bool
) -> None:
    """Write it and say so. Raises Problem, which names the option where files that nobody named would be replaced."""
    try:
        report = export_model(
            opened, exporter_for(output), output, options, progress, language=language, replace=replace
        )
    except WouldReplace as problem:
        raise Problem(message("command.would_replace", why=problem.message)) from problem
    tell_report(report)
