"""Risks and controls: what can go wrong, and what is done against it."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section


def build(context: Context) -> Iterator[Block]:
    rows = tuple(
        (Cell(each.cells[0]), Cell(" ".join(each.cells[1:])), context.step_cell(each.step))
        for each in context.told("risk")
    )
    if rows:
        yield Heading(context.say("policy.section.risks"), 1, "risks")
        head = cells(context.say("policy.risk"), context.say("policy.control"), context.say("policy.applies_to"))
        yield Table((0.35, 0.38, 0.27), head, rows)


SECTION = Section("risks", "policy.section.risks", build)
