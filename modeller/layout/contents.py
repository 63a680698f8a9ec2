"""What belongs where in a model without a picture: steps by scope, what stands beside them, their sizes."""

from collections.abc import Container
from typing import Final

from modeller.drawing.text import LINE_HEIGHT, broken
from modeller.layout.block import Block, Builder, Satellite
from modeller.layout.layers import Edge, arranged
from modeller.model.reading import Model
from modeller.model.records import Item, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

PAD: Final = (24.0, 34.0, 24.0, 16.0)
"""Between the border of a sub-process and its steps: left, top, right, bottom."""
NOTE_WIDTH: Final = 130.0

_BESIDE = {Role.DATA, Role.NOTE}
_FRAMES = {Role.POOL, Role.LANE, Role.PHASE, Role.GROUP}
_GATEWAYS = {Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX}


class Contents:
    """The steps of each scope, and the blocks they make."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.roles = {node.key: element_type(node).role for node in model.nodes()}
        self.steps: dict[str | None, list[str]] = {}
        self.home: dict[str, str | None] = {}
        """The scope in whose block a step or a boundary event stands."""
        self.hosted: dict[str, list[str]] = {}
        self.satellites: dict[str, list[Satellite]] = {}
        self.loose: list[str] = []
        self.inside: dict[str, Block] = {}
        """The blocks inside of sub-processes."""
        self.sizes: dict[str, tuple[float, float]] = {}
        self._gather()
        self._attach()
        self.edges = self._edges()

    def _gather(self) -> None:
        for node in self.model.nodes():
            role = self.roles[node.key]
            if role in _BESIDE or role in _FRAMES:
                continue
            self.home[node.key] = node.scope
            host = self.model.node(node.host)
            if role is Role.BOUNDARY and host is not None and self.roles[host.key] is Role.WORK:
                self.hosted.setdefault(host.key, []).append(node.key)
                self.home[node.key] = host.scope
            else:
                self.steps.setdefault(node.scope, []).append(node.key)

    def end(self, key: str | None, among: Container[str]) -> str | None:
        """An end of a flow as one of `among`: itself, or the nearest of its holders."""
        if key is None:
            return None
        if key in among:
            return key
        return next((record.key for record in self.model.ancestors(key) if record.key in among), None)

    def _attach(self) -> None:
        """Give every data object, store and note that has a partner its place beside it."""
        partners: dict[str, str] = {}
        for flow in self.model.flows():
            for one, other in ((flow.source, flow.target), (flow.target, flow.source)):
                if one is None or self.roles.get(one) not in _BESIDE or one in partners:
                    continue
                partner = self._partner(other)
                if partner is not None:
                    partners[one] = partner
        for node in self.model.nodes():
            if self.roles[node.key] not in _BESIDE:
                continue
            note = self.roles[node.key] is Role.NOTE
            self.sizes[node.key] = self._note_size(node) if note else element_type(node).size
            step = self._step_beside(node, partners.get(node.key))
            if step is not None:
                self.satellites.setdefault(step, []).append(Satellite(node.key, self.sizes[node.key], note))
            elif note or self._is_reference(node):
                self.loose.append(node.key)

    def _partner(self, key: str | None) -> str | None:
        """A step for the other end of an association: a flow counts as its source."""
        flow = self.model.flow(key)
        return self.end(flow.source if flow is not None else key, self.home)

    def _is_reference(self, node: Node) -> bool:
        """Whether data is drawn although nothing leads to it: what is referred to elsewhere is not."""
        holder = self.model.get(node.scope)
        held = isinstance(holder, Item) and holder.type.endswith("ioSpecification")
        return not held and node.type.endswith("Reference")

    def _step_beside(self, node: Node, partner: str | None) -> str | None:
        """The step of the note's own scope that holds its partner, or the outermost that does."""
        holder = node.scope
        found = None
        while partner is not None:
            if partner in self.hosted_on:
                partner = self.hosted_on[partner]
            found = partner
            if self.home.get(partner) == holder:
                break
            partner = self.end(self.home.get(partner), self.home)
        return found

    @property
    def hosted_on(self) -> dict[str, str]:
        """Boundary event -> its host."""
        if not hasattr(self, "_hosts"):
            self._hosts = {event: host for host, events in self.hosted.items() for event in events}
        return self._hosts

    @staticmethod
    def _note_size(node: Node) -> tuple[float, float]:
        lines = len(broken(node.text, NOTE_WIDTH - 9, 12)) if node.text else 1
        return NOTE_WIDTH, max(30.0, lines * 12 * LINE_HEIGHT + 8)

    def _edges(self) -> dict[str | None, list[tuple[Edge, str]]]:
        """By scope: the flows between its steps, and where exactly each leaves (a boundary event or the step)."""
        found: dict[str | None, list[tuple[Edge, str]]] = {}
        for flow in self.model.flows():
            source, target = flow.source, flow.target
            if source is None or target is None or source not in self.home or target not in self.home:
                continue
            if self.home[source] != self.home[target] or target in self.hosted_on:
                continue
            step = self.hosted_on.get(source, source)
            edge = Edge(flow.key, step, target, beneath=step != source)
            found.setdefault(self.home[source], []).append((edge, source))
        return found

    def block(self, scope: str | None, lanes: dict[str, int] | None = None, count: int = 1) -> Block:
        """The block of a scope's steps, those inside its sub-processes included."""
        steps = self.steps.get(scope, [])
        for step in steps:
            self._measure(step)
        edges = [edge for edge, _ in self.edges.get(scope, [])]
        ports = {edge.key: port for edge, port in self.edges.get(scope, []) if port != edge.source}
        joined = (
            {step for edge in edges for step in (edge.source, edge.target)} | set(self.satellites) | set(self.hosted)
        )
        loose = [step for step in steps if step not in joined] if count == 1 else []
        steps = [step for step in steps if step in joined] if loose else steps
        grid = arranged(steps, edges, lanes or dict.fromkeys(steps, 0), count)
        gateways = frozenset(step for step in steps if self.roles[step] in _GATEWAYS)
        builder = Builder(grid, edges, self.sizes, self.satellites, self.hosted, gateways, ports)
        block = builder.built()
        if loose:
            builder.add_row(loose)
        return block

    def _measure(self, step: str) -> None:
        node = self.model.node(step)
        assert node is not None
        width, height = element_type(node).size
        if self.steps.get(step):
            inner = self.inside[step] = self.block(step)
            width = max(140.0, inner.width + PAD[0] + PAD[2])
            height = max(100.0, inner.height + PAD[1] + PAD[3])
        events = self.hosted.get(step, [])
        for event in events:
            boundary = self.model.node(event)
            assert boundary is not None
            self.sizes[event] = element_type(boundary).size
        self.sizes[step] = (max(width, 46.0 * len(events) + 10), height)
