"""The cover: what the document is, its number and dates, who signs it, and what it is known by."""

from collections.abc import Iterator
from typing import Final

from modeller.export.policy.blocks import Block, Cell, Logo, NewPage, Paragraph, Space, Stamp, Table
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section

_OPEN: Final = "　"
"""An ideographic space: a line to be filled in by hand keeps its height."""


def build(context: Context) -> Iterator[Block]:
    style = context.job.style
    if style.logo:
        yield Logo(style.logo)
    if style.organisation:
        yield Paragraph(style.organisation, "organisation")
    yield Space(90 if style.logo else 130)
    yield Paragraph(context.job.title, "title")
    yield Paragraph(context.say("policy.kind"), "subtitle")
    yield Space(60)
    yield _facts(context)
    yield Space(28)
    yield _signatures(context)
    yield Space(24)
    yield Stamp()
    yield NewPage()


def _facts(context: Context) -> Table:
    facts = context.job.facts
    pairs = [
        ("number", facts.number),
        ("version", facts.version),
        ("owner", facts.owner or context.first("owner")),
        ("department", facts.department or _department(context, facts.owner or context.first("owner"))),
        ("drawn_up", facts.drawn_up),
        ("effective", facts.effective),
        ("state", context.say(f"policy.state.{facts.state}")),
        ("valid_until", facts.valid_until or facts.review_on),
    ]
    if not facts.valid_until and facts.review_on:
        pairs[-1] = ("review_on", facts.review_on)
    named = [(Cell(context.say(f"policy.fact.{key}")), Cell(value or _OPEN)) for key, value in pairs]
    rows = tuple((*left, *right) for left, right in zip(named[::2], named[1::2], strict=True))
    return Table((0.19, 0.31, 0.19, 0.31), (), rows, "facts")


def _department(context: Context, owner: str) -> str:
    """Where the dictionary says that the owner belongs."""
    names = {entry.id: entry.name for entry in context.job.terms if entry.kind == "role"}
    found = next((entry for entry in context.job.terms if entry.kind == "role" and entry.name == owner), None)
    return names.get(found.parent or "", "") if found is not None else ""


def _signatures(context: Context) -> Table:
    titles = context.job.style.signatures or tuple(
        context.say(key)
        for key in ("policy.signed.draws_up", "policy.signed.reviews", "policy.signed.agrees", "policy.signed.approves")
    )
    known: dict[str, list[tuple[str, str]]] = {}
    for each in context.job.signatures:
        known.setdefault(each.title, []).append((each.name, each.day))
    titles = tuple(dict.fromkeys((*titles, *known)))

    def row(key: str, place: int) -> tuple[Cell, ...]:
        values = ("\n".join(entry[place] for entry in known.get(title, ())) for title in titles)
        return (Cell(context.say(key)), *(Cell(value or _OPEN, align="centre") for value in values))

    width = 0.84 / len(titles)
    head = (Cell(""), *(Cell(title, align="centre") for title in titles))
    rows = (row("policy.signature", 0), row("policy.day", 1))
    return Table((0.16, *(width for _ in titles)), head, rows, "signatures")


SECTION = Section("cover", "policy.section.cover", build, front=True)
