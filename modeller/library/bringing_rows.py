"""Brings folders and entries of the dictionary from one copy of a library into another, inside a transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from modeller.library import lineage
from modeller.library.ancestor import Choices
from modeller.library.dictionary import follow_names, is_used, named_alike, unite_entries
from modeller.library.differing import Standing
from modeller.library.folders import now
from modeller.library.joining import THINGS, Thing, has_been, joined, known_row
from modeller.library.lineage import Fields, Kind, State
from modeller.library.parts import forget_removed
from modeller.library.schema import ENTRY
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.model.entries import Author

_SAID: Final = ("changed", "author", "account")


@dataclass(frozen=True, slots=True)
class RowDeed:
    """What is done with one folder or entry; `choices` decide where both sides changed the same of it.

    `standing` is where it stood before, `lost` says in words what of either side does not come through.
    """

    kind: Thing
    id: str
    take: str
    standing: Standing = "both"
    choices: Choices = field(default_factory=dict)
    lost: tuple[str, ...] = ()


class Rows:
    """What is brought over; `rows` are the ids of folders and entries that are new or other here."""

    def __init__(self, writing: Writing, theirs: Library, source: Connection, author: Author) -> None:
        self.writing = writing
        self.library = writing.library
        self.here = writing.connection
        self.theirs = theirs
        self.source = source
        self.author = author
        self.rows: list[str] = []
        self.new_entries: list[str] = []
        self.renamed: dict[str, set[str]] = {}
        """By id of an entry what it was called on either side."""

    def row(self, deed: RowDeed) -> None:
        """One that is only there comes, with those above it; one that is on both sides becomes what both make of it."""
        kind = THINGS[deed.kind]
        if self.found(kind.table, deed.id) is None:
            self.come(kind, deed.id)
            return
        mine = known_row(self.library, self.here, kind, deed.id)
        theirs = known_row(self.theirs, self.source, kind, deed.id)
        head = next(state for state in theirs.states if state.line is not None)
        if head.id in {state.id for state in mine.states}:
            return
        wanted = dict(joined(mine, theirs, deed.take, deed.choices).fields)
        if wanted["parent_id"] is not None:
            if self.found(kind.table, wanted["parent_id"]) is None:
                self.come(kind, wanted["parent_id"])
            if self._would_hold_itself(kind.table, deed.id, wanted["parent_id"]):
                wanted["parent_id"] = mine.fields["parent_id"]
        ahead = wanted == theirs.fields and has_been(theirs, mine)
        more: dict[str, Any] = {}
        if kind.table is ENTRY:
            more = {"changed": now(), "author": self.author.name, "account": self.author.account}
            if wanted == theirs.fields:
                more = {name: theirs.row[name] for name in _SAID}
            self.renamed[deed.id] = {mine.fields["name"], theirs.fields["name"]}
        self.change(kind, mine.row, wanted, theirs.states, mine.states, head.id if ahead else "", more)
        self.rows.append(deed.id)

    def go(self, deed: RowDeed) -> None:
        """An entry that is deleted there goes, if nothing here refers to it; a folder is never taken away."""
        row = self.found(ENTRY, deed.id)
        if deed.kind == "entry" and row is not None and not is_used(self.writing, row):
            self.writing.remove(ENTRY, row)
            self.rows.append(deed.id)

    def come(self, kind: Kind, id: str) -> None:
        """A row that is only there comes, after what holds it."""
        row = row_of(self.theirs, self.source, kind.table, id)
        there = lineage.fields_of(self.source, kind, row)
        above = there["parent_id"]
        if above is not None and self.found(kind.table, above) is None:
            self.come(kind, above)
        forget_removed(self.writing, id)
        more = {name: row[name] for name in ("kind", *_SAID)} if kind.table is ENTRY else {}
        self.writing.insert(kind.table, state=False, uuid=id, **lineage.local(self.here, kind, there), **more)
        lineage.copy_line(self.writing, id, lineage.states(self.source, id))
        self.rows.append(id)
        if kind.table is ENTRY:
            self.new_entries.append(id)

    def follow(self) -> list[str]:
        """Elements of drafts bear the names that the entries have now; the ids of the models that are other by that."""
        return follow_names(self.writing, self.renamed, self.author)

    def unite(self) -> tuple[list[str], list[str]]:
        """An entry that came, of a name that its kind has here already, becomes one with it: both mean one thing.

        The names of such entries, and the ids of the models whose elements are told.
        """
        names, models = list[str](), list[str]()
        for id in self.new_entries:
            here = named_alike(self.writing, id)
            if here is not None:
                told = unite_entries(self.writing, here, id, self.author)
                names.append(told.entry.name)
                models += [use.model for use in told.uses if use.model not in models]
        return names, models

    def change(
        self,
        kind: Kind,
        row: Row,
        fields: Fields,
        theirs: Sequence[State],
        mine: Sequence[State],
        id: str,
        more: Mapping[str, Any] | None = None,
        drafted: Fields | None = None,
        digest: str = "",
    ) -> None:
        """One state further, that has those of the other side in it; it is theirs where `id` is one."""
        changed = lineage.local(self.here, kind, fields)
        before = {name: row[name] for name in kind.changing if row[name] != changed[name]}
        self.writing.change(kind.table, row, state=False, **changed, **(more or {}))
        back = {"fields": lineage.portable(self.here, kind, before), **(drafted or {})}
        lineage.append(self.writing, row["uuid"], digest, back, id)
        known = {state.id for state in mine} | {id}
        lineage.also_known(self.writing, row["uuid"], [each for each in theirs if each.id not in known])

    def found(self, table: Table, uuid: str) -> Row | None:
        there = self.here.execute(select(table.c.id).where(table.c.uuid == uuid)).first()
        return None if there is None else row_of(self.library, self.here, table, uuid)

    def _would_hold_itself(self, table: Table, id: str, above: str) -> bool:
        rows = {row["id"]: row for row in rows_of(self.library, self.here, table)}
        each = next((row for row in rows.values() if row["uuid"] == above), None)
        while each is not None:
            if each["uuid"] == id:
                return True
            each = rows.get(each["parent_id"])
        return False
