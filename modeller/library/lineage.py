"""States: what folders, models, entries and comments were before, so that two copies find what both began with.

Each write of such a row adds a state, known by an id of its own wherever the library goes. A copy of the file has the
same states up to the moment of the copy; the latest that both have is what both began with. What the row and the draft
were then is found by going back from what they are, step by step: a state keeps what its write has changed.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import uuid4

from sqlalchemy import Connection, Table, func, select

from modeller.library import seals
from modeller.library.schema import ATTACHMENT, COMMENT, ENTRY, FOLDER, MODEL, REMOVED, STATE, VERSION
from modeller.model import codec
from modeller.model.records import Record

Row = Mapping[str, Any]
Fields = dict[str, Any]

KEPT: Final = 1_000
"""So many states of one thing lead back at most; what is older is known by its id only."""
KEPT_BYTES: Final = 4_000_000
"""Bytes that the way back of one thing takes at most."""
UNPACKED: Final = 1 << 28


class Writing(Protocol):
    """What a transaction of `store` can do."""

    connection: Connection

    def insert(self, table: Table, *, state: bool = True, **values: Any) -> int: ...
    def change(
        self, table: Table, before: Row, *, way_back: dict[str, Any] | None = None, state: bool = True, **values: Any
    ) -> None: ...
    def remove(self, table: Table, before: Row, *, trace: bool = True) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A table whose rows are brought from one copy of a library to another.

    `references` are its columns that hold row numbers, and the tables they lead to; `changing` its columns that people
    change, so that states are kept; `owner` is the column that leads to the model a row belongs to.
    """

    table: Table
    references: Mapping[str, Table] = field(default_factory=dict)
    changing: tuple[str, ...] = ()
    owner: str = ""


KINDS: Final = (
    Kind(ENTRY, {"parent_id": ENTRY}, ("name", "translation", "definition", "synonyms", "parent_id", "status")),
    Kind(FOLDER, {"parent_id": FOLDER}, ("name", "parent_id", "position", "binned")),
    Kind(
        MODEL,
        {"folder_id": FOLDER},
        ("name", "folder_id", "position", "binned", "notation", "description", "tags", "variant", "branched_from"),
    ),
    Kind(VERSION, {"model_id": MODEL}, owner="model_id"),
    Kind(
        COMMENT,
        {"model_id": MODEL, "reply_to": COMMENT},
        ("element", "text", "edited", "resolved", "resolved_by"),
        "model_id",
    ),
    Kind(ATTACHMENT, {"model_id": MODEL}, owner="model_id"),
)
"""What a copy is brought together by, each after what it refers to. A table that is new is one line here."""

