"""Putting steps into the next lane without a drag."""

from collections.abc import Callable, Collection

from modeller.editing.carried import carried
from modeller.editing.free import free, obstacles
from modeller.editing.lane_tree import all_lanes, box, lies, middle, rows
from modeller.editing.move import move
from modeller.editing.refused import Refused
from modeller.editing.resize import united
from modeller.editing.spread import pool_around
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.joining import STEPS

_GAP = 20.0


def into_lane(document: Document, keys: Collection[str], by: int) -> None:
    """Put what stands in one lane into the one behind it (1) or before it (-1), in line with what is there.

    Where that place is taken it comes to stand further on. Raises Refused where there is no such lane.
    """
    nodes = [node for node in map(document.node, keys) if node is not None and node.bounds is not None]
    nodes = [node for node in nodes if node.host is None and node.type not in {"bpmn:participant", "bpmn:lane"}]
    pool = pool_around(document, nodes[0]) if nodes else None
    if pool is None:
        raise Refused(message("flows.lane.no_lane"))
    lying = lies(document, pool)
    lanes = [lane for lane in all_lanes(document, pool) if not rows(document, lane)]
    whole = united(box(node) for node in nodes)
    assert whole is not None
    place = middle(whole, lying)
    now = min(range(len(lanes)), key=lambda at: abs(middle(box(lanes[at]), lying) - place), default=0)
    now = next((number for number, lane in enumerate(lanes) if lane.key in nodes[0].lanes), now)
    if not 0 <= now + by < len(lanes):
        raise Refused(message("flows.lane.no_further"))
    across = _row(document, lanes[now + by], whole, lying) - place
    wanted = whole.moved(0, across) if lying else whole.moved(across, 0)
    wanted = free(_taken(document, pool, nodes), wanted, _onward(lying))
    move(document, [node.key for node in nodes], wanted.x - whole.x, wanted.y - whole.y)


def _row(document: Document, lane: Node, whole: Bounds, lying: bool) -> float:
    """The middle, across the lane, of the step in it that lies nearest; of the lane itself where it is empty."""
    along = middle(whole, not lying)
    steps = [node for node in document.members(lane.key) if node.type in STEPS and node.bounds is not None]
    steps = [node for node in steps if node.host is None and node.diagram == lane.diagram]
    near = min(steps, key=lambda node: abs(middle(box(node), not lying) - along), default=lane)
    return middle(box(near), lying)


def _taken(document: Document, pool: Node, nodes: list[Node]) -> list[Bounds]:
    mine = {node.key for node in carried(document, [node.key for node in nodes])} | {node.key for node in nodes}
    return [bounds.grown(_GAP / 2) for bounds in obstacles(document, pool.diagram or "", pool.bounds, mine)]


def _onward(lying: bool) -> Callable[[Bounds, Bounds], Bounds]:
    """On along the lane, behind what is in the way."""

    def onward(place: Bounds, hit: Bounds) -> Bounds:
        if lying:
            return place.moved(hit.right + _GAP - place.x, 0)
        return place.moved(0, hit.bottom + _GAP - place.y)

    return onward
