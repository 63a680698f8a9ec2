"""What the schema of each format looks like, so that a file with anything else in it is refused."""

import hashlib
import sqlite3
from typing import Final

Schema = dict[tuple[str, str], str]

FINGERPRINTS: Final = {
    1: "b8e62ecc9451c710349b2a72d01c3202aff177828ba8e307ca040cc41084616d",
    2: "eb2e4af02a16561db6509222e86923113dcd95efc7dd103b4bc1c581d84efe69",
    3: "4e6ecd9393c192bcc9d6a05470ac25b9bf08b47889f3220e863dafb94cb6566e",
    4: "9f32a47d4dde4549a36bf76f57912a71ad1aae94423af4bc032c74db2ec2338b",
    5: "9f32a47d4dde4549a36bf76f57912a71ad1aae94423af4bc032c74db2ec2338b",
    8: "cbf5bf9c8510f1e34d54659579ccd9774e7c9fb817e9a6bd557fdf1e86c89688",
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
