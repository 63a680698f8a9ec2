"""Numbers of diagram data: read to the digit, substituted for the picture where they are none, written as they came."""

from collections.abc import Sequence
from math import isfinite

from modeller.model.records import LIMIT, Bounds, Point, Value

_point = _bounds = tuple.__new__
"""A named tuple's own constructor takes twice as long, and a large model has tens of thousands."""

_NAMES = ("x", "y", "width", "height")


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
    return text[:-2] if text[-2:] == ".0" else text


def read_bounds(attributes: Sequence[tuple[str, str]]) -> tuple[Bounds | None, tuple[Value, ...] | None]:
    """The bounds, and the attributes as they came where they are not four good numbers and nothing else."""
    try:
        (a, x), (b, y), (c, width), (d, height) = attributes
        if a == "x" and b == "y" and c == "width" and d == "height":
            numbers = (float(x), float(y), float(width), float(height))
        else:
            values = dict(attributes)
            numbers = (float(values["x"]), float(values["y"]), float(values["width"]), float(values["height"]))
    except (KeyError, ValueError):
        return _read_odd_bounds(attributes)
    good = isfinite(sum(numbers)) and min(numbers) >= -LIMIT and max(numbers) <= LIMIT
    good = good and numbers[2] >= 0 and numbers[3] >= 0
    return (_bounds(Bounds, numbers), None) if good else (None, tuple(attributes))


def _read_odd_bounds(attributes: Sequence[tuple[str, str]]) -> tuple[Bounds | None, tuple[Value, ...]]:
    values = dict(attributes)
    x, y, width, height = (number(values.get(name)) for name in _NAMES)
    if x is None or y is None or width is None or height is None or width < 0 or height < 0:
        return None, tuple(attributes)
    return Bounds(x, y, width, height), tuple(attributes)


def substitute(raw: Value, type: str) -> Bounds:
    """What is drawn in place of bounds that are none: each good number as it is, a usual one for each other."""
    values: dict[str, str] = dict(raw) if isinstance(raw, tuple) else {}  # type: ignore[arg-type]
    usual = 36.0 if type.endswith("Event") else 50.0 if type.endswith("Gateway") else 100.0
    x, y, width, height = (number(values.get(name)) for name in _NAMES)
    return Bounds(
        x or 0.0,
        y or 0.0,
        usual if width is None or width < 0 else width,
        (usual * 0.8 if usual == 100 else usual) if height is None or height < 0 else height,
    )


def read_points(
    waypoints: Sequence[Sequence[tuple[str, str]]],
) -> tuple[tuple[Point, ...], tuple[Value, ...], tuple[Value, ...] | None]:
    """The points; the attributes that all have beside x and y; all as they came where these two do not say it."""
    try:
        points = [_point(Point, (float(x[1]), float(y[1]))) for x, y in waypoints if x[0] == "x" and y[0] == "y"]
    except ValueError:
        return _read_odd_points(waypoints)
    for x, y in points:
        if not (-LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT):
            return _read_odd_points(waypoints)
    return (tuple(points), (), None) if len(points) == len(waypoints) else _read_odd_points(waypoints)


def _read_odd_points(
    waypoints: Sequence[Sequence[tuple[str, str]]],
) -> tuple[tuple[Point, ...], tuple[Value, ...], tuple[Value, ...] | None]:
    extra = [pair for pair in waypoints[0] if pair[0] not in _NAMES[:2]]
    points = []
    alike = True
    for pairs in waypoints:
        values = dict(pairs)
        x, y = number(values.get("x")), number(values.get("y"))
        if x is not None and y is not None:
            points.append(Point(x, y))
        plain = [name for name, _ in pairs if name in _NAMES[:2]] == ["x", "y"] and x is not None and y is not None
        alike = alike and plain and [pair for pair in pairs if pair[0] not in _NAMES[:2]] == extra
    raw = None if alike else tuple(tuple(pairs) for pairs in waypoints)
    return tuple(points), tuple(extra), raw


def points_of(raw: Value) -> tuple[Point, ...]:
    """The good points among way points as they came."""
    assert isinstance(raw, tuple)
    return read_points(raw)[0]  # type: ignore[arg-type]
