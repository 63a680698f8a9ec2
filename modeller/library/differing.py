"""Two copies of one library: what is new, changed or deleted on either side."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, select

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library import lineage
from modeller.library.schema import ENTRY, FOLDER, MODEL, REMOVED
from modeller.library.store import Library, Row, rows_of

Standing: TypeAlias = Literal[
    "new_there", "changed_there", "both", "deleted_there", "deleted_here", "changed_here", "new_here", "same"
]
Thing: TypeAlias = Literal["folder", "model", "entry"]
STANDINGS: Final[tuple[Standing, ...]] = (
    "new_there",
    "changed_there",
    "both",
    "deleted_there",
    "deleted_here",
    "changed_here",
    "new_here",
)
"""What may be brought over first."""
TABLES: Final = (ENTRY, FOLDER, MODEL)
OPEN: Final[frozenset[Standing]] = frozenset({"new_there", "changed_there", "both", "deleted_there", "deleted_here"})
"""Where there is something to bring over."""


@dataclass(frozen=True, slots=True)
class Item:
    """A folder, model or entry of the dictionary and where it stands in two copies.

    `rows` is how many versions, comments and the like are new or other there; `edited` whether what one side deleted
    was changed by the other since; `beside` whether not the thing itself has changed there, but what belongs to it.
    `path` are the names of the folders, here or, where it is only there, there; of an entry, its kind.
    """

    kind: Thing
    id: str
    name: str
    path: tuple[str, ...]
    standing: Standing
    rows: int = 0
    edited: bool = False
    beside: bool = False

    @property
    def told(self) -> str:
        """What its standing is called in the catalogue (``library.standing.…``)."""
        return "beside_there" if self.beside and self.standing == "changed_there" else self.standing


@dataclass(frozen=True, slots=True)
class Side:
    """What of one copy is looked at, all from one moment."""

    rows: dict[str, dict[str, Row]]
    parts: dict[str, dict[str, str]]
    """By table the ids of what belongs to models, with the id of the model."""
    heads: dict[str, str]
    removed: frozenset[str]


def same_library(mine: Library, theirs: Library) -> bool:
    """Whether one is a copy of the other, whatever happened to both since."""
    return mine.uuid == theirs.uuid


def compare_copies(mine: Library, theirs: Library) -> list[Item]:
    """All folders, models and entries that differ, those first that can be brought over.

    Raises Problem for another library.
    """
    if not same_library(mine, theirs):
        raise Problem(message("library.no_copy_of", name=shown(theirs.path), library=shown(mine.path)))
    here, there = look(mine), look(theirs)
    found: list[Item] = []
    with mine.reading() as ours, theirs.reading() as others:
        judge = _Judge(here, there, ours, others)
        for kind in TABLES:
            for id in {**there.rows[kind.name], **here.rows[kind.name]}:
                item = judge.item(kind.name, id)  # type: ignore[arg-type]
                if item.standing != "same":
                    found.append(item)
    return sorted(found, key=lambda each: (each.kind, STANDINGS.index(each.standing), each.path, each.name))


def look(library: Library) -> Side:
    """What there is in a copy. Raises Damaged where a row is not what was written."""
    with library.reading() as connection:
        rows = {table.name: {row["uuid"]: row for row in rows_of(library, connection, table)} for table in TABLES}
        models = {row["id"]: id for id, row in rows[MODEL.name].items()}
        parts = {
            kind.table.name: {
                id: models[model]
                for id, model in connection.execute(select(kind.table.c.uuid, kind.table.c[kind.owner])).all()
            }
            for kind in lineage.KINDS
            if kind.owner
        }
        removed = frozenset(connection.execute(select(REMOVED.c.uuid)).scalars())
        return Side(rows, parts, lineage.heads(connection), removed)


class _Judge:
    def __init__(self, here: Side, there: Side, ours: Connection, others: Connection) -> None:
        self.here, self.there = here, there
        self.ours: Callable[[str], set[str]] = lambda id: lineage.known(ours, id)
        self.others: Callable[[str], set[str]] = lambda id: lineage.known(others, id)
        self.parts_there, self.parts_here = self._parts()
        self.folders = {
            id(side): {each["id"]: each for each in side.rows[FOLDER.name].values()} for side in (here, there)
        }

    def item(self, kind: Thing, uuid: str) -> Item:
        mine, theirs = self.here.rows[kind].get(uuid), self.there.rows[kind].get(uuid)
        side = self.here if mine is not None else self.there
        row = mine or theirs
        assert row is not None
        item = Item(
            kind,
            uuid,
            row["name"],
            _path(self.folders[id(side)], row, kind),
            "same",
            self.parts_there[uuid],
        )
        if mine is None:
            if uuid not in self.here.removed:
                return replace(item, standing="new_there")
            edited = self.there.heads.get(uuid) not in self.ours(uuid)
            return replace(item, standing="deleted_here", edited=edited) if edited else item
        if theirs is None:
            if uuid not in self.there.removed:
                return replace(item, standing="new_here")
            edited = self.here.heads.get(uuid) not in self.others(uuid)
            return item if mine.get("binned") else replace(item, standing="deleted_there", edited=edited)
        came, went = self._newer(uuid)
        item = replace(item, beside=not came)
        came, went = came or bool(self.parts_there[uuid]), went or bool(self.parts_here[uuid])
        standing: Standing = "both" if came and went else "changed_there" if came else "changed_here"
        return replace(item, standing=standing) if came or went else item

    def _newer(self, id: str) -> tuple[bool, bool]:
        """Whether there are states of it that are only there, and such that are only here."""
        mine, theirs = self.here.heads.get(id), self.there.heads.get(id)
        if mine == theirs:
            return False, False
        return theirs not in self.ours(id), mine not in self.others(id)

    def _parts(self) -> tuple[Counter[str], Counter[str]]:
        came, went = Counter[str](), Counter[str]()
        for table, theirs in self.there.parts.items():
            mine = self.here.parts[table]
            for id, model in theirs.items():
                if id not in mine:
                    came[model] += id not in self.here.removed
                    went[model] += id in self.here.removed
                elif id in self.here.heads or id in self.there.heads:
                    there, here = self._newer(id)
                    came[model] += there
                    went[model] += here
            for id, model in mine.items():
                if id not in theirs:
                    came[model] += id in self.there.removed
                    went[model] += id not in self.there.removed
        return came, went


def _path(folders: Mapping[int, Row], row: Row, kind: str) -> tuple[str, ...]:
    if kind == ENTRY.name:
        return (row["kind"],)
    names: list[str] = []
    above = row["folder_id" if kind == MODEL.name else "parent_id"]
    while above in folders:
        names.insert(0, folders[above]["name"])
        above = folders[above]["parent_id"]
    return tuple(names)
