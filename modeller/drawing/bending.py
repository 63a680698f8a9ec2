"""Paths that exist, changed: an end moved, a piece or a bend moved, small jogs straightened."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final, TypeAlias

from modeller.drawing.routing import at, length, without_idle_bends
from modeller.model.records import Point

Path: TypeAlias = tuple[Point, ...]

ALIGNED: Final = 0.5
"""A piece that leans less than this is horizontal or vertical."""
JOG: Final = 3.0
"""A sidestep of a path that is no longer than this is straightened."""


def is_flat(a: Point, b: Point) -> bool:
    """Whether a piece is horizontal."""
    return abs(a.y - b.y) <= ALIGNED < abs(a.x - b.x)


def is_steep(a: Point, b: Point) -> bool:
    """Whether a piece is vertical."""
    return abs(a.x - b.x) <= ALIGNED < abs(a.y - b.y)


def is_orthogonal(points: Sequence[Point]) -> bool:
    """Whether a path has horizontal and vertical pieces only."""
    return all(abs(a.x - b.x) <= ALIGNED or abs(a.y - b.y) <= ALIGNED for a, b in pairwise(points))


def moved(points: Sequence[Point], dx: float, dy: float) -> Path:
    """The whole path elsewhere."""
    return tuple(Point(x + dx, y + dy) for x, y in points)


def start_moved(points: Sequence[Point], start: Point) -> Path:
    """The path from another start; its bends stay but for those on the first piece, which keeps its direction.

    A path of one piece becomes stepped where that piece was horizontal or vertical and no longer can be.
    """
    path = list(without_idle_bends(points))
    if len(path) == 2:
        return _stepped(path[0], start, path[1])
    first, second = path[0], path[1]
    if is_flat(first, second):
        path[1] = Point(second.x, start.y)
    elif is_steep(first, second):
        path[1] = Point(start.x, second.y)
    path[0] = start
    return tuple(path)


def _stepped(old: Point, start: Point, end: Point) -> Path:
    if is_flat(old, end) and abs(start.y - end.y) > ALIGNED:
        half = (start.x + end.x) / 2
        return (start, Point(half, start.y), Point(half, end.y), end)
    if is_steep(old, end) and abs(start.x - end.x) > ALIGNED:
        half = (start.y + end.y) / 2
        return (start, Point(start.x, half), Point(end.x, half), end)
    return (start, end)


def straightened(points: Sequence[Point], jog: float = JOG) -> Path:
    """The path without sidesteps up to `jog` long between two parallel pieces; an end slides where it must.

    Of the two pieces the one that ends the path gives way, of two such the later.
    """
    path = _without_spikes(without_idle_bends(points))
    place = 1
    while place < len(path) - 2:
        before, a, b, after = path[place - 1 : place + 3]
        flat = is_flat(before, a) and is_flat(b, after) and abs(a.x - b.x) <= ALIGNED and abs(a.y - b.y) <= jog
        steep = is_steep(before, a) and is_steep(b, after) and abs(a.y - b.y) <= ALIGNED and abs(a.x - b.x) <= jog
        if not (flat or steep):
            place += 1
            continue
        last, first = place + 2 == len(path) - 1, place == 1
        if last or not first:
            path[place + 2] = Point(after.x, a.y) if flat else Point(a.x, after.y)
        else:
            path[place - 1] = Point(before.x, b.y) if flat else Point(b.x, before.y)
        del path[place : place + 2]
        place = max(1, place - 1)
    return without_idle_bends(path)


def _without_spikes(points: Sequence[Point]) -> list[Point]:
    """The path without places where it runs back on itself."""
    path = list(points)
    place = 1
    while place < len(path) - 1:
        a, b, c = path[place - 1 : place + 2]
        back = (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) < 0
        if back and ((a.x == b.x == c.x) or (a.y == b.y == c.y)):
            del path[place]
            place = max(1, place - 1)
        else:
            place += 1
    return path


def nearest(points: Sequence[Point], to: Point) -> tuple[float, float]:
    """The place on a path nearest to a point: its fraction (0 to 1) of the path's length, and the distance."""
    whole = length(points) or 1.0
    best, place, run = float("inf"), 0.0, 0.0
    for a, b in pairwise(points):
        dx, dy = b.x - a.x, b.y - a.y
        piece = hypot(dx, dy)
        t = min(1.0, max(0.0, ((to.x - a.x) * dx + (to.y - a.y) * dy) / (piece * piece))) if piece else 0.0
        away = hypot(a.x + dx * t - to.x, a.y + dy * t - to.y)
        if away < best:
            best, place = away, (run + piece * t) / whole
        run += piece
    return place, best


def carried_along(before: Sequence[Point], after: Sequence[Point], point: Point) -> tuple[float, float]:
    """How far what stands beside a path at `point` moves when the path changes: (dx, dy).

    It stays beside the same part of the same piece; where the pieces are others now, at the same part of the whole.
    """
    if len(before) < 2 or len(after) < 2 or tuple(before) == tuple(after):
        return 0.0, 0.0
    place, _ = nearest(before, point)
    a = at(before, place)
    if len(before) != len(after):
        b = at(after, place)
        return b.x - a.x, b.y - a.y
    rest = place * length(before)
    for index, (c, d) in enumerate(pairwise(before)):
        piece = hypot(d.x - c.x, d.y - c.y)
        if rest <= piece + 1e-9 or index == len(before) - 2:
            share = min(rest / piece, 1.0) if piece else 0.0
            e, f = after[index], after[index + 1]
            return e.x + (f.x - e.x) * share - a.x, e.y + (f.y - e.y) * share - a.y
        rest -= piece
    return 0.0, 0.0


def segment_moved(
    points: Sequence[Point], index: int, dx: float, dy: float, start: Point | None = None, end: Point | None = None
) -> Path:
    """One piece of a path moved across its direction; at an end a new piece joins it to the shape.

    A horizontal piece moves by `dy`, a vertical one by `dx`, a slanting one by both. `start` and `end` are the middles
    of the shapes there: what lies inside them is for the caller to cut.
    """
    path = list(points)
    a, b = path[index], path[index + 1]
    flat, steep = is_flat(a, b), is_steep(a, b)
    dx, dy = (0.0 if flat else dx), (0.0 if steep else dy)
    near, far = Point(a.x + dx, a.y + dy), Point(b.x + dx, b.y + dy)
    before, after = path[:index], path[index + 2 :]
    if index == 0:
        before = [start or a]
        near = Point(before[0].x, near.y) if flat else Point(near.x, before[0].y) if steep else near
    if index + 2 == len(path):
        after = [end or b]
        far = Point(after[0].x, far.y) if flat else Point(far.x, after[0].y) if steep else far
    return without_idle_bends((*before, near, far, *after))
