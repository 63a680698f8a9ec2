"""Room for what is to come: a lane, pool or sub-process grows before a new step is put into it."""

from math import ceil
from typing import Final

from modeller.editing.follow import follow
from modeller.editing.growth import lengthen
from modeller.editing.lane_tree import around, at_edge, box, end, lies, start
from modeller.editing.membership import settle
from modeller.editing.phases import move_border
from modeller.editing.resize import set_bounds
from modeller.editing.settled import settled
from modeller.editing.spread import PADDING, pool_around, spread
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.joining import SEQUENCE
from modeller.notation.bpmn.phases import phase_of, phases_of
from modeller.notation.bpmn.pools import is_horizontal

ROOM: Final = 20.0
"""What is put into a frame keeps so far from its border."""


def frame_of(model: Model, node: Node) -> Node | None:
    """The innermost lane or else the pool that a step stands in; None for one in a sub-process or in no pool."""
    outer = model.node(node.scope)
    if outer is not None and outer.diagram == node.diagram:
        return None
    pool = pool_around(model, node)
    if pool is None:
        return None
    lanes = [lane for lane in map(model.node, node.lanes) if lane is not None and lane.bounds is not None]
    lanes = [lane for lane in lanes if lane.diagram == node.diagram]
    return min(lanes, key=lambda lane: box(lane).width * box(lane).height) if lanes else pool


def make_room(document: Document, edit: Edit, source: Node, wanted: Bounds) -> Bounds:
    """Let what holds a step grow for a new one at `wanted` units; what is beyond makes way. Where the place is then."""
    outer = document.node(source.scope)
    if outer is not None and outer.diagram == source.diagram and outer.bounds is not None:
        _grow_sub_process(document, edit, outer, wanted)
        return wanted
    lane, pool = frame_of(document, source), pool_around(document, source)
    if lane is None or pool is None:
        return wanted
    lying = lies(document, pool)
    before = start(box(lane), lying) + ROOM - start(wanted, lying)
    if before > 0:
        growing = {each.key for each in (lane, *around(document, lane), *at_edge(document, lane, lying, last=False))}
        _changed(document, edit, spread(document, edit, pool, start(box(lane), lying), before, growing, lying))
        wanted = wanted.moved(0, before) if lying else wanted.moved(before, 0)
    lane, pool = _again(document, lane), _again(document, pool)
    behind = end(wanted, lying) + ROOM - end(box(lane), lying)
    if behind > 0:
        growing = {each.key for each in (lane, *around(document, lane), *at_edge(document, lane, lying, last=True))}
        _changed(document, edit, spread(document, edit, pool, end(box(lane), lying), behind, growing, lying))
    pool = _again(document, pool)
    over = end(wanted, not lying) + ROOM - end(box(pool), not lying)
    if over > 0:
        _changed(document, edit, lengthen(document, edit, pool.key, over, lying))
    return wanted


def make_phase_room(document: Document, source: Node, wanted: Bounds) -> bool:
    """Let the phase of a step grow for a new one at `wanted` units that would lie across its border or beyond.

    A place beside a sister that stands in a later phase belongs to that phase. Whether what is beyond has moved on.
    """
    standing, taken = _outermost(document, source, wanted)
    phase = phase_of(document, standing)
    if phase is None or phase.scope is None or taken == standing.bounds:
        return False
    across = is_horizontal(phase)
    phases = phases_of(document, phase.scope)
    beyond = phases[phases.index(phase) + 1 :]
    place = (start(taken, across) + end(taken, across)) / 2
    sisters = [phase_of(document, node) for node in _after(document, source)]
    phase = next(
        (each for each in beyond if each in sisters and start(box(each), across) <= place < end(box(each), across)),
        phase,
    )
    border = end(box(phase), across)
    if phase == phases[-1] or end(taken, across) + PADDING <= border:
        return False
    move_border(document, phase.key, ceil(end(taken, across) + ROOM - border), grow=True)
    return True


def _outermost(model: Model, source: Node, wanted: Bounds) -> tuple[Node, Bounds]:
    """What stands right in the pool, the step or a sub-process around it, and what that will take with a new step."""
    outer = model.node(source.scope)
    while outer is not None and outer.diagram == source.diagram and outer.bounds is not None:
        wanted = outer.bounds if outer.bounds.grown(-ROOM).covers(wanted) else outer.bounds.united(wanted.grown(ROOM))
        source, outer = outer, model.node(outer.scope)
    return source, wanted


def _after(model: Model, source: Node) -> list[Node]:
    found = (model.node(flow.target) for flow in model.outgoing(source.key) if flow.type == SEQUENCE)
    return [node for node in found if node is not None]


def _grow_sub_process(document: Document, edit: Edit, outer: Node, wanted: Bounds) -> None:
    bounds = box(outer)
    if bounds.grown(-ROOM).covers(wanted):
        return
    new = bounds.united(wanted.grown(ROOM))
    follow(document, edit, [outer.key, *set_bounds(document, edit, outer, new)])
    settled(document, edit, [outer.key])


def _changed(document: Document, edit: Edit, keys: list[str]) -> None:
    follow(document, edit, keys)
    settle(document, edit, keys)


def _again(document: Document, node: Node) -> Node:
    found = document.node(node.key)
    assert found is not None
    return found
