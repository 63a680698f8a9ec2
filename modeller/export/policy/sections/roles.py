"""Roles and duties: what the dictionary says of each role, and the steps in which it takes part."""

from collections.abc import Iterator
from typing import Final

from modeller.analysis.raci import Letter
from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section

_LETTERS: Final[tuple[Letter, ...]] = ("R", "A", "C", "I")


def build(context: Context) -> Iterator[Block]:
    roles = context.raci.roles
    if not roles:
        return
    duties = [_duty(context, role) for role in roles]
    takes = [_takes_part(context, place) for place in range(len(roles))]
    yield Heading(context.say("policy.section.roles"), 1, "roles")
    head = [context.say("policy.step.role"), context.say("policy.duty.steps")]
    if any(duties):
        head.insert(1, context.say("policy.duty"))
        rows = tuple(
            (Cell(role, bold=True), Cell(duty), Cell(text))
            for role, duty, text in zip(roles, duties, takes, strict=True)
        )
        yield Table((0.18, 0.38, 0.44), cells(*head), rows)
    else:
        plain = tuple((Cell(role, bold=True), Cell(text)) for role, text in zip(roles, takes, strict=True))
        yield Table((0.22, 0.78), cells(*head), plain)


def _duty(context: Context, role: str) -> str:
    """What the dictionary says of a role."""
    for entry in context.job.terms:
        if entry.kind == "role" and role in (entry.name, entry.translation, *entry.synonyms):
            return entry.definition
    return ""


def _takes_part(context: Context, place: int) -> str:
    """In which steps a role takes part, and as what."""
    steps = {step.key: step for step in context.steps}
    said = []
    for letter in _LETTERS:
        found = [
            context.titled(steps[row.key])
            for row in context.raci.rows
            if any(duty.letter == letter for duty in row.duties[place])
        ]
        if found:
            what = context.say(f"policy.duty.{letter}")
            said.append(context.say("policy.says", what=what, value=context.listed(found)))
    return "\n".join(said)


SECTION = Section("roles", "policy.section.roles", build)
