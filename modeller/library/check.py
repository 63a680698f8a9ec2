"""Is a library what was written: the quick look at each opening, and the whole check."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from modeller.language import Message, message
from modeller.library import formats, header, rows, seals, trail
from modeller.library.connection import connect
from modeller.library.watching import Progress, TookTooLong, silent, watched, within
from modeller.model.entries import Finding

SECONDS: Final = 2.0
"""How long reading the schema and the row of the library may take."""

Row = dict[str, Any]


def glance(connection: sqlite3.Connection, format: int, progress: Progress = silent) -> list[Message]:
    """What is wrong with a library as a whole: its pages, references, schema, and whether rows are missing.

    Single rows and the content of models are looked at when they are read. Raises sqlite3.Error.
    """
    try:
        with within(connection, SECONDS):
            found = formats.schema(connection)
    except TookTooLong:
        return [message("library.where.schema")]
    if formats.fingerprint(found) != formats.FINGERPRINTS.get(format):
        return [message("library.where.schema")]
    with watched(connection, progress, 0.2):
        said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            return [message("library.where.page", detail=said)]
    with watched(connection, progress, 0.7):
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            return [message("library.where.reference")]
    with moment(connection):
        return _whole(connection)


@contextmanager
def moment(connection: sqlite3.Connection) -> Iterator[None]:
    """See the library as it is at one moment, whatever others save meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def library_row(connection: sqlite3.Connection) -> Row | None:
    """The one row of the library; None where it is not what was written."""
    cursor = connection.execute("SELECT * FROM library")
    found = cursor.fetchall()
    if len(found) != 1:
        return None
    row = dict(zip((each[0] for each in cursor.description), found[0], strict=True))
    return row if seals.seal("library", row) == row["seal"] else None


def faults(connection: sqlite3.Connection, format: int, progress: Progress = silent) -> Iterator[Finding]:
    """All that is wrong with a library, every row and every model's content. `elements` are ids of models.

    In a library of an older format the content of models is left out: its columns may be others.
    """
    steps: list[Callable[[], Iterator[Finding]]] = [
        lambda: map(_finding, glance(connection, format, progress)),
        lambda: _pages(connection, progress),
        lambda: _rows(connection),
    ]
    if format == header.LATEST:
        steps += [lambda: _drafts(connection, progress), lambda: _versions(connection, progress)]
        steps.append(lambda: _attachments(connection))
        steps.append(lambda: _trail(connection))
    for step in steps:
        try:
            yield from step()
        except (sqlite3.Error, ValueError) as error:  # text that is no text is one of both
            yield _finding(message("library.where.page", detail=str(error)))


def sound(path: Path, format: int) -> bool:
    """Is the library at `path` whole? Nothing else may have it open; a journal beside it is played back."""
    try:
        with closing(connect(path)) as connection:
            return next(faults(connection, format), None) is None
    except sqlite3.Error:
        return False


def _whole(connection: sqlite3.Connection) -> list[Message]:
    row = library_row(connection)
    if row is None:
        return [message("library.where.library")]
    try:
        if seals.sum_of(connection) != row["digest"]:
            return [message("library.where.sum")]
    except ValueError:
        return [message("library.where.sum")]
    return []


def _pages(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    with watched(connection, progress, 0.3):
        for (said,) in connection.execute("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield _finding(message("library.where.page", detail=said))


def _rows(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, id in seals.broken(connection):
        yield _finding(message("library.where.row", table=table, id=id))


def _drafts(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    known = connection.execute("SELECT id, uuid, name FROM model ORDER BY id").fetchall()
    for number, (id, uuid, name) in enumerate(known):
        progress(0.4 + 0.4 * number / len(known))
        with moment(connection):
            row = connection.execute("SELECT content_hash FROM model WHERE id = ?", (id,)).fetchone()
            good = row is None or draft_digest(connection, id) == row[0]
        if not good:
            yield _finding(message("library.where.draft", name=name), uuid)


def draft_digest(connection: sqlite3.Connection, model: int) -> str:
    """What the rows of a model's draft are known by now; nothing where they are no records."""
    found: list[rows.Placed] = []
    try:
        for table, columns in rows.COLUMNS.items():
            listed = ", ".join(columns)
            for values in connection.execute(f"SELECT {listed} FROM {table} WHERE model_id = ?", (model,)):  # noqa: S608
                found.append(rows.from_row(table, values))
        return rows.digest(record for _, record in sorted(found, key=lambda pair: pair[0]))
    except (ValueError, TypeError, sqlite3.OperationalError):  # no record, or text that is no text
        return ""


def _versions(connection: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    known = connection.execute(
        "SELECT version.id, model.uuid, model.name, major, minor, version.content_hash"
        " FROM version JOIN model ON model.id = version.model_id ORDER BY version.id"
    ).fetchall()
    for number, (id, uuid, name, major, minor, digest) in enumerate(known):
        progress(0.8 + 0.2 * number / len(known))
        with moment(connection):
            there = connection.execute("SELECT id FROM version WHERE id = ?", (id,)).fetchone()
            found = connection.execute("SELECT content FROM version_content WHERE version_id = ?", (id,)).fetchone()
        if there is None:  # deleted meanwhile
            continue
        if found is None or hashlib.sha256(unpacked(found[0])).hexdigest() != digest:
            yield _finding(message("library.where.version", name=name, number=f"{major}.{minor}"), uuid)


def _attachments(connection: sqlite3.Connection) -> Iterator[Finding]:
    known = connection.execute(
        "SELECT attachment.id, model.uuid, model.name, attachment.name, attachment.content_hash"
        " FROM attachment JOIN model ON model.id = attachment.model_id ORDER BY attachment.id"
    ).fetchall()
    for id, uuid, model, name, digest in known:
        with moment(connection):
            there = connection.execute("SELECT id FROM attachment WHERE id = ?", (id,)).fetchone()
            found = connection.execute(
                "SELECT content FROM attachment_content WHERE attachment_id = ?", (id,)
            ).fetchone()
        if there is None:  # deleted meanwhile
            continue
        good = found is not None and isinstance(found[0], bytes) and hashlib.sha256(found[0]).hexdigest() == digest
        if not good:
            yield _finding(message("library.where.attachment", name=model, file=name), uuid)


def _trail(connection: sqlite3.Connection) -> Iterator[Finding]:
    with moment(connection):
        found = list(trail.faults(connection))
    yield from map(_finding, found)


UNPACKED: Final = 1 << 28
"""Bytes that the content of a version may have at most."""


def unpacked(data: object) -> bytes:
    """The frozen content of a version; nothing where it is damaged."""
    if not isinstance(data, bytes):
        return b""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, UNPACKED)
    except zlib.error:
        return b""
    return found if unpacker.eof and not unpacker.unconsumed_tail else b""


def _finding(what: Message, model: str = "") -> Finding:
    return Finding("library.damaged", "error", what, (model,) if model else ())
