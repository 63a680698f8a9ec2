"""A whole library as one HTML file: what its page holds, gathered."""

from collections.abc import Mapping
from typing import Final

from modeller.export.exporter import Rendered
from modeller.export.site.page import compose
from modeller.export.site.site import Chapter, Shelf, Site
from modeller.jobs.editions import Edition, titled
from modeller.jobs.policy_library import day
from modeller.jobs.progress import Progress, silent
from modeller.library.folders import folders, in_bin
from modeller.library.house_style import house_of
from modeller.library.store import Library
from modeller.model.reading import Model

SUFFIXES: Final = (".html", ".htm")


def site_of(
    library: Library, name: str, language: str, chain: Model, shown: Mapping[str, Edition], colour: str,
    progress: Progress = silent,
) -> Rendered:  # fmt: skip
    """The page with a value chain first, then the editions that are shown. Raises Cancelled."""
    tree = folders(library)
    gone = in_bin(tree)
    shelves = tuple(Shelf(each.id, each.name, each.parent) for each in tree if each.id not in gone)
    chapters, front = tuple(map(_chapter, shown.values())), Chapter("", name, Model(chain), colour=colour)
    return compose(Site(name, language, front, chapters, shelves, house_of(library).style), progress)


def _chapter(edition: Edition) -> Chapter:
    entry, facts = edition.entry, edition.facts
    model = Model(titled(edition.records, entry.name), edition.asked)
    changed = "" if facts.effective else day(entry.changed)
    return Chapter(entry.id, entry.name, model, entry.folder, facts, entry.description, tuple(entry.tags), changed)
