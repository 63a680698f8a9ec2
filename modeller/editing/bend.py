"""Bending flows by hand: points and pieces moved, added, taken away; from then on the path is kept."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

from modeller.drawing.bending import (
    ALIGNED,
    Path,
    carried_along,
    is_flat,
    is_orthogonal,
    is_steep,
    segment_moved,
    start_moved,
    straightened,
)
from modeller.drawing.routing import simplified, without_idle_bends
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow_flow
from modeller.editing.labels import step_aside
from modeller.editing.refused import Refused, finite
from modeller.editing.routes import cropped, end_box, laid, rounded, routed
from modeller.editing.step import step
from modeller.language import Message, message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Flow, Point
from modeller.notation.bpmn.routes import ROUTED


def move_point(document: Document, key: str, index: int, x: float, y: float) -> None:
    """Put a point of a flow's path elsewhere; pieces that are horizontal or vertical stay so. Ends slide."""
    finite(x, y)
    flow = _drawn(document, key)
    points = flow.points
    index = index % len(points)
    to = Point(x, y)
    if index == 0:
        path: Sequence[Point] = start_moved(points, to)
    elif index == len(points) - 1:
        path = start_moved(points[::-1], to)[::-1]
    else:
        path = _bend_moved(document, flow, index, to)
    _put(document, flow, path, message("flows.bend"))


def move_segment(document: Document, key: str, index: int, dx: float, dy: float) -> None:
    """Move a piece of a flow's path across its direction; `index` is that of its first point."""
    finite(dx, dy)
    flow = _drawn(document, key)
    ends = _middles(document, flow)
    index = min(max(index, 0), len(flow.points) - 2)
    _put(document, flow, segment_moved(flow.points, index, dx, dy, *ends), message("flows.bend"))


def add_point(document: Document, key: str, index: int, x: float, y: float) -> None:
    """Lead a flow's path through one more point, between the points `index` and `index` + 1."""
    finite(x, y)
    flow = _drawn(document, key)
    points = flow.points
    place = min(max(index, 0), len(points) - 2) + 1
    _put(document, flow, (*points[:place], Point(x, y), *points[place:]), message("flows.bend"), tidy=False)


def remove_point(document: Document, key: str, index: int) -> None:
    """Take a bend out of a flow's path; where all pieces are horizontal or vertical they are again."""
    flow = _drawn(document, key)
    points = flow.points
    if not 0 < index < len(points) - 1:
        return
    left = [*points[:index], *points[index + 1 :]]
    if not is_orthogonal(points):
        _put(document, flow, left, message("flows.unbend"))
        return
    start, end = _middles(document, flow)
    if not _level(left[0], left[1]):
        left[0] = start or left[0]
    if not _level(left[-2], left[-1]):
        left[-1] = end or left[-1]
    paths = [rounded(cropped(document, flow, straightened(_squared(left, flat)))) for flat in (True, False)]
    paths = [path for path in paths if path != points and len(path) > 1 and is_orthogonal(path)]
    if paths:
        _put(document, flow, min(paths, key=len), message("flows.unbend"))


def _level(a: Point, b: Point) -> bool:
    return abs(a.x - b.x) <= ALIGNED or abs(a.y - b.y) <= ALIGNED


def straighten(document: Document, key: str) -> None:
    """Make each piece of a flow's path that slants horizontal and vertical; take out bends that bend nothing."""
    flow = _drawn(document, key)
    points = without_idle_bends(flow.points)
    paths = [straightened(_squared(points, flat)) for flat in (True, False)]
    found = [path for each in paths if len(path := rounded(cropped(document, flow, each))) > 1]
    if found:
        _put(document, flow, min(found, key=len), message("flows.straighten"))


