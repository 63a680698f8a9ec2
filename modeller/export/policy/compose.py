"""From a job to a document: its sections in order, headings numbered, and a hash over all that is printed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final, NamedTuple

from modeller.drawing.displaylist import Group, TextLine
from modeller.export.figures import notes_on
from modeller.export.policy.arranged import titled
from modeller.export.policy.blocks import Block, Figure, Heading, Listing, Paragraph, Policy, Table
from modeller.export.policy.catalogue import SECTIONS
from modeller.export.policy.context import Context
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.numbering import Numberer
from modeller.export.policy.plain import plain as _plain
from modeller.export.policy.recipe import encoded, recipe_of
from modeller.export.policy.section import Section
from modeller.export.policy.sections import clauses
from modeller.export.policy.standing import mark
from modeller.export.policy.typography import scale_on, sheet_for
from modeller.files.pictures import fault_of_picture
from modeller.language import Message, listed, message, words
from modeller.model.records import Bounds

_TEXT: Final = 12.0
"""The usual size of a diagram's text, in units."""
_SMALLEST: Final = 5.0
"""In points."""


class Composed(NamedTuple):
    """A document, and what its reader should know."""

    policy: Policy
    notes: tuple[Message, ...]


def compose(job: PolicyJob) -> Composed:
    """The document that a job asks for. Sections for which the model says nothing are left out, and named."""
    fault = fault_of_picture(job.style.logo) if job.style.logo else None
    if fault is not None:
        job = replace(job, style=replace(job.style, logo=b""))
    blocks, empty = _sections(job)
    facts = job.facts
    version = words(message("policy.version", version=facts.version), job.language) if facts.version else ""
    policy = Policy(
        title=job.title,
        language=job.language,
        head=(job.style.organisation or job.title, "  ".join(part for part in (facts.number, version) if part)),
        foot=_foot(job),
        watermark=mark(job.facts, job.language),
        accent=job.style.accent,
        blocks=tuple(_reachable(blocks)),
        stamp="",
        digest="",
        body_font=job.style.body_font,
        head_font=job.style.head_font,
        latin_font=job.style.latin_font,
        serif=job.style.serif,
        note=job.style.foot,
    )
    digest = sha256(json.dumps(_plain(policy), ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()
    policy = replace(policy, recipe=encoded(recipe_of(job, policy)))
    stamp = " · ".join(part for part in (facts.model_id, facts.version, digest[:16]) if part)
    return Composed(
        replace(policy, stamp=stamp, digest=digest, house=job.house),
        (*_notes(empty, fault), *_on_characters(policy), *_on_figures(policy)),
    )


def _sections(job: PolicyJob) -> tuple[list[Block], list[Section]]:
    """The blocks of all sections that are wanted, clauses among them, and the sections that have nothing to say."""
    known = {section.key for section in SECTIONS}
    held = tuple(each if each.section in known else replace(each, section="") for each in job.clauses)
    context, numberer = Context(replace(job, clauses=held)), Numberer(job.style.numbering)
    wanted = {section.key for section in SECTIONS if not job.sections or section.key in job.sections}
    own = held if clauses.SECTION.key in wanted else ()
    front: list[Block] = []
    body: list[Block] = []
    empty: list[Section] = []
    for section in SECTIONS:
        found = list(section.build(context)) if section.key in wanted else []
        if section.key in wanted and not found and section is not clauses.SECTION:
            empty.append(section)
        among = [] if section.front else found
        front += found if section.front else []
        body += (*clauses.beside(own, section.key, True), *among, *clauses.beside(own, section.key, False))
    return [*front, *map(numberer.numbered, body)], empty


def texts_of(policy: Policy) -> Iterator[str]:
    """All texts of a document but those of its diagrams."""
    yield from (policy.title, *policy.head, policy.foot, policy.note)
    for block in policy.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.text
        elif isinstance(block, Listing):
            yield from (item.text for item in block.items)
        elif isinstance(block, Table):
            yield from (cell.text for row in (block.head, *block.rows) for cell in row)
        elif isinstance(block, Figure):
            yield block.name


def _on_characters(policy: Policy) -> list[Message]:
    """What the reader should know of characters that no font has, and of writing from right to left."""
    lines = tuple(TextLine(0, 0, text, 0) for text in dict.fromkeys(texts_of(policy)))
    drawn = [group for block in policy.blocks if isinstance(block, Figure) for group in block.groups]
    return notes_on((Group("", lines, Bounds(0, 0, 1, 1)), *drawn))


def _on_figures(policy: Policy) -> Iterator[Message]:
    """The figures whose text is too small to be read on any sheet, as very tall ones are."""
    for block in policy.blocks:
        if isinstance(block, Figure):
            size = scale_on(sheet_for(block.bounds), block.bounds) * _TEXT
            if size < _SMALLEST:
                yield message("policy.small_text", name=block.name, size=round(size, 1))


def _notes(empty: list[Section], fault: Message | None) -> Iterable[Message]:
    if fault is not None:
        yield message("policy.style.no_logo", why=fault)
    if empty:
        names = (words(Message(each.label)) for each in empty)
        yield message("policy.left_out", sections=listed(names))


def _foot(job: PolicyJob) -> str:
    if job.facts.state == "published" and job.facts.effective:
        return words(message("policy.in_force", day=job.facts.effective), job.language)
    return words(message(f"policy.state.{job.facts.state}"), job.language)


def _reachable(blocks: list[Block]) -> Iterable[Block]:
    """The blocks without links to places that the document does not have; those that name a heading have its number."""
    headings = {each.anchor: titled(each) for each in blocks if isinstance(each, Heading)}
    anchors = {each.anchor for each in blocks if isinstance(each, Heading | Paragraph) and each.anchor}
    for block in blocks:
        if isinstance(block, Figure):
            yield replace(block, steps=tuple(pair for pair in block.steps if pair[1] in anchors))
        elif isinstance(block, Listing):
            yield replace(block, items=tuple(
                replace(each, text=f"{each.text} {headings[each.names]}", names="") if each.names in headings else each
                for each in block.items
            ))  # fmt: skip
        else:
            yield block
