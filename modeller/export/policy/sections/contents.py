"""The table of contents."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Contents, NewPage
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section


def build(context: Context) -> Iterator[Block]:
    yield Contents(context.say("policy.section.contents"))
    yield NewPage()


SECTION = Section("contents", "policy.section.contents", build, front=True)
