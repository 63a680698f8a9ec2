"""What pad and menus do with pools, lanes and phases: each verb by the name of its deed."""

from collections.abc import Callable
from typing import Final, TypeAlias

from modeller.editing import lanes, phases, pools
from modeller.editing.room import frame_of
from modeller.editing.spread import pool_around
from modeller.model.document import Document
from modeller.model.records import Node, Record
from modeller.notation.bpmn.phases import may_have_phases, phases_of
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

Verb: TypeAlias = Callable[[Document, Node, int], object]

DIVIDING: Final = ("lane_split", "phase_split")
"""What asks into how many parts."""
COUNTS: Final = range(2, 10)
"""Into how many parts the menus offer to split."""


def _lane(after: bool) -> Verb:
    def verb(document: Document, node: Node, _: int) -> object:
        if element_type(node).traits(node).horizontal:
            return lanes.add(document, node.key, "below" if after else "above")
        return lanes.add(document, node.key, "right" if after else "left")

    return verb


def _turn(document: Document, node: Node, _: int) -> None:
    pool = pool_around(document, node)
    pools.turn(document, pool.key if pool is not None else node.key)


STRIPS: Final[dict[str, Verb]] = {
    "lane_above": _lane(after=False),
    "lane_below": _lane(after=True),
    "lane_split": lambda document, node, count: lanes.split(document, node.key, count),
    "lane_turn": _turn,
    "phase_before": lambda document, node, _: phases.add(document, node.key, "before"),
    "phase_after": lambda document, node, _: phases.add(document, node.key, "after"),
    "phase_split": lambda document, node, count: phases.split(document, node.key, count),
    "pool_close": lambda document, node, _: pools.close(document, node.key),
    "pool_open": lambda document, node, _: pools.open_up(document, node.key),
}


def meant(document: Document, record: Record | None, deed: str) -> Record | None:
    """What a deed is done to: with lanes, where a step is selected, the lane or pool that it stands in."""
    if not deed.startswith("lane_") or not isinstance(record, Node):
        return record
    if element_type(record).role in (Role.POOL, Role.LANE):
        return record
    return frame_of(document, record) or record


def possible(document: Document, record: Record | None, deed: str) -> bool:
    """Whether a deed is of any use for the one thing that is selected; None stands for nothing, or several."""
    if not isinstance(record, Node):
        return False
    role = element_type(record).role
    drawn = role is Role.POOL and may_have_phases(document, record)
    if deed == "lane_turn":
        return role in (Role.POOL, Role.LANE)
    if deed == "pool_open":
        return role is Role.POOL and not drawn
    if deed == "pool_close":
        return drawn
    if deed.startswith("lane_"):
        return drawn or role is Role.LANE
    if deed == "phase_split":
        return role is Role.PHASE or (drawn and not phases_of(document, record.key))
    return drawn or role is Role.PHASE


def strips_of(document: Document, record: Record) -> tuple[str, ...]:
    """The deeds that are of use for one element, in their order."""
    return tuple(name for name in STRIPS if possible(document, record, name))
