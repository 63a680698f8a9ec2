"""Create a library, or open one, with everything looked at before a single row is believed."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from modeller import __version__
from modeller.files.atomic import move_into_place, write_file
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, listed, message
from modeller.library import backups, check, formats, header, leftover, migrate, seals, workflow
from modeller.library.connection import connect
from modeller.library.faults import Damaged, as_problem, damage, told
from modeller.library.store import Library
from modeller.library.watching import Progress, silent

SUFFIX: Final = ".mlib"


def check_name(path: Path) -> None:
    """Raises Problem where that is no name for a library: nothing would open such a file."""
    if path.suffix.lower() != SUFFIX:
        raise Problem(message("library.suffix", name=shown(path), suffix=SUFFIX))


def create_library(path: Path | str, name: str = "") -> Library:
    """A new library at `path`, open.

    Raises Problem where something is there already, it cannot be written, or its name is not that of a library: it
    would not be known for one when it is opened.
    """
    path = Path(path)
    check_name(path)
    data = _new(name or path.stem)

    def check_free(_: bytes) -> None:
        if path.exists() or leftover.beside(path):  # a journal of another file would be played into this one
            raise Problem(message("library.exists", name=shown(path)))

    check_free(b"")
    try:
        write_file(path, data, check_free)
    except Problem as problem:
        if isinstance(problem.__cause__, Problem):
            raise problem.__cause__ from None
        raise
    return open_library(path)


def open_library(path: Path | str, *, read_only: bool = False, progress: Progress = silent) -> Library:
    """Open the library at `path`. One that cannot be written opens read-only and says why in `read_only`.

    Raises Problem where it is no library, belongs to a newer program, holds what this program does not put there, or
    is in use for too long; Damaged where it is not what was written. Nothing is changed then. What `progress` raises
    ends it.
    """
    path = Path(path)
    notices: list[Message] = []
    fixed = _unwritable(path)
    why = message("library.asked_read_only", name=shown(path)) if read_only and fixed is None else fixed
    if not header.is_open_here(path):
        found = header.look(path)
        header.warm(path, progress)
        older = found.wal or found.format < header.LATEST
        if why is not None and (older or (fixed is not None and leftover.beside(path))):
            return _copy_shown(path, why, found, progress)
        notice = leftover.settle(path, found.format) if fixed is None else None
        if notice is not None:
            notices.append(notice)
        if found.format < header.LATEST:
            notices.append(_upgraded(path, found.format))
    return Library(path, lambda: _connection(path, fixed is not None, progress), why, tuple(notices))


def open_beside(library: Library, progress: Progress = silent) -> Library:
    """Another handle of a library that is open here, to read from: it was looked at as a whole when it was opened.

    Where another file has come into its place since, that one is looked at. Raises as `open_library` does.
    """
    if not library.in_place:
        return open_library(library.path, read_only=True, progress=progress)
    why = message("library.asked_read_only", name=shown(library.path))
    return Library(library.path, lambda: _plain(library.file), why, where=library.file)


def open_damaged(path: Path | str) -> Library:
    """Open what is damaged, without asking more than that SQLite can: to bring out what can still be read.

    Each row is checked all the same when it is read. Raises Problem where not even that can be done.
    """
    path = Path(path)
    why = message("library.asked_read_only", name=shown(path))
    if header.is_open_here(path):
        return Library(path, lambda: _plain(path), why)
    folder = tempfile.TemporaryDirectory(prefix="modeller-")
    copy = Path(folder.name, "damaged.mlib")
    try:
        shutil.copyfile(path, copy)
        return Library(path, lambda: _plain(copy), why, folder=folder, where=copy)
    except OSError as error:
        folder.cleanup()
        raise Problem(message("library.no_copy", name=shown(path), folder=shown(folder.name))) from error
    except BaseException:
        folder.cleanup()
        raise


def _plain(path: Path) -> sqlite3.Connection:
    return connect(path, read_only=True)


def _connection(path: Path, read_only: bool, progress: Progress) -> sqlite3.Connection:
    """A connection to a library that was looked at as a whole. Raises Damaged or Problem."""
    try:
        connection = connect(path, read_only=read_only)
    except sqlite3.Error as error:
        raise as_problem(path, error) from error
    try:
        with told(path):
            format = connection.execute("PRAGMA user_version").fetchone()[0]
            wrong = check.glance(connection, format, progress)
        if wrong and wrong[0].key == "library.where.schema":
            raise Problem(_strange(path, connection, format))
        if wrong:
            raise Damaged(damage(path, wrong[0]))
        progress(1)
    except BaseException:
        connection.close()
        raise
    return connection


def _strange(path: Path, connection: sqlite3.Connection, format: int) -> Message:
    """Which parts of a library's schema are not those that this program makes."""
    names: list[str] = []
    with suppress(sqlite3.Error, TypeError, ValueError):
        names = formats.strange(formats.schema(connection), migrate.expected_schema(format))
    return message("library.strange_parts", name=shown(path), parts=listed(shown(name) for name in names[:5]))


