"""Performance indicators: of the process, and of its steps."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.notation.quantities import with_unit


def build(context: Context) -> Iterator[Block]:
    rows = tuple(
        (Cell(each.cells[0], bold=True), Cell(with_unit(each.cells[1], each.cells[2])), context.step_cell(each.step))
        for each in context.told("kpi")
    )
    if rows:
        yield Heading(context.say("policy.section.kpis"), 1, "kpis")
        head = cells(context.say("policy.kpi"), context.say("policy.target"), context.say("policy.applies_to"))
        yield Table((0.4, 0.25, 0.35), head, rows)


SECTION = Section("kpis", "policy.section.kpis", build)
