"""Flow nodes and flows of a snapshot, by what holds them: what a plan is made from."""

from dataclasses import dataclass, field
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.catalogue import element_type, flow_type
from modeller.notation.element import ElementType, FlowType, Role, Traits

STEPS: Final = frozenset(
    {
        Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY, Role.WORK,
        Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX,
    }
)  # fmt: skip
"""The roles of what tokens move through."""


@dataclass(slots=True)
class FlowNode:
    """A node that tokens move through, with what its kind says of it."""

    key: str
    node: Node
    role: Role
    traits: Traits


@dataclass(slots=True)
class Collected:
    """All flow nodes of a model by the scope that holds them, and the flows that join two of one scope."""

    model: Model
    nodes: dict[str, FlowNode] = field(default_factory=dict)
    held: dict[str, list[FlowNode]] = field(default_factory=dict)
    attached: dict[str, list[FlowNode]] = field(default_factory=dict)
    incoming: dict[str, list[Flow]] = field(default_factory=dict)
    outgoing: dict[str, list[Flow]] = field(default_factory=dict)
    messages: list[Flow] = field(default_factory=list)
    sequence: FlowType | None = None

    def add(self, each: FlowNode) -> None:
        self.nodes[each.key] = each
        self.held.setdefault(each.node.scope or "", []).append(each)
        if each.node.host is not None and each.role is Role.BOUNDARY:
            self.attached.setdefault(each.node.host, []).append(each)

    def roots(self) -> list[str]:
        """The keys of the processes: what holds flow nodes and is held by none."""
        return [scope for scope in self.held if scope not in self.nodes]


def collected(model: Model) -> Collected:
    """One pass over a snapshot. Flows that lack an end or cross the border of a sub-process carry no tokens."""
    found = Collected(model)
    flows: list[Flow] = []
    kinds: dict[str, ElementType] = {}
    carries: dict[str, str] = {}
    for record in model:
        if isinstance(record, Node):
            kind = kinds.get(record.type)
            if kind is None:
                kind = kinds[record.type] = element_type(record)
            if kind.role in STEPS:
                found.add(FlowNode(record.key, record, kind.role, kind.traits(record)))
        elif isinstance(record, Flow):
            load = carries.get(record.type)
            if load is None:
                kind_of_flow = flow_type(record)
                load = carries[record.type] = kind_of_flow.carries
                if load == "tokens":
                    found.sequence = kind_of_flow
            if load == "tokens":
                flows.append(record)
            elif load == "messages":
                found.messages.append(record)
    _connect(found, flows)
    return found


def _connect(found: Collected, flows: list[Flow]) -> None:
    for flow in flows:
        source, target = found.nodes.get(flow.source or ""), found.nodes.get(flow.target or "")
        if source is not None and target is not None and source.node.scope == target.node.scope:
            found.outgoing.setdefault(source.key, []).append(flow)
            found.incoming.setdefault(target.key, []).append(flow)
    for table in (found.outgoing, found.incoming):
        for several in table.values():
            if len(several) > 1:
                several.sort(key=lambda flow: (flow.order, flow.key))
