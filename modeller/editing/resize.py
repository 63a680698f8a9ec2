"""Resizing: never below what can be read, never over the border of what stands inside."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Final

from modeller.editing.carried import contents
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.lane_tree import LEAST, PARTS, all_lanes, at_edge, box, lies, rows
from modeller.editing.refused import Refused, finite
from modeller.editing.settled import settled
from modeller.editing.shift import shifted
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.joining import ACTIVITIES, GATEWAYS
from modeller.notation.bpmn.making import EVENTS
from modeller.notation.bpmn.phases import LEAST as LEAST_PHASE
from modeller.notation.bpmn.phases import phases_of
from modeller.notation.bpmn.pools import BAND
from modeller.notation.bpmn.subprocesses import is_expanded

PADDING: Final = 10.0
"""What stands in a pool or sub-process keeps so far from its border."""


def least_size(model: Model, node: Node) -> tuple[float, float]:
    """The least width and height of a shape in units."""
    if node.type == "bpmn:participant":
        long = max(300.0, BAND + len(phases_of(model, node.key)) * LEAST_PHASE)
        return (long, LEAST) if lies(model, node) else (LEAST, long)
    if node.type == "bpmn:textAnnotation":
        return 50.0, 30.0
    if node.type in EVENTS:
        return 20.0, 20.0
    if node.type in GATEWAYS:
        return 30.0, 30.0
    if node.type in ACTIVITIES:
        return (140.0, 120.0) if is_expanded(node, model) else (50.0, 40.0)
    return 20.0, 20.0


def resize(document: Document, key: str, bounds: Bounds) -> None:
    """Give a shape other bounds in units, rounded to whole ones; its flows and attached events follow.

    A border stops at the least size and at what stands inside; events and gateways stay as wide as high. The lanes of
    a pool go with its borders. Raises Refused for lanes and phases, whose borders are moved one by one.
    """
    node = document.node(key)
    if node is None or node.bounds is None or node.type in PARTS:
        raise Refused(message("editing.refused.place"))
    finite(*bounds)
    new = possible(document, node, bounds)
    if new == node.bounds:
        return
    with step(document, message("editing.resize")) as edit:
        own(document, edit, node.diagram)
        changed = [key, *set_bounds(document, edit, node, new)]
        follow(document, edit, changed)
        settled(document, edit, [key])


def set_bounds(document: Document, edit: Edit, node: Node, new: Bounds) -> list[str]:
    """Put a shape with new bounds, its lanes and attached events with it; the keys of these."""
    old = box(node)
    lanes = _with_lanes(document, edit, node, new) if node.type == "bpmn:participant" else []
    edit.put(replace(node, bounds=new))
    return lanes + _along_border(document, edit, node, old, new)


def possible(model: Model, node: Node, wanted: Bounds) -> Bounds:
    """The bounds next to the wanted ones that the shape may have."""
    old = box(node)
    x, y, right, bottom = (float(round(edge)) for edge in (wanted.x, wanted.y, wanted.right, wanted.bottom))
    if wanted.x == old.x:
        x = old.x
    if wanted.y == old.y:
        y = old.y
    if wanted.right == old.right:
        right = old.right
    if wanted.bottom == old.bottom:
        bottom = old.bottom
    width, height = least_size(model, node)
    width, height = min(width, old.width), min(height, old.height)
    if right - x < width:
        x, right = (right - width, right) if x != old.x else (x, x + width)
    if bottom - y < height:
        y, bottom = (bottom - height, bottom) if y != old.y else (y, y + height)
    x, y, right, bottom = _about_contents(model, node, old, (x, y, right, bottom))
    if node.type in EVENTS | GATEWAYS and abs(old.width - old.height) < 1:
        side = max(right - x, bottom - y) if (right - x, bottom - y) > (old.width, old.height) else right - x
        side = max(side, width)
        x = right - side if x != old.x else x
        y = bottom - side if y != old.y else y
        return Bounds(x, y, side, side)
    return Bounds(x, y, right - x, bottom - y)


def _about_contents(
    model: Model, node: Node, old: Bounds, edges: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The edges moved back to where they leave what stands inside its padding; one that is over it already may stay."""
    x, y, right, bottom = edges
    lanes = all_lanes(model, node) if node.type == "bpmn:participant" else []
    held = united(box(inner) for inner in contents(model, node) if inner.type not in PARTS) if _frames(node) else None
    if held is not None:
        lying = node.type == "bpmn:participant" and lies(model, node)
        standing = node.type == "bpmn:participant" and not lying
        depth = BAND * (1 + _depth(model, node)) if node.type == "bpmn:participant" else 0.0
        x = min(x, max(old.x, held.x - PADDING - (depth if lying else 0.0)))
        y = min(y, max(old.y, held.y - PADDING - (depth if standing else 0.0)))
        right = max(right, min(old.right, held.right + PADDING))
        bottom = max(bottom, min(old.bottom, held.bottom + PADDING))
    if lanes:
        lying = lies(model, node)
        outer = rows(model, node)
        first = [box(lane) for lane in at_edge(model, outer[0], lying, last=False)]
        last = [box(lane) for lane in at_edge(model, outer[-1], lying, last=True)]
        if lying:
            y = min(y, old.y + max(0.0, min(lane.height for lane in first) - LEAST))
            bottom = max(bottom, old.bottom - max(0.0, min(lane.height for lane in last) - LEAST))
        else:
            x = min(x, old.x + max(0.0, min(lane.width for lane in first) - LEAST))
            right = max(right, old.right - max(0.0, min(lane.width for lane in last) - LEAST))
        if len(outer) == 1:  # both of its borders are the pool's: one after the other
            y = min(y, bottom - LEAST) if lying else y
            x = x if lying else min(x, right - LEAST)
    return x, y, right, bottom


