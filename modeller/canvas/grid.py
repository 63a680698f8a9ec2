"""What lies where: rectangles in cells whose size follows their own. No Qt."""

from modeller.model.records import Bounds

_FINEST = 256.0
_GROWTH = 4.0

_Cell = tuple[int, int]
_Span = tuple[int, int, int, int, int]
"""Level; first and last column; first and last row."""


class Grid:
    """Keys by their rectangle. A rectangle lies in at most four cells, whatever its size."""

    def __init__(self) -> None:
        self._levels: dict[int, dict[_Cell, set[str]]] = {}
        self._held: dict[str, _Span] = {}

    def put(self, key: str, bounds: Bounds) -> None:
        """Add the key, or move it to another rectangle."""
        span = _span(bounds)
        before = self._held.get(key)
        if before == span:
            return
        if before is not None:
            self.drop(key)
        self._held[key] = span
        level, left, right, top, bottom = span
        cells = self._levels.setdefault(level, {})
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                there = cells.get((column, row))
                if there is None:
                    cells[column, row] = {key}
                else:
                    there.add(key)

    def drop(self, key: str) -> None:
        span = self._held.pop(key)
        cells = self._levels[span[0]]
        for column in range(span[1], span[2] + 1):
            for row in range(span[3], span[4] + 1):
                there = cells[column, row]
                there.discard(key)
                if not there:
                    del cells[column, row]

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


def _span(bounds: Bounds) -> _Span:
    x, y, width, height = bounds
    level, size = 0, _FINEST
    while width > size or height > size:
        level += 1
        size *= _GROWTH
    return level, int(x // size), int((x + width) // size), int(y // size), int((y + height) // size)
