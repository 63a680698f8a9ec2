"""Finds out what taking a model, folder or entry from another copy of a library would mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from modeller.editing.merge_records import Conflict, Side
from modeller.files.problem import Problem
from modeller.language import message, say
from modeller.library.ancestor import Choices, Known, Together, ancestor, known, together
from modeller.library.bringing import Deed, Take
from modeller.library.bringing_rows import RowDeed
from modeller.library.differing import OPEN, Item, Standing
from modeller.library.fields import fields_of
from modeller.library.joining import THINGS, joined, known_row
from modeller.library.store import Library
from modeller.model.own_fields import merged
from modeller.model.reading import Model
from modeller.model.records import Record
from modeller.notation.bpmn.dictionary import references

_USUAL: Final[dict[Standing, Take]] = {
    "new_there": "theirs",
    "changed_there": "theirs",
    "both": "merge",
    "deleted_there": "theirs",
    "deleted_here": "theirs",
}
_POSSIBLE: Final[dict[Standing, tuple[Take, ...]]] = {
    "new_there": ("theirs", "leave"),
    "changed_there": ("theirs", "mine", "leave"),
    "both": ("merge", "theirs", "mine", "both", "leave"),
    "deleted_there": ("theirs", "leave"),
    "deleted_here": ("theirs", "leave"),
}

FieldChange: TypeAlias = tuple[str, object, object, object]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be done with one model, folder or entry of the dictionary.

    `here`, `there` and `base` are pictures of a model that both sides changed, `changes` the fields of a folder or
    entry that both sides have: its name, what it is here, there, and what it becomes. `names` are what ids are called.
    """

    item: Item
    deed: Deed | RowDeed
    conflicts: tuple[Conflict, ...] = ()
    base: Model | None = None
    here: Model | None = None
    there: Model | None = None
    changes: tuple[FieldChange, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def usual(item: Item) -> Take:
    """What is done with a model unless somebody wants otherwise: nothing that was changed here is put away."""
    if item.standing not in OPEN or (item.standing == "deleted_there" and item.edited):
        return "leave"
    return _USUAL[item.standing]


def possible(item: Item) -> tuple[Take, ...]:
    """What can be done with a model that stands so."""
    takes = _POSSIBLE.get(item.standing, ("leave",))
    return takes if item.kind == "model" else tuple(take for take in takes if take != "both")


def prepare(
    library: Library,
    theirs: Library,
    item: Item,
    take: Take,
    choices: Choices | None = None,
    names: Mapping[str, str] | None = None,
) -> Prepared:
    """Find out what taking it would mean; `names` are what ids are called.

    Raises Damaged where a side is damaged, Problem where `take` cannot be.
    """
    if take not in possible(item):
        raise Problem(message("library.no_take", model=item.name, take=say(f"library.take.{take}")))
    if item.kind != "model":
        return _prepare_row(library, theirs, item, take, choices or {}, names or {})
    mine = None if item.standing in {"new_there", "deleted_here"} else known(library, item.id)
    other = None if item.standing == "deleted_there" else known(theirs, item.id)
    if item.standing != "both" or mine is None or other is None:
        keep: tuple[Side, ...] = ("theirs",) if take == "mine" else ()
        return Prepared(item, Deed(item.id, take, mine, other, None, keep))
    base = ancestor(library, mine, theirs, other)
    result = _without_names(together(mine, other, base, choices or {}), mine, other)
    asked = merged(fields_of(library), fields_of(theirs))
    began = Model(base.records, asked) if base is not None and base.records is not None else None
    pictures = (began, Model(mine.draft.records, asked), Model(other.draft.records, asked))
    conflicts = result.conflicts if take == "merge" else ()
    return Prepared(
        item, Deed(item.id, take, mine, other, result, _kept(take, mine, other, result, choices or {})), conflicts,
        *pictures, names=names or {},
    )  # fmt: skip


def _prepare_row(
    library: Library, theirs: Library, item: Item, take: Take, choices: Choices, names: Mapping[str, str]
) -> Prepared:
    assert item.kind != "model"
    deed = RowDeed(item.kind, item.id, take, item.standing, choices)
    if item.standing not in {"changed_there", "both"}:
        return Prepared(item, deed)
    kind = THINGS[item.kind]
    with library.reading() as here, theirs.reading() as there:
        mine, other = known_row(library, here, kind, item.id), known_row(theirs, there, kind, item.id)
    made = joined(mine, other, take, choices)
    changes = tuple(
        (name, value, other.fields[name], made.fields[name])
        for name, value in mine.fields.items()
        if name != "position" and (value != other.fields[name] or value != made.fields[name])
    )
    return Prepared(item, deed, made.conflicts, changes=changes, names=names)


def _without_names(result: Together, mine: Known, theirs: Known) -> Together:
    """Elements that bear the name of one entry on both sides are not asked about: what the entry is called counts."""
    if not result.conflicts:
        return result
    here, there = ({record.key: record for record in side.draft.records} for side in (mine, theirs))
    asked = [
        each
        for each in result.conflicts
        if each.attribute != "name" or not _named(here.get(each.element)) & _named(there.get(each.element))
    ]
    return replace(result, conflicts=tuple(asked))


def _named(record: Record | None) -> set[str]:
    return set() if record is None else {each.entry for each in references(record) if each.named}


def _kept(take: Take, mine: Known, theirs: Known, result: Together, choices: Choices) -> tuple[Side, ...]:
    """Which sides do not come through whole and stay as versions."""
    if mine.draft.digest == theirs.draft.digest or take in {"both", "leave"}:
        return ()
    if take == "mine":
        return ("theirs",)
    if take == "theirs":
        return ("mine",)
    counted = {choices.get(each.ident, "mine") for each in result.conflicts}
    sides: tuple[tuple[Side, Side], ...] = (("mine", "theirs"), ("theirs", "mine"))
    return tuple(side for side, other in sides if other in counted)
