"""Where things stand: which nodes and flows lie in a part of a diagram, without looking at all of them."""

from collections.abc import Iterator
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

    __slots__ = ("cells", "wide")

    def __init__(self) -> None:
        self.cells: dict[Cell, dict[str, None]] = {}
        self.wide: dict[str, dict[str, None]] = {}

    def add(self, record: Record) -> None:
        for cell in _cells(record):
            self._table(cell).setdefault(record.key)

    def drop(self, record: Record) -> None:
        for cell in _cells(record):
            self._table(cell).pop(record.key, None)

    def _table(self, cell: Cell | str) -> dict[str, None]:
        if isinstance(cell, str):
            return self.wide.setdefault(cell, {})
        return self.cells.setdefault(cell, {})

    def near(self, diagram: str, box: Bounds) -> dict[str, None]:
        """The keys of all that may touch a rectangle, each once."""
        found = dict(self.wide.get(diagram, ()))
        spans = _span(diagram, box.x, box.y, box.right, box.bottom)
        if len(spans) > len(self.cells):
            spans = [cell for cell in self.cells if cell[0] == diagram]
        for cell in spans:
            held = self.cells.get(cell)
            if held:
                found.update(held)
        return found


def _cells(record: Record) -> Iterator[Cell | str]:
    if not isinstance(record, Node | Flow) or record.diagram is None:
        return
    if isinstance(record, Node):
        boxes = [(record.bounds.x, record.bounds.y, record.bounds.right, record.bounds.bottom)] if record.bounds else []
    else:
        boxes = [(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y)) for a, b in pairwise(record.points)]
    found: dict[Cell, None] = {}
    for box in boxes:
        if not all(map(isfinite, box)):
            continue
        if (box[2] - box[0]) / SIDE * ((box[3] - box[1]) / SIDE) > MOST or max(map(abs, box)) > SIDE * 1e6:
            yield record.diagram
            return
        found.update(dict.fromkeys(_span(record.diagram, *box)))
    if len(found) > MOST:
        yield record.diagram
    else:
        yield from found


def _span(diagram: str, left: float, top: float, right: float, bottom: float) -> list[Cell]:
    return [
        (diagram, column, row)
        for column in range(int(left // SIDE), int(right // SIDE) + 1)
        for row in range(int(top // SIDE), int(bottom // SIDE) + 1)
    ]
