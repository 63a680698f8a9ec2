"""What was moved belongs to the pool or sub-process that it stands in now, and its flows are what may join there."""

from collections.abc import Collection
from dataclasses import replace

from modeller.editing.carried import below, pools_of
from modeller.editing.connect import join_again
from modeller.editing.refused import Refused
from modeller.editing.schema_order import order_in
from modeller.editing.standing import IN_PROCESS, scope_for, standing_now
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node


def rehouse(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """Give shapes the scope of where they stand by their centres; contents of moved containers stay theirs.

    What stands in no pool, but still touches its own, stays in it (which grows for it). Raises Refused for a step
    outside of all pools. Flows that join differently now change their type, those that cannot join any more go.
    """
    changed: list[str] = []
    for key, holder in document.in_pieces(standing_now(document, keys).items(), True):
        node = document.node(key)
        if node is None or node.bounds is None or node.diagram is None:
            continue
        current = holder_of(document, node)
        if (holder.key if holder else None) == (current.key if current else None) or _given(document, node):
            continue
        if holder is not None and any(outer.key == key for outer in document.ancestors(holder.key)):
            continue  # moved together, each with its middle in the other: the first to be put holds
        if holder is None and node.type in IN_PROCESS and current is not None and current.type == "bpmn:participant":
            if current.bounds is not None and current.bounds.grown(1).meets(node.bounds):
                continue
            raise Refused(message("editing.refused.outside"))
        scope = scope_for(document, edit, node.diagram, node.type, holder)
        if scope != node.scope:
            changed += put_into(document, edit, key, scope)
            changed += [child.key for child in below(document, key) if isinstance(child, Node)]
    for flow in at(document, changed):
        if flow.key in document:
            join_again(document, edit, flow)


def _given(model: Model, node: Node) -> bool:
    """Whether a shape belongs where it does for another reason than its place, as the input of a process does."""
    holder = model.get(node.scope)
    return isinstance(holder, Item) and holder.type == "bpmn:ioSpecification"


def holder_of(model: Model, node: Node) -> Node | None:
    """The pool or sub-process on the same diagram that a shape belongs to."""
    scope = model.get(node.scope)
    if isinstance(scope, Node):
        return scope if scope.diagram == node.diagram else None
    if isinstance(scope, Item):
        return next((pool for pool in pools_of(model, scope.key) if pool.diagram == node.diagram), None)
    return None


def put_into(document: Document, edit: Edit, key: str, scope: str | None) -> list[str]:
    """Let a shape, its attached events and its data object belong to `scope`; their keys."""
    node = document.node(key)
    if node is None:
        return []
    edit.put(replace(node, scope=scope, order=order_in(document, scope, node.type), lanes=()))
    done = [key]
    for event in document.attached(key):
        done += put_into(document, edit, event.key, scope)
    ident = node.properties.text("dataObjectRef")
    for data in document.by_id(ident) if ident else ():
        users = [other for other in document.nodes() if other.properties.get("dataObjectRef") == ident]
        if isinstance(data, Node) and data.diagram is None and len(users) == 1:
            edit.put(replace(data, scope=scope, order=order_in(document, scope, data.type)))
    return done


def at(model: Model, keys: Collection[str]) -> list[Flow]:
    """The flows at these nodes, each once."""
    found = {flow.key: flow for key in keys for flow in (*model.incoming(key), *model.outgoing(key))}
    return list(found.values())
