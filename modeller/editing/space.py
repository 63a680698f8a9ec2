"""Room made or taken away: all beyond a line moves, what lies across it gets longer or shorter."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final, Literal

from modeller.editing.carried import carried
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.lane_tree import LEAST, PARTS
from modeller.editing.membership import settle
from modeller.editing.refused import finite
from modeller.editing.resize import least_size
from modeller.editing.shift import shifted
from modeller.editing.spread import pool_around
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.making import SUB_PROCESSES
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.valuechain.joining import HOLDERS

Axis = Literal["x", "y"]

CLOSEST: Final = 10.0
"""No space is taken away that shapes need to stay so far from each other."""
PADDING: Final = 20.0
"""What stands in a frame keeps so far from its far border."""


def insert(document: Document, diagram_key: str, axis: Axis, at: float, delta: float) -> None:
    """Make `delta` units of room at a place on an axis, or take them away where negative, as far as there are any.

    Shapes beyond the place move; pools, lanes, open sub-processes and groups across it change their length, never
    below their least sizes; flows follow.
    """
    finite(at, delta)
    place = division(document, diagram_key, axis, at)
    delta = possible(document, place, delta)
    if delta == 0 or not (place.beyond or place.across):
        return
    with step(document, message("editing.space")) as edit:
        own(document, edit, diagram_key)
        for node in place.beyond:
            edit.put(shifted(node, *((delta, 0.0) if axis == "x" else (0.0, delta))))
        for node in place.across:
            edit.put(replace(node, bounds=longer(node, axis, delta)))
        moved = [node.key for node in place.beyond]
        follow(document, edit, [*moved, *(node.key for node in place.across)])
        settle(document, edit, moved)


@dataclass(frozen=True, slots=True)
class Division:
    """A diagram at a place on an axis: the shapes beyond it, the frames across it, and what else stands there."""

    axis: Axis
    at: float
    beyond: tuple[Node, ...]
    across: tuple[Node, ...]
    stay: tuple[Node, ...]


def division(model: Model, diagram_key: str, axis: Axis, at: float) -> Division:
    """What moves, gets longer and stays when room is made at a place."""
    nodes = [node for node in model.drawn(diagram_key) if isinstance(node, Node) and node.bounds is not None]
    frames = {node.key for node in nodes if _is_frame(model, node)}
    beyond = _beyond(model, nodes, frames, axis, at)
    return Division(
        axis, at,
        tuple(node for node in nodes if node.key in beyond),
        tuple(node for node in nodes if node.key in frames and _is_across(model, node, axis, at)),
        tuple(node for node in nodes if node.key not in beyond and node.key not in frames),
    )  # fmt: skip


def possible(model: Model, place: Division, delta: float) -> float:
    """How much of the wanted room can be made, or where negative taken away: whole units."""
    delta = float(round(delta))
    if delta >= 0:
        return delta
    return -_removable(model, place.across, place.beyond, place.stay, place.axis, -delta, place.at)


def _is_frame(model: Model, node: Node) -> bool:
    if node.type in PARTS | {"bpmn:participant", "bpmn:group"}:
        return True
    return node.type in HOLDERS or (node.type in SUB_PROCESSES and is_expanded(node, model))


def _is_across(model: Model, node: Node, axis: Axis, at: float) -> bool:
    """Whether a frame changes its length; a lane that ends just there does too, or the next would come off it."""
    if node.type in PARTS and _high(node, axis) == at:
        pool = pool_around(model, node) if node.type == "bpmn:lane" else model.node(node.scope)
        return pool is not None and _low(pool, axis) < at < _high(pool, axis)
    return _low(node, axis) < at < _high(node, axis)


def _low(node: Node, axis: Axis) -> float:
    assert node.bounds is not None
    return node.bounds.x if axis == "x" else node.bounds.y


def _high(node: Node, axis: Axis) -> float:
    assert node.bounds is not None
    return node.bounds.right if axis == "x" else node.bounds.bottom


def longer(node: Node, axis: Axis, delta: float) -> Bounds:
    """The bounds of a frame with so much more room in it."""
    assert node.bounds is not None
    x, y, width, height = node.bounds
    return Bounds(x, y, width + delta, height) if axis == "x" else Bounds(x, y, width, height + delta)


def _beyond(model: Model, nodes: list[Node], frames: set[str], axis: Axis, at: float) -> dict[str, None]:
    """The shapes that move: frames that begin beyond the place with all in them, others by their middle."""
    found: dict[str, None] = {}
    for node in nodes:
        middle = (_low(node, axis) + _high(node, axis)) / 2
        if node.host is not None and node.host in model:
            host = model.node(node.host)
            if host is not None and host.key not in frames:
                continue  # goes with its host, whichever side of the line it is on itself
        if (_low(node, axis) if node.key in frames else middle) >= at:
            if node.type in PARTS or (node.key not in frames and not model.attached(node.key)):
                found[node.key] = None
            else:
                found |= dict.fromkeys(other.key for other in carried(model, [node.key]))
    return found


def _removable(
    model: Model,
    across: Collection[Node],
    beyond: Collection[Node],
    stay: Collection[Node],
    axis: Axis,
    wanted: float,
    at: float,
) -> float:
    """How much of the wanted room can go."""
    most = wanted
    for node in across:
        least = least_size(model, node)[0 if axis == "x" else 1]
        if node.type in PARTS:
            least = LEAST
        most = min(most, max(0.0, _high(node, axis) - _low(node, axis) - least))
        inside = [_high(other, axis) for other in stay if _in(node, other)]
        if inside:
            most = min(most, max(0.0, _high(node, axis) - max(inside) - PADDING))
        most = min(most, max(0.0, _high(node, axis) - _low(node, axis) - PADDING))
    near = [other for other in stay if at - wanted - CLOSEST < _high(other, axis)]
    for node in beyond:
        if _low(node, axis) >= at + wanted + CLOSEST or node.type in PARTS | {"bpmn:participant"}:
            continue
        for other in near:
            if _beside(node, other, axis):
                gap = _low(node, axis) - _high(other, axis)
                most = min(most, max(0.0, gap - CLOSEST)) if gap >= 0 else most
    return float(int(most))


def _in(frame: Node, node: Node) -> bool:
    assert frame.bounds is not None
    assert node.bounds is not None
    return frame.bounds.contains(*node.bounds.centre)


def _beside(one: Node, other: Node, axis: Axis) -> bool:
    """Whether two shapes are at the same height (axis x), or one above the other (axis y)."""
    across: Axis = "y" if axis == "x" else "x"
    return _low(one, across) < _high(other, across) and _low(other, across) < _high(one, across)
