"""A run as sentences: what happens at each step, as people say it."""

from collections.abc import Mapping, Sequence
from functools import reduce

from modeller.language import Message, message
from modeller.model.entries import Replayed
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role


def name(model: Model, element: str) -> str | Message:
    """What people call an element: its text, else its kind."""
    record = model.get(element)
    text = " ".join(record.text.split()) if record is not None else ""
    if text:
        return text
    if isinstance(record, Node):
        return message(element_type(record).label)
    return message("elements.unknown")


def flow_name(model: Model, key: str) -> str | Message:
    """What people call a flow: its text, else where it leads."""
    flow = model.flow(key)
    if flow is None:
        return name(model, key)
    if flow.text.strip():
        return " ".join(flow.text.split())
    return message("soundness.to", element=name(model, flow.target or ""))


def story(model: Model, steps: Sequence[Replayed]) -> tuple[Message, ...]:
    """A sentence for each step."""
    told: list[Message] = []
    last: dict[str, int] = {}
    for step in steps:
        told.append(sentence(model, step, last))
        last = dict(step.tokens)
    return tuple(told)


def sentence(model: Model, step: Replayed, before: Mapping[str, int]) -> Message:
    """What happens in a step; `before` is where tokens lay."""
    node = model.node(step.element)
    element = name(model, step.element)
    if node is None:
        return message("replay.over", element=element)
    role = element_type(node).role
    if step.choice and step.flows and role is not Role.WORK:
        return message("replay.chosen", element=element, flow=_listed(model, step.flows))
    if role is Role.WORK:
        return message(f"replay.{_work(step, before)}", element=element)
    if role is Role.END:
        ends = "terminates" if element_type(node).traits(node).terminates else "ends"
        return message(f"replay.{ends}", element=element)
    if role is Role.BOUNDARY:
        return message("replay.boundary", element=element, host=name(model, node.host or ""))
    if role is Role.PARALLEL:
        return _parallel(model, step, before, element)
    if role is Role.START:
        return message("replay.starts", element=element)
    return message("replay.happens" if role is Role.INTERMEDIATE else "replay.passes", element=element)


def _work(step: Replayed, before: Mapping[str, int]) -> str:
    """Whether an activity begins, ends, or does both at once."""
    inside = dict(step.tokens).get(step.element, 0)
    if not step.flows and inside > before.get(step.element, 0):
        return "begins"
    return "done" if before.get(step.element, 0) and step.flows else "works"


def _parallel(model: Model, step: Replayed, before: Mapping[str, int], element: str | Message) -> Message:
    after = dict(step.tokens)
    gone = [key for key, count in before.items()
            if count > after.get(key, 0) and _leads_to(model, key, step.element)]  # fmt: skip
    if len(gone) > 1:
        return message("replay.joins", element=element, n=len(gone))
    if len(step.flows) > 1:
        return message("replay.splits", element=element, n=len(step.flows))
    return message("replay.passes", element=element)


def _leads_to(model: Model, key: str, element: str) -> bool:
    record = model.get(key)
    return isinstance(record, Flow) and record.target == element


def _listed(model: Model, flows: Sequence[str]) -> str | Message:
    names = [flow_name(model, key) for key in flows]
    return reduce(lambda left, right: message("replay.and", left=left, right=right), names[1:], names[0])
