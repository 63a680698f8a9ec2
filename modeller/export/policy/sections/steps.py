"""The steps as a table: who does what, with what, until when."""

from collections.abc import Iterator
from typing import Final

from modeller.analysis.steps import Step
from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section

_NUMBER: Final = 0.07
_SHARES: Final = {"timeLimit": 0.1}
"""Of the width of the text; the names of the steps have what is left."""


def build(context: Context) -> Iterator[Block]:
    if not context.steps:
        return
    yield Heading(context.say("policy.section.steps"), 1, "steps")
    for part in context.parts:
        if len(context.parts) > 1:
            yield Heading(part.title, min(part.level + 2, 3), f"steps {part.key}")
        yield table(context, part.steps)


def table(context: Context, steps: tuple[Step, ...]) -> Table:
    """A table of steps; columns in which none says anything are left out."""
    names = ("inputs", "outputs", "documents", "systems", "timeLimit")
    columns = {name: [context.step_text(step, name) for step in steps] for name in names}
    columns = {name: texts for name, texts in columns.items() if any(texts)}
    head = ["policy.step.number", "policy.step.name", "policy.step.role"]
    said = [context.say(key) for key in head] + [context.say(f"policy.step.{name}") for name in columns]
    rows = []
    for place, step in enumerate(steps):
        first = (
            Cell(step.number, align="centre"), Cell(context.name(step), link=context.link(step)),
            Cell("\n".join(step.responsible)),
        )  # fmt: skip
        rows.append((*first, *(Cell(texts[place]) for texts in columns.values())))
    others = (0.13, *(_SHARES.get(name, 0.14) for name in columns))
    widths = (_NUMBER, max(1 - _NUMBER - sum(others), 0.2), *others)
    return Table(widths, cells(*said), tuple(rows))


SECTION = Section("steps", "policy.section.steps", build)