def _frames(node: Node) -> bool:
    return node.type == "bpmn:participant" or node.type in ACTIVITIES


def _depth(model: Model, node: Node) -> int:
    """How many lanes lie in each other at most."""
    return max((1 + _depth(model, lane) for lane in rows(model, node)), default=0)


def united(boxes: Iterable[Bounds]) -> Bounds | None:
    """The rectangle about all of these."""
    found = list(boxes)
    return reduce(Bounds.united, found) if found else None


def _with_lanes(document: Document, edit: Edit, pool: Node, new: Bounds) -> list[str]:
    """The lanes of a pool go with its borders: the outermost at two sides, all of them at the others."""
    old, lying = box(pool), lies(document, pool)
    outer = rows(document, pool)
    if not outer:
        return []
    left, top = new.x - old.x, new.y - old.y
    right, bottom = new.right - old.right, new.bottom - old.bottom
    first = {lane.key for lane in at_edge(document, outer[0], lying, last=False)}
    last = {lane.key for lane in at_edge(document, outer[-1], lying, last=True)}
    changed = []
    for lane in all_lanes(document, pool):
        bounds, at_start, at_end = box(lane), lane.key in first, lane.key in last
        x1, x2 = bounds.x + (left if lying or at_start else 0), bounds.right + (right if lying or at_end else 0)
        y1 = bounds.y + (top if not lying or at_start else 0)
        y2 = bounds.bottom + (bottom if not lying or at_end else 0)
        edit.put(replace(lane, bounds=Bounds(x1, y1, x2 - x1, y2 - y1)))
        changed.append(lane.key)
    return changed


def _along_border(document: Document, edit: Edit, host: Node, old: Bounds, new: Bounds) -> list[str]:
    """Attached events keep their side and their share of its length."""
    moved = []
    for event in document.attached(host.key):
        if event.bounds is None or event.diagram != host.diagram:
            continue
        x, y = event.bounds.centre
        dx = new.x + _share(x - old.x, old.width) * new.width - x
        dy = new.y + _share(y - old.y, old.height) * new.height - y
        edit.put(shifted(event, float(round(dx)), float(round(dy))))
        moved.append(event.key)
    return moved


def _share(along: float, whole: float) -> float:
    return along / whole if whole > 0 else 0.5
