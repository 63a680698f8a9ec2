"""Pools: made, shown as a black box or with a process. Turned they are in `turning`."""

from dataclasses import replace
from functools import reduce
from typing import Final

from modeller.editing.carried import process_of
from modeller.editing.connect import reconnect
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.identity import new_key, top
from modeller.editing.refused import Refused, Stopped, finite
from modeller.editing.removal import take_out
from modeller.editing.schema_order import order_in
from modeller.editing.spread import make_way
from modeller.editing.standing import diagrams_last, new_process, process_for, root_of
from modeller.editing.step import step
from modeller.editing.turning import turn, turn_all
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Properties, Value
from modeller.notation.bpmn.joining import MESSAGE
from modeller.notation.bpmn.joining import process_of as process_key
from modeller.notation.bpmn.pools import BAND, SIZE, is_horizontal

__all__ = ["close", "make", "open_up", "turn", "turn_all"]

FLAT: Final = 60.0
"""The height of a black box."""
GAP: Final = 30.0
"""Between pools that would lie on each other."""
PAD: Final = 40.0


def make(document: Document, diagram_key: str, x: float, y: float, text: str = "", horizontal: bool = True) -> str:
    """A new pool with its middle at (x, y) units; below others that are in the way. Its key.

    The first pool on a process's diagram takes that process, and stands around what is drawn already. Raises Refused
    on a diagram that shows neither a process nor a collaboration.
    """
    finite(x, y)
    diagram = document.get(diagram_key)
    if not isinstance(diagram, Diagram):
        raise Refused(message("flows.pool.elsewhere"))
    shown = document.get(diagram.scope)
    if shown is not None and not (isinstance(shown, Item) and shown.type in {"bpmn:collaboration", "bpmn:process"}):
        raise Refused(message("flows.pool.elsewhere"))
    with step(document, message("flows.pool.make")) as edit:
        own(document, edit, diagram_key)
        width, height = SIZE if horizontal else SIZE[::-1]
        bounds = Bounds(float(round(x - width / 2)), float(round(y - height / 2)), width, height)
        if isinstance(shown, Item) and shown.type == "bpmn:collaboration":
            scope, process = shown.key, new_process(document, edit).key
            bounds = _free(document, diagram_key, bounds)
        else:
            process = shown.key if shown is not None else _only_process(document, edit)
            scope = _collaboration(document, edit, diagram_key)
            bounds = _about(document, diagram_key, bounds)
        key = new_key(document, "bpmn:participant")
        item = document[process]
        said: dict[str, Value] = {
            "id": key,
            "di:id": f"{key}_di",
            "di:order": top(document, diagram_key),
            "processRef": item.properties.text("id", process),
            "di:isHorizontal": "true" if horizontal else "false",
        }
        order = order_in(document, scope, "bpmn:participant")
        edit.put(Node(key, "bpmn:participant", scope, order, text, diagram_key, bounds, properties=Properties(said)))
        diagrams_last(document, edit)
    return key


def close(document: Document, key: str) -> None:
    """Make a pool a black box: its process goes, messages lead to the pool itself."""
    pool = _pool(document, key)
    process = process_of(document, pool)
    if process is None:
        return
    with step(document, message("flows.pool.close")) as edit:
        own(document, edit, pool.diagram)
        for flow in _messages(document, process.key):
            inner = [document.node(end) for end in (flow.source, flow.target)]
            for end, node in (("source", inner[0]), ("target", inner[1])):
                if node is not None and node.key != key and process_key(document, node) == process.key:
                    try:
                        reconnect(document, flow.key, end, key)  # type: ignore[arg-type]
                    except Stopped:
                        raise
                    except Refused:
                        break  # it goes with its step
        take_out(document, edit, [process.key])
        pool = _pool(document, key)
        bounds = pool.bounds
        assert bounds is not None
        if is_horizontal(pool):
            bounds = Bounds(bounds.x, bounds.y, bounds.width, FLAT)
        else:
            bounds = Bounds(bounds.x, bounds.y, FLAT, bounds.height)
        edit.put(replace(pool, bounds=bounds, properties=pool.properties.without("processRef")))
        follow(document, edit, [key])


