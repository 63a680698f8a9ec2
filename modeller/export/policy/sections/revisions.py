"""The revision record: one line for each version, the last one last."""

from collections.abc import Iterator
from typing import Final

from modeller.export.policy.blocks import Block, Cell, Heading, NewPage, Table
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section

_LEFT_OPEN: Final = 3
"""So many empty lines stand where nothing is known, to be filled in by hand."""


def build(context: Context) -> Iterator[Block]:
    names = ("place", "version", "summary", "author", "day", "approver")
    head = tuple(Cell(context.say(f"policy.revision.{name}"), align="centre") for name in names)
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(str(number), align="centre"), Cell(each.version, align="centre"), Cell(each.summary),
            Cell(each.author), Cell(each.day, align="centre"), Cell(each.approver),
        )
        for number, each in enumerate(context.job.revisions, 1)
    ]  # fmt: skip
    rows = rows or [tuple(Cell("　") for _ in names)] * _LEFT_OPEN
    yield Heading(context.say("policy.section.revisions"), 1, "revisions")
    yield Table((0.07, 0.11, 0.38, 0.14, 0.15, 0.15), head, tuple(rows))
    yield NewPage()


SECTION = Section("revisions", "policy.section.revisions", build, front=True)
