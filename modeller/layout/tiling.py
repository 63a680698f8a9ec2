"""How a drawing is cut into the sheets of a poster, which overlap: each shape is whole on one of them."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from modeller.model.records import Bounds

Span: TypeAlias = tuple[float, float]

MOST: Final = 200
"""No poster has more sheets."""
_SPLITS: Final = 24
"""So often the search for a scale or for sheets that are alike halves what is left."""


class Tile(NamedTuple):
    """One sheet: its place, counted from 0, and what of the drawing lies on it, in units, overlaps included."""

    column: int
    row: int
    view: Bounds

    @property
    def name(self) -> str:
        """``A1``: the letter of the column, the number of the row."""
        return lettered(self.column) + str(self.row + 1)


class Tiling(NamedTuple):
    """The sheets of a poster, row by row."""

    columns: int
    rows: int
    tiles: tuple[Tile, ...]


def lettered(column: int) -> str:
    """The letters of a column counted from 0, as in a spreadsheet: ``A`` to ``Z``, then ``AA``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def tiling(shapes: Sequence[Bounds], extent: Bounds, width: float, height: float, overlap: float) -> Tiling:
    """The sheets of a drawing, none larger than `width` and `height`; neighbours share a stretch of `overlap`.

    A shape is whole on at least one sheet unless it is larger than a sheet; sheets share more than is asked only where
    that needs it. As few columns and rows as that allows, as large as each other as far as it costs no sheet. Where it
    takes more than MOST in one direction, there are just so many that it is known.
    All lengths are in units. Raises ValueError where a sheet is no larger than the overlap.
    """
    if min(width, height) <= overlap:
        raise ValueError("a sheet must be larger than its overlap")
    across = _alike([(shape.x, shape.right) for shape in shapes], extent.x, extent.right, width, overlap)
    down = _alike([(shape.y, shape.bottom) for shape in shapes], extent.y, extent.bottom, height, overlap)
    tiles = tuple(
        Tile(column, row, Bounds(left, top, right - left, bottom - top))
        for row, (top, bottom) in enumerate(down)
        for column, (left, right) in enumerate(across)
    )
    return Tiling(len(across), len(down), tiles)


def scale_for(
    columns: int, rows: int, shapes: Sequence[Bounds], extent: Bounds, width: float, height: float, overlap: float
) -> float:
    """The largest scale at which a drawing takes no more than so many columns and rows of sheets.

    `width`, `height` and `overlap` are those of a sheet, in any unit of length; the scale is in that unit a unit of the
    drawing.
    """

    across = sorted({(shape.x, shape.right) for shape in shapes})
    down = sorted({(shape.y, shape.bottom) for shape in shapes})

    def fits(scale: float) -> bool:
        shared = overlap / scale
        wide = _cut(across, extent.x, extent.right, width / scale, shared)
        return len(wide) <= columns and len(_cut(down, extent.y, extent.bottom, height / scale, shared)) <= rows

    low = min(width / extent.width, height / extent.height)  # on one sheet
    high = min(
        (columns * (width - overlap) + overlap) / extent.width, (rows * (height - overlap) + overlap) / extent.height
    )
    if fits(high):
        return high
    for _ in range(_SPLITS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _alike(spans: Iterable[Span], start: float, end: float, most: float, overlap: float) -> list[Span]:
    """The stretches of one axis, as long as each other as far as that takes no more of them."""
    held = sorted(set(spans))
    found = _cut(held, start, end, most, overlap)
    low, high = overlap, most
    for _ in range(_SPLITS if 1 < len(found) <= MOST else 0):
        middle = (low + high) / 2
        tried = _cut(held, start, end, middle, overlap, most)
        if len(tried) <= len(found):
            high, found = middle, tried
        else:
            low = middle
    return found


def _cut(
    spans: Sequence[Span], start: float, end: float, most: float, overlap: float, longest: float = 0.0
) -> list[Span]:
    """Stretches of at most `most` that share `overlap` with the next, more where a span would not be whole otherwise.

    What is longer than `most` may be torn, but nothing up to `longest`: its stretch is then as long as it is. More than
    MOST are not looked for.
    """
    found: list[Span] = []
    left, longest = start, max(most, longest)
    held = [(first, last) for first, last in spans if last - first <= longest]
    while len(found) <= MOST:
        reach = max(left + most, max((last for first, last in held if first == left), default=left))
        if reach >= end - 1e-9:
            return [*found, (left, end)]
        cut = min((first for first, last in held if left < first and last > reach), default=reach)
        cut = min(cut, reach - overlap)
        begun = max((last for first, last in held if left <= first < cut), default=left)
        found.append((left, max(cut + overlap, begun)))
        left = cut
    return found
