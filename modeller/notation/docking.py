"""Where the ends of a path meet the outline that a notation draws, which may be larger or smaller than BPMN's."""

from itertools import pairwise
from math import hypot
from typing import Final

from modeller.drawing.displaylist import Segments
from modeller.drawing.routing import clipped, crossing, inside, length
from modeller.drawing.shapes import extent, flattened
from modeller.model.records import Bounds, Point

NEAR: Final = 10.0
"""An end farther than this from the bounds of its shape was put there by the file: it stays, in units."""
EXACT: Final = 0.3
"""An end so near to the outline is on it."""


def docked_at_start(points: tuple[Point, ...], outline: Segments, bounds: Bounds) -> tuple[Point, ...]:
    """The path with its first point on the outline of the shape at `bounds`; as it was where that cannot be."""
    start = points[0]
    if not bounds.grown(NEAR).contains(*start) or _is_on(outline, start):
        return points
    if inside(outline, start):
        cut = clipped(points, outline, "start")
        return cut if length(cut) > 3 else points
    return _lengthened(points, outline)


def docked_at_end(points: tuple[Point, ...], outline: Segments, bounds: Bounds) -> tuple[Point, ...]:
    """The same for its last point."""
    return docked_at_start(points[::-1], outline, bounds)[::-1]


def _lengthened(points: tuple[Point, ...], outline: Segments) -> tuple[Point, ...]:
    """The path led on to the outline: straight on, else with one bend, else straight to the middle."""
    start, following = points[:2]
    box = extent(outline)
    centre = box.centre
    far = hypot(box.width, box.height) + hypot(centre.x - start.x, centre.y - start.y)
    dx, dy = start.x - following.x, start.y - following.y
    reach = hypot(dx, dy)
    if reach:
        found = crossing(outline, Point(start.x + dx / reach * far, start.y + dy / reach * far), start)
        if found is not None:
            return (found, *points[1:])
    level = abs(dx) > abs(dy)
    aside = Point(start.x, centre.y) if level else Point(centre.x, start.y)
    for target in (aside, centre):
        found = crossing(outline, target, start)
        if found is not None:
            return (found, *points)
    corner = Point(centre.x, start.y) if level else Point(start.x, centre.y)
    found = crossing(outline, centre, corner)
    return (found, corner, *points[1:]) if found is not None else points


def _is_on(outline: Segments, point: Point) -> bool:
    return distance(outline, point) <= EXACT


def distance(outline: Segments, point: Point) -> float:
    """How far a point lies from an outline, whether inside or outside."""
    x, y = point
    best = float("inf")
    for part in flattened(outline):
        for (ax, ay), (bx, by) in pairwise(part):
            ex, ey = bx - ax, by - ay
            whole = ex * ex + ey * ey
            t = 0.0 if whole == 0 else min(1.0, max(0.0, ((x - ax) * ex + (y - ay) * ey) / whole))
            best = min(best, hypot(ax + t * ex - x, ay + t * ey - y))
    return best
