"""What lies where: rectangles in cells whose size follows their own. No Qt."""

from collections.abc import Iterator

from modeller.model.records import Bounds

_FINEST = 256.0
_GROWTH = 4.0

_Cell = tuple[int, int]


class Grid:
    """Keys by their rectangle. A rectangle lies in at most four cells, whatever its size."""

    def __init__(self) -> None:
        self._levels: dict[int, dict[_Cell, set[str]]] = {}
        self._held: dict[str, Bounds] = {}

    def put(self, key: str, bounds: Bounds) -> None:
        """Add the key, or move it to another rectangle."""
        if key in self._held:
            self.drop(key)
        self._held[key] = bounds
        level, size = _level(bounds)
        cells = self._levels.setdefault(level, {})
        for cell in _cells(bounds, size):
            cells.setdefault(cell, set()).add(key)

    def drop(self, key: str) -> None:
        bounds = self._held.pop(key)
        level, size = _level(bounds)
        cells = self._levels[level]
        for cell in _cells(bounds, size):
            cells[cell].discard(key)
            if not cells[cell]:
                del cells[cell]

    def find(self, area: Bounds) -> set[str]:
        """The keys of the rectangles that meet `area`; some that only come near it may be among them."""
        found: set[str] = set()
        for level, cells in self._levels.items():
            size = _FINEST * _GROWTH**level
            left, top = area.x // size, area.y // size
            right, bottom = area.right // size, area.bottom // size
            if (right - left + 1) * (bottom - top + 1) > len(cells):
                for (column, row), keys in cells.items():
                    if left <= column <= right and top <= row <= bottom:
                        found |= keys
            else:
                for column in range(int(left), int(right) + 1):
                    for row in range(int(top), int(bottom) + 1):
                        keys_here = cells.get((column, row))
                        if keys_here:
                            found |= keys_here
        return found


def _level(bounds: Bounds) -> tuple[int, float]:
    level, size = 0, _FINEST
    largest = max(bounds.width, bounds.height)
    while largest > size:
        level += 1
        size *= _GROWTH
    return level, size


def _cells(bounds: Bounds, size: float) -> Iterator[_Cell]:
    for column in range(int(bounds.x // size), int(bounds.right // size) + 1):
        for row in range(int(bounds.y // size), int(bounds.bottom // size) + 1):
            yield column, row
