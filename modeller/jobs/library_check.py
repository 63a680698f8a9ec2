"""Check a whole library, and find what it can be restored from."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from modeller.files.problem import Problem
from modeller.jobs.library_backups import list_backups
from modeller.jobs.progress import Progress, silent
from modeller.library import check, header
from modeller.library.faults import Damaged
from modeller.library.models import facts
from modeller.library.opening import open_damaged, open_library
from modeller.model.entries import Backup, Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, how much there is, and what the library can be restored from."""

    faults: tuple[Finding, ...]
    models: int
    versions: int
    backups: tuple[Backup, ...]


def check_library(path: Path | str, progress: Progress = silent) -> Checked:
    """Read every row of a library and compare it with what was written. Raises Problem where it cannot be opened."""
    try:
        library = open_library(path, read_only=True, progress=progress)
    except Damaged as problem:
        found: Iterable[Finding] = _in_detail(path, progress)
        faults = (Finding("library.damaged", "error", problem.message), *found)
        return Checked(faults, 0, 0, list_backups(path).own)
    with library:
        known = facts(library)
        with library.raw() as connection:
            faults = tuple(check.faults(connection, header.LATEST, progress))
    progress(1)
    return Checked(faults, known.models, known.versions, list_backups(path).own)


def _in_detail(path: Path | str, progress: Progress) -> list[Finding]:
    try:
        with open_damaged(path) as library, library.raw() as connection:
            return list(check.faults(connection, header.LATEST, progress))
    except Problem:
        return []
