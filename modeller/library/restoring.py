"""Bring a backup back: through SQLite, never by copying one file over another."""

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from modeller.files.atomic import move_into_place
from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, message
from modeller.library import backups, check, header, leftover
from modeller.library.approval import settle
from modeller.library.connection import BUSY, connect
from modeller.library.faults import Damaged, damage, told
from modeller.library.opening import open_library
from modeller.library.schema import TRAIL, WORKFLOW
from modeller.library.store import Library, Row, Writing, rows_of
from modeller.library.trail_writing import note_event
from modeller.library.watching import Progress, silent
from modeller.model.entries import Author

_KEEP = frozenset({"library.damaged", "library.empty", "library.not_a_library", "library.strange_parts"})
"""What may be wrong with a file that a backup takes the place of. It is kept all the same."""


def restore(path: Path | str, backup: Path | str, progress: Progress = silent) -> list[Message]:
    """Make the library at `path` what `backup` is; what to tell the user.

    What the library was is backed up before, and a file that cannot be read is kept beside the backups. Raises
    Problem where the backup is not whole or is one of another library; then nothing was changed.
    """
    path = Path(path)
    with open_library(backup, read_only=True) as source:
        with source.raw() as connection:
            wrong = next(check.faults(connection, header.LATEST, progress), None)
        if wrong is not None:
            raise Damaged(damage(source.path, wrong.message))
        if not path.exists():
            leftovers = _kept(path, source.uuid)
            _put(path, source)
            return leftovers
        try:
            library = open_library(path)
        except Problem as problem:
            if problem.message.key not in _KEEP:
                raise
            kept = _kept(path, source.uuid)
            _put(path, source)
            return kept
        with library:
            return _over(library, source, progress)


def _over(library: Library, source: Library, progress: Progress) -> list[Message]:
    if library.uuid != source.uuid:
        raise Problem(message("library.other_library", name=shown(library.path), backup=shown(source.path)))
    with library.writing(backup=False) as writing:  # a lock that says that we may write
        known = writing.revision
    since = _since(library, source)
    with library.raw() as connection:
        backups.back_up(connection, library.path, library.uuid, known, reason="restore")
    library.close()
    with told(library.path), source.raw() as good, closing(connect(library.path, guarded=False)) as into:
        _copied(library.path, good, into, progress)
    with open_library(library.path) as again, again.writing(backup=False) as writing:
        writing.skip_to(known)  # whoever has it open sees that it is another
        _bring_trail(writing, since, source)
    return list(library.notices)


def _since(library: Library, source: Library) -> list[Row]:
    """The entries of the audit trail since the backup: it only grows, so they stay. None where it is damaged."""
    try:
        with source.reading() as old, library.reading() as new:
            kept = rows_of(source, old, TRAIL)
            found = rows_of(library, new, TRAIL)
            workflows = rows_of(library, new, WORKFLOW)[len(rows_of(source, old, WORKFLOW)) :]
    except Problem:
        return []
    if [row["chain"] for row in found[: len(kept)]] != [row["chain"] for row in kept]:
        return []
    return [*workflows, *found[len(kept) :]]


def _bring_trail(writing: Writing, since: list[Row], source: Library) -> None:
    for row in since:
        values = {name: value for name, value in row.items() if name not in {"id", "seal"}}
        writing.insert(TRAIL if "chain" in row else WORKFLOW, **values)
    if since:
        settle(writing)
    note_event(writing, "restore", Author(), shown(source.path.name))


def _copied(path: Path, source: sqlite3.Connection, into: sqlite3.Connection, progress: Progress) -> None:
    """All pages in one transaction of SQLite's own: killed in the middle, the old library comes back."""
    last, since = -1, time.monotonic()

    def told_of(status: int, left: int, whole: int) -> None:
        nonlocal last, since
        if left != last:
            last, since = left, time.monotonic()
        elif status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() - since > BUSY:
            raise Problem(message("library.in_use", name=shown(path)))
        progress(1 - left / max(whole, 1))

    source.backup(into, pages=5_000, progress=told_of)


def _put(path: Path, source: Library) -> None:
    """Write the backup where no library is, or none that can be read."""
    temporary = path.with_name(f".modeller-{uuid4().hex[:12]}.tmp")
    try:
        with told(path), source.raw() as connection:
            backups.copy(connection, temporary)
        move_into_place(temporary, path)
    except OSError as error:
        raise Problem(message("files.not_saved", name=shown(path), cause=cause(error))) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _kept(path: Path, uuid: str) -> list[Message]:
    """Move what lies there, and what belongs to it, beside the backups. Raises Problem where it cannot be kept."""
    found = [each for each in (path, *leftover.beside(path)) if each.exists() and each.stat().st_size]
    home = backups.folder(uuid)
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        for each in found:
            backups.keep_file(each, home / f"damaged-{stamp}-{each.name}")
            if each != path:
                os.unlink(each)
    except OSError as error:
        raise Problem(message("library.no_backup", name=shown(home), cause=cause(error))) from error
    return [message("library.kept_damaged", name=shown(path), folder=shown(home))] if found else []
