"""The steps of a process as a document goes through them: numbered, and what comes after each."""

from typing import NamedTuple

from modeller.language import message, words
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.titles import kind

_FAR = 60
"""So many elements that are no steps are passed on the way to the next step."""


class Step(NamedTuple):
    """One step. `role` is who does it (its lane or pool), ``""`` where the drawing does not say."""

    node: Node
    number: str
    name: str
    role: str

    @property
    def titled(self) -> str:
        """Its number and name on one line."""
        return f"{self.number} {self.name}".strip()


class Part(NamedTuple):
    """A process or sub-process, how deep it lies, and its steps."""

    key: str
    title: str
    level: int
    steps: tuple[Step, ...]


class Way(NamedTuple):
    """Where it goes on from a step: under which conditions, and to what: a step's key, or words for an end."""

    conditions: tuple[str, ...]
    step: str
    end: str


def parts_of(model: Model, processes: tuple[str, ...], language: str) -> tuple[Part, ...]:
    """The processes and their sub-processes, each after the one that it lies in."""
    found: list[Part] = []
    for process in processes:
        _gather(model, process, "", 0, language, found)
    return tuple(found)


def _gather(model: Model, scope: str, before: str, level: int, language: str, found: list[Part]) -> None:
    nodes = [each for each in model.children(scope) if isinstance(each, Node) and element_type(each).role is Role.WORK]
    nodes.sort(key=lambda node: (node.bounds.x if node.bounds else 0.0, node.bounds.y if node.bounds else 0.0))
    if not nodes or level > 8:
        return
    record = model[scope]
    steps = tuple(
        Step(node, f"{before}{number}", named(model, node, language), role_of(model, node))
        for number, node in enumerate(nodes, 1)
    )
    found.append(Part(scope, " ".join(record.text.split()), level, steps))
    for step in steps:
        _gather(model, step.node.key, f"{step.number}.", level + 1, language, found)


def named(model: Model, node: Node, language: str) -> str:
    """What an element is called on one line: its kind where it has no name."""
    return " ".join(node.text.split()) or words(kind(node, model), language)


def role_of(model: Model, node: Node) -> str:
    """Who does a step: its innermost lane, else the pool that it stands in."""
    for key in reversed(node.lanes):
        lane = model.node(key)
        if lane is not None and lane.text.strip():
            return " ".join(lane.text.split())
    return ""


def ways_on(model: Model, node: Node, language: str) -> list[Way]:
    """What comes after a step, past gateways and events, with what they ask on the way."""
    found: list[Way] = []
    _walk(model, node, (), {node.key}, language, found)
    return list(dict.fromkeys(found))


def _walk(model: Model, node: Node, asked: tuple[str, ...], seen: set[str], language: str, found: list[Way]) -> None:
    role = element_type(node).role
    question = " ".join(node.text.split()) if role in {Role.CHOICE, Role.INCLUSIVE, Role.COMPLEX} else ""
    flows = [flow for flow in model.outgoing(node.key) if flow.type == "bpmn:sequenceFlow"]
    for flow in flows:
        target = model.node(flow.target)
        if target is None or len(found) > _FAR:
            continue
        label = " ".join(flow.text.split())
        conditions = asked
        if label:
            joined = message("policy.asked", question=question, answer=label) if question else label
            conditions = (*asked, words(joined, language))
        kind_ = element_type(target).role
        if kind_ is Role.WORK:
            found.append(Way(conditions, target.key, ""))
        elif kind_ is Role.END or target.key in seen:
            if kind_ is Role.END:
                found.append(Way(conditions, "", named(model, target, language)))
        else:
            if kind_ is Role.INTERMEDIATE:
                awaited = message("policy.awaited", event=named(model, target, language))
                conditions = (*conditions, words(awaited, language))
            _walk(model, target, conditions, seen | {target.key}, language, found)
