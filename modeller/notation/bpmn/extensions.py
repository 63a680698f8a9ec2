"""Elements of ours inside ``extensionElements``: put there, and taken away, beside what other tools have there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from modeller.model.records import Fragment
from modeller.notation.attributes import NAMESPACE
from modeller.notation.bpmn.values import BPMN, R

_EXTENSIONS: Final = BPMN + "extensionElements"


def with_extension(
    record: R, old: Callable[[Fragment], bool], tag: str, attributes: tuple[tuple[str, str], ...] | None
) -> R:
    """The record without the extensions that are `old`, and with one of `tag`, unless `attributes` is None."""
    held = next((piece for piece in record.content if piece.tag == _EXTENSIONS), None)
    if held is None:
        if attributes is None:
            return record
        held = Fragment(_EXTENSIONS, order=behind_documentation(record))
    kept = tuple(inner for inner in held.children if not old(inner))
    if attributes is not None:
        last = max((inner.order for inner in kept), default=-1.0) + 1
        kept += (Fragment(tag, attributes, order=last, namespaces=(("modeller", NAMESPACE),)),)
    content = tuple(piece for piece in record.content if piece is not held)
    if kept or held.attributes or held.text.strip():
        content = tuple(sorted((*content, replace(held, children=kept)), key=lambda piece: piece.order))
    return replace(record, content=content)


def behind_documentation(record: R) -> float:
    """A place behind the documentation and before all else."""
    texts = [piece.order for piece in record.content if piece.name == "documentation"]
    others = [piece.order for piece in record.content if piece.name != "documentation"]
    if not texts:
        return min(others, default=0.0) - 1
    behind = min((order for order in others if order > max(texts)), default=max(texts) + 1)
    return (max(texts) + behind) / 2
