"""Terms: those of the dictionary that the model uses."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.model.dictionary import Entry


def build(context: Context) -> Iterator[Block]:
    used = [entry for entry in context.job.terms if entry.kind == "term" and _is_used(entry, context.all_words)]
    if not used:
        return
    yield Heading(context.say("policy.section.terms"), 1, "terms")
    head = cells(context.say("policy.term"), context.say("policy.meaning"))
    rows = tuple((Cell(_named(entry, context), bold=True), Cell(entry.definition)) for entry in used)
    yield Table((0.28, 0.72), head, rows)


def _is_used(entry: Entry, text: str) -> bool:
    return any(name and name in text for name in (entry.name, *entry.synonyms))


def _named(entry: Entry, context: Context) -> str:
    if not entry.translation:
        return entry.name
    return context.say("policy.translated", name=entry.name, translation=entry.translation)


SECTION = Section("terms", "policy.section.terms", build)
