"""Where things came near each other, and when: what is looked at later sees for itself whether it still looks alike."""

from collections.abc import Iterable
from typing import Final

from modeller.model.records import Bounds

_SIDE: Final = 256.0
"""The side of a cell in units."""
_MOST: Final = 256
"""A rectangle over more cells than this is taken to lie everywhere."""


class Doubts:
    """Cells of a diagram with the last time that something changed there. Costs what changes, not what stands there."""

    __slots__ = ("_cells", "_everywhere", "now")

    def __init__(self) -> None:
        self.now = 0
        """How often something has changed."""
        self._everywhere = 0
        self._cells: dict[tuple[int, int], int] = {}

    def cast(self, boxes: Iterable[Bounds] | None) -> None:
        """From now on what meets one of these rectangles may look different; with None all may."""
        self.now += 1
        if boxes is None:
            self._everywhere = self.now
            self._cells.clear()
            return
        for span in {_span(box) for box in boxes}:
            if _many(span):
                self._everywhere = self.now
                continue
            left, right, top, bottom = span
            for column in range(left, right + 1):
                for row in range(top, bottom + 1):
                    self._cells[column, row] = self.now

    def since(self, then: int, box: Bounds) -> bool:
        """Whether something may have changed at a rectangle after the time `then`."""
        if self._everywhere > then:
            return True
        span = _span(box)
        if _many(span):
            return self.now > then
        left, right, top, bottom = span
        cells = self._cells
        if left == right and top == bottom:
            return cells.get((left, top), 0) > then
        return any(
            cells.get((column, row), 0) > then for column in range(left, right + 1) for row in range(top, bottom + 1)
        )


def _span(box: Bounds) -> tuple[int, int, int, int]:
    x, y, width, height = box
    return int(x // _SIDE), int((x + width) // _SIDE), int(y // _SIDE), int((y + height) // _SIDE)


def _many(span: tuple[int, int, int, int]) -> bool:
    left, right, top, bottom = span
    return (right - left + 1) * (bottom - top + 1) > _MOST
