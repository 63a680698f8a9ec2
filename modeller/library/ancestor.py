"""What two copies of a library knew of a model when they were one, and what came of it when both changed it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from modeller.editing.merge import merge3
from modeller.editing.merge_records import Conflict, Side
from modeller.library import lineage
from modeller.library.drafts import load_draft
from modeller.library.faults import Damaged
from modeller.library.lineage import BY_TABLE, Fields, Past, State
from modeller.library.schema import MODEL
from modeller.library.store import Library, Row, row_of
from modeller.library.versions import read_version, versions
from modeller.model.entries import Draft
from modeller.model.reading import Model
from modeller.model.records import Record

Choices = Mapping[tuple[str, str], Side]

WHOLE: Final = ("", "")
"""What the question is filed under which side's model counts, where nobody knows any more what both began with."""


@dataclass(frozen=True, slots=True)
class Known:
    """A model as one copy has it."""

    row: Row
    fields: Fields
    draft: Draft
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """The model of both sides, every conflict, decided or not, and what both began with."""

    fields: Fields
    records: tuple[Record, ...]
    conflicts: tuple[Conflict, ...]
    base: Model | None


def known(library: Library, model: str) -> Known:
    """A model with its states. Raises Damaged where its draft is not what was saved, Problem where there is none."""
    draft = load_draft(library, model)
    with library.reading() as connection:
        row = row_of(library, connection, MODEL, model)
        fields = lineage.fields_of(connection, BY_TABLE[MODEL.name], row)
        return Known(row, fields, draft, tuple(lineage.states(connection, model)))


def together(mine: Known, theirs: Known, base: Past | None, choices: Choices) -> Together:
    """Both sides brought together; a conflict that is not in `choices` goes as mine has it."""
    conflicts: list[Conflict] = []

    def choose(conflict: Conflict) -> Side:
        conflicts.append(conflict)
        return choices.get(conflict.ident, "mine")

    records, began = mine.draft.records, None
    if mine.draft.digest != theirs.draft.digest:
        if base is None or base.records is None:
            whole = Conflict("", "", None, mine.row["name"], theirs.row["name"])
            records = mine.draft.records if choose(whole) == "mine" else theirs.draft.records
        else:
            began = Model(base.records)
            merged = merge3(began, Model(mine.draft.records), Model(theirs.draft.records), choices)
            conflicts += merged.conflicts
            records = tuple(merged.model)
            there = (mine.draft.records, theirs.draft.records)
            records = next((each for each in there if set(each) == set(records)), records)
    fields = {
        name: joined_field(name, None if base is None else base.fields, mine.fields, theirs.fields, choose)
        for name in mine.fields
    }
    return Together(fields, records, tuple(conflicts), began)


def joined_field(
    name: str, base: Fields | None, mine: Fields, theirs: Fields, choose: Callable[[Conflict], Side]
) -> Any:
    """What one field of a row becomes; `choose` is asked where both sides changed it, each otherwise."""
    own, other = mine[name], theirs[name]
    if own == other:
        return own
    if base is not None and name in base and own == base[name]:
        return other
    if base is not None and name in base and other == base[name]:
        return own
    if name == "binned" and own and other:  # both put it into the bin
        return min(own, other)
    if name == "position":  # an order is not worth a question
        return own
    side = choose(Conflict("", name, None if base is None else base.get(name), own, other))
    return own if side == "mine" else other


def ancestor(ours: Library, mine: Known, others: Library, theirs: Known) -> Past | None:
    """The latest state that both sides had and that can still be told whole.

    By the states of either side; where the way back is lost, by the latest version that both have.
    """
    for id in lineage.common(mine.states, theirs.states):
        for side in (mine, theirs):
            found = lineage.back_to(id, side.states, side.fields, side.draft.records)
            if found is not None:
                return found
    return _by_version(ours, mine, others, theirs)


def _by_version(ours: Library, mine: Known, others: Library, theirs: Known) -> Past | None:
    there = {version.id for version in versions(others, theirs.draft.model)}
    for version in versions(ours, mine.draft.model):
        if version.id in there:
            try:
                frozen = read_version(ours, version.id)
            except Damaged:
                continue
            state = State(version.id, None, version.draft_digest, version.time, None)
            both = {name: value for name, value in mine.fields.items() if theirs.fields[name] == value}
            return Past(state, both, frozen.records)
    return None
