"""A new path between two shapes: horizontal and vertical pieces, short, few bends, round all that stands about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from modeller.drawing import router_grid
from modeller.drawing.bending import JOG
from modeller.drawing.routing import GAP, Side, middle, without_idle_bends
from modeller.model.records import Bounds, Point

Path: TypeAlias = tuple[Point, ...]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

BEND: Final = 50.0
"""What a bend costs, in units of length."""
MARGIN: Final = 10.0
"""How far a path stays from the shapes that it passes."""
SHARED: Final = 10.0
"""As much as this two paths may lie on each other."""
CLOSE: Final = 60.0
THROUGH: Final = 20000.0
LYING: Final = 400.0
OUTSIDE: Final = 500.0
CROSSING: Final = 12.0
SLACK: Final = 130.0
"""So much more than the cheapest thinkable path a simple one may cost before others are searched for."""
SLID: Final = 30.0
SHIFTS: Final = (0.0, 12.0, -12.0, 24.0, -24.0)

FREE: Final[Mapping[Side, float]] = {"right": 0.0, "bottom": 0.0, "top": 0.0, "left": 0.0}


class Line(NamedTuple):
    """One piece of a path that is there already."""

    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Way:
    """What a path is to lead between, and what it is to mind.

    `leave` and `arrive` say what each side costs; `obstacles` are boxes to go round, `taken` pieces of paths not to
    lie on, `within` a rectangle not to leave. A `wide` end (a pool) takes the path anywhere along its sides.
    """

    source: Bounds
    target: Bounds
    leave: Mapping[Side, float] = field(default_factory=lambda: FREE)
    arrive: Mapping[Side, float] = field(default_factory=lambda: FREE)
    obstacles: Sequence[Box] = ()
    taken: Sequence[Line] = ()
    within: Bounds | None = None
    wide: tuple[bool, bool] = (False, False)
    sliding: bool = False
    """Whether ends may leave the middle of a long side where that is taken."""


def route(way: Way) -> Path:
    """The path; the least bad one where there is none without fault. Always the same for the same way."""
    found = sorted(_candidates(way), key=lambda entry: entry[0])
    if not found:
        return ()
    cheapest = found[0][0]
    best: tuple[float, Path] | None = None
    for cost, path in found:
        if best is not None and cost >= best[0]:
            break
        whole = cost + faults(way, path)
        if best is None or whole < best[0]:
            best = whole, path
    assert best is not None
    if best[0] > cheapest + SLACK:
        further = _searched(way)
        if further and further[0] < best[0]:
            best = further
    return without_idle_bends(best[1])


def faults(way: Way, path: Sequence[Point]) -> float:
    """What is wrong with a path: shapes that it meets, paths that it lies on, room that it leaves."""
    cost = 0.0
    own = (way.source, way.target)
    last = len(path) - 2
    for place, (a, b) in enumerate(pairwise(path)):
        left, right = (a.x, b.x) if a.x <= b.x else (b.x, a.x)
        top, bottom = (a.y, b.y) if a.y <= b.y else (b.y, a.y)
        for west, north, east, south in way.obstacles:
            if left < east + 9.5 and right > west - 9.5 and top < south + 9.5 and bottom > north - 9.5:
                through = left < east - 0.5 and right > west + 0.5 and top < south - 0.5 and bottom > north + 0.5
                cost += THROUGH if through else CLOSE
        for number, box in enumerate(own):
            at_end = place == (0 if number == 0 else last)
            margin = -0.5 if at_end else 4.0
            if (
                left < box.x + box.width + margin
                and right > box.x - margin
                and top < box.y + box.height + margin
                and bottom > box.y - margin
            ):
                cost += THROUGH
        if way.within is not None:
            w = way.within
            if left < w.x + 4 or right > w.x + w.width - 4 or top < w.y + 4 or bottom > w.y + w.height - 4:
                cost += OUTSIDE
        for c, e in way.taken:
            cost += _meeting(left, top, right, bottom, c, e)
    return cost


def _meeting(left: float, top: float, right: float, bottom: float, c: Point, e: Point) -> float:
    """What it costs to lie on another piece, or to cross it."""
    low_x, high_x = (c.x, e.x) if c.x <= e.x else (e.x, c.x)
    low_y, high_y = (c.y, e.y) if c.y <= e.y else (e.y, c.y)
    if left > high_x + 4 or right < low_x - 4 or top > high_y + 4 or bottom < low_y - 4:
        return 0.0
    if bottom - top < 1 and high_y - low_y < 1:
        over = min(right, high_x) - max(left, low_x)
        return LYING if over > SHARED else 0.0
    if right - left < 1 and high_x - low_x < 1:
        over = min(bottom, high_y) - max(top, low_y)
        return LYING if over > SHARED else 0.0
    return CROSSING if left < high_x and right > low_x and top < high_y and bottom > low_y else 0.0


# -- simple paths ----------------------------------------------------------------------------------------------------


def _candidates(way: Way) -> Iterator[tuple[float, Path]]:
    """Simple paths between all pairs of sides, with what their length, bends and sides cost."""
    starts = _docks(way.source, way.leave, way.target if way.wide[0] else None, way.sliding)
    ends = _docks(way.target, way.arrive, way.source if way.wide[1] else None, way.sliding)
    for start, side, leaving in starts:
        for end, other, arriving in ends:
            if way.wide[0]:
                start = _across(way.source, side, end)  # noqa: PLW2901
            if way.wide[1]:
                end = _across(way.target, other, start)  # noqa: PLW2901
            for path in _simple(start, side, end, other, way.source, way.target):
                long = sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(path))
                yield long + BEND * (len(path) - 2) + leaving + arriving, path


_ABOVE: Final = ("top", "bottom")


def _across(bounds: Bounds, side: Side, towards: Point) -> Point:
    """The place on a pool's side that is straight across from a point, or next to that."""
    x, y = middle(bounds, side)
    if side in _ABOVE:
        return Point(min(max(towards.x, bounds.x + 20), max(bounds.right - 20, bounds.x + 20)), y)
    return Point(x, min(max(towards.y, bounds.y + 20), max(bounds.bottom - 20, bounds.y + 20)))


