"""Boundary events: set on the border of an activity, slid along it, taken off it."""

from collections.abc import Collection
from dataclasses import replace

from modeller.editing.connect import join_again
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.refused import Refused
from modeller.editing.schema_order import order_in
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Point
from modeller.notation.bpmn.joining import ACTIVITIES, CHOREOGRAPHY

BOUNDARY = "bpmn:boundaryEvent"
NEAR = 18.0
"""How far from a border, in units, an event is still dropped on it."""


def host_at(model: Model, diagram: str, x: float, y: float, without: Collection[str] = ()) -> Node | None:
    """The activity whose border, or inside where it is small, an event at a place would be attached to."""
    best: tuple[float, Node] | None = None
    near = model.near(diagram, Bounds(x - NEAR, y - NEAR, 2 * NEAR, 2 * NEAR))
    for node in sorted(near, key=lambda each: each.key):
        if not isinstance(node, Node) or node.bounds is None or node.key in without:
            continue
        if node.type not in ACTIVITIES - CHOREOGRAPHY or not node.bounds.grown(NEAR).contains(x, y):
            continue
        off = _off(node.bounds, x, y)
        small = node.bounds.width <= 200 and node.bounds.height <= 120
        if (off <= NEAR or small) and (best is None or off < best[0]):
            best = off, node
    return best[1] if best else None


def _off(bounds: Bounds, x: float, y: float) -> float:
    point = on_border(bounds, x, y)
    return abs(point.x - x) + abs(point.y - y)


def on_border(bounds: Bounds, x: float, y: float) -> Point:
    """The place on a rectangle's border that is nearest."""
    inner_x, inner_y = min(max(x, bounds.x), bounds.right), min(max(y, bounds.y), bounds.bottom)
    if not bounds.grown(-1e-6).contains(x, y):
        return Point(inner_x, inner_y)
    sides = (
        (x - bounds.x, Point(bounds.x, y)),
        (bounds.right - x, Point(bounds.right, y)),
        (y - bounds.y, Point(x, bounds.y)),
        (bounds.bottom - y, Point(x, bounds.bottom)),
    )
    return min(sides, key=lambda side: side[0])[1]


def attach(document: Document, key: str, host: str) -> None:
    """Set an event on the border of an activity, where it is nearest: it becomes a boundary event of it.

    An end, a start or a throwing event cannot; raises Refused. Flows that lead into it go.
    """
    node, activity = document.node(key), document.node(host)
    if node is None or activity is None or activity.type not in ACTIVITIES - CHOREOGRAPHY or activity.bounds is None:
        raise Refused(message("editing.refused.attach"))
    if node.type not in {BOUNDARY, "bpmn:intermediateCatchEvent"} or node.bounds is None:
        raise Refused(message("editing.refused.attach"))
    with step(document, message("editing.attach")) as edit:
        own(document, edit, node.diagram)
        place = on_border(activity.bounds, *node.bounds.centre)
        bounds = centred(node.bounds, place)
        order = node.order if node.scope == activity.scope else order_in(document, activity.scope, BOUNDARY)
        edit.put(
            replace(
                node,
                type=BOUNDARY,
                host=host,
                scope=activity.scope,
                order=order,
                bounds=bounds,
                lanes=activity.lanes,
            )
        )
        above(document, key, host)
        for flow in (*document.incoming(key), *document.outgoing(key)):
            if flow.key in document:
                join_again(document, edit, flow)
        follow(document, edit, [key])


def detach(document: Document, key: str) -> None:
    """Take a boundary event off its activity: it becomes an intermediate event where it is."""
    node = document.node(key)
    if node is None or node.type != BOUNDARY:
        return
    with step(document, message("editing.detach")) as edit:
        own(document, edit, node.diagram)
        properties = node.properties.without("attachedToRef", "cancelActivity")
        edit.put(replace(node, type="bpmn:intermediateCatchEvent", host=None, properties=properties))
        for flow in (*document.incoming(key), *document.outgoing(key)):
            if flow.key in document:
                join_again(document, edit, flow)


def above(document: Document, key: str, host: str) -> None:
    """Draw an attached event on top of its host, not under it."""
    node, activity = document.node(key), document.node(host)
    edit = document.editing
    if node is None or activity is None or edit is None or node.diagram is None:
        return
    depth, below = node.properties.get("di:order", 0.0), activity.properties.get("di:order", 0.0)
    if isinstance(depth, int | float) and isinstance(below, int | float) and depth <= below:
        drawn = document.drawn(node.diagram)
        top = drawn[-1].properties.get("di:order", 0.0) if drawn else 0.0
        assert isinstance(top, int | float)
        edit.put(replace(node, properties=node.properties.changed({"di:order": float(top) + 1})))


def centred(bounds: Bounds, place: Point) -> Bounds:
    """The same size about another middle, on whole units."""
    return Bounds(
        float(round(place.x - bounds.width / 2)),
        float(round(place.y - bounds.height / 2)),
        bounds.width,
        bounds.height,
    )
