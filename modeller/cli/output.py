"""What the commands say, line by line; and `info`, which must not wait for the library that reads command lines."""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.describe_model import describe_model, finding_in_words, lines
from modeller.jobs.open_model import open_model
from modeller.language import message, say, words
from modeller.model.entries import Finding
from modeller.model.reading import Model

if TYPE_CHECKING:  # it brings the exporters with it
    from modeller.jobs.export_model import Report


def out(line: str = "") -> None:
    try:
        sys.stdout.write(line + "\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unsaid(error) from error


def err(line: str) -> None:
    with suppress(OSError):  # where the error output cannot be written, nobody can be told
        sys.stdout.flush()
    with suppress(OSError):
        sys.stderr.write(line + "\n")


def unsaid(error: OSError) -> Problem:
    """What is wrong where the output itself cannot be written: what was to be said is lost, and nothing else."""
    with suppress(OSError, ValueError):  # else it would fail once more when the program ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Problem(message("command.output_lost", cause=cause(error)))


class Bar:
    """How far a job has come, on a terminal, where it takes longer than half a second."""

    def __init__(self) -> None:
        self.started, self.shown = time.monotonic(), -1
        self.wanted = sys.stderr.isatty()

    def __call__(self, fraction: float) -> None:
        percent = int(fraction * 100)
        if self.wanted and percent != self.shown and time.monotonic() - self.started > 0.5:
            self.shown = percent
            sys.stderr.write(f"\r{percent:3} %" if fraction < 1 else "\r     \r")
            sys.stderr.flush()


def tell_findings(file: str, findings: tuple[Finding, ...], model: Model) -> None:
    for finding in findings:
        err(words(finding_in_words(file, finding, model)))


def tell_wrote(file: Path | str) -> None:
    out(say("command.wrote", name=shown(file)))


def tell_report(report: "Report") -> None:
    """What a reader of the files should know, and where they are."""
    for note in report.notes:
        err(words(note))
    for path in report.files:
        tell_wrote(path)


def tell_info(files: list[str], as_json: bool) -> int:
    """Describe each file; the exit code. A file that cannot be opened does not stop the others."""
    code = 0
    for number, file in enumerate(files):
        try:
            opened = open_model(file, Bar())
            description = describe_model(opened)
        except Problem as problem:
            err(str(problem))
            if as_json:
                tell_json({"file": shown(file), "error": str(problem)})
            code = 2
            continue
        if as_json:
            tell_json(description.plain())
        else:
            for line in ([""] if number else []) + lines(description):
                out(line)
        tell_findings(shown(file), description.findings, opened.document)
    return code


def tell_json(what: dict[str, object]) -> None:
    import json

    out(json.dumps(what, ensure_ascii=False))
