"""Purpose: what the process is for."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Heading, paragraphs
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section


def build(context: Context) -> Iterator[Block]:
    text = context.first("purpose") or context.documentation()
    if text:
        yield Heading(context.say("policy.section.purpose"), 1, "purpose")
        yield from paragraphs(text)


SECTION = Section("purpose", "policy.section.purpose", build)
