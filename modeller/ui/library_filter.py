"""Which models of a library are shown: of a folder, the latest, what is due, in the bin, what is looked for."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from modeller.jobs.library_listing import Listing
from modeller.model.entries import ModelEntry

Kind: TypeAlias = Literal["all", "recent", "due", "folder", "bin"]
RECENT: Final = 50


def chosen(listing: Listing, kind: Kind, folder: str | None, text: str) -> Sequence[ModelEntry]:
    """The models to show. With `text` those of the folder and of all below it that have every word of it.

    A word is looked for in name, description and tags; one that begins with # is the beginning of a tag.
    """
    if kind == "bin":
        found: Sequence[ModelEntry] = listing.binned
    elif kind == "recent":
        found = sorted(listing.models, key=lambda each: each.changed, reverse=True)
        found = found if text else found[:RECENT]
    elif kind == "due":
        urgent = dict.fromkeys(each.approval.model for each in listing.due)
        by_id = {each.id: each for each in listing.models if each.id in urgent}
        found = [by_id[id] for id in urgent if id in by_id]
    elif kind == "folder":
        inside = below(listing, folder) if text else {folder}
        found = [each for each in listing.models if each.folder in inside]
    else:
        found = listing.models
    parts = text.casefold().split()
    for part in parts:
        found = [each for each in found if _has(each, listing.said[each.id], part)]
    return found


def below(listing: Listing, folder: str | None) -> set[str | None]:
    """A folder and all below it."""
    found: set[str | None] = {folder}
    for each in listing.folders:  # each comes after the one that holds it
        if each.parent in found:
            found.add(each.id)
    return found


def _has(entry: ModelEntry, said: str, part: str) -> bool:
    if part.startswith("#") and len(part) > 1:
        return any(tag.casefold().startswith(part[1:]) for tag in entry.tags)
    return part in said
