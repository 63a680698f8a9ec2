"""Lanes: adding, splitting, deleting, putting elsewhere, with all that stands in them."""

from dataclasses import replace
from typing import Final, Literal

from modeller.editing.carried import process_of
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.growth import grow_for
from modeller.editing.identity import new_key, top
from modeller.editing.lane_tree import (
    LEAST,
    all_lanes,
    area,
    around,
    at_edge,
    box,
    end,
    lies,
    rows,
    sets_of,
    siblings,
    spanning,
    start,
)
from modeller.editing.membership import settle
from modeller.editing.refused import Refused
from modeller.editing.removal import take_out
from modeller.editing.reorder import reorder
from modeller.editing.schema_order import order_in
from modeller.editing.spread import clear, loose, pool_around, solid, spread
from modeller.editing.standing import process_for
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.records import Bounds, Item, Node, Properties

__all__ = ["add", "delete", "grow_for", "move", "split"]

Side = Literal["above", "below", "left", "right"]
THICK: Final = 120.0
"""The height of a new lane (its width where it stands)."""


def add(document: Document, key: str, side: Side) -> str:
    """A new lane before (above, left) or behind (below, right) a lane, or at that edge of a pool; its key.

    The pool grows by it. A pool without lanes gets two: the first takes what was there.
    """
    node = _pool_or_lane(document, key)
    pool = _pool(document, node)
    with step(document, message("flows.lane.add")) as edit:
        own(document, edit, pool.diagram)
        before = side in {"above", "left"}
        lying = lies(document, pool)
        if node.type == "bpmn:participant":
            if not rows(document, node):
                _first_lane(document, edit, node)
            inner = rows(document, _again(document, node))
            node = inner[0 if before else -1]
        beside = siblings(document, node)
        place = [lane.key for lane in beside].index(node.key) + (0 if before else 1)
        line = start(box(node), lying) if before else end(box(node), lying)
        growing = {outer.key for outer in around(document, node)}
        changed = spread(document, edit, _again(document, pool), line, THICK, growing, lying)
        bounds = spanning(box(node), lying, line, line + THICK)
        neighbours = [lane.order for lane in beside]
        low = neighbours[place - 1] if place > 0 else neighbours[0] - 1
        high = neighbours[place] if place < len(neighbours) else low + 2
        made = _new_lane(document, edit, node.scope or "", bounds, _again(document, pool), (low + high) / 2)
        follow(document, edit, changed)
        _settle_all(document, edit, pool.key)
    return made


def split(document: Document, key: str, count: int) -> tuple[str, ...]:
    """Divide a pool or lane without lanes of its own into `count` equal ones; their keys.

    A border passes beside steps where it can, else the lane of a step that it would cut grows. It grows too where they
    would be too small. Raises Refused where there are lanes in it already.
    """
    node = _pool_or_lane(document, key)
    if rows(document, node):
        raise Refused(message("flows.lane.has_lanes"))
    pool = _pool(document, node)
    with step(document, message("flows.lane.split")) as edit:
        own(document, edit, pool.diagram)
        lying = lies(document, pool)
        thick = end(box(node), lying) - start(box(node), lying)
        if thick < count * LEAST:
            growing = {each.key for each in (node, *around(document, node))}
            line, delta = end(box(node), lying), count * LEAST - thick
            follow(document, edit, spread(document, edit, pool, line, delta, growing, lying))
        node = _again(document, node)
        inside, made = area(document, node), []
        held = _lane_set(document, edit, node)
        low, high = start(inside, lying), end(inside, lying)
        even = [float(round(low + (high - low) * number / count)) for number in range(1, count)]
        most = max((high - low) / count - LEAST, 0.0) / min(count - 1, 2)  # no lane gets smaller, between two borders
        borders = [low, *(clear(document, pool, border, lying, most) for border in even), high]
        for number in range(count):
            bounds = spanning(inside, lying, borders[number], borders[number + 1])
            made.append(_new_lane(document, edit, held, bounds, _again(document, pool), float(number)))
        _settle_all(document, edit, pool.key)
        cut = [
            each.key
            for each in loose(document, _again(document, pool))
            if solid(each) and any(start(box(each), lying) < border < end(box(each), lying) for border in borders[1:-1])
        ]
        grow_for(document, edit, cut)
    return tuple(made)


