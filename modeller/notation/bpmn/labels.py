"""Where the text of symbols stands: inside them beside their icons, outside them, along flows, in name bands."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import Final, NamedTuple

from modeller.drawing import breaking
from modeller.drawing.displaylist import Mark, TextLine
from modeller.drawing.glyphs import latin
from modeller.drawing.text import BASELINE, LINE_HEIGHT, block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Point
from modeller.notation.bpmn.fonts import PLAIN, Font, font

INSIDE: Final = 12.0
"""Font size of text inside symbols, in units."""
OUTSIDE: Final = 11.0
"""Font size of text beside symbols and flows."""
SMALLEST: Final = 7.0
"""The smallest size that text shrinks to before it overflows."""

PAD: Final = 5.0
"""Room between the border of a symbol and its text."""
ICON: Final = 23.0
"""The side of the corner that the icon of a task keeps free of text."""
STRIP: Final = 17.0
"""The height that a row of markers keeps free of text."""
WIDTH: Final = 92.0
"""The width of a label beside a symbol where the file says nothing."""
ENDLESS: Final = 3000
"""A text of so many characters fits nowhere: no use in trying."""
POINT: Final = 8.0
"""A box that is narrower than this says only where a label begins."""


class Placed(NamedTuple):
    """Lines relative to a symbol's top left corner: left, baseline, text, width; and their font."""

    lines: tuple[tuple[float, float, str, float], ...]
    size: float
    bold: bool = False


@lru_cache(maxsize=256)
def sizes(largest: float = INSIDE) -> tuple[float, ...]:
    """The sizes that text may shrink through, from the one that is wanted down to the smallest."""
    found = [largest]
    while found[-1] > SMALLEST:
        found.append(max(SMALLEST, found[-1] - (0.5 if found[-1] <= 18 else 1.0)))
    return tuple(found)


def text_lines(placed: Placed, x: float, y: float, colour: str) -> list[Mark]:
    """The lines as marks, the symbol's corner at (x, y)."""
    size, bold = placed.size, placed.bold
    narrow = latin("".join(text for _, _, text, _ in placed.lines))
    return [
        TextLine(x + dx, y + dy, text, width, size, bold, colour, narrow=narrow) for dx, dy, text, width in placed.lines
    ]


def _set(lines: Sequence[tuple[str, float]], size: float, left: float, top: float, width: float, bold: bool) -> Placed:
    pitch = size * LINE_HEIGHT
    made = []
    y = top + BASELINE * size
    for text, wide in lines:
        if text:
            made.append((left + (width - wide * size) / 2, y, text, wide * size))
        y += pitch
    return Placed(tuple(made), size, bold)


@lru_cache(maxsize=32768)
def inside(
    text: str, width: float, height: float, icon: bool = False, strip: float = 0.0, font: Font = PLAIN
) -> Placed:
    """Text set in a symbol of that size, in its middle, smaller where it must be, never under icon or markers.

    `icon` keeps the upper left corner free, `strip` that much of the lower edge.
    """
    best: tuple[Placed, float] | None = None
    bold, tried = font.bold, sizes(font.at(INSIDE))
    smallest = tried[-1]
    for size in tried if len(text) < ENDLESS else tried[-1:]:
        pitch = size * LINE_HEIGHT
        for left, top, w, h, beside in _boxes(width, height, icon, strip):
            if w < size or h < 1:
                continue
            lines, cut = breaking.lines(text, w / size, bold)
            tall = pitch * len(lines)
            start = top + (h - tall) / 2
            fits = tall <= h + 0.5
            if fits and not cut:
                centred = (height - tall) / 2
                if strip and centred + tall <= height - strip and not icon:
                    start = centred
                if not (beside and _meets_icon(lines, size, start, left, w)):
                    return _set(lines, size, left, start, w, bold)
            elif not (beside and icon) and (fits or size == smallest):
                excess = max(0.0, tall - h) + (1000.0 if not fits else 0.0) + (1.0 if cut else 0.0)
                if best is None or excess < best[1]:
                    best = _set(lines, size, left, max(start, top if not fits else start), w, bold), excess
    if best is None:
        lines, _ = breaking.lines(text, max(width - 2, SMALLEST) / SMALLEST, bold)
        tall = SMALLEST * LINE_HEIGHT * len(lines)
        return _set(lines, SMALLEST, 1, (height - tall) / 2, width - 2, bold)
    return best[0]


