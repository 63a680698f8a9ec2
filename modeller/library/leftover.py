"""A journal that lies beside a library: of a program that was killed, of one that writes now, or of another version."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, message
from modeller.library import backups
from modeller.library.check import sound
from modeller.library.faults import Damaged, damage

SUFFIXES: Final = ("-journal", "-wal")
_SHARED_MEMORY: Final = "-shm"
_RESERVED: Final = 0x40000001
"""The byte that SQLite locks while it writes."""
_TRIES: Final = 5


def beside(path: Path) -> list[Path]:
    """The journals beside a library that SQLite would play back. One that begins with zero was never finished."""
    found = []
    for suffix in SUFFIXES:
        journal = path.with_name(path.name + suffix)
        with suppress(OSError), journal.open("rb") as file:
            if file.read(1).strip(b"\0"):
                found.append(journal)
    return found


def settle(path: Path, format: int) -> Message | None:
    """See to it that SQLite may open the library in place; what to tell the user, if anything.

    With its own journal SQLite brings back what was before a write that did not end. A journal that belongs to another
    version of the file (somebody has copied a backup over it) would ruin it, and is set aside: both ways are tried on
    copies first. Raises Damaged where neither is whole.
    """
    for _ in range(_TRIES):
        journals = beside(path)
        if not journals or _being_written(path):
            return None
        stamps = [_stamp(journal) for journal in journals]
        with _copies(path, journals) as (together, alone):
            good, good_alone = sound(together, format), sound(alone, format)
        if [_stamp(journal) for journal in journals] != stamps:
            continue  # somebody else was at it meanwhile
        if good:
            return None
        if not good_alone:
            raise Damaged(damage(path, message("library.where.leftover")))
        if _set_aside(path, journals):
            return message("library.leftover", name=shown(path), folder=shown(backups.folder()))
    return None


@contextmanager
def whole_copy(path: Path, format: int) -> Iterator[Path]:
    """A copy of a library that cannot be written, in the state that is whole: with its journal or without."""
    for left in reversed(range(_TRIES)):
        with _copies(path, beside(path)) as (together, alone):
            whole = next((copy for copy in (together, alone) if sound(copy, format)), None)
            if whole is not None or not left:  # where none is whole, somebody may have been writing it just now
                yield whole or together
                return


@contextmanager
def _copies(path: Path, journals: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Copies of the library in a folder of their own: one with its journals, one without."""
    with tempfile.TemporaryDirectory(prefix="modeller-") as folder:
        together, alone = Path(folder, "together.mlib"), Path(folder, "alone.mlib")
        try:
            for journal in journals:  # first, so that what it belongs to is never newer
                with suppress(FileNotFoundError):
                    shutil.copyfile(journal, together.with_name(together.name + journal.name[len(path.name) :]))
            shutil.copyfile(path, together)
            shutil.copyfile(path, alone)
        except OSError as error:
            raise Problem(message("library.no_copy", name=shown(path), folder=shown(folder))) from error
        yield together, alone


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _being_written(path: Path) -> bool:
    """Does a program that lives hold SQLite's lock for writing? Where it cannot be asked it lets nobody delete."""
    if os.name != "posix":
        return False
    import fcntl

    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _RESERVED)
    except OSError:
        return True
    finally:
        os.close(file)  # gives the lock back; this program has not opened the library yet, so none is lost
    return False


def _set_aside(path: Path, journals: list[Path]) -> bool:
    """Move the journals to the backups. False where somebody has begun to write meanwhile."""
    for journal in journals:
        if _being_written(path):
            return False
        try:
            kept = backups.folder() / f"{path.name}{journal.name[len(path.name) :]}-{journal.stat().st_mtime_ns}"
            kept.parent.mkdir(parents=True, exist_ok=True)
            backups.keep_file(journal, kept)
            journal.unlink()
        except FileNotFoundError:
            continue
        except OSError:
            return False
    with suppress(OSError):
        path.with_name(path.name + _SHARED_MEMORY).unlink()
    return True
