"""Drafts: what a model is now, as rows. Read with a check, written only where something is another."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from modeller.files.problem import Problem
from modeller.language import Message, message
from modeller.library import lineage, rows
from modeller.library.faults import Damaged, damage
from modeller.library.folders import now
from modeller.library.schema import MODEL, RECORDS
from modeller.library.store import Library, Row, Writing, row_of
from modeller.model import codec
from modeller.model.bulk import uncollected
from modeller.model.entries import Author, Draft
from modeller.model.records import Record


class Changed(Problem):
    """Somebody else has saved the model since it was read: nothing was written, both are still there."""

    def __init__(self, text: Message, revision: int, digest: str) -> None:
        super().__init__(text)
        self.revision = revision
        self.digest = digest


def load_draft(library: Library, model: str) -> Draft:
    """The draft of a model. Raises Damaged where its content is not what was saved; see `salvage_draft` then."""
    with library.reading() as connection:
        return read_draft(library, connection, row_of(library, connection, MODEL, model))


def read_draft(library: Library, connection: Connection, row: Row) -> Draft:
    """The same inside a transaction."""
    try:
        with uncollected():
            records = _ordered(rows.from_row(table, values) for table, values in _stored(connection, row["id"]))
            whole = rows.digest(records) == row["content_hash"]
    except (ValueError, TypeError):  # no record, or one that cannot be written as JSON
        whole = False
    if not whole:
        raise Damaged(damage(library.path, message("library.where.draft", name=row["name"])))
    return Draft(row["uuid"], row["revision"], row["content_hash"], records)


def salvage_draft(library: Library, model: str) -> tuple[tuple[Record, ...], int]:
    """What of a damaged draft can be read, and how many records cannot."""
    good: list[rows.Placed] = []
    lost = 0
    with library.reading() as connection:
        id = connection.execute(select(MODEL.c.id).where(MODEL.c.uuid == model)).scalar()
        for table, values in _stored(connection, id):
            try:
                good.append(rows.from_row(table, values))
            except codec.DecodeError:
                lost += 1
    return _ordered(good), lost


def save_draft(
    library: Library, model: str, records: Iterable[Record], revision: int, digest: str, author: Author | None = None
) -> Draft:
    """Make `records` the draft of a model that is still what `revision` and `digest` say.

    Raises Changed where somebody else has saved it since, and Problem where the library cannot be written; nothing
    was written then.
    """
    records = tuple(records)
    author = author or Author()
    with library.writing() as writing:
        row = row_of(library, writing.connection, MODEL, model)
        if (row["revision"], row["content_hash"]) != (revision, digest):
            raise Changed(message("library.changed", model=row["name"]), row["revision"], row["content_hash"])
        with uncollected():
            made, way = write_records(writing, row["id"], records)
        writing.change(
            MODEL, row, way_back=way, revision=revision + 1, content_hash=made, changed=now(), author=author.name,
            account=author.account,
        )  # fmt: skip
    return Draft(model, revision + 1, made, records)


def write_records(writing: Writing, model: int, records: Sequence[Record]) -> tuple[str, dict[str, Any] | None]:
    """Make the rows of a model those of `records`; only what differs is written.

    The digest of the whole, and what leads back to what the draft was; None where that cannot be read.
    """
    connection = writing.connection
    before = {(table, values[1]): values for table, values in _stored(connection, model)}
    old_order = [key for _, key in sorted(before, key=lambda pair: before[pair][2])]
    placed = rows.places({values[1]: values[2] for values in before.values()}, [record.key for record in records])
    gone: dict[str, list[dict[str, Any]]] = {table.name: [] for table in RECORDS}
    come: dict[str, list[dict[str, Any]]] = {table.name: [] for table in RECORDS}
    was: list[tuple[str, tuple[Any, ...]]] = []
    with _text_told():
        digest = rows.digest(records)
        for record in records:
            table, row = rows.to_row(record, model, placed[record.key])
            old = before.pop((table, record.key), None)
            if old is None or old != tuple(row[name] for name in rows.COLUMNS[table]):
                come[table].append(row)
                if old is not None:
                    gone[table].append({"old": record.key})
                    was.append((table, old))
        for (table, key), old in before.items():
            gone[table].append({"old": key})
            was.append((table, old))
        for each in RECORDS:
            if gone[each.name]:
                same = (each.c.model_id == model, each.c.key == bindparam("old"))
                connection.execute(delete(each).where(*same), gone[each.name])
            if come[each.name]:
                connection.execute(insert(each), come[each.name])
    return digest, _way_back(old_order, records, was)


def insert_records(writing: Writing, model: int, records: Sequence[Record]) -> None:
    """The rows of a model that has none yet."""
    come: dict[str, list[dict[str, Any]]] = {table.name: [] for table in RECORDS}
    with _text_told():
        for place, record in enumerate(records):
            table, row = rows.to_row(record, model, float(place))
            come[table].append(row)
        for each in RECORDS:
            if come[each.name]:
                writing.connection.execute(insert(each), come[each.name])


def digest_of(records: Sequence[Record]) -> str:
    """What a draft of these records is known by. Raises Problem where they hold what cannot be kept."""
    with _text_told():
        return rows.digest(records)


@contextmanager
def _text_told() -> Iterator[None]:
    try:
        yield
    except (UnicodeEncodeError, ValueError, OverflowError) as error:  # half a character, a number that is none
        raise Problem(message("library.no_text", detail=str(error)[:100])) from error


def _way_back(
    before: Sequence[str], records: Sequence[Record], was: Sequence[tuple[str, tuple[Any, ...]]]
) -> dict[str, Any] | None:
    try:
        old = [rows.from_row(table, values)[1] for table, values in was]
    except codec.DecodeError:  # the old draft was damaged, and nothing may be made of it
        return None
    return lineage.way_back(before, [record.key for record in records], {record.key: record for record in old})


def delete_records(writing: Writing, model: int) -> None:
    """Delete all rows of a draft."""
    for each in RECORDS:
        writing.connection.execute(delete(each).where(each.c.model_id == model))


def _stored(connection: Connection, model: int | None) -> list[tuple[str, tuple[Any, ...]]]:
    return [
        (table.name, tuple(values))
        for table in RECORDS
        for values in connection.execute(select(table).where(table.c.model_id == model)).all()
    ]


def _ordered(placed: Iterable[rows.Placed]) -> tuple[Record, ...]:
    return tuple(record for _, record in sorted(placed, key=lambda pair: pair[0]))
