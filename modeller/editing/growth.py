"""Pools, lanes and expanded sub-processes grow for what is dropped at or over their edges."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.lane_tree import (
    PARTS,
    all_lanes,
    area,
    around,
    at_edge,
    box,
    end,
    lies,
    middle,
    rows,
    spanning,
    start,
)
from modeller.editing.membership import settle
from modeller.editing.shift import shift
from modeller.editing.spread import loose, make_way, pool_around, spread
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node

NEAR: Final = 5.0
"""What stands nearer to an edge than this makes its holder grow."""
ROOM: Final = 20.0
"""How far the edge is then."""


def grow_for(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """Let what holds these shapes grow where they stand at or over its edge; what lies beyond makes way.

    Flows follow, and steps belong to the lanes that they stand in then.
    """
    changed: dict[str, None] = {}
    touched = set(keys)
    pools: dict[tuple[str | None, str | None], bool] = {}
    for key in document.in_pieces(keys, True, 100):
        node = document.node(key)
        if node is None or node.bounds is None or node.type in PARTS | {"bpmn:participant", "bpmn:group"}:
            continue
        place = node.scope, node.diagram
        if place not in pools:
            pools[place] = _carried(document, node, touched)
        if node.host is not None or pools[place]:
            continue
        changed |= dict.fromkeys(_grow(document, edit, node))
    if changed:
        follow(document, edit, list(changed))
        settle(document, edit, [*keys, *changed])


def _carried(model: Model, node: Node, touched: Collection[str]) -> bool:
    """Whether a shape came along with the sub-process or pool around it."""
    scope = model.node(node.scope)
    if scope is not None:
        return scope.key in touched and scope.diagram == node.diagram
    pool = pool_around(model, node)
    return pool is not None and pool.key in touched


def _grow(document: Document, edit: Edit, node: Node) -> list[str]:
    outer = document.node(node.scope)
    if outer is not None and outer.diagram == node.diagram and outer.bounds is not None:
        return _sub_process(document, edit, outer, node)
    pool = pool_around(document, node)
    if pool is None or pool.key == node.key or not box(pool).grown(1).meets(box(node)):
        return []
    lying = lies(document, pool)
    return _across(document, edit, pool, node, lying) + _lengthwise(document, edit, pool.key, node.key, lying)


def _sub_process(document: Document, edit: Edit, outer: Node, node: Node) -> list[str]:
    bounds, inner = box(outer), box(node)
    left = inner.x - ROOM if inner.x < bounds.x + NEAR else bounds.x
    top = inner.y - ROOM if inner.y < bounds.y + NEAR else bounds.y
    right = inner.right + ROOM if inner.right > bounds.right - NEAR else bounds.right
    bottom = inner.bottom + ROOM if inner.bottom > bounds.bottom - NEAR else bounds.bottom
    new = Bounds(left, top, right - left, bottom - top)
    if new == bounds:
        return []
    own(document, edit, outer.diagram)
    edit.put(replace(outer, bounds=new))
    moved = [outer.key]
    for event in document.attached(outer.key):
        if event.bounds is not None and event.diagram == outer.diagram:
            dx, dy = _with_border(event.bounds, bounds, new)
            moved += shift(document, edit, [event.key], dx, dy)
    grown = document.node(outer.key)
    return moved + (_grow(document, edit, grown) if grown is not None else [])


def _with_border(event: Bounds, old: Bounds, new: Bounds) -> tuple[float, float]:
    """How far an event on a border that moves goes with it."""
    x, y = event.centre
    sides = {
        (new.x - old.x, 0.0): abs(x - old.x),
        (new.right - old.right, 0.0): abs(x - old.right),
        (0.0, new.y - old.y): abs(y - old.y),
        (0.0, new.bottom - old.bottom): abs(y - old.bottom),
    }
    nearest = min(sides, key=lambda side: (sides[side], side))
    return nearest if sides[nearest] <= event.width else (0.0, 0.0)


def make_room(document: Document, edit: Edit, pool_key: str, key: str, extent: float, lying: bool) -> list[str]:
    """Let the lane of a shape grow so that `extent` units across have room about its middle; what changed."""
    pool, node = document.node(pool_key), document.node(key)
    if pool is None or node is None:
        return []
    place = middle(box(node), lying)
    return _between(document, edit, pool, node, place - extent / 2, place + extent / 2, lying)


def _across(document: Document, edit: Edit, pool: Node, node: Node, lying: bool) -> list[str]:
    """The lane that a shape stands in (or nearest to) grows at its start or end, or at both."""
    return _between(document, edit, pool, node, start(box(node), lying), end(box(node), lying), lying)


def _between(document: Document, edit: Edit, pool: Node, node: Node, low: float, high: float, lying: bool) -> list[str]:
    lane = _nearest(document, pool, node, lying)
    changed: list[str] = []
    if low < start(box(lane), lying) + NEAR:
        delta = start(box(lane), lying) + ROOM - low
        growing = {each.key for each in (*around(document, lane), *at_edge(document, lane, lying, last=False))}
        line = min(start(box(lane), lying), middle(box(node), lying))
        changed += spread(document, edit, pool, line, delta, growing, lying)
        high += delta
        pool, lane, node = _fresh(document, pool), _fresh(document, lane), _fresh(document, node)
    if high > end(box(lane), lying) - NEAR:
        delta = high + ROOM - end(box(lane), lying)
        growing = {each.key for each in (*around(document, lane), *at_edge(document, lane, lying, last=True))}
        line = max(end(box(lane), lying), middle(box(node), lying) + 0.01)
        changed += spread(document, edit, pool, line, delta, growing, lying)
    return changed


def _nearest(model: Model, pool: Node, node: Node, lying: bool) -> Node:
    """The innermost lane that a shape's middle lies in, or else lies nearest to; the pool where it has none."""
    place, found = middle(box(node), lying), pool
    while inner := rows(model, found):
        found = min(
            inner,
            key=lambda lane: max(start(box(lane), lying) - place, place - end(box(lane), lying), 0.0),
        )
    return found