def _docks(
    bounds: Bounds, costs: Mapping[Side, float], towards: Bounds | None, sliding: bool
) -> list[tuple[Point, Side, float]]:
    """The middle of each side, and where ends may slide, places beside it."""
    found = []
    for side, cost in costs.items():
        point = _dock(bounds, side, towards)
        found.append((point, side, cost))
        if not sliding or towards is not None:
            continue
        if side in _ABOVE and 60 <= bounds.width <= 300:
            found += [(Point(point.x + bounds.width * share, point.y), side, cost + SLID) for share in (-0.3, 0.3)]
        elif side not in _ABOVE and 60 <= bounds.height <= 300:
            found += [(Point(point.x, point.y + bounds.height * share), side, cost + SLID) for share in (-0.3, 0.3)]
    return found


def _dock(bounds: Bounds, side: Side, towards: Bounds | None) -> Point:
    """The middle of a side; of a pool's the place straight across from `towards`."""
    return middle(bounds, side) if towards is None else _across(bounds, side, Point(*towards.centre))


def _simple(p: Point, side: Side, q: Point, other: Side, a: Bounds, b: Bounds) -> Iterator[Path]:
    flat, also = side in {"left", "right"}, other in {"left", "right"}
    if flat and also:
        yield from _parallel(p, side, q, other, a, b)
    elif not flat and not also:
        turned = _parallel(Point(p.y, p.x), _TURNED[side], Point(q.y, q.x), _TURNED[other], _turned(a), _turned(b))
        for path in turned:
            yield tuple(Point(y, x) for x, y in path)
    elif flat:
        yield from _corner(p, side, q, other)
    else:
        for path in _corner(q, other, p, side):
            yield path[::-1]


_TURNED: Final[Mapping[Side, Side]] = {"top": "left", "bottom": "right", "left": "top", "right": "bottom"}


def _turned(bounds: Bounds) -> Bounds:
    return Bounds(bounds.y, bounds.x, bounds.height, bounds.width)


def _parallel(p: Point, side: Side, q: Point, other: Side, a: Bounds, b: Bounds) -> Iterator[Path]:
    """From a left or right side to a left or right side."""
    ahead = 1.0 if side == "right" else -1.0
    if side == other:
        far = max(p.x, q.x) if ahead > 0 else min(p.x, q.x)
        for number in range(3):
            x = far + ahead * (GAP + 12 * number)
            yield (p, Point(x, p.y), Point(x, q.y), q)
        return
    gap = (q.x - p.x) * ahead
    if gap >= 8 and abs(p.y - q.y) <= JOG:
        y = p.y if a.height <= b.height else q.y
        yield (Point(p.x, y), Point(q.x, y))
        return
    if gap >= 8:
        half = (p.x + q.x) / 2
        shifted = [half + shift for shift in SHIFTS if abs(shift) < gap / 2 - 8]
        for x in dict.fromkeys([half, *shifted, p.x + ahead * GAP, q.x - ahead * GAP]):
            if 8 <= (x - p.x) * ahead <= gap - 8 or x == half:
                yield (p, Point(x, p.y), Point(x, q.y), q)
        return
    out, back = p.x + ahead * GAP, q.x - ahead * GAP
    levels = [min(a.y, b.y) - GAP, max(a.bottom, b.bottom) + GAP]
    if b.y - a.bottom >= 16 or a.y - b.bottom >= 16:
        levels.append((max(a.y, b.y) + min(a.bottom, b.bottom)) / 2)
    for y in levels:
        yield (p, Point(out, p.y), Point(out, y), Point(back, y), Point(back, q.y), q)


def _corner(p: Point, side: Side, q: Point, other: Side) -> Iterator[Path]:
    """From a left or right side to a top or bottom."""
    ahead, down = (1.0 if side == "right" else -1.0), (1.0 if other == "bottom" else -1.0)
    if (q.x - p.x) * ahead >= 10 and (p.y - q.y) * down >= 10:
        yield (p, Point(q.x, p.y), q)
        return
    y = q.y + down * GAP
    half = (p.x + q.x) / 2
    for x in (p.x + ahead * GAP, half):
        if (x - p.x) * ahead >= 10:
            yield (p, Point(x, p.y), Point(x, y), Point(q.x, y), q)


# -- paths round about -----------------------------------------------------------------------------------------------


def _searched(way: Way) -> tuple[float, Path] | None:
    """The best path on the grid of lines beside all obstacles; more of them count if there is none among the near."""
    region = way.source.united(way.target)
    boxes = [(b.x, b.y, b.right, b.bottom) for b in (way.source, way.target)]
    for reach in (120.0, 500.0):
        wide = region.grown(reach)
        near = [
            box
            for box in way.obstacles
            if box[0] < wide.right and box[2] > wide.x and box[1] < wide.bottom and box[3] > wide.y
        ]
        starts = _docks(way.source, way.leave, way.target if way.wide[0] else None, way.sliding)
        ends = _docks(way.target, way.arrive, way.source if way.wide[1] else None, way.sliding)
        path = router_grid.search(starts, ends, [*near, *boxes], way.taken, way.within)
        if path:
            long = sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(path))
            return long + BEND * (len(path) - 2) + faults(way, path), path
    return None
