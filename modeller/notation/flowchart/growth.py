"""How large a shape is drawn: as large as it wishes where that touches nothing, else in the bounds of its record."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from math import isfinite
from typing import Final

from modeller.drawing.routing import without_idle_bends
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn.pools import BAND, is_horizontal
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

GAP: Final = 8.0
"""What is left free between a grown shape and a neighbour, in units."""
STUB: Final = 16.0
"""What is left of a flow between them: an arrow head and a piece of line."""
FRAME: Final = 3.0
"""What is left free inside a frame."""
BARS: Final = 12.0
"""Where the bars of a predefined process stand in it."""
AROUND: Final = 100.0
"""No shape grows so far that one whose bounds are farther away matters: half the widest, twice, and a gap."""

Wish = Callable[[Node, Model], Bounds]
"""The box that a node of a type would like to be drawn in, whatever stands around it."""


def is_free(node: Node, model: Model, box: Bounds, wishes: Mapping[str, Wish], across: bool = False) -> bool:
    """Whether a node may be drawn in `box`: it touches no neighbour (as large as that one would like to be), crosses no
    frame and no flow of others, and leaves its own flows room for their arrow heads.

    That both are asked as large as they would like to be makes it the same whoever is asked first. A shape that lies
    `across` its own flows takes them in wherever they meet it.
    """
    bounds = node.bounds
    if bounds is None or node.diagram is None:
        return False
    own = [flow for flow in (*model.outgoing(node.key), *model.incoming(node.key)) if flow.diagram == node.diagram]
    joined = {key for flow in own for key in (flow.source, flow.target)}
    mine = {flow.key for flow in own}
    for other in model.near(node.diagram, box.grown(AROUND)):
        if isinstance(other, Flow):
            if other.key not in mine and _crosses(other.points, box.grown(GAP / 2)):
                return False
        elif other.key != node.key and other.bounds is not None and all(map(isfinite, other.bounds)):
            gap = STUB if other.key in joined else GAP
            if not _passes(other, other.bounds, model, bounds, box, gap, wishes):
                return False
    return across or all(_leaves(points, box) for points in ends(node.key, own))


def _passes(
    other: Node, there: Bounds, model: Model, bounds: Bounds, box: Bounds, gap: float, wishes: Mapping[str, Wish]
) -> bool:
    """Whether a box keeps clear of a neighbour, or within the frame that the neighbour is."""
    role = element_type(other).role
    if role is Role.GROUP:
        return True
    if role in (Role.POOL, Role.LANE, Role.PHASE):
        return _inner(other, there).covers(box) or not there.meets(box)
    if role is Role.WORK and there.covers(bounds) and is_expanded(other, model):
        return there.grown(-FRAME if other.type != "bpmn:callActivity" else -FRAME - BARS).covers(box)
    wish = wishes.get(other.type)
    if wish is not None and not there.grown(AROUND).meets(box):
        return True
    return not (there if wish is None else wish(other, model)).grown(gap).meets(box)


def _inner(frame: Node, bounds: Bounds) -> Bounds:
    """The inside of a pool, lane or phase without its name band."""
    x, y, w, h = bounds.grown(-FRAME)
    return Bounds(x + BAND, y, w - BAND, h) if is_horizontal(frame) else Bounds(x, y + BAND, w, h - BAND)


def ends(key: str, flows: list[Flow]) -> Iterator[tuple[Point, ...]]:
    """The paths of a node's flows, each from this node on."""
    for flow in flows:
        if len(flow.points) > 1:
            points = without_idle_bends(flow.points)
            if len(points) > 1 and flow.source == key:
                yield points
            if len(points) > 1 and flow.target == key:
                yield points[::-1]


def _leaves(points: tuple[Point, ...], box: Bounds) -> bool:
    """Whether a flow is out of the box after its first piece and does not come back.

    Its other end is another shape, or this one: a loop ends where it may.
    """
    rest = points[1:]
    if box.grown(STUB - 4).contains(*rest[0]):
        return False
    return len(rest) < 2 or not _crosses(rest[:-1] if box.contains(*rest[-1]) else rest, box.grown(GAP / 2))


def _crosses(points: tuple[Point, ...], box: Bounds) -> bool:
    """Whether a path runs through a box; where it slants, whether the rectangle around a piece does."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return any(
        (ax if ax < bx else bx) < right
        and (ax if ax > bx else bx) > left
        and (ay if ay < by else by) < bottom
        and (ay if ay > by else by) > top
        for (ax, ay), (bx, by) in pairwise(points)
    )