def _fresh(document: Document, node: Node) -> Node:
    found = document.node(node.key)
    assert found is not None
    return found


def _lengthwise(document: Document, edit: Edit, pool_key: str, key: str, lying: bool) -> list[str]:
    """The pool and all its lanes get longer where a shape stands over their far end, or in their name bands."""
    pool, node = document.node(pool_key), document.node(key)
    assert pool is not None
    assert node is not None
    changed: list[str] = []
    lane = _nearest(document, pool, node, lying)
    low = start(area(document, lane), not lying)
    ahead = low + ROOM - start(box(node), not lying) if start(box(node), not lying) < low + NEAR else 0.0
    if ahead:
        by = (ahead, 0.0) if lying else (0.0, ahead)
        changed += shift(document, edit, [other.key for other in loose(document, pool)], *by)
        node = _fresh(document, node)
    over = end(box(node), not lying) + ROOM - end(box(pool), not lying)
    if end(box(node), not lying) <= end(box(pool), not lying) - NEAR:
        over = 0.0
    return changed + lengthen(document, edit, pool_key, max(ahead, over), lying)


def lengthen(document: Document, edit: Edit, pool_key: str, delta: float, lying: bool) -> list[str]:
    """Make a pool and its lanes longer at their far end; what lies beyond makes way. The keys of what changed."""
    pool = document.node(pool_key)
    if pool is None or pool.bounds is None or delta == 0:
        return []
    own(document, edit, pool.diagram)
    old_end = end(pool.bounds, not lying)
    changed = []
    for node in (pool, *all_lanes(document, pool)):
        bounds = box(node)
        low, high = start(bounds, not lying), end(bounds, not lying)
        edit.put(replace(node, bounds=spanning(bounds, not lying, low, high + delta)))
        changed.append(node.key)
    if delta > 0:
        changed += make_way(document, edit, pool, old_end, delta, not lying)
    return changed
