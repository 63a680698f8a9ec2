"""Time limits and escalation: how long each step may take, and who hears of it when it takes longer."""

from collections.abc import Iterator
from typing import Final

from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section

_COLUMNS: Final = ("duration", "waiting", "timeLimit")


def build(context: Context) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    whole = context.first("timeLimit")
    if whole:
        rows.append((context.step_cell(None), Cell(), Cell(), Cell(whole), Cell()))
    for step in context.steps:
        said = [context.step_text(step, name) for name in _COLUMNS]
        after = context.step_text(step, "escalateAfter")
        escalation = step.escalate_to or after
        if after and step.escalate_to:
            escalation = context.say("policy.escalation", after=after, to=step.escalate_to)
        if any(said) or escalation:
            rows.append((context.step_cell(step), *map(Cell, said), Cell(escalation)))
    if not rows:
        return
    yield Heading(context.say("policy.section.times"), 1, "times")
    head = [context.say(f"policy.step.{name}") for name in ("name", *_COLUMNS, "escalation")]
    yield Table((0.28, 0.13, 0.13, 0.13, 0.33), cells(*head), tuple(rows))


SECTION = Section("times", "policy.section.times", build)
