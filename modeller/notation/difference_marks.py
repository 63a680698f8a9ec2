"""The marks of differences, the same on the screen and on paper: a colour, a line and a sign for each kind."""

from collections.abc import Mapping
from math import cos, radians, sin
from typing import Final

from modeller.drawing.displaylist import Fill, Group, Mark, Path, Pen
from modeller.drawing.routing import at
from modeller.drawing.shapes import circle, polyline, rounded
from modeller.model.compare import Kind
from modeller.model.records import Bounds, Flow, Node, Point

COLOURS: Final[Mapping[Kind, str]] = {
    "removed": "error", "added": "good", "changed": "warning", "layout": "muted", "tools": "muted",
}  # fmt: skip
LINES: Final[Mapping[Kind, tuple[float, ...]]] = {
    "removed": (5, 3), "added": (), "changed": (8, 2.5, 1.5, 2.5), "layout": (1, 2.5), "tools": (1, 4),
}  # fmt: skip
"""Lengths of line and gap, in widths of the line."""
SIGNS: Final[Mapping[Kind, str]] = {"removed": "−", "added": "+", "changed": "≠", "layout": "↔", "tools": "…"}
BADGE: Final = 17.0
"""How large a sign is, in units."""
AROUND: Final = 4.0
"""From an element to the frame around it."""
LARGE: Final = 420.0
"""From this size an element is framed only: a wash over a whole lane would hide what lies in it."""
_WIDTH: Final = 2.2
_TINT: Final = 0.15
_ARM: Final = 0.28
"""How long the arms of a sign are, of its badge."""


def marked(record: Node | Flow, points: tuple[Point, ...], kind: Kind, title: str, sign: bool) -> Group | None:
    """The frame and the sign of an element that was added, changed or removed; along `points` of a flow.

    None where it is not drawn. `title` says it in words. Without `sign` there is a line alone, as where the step that
    a flow belongs to has the sign.
    """
    colour = COLOURS[kind]
    pen = Pen(colour, _WIDTH, tuple(_WIDTH * part for part in LINES[kind]))
    if isinstance(record, Flow):
        if len(points) < 2:
            return None
        line = polyline(points)
        marks: list[Mark] = [Path(line, Pen("paper", 2 * _WIDTH)), Path(line, pen)]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        box = Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        corner = at(points, 0.5)
    elif record.bounds is None:
        return None
    else:
        box = record.bounds.grown(AROUND)
        wash = None if max(box.width, box.height) > LARGE else Fill(colour, _TINT)
        marks = [Path(rounded(box, 6), pen, wash)]
        corner = Point(record.bounds.right, record.bounds.y)
    return Group("", (*marks, *(badge(*corner, kind) if sign else ())), box.grown(BADGE), title=title)


def badge(x: float, y: float, kind: Kind) -> tuple[Mark, ...]:
    """The sign of a kind in a disc about a point, drawn rather than written: no font need hold it."""
    disc = Path(circle(x, y, BADGE / 2), Pen("paper", 1.2), Fill(COLOURS[kind]))
    arm, pen = BADGE * _ARM, Pen("paper", 2.0, cap="round")
    if kind == "added":
        return (
            disc,
            Path(polyline([(x - arm, y), (x + arm, y)]), pen),
            Path(polyline([(x, y - arm), (x, y + arm)]), pen),
        )
    if kind == "changed":
        lines = [Path(polyline([(x - arm, y + gap), (x + arm, y + gap)]), pen) for gap in (-2.0, 2.0)]
        turn = radians(60)
        dx, dy = arm * 1.15 * cos(turn), arm * 1.15 * sin(turn)
        return disc, *lines, Path(polyline([(x - dx, y + dy), (x + dx, y - dy)]), pen)
    return disc, Path(polyline([(x - arm, y), (x + arm, y)]), pen)
