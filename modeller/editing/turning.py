"""Pools that lie are stood up and the other way round: what was to the right is below then."""

from collections.abc import Collection
from dataclasses import replace
from functools import reduce
from itertools import combinations, pairwise
from typing import Final

from modeller.drawing.bending import is_flat, is_steep, straightened
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
from modeller.notation.bpmn.phases import phases_of
from modeller.notation.bpmn.pools import is_horizontal

STRETCHES: Final = (1.0, 1.25, 1.5, 2.0)
"""How much wider what was high gets, at most, so that steps stand clear of each other."""


def turn(document: Document, key: str) -> None:
    """Stand a lying pool up, or lay a standing one down, with its lanes and all that is in it; others make way."""
    pool = document.node(key)
    if pool is None or pool.type != "bpmn:participant" or pool.bounds is None:
        raise Refused(message("flows.pool.none"))
    with step(document, message("flows.pool.turn")) as edit:
        _together(document, edit, [key], alone=True)


def turn_all(document: Document, diagram_key: str) -> None:
    """Turn all pools of a diagram: those that lay one below the other stand side by side then, and the other way round.

    Where some lie and some stand, those that are not as the uppermost (or leftmost) will be are turned one by one.
    """
    pools = [
        record
        for record in document.drawn(diagram_key)
        if isinstance(record, Node)
        and record.type == "bpmn:participant"
        and record.bounds is not None
        and "di:participantBandKind" not in record.properties
    ]
    if not pools:
        raise Refused(message("flows.pool.none"))
    pools.sort(key=lambda pool: (box(pool).y, box(pool).x))
    lying = is_horizontal(pools[0])
    with step(document, message("flows.pool.turn")) as edit:
        if all(is_horizontal(pool) == lying for pool in pools):
            _together(document, edit, [pool.key for pool in pools], alone=False)
        else:
            for pool in pools:
                if is_horizontal(pool) == lying:
                    turn(document, pool.key)


def _together(document: Document, edit: Edit, keys: list[str], alone: bool) -> None:
    pools = _pools(document, keys)
    own(document, edit, pools[0].diagram)
    lying = is_horizontal(pools[0])
    follow(document, edit, _widened(document, edit, pools, lying))
    pools = _pools(document, keys)
    before = {pool.key: box(pool) for pool in pools}
    frame = reduce(Bounds.united, before.values())
    inside = list({node.key: node for pool in pools for node in loose(document, pool)}.values())
    lanes = [lane for pool in pools for lane in all_lanes(document, pool)]
    phases = [phase for pool in pools for phase in phases_of(document, pool.key)]
    turned = _Turn(frame, _stretch(frame, inside, lanes))
    flows = _flows_in(document, [*inside, *(() if alone else pools)])
    across = [flow.key for flow in _flows_out(document, pools, inside) if flow not in flows]
    changed: list[str] = []
    said = {"di:isHorizontal": "false" if lying else "true"}
    crosswise = {"di:isHorizontal": "true" if lying else "false"}
    for node in phases:
        edit.put(replace(node, bounds=turned.box(box(node)), properties=node.properties.changed(dict(crosswise))))
    for node in (*pools, *lanes):
        edit.put(replace(node, bounds=turned.box(box(node)), properties=node.properties.changed(dict(said))))
        changed.append(node.key)
    for node in inside:
        (x, y), (new_x, new_y) = box(node).centre, turned.point(box(node).centre)
        changed += shift(document, edit, [node.key], float(round(new_x - x)), float(round(new_y - y)))
    for number, flow in enumerate(flows):
        _lay(document, edit, flow, turned, [*across, *(later.key for later in flows[number:])])
    if alone:
        changed += _others(document, edit, _pools(document, keys)[0], before[keys[0]])
    follow(document, edit, changed, but=[*across, *(flow.key for flow in flows)])
    for number, key in enumerate(across):
        out = document.flow(key)
        if out is not None and out.points:
            points = routed(document, out, without=across[number:])
            edit.put(replace(out, points=points, label_bounds=None, properties=laid(out.properties)))
    step_aside(document, edit, changed, [*across, *(flow.key for flow in flows)])
    settle(document, edit, [node.key for node in inside])


def _pools(document: Document, keys: Collection[str]) -> list[Node]:
    return [node for node in map(document.node, keys) if node is not None]


def _widened(document: Document, edit: Edit, pools: Collection[Node], lying: bool) -> list[str]:
    """Let lanes grow so that each step fits across when its longer side lies that way; what changed."""
    changed: list[str] = []
    for pool in pools:
        for node in loose(document, pool):
            extent = box(node).width if lying else box(node).height
            changed += make_room(document, edit, pool.key, node.key, extent, lying)
    return changed


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


def _flows_out(model: Model, pools: Collection[Node], nodes: Collection[Node]) -> list[Flow]:
    """The flows that lead into pools or out of them, to them or from them."""
    at = [node.key for node in (*pools, *nodes)]
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
        path, label = routed(document, flow, without=without), None
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
