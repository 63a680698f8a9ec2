"""Where something stands: the innermost pool or sub-process about a place, and what holds a new element there."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.carried import carried, is_container, pools_of, process_of
from modeller.editing.identity import new_key
from modeller.editing.refused import Refused
from modeller.editing.schema_order import order_in
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Item, Node, Properties
from modeller.notation.bpmn.joining import DATA, STEPS
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.valuechain.joining import HOLDERS

SUB_PROCESSES: Final = frozenset({"bpmn:subProcess", "bpmn:adHocSubProcess", "bpmn:transaction"})
IN_PROCESS: Final = STEPS | DATA
"""What only a process or sub-process may hold."""


def holders(model: Model, diagram: str) -> list[Node]:
    """The pools and expanded sub-processes drawn on a diagram."""
    return [
        node
        for node in model.records.values()
        if isinstance(node, Node)
        and node.diagram == diagram
        and node.bounds is not None
        and (
            (node.type == "bpmn:participant" and "di:participantBandKind" not in node.properties)
            or (node.type in SUB_PROCESSES and is_expanded(node, model))
            or node.type in HOLDERS
        )
    ]


def holder_at(found: Collection[Node], x: float, y: float, without: Collection[str] = ()) -> Node | None:
    """The innermost of these holders about a place, of equals the one on top."""
    best: Node | None = None
    for node in found:
        bounds = node.bounds
        if node.key in without or bounds is None or not bounds.contains(x, y):
            continue
        if best is None or best.bounds is None or _size(bounds) <= _size(best.bounds):
            best = node
    return best


def _size(bounds: tuple[float, float, float, float]) -> float:
    return bounds[2] * bounds[3]


def scope_for(document: Document, edit: Edit, diagram: str, type: str, holder: Node | None) -> str | None:
    """The key of the record that holds an element of that type which stands in `holder`, made where there is none yet.

    Raises Refused where such an element cannot stand there.
    """
    if holder is not None and (holder.type in SUB_PROCESSES or holder.type in HOLDERS):
        return holder.key
    if holder is not None:
        process = process_of(document, holder)
        return process.key if process is not None else process_for(document, edit, holder)
    shown = document.get(diagram)
    scope = shown.scope if isinstance(shown, Diagram) else None
    record = document.get(scope)
    if record is None:
        processes = document.items("bpmn:process")
        made = processes[0].key if processes else new_process(document, edit).key
        if isinstance(shown, Diagram):
            edit.put(replace(shown, scope=made))
        return made
    if isinstance(record, Item) and record.type == "bpmn:collaboration" and type in IN_PROCESS:
        bare = _undrawn(document, record.key, diagram)
        if bare is not None:
            return bare
        raise Refused(message("editing.refused.outside"))
    return record.key


def _undrawn(model: Model, collaboration: str, diagram: str) -> str | None:
    """A process whose elements stand on the diagram outside any pool, as some files have it."""
    pools = [node for node in model.children(collaboration) if isinstance(node, Node) and node.diagram == diagram]
    if any(pool.type == "bpmn:participant" for pool in pools):
        return None
    for process in model.items("bpmn:process"):
        if not any(pool.diagram == diagram for pool in pools_of(model, process.key)):
            return process.key
    return None


def root_of(model: Model) -> str | None:
    """The key of the definitions."""
    return next((item.key for item in model.children(None) if isinstance(item, Item)), None)


def new_process(document: Document, edit: Edit) -> Item:
    """A process of its own, empty."""
    root = root_of(document)
    key = new_key(document, "bpmn:process")
    item = Item(
        key,
        "bpmn:process",
        root,
        order_in(document, root, "bpmn:process"),
        properties=Properties({"id": key, "isExecutable": "false"}),
    )
    edit.put(item)
    diagrams_last(document, edit)
    return item


def process_for(document: Document, edit: Edit, pool: Node) -> str:
    """The process of a pool that had none, made."""
    process = new_process(document, edit)
    current = document.node(pool.key) or pool
    edit.put(replace(current, properties=current.properties.changed({"processRef": process.key})))
    return process.key


def diagrams_last(document: Document, edit: Edit) -> None:
    """Keep the diagrams behind all else in the file, as its schema asks."""
    last = max((item.order for item in document.children(root_of(document)) if isinstance(item, Item)), default=-1.0)
    diagrams = [diagram for diagram in document.diagrams() if not diagram.properties.get("placed")]
    if any(diagram.order <= last for diagram in diagrams):
        for place, diagram in enumerate(diagrams, 1):
            edit.put(replace(diagram, order=last + place))


def standing_now(model: Model, keys: Collection[str]) -> dict[str, Node | None]:
    """For each of these shapes that no other of them carries: the pool or sub-process that it stands in by its place.

    Pools and lanes, boundary events and what has no place of its own are left out.
    """
    nodes = [node for node in (model.node(key) for key in keys) if node is not None and node.bounds is not None]
    wanted = [
        node
        for node in nodes
        if node.host is None and node.type not in {"bpmn:participant", "bpmn:lane", "modeller:phase"} and node.diagram
    ]
    inner: set[str] = set()
    for node in nodes:
        if is_container(node) and node.key not in inner:  # what is in another carries nothing more than that one does
            inner |= {other.key for other in carried(model, [node.key]) if other.key != node.key}
    found: dict[str, Node | None] = {}
    held: dict[str, list[Node]] = {}
    for node in wanted:
        if node.key in inner or node.bounds is None or node.diagram is None:
            continue
        if node.diagram not in held:
            held[node.diagram] = holders(model, node.diagram)
        without = {node.key}
        if is_container(node):
            without |= {other.key for other in carried(model, [node.key])}
        found[node.key] = holder_at(held[node.diagram], *node.bounds.centre, without)
    return found
