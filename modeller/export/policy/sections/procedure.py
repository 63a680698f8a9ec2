"""The procedure: every step in words, in order, and what comes after it."""

from collections.abc import Iterator

from modeller.analysis.steps import Step
from modeller.execution.reading import FlowNode
from modeller.export.policy.blocks import Block, Heading, Listed, Listing, Paragraph
from modeller.export.policy.context import Context
from modeller.export.policy.partners import partners
from modeller.export.policy.section import Section
from modeller.export.policy.steps import Part
from modeller.export.policy.telling import Telling
from modeller.export.policy.ways import Ways


def build(context: Context) -> Iterator[Block]:
    if not context.steps:
        return
    yield Heading(context.say("policy.section.procedure"), 1, "procedure")
    ways = Ways(context.survey)
    inside = {part.key for part in context.parts}
    for part in context.parts:
        if len(context.parts) > 1:
            yield Heading(part.title, min(part.level + 2, 3), f"procedure {part.key}")
        yield from _start(context, ways, part)
        for step in part.steps:
            yield from told(context, ways, step, step.key in inside)


def _start(context: Context, ways: Ways, part: Part) -> Iterator[Block]:
    """How a process or sub-process begins; of one whose steps have no order, that."""
    holder = context.survey.found.nodes.get(part.key)
    if holder is not None and holder.traits.adhoc:
        yield Paragraph(context.say("policy.way.any_order"), "detail")
        return
    telling = Telling(context, None, part.key)
    inside = holder is not None and holder.traits.event_triggered
    said = [each for event, then in ways.starts(part.key) for each in telling.start(event, then, inside)]
    if said:
        yield Listing(tuple(said))


def told(context: Context, ways: Ways, step: Step, holds: bool) -> Iterator[Block]:
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
    node = context.survey.found.nodes[step.key]
    facts += [text for text in (_escalation(context, step), *_messages(context, step), _repeats(context, node)) if text]
    own = context.own(context.node(step))
    facts += [context.say("policy.says", what=name, value=_line(context, text)) for name, text in own]
    if facts:
        yield Listing(tuple(Listed("•", text, 1) for text in facts))
    said = list(_inside(context, step)) if holds else []
    said += _ways(context, ways, step, node)
    if said:
        yield Listing(tuple(said))


def _line(context: Context, text: str) -> str:
    return context.listed(text.split("\n"))


def _escalation(context: Context, step: Step) -> str:
    after, to = context.step_text(step, "escalateAfter"), step.escalate_to
    if after and to:
        return context.say("policy.escalation", after=after, to=to)
    if after or to:
        return context.say("policy.says", what=context.say("policy.step.escalation"), value=after or to)
    return ""


def _messages(context: Context, step: Step) -> Iterator[str]:
    """What a step sends to whom, and gets from whom."""
    for sends in (True, False):
        key = "policy.step.sends" if sends else "policy.step.receives"
        for whom, what in partners(context.survey, step.key, sends):
            if whom and what:
                yield context.say(key, what=what, whom=whom)
            elif whom or what:
                yield context.say(f"{key}.alone", what=whom or what)


def _repeats(context: Context, node: FlowNode) -> str:
    return context.say(f"policy.step.loop.{node.traits.loop}") if node.traits.loop else ""


def _inside(context: Context, step: Step) -> Iterator[Listed]:
    """Where the steps that a step holds are told."""
    heading = f"procedure {step.key}"
    yield Listed("→", context.say("policy.way.inside"), 1, f"#{heading}", names=heading)


def _ways(context: Context, ways: Ways, step: Step, node: FlowNode) -> Iterator[Listed]:
    scope = step.holder or step.process
    telling = Telling(context, step, scope)
    then = ways.after(step.key)
    if then is not None:
        yield from telling.ways(then)
    elif not _stands_alone(context, node, scope):
        yield Listed("→", context.say("policy.way.end.here"), 1)
    for event, after in ways.borders(step.key):
        yield from telling.border(event, after)


def _stands_alone(context: Context, node: FlowNode, scope: str) -> bool:
    """Whether nothing has to come after a step: it stands beside the flow, or in no order with the others."""
    holder = context.survey.found.nodes.get(scope)
    adhoc = holder is not None and holder.traits.adhoc
    return adhoc or node.traits.event_triggered or node.traits.compensation


SECTION = Section("procedure", "policy.section.procedure", build)
