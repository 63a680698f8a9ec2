"""Seals: what shows that a row, and the library as a whole, is still what was written.

SQLite's own check lets half of all single flipped bits through as silently wrong data. So every row that the program
shows carries a seal, a hash of all its other columns, and the library the sum of all seals: a changed row, one that
vanished and one that came back are all noticed.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

SEAL: Final = "seal"
_LENGTH: Final = 32
_MODULUS: Final = 1 << 128


def seal(table: str, row: Mapping[str, Any]) -> str:
    """The seal of a row: 128 bits of SHA-256 over the table's name and its columns, as hexadecimal digits."""
    columns = {name: value for name, value in row.items() if name != SEAL}
    return hashlib.sha256(_encode([table, columns]).encode("ascii")).hexdigest()[:_LENGTH]


def total(seals: Iterable[str]) -> str:
    """The sum of many seals, in any order. Raises ValueError where one is no seal."""
    return f"{sum(int(each, 16) for each in seals) % _MODULUS:032x}"


def changed(sum_before: str, taken: str = "", added: str = "") -> str:
    """The sum after one seal was taken away and another added."""
    return f"{(int(sum_before, 16) - int(taken or '0', 16) + int(added or '0', 16)) % _MODULUS:032x}"


def sealed_tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables whose seals are summed up in the one row of ``library``, with their columns."""
    found = {}
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    for name in names:
        columns = [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{name}")')]
        if SEAL in columns and name != "library":
            found[name] = columns
    return found


def sum_of(connection: sqlite3.Connection) -> str:
    """The sum of all seals as they stand in the rows. Raises ValueError where one is none."""
    seals: list[str] = []
    for table in sealed_tables(connection):
        seals += (str(row[0]) for row in connection.execute(f'SELECT seal FROM "{table}"'))  # noqa: S608
    return total(seals)


def broken(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The rows that are not what their seal says: table and id."""
    found = []
    for table, columns in sealed_tables(connection).items():
        for values in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            row = dict(zip(columns, values, strict=True))
            if seal(table, row) != row[SEAL]:
                found.append((table, int(row["id"])))
    return found


def seal_all(connection: sqlite3.Connection) -> None:
    """Give every row its seal and the library the sum: after a migration, which changes columns."""
    seals = []
    for table, columns in sealed_tables(connection).items():
        for values in connection.execute(f'SELECT * FROM "{table}"').fetchall():  # noqa: S608
            row = dict(zip(columns, values, strict=True))
            seals.append(seal(table, row))
            connection.execute(f'UPDATE "{table}" SET seal = ? WHERE id = ?', (seals[-1], row["id"]))  # noqa: S608
    connection.execute("UPDATE library SET digest = ?", (total(seals),))
    cursor = connection.execute("SELECT * FROM library")
    row = dict(zip((each[0] for each in cursor.description), cursor.fetchone(), strict=True))
    connection.execute("UPDATE library SET seal = ?", (seal("library", row),))


def _plain(value: object) -> object:
    """What JSON does not know: only a damaged row holds it."""
    return value.hex() if isinstance(value, bytes) else repr(value)


_encode: Final = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_plain).encode
