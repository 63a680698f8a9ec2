"""Where among its siblings a new record stands, so that the file keeps the order that the schema asks for."""

from functools import lru_cache
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node

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
    place = _place(type.rpartition(":")[2])
    before, after = -1.0, None
    holder = model.get(scope)
    content = holder.content if holder is not None else ()
    pieces = [(child.order, child.type.rpartition(":")[2]) for child in model.children(scope) if _told(child)]  # type: ignore[union-attr]
    for order, name in (*pieces, *((piece.order, piece.name) for piece in content)):
        if _place(name) <= place:
            before = max(before, order)
    for order, name in (*pieces, *((piece.order, piece.name) for piece in content)):
        if _place(name) > place and order > before and (after is None or order < after):
            after = order
    if after is None or after > before + 1:
        return before + 1
    return before + (after - before) / 1024  # thousands more find room before what comes after


def _told(child: Node | Flow | Item | Diagram) -> bool:
    return not isinstance(child, Diagram)


@lru_cache(maxsize=512)
def _place(name: str) -> int:
    if name in _FIRST:
        return 0
    if name in _ARTIFACTS:
        return 30
    if name in _LAST or name.endswith("EventDefinition") or name == "eventDefinitionRef":
        return 40
    return _ORDER.get(name, _COMMON)
