"""The change sheet: what was and what is side by side, and which roles, documents and forms that touches."""

from collections.abc import Iterator

from modeller.analysis.steps import Step, steps
from modeller.export.policy.blocks import Block, Cell, Heading, Paragraph, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.model.compare import Changed, Difference, compare
from modeller.model.reading import Model
from modeller.notation.differences import (
    attribute_in_words,
    differences_by_place,
    element_in_words,
    record_of,
    value_in_words,
)


def build(context: Context) -> Iterator[Block]:
    old, new, language = context.job.before, context.job.model, context.job.language
    if old is None:
        return
    yield Heading(context.say("policy.section.changes"), 1, "changes")
    if context.job.before_version:
        yield Paragraph(context.say("policy.change.compared", version=context.job.before_version), "note")
    found = differences_by_place(compare(old, new), old, new, language)
    loud = {place: [each for each in held if _matters(each)] for place, held in found.items()}
    rows = [row for held in loud.values() for each in held for row in _rows(context, each, old, new)]
    if not rows:
        yield Paragraph(context.say("policy.change.none"))
        return
    head = cells(*(context.say(f"policy.change.{name}") for name in ("what", "before", "after")))
    yield Table((0.34, 0.33, 0.33), head, tuple(rows))
    yield from _affected(context, [each for held in loud.values() for each in held], old)


def _matters(difference: Difference) -> bool:
    return difference.kind in ("added", "removed", "changed")


def _rows(context: Context, difference: Difference, old: Model, new: Model) -> Iterator[tuple[Cell, ...]]:
    language = context.job.language
    record = record_of(difference, old, new)
    name = element_in_words(record, new if difference.new is not None else old, language)
    if difference.kind == "added":
        yield Cell(name), Cell("–"), Cell(context.say("policy.change.added"))
        return
    if difference.kind == "removed":
        yield Cell(name), Cell(context.say("policy.change.removed")), Cell("–")
        return
    for change in difference.changes:
        if change.sort == "meaning":
            about = attribute_in_words(change.attribute, record, language)
            was, now = (_value(change, difference, side, old, new, language) for side in ("old", "new"))
            if was != now:
                said = context.say("policy.change.attribute", element=name, attribute=about)
                yield Cell(said), Cell(was or "–"), Cell(now or "–")


def _value(change: Changed, difference: Difference, side: str, old: Model, new: Model, language: str) -> str:
    model = old if side == "old" else new
    key = difference.old if side == "old" else difference.new
    assert key is not None
    return value_in_words(change, getattr(change, side), model[key], model, whole=True, language=language)


def _affected(context: Context, differences: list[Difference], old: Model) -> Iterator[Block]:
    """The roles, and the documents, forms and records, of the steps that have changed, as they were and are."""
    before = {step.key: step for step in steps(old)}
    after = {step.key: step for step in context.steps}
    touched = [step for each in differences for step in (before.get(each.old or ""), after.get(each.new or "")) if step]
    roles = dict.fromkeys(role for step in touched for role in _roles(step))
    forms = dict.fromkeys(
        name for step in touched for name in (*step.documents, *(row[0] for row in step.records)) if name
    )
    if roles:
        yield Paragraph(context.say("policy.change.roles", names=context.listed(roles)), "detail")
    if forms:
        yield Paragraph(context.say("policy.change.forms", names=context.listed(forms)), "detail")


def _roles(step: Step) -> tuple[str, ...]:
    return (*step.responsible, *step.accountable, *step.consulted, *step.informed)


SECTION = Section("changes", "policy.section.changes", build)
