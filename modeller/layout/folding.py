"""Where a diagram that is too wide for its page is folded: at gaps between the shapes, where few flows cross."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import ceil, inf
from typing import Final, NamedTuple, TypeAlias

from modeller.model.records import Bounds

Lines: TypeAlias = Sequence[tuple[str, Sequence[tuple[float, float]]]]
"""Flows by key, each with its path."""

_STEP: Final = 10.0
"""Places where a fold may lie are so far from each other, in units."""
_CUT_SHAPE: Final = 40.0
"""A fold through a shape is as bad as through so many flows."""
_MOST: Final = 40


class Crossing(NamedTuple):
    """Where a flow crosses a fold: its key, and how far down."""

    flow: str
    y: float


class Fold(NamedTuple):
    """A fold at `x`, and what crosses it, from top to bottom."""

    x: float
    crossings: tuple[Crossing, ...]


def folds(shapes: Sequence[Bounds], lines: Lines, extent: Bounds, width: float, first: float) -> tuple[Fold, ...]:
    """Where to fold a diagram so that no part is wider than `width`, the first than `first`, all in units.

    `shapes` are the rectangles that should stay whole, `lines` the flows by key with their paths. As few folds as can
    be; of those the ones that cut fewest shapes, cross fewest flows, and leave parts alike. None where the diagram is
    narrow enough, or where there would be more than 40 parts.
    """
    if extent.width <= first or width <= 4 * _STEP:
        return ()
    places = [extent.x + _STEP * number for number in range(1, int(extent.width / _STEP) + 1)]
    places = [place for place in places if place < extent.right - _STEP]
    costs = [_cost(place, shapes, lines) for place in places]
    chosen = _cheapest(places, costs, extent, width, first)
    return tuple(Fold(place, _crossings(place, lines)) for place in chosen)


def _cost(place: float, shapes: Sequence[Bounds], lines: Lines) -> float:
    through = sum(shape.x - 2 < place < shape.right + 2 for shape in shapes)
    beside = min((abs(place - edge) for shape in shapes for edge in (shape.x, shape.right)), default=_STEP)
    return through * _CUT_SHAPE + len(_crossings(place, lines)) + max(0.0, 1 - beside / _STEP) * 0.5


def _crossings(place: float, lines: Lines) -> tuple[Crossing, ...]:
    found = []
    for key, points in lines:
        for (ax, ay), (bx, by) in pairwise(points):
            if min(ax, bx) < place <= max(ax, bx):
                found.append(Crossing(key, ay + (by - ay) * (place - ax) / (bx - ax)))
    return tuple(sorted(found, key=lambda each: (each.y, each.flow)))


def _cheapest(places: list[float], costs: list[float], extent: Bounds, width: float, first: float) -> list[float]:
    """The places that cost least, with as few parts as can be."""
    parts = 1 + ceil((extent.width - first) / width - 1e-9)
    for count in range(parts, _MOST + 1):
        found = _with(count - 1, places, costs, extent, width, first)
        if found is not None:
            return found
    return []


def _with(
    count: int, places: list[float], costs: list[float], extent: Bounds, width: float, first: float
) -> list[float] | None:
    """The cheapest places for so many folds; None where the parts would be too wide."""
    alike = extent.width / (count + 1)
    best: dict[int, tuple[float, tuple[int, ...]]] = {}
    for number in range(bisect_right(places, extent.x + first)):
        best[number] = (costs[number] + _uneven(places[number] - extent.x, alike), (number,))
    for _ in range(count - 1):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for number, place in enumerate(places):
            low = bisect_left(places, place - width)
            reached = [best[before] for before in range(low, number) if before in best]
            if reached:
                cost, chosen = min(reached)
                uneven = _uneven(place - places[chosen[-1]], alike)
                following[number] = (cost + costs[number] + uneven, (*chosen, number))
        best = following
    last = [
        (cost + _uneven(extent.right - places[number], alike), chosen)
        for number, (cost, chosen) in best.items()
        if extent.right - places[number] <= width
    ]
    cost, chosen = min(last, default=(inf, ()))
    return [places[number] for number in chosen] if cost < inf else None


def _uneven(width: float, alike: float) -> float:
    """How badly a part differs from one that is as wide as all others."""
    return ((width - alike) / alike) ** 2
