"""`modeller export`, and what other commands that write pictures share with it."""

from pathlib import Path

from modeller.cli.output import tell_report
from modeller.export.exporter import Options
from modeller.files.problem import Problem
from modeller.jobs.export_model import WouldReplace, export_model, exporter_for
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Progress
from modeller.language import message


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
