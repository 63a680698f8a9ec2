"""What two copies of a library made of one folder or one entry of the dictionary, brought together field by field."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection

from modeller.editing.merge_records import Conflict, Side
from modeller.library import lineage
from modeller.library.ancestor import Choices, joined_field
from modeller.library.lineage import BY_TABLE, Fields, Kind, State
from modeller.library.schema import ENTRY, FOLDER
from modeller.library.store import Library, Row, row_of

Thing: TypeAlias = Literal["folder", "entry"]
THINGS: Final[dict[Thing, Kind]] = {"folder": BY_TABLE[FOLDER.name], "entry": BY_TABLE[ENTRY.name]}

SYNONYMS: Final = "synonyms"


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A folder or entry as one copy has it."""

    row: Row
    fields: Fields
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """What it becomes, and every conflict, decided or not."""

    fields: Fields
    conflicts: tuple[Conflict, ...] = ()


def known_row(library: Library, connection: Connection, kind: Kind, id: str) -> KnownRow:
    """A row with its states. Raises Damaged where it is not what was written, Problem where there is none."""
    row = row_of(library, connection, kind.table, id)
    return KnownRow(row, lineage.fields_of(connection, kind, row), tuple(lineage.states(connection, id)))


def has_been(one: KnownRow, other: KnownRow) -> bool:
    """Whether one side has all that the other has ever been."""
    return bool(other.states) and other.states[0].id in {state.id for state in one.states}


def joined(mine: KnownRow, theirs: KnownRow, take: str, choices: Choices) -> Joined:
    """Both sides: where only they have changed it, or `theirs` is taken, as it is there; else together.

    Of an entry no name is lost: the one that does not count becomes a synonym, and those of both sides stay.
    """
    if has_been(theirs, mine) and take != "mine":
        return Joined(theirs.fields)
    conflicts: list[Conflict] = []
    base = _before(mine, theirs)

    def choose(conflict: Conflict) -> Side:
        conflicts.append(conflict)
        return choices.get(conflict.ident, "mine")

    fields = dict(theirs.fields if take == "theirs" else mine.fields)
    if take == "merge":
        names = [name for name in fields if name != SYNONYMS]
        fields = {name: joined_field(name, base, mine.fields, theirs.fields, choose) for name in names}
    if SYNONYMS in mine.fields:
        fields[SYNONYMS] = _synonyms(fields["name"], base, mine.fields, theirs.fields)
    return Joined(fields, tuple(conflicts))


def _before(mine: KnownRow, theirs: KnownRow) -> Fields | None:
    """The latest that both sides were and that can still be told."""
    for id in lineage.common(mine.states, theirs.states):
        for side in (mine, theirs):
            past = lineage.back_to(id, side.states, side.fields, None)
            if past is not None:
                return past.fields
    return None


def _synonyms(name: str, base: Fields | None, mine: Fields, theirs: Fields) -> str:
    before, own, other = (_names(each) for each in (base, mine, theirs))
    kept = [each for each in own if each in other or each not in before]
    kept += [each for each in other if each not in own and each not in before]
    lost = [each["name"] for each in (mine, theirs) if base is None or each["name"] != base.get("name")]
    return json.dumps([each for each in dict.fromkeys((*kept, *lost)) if each != name], ensure_ascii=False)


def _names(fields: Fields | None) -> Sequence[str]:
    return [str(each) for each in json.loads(fields[SYNONYMS])] if fields is not None else []
