"""Paths of connectors: where they dock on outlines, how they run between two shapes, points along them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import Literal, TypeAlias

from modeller.drawing.displaylist import Segments
from modeller.drawing.shapes import flattened
from modeller.model.records import Bounds, Point

Side: TypeAlias = Literal["left", "right", "top", "bottom"]

GAP = 20.0
"""How far an orthogonal path runs straight away from a shape before it may bend."""


def length(points: Sequence[Point]) -> float:
    """The length of a polyline."""
    return sum(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points))


def at(points: Sequence[Point], fraction: float) -> Point:
    """The point at a fraction (0 to 1) of the polyline's length."""
    rest = length(points) * min(max(fraction, 0.0), 1.0)
    for (ax, ay), (bx, by) in pairwise(points):
        piece = hypot(bx - ax, by - ay)
        if piece > 0 and rest <= piece:
            t = rest / piece
            return Point(ax + (bx - ax) * t, ay + (by - ay) * t)
        rest -= piece
    return Point(*points[-1])


def simplified(points: Sequence[Point], closer: float = 0.01) -> tuple[Point, ...]:
    """Without points that lie on the one before."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) > closer or abs(point[1] - kept[-1][1]) > closer:
            kept.append(point if type(point) is Point else Point(*point))
    if len(kept) == 1 and len(points) > 1:
        kept.append(Point(*points[-1]))
    return tuple(kept)


def without_idle_bends(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without points that lie straight between their neighbours."""
    kept = list(simplified(points))
    i = 1
    while i < len(kept) - 1:
        (ax, ay), (bx, by), (cx, cy) = kept[i - 1 : i + 2]
        along = (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
        across = (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
        if along >= 0 and abs(across) < 1e-6 * max(1.0, along):
            del kept[i]
        else:
            i += 1
    return tuple(kept)


def inside(outline: Segments, point: Point) -> bool:
    """Whether a point lies within a closed outline (even-odd)."""
    x, y = point
    odd = False
    for part in flattened(outline):
        for (ax, ay), (bx, by) in pairwise(part):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def crossing(outline: Segments, start: Point, end: Point) -> Point | None:
    """Where the line from `start` to `end` crosses the outline last, None where it does not."""
    best = -1.0
    sx, sy = start
    dx, dy = end[0] - sx, end[1] - sy
    for ax, ay, bx, by in _pieces(outline, min(sx, end[0]), min(sy, end[1]), max(sx, end[0]), max(sy, end[1])):
        ex, ey = bx - ax, by - ay
        denominator = dx * ey - dy * ex
        if denominator == 0:
            continue
        t = ((ax - sx) * ey - (ay - sy) * ex) / denominator
        u = ((ax - sx) * dy - (ay - sy) * dx) / denominator
        if -1e-9 <= u <= 1 + 1e-9 and best < t <= 1:
            best = t
    return Point(sx + dx * best, sy + dy * best) if best >= 0 else None


def _pieces(
    outline: Segments, left: float, top: float, right: float, bottom: float
) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of an outline, of its curves those that may come near a rectangle: (from x, y, to x, y).

    A curve lies within the rectangle about its ends and handles; most of a shape's corners are nowhere near a line.
    """
    x = y = first_x = first_y = 0.0
    for s in outline:
        if s[0] == "L":
            yield x, y, s[1], s[2]
            x, y = s[1], s[2]
        elif s[0] == "C":
            _, ax, ay, bx, by, cx, cy = s
            if (
                min(x, ax, bx, cx) <= right + 1
                and max(x, ax, bx, cx) >= left - 1
                and min(y, ay, by, cy) <= bottom + 1
                and max(y, ay, by, cy) >= top - 1
            ):
                points = flattened((("M", x, y), s))[0]
                for (px, py), (qx, qy) in pairwise(points):
                    yield px, py, qx, qy
            x, y = cx, cy
        elif s[0] == "M":
            x, y = first_x, first_y = s[1], s[2]
        else:
            yield x, y, first_x, first_y
            x, y = first_x, first_y


def docked(outline: Segments, centre: Point, towards: Point) -> Point:
    """Where a straight line from a shape's centre to `towards` leaves the shape; its centre where it does not."""
    return crossing(outline, centre, towards) or centre


def clipped(points: tuple[Point, ...], outline: Segments, end: Literal["start", "end"]) -> tuple[Point, ...]:
    """The polyline without what lies inside `outline` at that end; as it was where all or nothing of it does."""
    path = points if end == "start" else points[::-1]
    if not inside(outline, path[0]):
        return points
    for i in range(1, len(path)):
        found = crossing(outline, path[i - 1], path[i])
        if found is not None and not inside(outline, path[i]):
            cut = (found, *path[i:])
            return cut if end == "start" else cut[::-1]
    return points


def middle(bounds: Bounds, side: Side) -> Point:
    """The middle of one side of a rectangle."""
    x, y, w, h = bounds
    if side == "left":
        return Point(x, y + h / 2)
    if side == "right":
        return Point(x + w, y + h / 2)
    if side == "top":
        return Point(x + w / 2, y)
    return Point(x + w / 2, y + h)


def orthogonal(a: Bounds, b: Bounds) -> tuple[Point, ...]:
    """A path of horizontal and vertical pieces from one shape to another, from the middles of their sides."""
    ac, bc = a.centre, b.centre
    if b.x - a.right >= GAP / 2:
        return _stepped(middle(a, "right"), middle(b, "left"), horizontal=True)
    if b.y - a.bottom >= GAP / 2:
        return _stepped(middle(a, "bottom"), middle(b, "top"), horizontal=False)
    if a.y - b.bottom >= GAP / 2:
        return _stepped(middle(a, "top"), middle(b, "bottom"), horizontal=False)
    if a.x - b.right >= GAP / 2:
        return _stepped(middle(a, "left"), middle(b, "right"), horizontal=True)
    if a == b or (abs(ac.x - bc.x) < 1 and abs(ac.y - bc.y) < 1):
        return loop(a, b)
    below = max(a.bottom, b.bottom) + GAP
    return (middle(a, "bottom"), Point(ac.x, below), Point(bc.x, below), middle(b, "bottom"))


def loop(bounds: Bounds, other: Bounds | None = None) -> tuple[Point, ...]:
    """A path that leaves a shape to the right and comes back to it (or to `other`, over it) from below."""
    back = other or bounds
    right, below = max(bounds.right, back.right) + GAP, max(bounds.bottom, back.bottom) + GAP
    y, x = bounds.centre.y, back.centre.x
    return (Point(bounds.right, y), Point(right, y), Point(right, below), Point(x, below), Point(x, back.bottom))


def _stepped(start: Point, end: Point, horizontal: bool) -> tuple[Point, ...]:
    if horizontal:
        if abs(start.y - end.y) < 0.5:
            return (start, end)
        half = (start.x + end.x) / 2
        return (start, Point(half, start.y), Point(half, end.y), end)
    if abs(start.x - end.x) < 0.5:
        return (start, end)
    half = (start.y + end.y) / 2
    return (start, Point(start.x, half), Point(end.x, half), end)