def _boxes(
    width: float, height: float, icon: bool, strip: float
) -> tuple[tuple[float, float, float, float, bool], ...]:
    """The places for a text, best first: left, top, width, height, whether it may come near the icon."""
    full = height - 4 - (strip or 2)
    if not icon:
        return ((PAD, 3, width - 2 * PAD, full, False),)
    return (
        (PAD, 3, width - 2 * PAD, height - 6 - strip, True),
        (PAD, ICON, width - 2 * PAD, height - ICON - (strip or 3), False),
        (ICON, 3, width - ICON - 4, full, False),
    )


def _meets_icon(lines: Sequence[tuple[str, float]], size: float, top: float, left: float, width: float) -> bool:
    pitch = size * LINE_HEIGHT
    for number, (_, wide) in enumerate(lines):
        if top + number * pitch >= ICON - 1:
            return False
        if left + (width - wide * size) / 2 < ICON + 1:
            return True
    return False


@lru_cache(maxsize=32768)
def _beside(
    text: str, width: float, height: float, size: float, bold: bool
) -> tuple[tuple[tuple[str, float], ...], float]:
    """Lines for a label whose box in the file has that size, and the width that they are set in.

    The box was made for another font and another way of breaking: it may grow by half where that keeps words whole
    and the number of lines.
    """
    room = max(1, round(height / (size * LINE_HEIGHT)))
    first: tuple[tuple[tuple[str, float], ...], float] | None = None
    widths = (width, width * 1.12 + 2, width * 1.25 + 4, width * 1.5 + 8, max(usual_width(size), width * 2))
    for wide in widths if len(text) < ENDLESS else ():
        lines, cut = breaking.lines(text, wide / size, bold)
        if cut:
            continue
        if len(lines) <= room:
            return lines, wide
        first = first or (lines, wide)
    if first is not None:
        return first
    widest = max(width, usual_width(size))
    lines, _ = breaking.lines(text, widest / size, bold)
    return lines, widest


def usual_width(size: float) -> float:
    """The width of a label beside a symbol where the file says nothing: larger letters get more."""
    return WIDTH * max(1.0, size / OUTSIDE)


def in_box(text: str, box: Bounds, symbol: Bounds | None, colour: str, font: Font = PLAIN) -> list[Mark]:
    """A label where the file says that it stands. What its box does not hold grows away from `symbol`."""
    size, bold = font.at(OUTSIDE), font.bold
    if box.width < POINT:
        box = _guessed(text, box, symbol, size, bold)
    lines, width = _beside(text, box.width, box.height, size, bold)
    tall = len(lines) * size * LINE_HEIGHT
    cx, cy = box.x + box.width / 2, box.y + box.height / 2
    x, y = cx - width / 2, cy - tall / 2
    if symbol is not None:
        if box.bottom <= symbol.y + symbol.height * 0.3:
            y = min(box.bottom - tall, symbol.y - 1 - tall) if box.bottom > symbol.y - 3 else box.bottom - tall
        elif box.y >= symbol.bottom - symbol.height * 0.3:
            y = max(box.y, symbol.bottom + 1)
        else:
            widest = max(wide for _, wide in lines) * size
            if cx < symbol.x and cx + widest / 2 > symbol.x - 2:
                x = symbol.x - 3 - widest / 2 - width / 2
            elif cx > symbol.right and cx - widest / 2 < symbol.right + 2:
                x = symbol.right + 3 + widest / 2 - width / 2
    return text_lines(_set(lines, size, 0, 0, width, bold), x, y, colour)


def _guessed(text: str, box: Bounds, symbol: Bounds | None, size: float, bold: bool) -> Bounds:
    """A box for a label of which the file gives the upper left corner only: centred on its symbol if that may be."""
    if symbol is not None:
        width = 2 * (symbol.x + symbol.width / 2 - box.x)
        if 30 <= width <= 180:
            lines, _ = breaking.lines(text, width / size, bold)
            return Bounds(box.x, box.y, width, len(lines) * size * LINE_HEIGHT)
    lines, _ = breaking.lines(text, usual_width(size) / size, bold)
    widest = max((wide for _, wide in lines), default=0) * size
    return Bounds(box.x, box.y, max(widest, POINT) + 0.01, len(lines) * size * LINE_HEIGHT)


