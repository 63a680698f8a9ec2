"""The change sheet: pictures and words of what was and what is, whom and what that touches, what it does to time and
cost."""

from collections.abc import Iterator, Sequence
from typing import Final

from modeller.analysis.side_by_side import side_by_side
from modeller.analysis.steps import Step
from modeller.analysis.tables import Note, Row, compared, shown
from modeller.analysis.whole import analyse
from modeller.export.policy.before_after import before_and_after
from modeller.export.policy.blocks import Block, Cell, Heading, Paragraph, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.language import Message
from modeller.model.compare import Changed, Difference, compare
from modeller.model.reading import Model
from modeller.notation.differences import (
    attribute_in_words,
    differences_by_place,
    element_in_words,
    record_of,
    value_in_words,
)

_EFFECT: Final = (0.34, 0.19, 0.19, 0.28)


def build(context: Context) -> Iterator[Block]:
    old, new, language = context.job.before, context.job.model, context.job.language
    if old is None:
        return
    yield Heading(context.say("policy.section.changes"), 1, "changes")
    if context.job.before_version:
        yield Paragraph(context.say("policy.change.compared", version=context.job.before_version), "note")
    comparison = compare(old, new)
    places = differences_by_place(comparison, old, new, language)
    loud = [each for held in places.values() for each in held if each.kind in ("added", "removed", "changed")]
    rows = [(each, tuple(_rows(context, each, old, new))) for each in loud]
    told = [each for each, held in rows if held]
    if not told:
        yield Paragraph(context.say("policy.change.none"))
        return
    pictures = tuple(before_and_after(context, comparison, told))
    if pictures:
        yield Heading(context.say("policy.change.pictures"), 2, "changes pictures")
        yield from pictures
    yield Heading(context.say("policy.change.words"), 2, "changes words")
    head = cells(*(context.say(f"policy.change.{name}") for name in ("what", "before", "after")))
    yield Table((0.34, 0.33, 0.33), head, tuple(row for _, held in rows for row in held))
    yield from _affected(context, told)
    yield from _effect(context, old, new)


# -- what changed ------------------------------------------------------------------------------------------------------


def _rows(context: Context, difference: Difference, old: Model, new: Model) -> Iterator[tuple[Cell, ...]]:
    language = context.job.language
    record = record_of(difference, old, new)
    name = _called(context, difference) or element_in_words(
        record, new if difference.new is not None else old, language
    )
    if difference.kind == "added":
        yield Cell(name), Cell("–"), Cell(context.say("policy.change.added"))
        return
    if difference.kind == "removed":
        yield Cell(name), Cell(context.say("policy.change.removed")), Cell("–")
        return
    for change in difference.changes:
        if change.sort == "meaning":
            about = attribute_in_words(change.attribute, record, new, language)
            was, now = (_value(change, difference, side, old, new, language) for side in ("old", "new"))
            if was != now:
                said = context.say("policy.change.attribute", element=name, attribute=about)
                yield Cell(said), Cell(was or "–"), Cell(now or "–")


def _called(context: Context, difference: Difference) -> str:
    """The number and name of a step, as the rest of the document calls it; ``""`` of what is none."""
    after = {step.key: step for step in context.steps}.get(difference.new or "")
    before = {step.key: step for step in context.steps_before}.get(difference.old or "")
    step = after or before
    return context.titled(step) if step is not None else ""


def _value(change: Changed, difference: Difference, side: str, old: Model, new: Model, language: str) -> str:
    model = old if side == "old" else new
    key = difference.old if side == "old" else difference.new
    assert key is not None
    return value_in_words(change, getattr(change, side), model[key], model, whole=True, language=language)


# -- whom and what that touches ----------------------------------------------------------------------------------------


def _affected(context: Context, differences: Sequence[Difference]) -> Iterator[Block]:
    """The roles, and the documents, forms and records, of the steps that have changed, as they were and are."""
    before = {step.key: step for step in context.steps_before}
    after = {step.key: step for step in context.steps}
    touched = [step for each in differences for step in (before.get(each.old or ""), after.get(each.new or "")) if step]
    roles = dict.fromkeys(role for step in touched for role in _roles(step))
    forms = dict.fromkeys(
        name for step in touched for name in (*step.documents, *(row[0] for row in step.records)) if name
    )
    if not roles and not forms:
        return
    yield Heading(context.say("policy.change.affected"), 2, "changes affected")
    pairs = ((context.say("policy.change.roles"), roles), (context.say("policy.change.forms"), forms))
    yield Table(
        (0.34, 0.66), (), tuple((Cell(name), Cell(context.listed(held))) for name, held in pairs if held), "facts"
    )


def _roles(step: Step) -> tuple[str, ...]:
    return (*step.responsible, *step.accountable, *step.consulted, *step.informed)


# -- what it does to time and cost -------------------------------------------------------------------------------------


def _effect(context: Context, old: Model, new: Model) -> Iterator[Block]:
    """The figures of both, and the work of each role where it is another."""
    one, other = analyse(old), analyse(new)
    figures, roles, *_ = compared(side_by_side(old, new, one, other), (one, other))
    known = [row for row in figures.rows if row.cells[1] is not None or row.cells[2] is not None]
    yield Heading(context.say("policy.change.effect"), 2, "changes effect")
    sides = [context.say(f"policy.change.{name}") for name in ("before", "after", "difference")]
    yield Table(_EFFECT, cells(context.say("policy.change.figures"), *sides), _figures(context, known))
    yield from _reasons(context, figures.notes)
    moved = [row for row in roles.rows if row.cells[1] != row.cells[2]]
    if moved:
        yield Table(_EFFECT, cells(context.words(roles.title), *sides), _figures(context, moved))


def _reasons(context: Context, notes: Sequence[Note]) -> Iterator[Block]:
    """Why figures are not known, once where it is so before and after."""
    sides: dict[str, list[str]] = {}
    for note in notes:
        said = note.words.arguments["said"]
        assert isinstance(said, Message)
        sides.setdefault(context.words(said), []).append(note.words.key.rpartition(".")[2])
    for text, found in sides.items():
        side = context.say(f"policy.change.{found[0]}")
        yield Paragraph(text if len(found) > 1 else context.say("policy.says", what=side, value=text), "note")


def _figures(context: Context, rows: Sequence[Row]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(map(Cell, _figure(context, row))) for row in rows)


def _figure(context: Context, row: Row) -> tuple[str, str, str, str]:
    """A figure in words: what it is, was, is, and how much that is more or less."""
    label, before, after, more, relative = (shown(cell, context.job.language) for cell in row.cells)
    if row.cells[1] == row.cells[2]:
        return label, before, after, context.say("policy.change.same")
    if row.cells[3] is None:
        return label, before, after, "–"
    more, relative = (f"+{text}" if text and text[0] not in "−+" else text for text in (more, relative))
    return label, before, after, context.say("policy.translated", name=more, translation=relative) if relative else more


SECTION = Section("changes", "policy.section.changes", build)
