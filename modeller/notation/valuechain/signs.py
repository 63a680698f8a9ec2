"""Signs that say the same as colours: for prints without colour, and for who cannot tell colours apart."""

from collections.abc import Callable
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import circle, placed, plus, polygon
from modeller.model.records import Bounds
from modeller.notation.bpmn.colours import fill, pen

RADIUS: Final = 4.5
"""Of a sign on a symbol, in units."""
_TALL: Final = 56.0
"""On a symbol that is as tall as this there is room for a sign above its name; on others it sits on the corner."""
_INSIDE: Final = (16.0, 12.0)
_ON_CORNER: Final = (3.0, 3.0)


def _turned(x: float, y: float, radius: float, *points: tuple[float, float]) -> Segments:
    return polygon([(x + across * radius, y + down * radius) for across, down in points])


def _square(x: float, y: float, radius: float) -> Segments:
    return _turned(x, y, radius * 0.88, (-1, -1), (1, -1), (1, 1), (-1, 1))


def _triangle(x: float, y: float, radius: float) -> Segments:
    return _turned(x, y, radius * 1.1, (0, -1), (1, 0.8), (-1, 0.8))


def _diamond(x: float, y: float, radius: float) -> Segments:
    return _turned(x, y, radius * 1.25, (0, -1), (1, 0), (0, 1), (-1, 0))


def _cross(x: float, y: float, radius: float) -> Segments:
    return placed(plus(radius * 1.1, radius * 0.38), x, y)


_SHAPES: Final[tuple[Callable[[float, float, float], Segments], ...]] = (circle, _square, _triangle, _diamond, _cross)
COUNT: Final = 2 * len(_SHAPES)
"""So many signs differ; after the last the first comes again."""


def sign(place: int, x: float, y: float, radius: float, line: str) -> Mark:
    """The sign of that place in an order, round a point: full ones first, then hollow ones."""
    place %= COUNT
    outline = _SHAPES[place % len(_SHAPES)](x, y, radius)
    full = place < len(_SHAPES)
    return Path(outline, pen("paper" if full else line, 0.8 if full else 1.2), fill(line if full else "paper"))


def sign_on(place: int, box: Bounds, line: str) -> Mark:
    """The same in the upper left corner of a symbol, clear of its name."""
    across, down = _INSIDE if box.height >= _TALL else _ON_CORNER
    return sign(place, box.x + across, box.y + down, RADIUS, line)
