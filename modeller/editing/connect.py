"""Connecting elements by flows, and giving a flow another end."""

from dataclasses import replace
from typing import Final, Literal

from modeller.editing.drawing_of import own
from modeller.editing.follow import led_to
from modeller.editing.identity import new_key, top
from modeller.editing.labels import step_aside
from modeller.editing.refused import Refused
from modeller.editing.routes import is_kept, laid, routed
from modeller.editing.schema_order import order_in
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Flow, Fragment, Node, Properties, Record, Value
from modeller.notation.bpmn.content import flag
from modeller.notation.bpmn.joining import (
    ACTIVITIES,
    ASSOCIATION,
    DATA_IN,
    DATA_OUT,
    LINK,
    MESSAGE,
    NAMELESS,
    SEQUENCE,
    collaborations,
    process_of,
)
from modeller.notation.bpmn.routes import ROUTED
from modeller.notation.joining import joinable, joinable_undrawn

End = Literal["source", "target"]
PLACEHOLDER: Final = "__targetRef_placeholder"
"""The name by which BPMN tools know the property that stands for the input of a step that names none."""
_PROPERTY: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}property"


def connect(document: Document, source_key: str, target_key: str, type: str | None = None) -> str:
    """Lead a flow from one element to another (a node, for notes also a flow) and lay its path.

    Its type follows from the ends where `type` is None. The key of the new flow. Raises Refused where that may not be.
    """
    source, target = document.node(source_key), document.get(target_key)
    if source is None or not isinstance(target, Node | Flow):
        raise Refused(message("flows.cannot_connect"))
    kinds = joinable(document, source, target)
    if not kinds or (type is not None and type not in kinds):
        raise Refused(message("flows.cannot_connect"))
    kind = type or kinds[0]
    with step(document, message("flows.connect")) as edit:
        own(document, edit, source.diagram)
        _mark_compensation(document, edit, kind, source, target)
        scope = _scope(document, kind, source, target)
        key = new_key(document, "bpmn:Flow" if kind in {SEQUENCE, MESSAGE} else kind)
        assert source.diagram is not None
        said: dict[str, Value] = {
            "id": key,
            "di:id": f"{key}_di",
            "di:order": top(document, source.diagram),
            ROUTED: True,
        }
        flow = Flow(
            key,
            kind,
            scope,
            order_in(document, scope, kind),
            diagram=source.diagram,
            source=source_key,
            target=target_key,
            properties=Properties(said),
        )
        flow = _with_data_ends(document, edit, flow)
        edit.put(flow)
        edit.put(replace(flow, points=routed(document, flow)))
        step_aside(document, edit, [source_key, target_key], [key])
    return key


def reconnect(document: Document, flow_key: str, end: End, to: str) -> None:
    """Lead one end of a flow to another element; its type changes where it must.

    A path from a file or bent by hand keeps its bends, another is laid anew. Raises Refused where nothing may join
    the two.
    """
    flow = document.flow(flow_key)
    if flow is None:
        raise Refused(message("flows.cannot_connect"))
    source_key, target_key = (to, flow.target) if end == "source" else (flow.source, to)
    if (source_key, target_key) == (flow.source, flow.target):
        return
    source, target = document.node(source_key), document.get(target_key)
    if source is None or not isinstance(target, Node | Flow):
        raise Refused(message("flows.cannot_connect"))
    kinds = joinable(document, source, target, flow.key)
    if not kinds:
        raise Refused(message("flows.cannot_connect"))
    with step(document, message("flows.reconnect")) as edit:
        own(document, edit, flow.diagram)
        kind = flow.type if flow.type in kinds else kinds[0]
        let_go(document, edit, flow, keep=flow.target if end == "source" else flow.source)
        _mark_compensation(document, edit, kind, source, target)
        changed = replace(
            flow, source=source_key, target=target_key, properties=flow.properties.without("sourceRef", "targetRef")
        )
        changed = _in_place(document, edit, changed, kind, source, target)
        edit.put(changed)
        if is_kept(flow) and kind == flow.type:
            edit.put(led_to(document, changed, end))
        else:
            edit.put(replace(changed, points=routed(document, changed), properties=laid(changed.properties)))
        step_aside(document, edit, [source.key, target.key], [flow_key])


def join_again(document: Document, edit: Edit, flow: Flow) -> None:
    """Give a flow the type and place that its ends ask for after they moved into other pools or levels.

    It goes where nothing may join them any more. For verbs that move shapes between scopes.
    """
    source, target = document.node(flow.source), document.get(flow.target)
    kinds: tuple[str, ...] = ()
    if source is not None and isinstance(target, Node | Flow):
        asked = joinable_undrawn if flow.diagram is None else joinable
        kinds = asked(document, source, target, flow.key)
    if not kinds or source is None or not isinstance(target, Node | Flow):
        let_go(document, edit, flow)
        for hanging in (*document.incoming(flow.key), *document.outgoing(flow.key)):
            let_go(document, edit, hanging)
            edit.remove(hanging.key)
        edit.remove(flow.key)
        return
    kind = flow.type if flow.type in kinds else kinds[0]
    changed = _in_place(document, edit, flow, kind, source, target)
    if changed != flow:
        if changed.type != flow.type:
            let_go(document, edit, flow)
            edit.put(changed)
        if changed.type != flow.type and flow.diagram is not None:
            changed = replace(changed, points=routed(document, changed), properties=laid(changed.properties))
        edit.put(changed)


