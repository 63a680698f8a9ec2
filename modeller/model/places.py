"""Where things stand: which nodes and flows lie in a part of a diagram, without looking at all of them."""

from collections.abc import Iterable
from itertools import chain, pairwise
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

    def near(self, diagram: str, boxes: Iterable[Bounds]) -> dict[str, None]:
        """The keys of all that may touch any of these rectangles, each once."""
        found = dict(self.wide.get(diagram, ()))
        spans = {(x // SIDE, (x + w) // SIDE, y // SIDE, (y + h) // SIDE): None for x, y, w, h in boxes}
        cells = chain.from_iterable(self._under(diagram, *span) for span in spans)
        for cell in cells if len(spans) == 1 else dict.fromkeys(cells):
            held = self.cells.get(cell)
            if held:
                found.update(held)
        return found

    def _under(self, diagram: str, left: float, right: float, top: float, bottom: float) -> list[Cell]:
        if (right - left + 1) * (bottom - top + 1) > len(self.cells):
            return [c for c in self.cells if c[0] == diagram and left <= c[1] <= right and top <= c[2] <= bottom]
        rows = range(int(top), int(bottom) + 1)
        return [(diagram, column, row) for column in range(int(left), int(right) + 1) for row in rows]


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
    if len(record.points) < 2:
        return ()
    xs, ys = [point[0] for point in record.points], [point[1] for point in record.points]
    whole = _touched(diagram, min(xs), min(ys), max(xs), max(ys))
    if len(xs) == 2 or (isinstance(whole, tuple) and len(whole) < 3):  # every piece of it is in as many
        return whole
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
    try:
        first, last = int(left // SIDE), int(right // SIDE)
        row, lowest = int(top // SIDE), int(bottom // SIDE)
    except (OverflowError, ValueError):  # a number that is none
        return ()
    if first == last and row == lowest:
        return ((diagram, first, row),)
    if (last - first + 1) * (lowest - row + 1) > MOST:
        return diagram
    rows = range(row, lowest + 1)
    return tuple([(diagram, column, row) for column in range(first, last + 1) for row in rows])
