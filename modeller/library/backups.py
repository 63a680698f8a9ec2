"""Backups of a library: made before the first write of a session, kept by its id and by the file they are of."""

import re
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast
from uuid import uuid4

from modeller.files.atomic import move_into_place, write_file
from modeller.files.causes import cause
from modeller.files.platform import data_folder
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library import origins
from modeller.library.connection import connect
from modeller.library.watching import Progress, silent, watched
from modeller.model.entries import Backup, BackupReason

LATEST: Final = 10
DAYS: Final = 14
LIMIT: Final = 1_000_000_000
"""Bytes that all backups of all libraries may take together."""

_STRAY: Final = 3600.0
"""Seconds after which nobody can still be writing a backup."""

_STAMP: Final = "%Y%m%dT%H%M%S"
_NAME: Final = re.compile(r"(?:n(\d+)-)?r(\d+)-(\d{8}T\d{6})(?:-(hand|merge|restore|format))?")
_one_at_a_time = threading.Lock()
_DIGEST: Final = "SELECT digest FROM library"


def folder(uuid: str = "") -> Path:
    """Where the backups of a library and of its copies lie, those of each file in a folder of their own."""
    return data_folder() / "backups" / uuid


def backups(uuid: str) -> list[Backup]:
    """The backups of a library and of all its copies, the latest first by the clock."""
    homes = {each.id: each for each in origins.origins(folder(uuid))}
    found = [
        described
        for path in (*folder(uuid).glob("*.mlib"), *folder(uuid).glob("*/*.mlib"))
        if (described := _described(path, uuid, homes.get(path.parent.name))) is not None
    ]
    return sorted(found, key=lambda each: (each.time, each.number, each.revision), reverse=True)


def of_file(found: Iterable[Backup], file: str) -> list[Backup]:
    """Those of one file, the latest first: as they were made, since clocks are wrong now and then."""
    mine = [each for each in found if each.file == file]
    return sorted(mine, key=lambda each: (each.number, each.revision, each.time), reverse=True)


def back_up(
    connection: sqlite3.Connection,
    path: Path,
    uuid: str,
    revision: int,
    progress: Progress = silent,
    *,
    reason: BackupReason = "",
) -> Backup:
    """Copy the library at `path`, that is behind `connection`, and check the copy; `reason` is kept in its name.

    One is not made again where the latest of this file has the same revision and content. Who comes while one is being
    made waits for its end.

    Raises Problem where it cannot be written or would be larger than all backups together may be.
    """
    with _one_at_a_time:
        return _backed_up(connection, path, uuid, revision, progress, reason)


def _backed_up(
    connection: sqlite3.Connection, path: Path, uuid: str, revision: int, progress: Progress, reason: BackupReason
) -> Backup:
    size = _size(connection)
    if size > LIMIT:
        raise Problem(message("library.backup_too_large", limit=LIMIT // 1_000_000))
    home = folder(uuid)
    temporary: Path | None = None
    try:
        origin = origins.note(home, path, revision)
        known = of_file(backups(uuid), origin.id)
        if known and known[0].revision == revision and _digest_in(known[0].path) == _digest(connection):
            return known[0]
        number = known[0].number + 1 if known else 1
        home = home / origin.id
        target = home / f"n{number:06}-r{revision:09}-{datetime.now(UTC):{_STAMP}}{'-' if reason else ''}{reason}.mlib"
        temporary = home / f".modeller-{uuid4().hex[:12]}.tmp"
        copy(connection, temporary, progress)
    except (OSError, sqlite3.Error) as error:
        _clear(temporary)
        why = cause(error) if isinstance(error, OSError) else message("files.cause.other", detail=str(error))
        raise Problem(message("library.no_backup", name=shown(home), cause=why)) from error
    except BaseException:
        _clear(temporary)
        raise
    move_into_place(temporary, target)
    prune(uuid, origin.id)
    made = _described(target, uuid, origin)
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


def prune(uuid: str, file: str = "") -> None:
    """Keep of each file the latest ten and one a day for fourteen days, and of all files' the latest up to the limit.

    Where the limit is reached those of `file` stay longest.
    """
    found = backups(uuid)
    for one in {each.file for each in found}:
        for gone in _superfluous(of_file(found, one)):
            _clear(gone.path)
    for stray in folder(uuid).rglob(".modeller-*.tmp*"):  # of a program that was killed
        with suppress(OSError):
            if time.time() - stray.stat().st_mtime > _STRAY:
                stray.unlink()
    kept = [each for home in folder().glob("*") if home.is_dir() for each in backups(home.name)]
    kept.sort(
        key=lambda each: (each.uuid == uuid and each.file == file, each.uuid == uuid, each.time, each.number),
        reverse=True,
    )
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


def _described(path: Path, uuid: str, origin: origins.Origin | None) -> Backup | None:
    named = _NAME.fullmatch(path.stem)
    if named is None:
        return None
    number, revision, stamp = named.groups(default="0")[:3]
    reason = cast(BackupReason, named[4] or "")
    file, place = (origin.id, origin.path) if origin is not None else ("", None)
    try:
        made = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC).isoformat(timespec="seconds")
        return Backup(path, uuid, made, int(revision), path.stat().st_size, file, place, int(number), reason)
    except (ValueError, OSError):
        return None


def _digest(connection: sqlite3.Connection) -> object:
    return connection.execute(_DIGEST).fetchone()


def _digest_in(path: Path) -> object:
    """What a backup says its content is known by; None where that cannot be read."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            return _digest(connection)
    except sqlite3.Error:
        return None


def _size(connection: sqlite3.Connection) -> int:
    count = connection.execute("PRAGMA page_count").fetchone()[0]
    return int(count * connection.execute("PRAGMA page_size").fetchone()[0])


def _clear(path: Path | None) -> None:
    for each in () if path is None else (path, path.with_name(path.name + "-journal")):
        with suppress(OSError):
            each.unlink()