def let_go(document: Document, edit: Edit, flow: Flow, keep: str | None = None) -> None:
    """Take a flow out of what its ends say of it (default flow, lists kept from a file), but for the end `keep`.

    Every verb that removes a flow or leads it elsewhere calls it before.
    """
    ident = flow.properties.text("id", flow.key)
    for end in {flow.source, flow.target} - {keep, None}:
        record = document.get(end)
        if not isinstance(record, Node | Flow):
            continue
        properties = record.properties
        if end == flow.source and properties.get("default") == ident:
            properties = properties.without("default")
        for name in ("incoming", "outgoing"):
            properties = _unlisted(properties, f"#unlisted {name}", flow.key)
            properties = _unlisted(properties, f"#extra {name}", ident)
        if properties != record.properties:
            edit.put(replace(record, properties=properties))
    if flow.type == DATA_IN and flow.target != keep:
        _without_placeholder(document, edit, flow)


def _without_placeholder(document: Document, edit: Edit, flow: Flow) -> None:
    """Take the stand-in for the step's input away when the last flow into it goes."""
    node, named = document.node(flow.target), flow.properties.get("targetRef")
    others = [other for other in document.incoming(flow.target or "") if other.key != flow.key]
    if node is None or not isinstance(named, tuple) or any(other.type == DATA_IN for other in others):
        return
    left = tuple(piece for piece in node.content if not (piece.get("name") == PLACEHOLDER and piece.get("id") in named))
    if left != node.content:
        edit.put(replace(node, content=left))


def _unlisted(properties: Properties, name: str, value: str) -> Properties:
    listed = properties.get(name)
    left = tuple(entry for entry in listed if str(entry).strip() != value) if isinstance(listed, tuple) else ()
    if not isinstance(listed, tuple) or left == listed:
        return properties
    return properties.changed({name: left}) if left else properties.without(name)


def _in_place(document: Document, edit: Edit, flow: Flow, kind: str, source: Node, target: Node | Flow) -> Flow:
    """The flow with the type and scope that its ends ask for."""
    scope = _scope(document, kind, source, target)
    if kind != flow.type:
        content = tuple(piece for piece in flow.content if piece.name in {"documentation", "extensionElements", "di"})
        names = [name for name in flow.properties if name.partition(":")[0] not in {"di", "id"} and name[0] != "{"]
        flow = replace(flow, type=kind, content=content, properties=flow.properties.without(*names))
        if kind in NAMELESS:
            flow = replace(flow, text="", label_bounds=None)
        flow = replace(flow, properties=flow.properties.changed({ROUTED: True}))
    if scope != flow.scope:
        flow = replace(flow, scope=scope, order=order_in(document, scope, kind))
    return _with_data_ends(document, edit, flow)


def _mark_compensation(document: Document, edit: Edit, kind: str, source: Node, target: Node | Flow) -> None:
    """An activity that a compensation event leads to is marked as one that undoes."""
    node = document.node(target.key)
    leads = kind == ASSOCIATION and source.type == "bpmn:boundaryEvent" and target.type in ACTIVITIES
    if leads and node is not None and not flag(node, "isForCompensation"):
        edit.put(replace(node, properties=node.properties.changed({"isForCompensation": "true"})))


def _scope(document: Model, kind: str, source: Node, target: Record) -> str | None:
    """The record that holds a flow between two elements."""
    if kind == SEQUENCE:
        return source.scope
    if kind == DATA_IN:
        return target.key
    if kind == DATA_OUT:
        return source.key
    found = collaborations(document)
    if kind in {MESSAGE, LINK}:
        return found[0].key if found else source.scope
    scopes = [record.scope for record in (source, target)]
    if scopes[0] == scopes[1]:
        return scopes[0]
    if isinstance(target, Node) and process_of(document, source) == process_of(document, target):
        return source.scope
    return found[0].key if found else source.scope


def _with_data_ends(document: Document, edit: Edit, flow: Flow) -> Flow:
    """What a step's input needs besides: something in the step that the data go into."""
    if flow.type != DATA_IN:
        return flow
    step_ = document.node(flow.target)
    if step_ is None or "targetRef" in flow.properties:
        return flow
    held = next(
        (piece for piece in step_.content if piece.name == "property" and piece.get("name") == PLACEHOLDER), None
    )
    if held is None:
        ident = new_key(document, "bpmn:Property")
        order = order_in(document, step_.key, "bpmn:property")
        held = Fragment(_PROPERTY, (("id", ident), ("name", PLACEHOLDER)), order=order)
        content = tuple(sorted((*step_.content, held), key=lambda piece: piece.order))
        edit.put(replace(step_, content=content))
    return replace(flow, properties=flow.properties.changed({"targetRef": (held.get("id"),)}))
