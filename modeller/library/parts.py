"""What belongs to a model in another copy of the library comes along: versions, comments, attachments."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, insert, select

from modeller.language import message
from modeller.library import lineage
from modeller.library.check import unpacked
from modeller.library.faults import Damaged, damage
from modeller.library.lineage import KINDS, Kind, State
from modeller.library.schema import (
    ATTACHMENT,
    ATTACHMENT_CONTENT,
    COMMENT,
    MODEL,
    REMOVED,
    VERSION,
    VERSION_CONTENT,
)
from modeller.library.store import Library, Row, Writing, row_of, rows_of

CONTENTS: Final[Mapping[str, tuple[Table, str]]] = {
    VERSION.name: (VERSION_CONTENT, "version_id"),
    ATTACHMENT.name: (ATTACHMENT_CONTENT, "attachment_id"),
}
"""The tables that hold what a row of another is about, and their column that leads to it."""


def removed(connection: Connection) -> frozenset[str]:
    """The ids of all that was deleted for good."""
    return frozenset(connection.execute(select(REMOVED.c.uuid)).scalars())


def bring_parts(
    writing: Writing,
    theirs: Library,
    source: Connection,
    model: str,
    gone: tuple[frozenset[str], frozenset[str]],
    *,
    anew: bool = False,
) -> None:
    """Bring all that belongs to a model there and not here, and take out what was deleted there.

    Versions and attachments never change; a comment that both sides changed is brought together. `gone` is what was
    deleted here, and there. `anew`: the model was deleted here and comes again, with all that belonged to it. Raises
    Damaged where one is not what was written.
    """
    here = row_of(writing.library, writing.connection, MODEL, model)
    there = row_of(theirs, source, MODEL, model)
    for kind in KINDS:
        if kind.owner:
            _Parts(writing, theirs, source, kind, here, there).bring(gone, anew)


def forget_removed(writing: Writing, uuid: str) -> None:
    """What was deleted here is here again."""
    for row in rows_of(writing.library, writing.connection, REMOVED, REMOVED.c.uuid == uuid):
        writing.remove(REMOVED, row)


class _Parts:
    def __init__(
        self, writing: Writing, theirs: Library, source: Connection, kind: Kind, here: Row, there: Row
    ) -> None:
        self.writing, self.theirs, self.source, self.kind = writing, theirs, source, kind
        self.table = kind.table
        self.here, self.there = here, there
        self.connection = writing.connection

    def bring(self, gone: tuple[frozenset[str], frozenset[str]], anew: bool) -> None:
        gone_here, gone_there = gone
        owner = self.table.c[self.kind.owner]
        mine = {
            row["uuid"]: row
            for row in rows_of(self.writing.library, self.connection, self.table, owner == self.here["id"])
        }
        others = rows_of(self.theirs, self.source, self.table, owner == self.there["id"])
        for row in others:
            if row["uuid"] in mine:
                self._both(mine[row["uuid"]], row)
            elif anew or row["uuid"] not in gone_here:
                forget_removed(self.writing, row["uuid"])
                self._come(row)
        for row in reversed(list(mine.values())):
            if row["uuid"] in gone_there:
                self._go(row)

    def _come(self, row: Row) -> None:
        values = {name: value for name, value in row.items() if name not in {"id", "seal", "model_id"}}
        for name, table in self.kind.references.items():
            if name in values and values[name] is not None:
                other = self.source.execute(select(table.c.uuid).where(table.c.id == values[name])).scalar()
                values[name] = self.connection.execute(select(table.c.id).where(table.c.uuid == other)).scalar()
        if self.table is VERSION:
            values |= self._number(row)
        id = self.writing.insert(self.table, state=False, model_id=self.here["id"], **values)
        self._content(row, id)
        if self.kind.changing:
            lineage.copy_line(self.writing, row["uuid"], lineage.states(self.source, row["uuid"]))

    def _number(self, row: Row) -> dict[str, Any]:
        """The number of a version, or the next where both sides gave the same to another."""
        same = (VERSION.c.model_id == self.here["id"], VERSION.c.major == row["major"])
        taken = set(self.connection.execute(select(VERSION.c.minor).where(*same)).scalars())
        if row["minor"] not in taken:
            return {}
        note = f"{row['note']} ({row['major']}.{row['minor']})".strip()
        return {"minor": max(taken) + 1, "note": note}

    def _content(self, row: Row, id: int) -> None:
        if self.table.name not in CONTENTS:
            return
        table, leads = CONTENTS[self.table.name]
        data = self.source.execute(select(table.c.content).where(table.c[leads] == row["id"])).scalar()
        plain = unpacked(data) if self.table is VERSION else data
        if not isinstance(plain, bytes) or hashlib.sha256(plain).hexdigest() != row["content_hash"]:
            where = message("library.where.attachment", name=self.there["name"], file=row.get("name", ""))
            if self.table is VERSION:
                number = f"{row['major']}.{row['minor']}"
                where = message("library.where.version", name=self.there["name"], number=number)
            raise Damaged(damage(self.theirs.path, where))
        self.connection.execute(insert(table).values({leads: id, "content": data}))

    def _both(self, mine: Row, theirs: Row) -> None:
        """A comment that was changed there, or on both sides."""
        if not self.kind.changing:
            return
        known, states = (lineage.states(each, mine["uuid"]) for each in (self.connection, self.source))
        ids, others = {state.id for state in known}, {state.id for state in states}
        head = next((state.id for state in states if state.line is not None), None)
        if head is None or head in ids:
            return
        own = lineage.fields_of(self.connection, self.kind, mine)
        other = lineage.fields_of(self.source, self.kind, theirs)
        ahead = known[0].id in others
        wanted = other if ahead else _both_edits(self._before(known, states, own, other), own, other)
        self.writing.change(self.table, mine, state=False, **lineage.local(self.connection, self.kind, wanted))
        before = {name: own[name] for name in own if own[name] != wanted[name]}
        lineage.append(self.writing, mine["uuid"], "", {"fields": before}, head if ahead else "")
        lineage.also_known(
            self.writing,
            mine["uuid"],
            [state for state in states if state.id not in ids and not (ahead and state.id == head)],
        )

    def _before(
        self, known: list[State], states: list[State], own: lineage.Fields, other: lineage.Fields
    ) -> lineage.Fields | None:
        for id in lineage.common(known, states):
            past = lineage.back_to(id, known, own, None) or lineage.back_to(id, states, other, None)
            if past is not None:
                return past.fields
        return None

    def _go(self, row: Row) -> None:
        """Deleted there, and not changed here since."""
        head = lineage.head(self.connection, row["uuid"])
        if self.table is VERSION or (head and head not in lineage.known(self.source, row["uuid"])):
            return
        if self.table is COMMENT:
            answers = select(func.count()).select_from(COMMENT).where(COMMENT.c.reply_to == row["id"])
            if self.connection.execute(answers).scalar():
                return
        if self.table.name in CONTENTS:
            table, leads = CONTENTS[self.table.name]
            self.connection.execute(delete(table).where(table.c[leads] == row["id"]))
        self.writing.remove(self.table, row)


def _both_edits(base: lineage.Fields | None, mine: lineage.Fields, theirs: lineage.Fields) -> lineage.Fields:
    """Two edits of a comment: both texts where both changed it, resolved where either has. The same from both sides."""
    early, late = sorted((mine, theirs), key=lambda each: (each["edited"], each["text"]))
    done = max(mine, theirs, key=lambda each: (each["resolved"], each["resolved_by"]))
    text = late["text"]
    if base is not None and base["text"] in (mine["text"], theirs["text"]):
        text = theirs["text"] if mine["text"] == base["text"] else mine["text"]
    elif early["text"] != late["text"]:
        text = f"{early['text']}\n\n{late['text']}"
    return {**late, "text": text, "resolved": done["resolved"], "resolved_by": done["resolved_by"]}
