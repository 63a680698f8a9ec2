"""Findings of the check that are open, and those that somebody lets stand, with the reason."""

from collections.abc import Iterator

from modeller.export.policy.blocks import Block, Cell, Heading, Table, cells
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.model.entries import Finding
from modeller.notation.differences import element_in_words


def build(context: Context) -> Iterator[Block]:
    if not context.job.findings:
        return
    yield Heading(context.say("policy.section.findings"), 1, "findings")
    names = ("where", "what", "severity")
    head = cells(*(context.say(f"policy.finding.{name}") for name in names))
    rows = tuple(
        (Cell(_where(context, each)), Cell(_what(context, each)), Cell(context.say(f"jobs.severity.{each.severity}")))
        for each in context.job.findings
    )
    yield Table((0.28, 0.58, 0.14), head, rows)


def _where(context: Context, finding: Finding) -> str:
    model, language = context.job.model, context.job.language
    found = [element_in_words(model[key], model, language) for key in finding.elements if key in model]
    return "\n".join(dict.fromkeys(found)) or context.say("policy.whole_process")


def _what(context: Context, finding: Finding) -> str:
    said = context.words(finding.message)
    if finding.pardon is None:
        return said
    return f"{said}\n{context.say('policy.finding.pardon', reason=finding.pardon)}"


SECTION = Section("findings", "policy.section.findings", build)
