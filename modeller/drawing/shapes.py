"""Paths of the shapes that symbols are made of: rounded rectangles, circles, diamonds, lines with rounded bends."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

from modeller.drawing.displaylist import Segment, Segments
from modeller.model.records import Bounds, Point

ROUND = 0.5522847498307936
"""How long the handles of a quarter of a circle are, in radii."""


def rectangle(bounds: Bounds) -> Segments:
    x, y, w, h = bounds
    return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))


def rounded(bounds: Bounds, radius: float) -> Segments:
    """A rectangle with round corners; the radius is at most half of its shorter side."""
    x, y, w, h = bounds
    r = min(radius, w / 2, h / 2)
    if r <= 0:
        return rectangle(bounds)
    k = r * (1 - ROUND)
    right, bottom = x + w, y + h
    return (
        ("M", x + r, y),
        ("L", right - r, y),
        ("C", right - k, y, right, y + k, right, y + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", x + r, bottom),
        ("C", x + k, bottom, x, bottom - k, x, bottom - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Segments:
    kx, ky = rx * ROUND, ry * ROUND
    return (
        ("M", cx + rx, cy),
        ("C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        ("C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        ("C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        ("C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        ("Z",),
    )


def circle(cx: float, cy: float, radius: float) -> Segments:
    return ellipse(cx, cy, radius, radius)


def oval(bounds: Bounds) -> Segments:
    """The ellipse that fills a rectangle."""
    x, y, w, h = bounds
    return ellipse(x + w / 2, y + h / 2, w / 2, h / 2)


def diamond(bounds: Bounds) -> Segments:
    x, y, w, h = bounds
    cx, cy = x + w / 2, y + h / 2
    return (("M", cx, y), ("L", x + w, cy), ("L", cx, y + h), ("L", x, cy), ("Z",))


def hexagon(bounds: Bounds) -> Segments:
    x, y, w, h = bounds
    cut, cy = min(w / 4, h / 2), y + h / 2
    return polygon(
        ((x, cy), (x + cut, y), (x + w - cut, y), (x + w, cy), (x + w - cut, y + h), (x + cut, y + h)),
    )


def polygon(points: Iterable[tuple[float, float]]) -> Segments:
    """A closed line through the points."""
    return (*polyline(points), ("Z",))


def polyline(points: Iterable[tuple[float, float]]) -> Segments:
    """An open line through the points."""
    made: list[Segment] = [("L", x, y) for x, y in points]
    if made:
        made[0] = ("M", made[0][1], made[0][2])  # type: ignore[misc]
    return tuple(made)


def regular(cx: float, cy: float, radius: float, corners: int) -> Segments:
    """A regular polygon that stands with one corner on top."""
    turn = 2 * pi / corners
    return polygon((cx + radius * sin(i * turn), cy - radius * cos(i * turn)) for i in range(corners))


def bent(points: Sequence[tuple[float, float]], radius: float) -> Segments:
    """A line through the points whose bends are rounded; short pieces round less."""
    if len(points) == 2:
        (ax, ay), (bx, by) = points
        return (("M", ax, ay), ("L", bx, by))
    if len(points) < 2:
        return polyline(points)
    px, py = points[0]
    made: list[Segment] = [("M", px, py)]
    for (x, y), (nx, ny) in pairwise(points[1:]):
        before, after = hypot(x - px, y - py), hypot(nx - x, ny - y)
        r = min(radius, before / 2, after / 2)
        straight = abs((x - px) * (ny - y) - (y - py) * (nx - x)) <= 1e-3 * before * after
        if r < 0.1 or straight:
            made.append(("L", x, y))
        else:
            ax, ay = x - (x - px) / before * r, y - (y - py) / before * r
            bx, by = x + (nx - x) / after * r, y + (ny - y) / after * r
            made.append(("L", ax, ay))
            k = ROUND
            made.append(("C", ax + (x - ax) * k, ay + (y - ay) * k, bx + (x - bx) * k, by + (y - by) * k, bx, by))
        px, py = x, y
    made.append(("L", *points[-1]))
    return tuple(made)


def arrow_head(tip: Point, before: Point, length: float, half: float, closed: bool = True) -> Segments:
    """A triangle (or, not closed, an angle) at `tip`, pointing away from `before`; `half` is half its width."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    d = hypot(dx, dy) or 1.0
    ux, uy = dx / d, dy / d
    bx, by = tip[0] - ux * length, tip[1] - uy * length
    start: Segment = ("M", bx - uy * half, by + ux * half)
    peak: Segment = ("L", tip[0], tip[1])
    end: Segment = ("L", bx + uy * half, by - ux * half)
    return (start, peak, end, ("Z",)) if closed else (start, peak, end)


