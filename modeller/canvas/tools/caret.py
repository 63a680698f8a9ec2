"""Where the characters of a drawn text stand: the place of a caret, the strips of a selection, the character hit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from modeller.drawing.displaylist import Mark, TextLine
from modeller.drawing.text import LINE_HEIGHT, advance
from modeller.model.records import Point

_ASCENT, _DESCENT = 0.92, 0.24


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line and the part of the text that it shows."""

    start: int
    end: int
    mark: TextLine


@dataclass(frozen=True, slots=True)
class Caret:
    """A caret from its upper to its lower end, in diagram units."""

    top: Point
    bottom: Point


def lines(marks: Iterable[Mark], text: str) -> list[Line]:
    """The lines that show `text`, in its order; what else is drawn is passed over."""
    found: list[Line] = []
    place = 0
    for mark in marks:
        if isinstance(mark, TextLine) and mark.text:
            at = text.find(mark.text, place)
            if at < 0 or text[place:at].strip():
                continue
            place = at + len(mark.text)
            found.append(Line(at, place, mark))
    return found


def _turned(mark: TextLine, along: float, up: float) -> Point:
    """A point of a line: so far along it, so far above its baseline."""
    if mark.angle == -90:
        return Point(mark.x - up, mark.y - along)
    if mark.angle == 90:
        return Point(mark.x + up, mark.y + along)
    return Point(mark.x + along, mark.y - up)


def _stroke(mark: TextLine, along: float) -> Caret:
    return Caret(_turned(mark, along, mark.size * _ASCENT), _turned(mark, along, -mark.size * _DESCENT))


def caret(found: Sequence[Line], text: str, place: int, empty: TextLine | None) -> Caret | None:
    """The caret before the character at `place`.

    `empty` is a line as it would stand where there is no text yet. None where nothing tells a place.
    """
    if not found:
        return _stroke(empty, 0) if empty is not None else None
    held = found[0]
    for line in found:
        if line.start <= place:
            held = line
    mark = held.mark
    behind = text[held.end : place] if place > held.end else ""
    if "\n" in behind:
        # lines without a character are not drawn: go down from the last one that is
        rows = behind.count("\n")
        rest = behind.rpartition("\n")[2]
        down = mark.size * LINE_HEIGHT * rows
        origin = _turned(mark, mark.width / 2 if empty is None or empty.width == 0 else 0, -down)
        return _stroke(replace(mark, x=origin.x, y=origin.y), advance(rest, mark.size, style=mark.style))
    inner = text[held.start : min(place, held.end)]
    return _stroke(mark, advance(inner + behind, mark.size, style=mark.style))


def strips(found: Sequence[Line], text: str, start: int, end: int) -> list[tuple[Point, Point, Point, Point]]:
    """The corners of what a selection from `start` to `end` covers, a quadrangle for each line."""
    made = []
    for line in found:
        first, last = max(start, line.start), min(end, line.end)
        if first >= last:
            continue
        mark = line.mark
        left = advance(text[line.start : first], mark.size, style=mark.style)
        right = advance(text[line.start : last], mark.size, style=mark.style)
        one, two = _stroke(mark, left), _stroke(mark, right)
        made.append((one.top, two.top, two.bottom, one.bottom))
    return made


def place_at(found: Sequence[Line], text: str, x: float, y: float) -> int:
    """The place in the text that is nearest to a diagram point."""
    best, distance = len(text), float("inf")
    for line in found:
        mark = line.mark
        if mark.angle == -90:
            along, off = mark.y - y, abs(x - (mark.x - mark.size * 0.35))
        elif mark.angle == 90:
            along, off = y - mark.y, abs(x - (mark.x + mark.size * 0.35))
        else:
            along, off = x - mark.x, abs(y - (mark.y - mark.size * 0.35))
        for place in range(line.start, line.end + 1):
            beside = abs(advance(text[line.start : place], mark.size, style=mark.style) - along)
            away = off * 4 + beside
            if away < distance:
                best, distance = place, away
    return best
