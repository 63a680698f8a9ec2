"""The first look at a file, before SQLite sees it: is it a library at all, and one that this program knows?"""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library.connection import APPLICATION_ID
from modeller.library.faults import Damaged, damage
from modeller.library.watching import Progress, silent

LATEST: Final = 8
"""The format that this program writes."""

_MAGIC: Final = b"SQLite format 3\0"
_LENGTH: Final = 512
_WAL: Final = 2
_SMALL: Final = 4_000_000
"""Bytes of a file that need not be read ahead."""
_PIECE: Final = 1 << 22
_MOST: Final = 1_000
"""Pieces that are read ahead at most: four gigabytes, more than the system would keep."""

Identity = tuple[int, int]

_open: dict[Identity, int] = {}
_warmed: set[Identity] = set()
_guard = threading.Condition()


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes say. `wal`: somebody else has set another kind of journal."""

    format: int
    wal: bool = False


def identity(path: Path) -> Identity:
    """What a file is known by whatever it is called. Raises OSError."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


def opened(file: Identity) -> None:
    """This program has the file open. Reading it past SQLite would now take SQLite's locks away (POSIX)."""
    with _guard:
        _guard.wait_for(lambda: file not in _warmed)
        _open[file] = _open.get(file, 0) + 1


def closed(file: Identity) -> None:
    with _guard:
        _open[file] = _open.get(file, 0) - 1
        if _open[file] <= 0:
            del _open[file]


def is_open_here(path: Path) -> bool:
    """Has this program the file open? Then it was looked at, and must not be read past SQLite."""
    try:
        file = identity(path)
    except OSError:
        return False
    with _guard:
        return file in _open


def warm(path: Path, progress: Progress = silent) -> None:
    """Have the system read a file from its beginning to its end, so that the checks find it in memory.

    They go to and fro in it, for which a disk needs thirty times as long. Whoever opens it meanwhile waits. What
    `progress` raises ends it.
    """
    try:
        file = identity(path)
        if path.stat().st_size < _SMALL:
            return
        with _guard:
            if file in _open or file in _warmed:
                return
            _warmed.add(file)
        try:
            with open(path, "rb", buffering=0) as held:
                for _ in range(_MOST):
                    progress(0)
                    if not held.read(_PIECE):
                        break
        finally:
            with _guard:
                _warmed.discard(file)
                _guard.notify_all()
    except OSError:  # opening it says so
        return


def look(path: Path) -> Header:
    """The file's header. Raises Problem where it is no library, or one of a newer program."""
    name = shown(path)
    data = _beginning(path)
    if not data:
        raise Problem(message("library.empty", name=name))
    if not data.startswith(_MAGIC):
        if not data.strip(b"\0"):
            raise Damaged(damage(path, message("library.where.zeros")))
        raise Problem(message("library.not_a_library", name=name))
    if len(data) < _LENGTH:
        raise Damaged(damage(path, message("library.where.cut")))
    if int.from_bytes(data[68:72], "big") != APPLICATION_ID:
        raise Problem(message("library.other_database", name=name))
    format = int.from_bytes(data[60:64], "big")
    if format > LATEST:
        raise Problem(message("library.newer", name=name, format=format, known=LATEST))
    if format < 1 or data[18] not in {1, _WAL} or data[19] not in {1, _WAL}:
        raise Damaged(damage(path, message("library.where.header")))
    return Header(format, _WAL in data[18:20])


def _beginning(path: Path) -> bytes:
    name = shown(path)
    try:
        if path.is_dir():
            raise Problem(message("files.is_folder", name=name))
        with open(path, "rb") as file:
            return file.read(_LENGTH)
    except FileNotFoundError as error:
        raise Problem(message("library.missing", name=name)) from error
    except ValueError as error:  # a NUL in the name
        raise Problem(message("library.missing", name=name)) from error
    except OSError as error:
        raise Problem(message("files.unreadable", name=name, cause=cause(error))) from error
