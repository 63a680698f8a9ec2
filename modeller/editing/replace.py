"""Changing the type of a step: its name, its middle and its flows stay."""

from collections.abc import Collection, Mapping
from dataclasses import replace as changed_to
from typing import Final

from modeller.editing.connect import join_again
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.refused import Refused
from modeller.editing.rehouse import at
from modeller.editing.removal import take_out
from modeller.editing.settled import settled
from modeller.editing.step import step
from modeller.editing.subprocesses import collapse, expand
from modeller.editing.text import fit
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Fragment, Node, Properties, Record
from modeller.notation.bpmn.joining import ACTIVITIES, CHOREOGRAPHY, DATA, GATEWAYS
from modeller.notation.bpmn.making import EVENTS, SUB_PROCESSES, own_content, own_properties, size_of
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.catalogue import element_type, is_known
from modeller.notation.valuechain import joining as chains

_TASKS: Final = ACTIVITIES - CHOREOGRAPHY
_FAMILIES: Final = (
    _TASKS | EVENTS | GATEWAYS,
    frozenset({"bpmn:dataObjectReference", "bpmn:dataStoreReference"}),
    frozenset({"bpmn:conversation", "bpmn:subConversation", "bpmn:callConversation"}),
    CHOREOGRAPHY,
    chains.ACTIVITIES,
    chains.OBJECTS,
    chains.BANDS,
)
"""Within each of these one type can become another."""

_OWN: Final[dict[str, frozenset[str]]] = {
    "default": _TASKS | {"bpmn:exclusiveGateway", "bpmn:inclusiveGateway", "bpmn:complexGateway"},
    "isInterrupting": frozenset({"bpmn:startEvent"}),
    "cancelActivity": frozenset({"bpmn:boundaryEvent"}),
    "attachedToRef": frozenset({"bpmn:boundaryEvent"}),
    "parallelMultiple": frozenset({"bpmn:startEvent", "bpmn:boundaryEvent", "bpmn:intermediateCatchEvent"}),
    "triggeredByEvent": SUB_PROCESSES,
    "di:isExpanded": SUB_PROCESSES,
    "ordering": frozenset({"bpmn:adHocSubProcess"}),
    "cancelRemainingInstances": frozenset({"bpmn:adHocSubProcess"}),
    "method": frozenset({"bpmn:transaction"}),
    "calledElement": frozenset({"bpmn:callActivity"}),
    "instantiate": frozenset({"bpmn:receiveTask", "bpmn:eventBasedGateway"}),
    "eventGatewayType": frozenset({"bpmn:eventBasedGateway"}),
    "messageRef": frozenset({"bpmn:sendTask", "bpmn:receiveTask"}),
    "operationRef": frozenset({"bpmn:sendTask", "bpmn:receiveTask", "bpmn:serviceTask"}),
    "implementation": frozenset(
        {"bpmn:sendTask", "bpmn:receiveTask", "bpmn:serviceTask", "bpmn:userTask", "bpmn:businessRuleTask"}
    ),
    "scriptFormat": frozenset({"bpmn:scriptTask"}),
    "di:isMarkerVisible": frozenset({"bpmn:exclusiveGateway"}),
    "isForCompensation": _TASKS,
    "startQuantity": _TASKS,
    "completionQuantity": _TASKS,
    "gatewayDirection": GATEWAYS,
    "isCollection": frozenset({"bpmn:dataObject"}),
    "dataObjectRef": frozenset({"bpmn:dataObjectReference"}),
    "dataStoreRef": frozenset({"bpmn:dataStoreReference"}),
}
"""Attributes that only some types have."""

_KEPT: Final = frozenset({"documentation", "extensionElements", "auditing", "monitoring", "di", "dataState"})
_OF_ACTIVITIES: Final = frozenset(
    "resourceRole performer humanPerformer potentialOwner standardLoopCharacteristics "
    "multiInstanceLoopCharacteristics".split()
)


def can_become(node: Node) -> tuple[str, ...]:
    """The types that a shape can be changed into, its own included."""
    for family in _FAMILIES:
        if node.type in family:
            return tuple(sorted(family - {"bpmn:boundaryEvent"} if node.host is None else family))
    return ()


