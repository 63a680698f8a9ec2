"""References to records: changed everywhere at once, or taken out with what they named."""

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import TypeVar

from modeller.model.document import Document, Edit
from modeller.model.records import Node, Record, Value
from modeller.model.references import map_ids

R = TypeVar("R", bound=Record)


def without_keys(record: R, gone: Set[str]) -> R:
    """The record without keys of ours that are gone: unlisted flows and members, lanes."""
    changed: dict[str, Value] = {}
    for name, value in record.properties.items():
        if name.startswith("#unlisted ") and isinstance(value, tuple) and not gone.isdisjoint(value):
            changed[name] = tuple(key for key in value if key not in gone)
    if changed:
        empty = [name for name, value in changed.items() if not value]
        record = replace(record, properties=record.properties.changed(changed).without(*empty))
    if isinstance(record, Node) and record.lanes and not gone.isdisjoint(record.lanes):
        record = replace(record, lanes=tuple(lane for lane in record.lanes if lane not in gone))
    return record


def forget(document: Document, edit: Edit, gone: Mapping[str, str]) -> None:
    """Take every reference to removed records out of what is left. `gone`: their keys and the ids they had."""
    idents = {ident for ident in gone.values() if ident and not document.by_id(ident)}
    keys = gone.keys()

    def mapped(ident: str) -> str | None:
        return None if ident in idents else ident

    for record in list(document):
        if not _may_name(record, idents):
            continue
        changed = without_keys(map_ids(record, mapped), keys)
        if changed is not record:
            edit.put(changed)


def _may_name(record: Record, idents: Set[str]) -> bool:
    """Whether it is worth looking closer: most records name none of a few ids."""
    if record.content or (isinstance(record, Node) and record.lanes):
        return True
    for value in record.properties.values():
        if isinstance(value, tuple) or value in idents or (isinstance(value, str) and ":" in value):
            return True
    return False


def rename_id(document: Document, edit: Edit, old: str, new: str) -> None:
    """Every reference to the id `old` names `new` from now on."""
    for record in list(document):
        changed = map_ids(record, lambda ident: new if ident == old else ident)
        if changed is not record:
            edit.put(changed)
