"""Where among its siblings a new record stands, so that the file keeps the order that the schema asks for."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Fragment, Record

_FIRST: Final = frozenset("documentation extensionElements auditing monitoring".split())
_ARTIFACTS: Final = frozenset("association textAnnotation group".split())
_LAST: Final = frozenset(
    "resourceRole performer humanPerformer potentialOwner correlationSubscription supports completionCondition "
    "correlationKey conversationLink standardLoopCharacteristics multiInstanceLoopCharacteristics".split()
)
_ORDER: Final = {
    name: place
    for place, names in enumerate(
        (
            "participant",
            "messageFlow",
            "ioSpecification",
            "property dataInput",
            "dataOutput dataInputAssociation",
            "dataOutputAssociation",
            "inputSet outputSet laneSet childLaneSet",
        ),
        start=1,
    )
    for name in names.split()
}
_COMMON: Final = 20
"""The place of everything else: steps and sequence flows."""


def order_in(model: Model, scope: str | None, type: str) -> float:
    """The order for one more record of a type in `scope`: behind all its like, before what the schema wants later."""
    place = _place(type)
    holder = model.get(scope)
    pieces = [(piece.name, piece.order) for piece in (holder.content if holder is not None else ())]
    spans = [*model.orders(scope).items(), *((name, (order, order)) for name, order in pieces)]
    before = max((high for name, (_, high) in spans if _place(name) <= place), default=-1.0)
    before = max(before, -1.0)
    later = [(name, low, high) for name, (low, high) in spans if _place(name) > place and high > before]
    firsts = [low if low > before else _first_behind(model, scope, name, before) for name, low, _ in later]
    after = min(firsts, default=None)
    if after is None or after > before + 1:
        return before + 1
    return before + (after - before) / 1024  # thousands more find room before what comes after


def _first_behind(model: Model, scope: str | None, type: str, before: float) -> float:
    """The lowest order of that type which is higher than another."""
    return min(child.order for child in model.held(scope) if _named(child) == type and child.order > before)


def _named(record: Record) -> str:
    return "" if isinstance(record, Diagram) else record.type


@lru_cache(maxsize=512)
def _place(name: str) -> int:
    name = name.rpartition(":")[2]
    if name in _FIRST:
        return 0
    if name in _ARTIFACTS:
        return 30
    if name in _LAST or name.endswith("EventDefinition") or name == "eventDefinitionRef":
        return 40
    return _ORDER.get(name, _COMMON)


def settle_order(document: Document, edit: Edit, scope: str) -> None:
    """Number what a record holds anew, so that the file keeps the order that the schema asks for."""
    holder = document[scope]
    held = [child for child in document.children(scope) if not isinstance(child, Diagram)]
    entries: list[tuple[int, float, str, Record | Fragment]] = [
        (_place(child.type), child.order, child.key, child) for child in held
    ]
    numbered = [piece for piece in holder.content if piece.order >= 0]
    entries += [(_place(piece.name), piece.order, "", piece) for piece in numbered]
    entries.sort(key=lambda entry: entry[:3])
    content = [piece for piece in holder.content if piece.order < 0]
    for place, (_, _, _, entry) in enumerate(entries):
        if isinstance(entry, Fragment):
            content.append(replace(entry, order=place))
        elif entry.order != place:
            edit.put(replace(entry, order=place))
    if tuple(content) != holder.content:
        edit.put(replace(document[scope], content=tuple(content)))
