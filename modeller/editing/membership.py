"""Which lane a step belongs to: the innermost that its middle lies in."""

from collections.abc import Collection
from dataclasses import replace

from modeller.editing.lane_tree import box, lanes_in
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Node, Properties
from modeller.notation.bpmn.joining import STEPS


def settle(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """Let these steps, and the events attached to them, belong to the lanes that they stand in.

    What stands in none belongs to none. Where the lanes are drawn elsewhere or not at all, all stays as it is.
    """
    drawn: dict[tuple[str | None, str | None], list[Node]] = {}
    for key in document.in_pieces(keys, True):
        node = document.node(key)
        if node is None or node.bounds is None or node.type not in STEPS or node.scope is None:
            continue
        if node.host is not None and document.node(node.host) is not None:
            node = document.node(node.host) or node
        place = (node.scope, node.diagram)
        if place not in drawn:
            drawn[place] = lanes_in(document, node.scope or "", node.diagram)
        if not drawn[place] and not _stale(document, node):
            continue
        lane = lane_at(document, drawn[place], node)
        for member in (node, *document.attached(node.key)):
            _belong(document, edit, member, (lane.key,) if lane is not None else ())


def lane_at(model: Model, lanes: Collection[Node], node: Node) -> Node | None:
    """The innermost of these lanes, or of those in them, that holds a node's middle."""
    assert node.bounds is not None
    x, y = node.bounds.centre
    for lane in lanes:
        if box(lane).contains(x, y):
            return lane_at(model, lanes_in(model, lane.key, lane.diagram), node) or lane
    return None


def _stale(model: Model, node: Node) -> bool:
    """Whether a lane lists a step that is not of its process (any more)."""
    for key in node.lanes:
        lane = model.get(key)
        if lane is None or not any(holder.key == node.scope for holder in model.ancestors(key)):
            return True
    return False


def _belong(document: Document, edit: Edit, node: Node, lanes: tuple[str, ...]) -> None:
    if node.lanes == lanes:
        return
    for key in {*node.lanes, *lanes}:
        lane = document.node(key)
        if lane is not None:
            properties = _without(lane.properties, node)
            if properties is not lane.properties:
                edit.put(replace(lane, properties=properties))
    edit.put(replace(node, lanes=lanes))


def _without(properties: Properties, node: Node) -> Properties:
    """What a lane keeps of how its file listed its members, but for one of them."""
    gone = {"#unlisted members": node.key, "#extra members": node.properties.text("id", node.key)}
    for name, value in gone.items():
        listed = properties.get(name)
        if isinstance(listed, tuple) and value in listed:
            left = tuple(entry for entry in listed if entry != value)
            properties = properties.changed({name: left}) if left else properties.without(name)
    return properties
