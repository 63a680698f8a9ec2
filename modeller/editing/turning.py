"""Pools that lie are stood up and the other way round: what was to the right is below then."""

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final

from modeller.drawing.bending import is_flat, is_steep, straightened
from modeller.editing.carried import process_of
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.growth import make_room
from modeller.editing.labels import step_aside
from modeller.editing.lane_tree import all_lanes, box
from modeller.editing.membership import settle
from modeller.editing.refused import Refused
from modeller.editing.routes import cropped, end_box, is_kept, laid, rounded, routed
from modeller.editing.shift import shift
from modeller.editing.spread import loose, make_way
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn.pools import is_horizontal

STRETCHES: Final = (1.0, 1.25, 1.5, 2.0)
"""How much wider what was high gets, at most, so that steps stand clear of each other."""


def turn(document: Document, key: str) -> None:
    """Stand a lying pool up, or lay a standing one down, with its lanes and all that is in it; others make way."""
    pool = document.node(key)
    if pool is None or pool.type != "bpmn:participant" or pool.bounds is None:
        raise Refused(message("flows.pool.none"))
    lying = is_horizontal(pool)
    with step(document, message("flows.pool.turn")) as edit:
        own(document, edit, pool.diagram)
        widened: list[str] = []
        for node in loose(document, pool):
            extent = box(node).width if lying else box(node).height
            widened += make_room(document, edit, key, node.key, extent, lying)
        follow(document, edit, widened)
        pool = document.node(key) or pool
        old, inside = box(pool), loose(document, pool)
        transposed = _Turn(old, _stretch(old, inside, all_lanes(document, pool)))
        flows = _flows_in(document, inside)
        turned: list[str] = [key]
        said = {"di:isHorizontal": "false" if lying else "true"}
        for node in (pool, *all_lanes(document, pool)):
            bounds = transposed.box(box(node))
            edit.put(replace(node, bounds=bounds, properties=node.properties.changed(dict(said))))
            turned.append(node.key)
        for node in inside:
            (x, y), (new_x, new_y) = box(node).centre, transposed.point(box(node).centre)
            turned += shift(document, edit, [node.key], float(round(new_x - x)), float(round(new_y - y)))
        across = [flow.key for flow in _flows_out(document, pool, inside) if flow.key not in {f.key for f in flows}]
        for flow in flows:
            _lay(document, edit, flow, transposed, across)
        new = document.node(key)
        assert new is not None
        assert new.bounds is not None
        turned += _others(document, edit, new, old)
        follow(document, edit, turned, but=[*across, *(flow.key for flow in flows)])
        for number, flow_key in enumerate(across):
            out = document.flow(flow_key)
            if out is not None and out.points:
                points = routed(document, out, without=across[number:])
                edit.put(replace(out, points=points, label_bounds=None, properties=laid(out.properties)))
        step_aside(document, edit, turned, [*across, *(flow.key for flow in flows)])
        process = process_of(document, new)
        if process is not None:
            settle(document, edit, [node.key for node in document.children(process.key) if isinstance(node, Node)])


class _Turn:
    """Places in a pool before and after: across becomes along, stretched where it has to be."""

    def __init__(self, pool: Bounds, stretch: float) -> None:
        self.x, self.y = pool.x, pool.y
        self.wide = stretch

    def point(self, point: Point) -> Point:
        return Point(self.x + (point.y - self.y) * self.wide, self.y + point.x - self.x)

    def box(self, bounds: Bounds) -> Bounds:
        x, y = self.point(Point(bounds.x, bounds.y))
        right, bottom = self.point(Point(bounds.right, bounds.bottom))
        x, y, right, bottom = (float(round(value)) for value in (x, y, right, bottom))
        return Bounds(x, y, right - x, bottom - y)