def _unwritable(path: Path) -> Message | None:
    """Why a library cannot be written where it lies, None where it can: SQLite needs the folder too."""
    if path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return message("library.opened_read_only", name=shown(path))
    return None


def _copy_shown(path: Path, why: Message, found: header.Header, progress: Progress) -> Library:
    """Show a copy of a library that cannot be opened where it lies: it has a journal, or is of an older format."""
    folder = tempfile.TemporaryDirectory(prefix="modeller-")
    copy = Path(folder.name, "copy.mlib")
    try:
        with leftover.whole_copy(path, found.format) as whole:
            with closing(connect(whole)) as source:
                backups.copy(source, copy)
            if found.format < header.LATEST:
                with closing(connect(copy, guarded=False, attached=1)) as connection:
                    migrate.upgrade(connection, header.LATEST)
        return Library(path, lambda: _connection(copy, True, progress), why, folder=folder, where=copy)
    except sqlite3.Error as error:
        folder.cleanup()
        raise as_problem(path, error) from error
    except BaseException:
        folder.cleanup()
        raise


def _upgraded(path: Path, format: int) -> Message:
    """Bring a library to the format of this program: on a copy that takes its place when it is whole."""
    copy = path.with_name(f".{path.name}.upgrade")
    file = header.identity(path)
    try:
        with closing(connect(path)) as held:
            with told(path):
                held.execute("BEGIN IMMEDIATE")  # nobody writes into what is about to be replaced
            if header.identity(path) != file:  # somebody else was quicker, and this is no longer the library
                return message("library.upgraded", name=shown(path))
            with closing(connect(path, read_only=True)) as source:
                row = check.library_row(source)
                if row is None or check.glance(source, format):
                    raise Damaged(damage(path, message("library.where.library")))
                backups.back_up(source, path, row["uuid"], row["revision"], reason="format")
                _clear(copy)
                backups.copy(source, copy)
            with closing(connect(copy, guarded=False, attached=1)) as connection:
                migrate.upgrade(connection, header.LATEST)
            if os.name != "posix":
                held.execute("ROLLBACK")
                held.close()  # an open file cannot be replaced there
            move_into_place(copy, path)
    except (sqlite3.Error, SQLAlchemyError, migrate.Failed) as error:
        raise Problem(message("library.not_upgraded", name=shown(path), detail=str(error))) from error
    finally:
        _clear(copy)
    return message("library.upgraded", name=shown(path))


def _new(name: str) -> bytes:
    """The bytes of an empty library."""
    with closing(migrate.empty_database(header.LATEST)) as connection:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        values = (uuid4().hex, name, __version__, now)
        connection.execute(
            "INSERT INTO library (id, uuid, name, revision, written_by, created, digest, seal)"
            " VALUES (1, ?, ?, 1, ?, ?, '', '')",
            values,
        )
        connection.execute(
            "INSERT INTO workflow (id, uuid, definition, time, author, account, seal) VALUES (1, ?, ?, ?, '', '', '')",
            (uuid4().hex, workflow.encode(workflow.FOUR_EYES), now),
        )
        seals.seal_all(connection)
        return connection.serialize()


def _clear(path: Path) -> None:
    for each in (path, *(path.with_name(path.name + suffix) for suffix in leftover.SUFFIXES)):
        with suppress(OSError):
            each.unlink()
