"""Findings that somebody lets stand, with the reason: our extension of BPMN elements."""

from collections.abc import Mapping
from typing import Final

from modeller.model.records import Diagram, Record
from modeller.notation.attributes import NAMESPACE
from modeller.notation.bpmn.extensions import with_extension
from modeller.notation.bpmn.values import R

_TAG: Final = f"{{{NAMESPACE}}}pardon"


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
    attributes = (("rule", rule), ("reason", reason)) if reason is not None else None
    return with_extension(record, lambda inner: inner.tag == _TAG and inner.get("rule") == rule, _TAG, attributes)
