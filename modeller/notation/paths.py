"""The path of a flow on its diagram: its points in the file, ends cut where they run into shapes, or one of ours."""

from math import isfinite

from modeller.drawing.routing import at, clipped, crossing, length, orthogonal, simplified
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.catalogue import element_type
from modeller.notation.docking import docked_at_end, docked_at_start
from modeller.notation.element import Role
from modeller.notation.notations import BPMN
from modeller.notation.symbol import Notation

DEEP = 1.5
"""An end that lies deeper than this in its shape is cut at the shape's border."""
CRUMB = 5.0
STUB = 60.0
"""The length of a flow that has only one end and no path."""

_OPEN = {Role.POOL, Role.LANE, Role.PHASE, Role.GROUP}


def path(model: Model, flow: Flow, notation: Notation = BPMN) -> tuple[Point, ...]:
    """The points that a flow is drawn along, none where nothing says where it runs."""
    points = _path(model, flow)
    return _docked(model, flow, points, notation) if notation.symbols and len(points) > 1 else points


def _docked(model: Model, flow: Flow, points: tuple[Point, ...], notation: Notation) -> tuple[Point, ...]:
    """The path with its ends on the outlines that another notation draws."""
    for key, dock in ((flow.source, docked_at_start), (flow.target, docked_at_end)):
        node = model.node(key)
        if node is None or node.bounds is None or node.diagram != flow.diagram or node.type not in notation.symbols:
            continue
        if not all(map(isfinite, node.bounds)) or is_frame(node, model):
            continue
        points = dock(points, notation.symbol(node).outline(node, model), node.bounds)
    return _without_crumbs(points) if len(points) > 2 else points


def is_frame(node: Node, model: Model) -> bool:
    """Whether flows may end inside a node: what holds others is no obstacle to them."""
    role = element_type(node).role
    return role in _OPEN or (role is Role.WORK and is_expanded(node, model))


def _path(model: Model, flow: Flow) -> tuple[Point, ...]:
    points = flow.points
    if len(points) < 2 or (points[0] == points[-1] and len(points) == 2):
        return _missing(model, flow)
    for point in points:
        if not (isfinite(point[0]) and isfinite(point[1])):
            return _missing(model, flow)
    points = simplified(points)
    if len(points) < 2:
        return _missing(model, flow)
    source, target = model.node(flow.source), model.node(flow.target)
    if source is not None and _deep(source, flow, points[0]):
        points = _cut(model, points, source, start=True)
    if target is not None and _deep(target, flow, points[-1]):
        points = _cut(model, points, target, start=False)
    return _without_crumbs(points) if len(points) > 2 else points


def _without_crumbs(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without a bend so near an end that the arrow head there would point along a crumb of the path."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    if abs(bx - ax) + abs(by - ay) < CRUMB:
        points = (*points[:-2], points[-1])
    (ax, ay), (bx, by) = points[0], points[1]
    if len(points) > 2 and abs(bx - ax) + abs(by - ay) < CRUMB:
        points = (points[0], *points[2:])
    return points


def _deep(node: Node, flow: Flow, point: Point) -> bool:
    bounds = node.bounds
    if bounds is None or node.diagram != flow.diagram:
        return False
    x, y, w, h = bounds
    return x + DEEP < point[0] < x + w - DEEP and y + DEEP < point[1] < y + h - DEEP


def _cut(model: Model, points: tuple[Point, ...], node: Node, start: bool) -> tuple[Point, ...]:
    if is_frame(node, model):
        return points
    cut = clipped(points, element_type(node).outline(node), "start" if start else "end")
    return cut if length(cut) > 3 else points


def _missing(model: Model, flow: Flow) -> tuple[Point, ...]:
    """A path between the two ends; a short one from the only end that there is."""
    source, target = _place(model, flow, flow.source), _place(model, flow, flow.target)
    if source is None and target is None:
        return ()
    if source is None:
        assert target is not None
        return (Point(target.x - STUB, target.centre.y), Point(target.x, target.centre.y))
    if target is None:
        return (Point(source.right, source.centre.y), Point(source.right + STUB, source.centre.y))
    if flow.type not in {"bpmn:sequenceFlow", "bpmn:messageFlow"}:
        return _straight(model, flow, source, target)
    return orthogonal(source, target)


def _straight(model: Model, flow: Flow, source: Bounds, target: Bounds) -> tuple[Point, ...]:
    a, b = source.centre, target.centre
    if a == b:
        return orthogonal(source, target)
    start, end = a, b
    for key, here in ((flow.source, True), (flow.target, False)):
        node = model.node(key)
        if node is not None:
            found = crossing(element_type(node).outline(node), *((a, b) if here else (b, a)))
            if found is not None and here:
                start = found
            elif found is not None:
                end = found
    return (start, end)


def _place(model: Model, flow: Flow, key: str | None) -> Bounds | None:
    """Where an end of a flow is: its shape, or a point on the flow that it hangs on."""
    record = model.get(key)
    if isinstance(record, Node):
        bounds = record.bounds
        if record.diagram == flow.diagram and bounds is not None and all(map(isfinite, bounds)):
            return bounds
    elif isinstance(record, Flow) and len(record.points) > 1 and record.key != flow.key:
        x, y = at(record.points, 0.5)
        return Bounds(x, y, 0, 0)
    return None