def piece_near(flow: Flow, x: float, y: float) -> int:
    """The piece of a path that lies nearest to a point: the index of its first point."""
    best, distance = 0, float("inf")
    for place, ((ax, ay), (bx, by)) in enumerate(pairwise(flow.points)):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        along = 0.0 if length == 0 else ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
        along = min(1.0, max(0.0, along))
        away = (ax + along * (bx - ax) - x) ** 2 + (ay + along * (by - ay) - y) ** 2
        if away < distance:
            best, distance = place, away
    return best


def bend_near(flow: Flow, x: float, y: float) -> int:
    """The bend of a path nearest to a point, 0 where it has none."""
    bends = range(1, len(flow.points) - 1)
    return min(bends, key=lambda place: hypot(flow.points[place].x - x, flow.points[place].y - y), default=0)


def lay_anew(document: Document, key: str) -> None:
    """Give a flow a new path of ours, round all that stands about; its bends go."""
    flow = _drawn(document, key)
    with step(document, message("flows.lay_anew")) as edit:
        own(document, edit, flow.diagram)
        edit.put(_with_path(replace(flow, properties=laid(flow.properties)), routed(document, flow)))
        follow_flow(document, edit, key)
        step_aside(document, edit, [end for end in (flow.source, flow.target) if end is not None], [flow.key])


def _drawn(document: Document, key: str) -> Flow:
    flow = document.flow(key)
    if flow is None or flow.diagram is None or len(flow.points) < 2:
        raise Refused(message("flows.no_path"))
    return flow


def _put(document: Document, flow: Flow, points: Sequence[Point], label: Message, tidy: bool = True) -> None:
    path = rounded(cropped(document, flow, straightened(points) if tidy else simplified(points)))
    if len(path) < 2 or path == flow.points:
        return
    with step(document, label) as edit:
        own(document, edit, flow.diagram)
        edit.put(_with_path(replace(flow, properties=flow.properties.without(ROUTED)), path))
        follow_flow(document, edit, flow.key)
        step_aside(document, edit, [end for end in (flow.source, flow.target) if end is not None], [flow.key])


def _with_path(flow: Flow, path: Path) -> Flow:
    """The flow along another path; its label goes with it."""
    label = flow.label_bounds
    if label is not None:
        dx, dy = carried_along(flow.points, path, label.centre)
        label = label.moved(round(dx, 2), round(dy, 2))
    return replace(flow, points=path, label_bounds=label)


def _middles(model: Model, flow: Flow) -> tuple[Point | None, Point | None]:
    """The middles of the shapes at both ends; at a pool, which is wide, the ends themselves."""
    ends: list[Point | None] = []
    for key, point in ((flow.source, flow.points[0]), (flow.target, flow.points[-1])):
        box, node = end_box(model, flow, key), model.node(key)
        wide = node is not None and node.type == "bpmn:participant"
        ends.append(None if box is None or wide else Point(*box.centre) if box.width or box.height else point)
    return ends[0], ends[1]


def _bend_moved(model: Model, flow: Flow, index: int, to: Point) -> Path:
    """A bend put elsewhere: the piece behind it and the one before it move across, so that corners stay square."""
    points = flow.points
    before, here, after = points[index - 1], points[index], points[index + 1]
    square = (is_flat(before, here) and is_steep(here, after)) or (is_steep(before, here) and is_flat(here, after))
    if not square:
        return (*points[:index], to, *points[index + 1 :])
    start, end = _middles(model, flow)
    dx, dy = to.x - here.x, to.y - here.y
    path = segment_moved(points, index, dx, dy, start, end)
    return segment_moved(path, index - 1, dx, dy, start, end) if len(path) > index else path


def _squared(points: Sequence[Point], flat: bool) -> Path:
    """The path with a corner in every piece that slants; `flat` says how it begins."""
    made: list[Point] = [points[0]]
    for a, b in pairwise(points):
        if abs(a.x - b.x) > ALIGNED and abs(a.y - b.y) > ALIGNED:
            if len(made) > 1:
                flat = is_flat(made[-2], made[-1])
            made.append(Point(b.x, a.y) if flat else Point(a.x, b.y))
        made.append(b)
    return without_idle_bends(made)
