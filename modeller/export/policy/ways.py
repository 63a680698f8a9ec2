"""What comes after a step, as a reader has to follow it: choices, what goes on side by side, what is waited for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from modeller.analysis.survey import Survey
from modeller.execution.reading import FlowNode
from modeller.model.records import Flow
from modeller.notation.catalogue import flow_type
from modeller.notation.element import Role

ForkKind: TypeAlias = Literal["one", "all", "some", "first"]
"""One way of several, all of them, those that apply, or the one whose event happens first."""
_MOST: Final = 60
"""So many ways on from one step are told."""
_DEEPEST: Final = 40
_CHOICES: Final = frozenset({Role.CHOICE, Role.INCLUSIVE, Role.COMPLEX})
_JOINS: Final = frozenset({Role.PARALLEL, Role.INCLUSIVE, Role.COMPLEX})


class Go(NamedTuple):
    """On to a step, by its key."""

    step: str


class End(NamedTuple):
    """The path ends, with an event or (``""``) without any."""

    event: str


class Again(NamedTuple):
    """Back to a gateway that was passed already: it is decided, or waited for, anew."""

    gateway: str


class Cut(NamedTuple):
    """There is more than can be told."""


class Passed(NamedTuple):
    """An event on the way: what it waits for, or what it sends."""

    event: str
    then: "Then"


class Joined(NamedTuple):
    """What was parted meets: `awaited` are the keys of the steps and events before it, for each way those of which one
    comes. Where not `all` were begun, only those that were are waited for."""

    awaited: tuple[tuple[str, ...], ...]
    all: bool
    then: "Then"


class Branch(NamedTuple):
    """A way of a fork: what is asked for (``""``: nothing is said), whether it is taken where no other is."""

    flow: str
    condition: str
    otherwise: bool
    then: "Then"


class Fork(NamedTuple):
    kind: ForkKind
    question: str
    branches: tuple[Branch, ...]


Then: TypeAlias = Go | End | Again | Cut | Passed | Joined | Fork


@dataclass
class Ways:
    """Reads the ways on out of a model."""

    survey: Survey
    _left: int = field(default=_MOST, init=False)

    def after(self, key: str) -> Then | None:
        """What comes after a step or an event; None where nothing leads on from it."""
        self._left = _MOST
        node = self.survey.found.nodes[key]
        return self._leave(node, (key,)) if self._flows(node) else None

    def borders(self, key: str) -> Iterator[tuple[FlowNode, Then]]:
        """The events at the border of a step that lead somewhere, with where."""
        for event in self.survey.found.attached.get(key, ()):
            then = self.after(event.key)
            if then is not None:
                yield event, then

    def starts(self, scope: str) -> Iterator[tuple[FlowNode, Then]]:
        """The start events of a process or sub-process, with what they lead to."""
        for each in self.survey.found.held.get(scope, ()):
            if each.role is Role.START:
                then = self.after(each.key)
                if then is not None:
                    yield each, then

    def _flows(self, node: FlowNode) -> list[Flow]:
        return self.survey.found.outgoing.get(node.key, [])

    def _leave(self, node: FlowNode, trail: tuple[str, ...]) -> Then:
        """What the flows that leave a node lead to."""
        flows = self._flows(node)
        if not flows:
            return self._linked(node, trail) or End("")
        kind = self._kind(node, flows)
        if len(flows) == 1 and (kind != "all" or not _text(flows[0].text)):
            return self._at(flows[0].target or "", trail)
        known = [_text(flow.text) or _condition(flow) for flow in flows]
        default = [flow_type(flow).default(flow, self.survey.model) for flow in flows]
        silent = [not said and not usual for said, usual in zip(known, default, strict=True)]
        rest = kind == "one" and len(flows) > 1 and sum(silent) == 1 and not any(default)
        branches = tuple(
            Branch(flow.key, said, usual or (rest and none), self._at(flow.target or "", trail))
            for flow, said, usual, none in zip(flows, known, default, silent, strict=True)
        )
        question = _text(node.node.text) if node.role in _CHOICES else ""
        return Fork(kind, question, branches)

    def _kind(self, node: FlowNode, flows: Sequence[Flow]) -> ForkKind:
        if node.role is Role.CHOICE:
            return "one"
        if node.role is Role.EVENT_CHOICE:
            return "all" if node.traits.parallel_multiple else "first"
        if node.role in {Role.INCLUSIVE, Role.COMPLEX}:
            return "some"
        conditional = any(flow_type(flow).conditional(flow, self.survey.model) for flow in flows)
        return "some" if conditional and node.role is Role.WORK else "all"

    def _at(self, key: str, trail: tuple[str, ...]) -> Then:
        """What it is to come to a node."""
        node = self.survey.found.nodes[key]
        if self._left <= 0 or len(trail) > _DEEPEST:
            return Cut()
        if node.role is Role.WORK:
            self._left -= 1
            return Go(key)
        if node.role is Role.END:
            self._left -= 1
            return End(key)
        if key in trail:
            self._left -= 1
            return Again(key)
        trail = (*trail, key)
        if node.role is Role.INTERMEDIATE:
            then = self._leave(node, trail)
            return then if node.traits.link else Passed(key, then)
        then = self._leave(node, trail)
        incoming = self.survey.found.incoming.get(key, [])
        if node.role in _JOINS and len(incoming) > 1:
            before = [tuple(self._before(flow.source or "", node.role)) for flow in incoming]
            awaited = sorted(dict.fromkeys(each for each in before if each), key=lambda each: self._places[each[0]])
            return Joined(tuple(awaited), node.role is Role.PARALLEL, then) if len(awaited) > 1 else then
        return then

    def _linked(self, node: FlowNode, trail: tuple[str, ...]) -> Then | None:
        """Where an event that throws a link goes on."""
        if not node.traits.link or node.traits.catching:
            return None
        for each in self.survey.found.held.get(node.node.scope or "", ()):
            if each.traits.link == node.traits.link and each.traits.catching:
                return Again(each.key) if each.key in trail else self._leave(each, (*trail, each.key))
        return None

    def _before(self, key: str, join: Role) -> list[str]:
        """The nearest steps, and events that are waited for, from which work comes to a node, itself included; none
        beyond a fork that a `join` of its kind ends: nothing is done on such a way."""
        found: dict[str, None] = {}
        seen, todo = {key}, [key]
        while todo:
            node = self.survey.found.nodes[todo.pop()]
            waits = node.role is Role.INTERMEDIATE and node.traits.catching and not node.traits.link
            if waits or node.role in {Role.WORK, Role.START, Role.BOUNDARY}:
                found[node.key] = None
                continue
            if node.role is join and len(self._flows(node)) > 1:
                continue
            sources = [flow.source or "" for flow in reversed(self.survey.found.incoming.get(node.key, []))]
            todo += [source for source in sources if source not in seen]
            seen.update(sources)
        return sorted(found, key=self._places.__getitem__)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {node.key: place for place, node in enumerate(self.survey.order)}


def _text(text: str) -> str:
    return " ".join(text.split())


def _condition(flow: Flow) -> str:
    """The condition that a flow has as an expression."""
    return next((_text(piece.text) for piece in flow.content if piece.name == "conditionExpression"), "")


def targets(then: Then | None) -> Iterator[str]:
    """The keys of the steps that it goes on to."""
    if isinstance(then, Go):
        yield then.step
    elif isinstance(then, Passed | Joined):
        yield from targets(then.then)
    elif isinstance(then, Fork):
        for branch in then.branches:
            yield from targets(branch.then)
