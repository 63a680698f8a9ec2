"""Flows follow the shapes that they join, labels what they belong to."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from math import hypot
from typing import Literal

from modeller.drawing.bending import ALIGNED, Path, carried_along, nearest, start_moved, straightened
from modeller.drawing.router import THROUGH, faults
from modeller.drawing.routing import at, inside, length
from modeller.editing.drawing_of import own
from modeller.editing.labels import step_aside
from modeller.editing.routes import STRAIGHT, cropped, end_box, is_kept, laid, rounded, routed, way
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

SHORT = 4.0
"""A path that would become shorter than this is laid anew."""
CENTRAL = 4.0
"""A slanting line that passes its shape's middle as near as this aims at it."""
MANY = 40
"""Of more flows than this only the ends follow while something is dragged."""
FEW = 100
"""Of more shapes than this that move, only the labels where flows changed are looked at."""
DEEP = 2.0
"""An end that lies deeper than this in its shape is no end."""


def follow(
    document: Document, edit: Edit, keys: Collection[str], thorough: bool = True, but: Collection[str] = ()
) -> None:
    """Let flows and labels follow these nodes, whose new bounds are in the document already.

    Where both ends moved equally the whole line moves along; else only its end does, and bends from a file or a hand
    stay. Paths of ours are laid anew, round all shapes where `thorough` (not while something is dragged; of more than
    `MANY` flows then only the ends follow); `but` are flows whose paths are right already. All is computed from how
    things stood when the edit began: calling it again does no harm.
    """
    for key in document.in_pieces(keys, thorough):
        _label_follows(document, edit, key)
    bent = []
    flows = [key for key in _flows_at(document, keys) if key not in but]
    roughly = not thorough and len(flows) > MANY
    for key in document.in_pieces(flows, thorough, 50):
        flow = document.flow(key)
        drawn = flow is not None and flow.diagram is not None and flow.points
        if flow is not None and drawn and _flow_follows(document, edit, flow, thorough, roughly):
            bent.append(flow)
    if thorough:
        ends = [end for flow in bent for end in (flow.source, flow.target) if end is not None]
        moved_few = keys if len(keys) <= FEW else ()
        step_aside(document, edit, [*moved_few, *ends], [flow.key for flow in bent])


def follow_flow(document: Document, edit: Edit, key: str) -> None:
    """Let what hangs on a flow (a note, data) follow its new path."""
    for hanging in _flows_at(document, [key]):
        flow = document.flow(hanging)
        if flow is not None and flow.diagram is not None and flow.points:
            _flow_follows(document, edit, flow, thorough=False)


def led_to(document: Model, flow: Flow, end: Literal["source", "target"]) -> Flow:
    """A flow with a kept path whose one end leads to another shape now; laid anew where the path cannot be kept."""
    box = end_box(document, flow, flow.source if end == "source" else flow.target)
    if box is None:
        return flow
    points = flow.points if end == "source" else flow.points[::-1]
    changed = start_moved(points, box.centre)
    path = _finished(document, flow, changed if end == "source" else changed[::-1])
    if path is None:
        return replace(flow, points=routed(document, flow), properties=laid(flow.properties))
    dx, dy = carried_along(flow.points, path, flow.label_bounds.centre) if flow.label_bounds else (0.0, 0.0)
    label = flow.label_bounds.moved(round(dx, 2), round(dy, 2)) if flow.label_bounds else None
    return replace(flow, points=path, label_bounds=label)


def _flows_at(document: Document, keys: Collection[str]) -> Iterator[str]:
    """The flows at these nodes, then those that hang on these flows, each once."""
    waiting = list(dict.fromkeys(keys))
    found: dict[str, None] = {}
    while waiting:
        reached: dict[str, None] = {}
        for key in document.in_pieces(waiting):
            for flow in (*document.outgoing(key), *document.incoming(key)):
                if flow.key not in found:
                    found[flow.key] = reached[flow.key] = None
        yield from reached
        waiting = list(reached)


