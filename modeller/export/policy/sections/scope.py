"""Scope: what and whom the process covers."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Heading, paragraphs
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section


def build(context: Context) -> Iterator[Block]:
    text = context.first("scope")
    if text:
        yield Heading(context.say("policy.section.scope"), 1, "scope")
        yield from paragraphs(text)


SECTION = Section("scope", "policy.section.scope", build)
