"""The hand-over matrix: how often work passes from one role to another."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from modeller.analysis.survey import Survey, named, survey
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.element import Role

_PASSED: Final = frozenset(
    {Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX, Role.INTERMEDIATE}
)
"""Nobody works at a gateway or event: who hands over is who works before it, who takes over who works behind it."""


@dataclass(frozen=True, slots=True)
class Handover:
    """Work passes from one role to another: the keys of the step that ends and the one that begins, and of the flows
    between them."""

    giver: str
    taker: str
    source: str
    target: str
    flows: tuple[str, ...]
    message: bool = False


@dataclass(frozen=True)
class Handovers:
    """All hand-overs of a model; `roles` are those that give or take, in the order of the lanes."""

    roles: tuple[str, ...]
    found: tuple[Handover, ...]

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many there are from each role to each other."""
        return Counter((each.giver, each.taker) for each in self.found)

    def between(self, giver: str, taker: str) -> tuple[Handover, ...]:
        return tuple(each for each in self.found if (each.giver, each.taker) == (giver, taker))

    def given(self, role: str) -> int:
        return sum(1 for each in self.found if each.giver == role)

    def taken(self, role: str) -> int:
        return sum(1 for each in self.found if each.taker == role)


def handovers(model: Model | Survey) -> Handovers:
    """Every way on which work passes from a step to the next with another role, by sequence flows and messages.

    Gateways and events in between are nobody's work, whatever lane they lie in. What happens at a border is handed on
    by who does the host. A step that several do counts for the first of them, one of which nobody knows who does it
    for none.
    """
    found = model if isinstance(model, Survey) else survey(model)
    passes = [*_by_sequence(found), *_by_messages(found)]
    used = {role for each in passes for role in (each.giver, each.taker)}
    ordered = dict.fromkeys([*found.roles, *(role for each in passes for role in (each.giver, each.taker))])
    return Handovers(tuple(role for role in ordered if role in used), tuple(passes))


def _by_sequence(found: Survey) -> Iterator[Handover]:
    nodes = found.found.nodes
    for node in found.order:
        if nodes[node.key].role in _PASSED or nodes[node.key].role is Role.START:
            continue
        giver = _doer(found, node)
        seen: set[str] = set()
        waiting: list[tuple[Flow, tuple[str, ...]]] = [
            (flow, (flow.key,)) for flow in reversed(found.found.outgoing.get(node.key, []))
        ]
        while waiting:
            flow, way = waiting.pop()
            target = flow.target or ""
            if target in seen:
                continue
            seen.add(target)
            if nodes[target].role in _PASSED:
                further = reversed(found.found.outgoing.get(target, []))
                waiting += [(each, (*way, each.key)) for each in further]
                continue
            taker = _doer(found, nodes[target].node)
            if giver and taker and giver != taker and nodes[target].role is not Role.END:
                yield Handover(giver, taker, node.key, target, way)


def _doer(found: Survey, node: Node) -> str:
    """Who does a step; an event at a border is its host's."""
    return found.main_role(node.host) if node.host is not None else found.main_role(node.key)


def _by_messages(found: Survey) -> Iterator[Handover]:
    for flow in found.found.messages:
        source, target = found.model.node(flow.source), found.model.node(flow.target)
        if source is None or target is None:
            continue
        giver, taker = _party(found, source), _party(found, target)
        if giver and taker and giver != taker:
            yield Handover(giver, taker, source.key, target.key, (flow.key,), message=True)


def _party(found: Survey, node: Node) -> str:
    return _doer(found, node) if node.key in found.found.nodes else named(node)
