"""Forms and records: which documents are used where, and which records are kept for how long."""

from collections.abc import Iterator

from modeller.analysis.steps import Step
from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section


def build(context: Context) -> Iterator[Block]:
    forms = _forms(context)
    records = tuple(
        (Cell(each.cells[0], bold=True), Cell(" ".join(each.cells[1:])), context.step_cell(each.step))
        for each in context.told("records")
    )
    if forms or records:
        yield Heading(context.say("policy.section.records"), 1, "records")
    if forms:
        rows = tuple(
            (Cell(name, bold=True), Cell("\n".join(map(context.titled, steps)) or context.say("policy.whole_process")))
            for name, steps in forms.items()
        )
        yield Table((0.5, 0.5), cells(context.say("policy.form"), context.say("policy.used_in")), rows)
    if records:
        head = cells(context.say("policy.record"), context.say("policy.kept"), context.say("policy.applies_to"))
        yield Table((0.4, 0.2, 0.4), head, records)


def _forms(context: Context) -> dict[str, list[Step]]:
    """The documents and forms by name, each with the steps that use it."""
    found: dict[str, list[Step]] = {}
    for each in context.told("documents"):
        if each.step is None:
            found.setdefault(each.cells[0], [])
    for step in context.steps:
        for name in step.documents:
            found.setdefault(name, []).append(step)
    return found


SECTION = Section("records", "policy.section.records", build)