def replace(document: Document, key: str, type: str, traits: Mapping[str, str] | None = None) -> str:
    """Give a shape another type or other traits (as for `place.place`); its key, which stays.

    Its middle stays; it gets the size of its new type where that is of another kind. Flows that may not join it any
    more go, and so do attached events and contents that it cannot hold. Raises Refused where it cannot be.
    """
    node, asked = document.node(key), traits or {}
    if node is None or not is_known(type) or type not in can_become(node):
        raise Refused(message("editing.refused.replace"))
    with step(document, message("editing.replace")) as edit:
        own(document, edit, node.diagram)
        if node.type in SUB_PROCESSES and type in SUB_PROCESSES and "di:isExpanded" in asked:
            (expand if asked["di:isExpanded"] == "true" else collapse)(document, key)
            node = document.node(key)
            assert node is not None
        take_out(document, edit, _unfit(document, node, type))
        node = document.node(key)
        assert node is not None
        made = changed_to(
            node,
            type=type,
            properties=_properties(node, type, asked),
            content=_content(node, type, asked),
            bounds=_bounds(document, node, type, asked),
            host=node.host if type == "bpmn:boundaryEvent" else None,
        )
        if type == "bpmn:boundaryEvent" and node.host is None:
            raise Refused(message("editing.refused.attach"))
        resized = made.bounds != node.bounds
        if resized and made.label_bounds is not None:
            made = changed_to(made, label_bounds=None)
        edit.put(made)
        _join_again(document, edit, key)
        if resized:
            follow(document, edit, [key])
        fit(document, key)
        settled(document, edit, [key])
    return key


def _unfit(model: Model, node: Node, type: str) -> list[str]:
    """What a shape has in it and at it that one of the new type cannot have."""
    gone: list[str] = []
    if node.type in SUB_PROCESSES and type not in SUB_PROCESSES:
        gone += [child.key for child in model.children(node.key) if not _is_data(child)]
        gone += [plane.key for plane in model.planes(node.key)]
    if type not in _TASKS:
        gone += [event.key for event in model.attached(node.key)]
        gone += [record.key for record in model.children(node.key) if _is_interface(record)]
    return gone


def _is_interface(record: Record) -> bool:
    return getattr(record, "type", "") in {"bpmn:ioSpecification", "bpmn:dataInput", "bpmn:dataOutput"}


def _is_data(record: Record) -> bool:
    return getattr(record, "type", "") in {
        "bpmn:ioSpecification",
        "bpmn:dataInputAssociation",
        "bpmn:dataOutputAssociation",
    }


def _properties(node: Node, type: str, traits: Mapping[str, str]) -> Properties:
    kept = {name: value for name, value in node.properties.items() if name not in _OWN or type in _OWN[name]}
    if type in EVENTS and "trigger" in traits:
        for name in ("isInterrupting", "cancelActivity", "parallelMultiple"):
            kept.pop(name, None)
    new = own_properties(type, traits)
    for name, value in new.items():
        if name in traits or name not in kept:
            kept[name] = value
    return Properties(kept)


def _content(node: Node, type: str, traits: Mapping[str, str]) -> tuple[Fragment, ...]:
    kept = [piece for piece in node.content if _stays(piece, node, type, traits)]
    if type in EVENTS and "trigger" not in traits and node.type in EVENTS:
        return tuple(kept)
    last = max((piece.order for piece in node.content), default=-1.0) + 1
    return (*kept, *own_content(type, traits, last))


def _stays(piece: Fragment, node: Node, type: str, traits: Mapping[str, str]) -> bool:
    name = piece.name
    if name in _KEPT or piece.tag.startswith("<"):
        return True
    if name == "property":
        return type in _TASKS | EVENTS
    if type in _TASKS and node.type in _TASKS:
        ours = name in _OF_ACTIVITIES and not ("loop" in traits and name.endswith("LoopCharacteristics"))
        return ours or type == node.type
    if type in EVENTS and node.type in EVENTS:
        return "trigger" not in traits or not (name == "eventDefinitionRef" or name.endswith("ventDefinition"))
    return type == node.type


def _bounds(model: Model, node: Node, type: str, traits: Mapping[str, str]) -> Bounds | None:
    if node.bounds is None:
        return None
    open_now = node.type in SUB_PROCESSES and is_expanded(node, model)
    open_then = type in SUB_PROCESSES and traits.get("di:isExpanded", "true" if open_now else "false") == "true"
    if _kind(node.type) == _kind(type) and open_now == open_then:
        return node.bounds
    usual = element_type(Node("", type)).size
    width, height = size_of(type, {"di:isExpanded": "true"} if open_then else {}, usual)
    x, y = node.bounds.centre
    return Bounds(float(round(x - width / 2)), float(round(y - height / 2)), width, height)


def _kind(type: str) -> int:
    families: tuple[Collection[str], ...] = (_TASKS, EVENTS, GATEWAYS, DATA, CHOREOGRAPHY)
    if type == "bpmn:dataStoreReference":
        return len(families)
    return next((place for place, family in enumerate(families) if type in family), -1)


def _join_again(document: Document, edit: Edit, key: str) -> None:
    for flow in at(document, [key]):
        present = document.flow(flow.key)
        if isinstance(present, Flow):
            join_again(document, edit, present)
