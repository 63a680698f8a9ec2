"""What the organisation asks beside the usual, of the process and of all but its steps, which say it one by one."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.model.records import Diagram, Record
from modeller.notation.differences import element_in_words


def build(context: Context) -> Iterator[Block]:
    about = {name: text for record in reversed(context.processes) for name, text in context.own(record)}
    steps = {step.key for step in context.steps} | {process.key for process in context.processes}
    others = [record for record in context.job.model if record.key not in steps and not isinstance(record, Diagram)]
    rows = [row for record in others for row in _rows(context, record)]
    if about or rows:
        yield Heading(context.say("policy.section.own"), 1, "own")
    if about:
        yield Table(
            (0.3, 0.7), cells(context.say("policy.own.field"), context.say("policy.own.value")),
            tuple((Cell(name, bold=True), Cell(text)) for name, text in about.items()),
        )  # fmt: skip
    if rows:
        head = cells(*(context.say(f"policy.own.{name}") for name in ("element", "field", "value")))
        yield Table((0.3, 0.25, 0.45), head, tuple(rows))


def _rows(context: Context, record: Record) -> Iterator[tuple[Cell, ...]]:
    said = context.own(record)
    if said:
        name = element_in_words(record, context.job.model, context.job.language)
        for field, text in said:
            yield Cell(name, bold=True), Cell(field), Cell(text)


SECTION = Section("own", "policy.section.own", build)
