"""Writes the entries of the audit trail, inside the transaction that does what they say."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, select

from modeller.library import trail
from modeller.library.folders import new_id, now
from modeller.library.schema import TRAIL
from modeller.library.store import Library, Row, Writing
from modeller.model.entries import Author

_LONGEST: Final = 1_000


def last_entry(library: Library, connection: Connection) -> tuple[int, str]:
    """The number and the hash that the next entry follows."""
    row = connection.execute(select(TRAIL.c.number, TRAIL.c.chain).order_by(TRAIL.c.number.desc()).limit(1)).first()
    return (0, trail.start(library.uuid)) if row is None else (int(row[0]), str(row[1]))


def write_entry(writing: Writing, values: Mapping[str, Any]) -> Row:
    """The next entry of the trail. What `values` leave out is empty."""
    number, last = last_entry(writing.library, writing.connection)
    row: dict[str, Any] = dict.fromkeys(trail.FACTS, "") | {"applied": 1, "withheld": 0, "origin": "", "uuid": new_id()}
    row |= {**values, "number": number + 1}
    if not row.get("facts"):
        row["facts"] = trail.facts_hash(row)
    row["chain"] = trail.chained(last, row)
    writing.insert(TRAIL, **row)
    return row


def note_event(
    writing: Writing, action: str, author: Author, comment: str = "", model: Row | None = None, *, whole: bool = False
) -> None:
    """Note what was done with the library, its dictionary or a model as a whole: one of `trail.EVENTS`.

    A long comment is cut, but for one that has to be kept `whole`.
    """
    about = {} if model is None else {"model": model["uuid"], "model_name": model["name"]}
    said = comment if whole or len(comment) <= _LONGEST else comment[: _LONGEST - 1] + "…"
    stamp = {"time": now(), "author": author.name, "account": author.account}
    write_entry(writing, {"action": action, "comment": said, **stamp, **about})
