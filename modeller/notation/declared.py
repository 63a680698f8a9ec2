"""What an element declares of itself: what its type has, and the fields of its organisation."""

from collections.abc import Mapping
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node, Record
from modeller.notation import attributes
from modeller.notation.attributes import DECLARED, said
from modeller.notation.catalogue import element_type, flow_type
from modeller.notation.element import Property, Role
from modeller.notation.own_fields import own_properties, own_property

_EVENTS: Final = frozenset({Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY})
_HOLDERS: Final[Mapping[str, frozenset[Role]]] = {
    "process": frozenset({Role.POOL}),
    "step": frozenset({Role.WORK}),
    "decision": frozenset({Role.CHOICE, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX}),
    "event": _EVENTS,
    "start": frozenset({Role.START}),
    "end": frozenset({Role.END}),
    "role": frozenset({Role.LANE}),
    "data": frozenset({Role.DATA}),
    "stage": frozenset({Role.STAGE}),
}
"""What own fields belong to, by what it does; a pool shows what its process has."""
_TABLE: Final = "declared"


def properties_of(record: Record, model: Model) -> tuple[Property, ...]:
    """What an element declares, in the order of a form; nothing for items, but for a process."""
    kind = getattr(record, "type", "")
    table = model.derived.setdefault(_TABLE, {})
    assert isinstance(table, dict)
    found: tuple[Property, ...] | None = table.get(kind)
    if found is None:
        found = table[kind] = (*_of_type(record), *_own(record, model))
    return found


def _of_type(record: Record) -> tuple[Property, ...]:
    if isinstance(record, Node):
        return element_type(record).properties
    if isinstance(record, Item):
        return attributes.PROCESS if record.type == "bpmn:process" else ()
    return flow_type(record).properties if isinstance(record, Flow) else ()


def _own(record: Record, model: Model) -> tuple[Property, ...]:
    return tuple(
        declared for field, declared in own_properties(model).values()
        if any(_is(record, holder) for holder in field.holders)
    )  # fmt: skip


def _is(record: Record, holder: str) -> bool:
    if isinstance(record, Node):
        return element_type(record).role in _HOLDERS.get(holder, ())
    if isinstance(record, Flow):
        return holder == "flow" and bool(flow_type(record).carries)
    return holder == "process" and getattr(record, "type", "") == "bpmn:process"


def declared_as(key: str, record: Record, model: Model) -> Property | None:
    """What the property of that name declares; of an own field wherever its value stands."""
    found = DECLARED.get(key) or own_property(model, key)
    return found or next((each for each in properties_of(record, model) if each.key == key), None)


def own_said(record: Record, model: Model, language: str | None = None) -> list[tuple[Property, str]]:
    """The own fields that an element fills in, with what it says there in words; a list has one entry a line."""
    found = []
    for key, (_, declared) in own_properties(model).items():
        if key in record.properties:
            text = said(declared, attributes.attribute_text(record, key), language).strip()
            if text:
                found.append((declared, text))
    return found
