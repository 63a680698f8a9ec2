"""Every connection to a library: its settings, limits, and what statements may not do."""

import sqlite3
from pathlib import Path
from typing import Any, Final

APPLICATION_ID: Final = int.from_bytes(b"MLIB", "big")
BUSY: Final = 5.0
"""Seconds to wait for another program that writes."""

CACHE: Final = 64_000
"""KiB of pages in memory: what does not fit is synced to the disk in the middle of a transaction, again and again."""

SETTINGS: Final = {
    "journal_mode": "delete",
    "synchronous": 3,
    "fullfsync": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "busy_timeout": 5000,
}
"""What `settings` must say of every connection. 3 is EXTRA: with less a power cut takes acknowledged saves back."""

LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 << 20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 32_766,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

_DENIED: Final = frozenset(
    {
        sqlite3.SQLITE_ATTACH,
        sqlite3.SQLITE_DETACH,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_CREATE_VIEW,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_VTABLE,
        sqlite3.SQLITE_DROP_VTABLE,
    }
)
_FIXED: Final = frozenset({"writable_schema", "journal_mode", "synchronous", "trusted_schema", "mmap_size"})
_DEFENSIVE: Final = 1010
"""SQLITE_DBCONFIG_DEFENSIVE, which Python 3.11 has no way to set."""


def connect(path: Path, *, read_only: bool = False, guarded: bool = True, attached: int = 0) -> sqlite3.Connection:
    """A connection to a file that is there; none is ever created.

    `guarded`: statements may change no setting and no schema, and run nothing that lies in the file (a trigger, a
    view, so no ``WITH`` either). Migration and VACUUM go without, with `attached` 1. Raises sqlite3.Error.
    """
    # as_uri writes ?, % and # so that SQLite reads them as parts of the name
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY, check_same_thread=False)
    try:
        prepare(connection, read_only=read_only, attached=attached)
    except BaseException:
        connection.close()
        raise
    if guarded:
        connection.set_authorizer(_allowed)
    return connection


def prepare(connection: sqlite3.Connection, *, read_only: bool = False, attached: int = 0) -> None:
    """The settings, before any other statement. Raises sqlite3.OperationalError where one does not hold."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, attached)
    if hasattr(connection, "setconfig"):
        connection.setconfig(_DEFENSIVE, True)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA cache_size = {-CACHE}")
    if not read_only:
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode not in {"delete", "memory"}:  # a database in memory has no other
            raise sqlite3.OperationalError("the journal mode cannot be set")


def settings(connection: sqlite3.Connection) -> dict[str, Any]:
    """The settings as SQLite says that they are."""
    found = {}
    for name in SETTINGS:
        row = connection.execute(f"PRAGMA {name}").fetchone()
        found[name] = row[0] if row else 0  # a build without memory mapping says nothing of it
    return found


def _allowed(action: int, first: str | None, second: str | None, base: str | None, inside: str | None) -> int:
    """SQLite's question before it prepares a statement; `inside` is the trigger or view that asks."""
    if inside is not None or action in _DENIED or base == "temp":
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and (first or "").lower() in _FIXED:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
