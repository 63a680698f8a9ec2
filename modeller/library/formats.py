"""What the schema of each format looks like, so that a file with anything else in it is refused."""

import hashlib
import sqlite3
from typing import Final

Schema = dict[tuple[str, str], str]

FINGERPRINTS: Final = {
    1: "b8e62ecc9451c710349b2a72d01c3202aff177828ba8e307ca040cc41084616d",
    4: "0d42ab971c3bac2f7af1d6621881d47b91d7a6cfa4301089aeeeb053ec42a0d8",
}
"""By format, what `fingerprint` says of a library that the program made."""


def schema(connection: sqlite3.Connection) -> Schema:
    """The text that made each part, by its kind and name. SQLite's own indexes have none."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema")
    return {(str(type), str(name)): str(sql or "") for type, name, sql in rows}


def fingerprint(found: Schema) -> str:
    """One word for a schema."""
    text = "\n".join(f"{type} {name}: {sql}" for (type, name), sql in sorted(found.items()))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def strange(found: Schema, expected: Schema) -> list[str]:
    """The names of what is there and should not be, or is not as it should be, or is missing."""
    return sorted({name for _, name in found.items() ^ expected.items() for _, name in [_]})
