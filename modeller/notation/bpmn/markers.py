"""The small symbols: kinds of tasks, triggers of events, markers of activities and gateways."""

from math import cos, pi, sin
from typing import Final, TypeAlias

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import arc, circle, gear, parsed, placed, plus, polygon, rectangle, regular
from modeller.model.records import Bounds
from modeller.notation.bpmn.colours import fill, pen

Part: TypeAlias = "tuple[Segments, float, str]"
"""A path, the width of its line (0: none), and what fills it: ``line`` or ``inside`` colour, or ``""``."""

Icon: TypeAlias = "tuple[Part, ...]"


def icon(parts: Icon, x: float, y: float, scale: float, line: str, inside: str) -> list[Mark]:
    """The marks of an icon with its origin at (x, y). Line widths do not grow with `scale`."""
    return [
        Path(
            placed(segments, x, y, scale),
            pen(inside if width < 0 else line, abs(width)) if width else None,
            fill(line if body == "line" else inside) if body else None,
        )
        for segments, width, body in parts
    ]


def _ticks(inner: float, outer: float) -> Segments:
    made: Segments = ()
    for i in range(12):
        a = i * pi / 6
        made += (("M", inner * cos(a), inner * sin(a)), ("L", outer * cos(a), outer * sin(a)))
    return made


TASK_ICON: Final = 18.0
"""The side of the square that icons of tasks are drawn in, from its top left corner."""

_ENVELOPE = rectangle(Bounds(1, 3.6, 16, 11))
_FLAP = parsed("M 1.2 4 L 9 10 L 16.8 4")

TASKS: Final[dict[str, Icon]] = {
    "user": (
        (
            parsed(
                "M 1.7 16.8 C 1.7 12.4 4.4 10.8 6.8 10.2 C 7.3 11.2 8 11.7 9 11.7 C 10 11.7 10.7 11.2 11.2 10.2 "
                "C 13.6 10.8 16.3 12.4 16.3 16.8 Z"
            ),
            1.1,
            "inside",
        ),
        (parsed("M 5.2 16.8 L 5.2 14.2 M 12.8 16.8 L 12.8 14.2"), 1.0, ""),
        (circle(9, 5.7, 4.1), 1.1, "inside"),
        (
            parsed("M 4.9 5.9 C 4.3 0.6 13.7 0.6 13.1 5.9 C 12.2 4.9 11.2 5.4 9.9 4.4 C 8.4 5.6 6.1 4.6 4.9 5.9 Z"),
            0.6,
            "line",
        ),
    ),
    "service": (
        (gear(6.3, 6.3, 5.5, 8), 1.0, "inside"),
        (circle(6.3, 6.3, 1.9), 1.0, "inside"),
        (gear(11.2, 11.2, 6.1, 9), 1.0, "inside"),
        (circle(11.2, 11.2, 2.2), 1.0, "inside"),
    ),
    "send": (
        (_ENVELOPE, 1.0, "line"),
        (parsed("M 1.6 4.6 L 9 10.4 L 16.4 4.6"), -1.2, ""),
    ),
    "receive": ((_ENVELOPE, 1.1, "inside"), (_FLAP, 1.1, "")),
    "script": (
        (
            parsed(
                "M 5.4 2 L 15.6 2 C 12.4 4.8 12.6 6.8 13.6 9 C 14.8 11.4 14.8 13.4 12.6 16 L 2.4 16 "
                "C 4.6 13.4 4.6 11.4 3.4 9 C 2.4 6.8 2.2 4.8 5.4 2 Z"
            ),
            1.1,
            "inside",
        ),
        (parsed("M 5.3 5 L 11 5 M 5.3 7.8 L 11.2 7.8 M 6.4 10.5 L 12.2 10.5 M 6.3 13.2 L 12 13.2"), 1.0, ""),
    ),
    "manual": (
        (
            parsed(
                "M 1.2 9.5 C 1.2 6.7 2.8 5.2 5 4.4 L 9.3 2.7 C 10.7 2.2 11.3 3.9 10.1 4.5 L 7.8 5.7 L 14.9 5.7 "
                "C 16.4 5.7 16.4 7.9 14.9 7.9 L 15.7 7.9 C 17.2 7.9 17.2 10.1 15.7 10.1 L 14.9 10.1 "
                "C 16.4 10.1 16.4 12.3 14.9 12.3 L 13.3 12.3 C 14.8 12.3 14.8 14.5 13.3 14.5 L 5.5 14.5 "
                "C 2.7 14.5 1.2 12.4 1.2 9.5 Z"
            ),
            1.1,
            "inside",
        ),
        (parsed("M 9.6 7.9 L 15 7.9 M 9.6 10.1 L 15 10.1 M 9.6 12.3 L 13.5 12.3"), 1.0, ""),
    ),
    "rule": (
        (rectangle(Bounds(1.2, 3, 15.6, 12)), 1.1, "inside"),
        (rectangle(Bounds(1.2, 3, 15.6, 3.4)), 1.1, "line"),
        (parsed("M 1.2 10.7 L 16.8 10.7 M 6.2 6.4 L 6.2 15"), 1.0, ""),
    ),
}
"""Icons of tasks in a square of 18 units."""

