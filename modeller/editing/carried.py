"""What goes along with a shape: what is in it, what is attached to it, what it shows."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Item, Node, Record
from modeller.notation.bpmn.joining import collaborations
from modeller.notation.catalogue import ELEMENTS, element_type
from modeller.notation.element import Role

_PLAIN: Final = frozenset(
    kind.key for kind in ELEMENTS
    if kind.role in {Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY, Role.CHOICE, Role.PARALLEL}
    or kind.role in {Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX} or kind.key.lower().endswith("task")
)  # fmt: skip
"""What never holds anything: nearly all there is."""


def process_of(model: Model, pool: Node) -> Item | None:
    """The process that a pool shows; None for a black box."""
    for ident in (pool.properties.text("processRef"), pool.properties.text("processRef").rpartition(":")[2]):
        for found in model.by_id(ident) if ident else ():
            if isinstance(found, Item):
                return found
    return None


def pools_of(model: Model, process: str) -> list[Node]:
    """The pools that show a process."""
    item = model.get(process)
    if not isinstance(item, Item):
        return []
    ident = item.properties.text("id", item.key)
    return [
        node
        for collaboration in collaborations(model)
        for node in model.children(collaboration.key)
        if isinstance(node, Node) and node.properties.text("processRef").rpartition(":")[2] == ident
    ]


def pool_of(model: Model, key: str, diagram: str | None = None) -> Node | None:
    """The pool that a record stands in (a pool's own is itself), on `diagram` where that is given."""
    record = model.get(key)
    for holder in (record, *model.ancestors(key)):
        if isinstance(holder, Node) and holder.type == "bpmn:participant":
            return holder
        if isinstance(holder, Item) and holder.type == "bpmn:process":
            for pool in pools_of(model, holder.key):
                if diagram is None or pool.diagram == diagram:
                    return pool
    return None


def below(model: Model, key: str) -> Iterator[Record]:
    """All that a record holds at any depth, flows and items included; not itself, nor its diagrams."""
    for child in model.children(key):
        yield child
        if model.holds(child.key):
            yield from below(model, child.key)


def contents(model: Model, node: Node) -> list[Node]:
    """The shapes drawn inside a pool, lane or sub-process on its diagram, with lanes, phases and attached events."""
    held: Iterable[Record]
    if node.type == "bpmn:participant":
        process = process_of(model, node)
        held = model.children(node.key)  # its phases
        if process is not None and not any(pool.key != node.key for pool in _before(model, process, node)):
            held = (*held, *below(model, process.key))
    elif node.type == "bpmn:lane":
        return list(_of_lane(model, node))
    else:
        held = below(model, node.key)
    return [
        inner
        for inner in held
        if isinstance(inner, Node) and inner.bounds is not None and inner.diagram == node.diagram
    ]


def _before(model: Model, process: Item, pool: Node) -> list[Node]:
    """The first pool on the same diagram that shows the process: where several do, the contents are that one's."""
    return [other for other in pools_of(model, process.key) if other.diagram == pool.diagram][:1]


def _of_lane(model: Model, lane: Node) -> Iterator[Node]:
    for child in below(model, lane.key):
        if isinstance(child, Node) and child.type == "bpmn:lane":
            yield child
    for member in model.members(lane.key):
        if member.diagram == lane.diagram and member.bounds is not None:
            yield member
            yield from contents(model, member)
            yield from (event for event in model.attached(member.key) if event.bounds is not None)


def carried(model: Model, keys: Collection[str]) -> list[Node]:
    """These shapes and all that moves when they do, each once: contents, attached events.

    A lane or phase takes its whole pool along.
    """
    found: dict[str, Node] = {}
    waiting = deque(keys)
    while waiting:
        node = model.node(waiting.popleft())
        if node is None or node.bounds is None or node.key in found:
            continue
        if node.type == "modeller:phase" and node.scope is not None:
            waiting.append(node.scope)
        if node.type == "bpmn:lane":
            waiting += [key for key in _whole(model, node) if key not in found]
        found[node.key] = node
        waiting += [event.key for event in model.attached(node.key) if event.diagram == node.diagram]
        if is_container(node) and not _is_in(model, node, found):
            waiting += [inner.key for inner in contents(model, node)]
    return list(found.values())


def _is_in(model: Model, node: Node, found: Mapping[str, Node]) -> bool:
    """Whether a lane's pool has been found, with all that stands in the lane."""
    pool = pool_of(model, node.key, node.diagram) if node.type == "bpmn:lane" else None
    return pool is not None and pool.key in found


def _whole(model: Model, lane: Node) -> list[str]:
    """What a lane cannot move without: its pool; where there is none, all lanes and steps of its process."""
    pool = pool_of(model, lane.key, lane.diagram)
    if pool is not None:
        return [pool.key]
    process = next((holder for holder in model.ancestors(lane.key) if not holder_is_lane(holder)), None)
    if process is None:
        return []
    return [node.key for node in below(model, process.key) if isinstance(node, Node) and node.diagram == lane.diagram]


def holder_is_lane(record: Record) -> bool:
    """Whether a holder is a lane or a set of lanes, not yet the process around them."""
    return isinstance(record, Node | Item) and record.type in {"bpmn:lane", "bpmn:laneSet", "bpmn:childLaneSet"}


def is_container(node: Node) -> bool:
    """Whether shapes may stand in this one."""
    if node.type in _PLAIN:
        return False
    kind = element_type(node)
    return kind.role in {Role.POOL, Role.LANE} or kind.traits(node).container
