"""Elements of ours inside ``extensionElements``: put there, and taken away, beside what other tools have there."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from modeller.model.records import Fragment
from modeller.notation.attributes import NAMESPACE
from modeller.notation.bpmn.values import BPMN, R

EXTENSIONS: Final = BPMN + "extensionElements"
_HAIR: Final = 2.0**-30
"""Nearer to a documentation than any record is put."""


def with_extension(
    record: R, old: Callable[[Fragment], bool], tag: str, attributes: tuple[tuple[str, str], ...] | None
) -> R:
    """The record without the extensions that are `old`, and with one of `tag`, unless `attributes` is None."""
    held = next((piece for piece in record.content if piece.tag == EXTENSIONS), None)
    if held is None:
        if attributes is None:
            return record
        held = Fragment(EXTENSIONS, order=behind_documentation(record))
    kept = tuple(inner for inner in held.children if not old(inner))
    if attributes is not None:
        last = max((inner.order for inner in kept), default=-1.0) + 1
        kept += (Fragment(tag, attributes, order=last, namespaces=(("modeller", NAMESPACE),)),)
    content = tuple(piece for piece in record.content if piece is not held)
    if kept or held.attributes or held.text.strip():
        content = tuple(sorted((*content, replace(held, children=kept)), key=lambda piece: piece.order))
    return replace(record, content=content)


def with_pieces(record: R, pieces: Iterable[Fragment]) -> R:
    """The record with these extensions behind the others that it has."""
    held = next((piece for piece in record.content if piece.tag == EXTENSIONS), None)
    shell = held or Fragment(EXTENSIONS, order=behind_documentation(record))
    filled = replace(shell, children=(*shell.children, *pieces))
    content = [filled if piece is held else piece for piece in record.content]
    if held is None:
        content = sorted([*content, filled], key=lambda piece: piece.order)
    return replace(record, content=tuple(content))


def behind_documentation(record: R) -> float:
    """A place behind the documentation and before all else, the records that it holds included."""
    texts = [piece.order for piece in record.content if piece.name == "documentation"]
    others = [piece.order for piece in record.content]
    return max(texts) + _HAIR if texts else min([0.0, *others]) - 1
