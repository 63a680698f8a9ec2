"""What many rules need of a model, found once: steps with their flows, scopes, pools, lanes, names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import Final

from modeller.model.dictionary import Entry
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node
from modeller.notation.bpmn.content import child, triggers
from modeller.notation.bpmn.joining import ASSOCIATION, DATA_IN, DATA_OUT, MESSAGE, SEQUENCE, participant_of
from modeller.notation.catalogue import element_type
from modeller.notation.element import ElementType, Role, Traits
from modeller.validation.lexicon import Lexicon, lexicon

GATEWAYS: Final = frozenset({Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX})
EVENTS: Final = frozenset({Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY})
STEPS: Final = GATEWAYS | EVENTS | {Role.WORK}
_DATA_FLOWS: Final = frozenset({DATA_IN, DATA_OUT, "bpmn:dataAssociation"})


@dataclass(slots=True, eq=False)
class Step:
    """A step of a process: what sequence flows join, with those flows."""

    node: Node
    type: ElementType
    traits: Traits
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    attached: list["Step"] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.node.key

    @property
    def role(self) -> Role:
        return self.type.role

    @property
    def aside(self) -> bool:
        """Whether it stands beside the flow: an event starts it, or it undoes something."""
        return self.traits.event_triggered or (self.role is Role.WORK and self.traits.compensation)


@dataclass(slots=True, eq=False)
class Scope:
    """What holds steps: a process (`owner` is None) or a sub-process."""

    key: str
    owner: Step | None
    steps: list[Step] = field(default_factory=list)

    @property
    def adhoc(self) -> bool:
        return self.owner is not None and self.owner.traits.adhoc

    def of(self, *roles: Role) -> list[Step]:
        return [step for step in self.steps if step.role in roles]


class Context:
    """One for each run of the rules."""

    def __init__(
        self, model: Model, libraries: Mapping[str, frozenset[str]] | None = None, dictionary: Sequence[Entry] = ()
    ) -> None:
        self.model = model
        self.libraries = libraries or {}
        """The ids of the models that there are, by the id of their library; of the libraries that are known."""
        self.dictionary = tuple(dictionary)
        self.words: Lexicon = lexicon()
        self.steps: dict[str, Step] = {}
        self.scopes: dict[str, Scope] = {}
        self.roles: dict[Role, list[Step]] = {}
        self.sequences: list[Flow] = []
        self.messages: list[Flow] = []
        self.data_flows: list[Flow] = []
        self.associations: list[Flow] = []
        self.pools: list[Node] = []
        self.lanes: list[Node] = []
        self.data: list[Node] = []
        self.processes: list[Item] = []
        flows: list[Flow] = []
        for record in model:
            if isinstance(record, Node):
                self._node(record)
            elif isinstance(record, Flow):
                flows.append(record)
            elif isinstance(record, Item) and record.type in {"bpmn:process", "bpmn:choreography"}:
                self.processes.append(record)
                self.scopes[record.key] = Scope(record.key, None)
        for flow in flows:
            self._flow(flow)
        self._hold()

    def _node(self, node: Node) -> None:
        kind = element_type(node)
        role = kind.role
        if role in STEPS:
            made = Step(node, kind, self._traits(kind, node))
            self.steps[node.key] = made
            self.roles.setdefault(role, []).append(made)
        elif role is Role.POOL:
            self.pools.append(node)
        elif role is Role.LANE:
            self.lanes.append(node)
        elif role is Role.DATA:
            self.data.append(node)

    def _traits(self, kind: ElementType, node: Node) -> Traits:
        made = kind.traits(node)
        if "" in made.triggers:  # a definition that stands elsewhere in the file
            found = triggers(node, self.model)
            from dataclasses import replace

            made = replace(made, triggers=found, terminates="terminate" in found)
        return made

    def _flow(self, flow: Flow) -> None:
        if flow.type == SEQUENCE:
            self.sequences.append(flow)
            source, target = self.steps.get(flow.source or ""), self.steps.get(flow.target or "")
            if source is not None:
                source.outgoing.append(flow)
            if target is not None:
                target.incoming.append(flow)
        elif flow.type == MESSAGE:
            self.messages.append(flow)
        elif flow.type in _DATA_FLOWS:
            self.data_flows.append(flow)
        elif flow.type == ASSOCIATION:
            self.associations.append(flow)

    def _hold(self) -> None:
        for step in self.steps.values():
            if step.role is Role.WORK and step.traits.container:
                self.scopes.setdefault(step.key, Scope(step.key, step))
        for step in self.steps.values():
            scope = self.scopes.get(step.node.scope or "")
            if scope is not None:
                scope.steps.append(step)
            host = self.steps.get(step.node.host or "")
            if host is not None and host is not step:
                host.attached.append(step)

    # -- what rules ask ------------------------------------------------------------------------------------------

    def of(self, *roles: Role) -> Iterator[Step]:
        """The steps of some roles, in file order within each."""
        for role in roles:
            yield from self.roles.get(role, ())

    def scope_of(self, step: Step) -> Scope | None:
        return self.scopes.get(step.node.scope or "")

    def nested(self, step: Step) -> bool:
        """Whether a step stands in an ad-hoc sub-process, where no order is asked for."""
        scope = self.scope_of(step)
        return scope is not None and scope.adhoc

    @cached_property
    def _roots(self) -> dict[str, str]:
        return {}

    def root_of(self, key: str | None) -> str | None:
        """The process (or choreography, or collaboration) that holds a record in the end."""
        if key is None:
            return None
        known = self._roots.get(key)
        if known is not None:
            return known
        chain, seen, now = [], set(), key
        while now not in seen:
            seen.add(now)
            chain.append(now)
            record = self.model.get(now)
            scope = getattr(record, "scope", None)
            if scope is None or scope not in self.model or _is_root(self.model, scope):
                break
            now = scope
        for each in chain:
            self._roots[each] = now
        return now

    @cached_property
    def _pools(self) -> dict[str, str | None]:
        return {process.key: participant_of(self.model, process.key) for process in self.processes}

    def pool_of(self, key: str | None) -> str | None:
        """The key of the pool that shows what holds a record; a pool's own; None where there is none."""
        node = self.model.node(key)
        if node is not None and element_type(node).role is Role.POOL:
            return node.key
        root = self.root_of(key)
        return self._pools.get(root) if root is not None else None

    @cached_property
    def process_of_pool(self) -> dict[str, str]:
        return {pool: process for process, pool in self._pools.items() if pool is not None}

    @cached_property
    def returns(self) -> frozenset[str]:
        """The keys of the flows that lead back to where their way came by: what closes a loop."""
        found: set[str] = set()
        done: set[str] = set()
        first = sorted(self.steps.values(), key=lambda step: bool(step.incoming))
        for root in first:
            if root.key in done:
                continue
            trail, held = [(root, iter(self.ways_on(root)))], {root.key}
            while trail:
                step, rest = trail[-1]
                flow, after = next(rest, (None, None))
                if after is None:
                    trail.pop()
                    held.discard(step.key)
                    done.add(step.key)
                elif after.key in held:
                    found.add(flow.key if flow is not None else "")
                elif after.key not in done:
                    held.add(after.key)
                    trail.append((after, iter(self.ways_on(after))))
        return frozenset(found)

    def ways_on(self, step: Step) -> list[tuple[Flow | None, Step]]:
        """What may come next: by a flow, or by an event at the border."""
        found: list[tuple[Flow | None, Step]] = [(None, event) for event in step.attached]
        found += [(flow, self.steps[flow.target]) for flow in step.outgoing if flow.target in self.steps]
        return found

    @cached_property
    def message_ends(self) -> frozenset[str]:
        """The keys of what message flows join."""
        return frozenset(key for flow in self.messages for key in (flow.source, flow.target) if key is not None)

    @cached_property
    def association_ends(self) -> frozenset[str]:
        return frozenset(key for flow in self.associations for key in (flow.source, flow.target) if key is not None)

    @cached_property
    def said(self) -> list[tuple[Step, str]]:
        """The activities that a person named, each with its name without a number before or behind it.

        Not those that hold others or call them: their name is that of a process.
        """
        found: list[tuple[Step, str]] = []
        for step in self.roles.get(Role.WORK, ()):
            traits = step.traits
            if step.node.text and not (traits.event_triggered or traits.container or traits.calls):
                name = _NUMBER.sub("", one_line(step.node.text)).strip()
                if name:
                    found.append((step, name))
        return found

    @cached_property
    def drawn(self) -> dict[str, list[Node]]:
        """The shapes of each diagram that have a sound size, as the model holds them."""
        found: dict[str, list[Node]] = {}
        for record in self.model:
            if isinstance(record, Node) and record.diagram is not None and sound(record.bounds):
                found.setdefault(record.diagram, []).append(record)
        return found

    @cached_property
    def grids(self) -> dict[str, "Grid"]:
        """What stands where on each diagram: steps and data."""
        return {
            diagram: Grid(node for node in nodes if node.key in self.steps or element_type(node).role is Role.DATA)
            for diagram, nodes in self.drawn.items()
        }