def around(text: str, symbol: Bounds, colour: str, side: str = "below", font: Font = PLAIN) -> list[Mark]:
    """A label beside a symbol for which the file gives no place: below, above, left or right of it."""
    size, bold = font.at(OUTSIDE), font.bold
    width = max(usual_width(size), symbol.width + 20)
    lines, _ = breaking.lines(text, width / size, bold)
    tall = len(lines) * size * LINE_HEIGHT
    x, y, w, h = symbol
    left, top = x + w / 2 - width / 2, y + h + 3
    if side == "above":
        top = y - 3 - tall
    elif side in {"right", "left"}:
        widest = max((wide for _, wide in lines), default=0) * size
        left = x + w + 4 - (width - widest) / 2 if side == "right" else x - 4 - (width + widest) / 2
        top = y + h / 2 - tall / 2
    elif side in {"below right", "below left"}:
        widest = max((wide for _, wide in lines), default=0) * size
        left = x + w / 2 + 6 - (width - widest) / 2
        if side == "below left":
            left = x + w / 2 - 6 - (width + widest) / 2
    return text_lines(_set(lines, size, 0, 0, width, bold), left, top, colour)


def band(text: str, box: Bounds, upright: bool, colour: str, usual: float = INSIDE, font: Font = PLAIN) -> list[Mark]:
    """The name of a pool or lane in its band: reading upwards, or across (`upright`)."""
    angle, size, bold = 0 if upright else -90, font.at(usual), font.bold
    found = block(text, box, size=size, bold=bold, angle=angle, colour=colour, shrink_to=SMALLEST)
    if found.lines and found.lines[0].size < size and "\n" in text:
        joined = " ".join(text.split())
        found = block(joined, box, size=size, bold=bold, angle=angle, colour=colour, shrink_to=SMALLEST)
    return list(found.lines)


def along(text: str, points: Sequence[Point], colour: str, near_start: bool, font: Font = PLAIN) -> list[Mark]:
    """The label of a flow without a place of its own: beside its first piece, or its longest."""
    size, bold = font.at(OUTSIDE), font.bold
    lines, _ = breaking.lines(text, max(usual_width(size), 110) / size, bold)
    widest = max((wide for _, wide in lines), default=0) * size
    tall = len(lines) * size * LINE_HEIGHT
    pieces = list(pairwise(points))
    piece = pieces[0]
    if not near_start or _reach(piece) < min(24, _reach(max(pieces, key=_reach))):
        piece = max(pieces, key=_reach)
        near_start = False
    (ax, ay), (bx, by) = piece
    flat = abs(bx - ax) >= abs(by - ay)
    if flat:
        middle = (ax + bx) / 2
        if near_start and abs(bx - ax) > widest + 12:
            middle = ax + (6 + widest / 2) * (1 if bx > ax else -1)
        share = (middle - ax) / (bx - ax) if bx != ax else 0
        left, top = middle - widest / 2, min(ay + (by - ay) * share, ay, max(ay, by)) - 3 - tall
        if abs(by - ay) > 1:
            top = min(ay, by) - 3 - tall if abs(by - ay) < 12 else ay + (by - ay) * share - 3 - tall
    else:
        middle = (ay + by) / 2
        if near_start and abs(by - ay) > tall + 12:
            middle = ay + (6 + tall / 2) * (1 if by > ay else -1)
        share = (middle - ay) / (by - ay)
        left, top = ax + (bx - ax) * share + 5, middle - tall / 2
    return text_lines(_set(lines, size, 0, 0, widest, bold), left, top, colour)


def _reach(piece: tuple[Point, Point]) -> float:
    (ax, ay), (bx, by) = piece
    return hypot(bx - ax, by - ay)


def free_side(node: Node, model: Model, sides: Sequence[str] = ("below", "above")) -> str:
    """The first of these sides of a symbol that no flow docks at; else at the left of what leaves below."""
    box = node.bounds
    if box is None:
        return sides[0]
    taken: set[str] = set()
    for flow in (*model.outgoing(node.key), *model.incoming(node.key)):
        if not flow.points:
            continue
        x, y = flow.points[0] if flow.source == node.key else flow.points[-1]
        if y >= box.bottom - box.height * 0.2:
            taken.add("below")
        elif y <= box.y + box.height * 0.2:
            taken.add("above")
        elif x >= box.right - box.width * 0.2:
            taken.add("right")
        else:
            taken.add("left")
    for side in sides:
        if side not in taken:
            return side
    return "below left"


def beside(node: Node, model: Model, text: str, colour: str, sides: Sequence[str] = ("below", "above")) -> list[Mark]:
    """The label of a symbol whose text stands outside it."""
    if not text:
        return []
    symbol = node.bounds
    assert symbol is not None
    if node.label_bounds is not None:
        return in_box(text, node.label_bounds, symbol, colour, font(node, model))
    return around(text, symbol, colour, free_side(node, model, sides), font(node, model))
