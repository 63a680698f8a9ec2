"""References of elements to entries of a dictionary: our extension of BPMN elements."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from modeller.model.records import Diagram, Record
from modeller.notation.attributes import NAMESPACE
from modeller.notation.bpmn.extensions import with_extension
from modeller.notation.bpmn.values import R

_TAG: Final = f"{{{NAMESPACE}}}entry"

NAMED_AS: Final[Mapping[str, frozenset[str]]] = {
    "role": frozenset({"bpmn:lane", "bpmn:participant"}),
    "document": frozenset({"bpmn:dataObjectReference", "bpmn:dataObject", "bpmn:dataInput", "bpmn:dataOutput"}),
    "system": frozenset({"bpmn:dataStoreReference", "bpmn:dataStore"}),
}
"""By kind of entry the elements whose name is the entry's."""


@dataclass(frozen=True, slots=True)
class Reference:
    """That an element refers to an entry. `named`: the element bears the entry's name."""

    entry: str
    named: bool = False


def references(record: Record) -> tuple[Reference, ...]:
    """What a record refers to."""
    return tuple(
        Reference(inner.get("ref"), inner.get("named") == "true")
        for piece in record.content
        if piece.name == "extensionElements"
        for inner in piece.children
        if inner.tag == _TAG and inner.get("ref")
    )


def with_reference(record: R, made: Reference) -> R:
    """The record referring to an entry; one bears the name of one entry only."""
    kept = [each for each in references(record) if each.entry != made.entry]
    if made.named:
        kept = [replace(each, named=False) if each.named else each for each in kept]
    return _with(record, (*kept, made))


def without_reference(record: R, entry: str) -> R:
    """The record without what it says of an entry."""
    return _with(record, tuple(each for each in references(record) if each.entry != entry))


def with_own_name(record: R) -> R:
    """The record without the reference to an entry whose name it bears: it is called something else."""
    kept = tuple(each for each in references(record) if not each.named)
    return record if kept == references(record) else _with(record, kept)


def can_refer(record: Record | None) -> bool:
    """Whether a record has a place for a reference: a diagram has none."""
    return record is not None and not isinstance(record, Diagram)


def _with(record: R, made: tuple[Reference, ...]) -> R:
    record = with_extension(record, lambda inner: inner.tag == _TAG, _TAG, None)
    for each in made:
        attributes = (("ref", each.entry), *((("named", "true"),) if each.named else ()))
        record = with_extension(record, lambda _: False, _TAG, attributes)
    return record
