"""Backups of a library: made before the first write of a session, kept by the library's own id, not by its name."""

import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from modeller.files.atomic import move_into_place, write_file
from modeller.files.causes import cause
from modeller.files.platform import data_folder
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library.connection import connect
from modeller.library.watching import Progress, silent, watched
from modeller.model.entries import Backup

LATEST: Final = 10
DAYS: Final = 14
LIMIT: Final = 1_000_000_000
"""Bytes that all backups of all libraries may take together."""

_STRAY: Final = 3600.0
"""Seconds after which nobody can still be writing a backup."""

_STAMP: Final = "%Y%m%dT%H%M%S"
_DIGEST: Final = "SELECT digest FROM library"


def folder(uuid: str = "") -> Path:
    """Where the backups of a library lie."""
    return data_folder() / "backups" / uuid


def backups(uuid: str) -> list[Backup]:
    """The backups of a library, the latest first: by revision, since clocks are wrong now and then."""
    found = [each for path in folder(uuid).glob("r*.mlib") if (each := _described(path)) is not None]
    return sorted(found, key=lambda each: (each.revision, each.time), reverse=True)


def back_up(connection: sqlite3.Connection, uuid: str, revision: int, progress: Progress = silent) -> Backup:
    """Copy the library behind `connection` and check the copy.

    One of the same revision and content is not made twice; two copies of a library can be at the same revision.

    Raises Problem where it cannot be written or would be larger than all backups together may be.
    """
    for each in backups(uuid):
        if each.revision == revision and _digest_in(each.path) == connection.execute(_DIGEST).fetchone():
            return each
    size = _size(connection)
    if size > LIMIT:
        raise Problem(message("library.backup_too_large", limit=LIMIT // 1_000_000))
    home = folder(uuid)
    stamp = datetime.now(UTC)
    while (target := home / f"r{revision:09}-{stamp:{_STAMP}}.mlib").exists():
        stamp += timedelta(seconds=1)
    temporary = home / f".modeller-{uuid4().hex[:12]}.tmp"
    try:
        home.mkdir(parents=True, exist_ok=True)
        copy(connection, temporary, progress)
    except (OSError, sqlite3.Error) as error:
        _clear(temporary)
        why = cause(error) if isinstance(error, OSError) else message("files.cause.other", detail=str(error))
        raise Problem(message("library.no_backup", name=shown(home), cause=why)) from error
    except BaseException:
        _clear(temporary)
        raise
    move_into_place(temporary, target)
    prune(uuid)
    made = _described(target)
    assert made is not None
    return made


def copy(connection: sqlite3.Connection, target: Path, progress: Progress = silent) -> None:
    """A copy of the library, made by SQLite and checked by it. Raises sqlite3.Error; then part of it may be there."""
    target.touch(exist_ok=True)  # nothing is opened that is not there
    with closing(connect(target, guarded=False)) as made:
        connection.backup(made, pages=2_000, progress=lambda _, left, whole: progress(0.9 * (1 - left / max(whole, 1))))
        with watched(made, progress, 0.9):
            said = made.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise sqlite3.DatabaseError(said)


def keep_file(path: Path, target: Path) -> None:
    """Copy a file that is no library any more, byte by byte, so that nobody can say that it was thrown away."""
    write_file(target, path.read_bytes())


def prune(uuid: str) -> None:
    """Keep the latest ten and one a day for fourteen days, and of all libraries' the latest up to the limit."""
    for gone in _superfluous(backups(uuid)):
        _clear(gone.path)
    for stray in folder(uuid).glob(".modeller-*.tmp*"):  # of a program that was killed
        with suppress(OSError):
            if time.time() - stray.stat().st_mtime > _STRAY:
                stray.unlink()
    kept = [each for home in folder().glob("*") if home.is_dir() for each in backups(home.name)]
    kept.sort(key=lambda each: (each.uuid == uuid, each.time, each.revision), reverse=True)
    total = 0
    for each in kept:
        total += each.size
        if total > LIMIT:
            _clear(each.path)


def _superfluous(found: Iterable[Backup]) -> list[Backup]:
    latest_first = list(found)
    keep = latest_first[:LATEST]
    days: dict[str, Backup] = {}
    for each in latest_first:
        days.setdefault(each.time[:10], each)
    keep += [days[day] for day in sorted(days, reverse=True)[:DAYS]]
    return [each for each in latest_first if each not in keep]


def _described(path: Path) -> Backup | None:
    revision, _, stamp = path.stem.removeprefix("r").partition("-")
    try:
        time = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        return Backup(path, path.parent.name, time.isoformat(timespec="seconds"), int(revision), path.stat().st_size)
    except (ValueError, OSError):
        return None


def _digest_in(path: Path) -> object:
    """What a backup says its content is known by; None where that cannot be read."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            return connection.execute(_DIGEST).fetchone()
    except sqlite3.Error:
        return None


def _size(connection: sqlite3.Connection) -> int:
    count = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(count * connection.execute("PRAGMA page_size").fetchone()[0])


def _clear(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            each.unlink()
