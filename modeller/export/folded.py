"""A diagram that is too wide for its page in parts: the names of pools and lanes again, folds joined by numbers, and a
small picture of the whole that says where one is."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from modeller.drawing.displaylist import (
    DisplayList,
    Fill,
    Group,
    Path,
    Pen,
    TextLine,
    extent,
)
from modeller.drawing.moving import moved
from modeller.drawing.shapes import circle
from modeller.drawing.text import advance
from modeller.export.cutting import clipped, overview, whole_shapes
from modeller.layout.folding import Fold, folds
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.bpmn.pools import BAND, is_horizontal
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.paths import path

_RADIUS: Final = 9.0
_ROOM: Final = 12.0
"""Between the names that are repeated and the part: the connectors lie across it."""
_SIZE: Final = 10.0
_OVERVIEW: Final = (480.0, 64.0)
"""At most so wide and tall, in units."""
_GAP: Final = 14.0
_FRAMES: Final = frozenset({Role.POOL, Role.LANE})


class Part(NamedTuple):
    """What is drawn on one page, and the rectangle that it takes."""

    groups: DisplayList
    bounds: Bounds


def above(bounds: Bounds) -> float:
    """How much room the small picture takes above a part, in units."""
    return bounds.height * _shrunk(bounds) + _GAP


def _shrunk(bounds: Bounds) -> float:
    return min(_OVERVIEW[0] / bounds.width, _OVERVIEW[1] / bounds.height, 1.0)


def parts(model: Model, diagram: str, groups: DisplayList, width: float) -> list[Part]:
    """The parts of a diagram, none wider than `width` in units; the whole alone where it is narrow enough."""
    bounds = extent(groups)
    strip = _strip(model, diagram)
    beside = (strip.width if strip is not None else 0.0) + _ROOM + 2 * _RADIUS
    shapes, lines = whole_shapes(model, groups), _lines(model, diagram)
    found = folds(shapes, lines, bounds, width - beside, width - _RADIUS)
    if not found:
        return [Part(groups, bounds)]
    edges = [bounds.x, *(fold.x for fold in found), bounds.right]
    numbers = _numbered(found)
    return [
        _part(model, diagram, groups, bounds, Bounds(left, bounds.y, right - left, bounds.height), strip, numbers)
        for left, right in pairwise(edges)
    ]


def _part(
    model: Model, diagram: str, groups: DisplayList, whole: Bounds, view: Bounds, strip: Bounds | None,
    numbers: Sequence[tuple[int, float, float]],
) -> Part:  # fmt: skip
    made = [seen for group in groups if (seen := clipped(group, view)) is not None]
    if strip is not None and view.x >= strip.right:
        lanes = {each.key for each in _lying(model, diagram)}
        dx = view.x - _ROOM - strip.right
        for group in groups:
            if group.element in lanes and (cut := clipped(group, strip)) is not None:
                made.append(moved(cut, dx, 0))
    made += [_connector(number, x, y) for number, x, y in numbers if x in (view.x, view.right)]
    start = view.x - (strip.width + _ROOM if strip is not None and view.x >= strip.right else 0.0)
    made.append(_overview(model, diagram, whole, view, start))
    return Part(tuple(made), extent(tuple(made)))


def _lines(model: Model, diagram: str) -> list[tuple[str, Sequence[tuple[float, float]]]]:
    return [(each.key, path(model, each)) for each in model.drawn(diagram) if isinstance(each, Flow)]


def _lying(model: Model, diagram: str) -> list[Node]:
    """The pools and lanes of a diagram whose names stand at their left."""
    return [
        each
        for each in model.drawn(diagram)
        if isinstance(each, Node) and each.bounds and element_type(each).role in _FRAMES and is_horizontal(each)
    ]


def _strip(model: Model, diagram: str) -> Bounds | None:
    """Where the names of pools and lanes stand: at the left of the diagram, one above the other."""
    lying = [each.bounds for each in _lying(model, diagram) if each.bounds is not None]
    if not lying:
        return None
    left = min(each.x for each in lying)
    right = max(each.x for each in lying if each.x < left + 6 * BAND) + BAND
    top, bottom = min(each.y for each in lying), max(each.bottom for each in lying)
    return Bounds(left - 2, top - 2, right - left + 2, bottom - top + 4)


def _numbered(found: Iterable[Fold]) -> list[tuple[int, float, float]]:
    """The connectors: number, and where on which fold; those too near to each other moved apart."""
    made: list[tuple[int, float, float]] = []
    for fold in found:
        low = float("-inf")
        for crossing in fold.crossings:
            low = max(crossing.y, low + 2 * _RADIUS)
            made.append((len(made) + 1, fold.x, low))
    return made


def _connector(number: int, x: float, y: float) -> Group:
    said = str(number)
    wide = advance(said, _SIZE, True)
    ring = Path(circle(x, y, _RADIUS), Pen("ink", 1.2), Fill("paper"))
    text = TextLine(x - wide / 2, y + _SIZE * 0.36, said, wide, _SIZE, True)
    return Group("", (ring, text), Bounds(x - _RADIUS, y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS).grown(1))


def _overview(model: Model, diagram: str, whole: Bounds, view: Bounds, left: float) -> Group:
    """The whole, small, above the part, which is marked in it."""
    scale = _shrunk(whole)
    tall = whole.height * scale
    return overview(model, diagram, whole, view, Bounds(left, whole.y - tall - _GAP, whole.width * scale, tall))
