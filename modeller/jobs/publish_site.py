"""A whole library as one HTML file: what its page holds, gathered and written."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from modeller.export.policy.job import Facts
from modeller.export.site.page import compose
from modeller.export.site.site import Chapter, Shelf, Site
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.jobs.export_model import Report
from modeller.jobs.library_draft import open_draft
from modeller.jobs.policy_library import day
from modeller.jobs.progress import Progress, part, silent
from modeller.jobs.value_chain import chain_of
from modeller.language import Message, current
from modeller.layout.chains import Style
from modeller.library.approval import approvals
from modeller.library.folders import folders, in_bin
from modeller.library.models import facts, models
from modeller.library.store import Library
from modeller.library.versions import latest_versions
from modeller.model.entries import ModelEntry
from modeller.model.reading import Model
from modeller.model.records import Record

SUFFIXES: Final = (".html", ".htm")


def publish_site(
    library: Library,
    target: Path | str,
    style: Style = "chain",
    colour: str = "",
    language: str | None = None,
    progress: Progress = silent,
) -> Report:
    """Write it to `target`. A model that cannot be read is left out, and the report says so.

    Raises Problem where nothing can be written, Cancelled where `progress` calls it off; then nothing was.
    """
    spoken = language or current()
    name = facts(library).name
    chain = chain_of(library, style, spoken, part(progress, 0, 0.3), checked=colour == "findings")
    chapters, notes = _chapters(library, part(progress, 0.3, 0.5))
    tree = folders(library)
    gone = in_bin(tree)
    shelves = tuple(Shelf(each.id, each.name, each.parent) for each in tree if each.id not in gone)
    site = Site(name, spoken, Chapter("", name, Model(chain), colour=colour), tuple(chapters), shelves)
    rendered = compose(site, part(progress, 0.5, 0.95))
    write_file(target, rendered.data)
    progress(1)
    return Report((Path(target),), (*notes, *rendered.notes))


def _chapters(library: Library, progress: Progress) -> tuple[list[Chapter], list[Message]]:
    entries, states = models(library), _states(library)
    found, notes = list[Chapter](), list[Message]()
    for number, entry in enumerate(entries):
        progress(number / len(entries))
        try:
            document = open_draft(library, entry.id).document
        except Problem as problem:
            notes.append(problem.message)
            continue
        model = Model(titled(document, entry.name), document.own_fields)
        found.append(
            _chapter(
                entry,
                model,
                states.get(entry.id, {}).get(entry.digest, Facts()),
            )
        )
    return found, notes


def _chapter(entry: ModelEntry, model: Model, known: Facts) -> Chapter:
    return Chapter(
        entry.id, entry.name, model, entry.folder, known, entry.description, tuple(entry.tags), day(entry.changed)
    )


def _states(library: Library) -> dict[str, dict[str, Facts]]:
    """By the model, the digest of the draft that its latest version froze and where that version stands."""
    kinds = {each.version: each.kind for each in approvals(library)}
    return {
        model: {version.draft_digest: Facts(version=version.number, state=kinds.get(version.id, "draft"))}
        for model, version in latest_versions(library).items()
    }


def titled(model: Model, name: str) -> list[Record]:
    """The records of a model, its first diagram called as the library calls the model."""
    first = next(iter(model.diagrams()), None)
    return [replace(record, text=name) if record is first else record for record in model]