_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_NUMBER: Final = re.compile(r"[（(]?\d+[)）]?$|^\d+(\.\d+)*[.、)）]?\s*")
_CELL: Final = 240.0
_MOST: Final = 400


class Grid:
    """Shapes by the squares that they lie in."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.squares: dict[tuple[int, int], list[Node]] = {}
        self.wide: list[Node] = []
        self.nodes: list[Node] = []
        for node in nodes:
            self.nodes.append(node)
            assert node.bounds is not None
            cells = _cells(node.bounds)
            if cells is None:
                self.wide.append(node)
            else:
                for cell in cells:
                    self.squares.setdefault(cell, []).append(node)

    def near(self, box: Bounds) -> Iterator[Node]:
        """What may meet a rectangle; some of it more than once."""
        yield from self.wide
        cells = _cells(box)
        for cell in self.squares if cells is None else cells:
            yield from self.squares.get(cell, ())


def _cells(box: Bounds) -> list[tuple[int, int]] | None:
    x, y, width, height = box
    left, right = int(x // _CELL), int((x + width) // _CELL)
    top, bottom = int(y // _CELL), int((y + height) // _CELL)
    if left == right and top == bottom:
        return [(left, top)]
    if (right - left + 1) * (bottom - top + 1) > _MOST:
        return None
    return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def _is_root(model: Model, scope: str) -> bool:
    record = model.get(scope)
    return isinstance(record, Item) and record.type == "bpmn:definitions"


def sound(box: Bounds | None) -> bool:
    """Whether bounds are numbers that can be reckoned with."""
    return box is not None and all(map(isfinite, box)) and box.width > 0 and box.height > 0 and abs(box.x) < 1e9


def is_chinese(text: str) -> bool:
    return not text.isascii() and _CHINESE.search(text) is not None


def one_line(text: str) -> str:
    """A name as it is compared and quoted."""
    return " ".join(text.split())


def called(node: Node | Flow | Item) -> str:
    """What a record is called, else its id."""
    return one_line(node.text) or node.properties.text("id", node.key)


def conditional(flow: Flow) -> bool:
    return child(flow, "conditionExpression") is not None


def default_of(step: Step) -> str:
    """The id of the flow that is taken where no condition holds; ``""`` where there is none."""
    return step.node.properties.text("default").strip().rpartition(":")[2]


def is_default(step: Step, flow: Flow) -> bool:
    ident = default_of(step)
    return bool(ident) and flow.properties.text("id", flow.key) == ident
