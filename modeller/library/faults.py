"""What SQLite reports, as sentences for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import exc

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, message

_BY_CODE: Final = {
    sqlite3.SQLITE_BUSY: "library.in_use",
    sqlite3.SQLITE_LOCKED: "library.in_use",
    sqlite3.SQLITE_FULL: "library.disk_full",
    sqlite3.SQLITE_IOERR: "library.disk_error",
    sqlite3.SQLITE_READONLY: "library.read_only",
    sqlite3.SQLITE_PERM: "library.read_only",
    sqlite3.SQLITE_CANTOPEN: "library.cannot_open",
    sqlite3.SQLITE_AUTH: "library.not_allowed",
    sqlite3.SQLITE_TOOBIG: "library.too_big",
}
_BY_EXTENDED_CODE: Final = {sqlite3.SQLITE_READONLY_DBMOVED: "library.moved"}


class Damaged(Problem):
    """Something in the library is not what was written: it is never shown as good."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what SQLite reports inside as a Problem that names the library."""
    try:
        yield
    except exc.DBAPIError as error:
        raise as_problem(path, error.orig) from error
    except exc.TimeoutError as error:
        raise Problem(message("library.in_use", name=shown(path))) from error
    except sqlite3.Error as error:
        raise as_problem(path, error) from error
    except UnicodeDecodeError as error:  # the name of a column, or what SQLite says of it
        raise Damaged(damage(path, message("library.where.schema"))) from error


def as_problem(path: Path, error: BaseException | None) -> Problem:
    """What to say of an error of SQLite. An error that is ours comes back as it is."""
    name = shown(path)
    extended = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError | sqlite3.IntegrityError):
        raise error
    if extended is None:  # Python's own: text in the file that is no text
        return Damaged(damage(path, message("library.where.page", detail=str(error))))
    key = _BY_EXTENDED_CODE.get(extended) or _BY_CODE.get(extended & 0xFF)
    if key is None:
        return Damaged(damage(path, message("library.where.page", detail=str(error))))
    return Problem(message(key, name=name, detail=getattr(error, "sqlite_errorname", str(error))))


def damage(path: Path, where: Message) -> Message:
    """The sentence for a damaged library: where, and what can be done."""
    return message("library.damaged", name=shown(path), where=where)
