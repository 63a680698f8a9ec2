"""Net: which moves a marking allows and what comes of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple

from modeller.execution.plan import Join, Plan, Split, Step

BITS: Final = 4
MOST: Final = 15
"""No place may hold more tokens than this: `fire` raises `TooMany`."""
WIDEST: Final = 10
"""A split that chooses some of more outgoing edges than this has too many outcomes to try: `TooMany`."""


class TooMany(Exception):
    """A bound of the token game was reached: nothing is known beyond."""


class Move(NamedTuple):
    """A step that may happen now: the numbers of the step, of the edges it takes tokens from and puts tokens on."""

    step: int
    takes: tuple[int, ...]
    puts: tuple[int, ...]


Marking = int
"""How many tokens lie on each edge, four bits an edge: frozen, hashable, quick to compare. `Net.tokens` unfolds it."""


@dataclass(frozen=True)
class Net:
    """The token game of a plan."""

    plan: Plan

    @cached_property
    def initial(self) -> Marking:
        return packed(self.plan.initial)

    @cached_property
    def idle(self) -> int:
        """The edges whose tokens keep nothing from being completed: mailboxes, and events that are ready."""
        return mask(number for number, edge in enumerate(self.plan.edges) if edge.mail or edge.armed)

    @cached_property
    def lively(self) -> int:
        """The edges whose tokens keep a process from being completed."""
        return mask(range(len(self.plan.edges))) & ~self.idle

    @cached_property
    def insides(self) -> tuple[int, ...]:
        """Of each scope the edges inside it, however deep."""
        by_scope: dict[int, list[int]] = {}
        for number, edge in enumerate(self.plan.edges):
            by_scope.setdefault(edge.scope, []).append(number)
        return tuple(
            mask(edge for each in self.plan.inside(scope) for edge in by_scope.get(each, ()))
            for scope in range(len(self.plan.scopes))
        )

    @cached_property
    def choices(self) -> tuple[tuple[tuple[int, ...], ...] | None, ...]:
        """Of each step the sets of outgoing edges that it may choose between; None where they are too many."""
        return tuple(choices(step) for step in self.plan.steps)

    @cached_property
    def upstream(self) -> dict[int, dict[int, int]]:
        """Of each inclusive join, of each of its incoming edges: where tokens may come from without passing it."""
        return {
            number: {edge: self._before(edge, number) for edge in step.ins}
            for number, step in enumerate(self.plan.steps)
            if step.join is Join.INCLUSIVE and len(step.ins) > 1
        }

    def _before(self, edge: int, but: int) -> int:
        seen, waiting = {edge}, [edge]
        while waiting:
            for source in self.plan.sources[waiting.pop()]:
                step = self.plan.steps[source]
                if source != but:
                    further = [
                        each
                        for each in (*step.ins, step.running)
                        if each >= 0 and each not in seen and not self.plan.edges[each].armed
                    ]
                    seen.update(further)
                    waiting += further
        return mask(seen)

    def completed(self, marking: Marking) -> bool:
        """Whether no token is left that could still do something."""
        return not marking & self.lively

    def tokens(self, marking: Marking) -> dict[int, int]:
        """The number of tokens by edge, for the edges that have any."""
        found = {}
        while marking:
            number = ((marking & -marking).bit_length() - 1) // BITS
            held = (marking >> (BITS * number)) & MOST
            found[number] = held
            marking ^= held << (BITS * number)
        return found

    def moves(self, marking: Marking) -> Iterator[Move]:
        """All moves that a marking allows, in the order of the steps."""
        steps: set[int] = set()
        for edge in self.tokens(marking):
            steps.update(self.plan.targets[edge])
        for number in sorted(steps):
            yield from self.moves_of(number, marking)

    def taken(self, number: int, marking: Marking) -> list[tuple[int, ...]]:
        """The sets of edges that a step may take its tokens from now; none where it has to wait."""
        step = self.plan.steps[number]
        if step.mailbox >= 0 and not has(marking, step.mailbox):
            return []
        if step.running >= 0 and not has(marking, step.running):
            return []
        if step.awaits >= 0 and marking & self.insides[step.awaits] & ~self.idle:
            return []
        if step.join is Join.ALL:
            return [step.ins] if step.ins and all(has(marking, edge) for edge in step.ins) else []
        full = tuple(edge for edge in step.ins if has(marking, edge))
        if step.join is Join.ANY:
            return [(edge,) for edge in full]
        return [full] if full and not self.awaited(number, marking, full) else []

    def awaited(self, number: int, marking: Marking, full: tuple[int, ...]) -> int:
        """The tokens that an inclusive join still waits for (BPMN 2.0.2, table 13.3)."""
        upstream = self.upstream.get(number)
        if upstream is None:
            return 0
        reaching = 0
        for edge in full:
            reaching |= upstream[edge]
        rest = marking & ~reaching
        waiting = 0
        for edge, before in upstream.items():
            if edge not in full:
                waiting |= rest & before
        return waiting

    def moves_of(self, number: int, marking: Marking) -> Iterator[Move]:
        """The moves of one step that a marking allows. Raises TooMany for a split too wide to try."""
        step = self.plan.steps[number]
        for takes in self.taken(number, marking):
            found = self.choices[number]
            if found is None:
                raise TooMany
            for puts in found:
                if not step.deferred or self.comes(puts[0], marking):
                    yield Move(number, takes, puts)

    def comes(self, edge: int, marking: Marking) -> bool:
        """Whether the event behind an event-based gateway has what it waits for."""
        boxes = [self.plan.steps[target].mailbox for target in self.plan.targets[edge]]
        return all(box < 0 or has(marking, box) for box in boxes)

    def fire(self, move: Move, marking: Marking) -> Marking:
        """The marking after a move that is allowed. Raises TooMany where a place overflows."""
        step = self.plan.steps[move.step]
        marking -= packed(move.takes)
        if step.mailbox >= 0:
            marking -= 1 << (BITS * step.mailbox)
        if step.stops:
            marking -= 1 << (BITS * step.running)
        if step.clears >= 0:
            marking &= ~self.insides[step.clears]
        if step.awaits >= 0:
            marking &= ~self.insides[step.awaits]
        for edge in move.puts:
            if (marking >> (BITS * edge)) & MOST == MOST:
                raise TooMany
            marking += 1 << (BITS * edge)
        return marking


def choices(step: Step) -> tuple[tuple[int, ...], ...] | None:
    """The sets of outgoing edges that a step may choose between; None where they are too many to try."""
    if step.split is Split.ALL:
        return (step.outs,)
    if step.split is Split.ONE:
        return tuple((edge,) for edge in step.outs)
    free = [edge for edge in step.outs if edge not in step.required and edge != step.default]
    if len(free) > WIDEST:
        return None
    always = tuple(edge for edge in step.outs if edge in step.required)
    found = [(*always, *some) for size in range(1, len(free) + 1) for some in combinations(free, size)]
    if step.default >= 0:
        found.insert(0, (*always, step.default))
    elif always:
        found.insert(0, always)
    return tuple(found)


def has(marking: Marking, edge: int) -> int:
    """How many tokens lie on an edge."""
    return (marking >> (BITS * edge)) & MOST


def packed(edges: Iterable[int]) -> Marking:
    marking = 0
    for edge in edges:
        marking += 1 << (BITS * edge)
    return marking


def mask(edges: Iterable[int]) -> int:
    found = 0
    for edge in edges:
        found |= MOST << (BITS * edge)
    return found
