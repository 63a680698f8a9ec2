"""Sub-processes: opened and closed, made of a selection and dissolved again."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.carried import carried
from modeller.editing.connect import join_again
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.identity import new_key
from modeller.editing.planes import drawn_in, lay, made_plane, ours, plane_of, redraw, shown, to_origin
from modeller.editing.refused import Refused
from modeller.editing.rehouse import at, put_into
from modeller.editing.removal import take_out
from modeller.editing.resize import set_bounds, united
from modeller.editing.schema_order import order_in
from modeller.editing.settled import settled
from modeller.editing.space import insert
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node, Properties, Value
from modeller.notation.bpmn.joining import DATA, STEPS
from modeller.notation.bpmn.making import EXPANDED_SIZE, SUB_PROCESSES
from modeller.notation.bpmn.subprocesses import is_expanded

ROOM: Final = 40.0
"""Between the border of a sub-process and what stands in it."""
BESIDE: Final = 30.0
"""Between it and its neighbours."""
CLOSED: Final = (100.0, 80.0)
_MOVABLE: Final = STEPS | DATA | {"bpmn:textAnnotation", "bpmn:group"}


def collapse(document: Document, key: str) -> None:
    """Close a sub-process about its middle; what stands in it goes to a diagram of its own, which drilling shows."""
    node = _sub_process(document, key)
    if not is_expanded(node, document) or node.bounds is None:
        return
    with step(document, message("editing.collapse")) as edit:
        own(document, edit, node.diagram)
        inner = drawn_in(document, node)
        if inner:
            diagram = made_plane(document, edit, key)
            redraw(document, edit, inner, diagram, *to_origin(inner))
        _open_or_close(document, edit, key, "false", _about(node.bounds, *CLOSED))


def expand(document: Document, key: str) -> None:
    """Open a sub-process about its middle, with what its own diagram showed; what is in the way stays where it is."""
    node = _sub_process(document, key)
    if is_expanded(node, document) or node.bounds is None or node.diagram is None:
        return
    with step(document, message("editing.expand")) as edit:
        own(document, edit, node.diagram)
        plane = plane_of(document, key)
        inner = shown(document, plane.key, key) if plane is not None else []
        frame = united(other.bounds for other in inner if isinstance(other, Node) and other.bounds is not None)
        size = EXPANDED_SIZE
        if frame is not None:
            size = (max(size[0], frame.width + 2 * ROOM), max(size[1], frame.height + 2 * ROOM))
        bounds = _about(node.bounds, *size)
        _open_or_close(document, edit, key, "true", bounds)
        if plane is not None and frame is not None:
            dx = bounds.x + (bounds.width - frame.width) / 2 - frame.x
            dy = bounds.y + (bounds.height - frame.height) / 2 - frame.y
            redraw(document, edit, inner, node.diagram, float(round(dx)), float(round(dy)))
        if plane is not None and not document.drawn(plane.key) and not document.children(plane.key):
            edit.remove(plane.key)
        settled(document, edit, [key])


def wrap(document: Document, keys: Collection[str]) -> str:
    """Make a sub-process of steps that stand together; its key. Flows in and out join it instead of its first and last.

    Raises Refused where the steps do not belong to one process or sub-process, or nothing is left outside a lane.
    """
    chosen = [node for node in (document.node(key) for key in keys) if node is not None and node.host is None]
    chosen = [node for node in chosen if node.type in _MOVABLE and node.bounds is not None]
    chosen = [node for node in chosen if not any(holder.key in keys for holder in document.ancestors(node.key))]
    steps = [node for node in chosen if node.type in STEPS]
    if not steps or len({(node.scope, node.diagram) for node in chosen}) != 1:
        raise Refused(message("editing.refused.wrap"))
    frame = united(node.bounds for node in chosen if node.bounds is not None)
    diagram, scope = steps[0].diagram, steps[0].scope
    assert frame is not None
    assert diagram is not None
    with step(document, message("editing.wrap")) as edit:
        own(document, edit, diagram)
        chosen, frame = _with_room(document, diagram, chosen, frame)
        outer = new_key(document, "bpmn:subProcess")
        bounds = frame.grown(ROOM)
        low = min(_depth(node) for node in chosen) - 0.5
        said: dict[str, Value] = {"id": outer, "di:id": f"{outer}_di", "di:isExpanded": "true", "di:order": low}
        edit.put(
            Node(
                outer,
                "bpmn:subProcess",
                scope,
                order_in(document, scope, "bpmn:subProcess"),
                diagram=diagram,
                bounds=Bounds(*(float(round(value)) for value in bounds)),
                properties=Properties(said),
            )
        )
        inside: list[str] = []
        for node in chosen:
            inside += put_into(document, edit, node.key, outer)
        _reroute(document, edit, set(inside), outer)
        settled(document, edit, [outer])
    return outer


def _with_room(document: Document, diagram: str, chosen: list[Node], frame: Bounds) -> tuple[list[Node], Bounds]:
    """Let the neighbours of some shapes make way for a border around them; the shapes and their frame then."""
    keys = [node.key for node in chosen]
    along = {node.key for node in carried(document, keys)}
    for axis, far in (("y", True), ("y", False), ("x", True), ("x", False)):
        ring = frame.grown(ROOM + BESIDE)
        gaps = []
        for node in document.near(diagram, ring):
            other = node.bounds if isinstance(node, Node) and node.key not in along else None
            if other is None or not ring.meets(other) or other.covers(frame):
                continue
            if axis == "y" and frame.x < other.right and other.x < frame.right:
                gaps.append(other.y - frame.bottom if far else frame.y - other.bottom)
            elif axis == "x" and ring.y < other.bottom and other.y < ring.bottom:
                gaps.append(other.x - frame.right if far else frame.x - other.right)
        gaps = [gap for gap in gaps if 0 <= gap < ROOM + BESIDE]
        if gaps:
            edge = {"y": (frame.y, frame.bottom), "x": (frame.x, frame.right)}[axis][far]
            insert(document, diagram, "y" if axis == "y" else "x", edge, ROOM + BESIDE - min(gaps))
            nodes = [node for node in map(document.node, keys) if node is not None]
            frame = united(node.bounds for node in nodes if node.bounds is not None) or frame
    return [node for node in map(document.node, keys) if node is not None], frame


def unwrap(document: Document, key: str) -> tuple[str, ...]:
    """Dissolve a sub-process: what stands in it belongs to what held it; the keys. Raises Refused for anything else.

    Flows into it lead to the one step in it that nothing enters, flows out of it from the one that nothing leaves.
    """
    node = _sub_process(document, key)
    with step(document, message("editing.unwrap")) as edit:
        own(document, edit, node.diagram)
        if not is_expanded(node, document):
            expand(document, key)
            node = _sub_process(document, key)
        inner = [child for child in document.children(key) if isinstance(child, Node) and child.host is None]
        ends = _first_and_last(document, [child for child in inner if child.type in STEPS])
        for child in inner:
            put_into(document, edit, child.key, node.scope)
        for flow in [child for child in document.children(key) if isinstance(child, Flow)]:
            join_again(document, edit, flow)
        for flow in at(document, [key]):
            _lead_inside(document, edit, flow, key, ends)
        _hand_on(document, edit, node)
        take_out(document, edit, [key])
        kept = tuple(child.key for child in inner if child.key in document)
        settled(document, edit, kept)
    return kept


def _hand_on(document: Document, edit: Edit, node: Node) -> None:
    """The data of a dissolved sub-process belong to what held it: its steps name them."""
    holder = document.get(node.scope)
    held = [piece for piece in node.content if piece.name == "property"]
    if not isinstance(holder, Node | Item) or not held:
        return
    order = order_in(document, holder.key, "bpmn:property")
    pieces = (replace(piece, order=order + place / 1024) for place, piece in enumerate(held))
    edit.put(replace(holder, content=tuple(sorted((*holder.content, *pieces), key=lambda piece: piece.order))))


def _first_and_last(model: Model, steps: list[Node]) -> tuple[str | None, str | None]:
    """The only step that no sequence flow enters, and the only one that none leaves."""
    firsts = [s.key for s in steps if not any(f.type == "bpmn:sequenceFlow" for f in model.incoming(s.key))]
    lasts = [s.key for s in steps if not any(f.type == "bpmn:sequenceFlow" for f in model.outgoing(s.key))]
    return (firsts[0] if len(firsts) == 1 else None, lasts[0] if len(lasts) == 1 else None)


def _lead_inside(document: Document, edit: Edit, flow: Flow, key: str, ends: tuple[str | None, str | None]) -> None:
    """Lead a flow at a dissolved sub-process to what stood in it, where that is one step."""
    if flow.type != "bpmn:sequenceFlow" or flow.key not in document:
        return
    entering = flow.target == key
    end = ends[0] if entering else ends[1]
    if end is None:
        return
    changed = replace(flow, target=end) if entering else replace(flow, source=end)
    edit.put(replace(changed, points=(), properties=ours(changed.properties)))
    join_again(document, edit, document.flow(flow.key) or changed)
    lay(document, edit, flow.key)


def _reroute(document: Document, edit: Edit, inside: Collection[str], outer: str) -> None:
    """Flows between what is in a new sub-process and what is not join its border; what is inside stays inside."""
    for flow in at(document, inside):
        if flow.source in inside and flow.target in inside:
            join_again(document, edit, flow)
            continue
        if flow.type != "bpmn:sequenceFlow":
            join_again(document, edit, flow)
            continue
        changed = replace(flow, target=outer) if flow.target in inside else replace(flow, source=outer)
        doubled = any(
            (other.type, other.source, other.target) == (flow.type, changed.source, changed.target)
            for other in (*document.incoming(outer), *document.outgoing(outer))
        )
        if doubled:
            take_out(document, edit, [flow.key])
            continue
        edit.put(replace(changed, points=(), properties=ours(changed.properties)))
        join_again(document, edit, document.flow(flow.key) or changed)
        lay(document, edit, flow.key)


def _sub_process(document: Document, key: str) -> Node:
    node = document.node(key)
    if node is None or node.type not in SUB_PROCESSES:
        raise Refused(message("editing.refused.expand"))
    return node


def _depth(node: Node) -> float:
    value = node.properties.get("di:order", 0.0)
    return float(value) if isinstance(value, int | float) else 0.0


def _about(bounds: Bounds, width: float, height: float) -> Bounds:
    x, y = bounds.centre
    return Bounds(float(round(x - width / 2)), float(round(y - height / 2)), width, height)


def _open_or_close(document: Document, edit: Edit, key: str, expanded: str, bounds: Bounds) -> None:
    node = document.node(key)
    assert node is not None
    edit.put(replace(node, properties=node.properties.changed({"di:isExpanded": expanded})))
    now = document.node(key)
    assert now is not None
    follow(document, edit, [key, *set_bounds(document, edit, now, bounds)])
