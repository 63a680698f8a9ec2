"""Export a model: render it, write the files, say what came of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from modeller.export.catalogue import EXPORTERS, by_suffix, exporter
from modeller.export.exporter import Job, Options, Rendered
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.describe_model import title
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Progress, part, silent
from modeller.language import Message, current, listed, message


@dataclass(frozen=True, slots=True)
class Report:
    """What an export wrote, and what its reader should know."""

    files: tuple[Path, ...]
    notes: tuple[Message, ...]


class WouldReplace(Problem):
    """Files that nobody named stand where further pictures would be written. Nothing was written."""

    def __init__(self, target: Path, files: tuple[Path, ...]) -> None:
        names = listed(shown(path.name) for path in files)
        super().__init__(message("jobs.would_replace", name=shown(target), names=names, count=len(files)))
        self.files = files


def exporter_for(target: Path | str) -> str:
    """The key of the exporter that writes files named so. Raises Problem where there is none."""
    found = by_suffix(Path(target).suffix)
    if found is None:
        suffixes = listed(each.suffix for each in EXPORTERS)
        raise Problem(message("jobs.no_exporter", name=shown(target), suffixes=suffixes))
    return found.key


def render_model(
    opened: Opened,
    exporter_key: str,
    options: Options | None = None,
    progress: Progress = silent,
    language: str | None = None,
    diagrams: tuple[str, ...] = (),
    author: str = "",
) -> Rendered:
    """The document's bytes. Arguments and errors are those of `export_model`."""
    job = Job(
        model=opened.document,
        title=title(opened.document) or Path(opened.name).stem,
        author=author,
        modified=_modified(opened.path),
        language=language or current(),
        diagrams=diagrams,
    )
    return exporter(exporter_key).render(job, options or Options(), progress)


def export_model(
    opened: Opened,
    exporter_key: str,
    target: Path | str,
    options: Options | None = None,
    progress: Progress = silent,
    language: str | None = None,
    diagrams: tuple[str, ...] = (),
    author: str = "",
    replace: bool = False,
) -> Report:
    """Render an opened model and write it to `target`, further pictures beside it as ``name-2`` and so on.

    `language` is the document's, the program's own where none is given; `diagrams` are keys, all where none are given;
    `author` is who stands in the document's data.
    Raises Problem, or Cancelled where `progress` calls it off; WouldReplace where one of the further files is there
    already, unless they are to be replaced.
    """
    target = Path(target)
    rendered = render_model(opened, exporter_key, options, part(progress, 0, 0.9), language, diagrams, author)
    files = [(target, rendered.data)]
    files += [(target.with_name(f"{target.stem}{extra}{target.suffix}"), data) for extra, data in rendered.more]
    there = tuple(path for path, _ in files[1:] if os.path.lexists(path) and not path.is_dir())
    if there and not replace:
        raise WouldReplace(target, there)
    check = whole(exporter_key)
    for number, (path, data) in enumerate(files):
        try:
            write_file(path, data, check)
        except Problem as problem:
            if not number:
                raise
            written = listed(shown(done) for done, _ in files[:number])
            raise Problem(message("jobs.partly_written", why=problem.message, names=written)) from problem
    progress(1)
    return Report(tuple(path for path, _ in files), rendered.notes)


_ENDS: Final = {
    "pdf": (b"%PDF-", b"%%EOF"),
    "svg": (b"<", b"</svg>"),
    "png": (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    "docx": (b"PK\x03\x04", b""),
}


def whole(key: str) -> Callable[[bytes], None]:
    """A check that a file begins and ends as its kind does; `key` is its ending without the point."""
    start, end = _ENDS.get(key, (b"", b""))

    def check(data: bytes) -> None:
        if not (data.startswith(start) and data.rstrip().endswith(end)):
            raise Problem(message("jobs.not_whole"))

    return check


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
