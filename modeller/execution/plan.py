"""Plan: a process as steps and the edges between them, each edge a place where tokens wait."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple


class Join(Enum):
    """When a step takes tokens: any one that comes, one of each incoming edge, or all that can still come."""

    ANY = "any"
    ALL = "all"
    INCLUSIVE = "inclusive"


class Split(Enum):
    """Where a step puts tokens: on one outgoing edge, on each, or on some."""

    ONE = "one"
    ALL = "all"
    SOME = "some"


class Step(NamedTuple):
    """One thing that happens at an element. Edges and scopes are given by their numbers in the plan, -1 is none.

    `element` is the key of the record, "" for what only the program needs. `required` are the edges that a `SOME`
    split always takes, `default` the one that it takes alone with them when no other is chosen. `activity` is whether
    the step is work that should be able to happen, `ends` whether it is an end event.

    `mailbox` is an edge of messages that it takes one from, `running` an edge that must hold a token (which it takes
    too if `stops`). `clears` is a scope all of whose tokens vanish before its own come, `awaits` one that must be
    empty. `deferred` says that the targets' messages choose the outgoing edge.
    """

    element: str
    join: Join
    split: Split
    ins: tuple[int, ...]
    outs: tuple[int, ...]
    scope: int = 0
    required: frozenset[int] = frozenset()
    default: int = -1
    activity: bool = False
    ends: bool = False
    mailbox: int = -1
    running: int = -1
    stops: bool = False
    clears: int = -1
    awaits: int = -1
    deferred: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing but its own edges matters to it."""
        return self.mailbox < 0 and self.running < 0 and self.clears < 0 and self.awaits < 0 and not self.deferred


class Edge(NamedTuple):
    """Where tokens wait. `flow` is the key of the sequence flow, "" for a place inside an element.

    `armed` marks the readiness of an event, `mail` a mailbox: what lies in them keeps nothing from being completed.
    """

    flow: str
    scope: int
    element: str = ""
    armed: bool = False
    mail: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What runs as a whole: a process, a sub-process, an activity that events are attached to."""

    element: str
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps, edges, scopes, and the edges that hold a token at the beginning.

    `sources` and `targets` give the steps that put tokens on an edge and take them.
    """

    element: str
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]
    scopes: tuple[Scope, ...]
    initial: tuple[int, ...]
    sources: tuple[tuple[int, ...], ...] = field(default=())
    targets: tuple[tuple[int, ...], ...] = field(default=())

    @staticmethod
    def of(
        element: str,
        steps: Iterable[Step],
        edges: Iterable[Edge],
        scopes: Iterable[Scope],
        initial: Iterable[int],
    ) -> "Plan":
        plan = Plan(element, tuple(steps), tuple(edges), tuple(scopes), tuple(initial))
        sources: list[list[int]] = [[] for _ in plan.edges]
        targets: list[list[int]] = [[] for _ in plan.edges]
        for number, step in enumerate(plan.steps):
            for edge in step.outs:
                sources[edge].append(number)
            for edge in step.ins:
                targets[edge].append(number)
            if step.mailbox >= 0:
                targets[step.mailbox].append(number)
            if step.running >= 0:
                targets[step.running].append(number)
        return replace(plan, sources=tuple(map(tuple, sources)), targets=tuple(map(tuple, targets)))

    def inside(self, scope: int) -> frozenset[int]:
        """The numbers of a scope and all scopes in it."""
        found = {scope}
        for number, each in enumerate(self.scopes):  # a scope comes after the one that holds it
            if each.parent in found:
                found.add(number)
        return frozenset(found)
