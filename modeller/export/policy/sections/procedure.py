"""The procedure: every step in words, in order, and what comes after it."""

from collections.abc import Iterator

from modeller.analysis.steps import Step
from modeller.export.policy.blocks import Block, Heading, Listed, Listing, Paragraph
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.export.policy.steps import Way, ways_on


def build(context: Context) -> Iterator[Block]:
    if not context.steps:
        return
    yield Heading(context.say("policy.section.procedure"), 1, "procedure")
    for part in context.parts:
        if len(context.parts) > 1:
            yield Heading(part.title, min(part.level + 2, 3), f"procedure {part.key}")
        for step in part.steps:
            yield from told(context, step)


def told(context: Context, step: Step) -> Iterator[Block]:
    """One step: who does what, how, with what, until when, and where it goes on."""
    who, titled = context.listed(step.responsible), context.titled(step)
    lead = context.say("policy.step.lead", step=titled, role=who) if who else titled
    yield Paragraph(lead, "lead", context.anchors.get(step.key, ""))
    for text in dict.fromkeys((step.description.strip(), step.instruction)):
        if text:
            yield Paragraph(text, "detail")
    facts = [
        context.say("policy.says", what=context.say(f"policy.step.{name}"), value=_line(context, text))
        for name in ("inputs", "outputs", "documents", "systems", "timeLimit")
        if (text := context.step_text(step, name))
    ]
    facts += [text for text in (_escalation(context, step),) if text]
    if facts:
        yield Listing(tuple(Listed("•", text, 1) for text in facts))
    ways = ways_on(context.job.model, context.node(step), context.job.language)
    if ways:
        yield from _ways(context, ways)


def _line(context: Context, text: str) -> str:
    return context.listed(text.split("\n"))


def _escalation(context: Context, step: Step) -> str:
    after, to = context.step_text(step, "escalateAfter"), step.escalate_to
    if after and to:
        return context.say("policy.escalation", after=after, to=to)
    if after or to:
        return context.say("policy.says", what=context.say("policy.step.escalation"), value=after or to)
    return ""


def _ways(context: Context, ways: list[Way]) -> Iterator[Block]:
    steps = {step.key: step for step in context.steps}
    said = []
    for way in ways:
        step = steps.get(way.step)
        ends = context.say("policy.ends", event=way.end) if way.end else context.say("policy.finished")
        where = context.titled(step) if step is not None else ends
        link = context.link(step) if step is not None else ""
        if way.conditions:
            condition = context.say("policy.and").strip("[]").join(way.conditions)
            where = context.say("policy.if", condition=condition, then=where)
        said.append((where, link))
    yield Listing(tuple(Listed("→", text, 1, link) for text, link in said))


SECTION = Section("procedure", "policy.section.procedure", build)
