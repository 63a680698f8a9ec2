"""Definitions of own fields in a BPMN file: in the records they belong to the root, in the file to a root element."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Fragment, Item, Node, Record
from modeller.notation.bpmn.extensions import EXTENSIONS, with_pieces
from modeller.notation.bpmn.field_definitions import with_definitions
from modeller.notation.bpmn.values import R
from modeller.notation.own_fields import TAG

_HOLDERS: Final = ("bpmn:collaboration", "bpmn:process")
_BARE: Final = frozenset({"bpmn:import", "bpmn:extension"})
"""What may stand in the root and has, by the schema, no extension elements; the root has none either."""


def read_definitions(records: list[Record]) -> list[Record]:
    """The records, the root first, with all definitions in the root: there they outlast whatever brought them."""
    if not any(_holds(piece) for record in records[1:] for piece in record.content):
        return records
    parted = [_parted(record) for record in records[1:]]
    root = with_pieces(records[0], [piece for _, pieces in parted for piece in pieces])
    return [root, *(record for record, _ in parted)]


def with_holder(model: Model, root: Item) -> dict[str, Item | Node]:
    """The root and the root element that holds the definitions in a file, both as they are written, by their keys.

    Empty where there is nothing to define, or no element to hold it: what the root then brought stays in it.
    """
    bare, pieces = _parted(with_definitions(root, model.own_fields))
    holder = _holder(model.children(root.key))
    if not pieces or holder is None:
        return {}
    return {root.key: bare, holder.key: with_pieces(holder, pieces)}


def _holder(elements: Iterable[Record]) -> Item | Node | None:
    able = [each for each in elements if isinstance(each, Item | Node) and each.type not in _BARE]
    ranked = (each for kind in _HOLDERS for each in able if each.type == kind)
    return next(ranked, None) or next(iter(able), None)


def _holds(piece: Fragment) -> bool:
    return piece.tag == EXTENSIONS and any(inner.tag == TAG for inner in piece.children)


def _parted(record: R) -> tuple[R, list[Fragment]]:
    """A record without the definitions among its extension elements, and these."""
    held = [piece for piece in record.content if _holds(piece)]
    if not held:
        return record, []
    emptied = [replace(each, children=tuple(inner for inner in each.children if inner.tag != TAG)) for each in held]
    said = [each for each in emptied if each.children or each.attributes or each.text.strip() or each.tail.strip()]
    others = [piece for piece in record.content if not _holds(piece)]
    content = sorted([*others, *said], key=lambda piece: piece.order)
    return replace(record, content=tuple(content)), [i for each in held for i in each.children if i.tag == TAG]
