"""What the declared properties of an element say, and the element with another value: one place for every inspector."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from modeller.model.reading import Model
from modeller.model.records import Flow, Fragment, Item, Node, Properties, Record
from modeller.notation.attributes import PREFIX, attribute_text, with_attribute
from modeller.notation.bpmn.content import child, documentation, loop, state
from modeller.notation.own_fields import own_property

BPMN: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"

DEFAULTS: Final = {"isInterrupting": "true", "cancelActivity": "true", "eventGatewayType": "Exclusive"}
"""What a property means that a file leaves out; of yes and no it is else no."""

_BEFORE_LOOP: Final = frozenset(
    "documentation extensionElements auditing monitoring incoming outgoing ioSpecification property "
    "dataInputAssociation dataOutputAssociation resourceRole performer humanPerformer potentialOwner".split()
)

R = TypeVar("R", bound=Record)


def value_of(record: Record, name: str) -> str:
    """The value of a property as text: ``true`` or ``false``, an id, a choice, words; ``""`` where there is none."""
    if name == "name":
        return record.text
    if name == "documentation":
        return documentation(record)
    if name == "loop":
        return loop(record) if isinstance(record, Node) else ""
    if name == "dataState":
        return state(record) if isinstance(record, Node) else ""
    if name == "conditionExpression":
        piece = child(record, name)
        return piece.text.strip() if piece is not None else ""
    if name.startswith(PREFIX):
        return attribute_text(record, name)
    return str(record.properties.get(name, DEFAULTS.get(name, "")))


def with_value(record: R, name: str, value: str, model: Model) -> R:
    """The record with another value of a property; an empty one takes the property out.

    Only the record itself: what else a change asks for is the verbs' work.
    """
    if name == "name":
        return replace(record, text=value)
    if name.startswith(PREFIX):
        return with_attribute(record, name, value, own_property(model, name))
    made = _PIECES.get(name)
    if made is not None:
        return made(record, value, model)  # type: ignore[return-value]
    if not value:
        return replace(record, properties=record.properties.without(name))
    return replace(record, properties=Properties({**record.properties, name: value}))


def choices_of(record: Record, name: str, model: Model) -> list[tuple[str, str]]:
    """What a reference may name: ids and texts, in file order."""
    found: list[Record] = []
    if name == "default":
        found = [flow for flow in model.outgoing(record.key) if flow.type == "bpmn:sequenceFlow"]
    else:
        found = [other for other in model if isinstance(other, Node | Item) and other.type == _REFERRED.get(name)]
    return [(other.properties.text("id", other.key), other.text or _target(other, model)) for other in found]


_REFERRED: Final = {
    "processRef": "bpmn:process",
    "calledElement": "bpmn:process",
    "dataObjectRef": "bpmn:dataObject",
    "dataStoreRef": "bpmn:dataStore",
    "messageRef": "bpmn:message",
}


def _target(record: Record, model: Model) -> str:
    """What a flow without a name is called: what it leads to."""
    target = model.get(record.target) if isinstance(record, Flow) else None
    return (target.text if target is not None else "") or record.properties.text("id", record.key)


def _document(record: Record, value: str, _model: Model) -> Record:
    pieces = [piece for piece in record.content if piece.name != "documentation"]
    if value:
        old = child(record, "documentation")
        first = min((piece.order for piece in record.content), default=0.0)
        piece = replace(old, text=value, children=()) if old else Fragment(BPMN + "documentation", order=first - 1)
        pieces.insert(0, replace(piece, text=value))
    return replace(record, content=tuple(pieces))


def _repeat(record: Record, value: str, model: Model) -> Record:
    names = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
    old = next((piece for piece in record.content if piece.name in names), None)
    pieces = [piece for piece in record.content if piece.name not in names]
    if value:
        made = Fragment(BPMN + names[value != "standard"], order=old.order if old else _before_contents(record, model))
        if old is not None and old.tag == made.tag:
            made = replace(old, attributes=tuple(pair for pair in old.attributes if pair[0] != "isSequential"))
        if value == "sequential":
            made = replace(made, attributes=(*made.attributes, ("isSequential", "true")))
        pieces.append(made)
    return replace(record, content=tuple(sorted(pieces, key=lambda piece: piece.order)))


def _before_contents(record: Record, model: Model) -> float:
    """A place behind the head of an activity and before the steps in it."""
    held = [(other.order, other.type.rpartition(":")[2]) for other in model.children(record.key) if _typed(other)]  # type: ignore[union-attr]
    held += [(piece.order, piece.name) for piece in record.content]
    before = max((order for order, name in held if name in _BEFORE_LOOP), default=-1.0)
    after = min((order for order, name in held if name not in _BEFORE_LOOP and order > before), default=before + 2)
    return (before + after) / 2


def _typed(record: Record) -> bool:
    return isinstance(record, Node | Flow | Item)


def _state(record: Record, value: str, _model: Model) -> Record:
    pieces = [piece for piece in record.content if piece.name != "dataState"]
    if value:
        old = child(record, "dataState") or Fragment(BPMN + "dataState", order=_last(record))
        rest = tuple(pair for pair in old.attributes if pair[0] != "name")
        pieces.append(replace(old, attributes=(*rest, ("name", value))))
    return replace(record, content=tuple(sorted(pieces, key=lambda piece: piece.order)))


def _condition(record: Record, value: str, _model: Model) -> Record:
    pieces = [piece for piece in record.content if piece.name != "conditionExpression"]
    if value:
        old = child(record, "conditionExpression") or Fragment(BPMN + "conditionExpression", order=_last(record))
        pieces.append(replace(old, text=value, children=()))
    return replace(record, content=tuple(sorted(pieces, key=lambda piece: piece.order)))


def _last(record: Record) -> float:
    return max((piece.order for piece in record.content), default=-1.0) + 1


_PIECES: Final[dict[str, Callable[[Record, str, Model], Record]]] = {
    "documentation": _document,
    "loop": _repeat,
    "dataState": _state,
    "conditionExpression": _condition,
}
