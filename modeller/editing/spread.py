"""Room made in a pool: all beyond a line moves on, what lies across it grows, other pools make way."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.carried import pool_of, process_of
from modeller.editing.drawing_of import own
from modeller.editing.lane_tree import PARTS, all_lanes, box, end, middle, spanning, start
from modeller.editing.shift import shift
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Node

PADDING: Final = 10.0
"""A border keeps so far from the steps beside it."""


def spread(
    document: Document, edit: Edit, pool: Node, at: float, delta: float, growing: Collection[str], lying: bool
) -> list[str]:
    """Make `delta` units of room at a line across a pool's lanes (below it, right of it where they stand).

    The lanes in `growing`, and the pool, get longer by it; lanes that begin at the line or beyond and all shapes with
    their middle beyond move, and pools beyond make way. `delta` may be negative. The keys of the nodes that changed.
    """
    own(document, edit, pool.diagram)
    old_end = end(box(pool), lying)
    changed: list[str] = []
    beyond = [node.key for node in loose(document, pool) if middle(box(node), lying) >= at]
    for lane in all_lanes(document, pool):
        bounds = box(lane)
        if lane.key in growing:
            bounds = spanning(bounds, lying, start(bounds, lying), end(bounds, lying) + delta)
        elif start(bounds, lying) >= at - 0.5:
            bounds = bounds.moved(0, delta) if lying else bounds.moved(delta, 0)
        if bounds != lane.bounds:
            edit.put(replace(lane, bounds=bounds))
            changed.append(lane.key)
    bounds = box(pool)
    edit.put(replace(pool, bounds=spanning(bounds, lying, start(bounds, lying), end(bounds, lying) + delta)))
    changed.append(pool.key)
    changed += shift(document, edit, beyond, *_by(delta, lying))
    if delta > 0:
        changed += make_way(document, edit, pool, old_end, delta, lying)
    return changed


def clear(model: Model, pool: Node, border: float, lying: bool, most: float) -> float:
    """The place next to a border across (`lying`) or along a pool where it passes beside all steps.

    At most `most` units from it; itself where there is none.
    """
    spans = [(start(box(node), lying), end(box(node), lying)) for node in loose(model, pool) if solid(node)]
    if not any(low < border < high for low, high in spans):
        return border
    places = [float(round(place)) for low, high in spans for place in (low - PADDING, high + PADDING)]
    free = [
        place for place in places if abs(place - border) <= most and not any(low < place < high for low, high in spans)
    ]
    return min(free, key=lambda place: (abs(place - border), place), default=border)


def solid(node: Node) -> bool:
    """Whether a shape is one that borders are not to cut."""
    return node.type not in {"bpmn:textAnnotation", "bpmn:group"}


def make_way(document: Document, edit: Edit, pool: Node, beyond: float, delta: float, lying: bool) -> list[str]:
    """Move the pools, and the notes beside them, that begin beyond a pool's old end; the keys of what moved."""
    out = [
        node.key
        for node in document.children(pool.scope)
        if isinstance(node, Node)
        and node.key != pool.key
        and node.diagram == pool.diagram
        and node.bounds is not None
        and start(node.bounds, lying) >= beyond - 1
    ]
    return shift(document, edit, out, *_by(delta, lying)) if out else []


def loose(model: Model, pool: Node) -> list[Node]:
    """The shapes that stand right in a pool, each once: not its lanes, not what another shape in it carries."""
    process = process_of(model, pool)
    held = list(model.children(process.key)) if process is not None else []
    found = [node for node in held if _is_loose(node, pool)]
    found += [
        node
        for node in model.children(pool.scope)
        if _is_loose(node, pool) and box(pool).contains(*box(node).centre)  # type: ignore[arg-type]
    ]
    return found  # type: ignore[return-value]


def _is_loose(node: object, pool: Node) -> bool:
    return (
        isinstance(node, Node)
        and node.bounds is not None
        and node.diagram == pool.diagram
        and node.host is None
        and node.type not in PARTS | {"bpmn:participant"}
    )


def pool_around(model: Model, node: Node) -> Node | None:
    """The drawn pool that a lane or step stands in, of a pool itself."""
    pool = pool_of(model, node.key, node.diagram)
    return pool if pool is not None and pool.bounds is not None else None


def _by(delta: float, lying: bool) -> tuple[float, float]:
    return (0.0, delta) if lying else (delta, 0.0)