def _flow_follows(document: Document, edit: Edit, flow: Flow, thorough: bool, roughly: bool = False) -> bool:
    """Let one flow follow; whether its path has another shape now, and did not only move along."""
    original = edit.original(flow.key)
    base = original if isinstance(original, Flow) and _same_ends(original, flow) and original.points else flow
    shifts = [_shift(document, edit, base, key) for key in (base.source, base.target)]
    one, other = shifts
    if one is not None and one == other:
        dx, dy = one
        whole = tuple([Point(round(x + dx, 6), round(y + dy, 6)) for x, y in base.points])
        start = base.label_bounds if base.text == flow.text else flow.label_bounds
        box = start.moved(round(dx, 2), round(dy, 2)) if start is not None else flow.label_bounds
        _put(document, edit, flow, whole, box)
        return False
    path: Path | None = None
    if roughly and one is not None and other is not None and len(base.points) > 1:
        path = _at_its_ends(base.points, one, other)
    elif is_kept(base):
        path = _adapted(document, edit, base, flow)
        if thorough and len(base.points) == 2 and path is not None and _runs_through(document, flow, path):
            path = None  # it has no bends that could be kept
    changed = flow
    if path is None:
        path = routed(document, flow, thorough)
        changed = replace(flow, properties=laid(flow.properties))
    start = base.label_bounds if base.text == flow.text else flow.label_bounds
    if start is not None:
        dx, dy = carried_along(base.points, path, start.centre)
        start = start.moved(round(dx, 2), round(dy, 2))
    _put(document, edit, changed, path, start or flow.label_bounds)
    return True


def _put(document: Document, edit: Edit, flow: Flow, path: Path, label: Bounds | None) -> None:
    """Put a flow where it runs now, unless it runs there already."""
    if path != flow.points or label != flow.label_bounds or flow != document.get(flow.key):
        own(document, edit, flow.diagram)
        edit.put(flow.along(path, label))


def _at_its_ends(points: Path, one: tuple[float, float], other: tuple[float, float]) -> Path:
    """A path whose ends went with their shapes, nothing else minded: for a moment, while they are dragged."""
    if one != (0.0, 0.0):
        points = start_moved(points, Point(points[0].x + one[0], points[0].y + one[1]))
    if other != (0.0, 0.0):
        points = start_moved(points[::-1], Point(points[-1].x + other[0], points[-1].y + other[1]))[::-1]
    return points


def _runs_through(document: Model, flow: Flow, path: Path) -> bool:
    """Whether a path runs through a shape."""
    source, target = end_box(document, flow, flow.source), end_box(document, flow, flow.target)
    if source is None or target is None or flow.type in STRAIGHT:
        return False
    return faults(replace(way(document, flow, source, target), within=None, taken=()), path) >= THROUGH


def _same_ends(one: Flow, other: Flow) -> bool:
    return (one.source, one.target) == (other.source, other.target)


def _shift(document: Document, edit: Edit, flow: Flow, key: str | None) -> tuple[float, float] | None:
    """How far an end of a flow moved since the edit began; None where it changed otherwise or is unknown."""
    record, before = document.get(key), edit.original(key) if key is not None else None
    if isinstance(record, Node) and isinstance(before, Node) and record.bounds and before.bounds:
        if record.bounds[2:] != before.bounds[2:]:
            return None
        return (round(record.bounds.x - before.bounds.x, 6), round(record.bounds.y - before.bounds.y, 6))
    if isinstance(record, Flow) and isinstance(before, Flow) and record.points and before.points:
        end = flow.points[0] if key == flow.source else flow.points[-1]
        return carried_along(before.points, record.points, end)
    return None


def _adapted(document: Document, edit: Edit, base: Flow, flow: Flow) -> Path | None:
    """The kept path of `base` with its ends where their shapes are now; None where it cannot be kept."""
    points = base.points
    ends = [_end(document, edit, key, here) for key, here in ((base.source, points[0]), (base.target, points[-1]))]
    if len(points) == 2:
        return _straight_line(document, edit, base, flow, ends)
    if ends[0] != points[0]:
        points = start_moved(points, ends[0])
    if ends[1] != points[-1]:
        points = start_moved(points[::-1], ends[1])[::-1]
    return _finished(document, flow, points)


def _end(document: Document, edit: Edit, key: str | None, here: Point) -> Point:
    """Where an end of a path goes with its shape: as far as the shape; with one resized it stays beside it."""
    record, before = document.get(key), edit.original(key) if key is not None else None
    if isinstance(record, Node) and isinstance(before, Node) and record.bounds and before.bounds:
        new, old = record.bounds, before.bounds
        if (new.width, new.height) == (old.width, old.height):
            return Point(here.x + new.x - old.x, here.y + new.y - old.y)
        x = _along(here.x, old.x, old.right, new.x, new.right)
        return Point(x, _along(here.y, old.y, old.bottom, new.y, new.bottom))
    if isinstance(record, Flow) and isinstance(before, Flow) and record.points and before.points:
        return at(record.points, nearest(before.points, here)[0])
    return here