def delete(document: Document, key: str) -> None:
    """Take a lane out. Its neighbour before it (else the one behind) takes its room and what stands in it."""
    lane = _pool_or_lane(document, key)
    if lane.type != "bpmn:lane":
        raise Refused(message("flows.lane.no_lane"))
    with step(document, message("flows.lane.delete")) as edit:
        own(document, edit, lane.diagram)
        members = [node.key for inner in (lane, *all_lanes(document, lane)) for node in document.members(inner.key)]
        beside = siblings(document, lane)
        if lane.bounds is not None and len(beside) > 1:
            lying = lies(document, lane)
            place = [other.key for other in beside].index(key)
            heir = beside[place - 1] if place > 0 else beside[1]
            for other in at_edge(document, heir, lying, last=place > 0):
                low, high = start(box(other), lying), end(box(other), lying)
                low, high = (low, end(lane.bounds, lying)) if place > 0 else (start(lane.bounds, lying), high)
                edit.put(replace(other, bounds=spanning(box(other), lying, low, high)))
        held = document.get(lane.scope)
        take_out(document, edit, [key])
        if isinstance(held, Item) and not document.children(held.key) and not held.content:
            take_out(document, edit, [held.key])
        for member in members:
            node = document.node(member)
            if node is not None and key in node.lanes:
                edit.put(replace(node, lanes=tuple(other for other in node.lanes if other in document)))
        settle(document, edit, members)


def move(document: Document, key: str, place: int) -> None:
    """Put a lane, with all that stands in it, at another place among its neighbours (0 is the first)."""
    lane = _pool_or_lane(document, key)
    pool = pool_around(document, lane)
    beside = siblings(document, lane)
    if lane.type != "bpmn:lane" or pool is None or lane.bounds is None:
        raise Refused(message("flows.lane.no_lane"))
    now = [other.key for other in beside].index(key)
    place = min(max(place, 0), len(beside) - 1)
    if now == place:
        return
    with step(document, message("flows.lane.move")) as edit:
        own(document, edit, lane.diagram)
        lying = lies(document, lane)
        changed = reorder(
            document, edit, pool, beside, key, place, lying, lambda other: (other, *all_lanes(document, other))
        )  # fmt: skip
        follow(document, edit, changed)
        settle(document, edit, changed)


def _pool_or_lane(document: Document, key: str) -> Node:
    node = document.node(key)
    if node is None or node.type not in {"bpmn:participant", "bpmn:lane"}:
        raise Refused(message("flows.lane.no_lane"))
    return node


def _pool(document: Document, node: Node) -> Node:
    pool = pool_around(document, node)
    drawn = pool is not None and node.bounds is not None and min(area(document, pool)[2:]) > 0
    if pool is None or not drawn or "di:participantBandKind" in pool.properties:
        raise Refused(message("flows.lane.no_pool"))
    return pool


def _again(document: Document, node: Node) -> Node:
    found = document.node(node.key)
    assert found is not None
    return found


def _lane_set(document: Document, edit: Edit, node: Node) -> str:
    """The key of the lane set of a pool's process or of a lane, made where there is none."""
    if node.type == "bpmn:participant":
        process = process_of(document, node)
        outer = process.key if process is not None else process_for(document, edit, node)
        type = "bpmn:laneSet"
    else:
        outer, type = node.key, "bpmn:childLaneSet"
    held = sets_of(document, outer)
    if held:
        return held[0].key
    key = new_key(document, type)
    edit.put(Item(key, type, outer, order_in(document, outer, type), properties=Properties({"id": key})))
    return key


def _new_lane(document: Document, edit: Edit, held: str, bounds: Bounds, pool: Node, order: float) -> str:
    key = new_key(document, "bpmn:lane")
    said = {
        "id": key,
        "di:id": f"{key}_di",
        "di:isHorizontal": "true" if lies(document, pool) else "false",
        "di:order": top(document, pool.diagram or ""),
    }
    edit.put(Node(key, "bpmn:lane", held, order, diagram=pool.diagram, bounds=bounds, properties=Properties(said)))
    return key


def _first_lane(document: Document, edit: Edit, pool: Node) -> None:
    """A lane that fills a pool."""
    inside = area(document, pool)
    _new_lane(document, edit, _lane_set(document, edit, pool), inside, pool, 0.0)


def _settle_all(document: Document, edit: Edit, pool_key: str) -> None:
    pool = document.node(pool_key)
    process = process_of(document, pool) if pool is not None else None
    if process is not None:
        settle(document, edit, [node.key for node in document.children(process.key) if isinstance(node, Node)])
