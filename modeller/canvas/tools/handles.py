"""The handles of what is selected: corners of a shape, bends and segments of a flow. Where they are, who is hit."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

Kind: TypeAlias = Literal["corner", "bend", "segment", "start", "end", "label", "border"]

REACH = 7.0
"""Pixels around its middle where a handle is hit."""
_SMALLEST_SIDE = 26.0
_ROOMY = 70.0
_STRIPS = {Role.LANE, Role.PHASE}
_FIXED = {
    Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY, Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE,
    Role.EVENT_CHOICE, Role.COMPLEX, Role.LANE, Role.PHASE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handle:
    """One handle of the element `key` at (`x`, `y`).

    `place` is the index of a bend or segment; for a corner the sides that it moves: ``nw``, ``e`` …
    """

    kind: Kind
    key: str
    x: float
    y: float
    place: int = 0
    sides: str = ""


def resizable(node: Node) -> bool:
    """Whether a shape can be made larger: events and gateways keep their size."""
    return node.bounds is not None and element_type(node).role not in _FIXED


def sides_of(bounds: Bounds, key: str, zoom: float) -> list[Handle]:
    """The handles of a rectangle: its corners, and its sides where they are long enough on the screen."""
    x, y, right, bottom = bounds.x, bounds.y, bounds.right, bounds.bottom
    middle, centre = bounds.centre
    found = [
        Handle("corner", key, x, y, sides="nw"), Handle("corner", key, right, y, sides="ne"),
        Handle("corner", key, right, bottom, sides="se"), Handle("corner", key, x, bottom, sides="sw"),
    ]  # fmt: skip
    if bounds.width * zoom >= _ROOMY:
        found += [Handle("corner", key, middle, y, sides="n"), Handle("corner", key, middle, bottom, sides="s")]
    if bounds.height * zoom >= _ROOMY:
        found += [Handle("corner", key, x, centre, sides="w"), Handle("corner", key, right, centre, sides="e")]
    return found


def path_handles(flow: Flow, zoom: float, drawn: tuple[Point, ...] = ()) -> list[Handle]:
    """The handles of a path: both ends, every bend, and the middle of every segment that is long enough.

    `drawn` is the path as the view draws it: where its ends are seen, and taken hold of.
    """
    points = flow.points
    if len(points) < 2:
        return []
    found = [
        Handle("segment", flow.key, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, place)
        for place, (a, b) in enumerate(pairwise(points))
        if (abs(a[0] - b[0]) + abs(a[1] - b[1])) * zoom >= _SMALLEST_SIDE
    ]
    found += [Handle("bend", flow.key, *points[place], place) for place in range(1, len(points) - 1)]
    found += [
        Handle("start", flow.key, *(drawn or points)[0], 0),
        Handle("end", flow.key, *(drawn or points)[-1], len(points) - 1),
    ]
    return found


def handles(record: Node | Flow, zoom: float, drawn: tuple[Point, ...] = ()) -> list[Handle]:
    """All handles of one selected element, the topmost last; `drawn` is a flow's path as the view draws it."""
    if isinstance(record, Flow):
        return path_handles(record, zoom, drawn)
    if record.bounds is not None and resizable(record):
        return sides_of(record.bounds, record.key, zoom)
    return []


def label_handles(key: str, box: Bounds) -> list[Handle]:
    """The sides of a label beside its element: they set how wide it is."""
    middle = box.centre.y
    return [
        Handle("label", key, box.x - 4, middle, sides="w"), Handle("label", key, box.right + 4, middle, sides="e"),
    ]  # fmt: skip


def hit(found: list[Handle], x: float, y: float, zoom: float) -> Handle | None:
    """The handle under a point, the topmost where several are."""
    reach = REACH / zoom
    for handle in reversed(found):
        if abs(handle.x - x) <= reach and abs(handle.y - y) <= reach:
            return handle
    return None


def border(near: Iterable[Node | Flow], x: float, y: float, zoom: float) -> Handle | None:
    """The border behind a lane or phase at a point where nothing else but pools lies; of nested ones the innermost."""
    reach, found = 4 / zoom, None
    smallest = float("inf")
    for record in near:
        if isinstance(record, Flow) or record.bounds is None:
            continue
        kind, box = element_type(record), record.bounds
        if kind.role in _STRIPS and box.width * box.height < smallest:
            if kind.traits(record).horizontal:
                hits = abs(box.bottom - y) <= reach and box.x + reach < x < box.right - reach
            else:
                hits = abs(box.right - x) <= reach and box.y + reach < y < box.bottom - reach
            if hits:
                sides = "s" if kind.traits(record).horizontal else "e"
                found, smallest = Handle("border", record.key, x, y, sides=sides), box.width * box.height
        elif kind.role is not Role.POOL and kind.role not in _STRIPS and box.grown(reach).contains(x, y):
            return None
    return found


def resized(bounds: Bounds, sides: str, dx: float, dy: float) -> Bounds:
    """The rectangle with these sides moved; it never turns over."""
    left, top, right, bottom = bounds.x, bounds.y, bounds.right, bounds.bottom
    if "w" in sides:
        left = min(left + dx, right - 1)
    if "e" in sides:
        right = max(right + dx, left + 1)
    if "n" in sides:
        top = min(top + dy, bottom - 1)
    if "s" in sides:
        bottom = max(bottom + dy, top + 1)
    return Bounds(left, top, right - left, bottom - top)


def on_border(node: Node, x: float, y: float, zoom: float) -> bool:
    """Whether a point of a container lies on its border or name band, where it is taken hold of to be moved."""
    bounds = node.bounds
    if bounds is None:
        return False
    near = 6 / zoom
    if not bounds.grown(-near).contains(x, y):
        return True
    role = element_type(node).role
    if role is Role.PHASE:
        return True  # only its head is ever hit
    if role not in (Role.POOL, Role.LANE):
        return y <= bounds.y + 24 and role is Role.WORK
    if element_type(node).traits(node).horizontal:
        return x <= bounds.x + 30
    return y <= bounds.y + 30


def is_container(node: Node) -> bool:
    """Whether shapes lie inside it: a lasso may begin there."""
    kind = element_type(node)
    traits = kind.traits(node)
    return kind.role is Role.POOL or kind.role in _STRIPS or (traits.container and traits.expanded)


def box_of(record: Node | Flow) -> Bounds | None:
    """The rectangle of a shape or of a path; None where it is not drawn."""
    if isinstance(record, Node):
        return record.bounds
    if not record.points:
        return None
    xs, ys = [point[0] for point in record.points], [point[1] for point in record.points]
    return Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def middle(points: tuple[Point, ...]) -> Point:
    """The point halfway along a path."""
    lengths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points)]
    rest = sum(lengths) / 2
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if length and rest <= length:
            share = rest / length
            return Point(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        rest -= length
    return Point(*points[0])
