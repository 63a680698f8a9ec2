"""Where a dragged rectangle comes to rest: in line with its neighbours, else on the grid."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from modeller.canvas.tools.board import Guide, SnapGrid
from modeller.model.records import Bounds

NEAR = 6.0
"""Pixels within which a neighbour's line attracts."""


class Snapped(NamedTuple):
    """The movement after snapping, and the lines that it snapped to."""

    dx: float
    dy: float
    guides: tuple[Guide, ...]


class _Found(NamedTuple):
    distance: float
    preference: int
    shift: float
    at: float
    other: Bounds


def snap(
    bounds: Bounds, dx: float, dy: float, others: Iterable[Bounds], zoom: float, grid: SnapGrid | None
) -> Snapped:  # fmt: skip
    """Snap the movement (dx, dy) of a rectangle to the centres, then the edges, of `others`; else to the grid;
    without one it stays where it is.

    A direction in which it does not move stays as it is: a shape is not torn off its line sideways.
    """
    near = NEAR / zoom
    neighbours = list(others)
    moved = bounds.moved(dx, dy)
    across = _best(_lines(moved, 0), neighbours, 0, near)
    down = _best(_lines(moved, 1), neighbours, 1, near)
    if across is not None:
        dx += across.shift
    elif grid is not None:
        dx = to_grid(dx, grid)
    if down is not None:
        dy += down.shift
    elif grid is not None:
        dy = to_grid(dy, grid)
    rest = bounds.moved(dx, dy)
    guides = []
    if across is not None:
        both = rest.united(across.other)
        guides.append(Guide("x", across.at, both.y - 12, both.bottom + 12))
    if down is not None:
        both = rest.united(down.other)
        guides.append(Guide("y", down.at, both.x - 12, both.right + 12))
    return Snapped(dx, dy, tuple(guides))


def _lines(box: Bounds, axis: int) -> tuple[float, float, float]:
    """Middle, near edge, far edge along an axis."""
    if axis == 0:
        return box.x + box.width / 2, box.x, box.right
    return box.y + box.height / 2, box.y, box.bottom


def _best(own: Sequence[float], others: Iterable[Bounds], axis: int, near: float) -> _Found | None:
    best: _Found | None = None
    for other in others:
        for number, line in enumerate(_lines(other, axis)):
            # middles meet middles; edges meet edges of either side
            for mine in own[:1] if number == 0 else own[1:]:
                distance = abs(line - mine)
                if distance <= near:
                    found = _Found(distance, 0 if number == 0 else 1, line - mine, line, other)
                    if best is None or found[:2] < best[:2]:
                        best = found
    return best


def to_grid(value: float, grid: SnapGrid) -> float:
    """The nearest line of the grid."""
    side = grid.side or 1.0
    return round(value / side) * side
