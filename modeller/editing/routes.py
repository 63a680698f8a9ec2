"""The path of a flow that we lay: between which shapes, round which, docked on which outlines."""

from collections.abc import Sequence
from typing import Final

from modeller.drawing.routing import at, crossing, orthogonal, simplified, without_idle_bends
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point, Properties
from modeller.notation.catalogue import element_type

ROUTED: Final = "#routed"
"""The property of a flow whose path is ours: laid anew when its ends move. In memory only."""
STRAIGHT: Final = frozenset(
    "bpmn:" + name
    for name in "association dataInputAssociation dataOutputAssociation dataAssociation conversationLink".split()
)
"""Flows that run straight from one symbol to the other."""


def is_kept(flow: Flow) -> bool:
    """Whether a flow's path came from a file or from somebody's hand: only its ends move."""
    return ROUTED not in flow.properties and len(flow.points) > 1


def laid(properties: Properties) -> Properties:
    """The properties of a flow whose path is ours from now on."""
    return properties.changed({ROUTED: True})


def routed(model: Model, flow: Flow, thorough: bool = True) -> tuple[Point, ...]:
    """A new path for a flow from its source to its target; its own points where one of them is drawn nowhere.

    `thorough` looks for a way round all shapes; otherwise only the two ends count.
    """
    source, target = end_box(model, flow, flow.source), end_box(model, flow, flow.target)
    if source is None or target is None:
        return flow.points
    if flow.type in STRAIGHT and source != target:
        return straight(model, flow, source.centre, target.centre)
    del thorough
    return rounded(cropped(model, flow, without_idle_bends(orthogonal(source, target))))


def end_box(model: Model, flow: Flow, key: str | None) -> Bounds | None:
    """Where an end of a flow is: its shape, or the middle of the flow that it hangs on, a box without size."""
    record = model.get(key)
    if isinstance(record, Node) and record.diagram == flow.diagram:
        return record.bounds
    if isinstance(record, Flow) and len(record.points) > 1 and record.diagram == flow.diagram:
        return Bounds(*at(record.points, 0.5), 0, 0)
    return None


def straight(model: Model, flow: Flow, start: Point, end: Point) -> tuple[Point, ...]:
    """A straight line between two points in (or at) the flow's ends, cut at their outlines."""
    path = cropped(model, flow, (start, end))
    return rounded(path)


def cropped(model: Model, flow: Flow, points: Sequence[Point]) -> tuple[Point, ...]:
    """A path without what lies in the shapes at its ends: it begins where it leaves the one for the last time."""
    path = tuple(Point(*point) for point in points)
    if flow.source == flow.target:
        return path
    source, target = model.node(flow.source), model.node(flow.target)
    if source is not None and source.diagram == flow.diagram:
        path = leaving(source, path)
    if target is not None and target.diagram == flow.diagram:
        path = leaving(target, path[::-1])[::-1]
    return path


def leaving(node: Node, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A path from where it last crosses a shape's outline; as it was where it never does."""
    if node.bounds is None:
        return points
    outline = element_type(node).outline(node)
    near = node.bounds.grown(1)
    for place in range(len(points) - 1, 0, -1):
        start, end = points[place - 1], points[place]
        if not near.meets(_box(start, end)):
            continue
        found = crossing(outline, start, end)
        if found is not None:
            kept = simplified((found, *points[place:]))
            return kept if len(kept) > 1 and kept[0] != kept[1] else points
    return points


def _box(start: Point, end: Point) -> Bounds:
    x, y = min(start.x, end.x), min(start.y, end.y)
    return Bounds(x - 0.5, y - 0.5, abs(start.x - end.x) + 1, abs(start.y - end.y) + 1)


def rounded(points: Sequence[Point]) -> tuple[Point, ...]:
    """The path with at most two decimals, without points that lie on each other."""
    return simplified([Point(round(x, 2), round(y, 2)) for x, y in points])