def open_up(document: Document, key: str) -> None:
    """Give a black box a process and the room to draw it; pools beyond make way."""
    pool = _pool(document, key)
    if process_of(document, pool) is not None:
        return
    with step(document, message("flows.pool.open")) as edit:
        own(document, edit, pool.diagram)
        process_for(document, edit, pool)
        pool = _pool(document, key)
        old = pool.bounds
        assert old is not None
        lying = is_horizontal(pool)
        new = Bounds(old.x, old.y, old.width, max(old.height, SIZE[1]))
        if not lying:
            new = Bounds(old.x, old.y, max(old.width, SIZE[1]), old.height)
        said = {"di:isHorizontal": "true" if lying else "false"}
        edit.put(replace(pool, bounds=new, properties=pool.properties.changed(dict(said))))
        end, delta = (old.bottom, new.height - old.height) if lying else (old.right, new.width - old.width)
        moved = make_way(document, edit, pool, end, delta, lying) if delta > 0 else []
        follow(document, edit, [key, *moved])


def _pool(document: Document, key: str) -> Node:
    node = document.node(key)
    if node is None or node.type != "bpmn:participant" or node.bounds is None:
        raise Refused(message("flows.pool.none"))
    return node


def _messages(model: Model, process: str) -> list[Flow]:
    """The message flows at the steps of a process."""
    found: dict[str, Flow] = {}
    waiting = [process]
    while waiting:
        for child in model.children(waiting.pop()):
            waiting.append(child.key)
            for flow in (*model.incoming(child.key), *model.outgoing(child.key)):
                if flow.type == MESSAGE:
                    found[flow.key] = flow
    return list(found.values())


def _only_process(document: Document, edit: Edit) -> str:
    held = document.items("bpmn:process")
    return held[0].key if held else new_process(document, edit).key


def _collaboration(document: Document, edit: Edit, diagram_key: str) -> str:
    """A collaboration that the diagram shows from now on."""
    root = root_of(document)
    key = new_key(document, "bpmn:collaboration")
    order = order_in(document, root, "bpmn:collaboration")
    edit.put(Item(key, "bpmn:collaboration", root, order, properties=Properties({"id": key})))
    diagram = document[diagram_key]
    assert isinstance(diagram, Diagram)
    edit.put(replace(diagram, scope=key))
    return key


def _about(model: Model, diagram: str, wanted: Bounds) -> Bounds:
    """The bounds of a pool around all that is drawn; the wanted ones where nothing is."""
    boxes = [record.bounds for record in model.drawn(diagram) if isinstance(record, Node) and record.bounds is not None]
    boxes += [
        Bounds(*point, 0, 0) for record in model.drawn(diagram) if isinstance(record, Flow) for point in record.points
    ]
    if not boxes:
        return wanted
    frame = reduce(Bounds.united, boxes)
    width = max(frame.width + BAND + 2 * PAD, wanted.width)
    height = max(frame.height + 2 * PAD, wanted.height)
    return Bounds(frame.x - BAND - PAD, float(round(frame.y + frame.height / 2 - height / 2)), width, height)


def _free(model: Model, diagram: str, wanted: Bounds) -> Bounds:
    """The wanted place, or the next one below where no pool is in the way."""
    others = [
        record.bounds
        for record in model.drawn(diagram)
        if isinstance(record, Node) and record.type == "bpmn:participant" and record.bounds is not None
    ]
    for _ in others:
        blocked = [other.bottom for other in others if other.grown(GAP - 1).meets(wanted)]
        if not blocked:
            break
        wanted = Bounds(wanted.x, max(blocked) + GAP, wanted.width, wanted.height)
    return wanted
