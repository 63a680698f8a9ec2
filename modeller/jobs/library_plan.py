"""Find out what another copy of a library would bring, with the pictures of what both sides changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from modeller.jobs.compare_models import Compared, compare_models
from modeller.jobs.library_merge import MergedCopy, merge_copy
from modeller.jobs.progress import Progress, part
from modeller.library.differing import same_library
from modeller.library.models import models
from modeller.library.opening import open_library
from modeller.library.store import Library


@dataclass(frozen=True, slots=True)
class Planned:
    """What another file would bring: `merged` where it is a copy, else how many models of another library."""

    merged: MergedCopy | None
    pictures: Mapping[str, Compared]
    models: int = 0


def plan(library: Library, path: Path, progress: Progress) -> Planned:
    """What differs, with both pictures of each model that has conflicts. Raises Problem, Cancelled."""
    with open_library(path, read_only=True, progress=part(progress, 0, 0.2)) as theirs:
        if not same_library(library, theirs):
            return Planned(None, {}, len(models(theirs)))
        merged = merge_copy(library, theirs, progress=part(progress, 0.2, 0.7), dry_run=True)
    pictures = {}
    for number, each in enumerate(merged.prepared):
        progress(0.7 + 0.3 * number / len(merged.prepared))
        if each.conflicts and each.here is not None and each.there is not None:
            pictures[each.item.id] = compare_models(each.here, each.there, library.path.name, path.name)
    progress(1)
    return Planned(merged, pictures)
