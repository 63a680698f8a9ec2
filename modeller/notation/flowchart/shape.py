"""A flowchart's shape: its border, the lines inside it, the room that it has for text, the sizes that it grows to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from modeller.drawing import breaking
from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.text import BASELINE, LINE_HEIGHT
from modeller.model.records import Bounds
from modeller.notation.bpmn.colours import Paint, fill, pen
from modeller.notation.bpmn.fonts import PLAIN, Font
from modeller.notation.bpmn.labels import ENDLESS, INSIDE, Placed, sizes

LINE: Final = 1.5
SMALL: Final = 9.5
"""The smallest size of text inside shapes that grow for it; what needs a smaller one stands beside."""
READABLE: Final = 11.0
"""A shape grows further before its text gets smaller than this."""
PAD: Final = 4.5
"""Between the border and the letters."""
DASHES: Final = (6.0, 4.0)
_MOST_LINES: Final = 6

Span = Callable[[float, float, float, float], tuple[float, float]]
"""Given the width and height of a shape and two heights in it, from where to where nothing is in the way between."""


def straight(width: float, _height: float, _top: float, _bottom: float) -> tuple[float, float]:
    """The room in a rectangle."""
    return 0.0, width


def nothing(_box: Bounds) -> Segments:
    return ()


def whole(bounds: Bounds) -> Bounds:
    return bounds


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """`border(box)` is its closed outline, `strokes(box)` are further lines; both lie inside `box`.

    `steps` are widths and heights that it may grow to, smallest first, so that its text fits. Where it cannot grow it
    is drawn in `least` of its bounds. `solid`: filled with the colour of its line, `hollow`: only the strokes are
    drawn; neither has room for text. `foot` is the share of its height that its lower edge takes from the text.
    """

    border: Callable[[Bounds], Segments]
    strokes: Callable[[Bounds], Segments] = nothing
    span: Span = straight
    steps: tuple[tuple[float, float], ...] = ()
    least: Callable[[Bounds], Bounds] = whole
    solid: bool = False
    hollow: bool = False
    foot: float = 0.0


def about(bounds: Bounds, width: float, height: float) -> Bounds:
    """A rectangle of that size about the same centre."""
    return Bounds(
        bounds.x + (bounds.width - width) / 2, bounds.y + (bounds.height - height) / 2, width, height
    )  # fmt: skip


def flat(share: float) -> Callable[[Bounds], Bounds]:
    """What is at most `share` times as high as wide, about the same centre: a circle's bounds hold no terminator."""
    return lambda bounds: about(bounds, bounds.width, min(bounds.height, bounds.width * share))


def marks(shape: Shape, box: Bounds, colours: Paint, dash: tuple[float, ...] = ()) -> list[Mark]:
    """A shape without its text."""
    line = pen(colours.line, LINE, dash, "butt", "miter")
    inside = fill(colours.line if shape.solid else colours.inside) if colours.inside else None
    made: list[Mark] = [Path(shape.border(box), None if shape.hollow else line, inside)]
    strokes = shape.strokes(box)
    if strokes:
        made.append(Path(strokes, line))
    return made


@lru_cache(maxsize=32768)
def set_in(
    shape: Shape, width: float, height: float, text: str, font: Font = PLAIN, smallest: float = SMALL
) -> Placed | None:
    """A text set in a shape of that size, all of it inside the border; None where it does not fit at that size."""
    if not text or len(text) > ENDLESS or min(width, height) < SMALL or shape.solid or shape.hollow:
        return None
    wanted = font.at(INSIDE)
    tried = [size for size in sizes(wanted) if size >= min(smallest, wanted)]
    large = [size for size in tried if size >= min(READABLE, wanted)]
    for some in (large, tried[len(large) :]):
        for count in range(1, _MOST_LINES + 1):  # one line a little smaller reads better than two
            for size in some:
                placed = _set_lines(shape, width, height, text, size, count, font.bold)
                if placed is not None:
                    return placed
    return None


def _set_lines(
    shape: Shape, width: float, height: float, text: str, size: float, count: int, bold: bool
) -> Placed | None:
    pitch = size * LINE_HEIGHT
    top = (height * (1 - shape.foot) - pitch * count) / 2
    if top < 0:
        return None
    # letters with all that hangs below them take the middle nine tenths of a line
    rows = [
        shape.span(width, height, top + number * pitch + size * 0.1, top + (number + 1) * pitch - size * 0.12)
        for number in range(count)
    ]
    left, right = max(row[0] for row in rows) + PAD, min(row[1] for row in rows) - PAD
    middle = (left + right) / 2
    rooms = [2 * min(middle - row[0] - PAD, row[1] - PAD - middle) for row in rows]
    for room in dict.fromkeys((max(rooms), sum(rooms) / count, min(rooms))):
        if room < size:
            continue
        lines, cut = breaking.lines(text, room / size, bold)
        if not cut and len(lines) == count and _fits(lines, rooms, size):
            made = tuple(
                (middle - wide * size / 2, top + number * pitch + BASELINE * size, line, wide * size)
                for number, (line, wide) in enumerate(lines)
                if line
            )
            return Placed(made, size, bold)
    return None


def _fits(lines: Sequence[tuple[str, float]], rooms: Sequence[float], size: float) -> bool:
    return all(wide * size <= room + 1e-6 for (_, wide), room in zip(lines, rooms, strict=True))


def wished(shape: Shape, bounds: Bounds, text: str, font: Font = PLAIN) -> Bounds:
    """The box that a shape would like: the smallest step that holds its text, its least where none does.

    It rather grows than that its text gets small.
    """
    for smallest in (READABLE, SMALL):
        for width, height in shape.steps:
            box = about(bounds, max(width, bounds.width), max(height, bounds.height))
            if not text or set_in(shape, box.width, box.height, text, font, smallest) is not None:
                return box
    return shape.least(bounds)
