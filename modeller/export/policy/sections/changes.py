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
from modeller.export.policy.change_rows import came_and_went, kept_but_changed, tells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.language import Message
from modeller.model.compare import Difference, compare
from modeller.model.reading import Model
from modeller.notation.differences import differences_by_place

_EFFECT: Final = (0.28, 0.2, 0.2, 0.32)


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
    told = [each for each in loud if tells(context, each, old, new)]
    tables = (*came_and_went(context, comparison, told, old, new), *kept_but_changed(context, told, old, new))
    if not tables:
        yield Paragraph(context.say("policy.change.none"))
        return
    pictures = tuple(before_and_after(context, comparison, told))
    if pictures:
        yield Heading(context.say("policy.change.pictures"), 2, "changes pictures")
        yield from pictures
    yield Heading(context.say("policy.change.words"), 2, "changes words")
    yield from tables
    yield from _affected(context, told)
    yield from _effect(context, old, new)


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
