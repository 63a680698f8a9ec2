"""Declared properties of elements, set from one place whatever they are."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from modeller.editing.carried import process_of
from modeller.editing.connect import join_again
from modeller.editing.lane_tree import lies
from modeller.editing.pools import close, turn
from modeller.editing.references import rename_id
from modeller.editing.refused import Refused
from modeller.editing.rehouse import at
from modeller.editing.step import step
from modeller.editing.subprocesses import collapse, expand
from modeller.editing.text import rename, text_of
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Node, Record
from modeller.notation import attributes
from modeller.notation.bpmn.values import choices_of, value_of, with_value
from modeller.notation.catalogue import element_type
from modeller.notation.declared import properties_of
from modeller.notation.element import Property, Role
from modeller.notation.own_fields import own_properties, own_property

_ID: Final = re.compile(r"[^\W\d][\w.\-]*")
_NAMING: Final = tuple(
    attributes.PREFIX + name
    for name in ("owner", "participants", "responsible", "accountable", "consulted", "informed", "escalateTo")
)
"""The attributes that name people or roles."""
_MATTERS: Final = frozenset({"isForCompensation", "triggeredByEvent"})
"""Properties on which it depends which flows may join an element."""


def common(model: Model, keys: Collection[str]) -> tuple[Property, ...]:
    """The properties that all of these elements declare and that may be the same for several."""
    records = [record for record in map(model.get, keys) if record is not None]
    if not records:
        return ()
    found = properties_of(records[0], model)
    if len(records) == 1:
        return found
    kinds = {
        id(each): each for each in (properties_of(record, model) for record in records)
    }  # thousands of elements are of a few kinds
    shared = set(found).intersection(*kinds.values())
    return tuple(each for each in found if each in shared and each.key != "id" and each.kind != "reference")


def get_property(model: Model, key: str, name: str) -> str:
    """The value of an element's property as text (see `values.value_of`)."""
    record = holder(model, key, name)
    if record is None:
        return ""
    return text_of(model, key) if name == "name" else value_of(record, name)


def holder(model: Model, key: str, name: str) -> Record | None:
    """The record that keeps a property of an element: a pool's attributes are those of its process."""
    record = model.get(key)
    if isinstance(record, Node) and record.type == "bpmn:participant" and name.startswith(attributes.PREFIX):
        return process_of(model, record) or record
    return record


def choices(model: Model, key: str, name: str) -> list[tuple[str, str]]:
    """What a reference of an element may name: ids and texts; for a person the names that the model knows."""
    own = own_property(model, name)
    if own is not None and own.kind == "person":
        return [(name, name) for name in _people(model, holder(model, key, name))]
    record = model.get(key)
    return choices_of(record, name, model) if record is not None else []


def _people(model: Model, asking: Record | None) -> list[str]:
    """Who is named in a model, by name: roles of its lanes, and whom attributes name, but for those of `asking`."""
    asked = [name for name, (field, _) in own_properties(model).items() if field.kind == "person"]
    found = {record.text for record in model if isinstance(record, Node) and element_type(record).role is Role.LANE}
    for record in model:
        for name in (*_NAMING, *asked):
            if name in record.properties and record is not asking:
                found.update(attributes.names_of(record, name))
    return sorted(filter(None, map(str.strip, found)))


def set_property(document: Document, keys: Collection[str], name: str, value: str) -> None:
    """Give elements another value of a declared property (text, ``true`` or ``false``, a choice, an id, a quantity
    as people write it); ``""`` clears.

    Consequences come along: an id is changed wherever it is named, flows that may not join the element any more go.
    Raises Refused for an id that cannot be, a choice that is none.
    """
    concerned = [key for key in keys if key in document and get_property(document, key, name) != value]
    if not concerned:
        return
    with step(document, message("editing.property")):
        for key in concerned:
            record = holder(document, key, name) or document[key]
            declared = next((each for each in properties_of(record, document) if each.key == name), None)
            if declared is not None:
                kept = _checked(document, record, declared, value)
                _set(document, record, name, kept)


def _checked(model: Model, record: Record, declared: Property, value: str) -> str:
    """The value in the form in which it is kept. Raises Refused where it cannot be one."""
    fits = True
    if declared.key == "id":
        fits = bool(_ID.fullmatch(value)) and not model.by_id(value) and (value not in model or value == record.key)
        if not fits:
            raise Refused(message("editing.refused.id"))
    elif declared.kind == "yes or no":
        fits = value in {"true", "false", ""}
    elif declared.kind == "choice":
        fits = value in declared.choices or not value
    elif declared.kind == "reference" and value:
        fits = any(ident == value for ident, _ in choices_of(record, declared.key, model))
    elif declared.key.startswith(attributes.PREFIX):
        found = attributes.parsed(declared, value)
        if found is None:
            raise Refused(message(f"attributes.refused.{declared.kind}"))
        return found
    if not fits:
        raise Refused(message("editing.refused.property"))
    return value


def _set(document: Document, record: Record, name: str, value: str) -> None:
    special = _SPECIAL.get(name)
    if special is not None:
        special(document, record.key, value)
        return
    with step(document, message("editing.property")) as edit:
        edit.put(with_value(record, name, value, document))
        if name in _MATTERS:
            for flow in at(document, [record.key]):
                present = document.flow(flow.key)
                if present is not None:
                    join_again(document, edit, present)


def _set_id(document: Document, key: str, value: str) -> None:
    record = document[key]
    with step(document, message("editing.property")) as edit:
        old = record.properties.text("id")
        edit.put(replace(record, properties=record.properties.changed({"id": value})))
        if old and not document.by_id(old):
            rename_id(document, edit, old, value)
        elif not old:
            rename_id(document, edit, key, value)


def _set_expanded(document: Document, key: str, value: str) -> None:
    if value == "true":
        expand(document, key)
    else:
        collapse(document, key)


def _set_horizontal(document: Document, key: str, value: str) -> None:
    node = document.node(key)
    if node is None or node.type != "bpmn:participant":
        raise Refused(message("editing.refused.property"))
    if lies(document, node) is not (value == "true"):
        turn(document, key)


def _set_process(document: Document, key: str, value: str) -> None:
    """Without a process a pool is a black box; it cannot take the process of another."""
    if value:
        raise Refused(message("editing.refused.property"))
    close(document, key)


_SPECIAL: Final[dict[str, Callable[[Document, str, str], None]]] = {
    "name": rename,
    "id": _set_id,
    "di:isExpanded": _set_expanded,
    "di:isHorizontal": _set_horizontal,
    "processRef": _set_process,
}