def parsed(text: str) -> Segments:
    """Segments from their written form: ``M x y L x y C x y x y x y Z`` (absolute; a letter may stand for several)."""
    made: list[Segment] = []
    tokens = text.replace(",", " ").split()
    i, letter = 0, "M"
    while i < len(tokens):
        if tokens[i].isalpha():
            letter = tokens[i]
            i += 1
        if letter == "Z":
            made.append(("Z",))
            continue
        count = 6 if letter == "C" else 2
        numbers = [float(token) for token in tokens[i : i + count]]
        made.append((letter, *numbers))  # type: ignore[arg-type]
        i += count
        if letter == "M":
            letter = "L"
    return tuple(made)


def placed(segments: Segments, x: float, y: float, scale: float = 1.0) -> Segments:
    """The path scaled about its origin, then moved by (x, y)."""
    k = scale
    made = [
        (s[0], x + s[1] * k, y + s[2] * k)
        if len(s) == 3
        else (s[0], x + s[1] * k, y + s[2] * k, x + s[3] * k, y + s[4] * k, x + s[5] * k, y + s[6] * k)
        if len(s) == 7
        else s
        for s in segments
    ]
    return tuple(made)  # type: ignore[arg-type]


def extent(segments: Segments) -> Bounds:
    """The rectangle that holds all points and handles of a path."""
    xs = [value for s in segments for value in s[1::2] if isinstance(value, float | int)]
    ys = [value for s in segments for value in s[2::2] if isinstance(value, float | int)]
    if not xs:
        return Bounds(0, 0, 0, 0)
    return Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def flattened(segments: Segments, steps: int = 8) -> list[list[Point]]:
    """The path as polygons: each part a list of points, curves cut into `steps` straight pieces."""
    parts: list[list[Point]] = []
    part: list[Point] = []
    for s in segments:
        if s[0] == "M":
            part = [Point(s[1], s[2])]
            parts.append(part)
        elif s[0] == "L":
            part.append(Point(s[1], s[2]))
        elif s[0] == "C":
            part.extend(_curve(part[-1], s, steps))
        elif part:
            part.append(part[0])
    return parts


def _curve(start: Point, s: tuple[str, float, float, float, float, float, float], steps: int) -> Iterable[Point]:
    x0, y0 = start
    _, x1, y1, x2, y2, x3, y3 = s
    for i in range(1, steps + 1):
        t = i / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield Point(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)


def arc(cx: float, cy: float, radius: float, start: float, end: float) -> Segments:
    """An open arc of a circle between two angles in radians, clockwise from the right for `end` > `start`."""
    pieces = max(1, round(abs(end - start) / (pi / 2) + 0.49))
    turn = (end - start) / pieces
    handle = 4 / 3 * (1 - cos(turn / 2)) / sin(turn / 2) * radius
    a = start
    made: list[Segment] = [("M", cx + radius * cos(a), cy + radius * sin(a))]
    for _ in range(pieces):
        b = a + turn
        ax, ay, bx, by = cos(a), sin(a), cos(b), sin(b)
        made.append(
            (
                "C",
                cx + radius * ax - handle * ay,
                cy + radius * ay + handle * ax,
                cx + radius * bx + handle * by,
                cy + radius * by - handle * bx,
                cx + radius * bx,
                cy + radius * by,
            )
        )
        a = b
    return tuple(made)


def plus(reach: float, half: float, slanting: bool = False) -> Segments:
    """A cross about the origin, its arms `reach` long and twice `half` wide; slanting: an X."""
    corners = [
        (half, -reach),
        (half, -half),
        (reach, -half),
        (reach, half),
        (half, half),
        (half, reach),
        (-half, reach),
        (-half, half),
        (-reach, half),
        (-reach, -half),
        (-half, -half),
        (-half, -reach),
    ]
    if slanting:
        c = 0.5**0.5
        corners = [((x - y) * c, (x + y) * c) for x, y in corners]
    return polygon(corners)


def gear(cx: float, cy: float, radius: float, teeth: int) -> Segments:
    """The border of a toothed wheel."""
    root, step = radius * 0.76, 2 * pi / teeth
    points = []
    for i in range(teeth):
        a = i * step
        for r, share in ((root, -0.3), (radius, -0.17), (radius, 0.17), (root, 0.3)):
            points.append((cx + r * cos(a + share * step), cy + r * sin(a + share * step)))
    return polygon(points)
