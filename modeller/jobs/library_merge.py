"""Bring another copy of a library, or models of another library, into a library."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from modeller.editing.merge_records import Conflict, Side
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.progress import Progress, part, silent
from modeller.language import Message, message, say
from modeller.library.ancestor import Choices, Known, Together, ancestor, known, together
from modeller.library.bringing import Brought, Deed, Notes, Take, bring
from modeller.library.differing import OPEN, Item, Standing, compare_copies
from modeller.library.drafts import load_draft
from modeller.library.faults import Damaged
from modeller.library.folders import folders, in_bin, insert_folder, paths
from modeller.library.models import facts, insert_model, models
from modeller.library.shared import has_more
from modeller.library.store import Library
from modeller.model.compare import Changed
from modeller.model.entries import Author, NewModel
from modeller.model.reading import Model
from modeller.notation.differences import attribute_in_words, element_in_words, value_in_words

_USUAL: Final[dict[Standing, Take]] = {
    "new_there": "theirs",
    "changed_there": "theirs",
    "both": "merge",
    "deleted_there": "theirs",
    "deleted_here": "theirs",
}
_POSSIBLE: Final[dict[Standing, tuple[Take, ...]]] = {
    "new_there": ("theirs", "leave"),
    "changed_there": ("theirs", "leave"),
    "both": ("merge", "theirs", "mine", "both", "leave"),
    "deleted_there": ("theirs", "leave"),
    "deleted_here": ("theirs", "leave"),
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be done with one model; `here`, `there` and `base` are its pictures where both sides changed it."""

    item: Item
    deed: Deed
    conflicts: tuple[Conflict, ...] = ()
    base: Model | None = None
    here: Model | None = None
    there: Model | None = None


@dataclass(slots=True)
class MergedCopy:
    """What was brought over, with each conflict; `refused` is what is damaged there, and stayed as it was here."""

    items: list[Item]
    prepared: list[Prepared] = field(default_factory=list)
    brought: Brought = field(default_factory=Brought)
    refused: list[Message] = field(default_factory=list)

    @property
    def conflicts(self) -> list[tuple[Prepared, Conflict]]:
        return [(each, conflict) for each in self.prepared for conflict in each.conflicts]


def usual(item: Item) -> Take:
    """What is done with a model unless somebody wants otherwise: nothing that was changed here is put away."""
    if item.standing not in OPEN or (item.standing == "deleted_there" and item.edited):
        return "leave"
    return _USUAL[item.standing]


def possible(item: Item) -> tuple[Take, ...]:
    """What can be done with a model that stands so."""
    return _POSSIBLE.get(item.standing, ("leave",))


def prepare(library: Library, theirs: Library, item: Item, take: Take, choices: Choices | None = None) -> Prepared:
    """Find out what taking it would mean. Raises Damaged where a side is damaged, Problem where `take` cannot be."""
    if take not in possible(item):
        raise Problem(message("library.no_take", model=item.name, take=say(f"library.take.{take}")))
    mine = None if item.standing in {"new_there", "deleted_here"} else known(library, item.id)
    other = None if item.standing == "deleted_there" else known(theirs, item.id)
    if item.standing != "both" or mine is None or other is None:
        return Prepared(item, Deed(item.id, take, mine, other))
    base = ancestor(library, mine, theirs, other)
    result = together(mine, other, base, choices or {})
    began = Model(base.records) if base is not None and base.records is not None else None
    pictures = (began, Model(mine.draft.records), Model(other.draft.records))
    conflicts = result.conflicts if take == "merge" else ()
    return Prepared(
        item, Deed(item.id, take, mine, other, result, _kept(take, mine, other, result, choices or {})), conflicts,
        *pictures,
    )  # fmt: skip


def _kept(
    take: Take, mine: Known, theirs: Known, result: Together, choices: Choices
) -> tuple[Literal["mine", "theirs"], ...]:
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


