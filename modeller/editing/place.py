"""Placing new elements: where they stand decides what holds them, what they are attached to, which flow they part."""

from collections.abc import Mapping
from dataclasses import replace

from modeller.drawing.bending import nearest
from modeller.drawing.routing import at
from modeller.editing.attach import host_at, on_border
from modeller.editing.beside import make_beside
from modeller.editing.carried import contents
from modeller.editing.drawing_of import own
from modeller.editing.identity import new_key, top
from modeller.editing.insert import flow_at, insert
from modeller.editing.lane_tree import box, lies, rows
from modeller.editing.lanes import add
from modeller.editing.membership import lane_at
from modeller.editing.phases import add as add_phase
from modeller.editing.pools import close, make
from modeller.editing.refused import Refused, finite
from modeller.editing.schema_order import order_in
from modeller.editing.settled import settled
from modeller.editing.standing import holder_at, holders, scope_for
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Node, Point, Properties
from modeller.notation.bpmn.joining import STEPS
from modeller.notation.bpmn.making import own_content, own_properties, size_of
from modeller.notation.bpmn.phases import phases_of
from modeller.notation.catalogue import element_type, is_known
from modeller.notation.joining import may_stand
from modeller.notation.valuechain.joining import HOLDERS

NO_TRAITS: Mapping[str, str] = {}


def place(
    document: Document, diagram_key: str, type: str, x: float, y: float, traits: Mapping[str, str] | None = None
) -> str:
    """Put a new element on a diagram with its middle at (x, y) units, rounded to whole ones; its key.

    `traits` are attributes by name and an event's ``trigger``. It belongs to the innermost pool or sub-process there,
    whose process is made if need be; a boundary event sits down on the activity under it; a step on a sequence flow is
    put into that flow, one on a border of phases beside it. A pool is what `pools.make` makes, a lane or phase comes
    behind the one there. Raises Refused where such an element cannot stand.
    """
    finite(x, y)
    if not may_stand(document, type):
        raise Refused(message("editing.refused.place"))
    if type == "bpmn:participant":
        return _pool(document, diagram_key, x, y, traits or NO_TRAITS)
    if not is_known(type) or not isinstance(document.get(diagram_key), Diagram):
        raise Refused(message("editing.refused.place"))
    with step(document, message("editing.place")) as edit:
        own(document, edit, diagram_key)
        if type in {"bpmn:lane", "modeller:phase"}:
            return _lane_or_phase(document, diagram_key, type, x, y)
        node = shaped(document, type, x, y, traits or NO_TRAITS)
        if type == "bpmn:boundaryEvent":
            return _on_border(document, edit, diagram_key, node)
        parting = flow_at(document, diagram_key, x, y, replace(node, diagram=diagram_key))
        if parting is not None:
            spot = at(parting.points, nearest(parting.points, Point(x, y))[0])
            node = shaped(document, type, spot.x, spot.y, traits or NO_TRAITS, node.key)
        if type in STEPS and node.bounds is not None:
            node = replace(node, bounds=make_beside(document, diagram_key, node.bounds))
        put_down(document, edit, diagram_key, node)
        if type in HOLDERS and node.bounds is not None:
            settled(document, edit, _standing_in(document, diagram_key, node))
        if parting is not None:
            insert(document, node.key, parting.key)
    return node.key


def _standing_in(model: Model, diagram_key: str, frame: Node) -> list[str]:
    """What a new frame of a value chain is put around: it belongs to it from then on."""
    around = frame.bounds
    return [
        node.key
        for node in model.drawn(diagram_key)
        if isinstance(node, Node) and node.key != frame.key
        if node.bounds is not None and around is not None and around.covers(node.bounds)
    ]


def _pool(document: Document, diagram_key: str, x: float, y: float, traits: Mapping[str, str]) -> str:
    """A pool; with an empty ``processRef`` among the traits a black box."""
    with step(document, message("flows.pool.make")):
        lying, closed = traits.get("di:isHorizontal") != "false", traits.get("processRef") == ""
        key = make(document, diagram_key, x, y, horizontal=lying)
        if closed and contents(document, document[key]):  # type: ignore[arg-type]  # what was drawn got that pool
            key = make(document, diagram_key, x, y, horizontal=lying)
        if closed:
            close(document, key)
    return key


def _lane_or_phase(document: Document, diagram_key: str, type: str, x: float, y: float) -> str:
    pools = [node for node in holders(document, diagram_key) if node.type == "bpmn:participant"]
    pool = holder_at(pools, x, y)
    if pool is None:
        raise Refused(message("editing.refused.place"))
    if type == "modeller:phase":
        phase = next((each for each in phases_of(document, pool.key) if box(each).contains(x, y)), None)
        return add_phase(document, phase.key if phase is not None else pool.key, "after")
    lane = lane_at(document, rows(document, pool), Node("", type, bounds=Bounds(x, y, 0, 0)))
    return add(document, lane.key if lane is not None else pool.key, "below" if lies(document, pool) else "right")


def shaped(document: Document, type: str, x: float, y: float, traits: Mapping[str, str], key: str = "") -> Node:
    """A new element with its shape, not yet in the model."""
    key = key or new_key(document, type)
    width, height = size_of(type, traits, element_type(Node(key, type)).size)
    bounds = Bounds(float(round(x - width / 2)), float(round(y - height / 2)), width, height)
    properties = Properties({"id": key, "di:id": f"{key}_di", **own_properties(type, traits)})
    return Node(key, type, bounds=bounds, properties=properties, content=own_content(type, traits))


def put_down(document: Document, edit: Edit, diagram_key: str, node: Node) -> None:
    """Take a new shape into the model where it stands."""
    assert node.bounds is not None
    holder = holder_at(holders(document, diagram_key), *node.bounds.centre)
    scope = scope_for(document, edit, diagram_key, node.type, holder)
    if node.type == "bpmn:dataObjectReference" and "dataObjectRef" not in node.properties:
        node = _with_data_object(document, edit, node, scope)
    properties = node.properties.changed({"di:order": top(document, diagram_key)})
    order = order_in(document, scope, node.type)
    edit.put(replace(node, scope=scope, order=order, diagram=diagram_key, properties=properties))
    settled(document, edit, [node.key])


def _with_data_object(document: Document, edit: Edit, node: Node, scope: str | None) -> Node:
    """A reference and the data object that it refers to, in the same process."""
    key = new_key(document, "bpmn:dataObject")
    data = Node(
        key,
        "bpmn:dataObject",
        scope,
        order_in(document, scope, "bpmn:dataObject"),
        properties=Properties({"id": key}),
    )
    edit.put(data)
    return replace(node, properties=node.properties.changed({"dataObjectRef": key}))


def _on_border(document: Document, edit: Edit, diagram_key: str, node: Node) -> str:
    assert node.bounds is not None
    host = host_at(document, diagram_key, *node.bounds.centre)
    if host is None or host.bounds is None:
        raise Refused(message("editing.refused.attach"))
    spot = on_border(host.bounds, *node.bounds.centre)
    bounds = Bounds(float(round(spot.x - 18)), float(round(spot.y - 18)), 36.0, 36.0)
    edit.put(
        replace(
            node,
            scope=host.scope,
            order=order_in(document, host.scope, node.type),
            diagram=diagram_key,
            bounds=bounds,
            host=host.key,
            lanes=host.lanes,
            properties=node.properties.changed({"di:order": top(document, diagram_key)}),
        )
    )
    settled(document, edit, [node.key])
    return node.key