def _stretch(pool: Bounds, nodes: Collection[Node], lanes: Collection[Node]) -> float:
    """The least stretch with which nothing overlaps that did not before, and all stay in their lanes."""
    centred = [box(node) for node in nodes]
    pairs = [(a, b) for a, b in combinations(centred, 2) if not a.meets(b)] if len(centred) <= 300 else []
    for stretch in STRETCHES:
        turned = _Turn(pool, stretch)

        def moved(bounds: Bounds, turned: _Turn = turned) -> Bounds:
            x, y = turned.point(bounds.centre)
            return Bounds(x - bounds.width / 2, y - bounds.height / 2, bounds.width, bounds.height)

        clear = not any(moved(a).grown(4).meets(moved(b).grown(4)) for a, b in pairs)
        held = all(
            turned.box(box(lane)).covers(moved(bounds))
            for bounds in centred
            for lane in lanes
            if box(lane).covers(bounds)
        )
        if clear and held:
            return stretch
    return STRETCHES[-1]


def _flows_in(model: Model, nodes: Collection[Node]) -> list[Flow]:
    """The flows between the shapes of a pool or the events attached to them, each once; not those inside of one."""
    at = {node.key for node in nodes}
    at |= {event.key for node in nodes for event in model.attached(node.key)}
    found = {flow.key: flow for key in at for flow in model.outgoing(key) if flow.target in at}
    hanging = {
        flow.key: flow for key in at for flow in model.outgoing(key) if flow.target in found and flow.key not in found
    }
    return [flow for flow in (*found.values(), *hanging.values()) if flow.points]


def _flows_out(model: Model, pool: Node, nodes: Collection[Node]) -> list[Flow]:
    """The flows that lead into a pool or out of it, to it or from it."""
    at = [pool.key, *(node.key for node in nodes)]
    at += [event.key for node in nodes for event in model.attached(node.key)]
    found = {flow.key: flow for key in at for flow in (*model.outgoing(key), *model.incoming(key))}
    return [flow for flow in found.values() if flow.points]


def _lay(document: Document, edit: Edit, flow: Flow, turned: _Turn, without: Collection[str]) -> None:
    label = flow.label_bounds
    if label is not None:
        x, y = turned.point(label.centre)
        label = Bounds(x - label.width / 2, y - label.height / 2, label.width, label.height)
    path = _bends_turned(document, flow, turned) if is_kept(flow) else None
    if path is None:
        flow = replace(flow, properties=laid(flow.properties))
        path = routed(document, flow, without=without)
    edit.put(replace(flow, points=path, label_bounds=label))


def _bends_turned(model: Model, flow: Flow, turned: _Turn) -> tuple[Point, ...] | None:
    """The path through the same bends at their new places; None where its ends would no longer meet their shapes."""
    bends = [turned.point(point) for point in flow.points[1:-1]]
    source, target = end_box(model, flow, flow.source), end_box(model, flow, flow.target)
    if not bends or source is None or target is None:
        return None
    ends = [_facing(source, bends[0]), _facing(target, bends[-1])]
    if ends[0] is None or ends[1] is None:
        return None
    path = straightened((ends[0], *bends, ends[1]))
    if not all(is_flat(a, b) or is_steep(a, b) for a, b in pairwise(path)):
        return None
    path = rounded(cropped(model, flow, path))
    return path if len(path) > 1 else None


def _facing(bounds: Bounds, bend: Point) -> Point | None:
    """The place in a shape straight across from a bend, None where there is none."""
    inner, (x, y) = bounds.grown(-min(5.0, bounds.width / 4, bounds.height / 4)), bounds.centre
    if abs(bend.x - x) <= 1 or abs(bend.y - y) <= 1:
        return Point(x, bend.y) if abs(bend.y - y) <= 1 else Point(bend.x, y)
    if inner.x <= bend.x <= inner.right:
        return Point(bend.x, y)
    if inner.y <= bend.y <= inner.bottom:
        return Point(x, bend.y)
    return None


def _others(document: Document, edit: Edit, pool: Node, old: Bounds) -> list[str]:
    """Pools beyond the old end make way for the longer side."""
    new, moved = box(pool), []
    if new.bottom > old.bottom:
        moved += make_way(document, edit, pool, old.bottom, new.bottom - old.bottom, True)
    if new.right > old.right:
        moved += make_way(document, edit, pool, old.right, new.right - old.right, False)
    return moved