def _along(value: float, low: float, high: float, new_low: float, new_high: float) -> float:
    """A place along a side that changes its length: the middle and the ends stay such, another stays where it is."""
    if abs(value - (low + high) / 2) <= 1:
        return (new_low + new_high) / 2
    if value <= low + 1:
        return new_low + (value - low)
    if value >= high - 1:
        return new_high + (value - high)
    return min(max(value, new_low + 5), max(new_high - 5, new_low + 5))


def _straight_line(document: Document, edit: Edit, base: Flow, flow: Flow, ends: list[Point]) -> Path | None:
    """A path without bends: straight again if it can be, else stepped; laid anew (None) where it would turn round."""
    first, last = base.points[0], base.points[-1]
    flat, steep = abs(first.y - last.y) <= ALIGNED, abs(first.x - last.x) <= ALIGNED
    if base.type in STRAIGHT or not (flat or steep):
        aims = [
            _aim(document, edit, key, end, base.points)
            for key, end in zip((base.source, base.target), ends, strict=True)
        ]
        return _finished(document, flow, aims)
    _slide(document, flow, ends, steep)
    (ax, ay), (bx, by) = ends
    if (last.x - first.x) * (bx - ax) < 0 or (last.y - first.y) * (by - ay) < 0:
        return None
    if flat:
        middle = (ax + bx) / 2
        return _finished(document, flow, (ends[0], Point(middle, ay), Point(middle, by), ends[1]))
    middle = (ay + by) / 2
    return _finished(document, flow, (ends[0], Point(ax, middle), Point(bx, middle), ends[1]))


def _slide(document: Document, flow: Flow, ends: list[Point], steep: bool) -> None:
    """An end at a pool slides along its border to where the line is straight."""
    for place, key in ((0, flow.source), (1, flow.target)):
        node, other = document.node(key), ends[1 - place]
        if node is None or node.bounds is None or element_type(node).role is not Role.POOL:
            continue
        inner = node.bounds.grown(-5)
        if steep and inner.x <= other.x <= inner.right:
            ends[place] = Point(other.x, ends[place].y)
        elif not steep and inner.y <= other.y <= inner.bottom:
            ends[place] = Point(ends[place].x, other.y)


def _aim(document: Document, edit: Edit, key: str | None, end: Point, before: Path) -> Point:
    """Where a slanting line points to: its shape's middle where it did so before, else its end."""
    record, original = document.get(key), edit.original(key) if key is not None else None
    if not isinstance(record, Node) or not isinstance(original, Node) or not (record.bounds and original.bounds):
        return end
    (ax, ay), (bx, by) = before[0], before[-1]
    (x, y), reach = original.bounds.centre, hypot(bx - ax, by - ay)
    off = abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / reach if reach else 0.0
    return record.bounds.centre if off <= CENTRAL else end


def _finished(document: Model, flow: Flow, points: Sequence[Point]) -> Path | None:
    """A path straightened and cut at its shapes; None where too little of it is left."""
    path = rounded(cropped(document, flow, straightened(points)))
    if len(path) < 2 or length(path) < SHORT:
        return None
    for key, end in ((flow.source, path[0]), (flow.target, path[-1])):
        node = document.node(key)
        if node is None or node.bounds is None or node.diagram != flow.diagram:
            continue
        if node.bounds.grown(-DEEP).contains(*end) and inside(element_type(node).outline(node), end):
            return None
    return path


def _label_follows(document: Document, edit: Edit, key: str) -> None:
    """An external label goes with its shape, keeping its distance to the border that it stands beside."""
    node, before = document.node(key), edit.original(key)
    if node is None or not isinstance(before, Node) or before.label_bounds is None:
        return
    label, old, new = before.label_bounds, before.bounds, node.bounds
    if node.label_bounds != label or old is None or new is None or old == new:
        return
    dx = _with_side(label.x, label.right, old.x, old.right, new.x, new.right)
    dy = _with_side(label.y, label.bottom, old.y, old.bottom, new.y, new.bottom)
    edit.put(replace(node, label_bounds=label.moved(dx, dy)))


def _with_side(low: float, high: float, old_low: float, old_high: float, new_low: float, new_high: float) -> float:
    if low >= old_high - 2:
        return new_high - old_high
    if high <= old_low + 2:
        return new_low - old_low
    return (new_low + new_high - old_low - old_high) / 2
