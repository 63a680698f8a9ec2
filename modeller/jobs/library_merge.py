"""Bring another copy of a library, or models of another library, into a library."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from modeller.editing.merge_records import Conflict
from modeller.files.read import shown
from modeller.jobs.library_prepare import Prepared, prepare, usual
from modeller.jobs.merge_words import lost_in_words, lost_lines
from modeller.jobs.progress import Progress, part, silent
from modeller.language import Message, say
from modeller.library.ancestor import Choices
from modeller.library.bringing import Brought, Deed, Notes, Take, bring
from modeller.library.bringing_rows import RowDeed
from modeller.library.dictionary import entries
from modeller.library.differing import OPEN, Item, compare_copies
from modeller.library.drafts import load_draft
from modeller.library.faults import Damaged
from modeller.library.folders import folders, in_bin, insert_folder, paths
from modeller.library.models import facts, insert_model, models
from modeller.library.shared import has_more
from modeller.library.store import Library
from modeller.model.entries import Author, NewModel


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
    """Bring over what another copy of `library` has: `takes` and `choices` are by the ids of models, folders, entries.

    What is not in `takes` goes the usual way; a conflict that is not in `choices` goes as it is here, and what is not
    taken stays as a version. All is written in one step after a backup, or nothing. Raises Problem, Cancelled.
    """
    progress(0)
    done = MergedCopy(compare_copies(library, theirs))
    takes = takes or {}
    waiting = [each for each in done.items if each.standing in OPEN]
    names = _names(theirs) | _names(library)
    for number, item in enumerate(waiting):
        progress(0.6 * number / len(waiting))
        take = takes.get(item.id, usual(item))
        if take == "leave":
            continue
        try:
            done.prepared.append(prepare(library, theirs, item, take, (choices or {}).get(item.id), names))
        except Damaged as problem:
            done.refused.append(problem.message)
    if not dry_run and (done.prepared or has_more(library, theirs)):
        name = shown(theirs.path.name)
        notes = Notes(*(say(f"library.note.{each}", name=name) for each in ("mine", "theirs", "second")))
        deeds = [replace(each.deed, lost=lost_in_words(each)) for each in done.prepared if isinstance(each.deed, Deed)]
        rows = [
            replace(each.deed, lost=lost_lines(each, notes)) for each in done.prepared if isinstance(each.deed, RowDeed)
        ]
        done.brought = bring(library, theirs, rows, deeds, notes, author or Author(), part(progress, 0.6, 1))
    progress(1)
    return done


def _names(library: Library) -> dict[str, str]:
    """What folders and entries are called, by their ids."""
    tree = folders(library)
    ways = paths(tree)
    return {each.id: "/".join(ways[each.id]) for each in tree} | {each.id: each.name for each in entries(library)}


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