BY_TABLE: Final = {kind.table.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class State:
    """A state of something. `line` is its number in this library's own line of states, None of another copy's."""

    id: str
    line: int | None
    digest: str
    time: str
    back: bytes | None


# -- while writing ---------------------------------------------------------------------------------------------------


def began(writing: Writing, table: Table, row: Row) -> None:
    """A row was inserted: its first state. That of a model comes with its draft."""
    kind = BY_TABLE.get(table.name)
    if kind is not None and kind.changing and table is not MODEL:
        append(writing, row["uuid"])


def changed(writing: Writing, table: Table, before: Row, after: Row, drafted: Fields | None) -> None:
    """A row was changed, and with it the draft where `drafted` says what leads back to the one before."""
    kind = BY_TABLE.get(table.name)
    if kind is None or not kind.changing:
        return
    digest = str(after.get("content_hash", "")) if table is MODEL else ""
    fields = {name: before[name] for name in kind.changing if before[name] != after[name]}
    if not fields and (table is not MODEL or before["content_hash"] == digest):
        return
    if table is MODEL and not before["content_hash"]:
        append(writing, after["uuid"], digest)
        return
    back: Fields = {"fields": portable(writing.connection, kind, fields)} if fields else {}
    if drafted is not None:
        back["draft"] = drafted
    elif table is MODEL and before["content_hash"] != digest:  # what it was cannot be said
        append(writing, after["uuid"], digest)
        return
    append(writing, after["uuid"], digest, back)


def removed(writing: Writing, table: Table, before: Row, trace: bool) -> None:
    """A row was deleted for good. Its states stay known by their ids, unless it is as if it had never come."""
    kind = BY_TABLE.get(table.name)
    if kind is None:
        return
    for row in _rows(writing.connection, before["uuid"]):
        if not trace:
            writing.remove(STATE, row)
        elif row["back"] is not None:
            writing.change(STATE, row, back=None)
    if trace:
        writing.insert(REMOVED, uuid=before["uuid"], time=_now())


def append(writing: Writing, thing: str, digest: str = "", back: Fields | None = None, id: str = "") -> None:
    """Another state at the end of this library's line: a new one, or one that another copy knows by `id`."""
    connection = writing.connection
    of_line = (STATE.c.object == thing, STATE.c.line.is_not(None))
    last = connection.execute(select(func.max(STATE.c.line)).where(*of_line)).scalar() or 0
    packed = None if back is None or not last else zlib.compress(_json(back), 6)
    writing.insert(
        STATE, uuid=id or uuid4().hex, object=thing, line=last + 1, content_hash=digest, time=_now(), back=packed
    )
    if packed is not None and last % 50 == 0:
        _prune(writing, thing)


def also_known(writing: Writing, thing: str, states: Iterable[State]) -> None:
    """States of another copy that what is here includes from now on."""
    for state in states:
        writing.insert(
            STATE, uuid=state.id, object=thing, line=None, content_hash=state.digest, time=state.time, back=None
        )


def copy_line(writing: Writing, thing: str, states: Iterable[State]) -> None:
    """Make the states of something that came whole from another copy those that it has here; what was known stays."""
    found = {row["uuid"]: row for row in _rows(writing.connection, thing)}
    for row in found.values():
        writing.remove(STATE, row)
    came = {state.id: state for state in states}
    known = [State(row["uuid"], None, row["content_hash"], row["time"], None) for id, row in found.items()]
    for state in (*came.values(), *(each for each in known if each.id not in came)):
        writing.insert(
            STATE, uuid=state.id, object=thing, line=state.line, content_hash=state.digest, time=state.time,
            back=state.back,
        )  # fmt: skip


def forget_ways_back(writing: Writing) -> None:
    """Keep no more of what was deleted or changed: for a copy that is sent."""
    found = writing.connection.execute(select(STATE).where(STATE.c.back.is_not(None))).mappings().all()
    for row in found:
        writing.change(STATE, dict(row), back=None)


def _prune(writing: Writing, thing: str) -> None:
    size = 0
    own = [row for row in _rows(writing.connection, thing) if row["line"] is not None]
    for number, row in enumerate(sorted(own, key=lambda row: -row["line"])):
        size += len(row["back"] or b"")
        if row["back"] is not None and (number >= KEPT or size > KEPT_BYTES):
            writing.change(STATE, row, back=None)


# -- what is known ---------------------------------------------------------------------------------------------------


def heads(connection: Connection) -> dict[str, str]:
    """By the id of each thing the id of its latest state."""
    latest = select(STATE.c.object, func.max(STATE.c.line).label("line")).group_by(STATE.c.object).subquery()
    same = (STATE.c.object == latest.c.object) & (STATE.c.line == latest.c.line)
    found = connection.execute(select(STATE.c.object, STATE.c.uuid).join(latest, same)).all()
    return {str(thing): str(id) for thing, id in found}


def head(connection: Connection, thing: str) -> str | None:
    """The id of the latest state of one thing, None where no states are kept of it."""
    own = select(STATE.c.uuid).where(STATE.c.object == thing, STATE.c.line.is_not(None))
    return connection.execute(own.order_by(STATE.c.line.desc()).limit(1)).scalar()


def known(connection: Connection, thing: str) -> set[str]:
    """The ids of all states that are known of something."""
    return set(connection.execute(select(STATE.c.uuid).where(STATE.c.object == thing)).scalars())


def states(connection: Connection, thing: str) -> list[State]:
    """All states that are known of something, this library's own first and of them the latest first.

    One whose row is not what was written leads nowhere.
    """
    found = []
    for row in _rows(connection, thing):
        whole = seals.seal(STATE.name, row) == row[seals.SEAL]
        found.append(State(row["uuid"], row["line"], row["content_hash"], row["time"], row["back"] if whole else None))
    return sorted(found, key=lambda state: (state.line is None, -(state.line or 0)))


def common(mine: Sequence[State], theirs: Sequence[State]) -> list[str]:
    """The ids of the states that both sides know, on either line, the best to compare with first."""
    ours, others = {state.id for state in mine}, {state.id for state in theirs}
    by_mine = [state.id for state in mine if state.line is not None and state.id in others]
    by_theirs = [state.id for state in theirs if state.line is not None and state.id in ours]
    if by_mine and by_theirs and by_theirs[0] in by_mine:  # what of theirs came here last is older than what is on both
        return list(dict.fromkeys([*by_mine, *by_theirs]))
    return list(dict.fromkeys([*by_theirs, *by_mine]))


def fields_of(connection: Connection, kind: Kind, row: Row) -> Fields:
    """What people can change of a row, as it means the same in every copy."""
    return portable(connection, kind, {name: row[name] for name in kind.changing})


def portable(connection: Connection, kind: Kind, fields: Row) -> Fields:
    """Row numbers as the ids of what they lead to."""
    said = dict(fields)
    for name, table in kind.references.items():
        if said.get(name) is not None:
            said[name] = connection.execute(select(table.c.uuid).where(table.c.id == said[name])).scalar()
    return said


def local(connection: Connection, kind: Kind, fields: Row) -> Fields:
    """Ids as row numbers again; None for what is not here."""
    said = dict(fields)
    for name, table in kind.references.items():
        if said.get(name) is not None:
            said[name] = connection.execute(select(table.c.id).where(table.c.uuid == said[name])).scalar()
    return said


# -- going back ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Past:
    """What something was in one state. `records` is None where it has no draft."""

    state: State
    fields: Fields
    records: tuple[Record, ...] | None


def back_to(id: str, line: Sequence[State], fields: Fields, records: Sequence[Record] | None) -> Past | None:
    """What something was in the state `id` on this library's own line, from what it is; None where that is lost.

    A draft that is not what it was then is never given: its hash says so.
    """
    now, drawn = dict(fields), None if records is None else tuple(records)
    for state in line:
        if state.line is None:
            return None
        if state.id == id:
            whole = drawn is None or hashlib.sha256(codec.encode(drawn)).hexdigest() == state.digest
            return Past(state, now, drawn) if whole else None
        said = _unpacked(state.back)
        if said is None:
            return None
        now |= said.get("fields", {})
        if drawn is not None and "draft" in said:
            try:
                drawn = stepped_back(drawn, said["draft"])
            except (ValueError, TypeError, KeyError, AttributeError, IndexError):
                return None
    return None


def way_back(before: Sequence[str], after: Sequence[str], was: Mapping[str, Record]) -> Fields:
    """What leads from the records of a draft after a write to those before it.

    `before` and `after` are their keys in order, `was` holds what a record was that the write changed or took out.
    """
    old, new = set(before), set(after)
    taken = [(before[number - 1] if number else None, key) for number, key in enumerate(before) if key not in new]
    way: Fields = {
        "added": [key for key in after if key not in old],
        "changed": [codec.to_data(was[key]) for key in before if key in new and key in was],
        "taken": [[above, codec.to_data(was[key])] for above, key in taken],
    }
    if _put_back([key for key in after if key in old], taken) != list(before):
        way["order"] = list(before)
    return way


def stepped_back(records: Sequence[Record], way: Fields) -> tuple[Record, ...]:
    """The records before a write. Raises what Python and the codec raise where `way` is none."""
    added = set(way["added"])
    found = {record.key: record for record in records if record.key not in added}
    for data in way["changed"]:
        record = codec.from_data(data)
        found[record.key] = record
    taken = [(above, codec.from_data(data)) for above, data in way["taken"]]
    placed = [(above, record.key) for above, record in taken]
    ordered = way.get("order") or _put_back(list(found), placed)
    found |= {record.key: record for _, record in taken}
    return tuple(found[key] for key in ordered)


def _put_back(keys: Sequence[str], taken: Iterable[tuple[str | None, str]]) -> list[str]:
    """The keys with those that were taken out, each after the one that it came after."""
    after: dict[str | None, list[str]] = {}
    for above, key in taken:
        after.setdefault(above, []).append(key)
    ordered: list[str] = []
    waiting = [*reversed(keys), *reversed(after.pop(None, []))]
    while waiting:
        key = waiting.pop()
        ordered.append(key)
        waiting += reversed(after.pop(key, []))
    return ordered


def _unpacked(back: bytes | None) -> Fields | None:
    if back is None:
        return None
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(back, UNPACKED)
        said = json.loads(data) if unpacker.eof else None
    except (zlib.error, ValueError):
        return None
    return said if isinstance(said, dict) else None


def _rows(connection: Connection, thing: str) -> list[Fields]:
    found = connection.execute(select(STATE).where(STATE.c.object == thing).order_by(STATE.c.id)).mappings().all()
    return [dict(row) for row in found]


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
