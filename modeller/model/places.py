"""Where things stand: which nodes and flows lie in a part of a diagram, without looking at all of them."""

from collections.abc import Iterable
from itertools import pairwise
from math import isfinite
from typing import Final, TypeAlias

from modeller.model.records import Bounds, Flow, Node, Record

Cell: TypeAlias = tuple[str, int, int]

SIDE: Final = 256.0
"""The side of a cell in units."""
MOST: Final = 64
"""What covers more cells than this is kept in a list of its own: pools, long lines."""


class Places:
    """Cells of each diagram with the keys of what touches them. Kept up record by record."""

    __slots__ = ("cells", "held", "wide")

    def __init__(self) -> None:
        self.cells: dict[Cell, dict[str, None]] = {}
        self.wide: dict[str, dict[str, None]] = {}
        self.held: dict[str, tuple[Cell, ...] | str] = {}
        """The cells of each key; of what is wide its diagram."""

    def put(self, key: str, record: Record | None) -> None:
        """From now on `key` lies where the record does; nowhere without one."""
        now = _cells(record) if isinstance(record, Node | Flow) else ()
        before = self.held.get(key, ())
        if now == before:
            return
        if isinstance(before, str):
            del self.wide[before][key]
        else:
            for cell in before:
                there = self.cells[cell]
                del there[key]
                if not there:
                    del self.cells[cell]
        if not now:
            del self.held[key]
            return
        self.held[key] = now
        if isinstance(now, str):
            self.wide.setdefault(now, {})[key] = None
            return
        cells = self.cells
        for cell in now:
            if cell in cells:
                cells[cell][key] = None
            else:
                cells[cell] = {key: None}

    def near(self, diagram: str, box: Bounds) -> dict[str, None]:
        """The keys of all that may touch a rectangle, each once."""
        found = dict(self.wide.get(diagram, ()))
        left, right = box.x // SIDE, box.right // SIDE
        top, bottom = box.y // SIDE, box.bottom // SIDE
        cells: Iterable[Cell]
        if (right - left + 1) * (bottom - top + 1) > len(self.cells):
            cells = [c for c in self.cells if c[0] == diagram and left <= c[1] <= right and top <= c[2] <= bottom]
        else:
            cells = _span(diagram, box.x, box.y, box.right, box.bottom)
        for cell in cells:
            held = self.cells.get(cell)
            if held:
                found.update(held)
        return found


def _cells(record: Node | Flow) -> tuple[Cell, ...] | str:
    """The cells that a record touches; its diagram where these are too many; none where it is not drawn."""
    diagram = record.diagram
    if diagram is None:
        return ()
    if isinstance(record, Node):
        if record.bounds is None:
            return ()
        x, y, width, height = record.bounds
        return _touched(diagram, x, y, x + width, y + height)
    found: dict[Cell, None] = {}
    for (ax, ay), (bx, by) in pairwise(record.points):
        left, right = (ax, bx) if ax <= bx else (bx, ax)
        top, bottom = (ay, by) if ay <= by else (by, ay)
        piece = _touched(diagram, left, top, right, bottom)
        if isinstance(piece, str):
            return piece
        for cell in piece:
            found[cell] = None
    return tuple(found) if len(found) <= MOST else diagram


def _touched(diagram: str, left: float, top: float, right: float, bottom: float) -> tuple[Cell, ...] | str:
    if not (isfinite(left) and isfinite(top) and isfinite(right) and isfinite(bottom)):
        return ()
    if (right - left) / SIDE * ((bottom - top) / SIDE) > MOST or max(-left, right, -top, bottom) > SIDE * 1e6:
        return diagram
    first, row = int(left // SIDE), int(top // SIDE)
    if int(right // SIDE) == first and int(bottom // SIDE) == row:
        return ((diagram, first, row),)
    found = _span(diagram, left, top, right, bottom)
    return tuple(found) if len(found) <= MOST else diagram


def _span(diagram: str, left: float, top: float, right: float, bottom: float) -> list[Cell]:
    rows = range(int(top // SIDE), int(bottom // SIDE) + 1)
    return [(diagram, column, row) for column in range(int(left // SIDE), int(right // SIDE) + 1) for row in rows]
