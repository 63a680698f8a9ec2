"""A whole library as one file, its value chain first: a linked PDF, or a page to click through."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from modeller.export.exporter import Job, Options
from modeller.export.pdf import Part, compose
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.jobs.export_model import Report
from modeller.jobs.library_draft import open_draft
from modeller.jobs.progress import Progress, part, silent
from modeller.jobs.publish_site import SUFFIXES as PAGES
from modeller.jobs.publish_site import publish_site, titled
from modeller.jobs.value_chain import chain_of
from modeller.language import Message, current
from modeller.layout.chains import Style
from modeller.library.models import facts, models
from modeller.library.store import Library
from modeller.model.document import Document
from modeller.model.entries import ModelEntry
from modeller.model.reading import Model
from modeller.notation.bpmn.links import link_of
from modeller.notation.valuechain.joining import BANDS, SUPERIOR

SUFFIXES: Final = (".pdf", *PAGES)


def publish(
    library: Library,
    target: Path | str,
    options: Options | None = None,
    style: Style = "chain",
    language: str | None = None,
    progress: Progress = silent,
    author: str = "",
) -> Report:
    """Write it to `target`, as PDF or HTML by its suffix; a page heeds no more of the options than the colour.

    A model that cannot be read is left out, and the report says so.

    Raises Problem where nothing can be written, Cancelled where `progress` calls it off; then nothing was.
    """
    wanted, spoken = options or Options(page="A4"), language or current()
    if Path(target).suffix.lower() in PAGES:
        return publish_site(library, target, style, wanted.colour, spoken, progress)
    chain = chain_of(library, style, spoken, part(progress, 0, 0.3), checked=wanted.colour == "findings")
    entries = {each.id: each for each in models(library)}
    job = Job(chain, facts(library).name, author, None, datetime.now(UTC), spoken)
    parts, notes = [Part(job)], list[Message]()
    order = _order(chain)
    for number, (id, above) in enumerate(order):
        progress(0.3 + 0.2 * number / len(order))
        try:
            parts.append(_part(library, entries[id], job, above))
        except Problem as problem:
            notes.append(problem.message)
    rendered = compose(parts, wanted, part(progress, 0.5, 0.95))
    write_file(target, rendered.data)
    progress(1)
    return Report((Path(target),), (*notes, *rendered.notes))


def _part(library: Library, entry: ModelEntry, job: Job, above: tuple[tuple[str, str], ...]) -> Part:
    opened = open_draft(library, entry.id).document
    document = Document(titled(opened, entry.name), opened.own_fields)
    return Part(replace(job, model=document, title=entry.name), entry.id, 1 + len(above), above)


def _order(chain: Model) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The models that a chain leads to, in its order, each with the stage that it is part of: name and key."""
    nodes = chain.nodes()
    rank = {node.key: number for number, node in enumerate(nodes)}
    found: list[tuple[tuple[int, int], str, tuple[tuple[str, str], ...]]] = []
    for node in nodes:
        link = link_of(node)
        if link is None:
            continue
        superior = next((flow.source for flow in chain.incoming(node.key) if flow.type == SUPERIOR), None)
        stage = chain.node(superior) or chain.node(node.scope)
        above: tuple[tuple[str, str], ...] = ()
        if stage is not None and stage.type not in BANDS:
            above = ((stage.text, stage.key),)
        found.append(((rank[above[0][1] if above else node.key], rank[node.key]), link.model, above))
    return [(model, above) for _, model, above in sorted(found)]
