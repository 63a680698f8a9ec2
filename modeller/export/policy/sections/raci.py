"""The RACI matrix: who carries out, answers for, is consulted and is informed at each step."""

from collections.abc import Iterator
from typing import Final

from modeller.export.policy.blocks import Block, Cell, Heading, Paragraph, Table
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section

_MOST: Final = 8
"""So many roles stand beside each other; further ones in a table of their own."""


def build(context: Context) -> Iterator[Block]:
    matrix = context.raci
    if not matrix.roles or not matrix.rows:
        return
    steps = {step.key: step for step in context.steps}
    yield Heading(context.say("policy.section.raci"), 1, "raci")
    yield Paragraph(context.say("policy.raci.legend"), "note")
    for start in range(0, len(matrix.roles), _MOST):
        places = range(start, min(start + _MOST, len(matrix.roles)))
        head = (Cell(context.say("policy.step.name")), *(Cell(matrix.roles[each], align="centre") for each in places))
        rows = tuple(
            (context.step_cell(steps[row.key]), *(Cell(row.letters(each), align="centre") for each in places))
            for row in matrix.rows
        )
        share = min(0.7 / len(places), 0.16)
        yield Table((1 - share * len(places), *(share for _ in places)), head, rows)


SECTION = Section("raci", "policy.section.raci", build)
