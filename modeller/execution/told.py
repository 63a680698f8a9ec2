"""A run as sentences: what happens at each step, as people say it."""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Final

from modeller.execution.run import Ready
from modeller.language import Message, message
from modeller.model.entries import Replayed
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

_NAMED: Final = 5
"""So many names stand in a sentence."""


def name(model: Model, element: str) -> str | Message:
    """What people call an element: its text in quotation marks, else its kind."""
    record = model.get(element)
    text = " ".join(record.text.split()) if record is not None else ""
    if text:
        return message("replay.named", name=text)
    if isinstance(record, Node):
        return message(element_type(record).label)
    return message("elements.unknown")


def flow_name(model: Model, key: str) -> str | Message:
    """What people call a flow: its text in quotation marks, else where it leads."""
    flow = model.flow(key)
    if flow is None:
        return name(model, key)
    if flow.text.strip():
        return message("replay.named", name=" ".join(flow.text.split()))
    return message("soundness.to", element=name(model, flow.target or ""))


def hint(model: Model, ready: Sequence[Ready]) -> Message | None:
    """What a person who leads a run can click on now; None where nothing can happen."""
    choice = next((each for each in ready if each.ways), None)
    if choice is not None:
        ways = _listed("replay.or", [flow_name(model, key) for key in choice.ways])
        if choice.several:
            return message("replay.choose_some", ways=ways, element=name(model, choice.element))
        return message("replay.choose", ways=ways)
    elements = dict.fromkeys(each.element for each in ready if isinstance(model.get(each.element), Node))
    if not elements:
        return None
    return message("replay.click", elements=_listed("replay.or", [name(model, key) for key in elements]))


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
        return message(
            "replay.chosen", element=element, flow=_listed("replay.and", [flow_name(model, key) for key in step.flows])
        )
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


def _listed(key: str, names: Sequence[str | Message]) -> str | Message:
    """Some names in a row; of very many the first only."""
    told = list(names[:_NAMED]) + ([message("replay.more")] if len(names) > _NAMED else [])
    return reduce(lambda left, right: message(key, left=left, right=right), told[1:], told[0])
