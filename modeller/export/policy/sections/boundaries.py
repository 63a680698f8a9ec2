"""Boundaries: what triggers the process, where it starts and ends, what goes in and comes out, and for whom."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Cell, Heading, Table
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section


def build(context: Context) -> Iterator[Block]:
    pairs = [
        ("attributes.trigger", context.first("trigger")),
        ("attributes.start", context.first("start") or context.ends("bpmn:startEvent")),
        ("attributes.end", context.first("end") or context.ends("bpmn:endEvent")),
        ("attributes.inputs", context.first("inputs")),
        ("attributes.outputs", context.first("outputs")),
        ("attributes.customers", context.first("customers")),
        ("attributes.participants", context.first("participants")),
        ("attributes.frequency", context.first("frequency")),
        ("attributes.timeLimit", context.first("timeLimit")),
    ]
    rows = tuple((Cell(context.say(key)), Cell(text)) for key, text in pairs if text)
    if rows:
        yield Heading(context.say("policy.section.boundaries"), 1, "boundaries")
        yield Table((0.22, 0.78), (), rows, "facts")


SECTION = Section("boundaries", "policy.section.boundaries", build)
