"""What all analyses need of a model, found once: steps in order, their numbers, who does them, what holds them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from modeller.execution.reading import Collected, FlowNode, collected
from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node, Record
from modeller.notation.attributes import PREFIX, names_of
from modeller.notation.bpmn.joining import participant_of
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.numbers import in_order, numbers
from modeller.notation.titles import caption_of

RESPONSIBLE: Final = PREFIX + "responsible"


@dataclass(frozen=True)
class Survey:
    """A model as the analyses see it; make one with `survey` and hand it to each."""

    model: Model
    found: Collected
    order: tuple[Node, ...]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each activity, by key, along the flow."""
        return numbers(self.model, self.activities)

    @cached_property
    def activities(self) -> tuple[Node, ...]:
        """The activities along the flow, what a sub-process holds right behind it."""
        return tuple(node for node in self.order if element_type(node).role is Role.WORK)

    @cached_property
    def inside(self) -> dict[str, tuple[Node, ...]]:
        """The activities that each sub-process holds, not those deeper down."""
        held: dict[str, list[Node]] = {}
        for node in self.activities:
            if node.scope in self.found.nodes:
                held.setdefault(node.scope or "", []).append(node)
        return {key: tuple(nodes) for key, nodes in held.items()}

    @cached_property
    def processes(self) -> tuple[str, ...]:
        """The keys of what holds steps and is held by none, in the order in which work comes to them."""
        return tuple(dict.fromkeys(self.process_of(node.key) for node in self.order))

    @cached_property
    def pools(self) -> dict[str, Node]:
        """The pool that shows each process, where one does."""
        found = {}
        for process in self.found.roots():
            pool = self.model.node(participant_of(self.model, process))
            if pool is not None:
                found[process] = pool
        return found

    def process_of(self, key: str) -> str:
        """The key of the process that holds a step in the end."""
        seen: set[str] = set()
        while key in self.found.nodes and key not in seen:
            seen.add(key)
            key = self.found.nodes[key].node.scope or ""
        return key

    def holders(self, node: Node) -> list[FlowNode]:
        """The sub-processes that a step stands in, the nearest first."""
        held: list[FlowNode] = []
        now = self.found.nodes.get(node.scope or "")
        while now is not None and now not in held:
            held.append(now)
            now = self.found.nodes.get(now.node.scope or "")
        return held

    @cached_property
    def responsible(self) -> dict[str, tuple[str, ...]]:
        """Who does each step, by key: as somebody wrote, else by the lane, else by the pool; empty if nothing says."""
        return {node.key: tuple(names_of(node, RESPONSIBLE)) or self.by_place(node) for node in self.order}

    def by_place(self, node: Node) -> tuple[str, ...]:
        """The role that a step belongs to by where it is drawn."""
        for each in (node, *(holder.node for holder in self.holders(node))):
            lane = self._innermost(each)
            if lane is not None and named(lane):
                return (named(lane),)
        pool = self.pools.get(self.process_of(node.key))
        return (named(pool),) if pool is not None and named(pool) else ()

    def lane_of(self, node: Node) -> Node | None:
        """The innermost lane that lists a step, or the sub-process that it stands in."""
        for each in (node, *(holder.node for holder in self.holders(node))):
            lane = self._innermost(each)
            if lane is not None:
                return lane
        return None

    def _innermost(self, node: Node) -> Node | None:
        lanes = [lane for lane in map(self.model.node, node.lanes) if lane is not None]
        depth = {lane.key: sum(1 for _ in self.model.ancestors(lane.key)) for lane in lanes}
        return max(lanes, key=lambda lane: depth[lane.key], default=None)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """All who do steps: lanes from top to bottom as they are drawn, then who was written down, by first use."""
        found: list[str] = []
        for record in self.model:
            if isinstance(record, Node) and element_type(record).role is Role.LANE:
                found.append(named(record))
        used = dict.fromkeys(role for node in self.activities for role in self.responsible[node.key])
        return tuple(dict.fromkeys([*(role for role in found if role in used), *used]))

    def main_role(self, key: str) -> str:
        """The first who does a step, ``""`` where nothing says."""
        roles = self.responsible.get(key, ())
        return roles[0] if roles else ""

    @cached_property
    def data(self) -> dict[str, tuple[list[str], list[str]]]:
        """The keys of the data that each step takes in and gives out, by data associations."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for record in self.model:
            if isinstance(record, Flow) and record.type.startswith("bpmn:data"):
                source, target = self.model.node(record.source), self.model.node(record.target)
                if source is not None and target is not None:
                    if is_data(source) and target.key in self.found.nodes:
                        found.setdefault(target.key, ([], []))[0].append(source.key)
                    elif is_data(target) and source.key in self.found.nodes:
                        found.setdefault(source.key, ([], []))[1].append(target.key)
        return found


def survey(model: Model) -> Survey:
    """One pass over a snapshot."""
    return Survey(model, collected(model), tuple(in_order(model)))


def is_data(node: Node) -> bool:
    return element_type(node).role is Role.DATA


def is_store(node: Node) -> bool:
    """Whether data stand for a system rather than a document."""
    return node.type in {"bpmn:dataStoreReference", "bpmn:dataStore"}


def named(record: Record | None) -> str:
    """What a record is called, on one line."""
    return " ".join(record.text.split()) if record is not None and isinstance(record, Node | Flow | Item) else ""


def data_name(node: Node, model: Model) -> str:
    """What a data element is called, without its state."""
    text = caption_of(node, model)
    return " ".join(text.rpartition("[")[0].split() if text.endswith("]") and "[" in text else text.split())
