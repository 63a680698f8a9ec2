"""Findings that somebody lets stand, with the reason: our extension of BPMN elements."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from modeller.model.records import Diagram, Fragment, Record
from modeller.notation.bpmn.values import BPMN, R

NAMESPACE: Final = "urn:modeller:bpmn:1.0"
_TAG: Final = f"{{{NAMESPACE}}}pardon"
_EXTENSIONS: Final = BPMN + "extensionElements"


def pardons(record: Record) -> Mapping[str, str]:
    """The rules that a record is pardoned from, each with the reason."""
    if not record.content:
        return {}
    found: dict[str, str] = {}
    for piece in record.content:
        if piece.name == "extensionElements":
            for inner in piece.children:
                if inner.tag == _TAG and inner.get("rule"):
                    found[inner.get("rule")] = inner.get("reason")
    return found


def can_pardon(record: Record | None) -> bool:
    """Whether a record has a place for it: a diagram has none."""
    return record is not None and not isinstance(record, Diagram)


def with_pardon(record: R, rule: str, reason: str | None) -> R:
    """The record with a pardon from a rule, or without one where `reason` is None."""
    held = next((piece for piece in record.content if piece.tag == _EXTENSIONS), None)
    if held is None:
        if reason is None:
            return record
        held = Fragment(_EXTENSIONS, order=_behind_documentation(record))
    kept = tuple(inner for inner in held.children if not (inner.tag == _TAG and inner.get("rule") == rule))
    if reason is not None:
        last = max((inner.order for inner in kept), default=-1.0) + 1
        attributes = (("rule", rule), ("reason", reason))
        kept += (Fragment(_TAG, attributes, order=last, namespaces=(("modeller", NAMESPACE),)),)
    content = tuple(piece for piece in record.content if piece is not held)
    if kept or held.attributes or held.text.strip():
        content = tuple(sorted((*content, replace(held, children=kept)), key=lambda piece: piece.order))
    return replace(record, content=content)


def _behind_documentation(record: Record) -> float:
    """A place behind the documentation and before all else."""
    texts = [piece.order for piece in record.content if piece.name == "documentation"]
    others = [piece.order for piece in record.content if piece.name != "documentation"]
    if not texts:
        return min(others, default=0.0) - 1
    behind = min((order for order in others if order > max(texts)), default=max(texts) + 1)
    return (max(texts) + behind) / 2
