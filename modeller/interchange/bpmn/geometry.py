"""Numbers of diagram data: read to the digit, substituted for the picture where they are none, written as they came."""

from collections.abc import Mapping, Sequence
from math import isfinite

from modeller.model.records import Bounds, Point, Value

LIMIT = 1e7
"""Coordinates beyond this are taken for faults."""

_NAMES = ("x", "y", "width", "height")


def point(x: float, y: float) -> Point:
    return Point(x, y)


def number(text: str | None) -> float | None:
    """The number that a text is, None where it is none or lies beyond LIMIT."""
    try:
        value = float(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return value if isfinite(value) and -LIMIT <= value <= LIMIT else None


def written(value: float) -> str:
    """A number as it is written: the shortest text that reads back the same, without a needless ``.0``."""
    text = repr(float(value))
    return text[:-2] if text.endswith(".0") else text


def read_bounds(attributes: Mapping[str, str]) -> tuple[Bounds | None, tuple[Value, ...] | None]:
    """The bounds, and the attributes as they came where they are not four good numbers and nothing else."""
    try:
        x, y, width, height = (
            float(attributes["x"]),
            float(attributes["y"]),
            float(attributes["width"]),
            float(attributes["height"]),
        )
    except (KeyError, ValueError):
        return None, tuple(attributes.items())
    good = -LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT and 0 <= width <= LIMIT and 0 <= height <= LIMIT
    raw = None if good and len(attributes) == 4 else tuple(attributes.items())
    return (Bounds(x, y, width, height) if good else None), raw


def substitute(raw: Value, type: str) -> Bounds:
    """What is drawn in place of bounds that are none: each good number as it is, a usual one for each other."""
    values = dict(raw) if isinstance(raw, tuple) else {}  # type: ignore[arg-type]
    usual = 36.0 if type.endswith("Event") else 50.0 if type.endswith("Gateway") else 100.0
    x, y, width, height = (number(values.get(name)) for name in _NAMES)
    return Bounds(
        x or 0.0,
        y or 0.0,
        usual if width is None or width < 0 else width,
        (usual * 0.8 if usual == 100 else usual) if height is None or height < 0 else height,
    )


def read_points(
    waypoints: Sequence[Mapping[str, str]],
) -> tuple[tuple[tuple[float, float], ...], tuple[Value, ...], tuple[Value, ...] | None]:
    """The points; the attributes beside x and y where all points share them; all as they came where neither suffices."""
    first = {name: value for name, value in waypoints[0].items() if name not in ("x", "y")}
    points = []
    odd = False
    size = len(first) + 2
    for attributes in waypoints:
        try:
            x, y = float(attributes["x"]), float(attributes["y"])
        except (KeyError, ValueError):
            odd = True
            continue
        if not (-LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT):
            odd = True
            continue
        if len(attributes) != size or (first and any(attributes.get(name) != value for name, value in first.items())):
            odd = True
        points.append((x, y))
    raw = tuple(tuple(attributes.items()) for attributes in waypoints) if odd else None
    return tuple(points), tuple(first.items()), raw


def points_of(raw: Value) -> tuple[tuple[float, float], ...]:
    """The good points among way points as they came."""
    assert isinstance(raw, tuple)
    return read_points([dict(attributes) for attributes in raw])[0]  # type: ignore[arg-type]
