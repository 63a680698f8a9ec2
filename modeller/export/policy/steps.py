"""The steps as a document goes through them: by process and sub-process, and what comes after each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from modeller.analysis.steps import Step
from modeller.language import message, words
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.numbers import NUMBER
from modeller.notation.titles import kind

_MOST = 60
"""So many ways on from one step are told."""


class Part(NamedTuple):
    """A process or sub-process, how deep it lies, and its steps."""

    key: str
    title: str
    level: int
    steps: tuple[Step, ...]


class Way(NamedTuple):
    """Where it goes on from a step: under which conditions, and to what: a step's key, or the name of an end."""

    conditions: tuple[str, ...]
    step: str
    end: str


def parts_of(model: Model, steps: Iterable[Step], titles: Mapping[str, str]) -> tuple[Part, ...]:
    """The processes and their sub-processes, each after the one that it lies in. `titles` are those of the steps."""
    held: dict[str, list[Step]] = {}
    for step in steps:
        held.setdefault(step.holder or step.process, []).append(step)
    return tuple(
        Part(key, titles.get(key) or _title(model, key, found[0]), found[0].depth, tuple(found))
        for key, found in held.items()
    )


def _title(model: Model, key: str, first: Step) -> str:
    record = model.get(key)
    name = " ".join(record.text.split()) if record is not None else ""
    return name or (first.pool if not first.holder else "") or "–"


def numbered(model: Model, steps: Iterable[Step]) -> Model:
    """The model with the numbers of its steps in it, so that they are drawn."""
    numbers = {step.key: step.number for step in steps}
    return Model(
        replace(record, properties=record.properties.changed({NUMBER: numbers[record.key]}))
        if record.key in numbers
        else record
        for record in model
    )


def named(model: Model, node: Node, language: str) -> str:
    """What an element is called on one line: its kind where it has no name."""
    return " ".join(node.text.split()) or words(kind(node, model), language)


def ways_on(model: Model, node: Node, language: str) -> list[Way]:
    """What comes after a step, past gateways and events, with what they ask on the way; first what is usual, then
    what events at its border lead to."""
    found: list[Way] = []
    _walk(model, node, (), {node.key}, language, found)
    for event in model.nodes():
        if event.host == node.key:
            interrupted = words(message("policy.happens", event=named(model, event, language)), language)
            _walk(model, event, (interrupted,), {node.key, event.key}, language, found)
    return list(dict.fromkeys(found))


def _walk(model: Model, node: Node, asked: tuple[str, ...], seen: set[str], language: str, found: list[Way]) -> None:
    role = element_type(node).role
    question = " ".join(node.text.split()) if role in {Role.CHOICE, Role.INCLUSIVE, Role.COMPLEX} else ""
    for flow in model.outgoing(node.key):
        target = model.node(flow.target) if flow.type == "bpmn:sequenceFlow" else None
        if target is None or len(found) >= _MOST:
            continue
        conditions = asked
        if label := " ".join(flow.text.split()):
            joined = message("policy.asked", question=question, answer=label) if question else label
            conditions = (*asked, words(joined, language))
        goal = element_type(target).role
        if goal is Role.WORK:
            found.append(Way(conditions, target.key, ""))
        elif goal is Role.END:
            found.append(Way(conditions, "", " ".join(target.text.split())))
        elif target.key not in seen:
            if goal is Role.INTERMEDIATE and element_type(target).traits(target).catching:
                awaited = message("policy.awaited", event=named(model, target, language))
                conditions = (*conditions, words(awaited, language))
            _walk(model, target, conditions, seen | {target.key}, language, found)