def merge_copy(
    library: Library,
    theirs: Library,
    takes: Mapping[str, Take] | None = None,
    choices: Mapping[str, Choices] | None = None,
    author: Author | None = None,
    progress: Progress = silent,
    *,
    dry_run: bool = False,
) -> MergedCopy:
    """Bring over what another copy of `library` has, by model: `takes` and `choices` are by the ids of models.

    What is not in `takes` goes the usual way; a conflict that is not in `choices` goes as it is here, and what is not
    taken stays as a version. All is written in one step after a backup, or nothing. Raises Problem, Cancelled.
    """
    progress(0)
    done = MergedCopy(compare_copies(library, theirs))
    takes = takes or {}
    waiting = [each for each in done.items if each.kind == "model" and each.standing in OPEN]
    folders = [each.id for each in done.items if each.kind == "folder" and _comes(each, takes)]
    for number, item in enumerate(waiting):
        progress(0.6 * number / len(waiting))
        take = takes.get(item.id, usual(item))
        if take == "leave":
            continue
        try:
            done.prepared.append(prepare(library, theirs, item, take, (choices or {}).get(item.id)))
        except Damaged as problem:
            done.refused.append(problem.message)
    if not dry_run and (done.prepared or folders or has_more(library, theirs)):
        notes = Notes(*(say(f"library.note.{name}", name=shown(theirs.path)) for name in ("mine", "theirs", "second")))
        deeds = [each.deed for each in done.prepared]
        done.brought = bring(library, theirs, folders, deeds, notes, author or Author(), part(progress, 0.6, 1))
    progress(1)
    return done


def _comes(item: Item, takes: Mapping[str, Take]) -> bool:
    wanted = takes.get(item.id, "theirs") not in {"leave", "mine"}
    return wanted and item.standing in {"new_there", "changed_there", "both", "deleted_here"}


def import_library(
    library: Library,
    other: Library,
    author: Author | None = None,
    progress: Progress = silent,
    *,
    dry_run: bool = False,
) -> list[tuple[str, ...]]:
    """Put copies of all models of another library into this one, in a folder of that library's name.

    The paths of the new models. Each is a model of its own from then on, without the versions of the old one. All of
    them come or none. Raises Problem, Damaged, Cancelled.
    """
    progress(0)
    tree = folders(other)
    gone = in_bin(tree)
    ways = paths(tree)
    top = facts(other).name
    found = models(other)
    new: list[tuple[str | None, NewModel]] = []
    for number, entry in enumerate(found):
        progress(0.6 * number / len(found))
        records = load_draft(other, entry.id).records
        same = (entry.notation, entry.description, entry.tags, entry.variant)
        new.append((entry.folder, NewModel(entry.name, records, None, *same)))
    made = [(top, *ways.get(folder or "", ()), each.name) for folder, each in new]
    if dry_run or not new:
        return made
    with library.writing() as writing:
        homes: dict[str | None, str] = {None: insert_folder(writing, top, None).id}
        for folder in tree:
            if folder.id not in gone:
                homes[folder.id] = insert_folder(writing, folder.name, homes[folder.parent]).id
        for number, (home, each) in enumerate(new):
            progress(0.6 + 0.4 * number / len(new))
            insert_model(writing, replace(each, folder=homes[home]), author or Author())
    progress(1)
    return made


def conflict_in_words(prepared: Prepared, conflict: Conflict) -> str:
    """A conflict on one line: what it is about, what it said, says here and says there."""
    about, values = conflict_parts(prepared, conflict)
    none = say("library.conflict.nothing")
    was, mine, theirs = (value or none for value in values)
    return say("library.conflict.line", about=about, was=was, mine=mine, theirs=theirs)


def conflict_parts(prepared: Prepared, conflict: Conflict) -> tuple[str, tuple[str, str, str]]:
    """What a conflict is about, and in words what it said, says here and says there; "" for nothing."""
    values = (conflict.base, conflict.mine, conflict.theirs)
    if not conflict.element:
        name = conflict.attribute
        about = say(f"library.field.{name}") if name else say("library.field.whole")
        was, mine, theirs = (_plain_value(name, value) for value in values)
        return about, (was, mine, theirs)
    sides = (prepared.base, prepared.here, prepared.there)
    found = [(model, model[conflict.element]) for model in sides if model is not None and conflict.element in model]
    if not found:  # new on both sides, or given another key: what is told is the values alone
        return conflict.element, tuple(str(value) if value is not None else "" for value in values)  # type: ignore[return-value]
    home, record = found[0]
    element = element_in_words(record, home)
    if conflict.attribute in {"", "structure"}:
        here, there = (say("library.conflict.gone") if value is None else str(value) for value in values[1:])
        return element, (str(conflict.base or ""), here, there)
    change = Changed(conflict.attribute, conflict.mine, conflict.theirs, conflict.sort)
    told = []
    for model, value in zip(sides, values, strict=True):
        there_ = model if model is not None and conflict.element in model else home
        told.append(value_in_words(change, value, there_[conflict.element], there_))
    about = f"{element}, {attribute_in_words(conflict.attribute, record)}"
    return about, (told[0], told[1], told[2])


def _plain_value(name: str, value: object) -> str:
    if name == "binned":
        return say("library.conflict.in_bin") if value else ""
    return shown(str(value)) if value else ""
