"""How lanes lie in their pool: in rows that lie or columns that stand, one set in the other."""

from collections.abc import Iterator
from typing import Final

from modeller.editing.carried import pool_of, process_of
from modeller.model.reading import Model
from modeller.model.records import Bounds, Item, Node
from modeller.notation.bpmn.pools import BAND, is_horizontal

SETS = frozenset({"bpmn:laneSet", "bpmn:childLaneSet"})
PARTS: Final = frozenset({"bpmn:lane", "modeller:phase"})
"""What parts a pool: lanes, and phases across them."""
LEAST = 60.0
"""No lane gets lower (or, standing, narrower) than this."""


def lies(model: Model, node: Node) -> bool:
    """Whether the lanes of a pool or lane lie one below the other, as its pool says; else they stand in a row."""
    pool = pool_of(model, node.key, node.diagram) if node.type == "bpmn:lane" else node
    return is_horizontal(pool or node)


def start(bounds: Bounds, lying: bool) -> float:
    """Where a lane begins across its direction: its top, or its left where it stands."""
    return bounds.y if lying else bounds.x


def end(bounds: Bounds, lying: bool) -> float:
    """Where a lane ends across its direction: its bottom, or its right where it stands."""
    return bounds.bottom if lying else bounds.right


def middle(bounds: Bounds, lying: bool) -> float:
    """The middle across the direction of lanes."""
    return bounds.y + bounds.height / 2 if lying else bounds.x + bounds.width / 2


def spanning(bounds: Bounds, lying: bool, low: float, high: float) -> Bounds:
    """The rectangle with another start and end across the direction of lanes."""
    if lying:
        return Bounds(bounds.x, low, bounds.width, high - low)
    return Bounds(low, bounds.y, high - low, bounds.height)


def sets_of(model: Model, holder: str) -> list[Item]:
    """The lane sets of a process, a sub-process or a lane."""
    return [item for item in model.items_in(holder) if item.type in SETS]


def lanes_in(model: Model, holder: str, diagram: str | None) -> list[Node]:
    """The lanes right in a process, sub-process or lane that are drawn on a diagram, in file order."""
    return [
        lane
        for held in sets_of(model, holder)
        for lane in model.children(held.key)
        if isinstance(lane, Node) and lane.type == "bpmn:lane" and lane.bounds is not None and lane.diagram == diagram
    ]


def rows(model: Model, node: Node) -> list[Node]:
    """The lanes right in a pool or lane, from the top (or the left)."""
    holder: str | None = node.key
    if node.type == "bpmn:participant":
        process = process_of(model, node)
        holder = process.key if process is not None else None
    if holder is None:
        return []
    lying = lies(model, node)
    return sorted(lanes_in(model, holder, node.diagram), key=lambda lane: start(box(lane), lying))


def all_lanes(model: Model, node: Node) -> list[Node]:
    """All lanes in a pool or lane, at any depth; an outer one before its inner ones."""
    found: list[Node] = []
    for lane in rows(model, node):
        found += [lane, *all_lanes(model, lane)]
    return found


def holder(model: Model, lane: Node) -> Node | None:
    """The lane or pool right around a lane; None for the lanes of a process that no pool shows."""
    held = model.get(lane.scope)
    outer = model.get(held.scope) if isinstance(held, Item) else None
    if isinstance(outer, Node):
        return outer
    return pool_of(model, lane.key, lane.diagram)


def around(model: Model, lane: Node) -> list[Node]:
    """The lanes around a lane and its pool, from the inside."""
    found: list[Node] = []
    outer = holder(model, lane)
    while outer is not None and outer not in found:
        found.append(outer)
        outer = holder(model, outer) if outer.type == "bpmn:lane" else None
    return found


def siblings(model: Model, lane: Node) -> list[Node]:
    """The lanes of the same holder, this one included, from the top (or the left)."""
    outer = holder(model, lane)
    if outer is not None:
        return rows(model, outer)
    held = model.get(lane.scope)
    lying = lies(model, lane)
    found = lanes_in(model, held.scope or "", lane.diagram) if isinstance(held, Item) else [lane]
    return sorted(found, key=lambda other: start(box(other), lying))


def at_edge(model: Model, lane: Node, lying: bool, last: bool) -> Iterator[Node]:
    """A lane and its inner lanes that share its end (`last`) or its start."""
    yield lane
    inner = rows(model, lane)
    if inner:
        yield from at_edge(model, inner[-1 if last else 0], lying, last)


def box(node: Node) -> Bounds:
    """The bounds of a lane or pool that is drawn."""
    assert node.bounds is not None
    return node.bounds


def area(model: Model, node: Node) -> Bounds:
    """What a pool or lane has inside: without its name band."""
    bounds = box(node)
    inner = rows(model, node)
    lying = lies(model, node)
    wide = BAND
    if inner and node.type == "bpmn:participant":
        wide = max(0.0, (box(inner[0]).x - bounds.x) if lying else (box(inner[0]).y - bounds.y))
    if lying:
        return Bounds(bounds.x + wide, bounds.y, bounds.width - wide, bounds.height)
    return Bounds(bounds.x, bounds.y + wide, bounds.width, bounds.height - wide)
