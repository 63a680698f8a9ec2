"""Borders between lanes: moved balanced, or with the pool growing; what stands in the lanes limits them."""

from dataclasses import replace
from typing import Final

from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.lane_tree import LEAST, around, at_edge, box, end, holder, lies, middle, siblings, spanning, start
from modeller.editing.membership import settle
from modeller.editing.refused import Refused, finite
from modeller.editing.spread import loose, pool_around, spread
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Node

PADDING: Final = 10.0
"""A border keeps so far from the shapes in its lanes."""


def move_border(document: Document, key: str, delta: float, grow: bool = False) -> None:
    """Move the border behind a lane (below it, right of it where it stands) by `delta` units.

    The lane behind it gives way; with `grow` the pool gets larger (or smaller) instead, as it does at its own edge.
    The border stops where a lane would get too small or cut what stands in it. Raises Refused for what is no lane.
    """
    finite(delta)
    lane = document.node(key)
    if lane is None or lane.type != "bpmn:lane" or lane.bounds is None:
        raise Refused(message("flows.lane.no_lane"))
    pool = pool_around(document, lane)
    if pool is None:
        raise Refused(message("flows.lane.no_pool"))
    beside = siblings(document, lane)
    place = [other.key for other in beside].index(key)
    if place == len(beside) - 1:
        outer = holder(document, lane)
        if outer is not None and outer.type == "bpmn:lane":
            move_border(document, outer.key, delta, grow)
            return
    neighbour = beside[place + 1] if place < len(beside) - 1 and not grow else None
    lying = lies(document, pool)
    delta = float(round(end(lane.bounds, lying) + delta)) - end(lane.bounds, lying)
    delta = max(delta, -_spare(document, pool, lane, lying, last=True))
    if neighbour is not None:
        delta = min(delta, _spare(document, pool, neighbour, lying, last=False))
    if delta == 0:
        return
    with step(document, message("flows.lane.border")) as edit:
        own(document, edit, pool.diagram)
        standing = [node.key for node in loose(document, pool)]
        if neighbour is None:
            growing = {each.key for each in (*around(document, lane), *at_edge(document, lane, lying, last=True))}
            changed = spread(document, edit, pool, end(lane.bounds, lying), delta, growing, lying)
            follow(document, edit, changed)
        else:
            _balance(document, edit, lane, neighbour, delta, lying)
        settle(document, edit, standing)


def _balance(document: Document, edit: Edit, lane: Node, neighbour: Node, delta: float, lying: bool) -> None:
    border = end(box(lane), lying) + delta
    for each in list(at_edge(document, lane, lying, last=True)):
        edit.put(replace(each, bounds=spanning(box(each), lying, start(box(each), lying), border)))
    for each in list(at_edge(document, neighbour, lying, last=False)):
        edit.put(replace(each, bounds=spanning(box(each), lying, border, end(box(each), lying))))


def _spare(model: Model, pool: Node, lane: Node, lying: bool, last: bool) -> float:
    """How much a lane can give away at its end (`last`) or its start."""
    edges = list(at_edge(model, lane, lying, last))
    room = min(end(box(each), lying) - start(box(each), lying) for each in edges) - LEAST
    low, high = start(box(lane), lying), end(box(lane), lying)
    for node in loose(model, pool):
        if low <= middle(box(node), lying) < high:
            free = high - end(box(node), lying) if last else start(box(node), lying) - low
            room = min(room, free - PADDING)
    return max(room, 0.0)
