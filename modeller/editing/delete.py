"""Deleting, with all that cannot stay; where a step stood between two others the flow closes again."""

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from typing import Final

from modeller.drawing.routing import without_idle_bends
from modeller.editing.carried import pools_of, process_of
from modeller.editing.drawing_of import own_of
from modeller.editing.lanes import delete as delete_lane
from modeller.editing.removal import doomed, take_out
from modeller.editing.routes import routed
from modeller.editing.schema_order import order_in
from modeller.editing.standing import new_process
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import AT_ONCE, Model
from modeller.model.records import Flow, Item, Node, Point
from modeller.notation.joining import FOLLOWING, joinable

_ARTIFACTS: Final = frozenset({"bpmn:textAnnotation", "bpmn:group", "bpmn:association"})


def delete(document: Document, keys: Collection[str]) -> None:
    """Remove elements with their contents, attached events and flows.

    A step with one flow in and one out leaves them as one flow, with the name and condition of the first. A pool takes
    its process along; the last one leaves it as a process without a pool. A lane leaves its room to its neighbours.
    """
    present = [key for key in keys if key in document]
    if not present:
        return
    with step(document, message("editing.delete")) as edit:
        own_of(document, edit, *present)
        pools = [node for node in map(document.node, present) if node is not None and node.type == "bpmn:participant"]
        emptied = _emptied(document, pools)
        kept = process_of(document, pools[0]) if emptied is not None and len(pools) == 1 else None
        going = [*present, *_processes(document, pools)]
        going = [key for key in going if kept is None or key != kept.key]
        lanes = [key for key in going if (node := document.node(key)) is not None and node.type == "bpmn:lane"]
        gone = doomed(document, [key for key in going if key not in lanes], stoppable=True)
        if len(gone) > AT_ONCE:
            document.pause(stoppable=True)
        _heal(document, edit, gone, set(present))
        take_out(document, edit, [key for key in going if key in document and key not in lanes])
        for key in lanes:
            if key in document:
                delete_lane(document, key)
        if emptied is not None:
            _without_pools(document, edit, emptied.key, kept.key if kept else new_process(document, edit).key)


def _processes(model: Model, pools: Collection[Node]) -> list[str]:
    """The processes that only these pools show."""
    going = {pool.key for pool in pools}
    found = {process.key: process for pool in pools if (process := process_of(model, pool)) is not None}
    return [key for key in found if all(other.key in going for other in pools_of(model, key))]


def _emptied(model: Model, pools: Collection[Node]) -> Item | None:
    """The collaboration that these pools leave without any."""
    going = {pool.key for pool in pools}
    for pool in pools:
        holder = model.get(pool.scope)
        if not isinstance(holder, Item) or holder.type != "bpmn:collaboration":
            continue
        others = [child for child in model.children(holder.key) if isinstance(child, Node) and child.key not in going]
        if all(child.type in _ARTIFACTS for child in others):
            return holder
    return None


def _without_pools(document: Document, edit: Edit, collaboration: str, process: str) -> None:
    """A process whose last pool went is shown by the diagram itself; its lanes go, for nothing frames them."""
    lanes = [item.key for item in document.children(process) if isinstance(item, Item) and item.type == "bpmn:laneSet"]
    for diagram in document.planes(collaboration):
        edit.put(replace(diagram, scope=process))
    for child in document.children(collaboration):
        if isinstance(child, Node | Flow) and child.type in _ARTIFACTS:
            edit.put(replace(child, scope=process, order=order_in(document, process, child.type)))
    take_out(document, edit, [*lanes, collaboration])


# -- healing ---------------------------------------------------------------------------------------------------------


def _heal(document: Document, edit: Edit, gone: Collection[str], asked: Collection[str]) -> None:
    """Close the gaps that steps leave which had one flow in and one out, several in a row included."""
    for key in document.in_pieces(gone, True):
        node = document.node(key)
        if node is None or key not in asked:
            continue
        first = _only(document.incoming(key))
        if first is None or first.source in gone or first.key in asked:
            continue
        path = _through(document, first, gone, asked)
        if path:
            _close(document, edit, path, gone)


def _only(flows: list[Flow]) -> Flow | None:
    found = [flow for flow in flows if flow.type in FOLLOWING]
    return found[0] if len(found) == 1 else None


def _through(model: Model, first: Flow, gone: Collection[str], asked: Collection[str]) -> list[Flow]:
    """The flows from a step that stays, through steps that go, to one that stays; none where there is no such way."""
    path = [first]
    while path[-1].target in gone:
        key = path[-1].target
        following = _only(model.outgoing(key)) if key is not None else None
        if key is None or following is None or _only(model.incoming(key)) is not path[-1] or following.key in asked:
            return []
        if following in path:
            return []
        path.append(following)
    return path if len(path) > 1 else []


def _close(document: Document, edit: Edit, path: list[Flow], gone: Collection[str]) -> None:
    first, last = path[0], path[-1]
    source, target = document.node(first.source), document.node(last.target)
    if source is None or target is None or source.key == target.key:
        return
    if any(flow.target == target.key for flow in document.outgoing(source.key) if flow.type in FOLLOWING):
        return
    if first.type not in joinable(_Without(document, {flow.key for flow in path}), source, target):
        return
    healed = replace(first, target=target.key, text=first.text or last.text)
    ours = all(flow.properties.get("#routed") for flow in path)
    points = () if ours else _joined(path)
    properties = healed.properties.without("di:#waypoints", "di:#waypoint")
    if ours or not points:
        healed = replace(healed, properties=properties.changed({"#routed": True}))
        points = routed(document, healed, without=gone)
    else:
        healed = replace(healed, properties=properties.without("#routed"))
    edit.put(replace(healed, points=points))


class _Without(Model):
    """A document without some of its flows, as far as questions about ends go."""

    def __init__(self, document: Document, left_out: Collection[str]) -> None:
        self._records = document._records
        self._index_ = document._index
        self._places_ = None
        self._astray = {}
        self._left_out = left_out

    def incoming(self, key: str) -> list[Flow]:
        return [flow for flow in super().incoming(key) if flow.key not in self._left_out]

    def outgoing(self, key: str) -> list[Flow]:
        return [flow for flow in super().outgoing(key) if flow.key not in self._left_out]


def _joined(path: list[Flow]) -> tuple[Point, ...]:
    """The paths of the flows one after the other, straight through where the steps stood; none where that slants."""
    points: list[Point] = []
    for flow in path:
        if len(flow.points) < 2:
            return ()
        if points:
            end, start = points[-1], flow.points[0]
            if end.x != start.x and end.y != start.y:
                flat = len(points) > 1 and points[-2].y == end.y
                points.append(Point(start.x, end.y) if flat else Point(end.x, start.y))
        points += flow.points
    slanting = any(abs(a.x - b.x) > 1 and abs(a.y - b.y) > 1 for a, b in pairwise(points))
    return () if slanting else without_idle_bends(points)
