"""The diagram of its own that shows the inside of a closed sub-process; drawings put from one diagram on another."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.carried import contents
from modeller.editing.identity import new_key, top
from modeller.editing.rehouse import at
from modeller.editing.resize import united
from modeller.editing.routes import routed
from modeller.editing.standing import diagrams_last
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Node, Point, Properties

HIDDEN: Final = "#hidden"
"""The property of a flow whose ends are on two diagrams just now. In memory only."""


def plane_of(model: Model, key: str) -> Diagram | None:
    """The diagram of its own that shows the inside of a collapsed sub-process."""
    return next(iter(model.planes(key)), None)


def drawn_in(model: Model, node: Node) -> list[Node | Flow]:
    """What is drawn in an expanded sub-process, flows included."""
    shapes: list[Node | Flow] = list(contents(model, node))
    held = {shape.key for shape in shapes}
    flows = {flow.key: flow for shape in shapes for flow in (*model.incoming(shape.key), *model.outgoing(shape.key))}
    return shapes + [
        flow
        for flow in flows.values()
        if flow.diagram == node.diagram and flow.source in held and (flow.target in held or flow.target in flows)
    ]


def shown(model: Model, plane: str, key: str) -> list[Node | Flow]:
    """What a plane shows of a sub-process's contents."""
    return [record for record in model.drawn(plane) if any(holder.key == key for holder in model.ancestors(record.key))]


def made_plane(document: Document, edit: Edit, key: str) -> str:
    """The sub-process's own diagram, made where there is none."""
    found = plane_of(document, key)
    if found is not None:
        return found.key
    ident = new_key(document, "bpmndi:BPMNDiagram")
    order = 1 + max((diagram.order for diagram in document.diagrams()), default=0.0)
    properties = Properties({"id": ident, "plane:id": new_key(document, "bpmndi:BPMNPlane"), "#plane": 0.0})
    edit.put(Diagram(ident, key, order, properties=properties))
    diagrams_last(document, edit)
    return ident


def to_origin(drawn: Collection[Node | Flow]) -> tuple[float, float]:
    frame = united(record.bounds for record in drawn if isinstance(record, Node) and record.bounds is not None)
    return (float(round(100 - frame.x)), float(round(100 - frame.y))) if frame is not None else (0.0, 0.0)


def redraw(document: Document, edit: Edit, drawn: Collection[Node | Flow], diagram: str, dx: float, dy: float) -> None:
    """Draw these on another diagram, moved by (dx, dy), in the order they had."""
    depth = top(document, diagram)
    for place, record in enumerate(sorted(drawn, key=lambda each: float(str(each.properties.get("di:order", 0.0))))):
        properties = record.properties.changed({"di:order": depth + place})
        label = record.label_bounds.moved(dx, dy) if record.label_bounds is not None else None
        if isinstance(record, Flow):
            points = tuple(Point(point.x + dx, point.y + dy) for point in record.points)
            properties = properties.without("di:#waypoints")
            edit.put(replace(record, diagram=diagram, points=points, label_bounds=label, properties=properties))
        else:
            bounds = record.bounds.moved(dx, dy) if record.bounds is not None else None
            edit.put(replace(record, diagram=diagram, bounds=bounds, label_bounds=label, properties=properties))
    _draw_where_ends_are(document, edit, {record.key for record in drawn})


def _draw_where_ends_are(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """A flow is drawn where both of its ends are; where they are on two diagrams it is drawn on none."""
    for flow in at(document, keys):
        if flow.key in keys:
            continue
        ends = (document.get(flow.source), document.get(flow.target))
        places = {end.diagram for end in ends if isinstance(end, Node | Flow)}
        place = next(iter(places)) if len(places) == 1 else None
        if place == flow.diagram or (flow.diagram is None and not _comes_back(flow)):
            continue
        properties = flow.properties.without("di:#waypoints").changed({HIDDEN: True})
        if place is not None:
            properties = ours(flow.properties).without(HIDDEN)
        edit.put(replace(flow, diagram=place, points=(), label_bounds=None, properties=properties))
        if place is not None:
            lay(document, edit, flow.key)


def _comes_back(flow: Flow) -> bool:
    """Whether a flow that is not drawn is so because its ends were on two diagrams."""
    return HIDDEN in flow.properties or flow.type in {"bpmn:messageFlow", "bpmn:association"}


def ours(properties: Properties) -> Properties:
    return properties.without("di:#waypoints", "di:#waypoint", "sourceRef", "targetRef").changed({"#routed": True})


def lay(document: Document, edit: Edit, key: str) -> None:
    flow = document.flow(key)
    if flow is not None and not flow.points:
        edit.put(replace(flow, points=routed(document, flow), label_bounds=None))