_MAIL = rectangle(Bounds(-0.53, -0.36, 1.06, 0.72))
_CLOCK = circle(0, 0, 0.64)
_BOLT = polygon(((-0.5, 0.44), (-0.2, -0.44), (0.13, 0.12), (0.5, -0.46), (0.22, 0.46), (-0.12, -0.08)))
_UP = polygon(((0, -0.58), (0.4, 0.5), (0, 0.12), (-0.4, 0.5)))
_BACK = (*polygon(((-0.58, 0), (-0.05, -0.38), (-0.05, 0.38))), *polygon(((-0.05, 0), (0.48, -0.38), (0.48, 0.38))))
_LINK = polygon(
    ((-0.54, -0.2), (0.1, -0.2), (0.1, -0.46), (0.58, 0), (0.1, 0.46), (0.1, 0.2), (-0.54, 0.2)),
)
_SIGNAL = polygon(((0, -0.58), (0.54, 0.38), (-0.54, 0.38)))
_SHEET = rectangle(Bounds(-0.4, -0.52, 0.8, 1.04))
_WRITING = parsed("M -0.26 -0.3 L 0.26 -0.3 M -0.26 -0.1 L 0.26 -0.1 M -0.26 0.1 L 0.26 0.1 M -0.26 0.3 L 0.26 0.3")
_HANDS = parsed("M 0.1 -0.46 L 0 0 L 0.34 0.08")

CATCHING: Final[dict[str, Icon]] = {
    "message": ((_MAIL, 1.1, "inside"), (parsed("M -0.53 -0.36 L 0 0.07 L 0.53 -0.36"), 1.1, "")),
    "timer": ((_CLOCK, 1.1, "inside"), (_ticks(0.52, 0.62), 0.8, ""), (_HANDS, 1.2, "")),
    "error": ((_BOLT, 1.1, "inside"),),
    "escalation": ((_UP, 1.1, "inside"),),
    "cancel": ((plus(0.62, 0.13, slanting=True), 1.1, "inside"),),
    "compensation": ((_BACK, 1.1, "inside"),),
    "conditional": ((_SHEET, 1.1, "inside"), (_WRITING, 1.0, "")),
    "link": ((_LINK, 1.1, "inside"),),
    "signal": ((_SIGNAL, 1.1, "inside"),),
    "terminate": ((circle(0, 0, 0.58), 1.1, "inside"),),
    "multiple": ((regular(0, 0.02, 0.58, 5), 1.1, "inside"),),
    "parallel multiple": ((plus(0.58, 0.17), 1.1, "inside"),),
}
"""Triggers of catching events about the origin, for an event of radius 1."""

THROWING: Final[dict[str, Icon]] = {
    "message": ((_MAIL, 0.8, "line"), (parsed("M -0.5 -0.31 L 0 0.1 L 0.5 -0.31"), -1.2, "")),
    "timer": ((_CLOCK, 1.1, "line"), (_HANDS, -1.3, "")),
    "error": ((_BOLT, 1.0, "line"),),
    "escalation": ((_UP, 1.0, "line"),),
    "cancel": ((plus(0.62, 0.13, slanting=True), 1.0, "line"),),
    "compensation": ((_BACK, 1.0, "line"),),
    "conditional": ((_SHEET, 1.0, "line"), (_WRITING, -1.0, "")),
    "link": ((_LINK, 1.0, "line"),),
    "signal": ((_SIGNAL, 1.0, "line"),),
    "terminate": ((circle(0, 0, 0.58), 1.0, "line"),),
    "multiple": ((regular(0, 0.02, 0.58, 5), 1.0, "line"),),
    "parallel multiple": ((plus(0.58, 0.17), 1.0, "line"),),
}
"""Triggers of throwing events: filled."""

MARKER: Final = 14.0
"""The side of a marker of an activity, about its own centre."""

MARKERS: Final[dict[str, Icon]] = {
    "standard": (
        (arc(0, 0, 5.2, 0.75 * pi, 2.45 * pi), 1.4, ""),
        (parsed("M -7.3 3.4 L -3.5 3.9 L -4 7.6"), 1.4, ""),
    ),
    "parallel": ((parsed("M -4 -5.5 L -4 5.5 M 0 -5.5 L 0 5.5 M 4 -5.5 L 4 5.5"), 2.0, ""),),
    "sequential": ((parsed("M -5.5 -4 L 5.5 -4 M -5.5 0 L 5.5 0 M -5.5 4 L 5.5 4"), 2.0, ""),),
    "compensation": ((placed(_BACK, 0.5, 0, 11.5), 1.1, ""),),
    "ad hoc": ((parsed("M -6 2.2 C -4.4 -4.6 -1.6 -2.6 0 0 C 1.6 2.6 4.4 4.6 6 -2.2"), 2.2, ""),),
    "collapsed": (
        (rectangle(Bounds(-6.5, -6.5, 13, 13)), 1.2, ""),
        (parsed("M -4 0 L 4 0 M 0 -4 L 0 4"), 1.5, ""),
    ),
}
"""Markers in the lower part of activities and pools, about the origin."""


def markers(names: list[str], cx: float, cy: float, line: str, scale: float = 1.0) -> list[Mark]:
    """A row of markers centred on (cx, cy)."""
    step = (MARKER + 3) * scale
    x = cx - step * (len(names) - 1) / 2
    marks: list[Mark] = []
    for name in names:
        marks += icon(MARKERS[name], x, cy, scale, line, "")
        x += step
    return marks


def envelope(cx: float, cy: float, width: float, height: float, line: str, inside: str) -> list[Mark]:
    """A closed letter about a point."""
    body = Bounds(cx - width / 2, cy - height / 2, width, height)
    flap = (("M", body.x, body.y), ("L", cx, cy + height * 0.1), ("L", body.right, body.y))
    return [Path(rectangle(body), pen(line, 1.3), fill(inside)), Path(flap, pen(line, 1.3))]  # type: ignore[arg-type]
