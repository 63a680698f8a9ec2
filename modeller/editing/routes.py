"""The path of a flow that we lay: between which shapes, round which, docked on which outlines."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from modeller.drawing.bending import Path
from modeller.drawing.router import Line, Way, faults, route
from modeller.drawing.routing import Side, at, crossing, loop, orthogonal, simplified, without_idle_bends
from modeller.editing.chain_routes import chain_path
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point, Properties
from modeller.notation.bpmn.joining import GATEWAYS, MESSAGE, SEQUENCE, pool_of
from modeller.notation.bpmn.pools import is_horizontal
from modeller.notation.bpmn.routes import ROUTED
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.valuechain.joining import ASSIGNMENT, BANDS

STRAIGHT: Final = frozenset(
    "bpmn:" + name
    for name in "association dataInputAssociation dataOutputAssociation dataAssociation conversationLink".split()
) | {ASSIGNMENT}
"""Flows that run straight from one symbol to the other."""
OPEN: Final = frozenset({"bpmn:participant", "bpmn:lane", "modeller:phase", "bpmn:group"}) | BANDS
"""Shapes that flows run through."""
REACH: Final = 400.0
"""How far from its ends a path minds what stands about."""

REACHED: Final = 1.5
"""A line that stays farther from a shape than this does not cross its outline."""
_WITHIN: Final = frozenset(
    {Role.WORK, Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX, Role.POOL}
)
"""The outlines of these lie within their bounds."""

BUSY: Final = 45.0
"""What it costs to leave a gateway where another flow does."""

Costs: TypeAlias = Mapping[Side, float]
_STEP: Final[Costs] = {"right": 0, "bottom": 60, "top": 60, "left": 110}
_INTO_STEP: Final[Costs] = {"left": 0, "top": 55, "bottom": 60, "right": 110}
_GATEWAY: Final[Costs] = {"right": 0, "bottom": 5, "top": 6, "left": 80}
_INTO_GATEWAY: Final[Costs] = {"left": 0, "top": 5, "bottom": 6, "right": 60}
_OUT: Final[Costs] = {"bottom": 0, "right": 10, "top": 20, "left": 30}
"""Away from what a boundary event sits on."""
_ALONG: Final = 120.0
"""More for a side from which a flow would run on its border."""
_INWARD: Final = 240.0
_UPRIGHT: Final[Costs] = {"bottom": 0, "top": 0, "right": 170, "left": 171}
_LEVEL: Final[Costs] = {"right": 0, "left": 0, "bottom": 170, "top": 171}
_QUARTER: Final[Mapping[Side, Side]] = {"right": "bottom", "bottom": "right", "left": "top", "top": "left"}
_OPPOSITE: Final[Mapping[Side, Side]] = {"right": "left", "left": "right", "top": "bottom", "bottom": "top"}


def is_kept(flow: Flow) -> bool:
    """Whether a flow's path came from a file or from somebody's hand: only its ends move."""
    return ROUTED not in flow.properties and len(flow.points) > 1


def laid(properties: Properties) -> Properties:
    """The properties of a flow whose path is ours from now on."""
    return properties.changed({ROUTED: True})


def routed(model: Model, flow: Flow, thorough: bool = True, without: Collection[str] = ()) -> Path:
    """A new path for a flow from its source to its target; its own points where one of them is drawn nowhere.

    `thorough` looks for a way round all shapes and beside other paths; otherwise only the two ends count.
    `without` are the keys of shapes and flows that do not count: they are about to go.
    """
    source, target = end_box(model, flow, flow.source), end_box(model, flow, flow.target)
    if source is None or target is None:
        return flow.points
    if flow.source == flow.target:
        return loop(source)
    beside = chain_path(flow, source, target)
    if beside is not None:
        return rounded(cropped(model, flow, beside))
    if flow.type in STRAIGHT:
        if source.centre == target.centre:
            return without_idle_bends(orthogonal(source, target))
        lines = [rounded(cropped(model, flow, line)) for line in _across(source, target)]
        if len(lines) > 1 and thorough:
            minding = way(model, flow, source, target, without=without)
            return min(lines, key=lambda line: faults(minding, line))
        return lines[0]
    path = route(way(model, flow, source, target, thorough, without))
    return rounded(cropped(model, flow, path or orthogonal(source, target)))


def way(
    model: Model, flow: Flow, source: Bounds, target: Bounds, thorough: bool = True, without: Collection[str] = ()
) -> Way:
    """What a flow's path has to mind: sides, obstacles, other paths, the room of its pool."""
    nodes = model.node(flow.source), model.node(flow.target)
    pools = [node is not None and node.type == "bpmn:participant" for node in nodes]
    leave, arrive = _sides(model, flow, nodes[0], nodes[1])
    within = _room(model, flow, nodes[0])
    if not thorough:
        return Way(source, target, leave, arrive, within=within, wide=(pools[0], pools[1]))
    region = source.united(target).grown(REACH)
    left, top, right, bottom = region.x, region.y, region.right, region.bottom
    holders = {holder.key for node in nodes if node is not None for holder in model.ancestors(node.key)}
    holders |= {node.key for node in nodes if node is not None} | set(without)
    obstacles: list[tuple[float, float, float, float]] = []
    taken: list[Line] = []
    for record in model.near(flow.diagram or "", region):
        if isinstance(record, Node):
            box = record.bounds
            if box is not None and record.type == "bpmn:lane":
                taken += _borders(box)
            if box is None or record.type in OPEN:
                continue
            x, y, width, height = box
            if x < right and y < bottom and x + width > left and y + height > top and record.key not in holders:
                obstacles.append((x, y, x + width, y + height))
        elif record.key != flow.key and record.key not in without and not _shares(record, flow):
            for a, b in pairwise(record.points):
                if (
                    (a.x < right or b.x < right)
                    and (a.y < bottom or b.y < bottom)
                    and (a.x > left or b.x > left)
                    and (a.y > top or b.y > top)
                ):
                    taken.append(Line(a, b))
    return Way(source, target, leave, arrive, obstacles, taken, within, (pools[0], pools[1]), flow.type == MESSAGE)


def _borders(lane: Bounds) -> tuple[Line, ...]:
    """What parts a lane from its neighbours: a path on it is not seen, one that crosses it is."""
    left, top, right, bottom = lane.x, lane.y, lane.right, lane.bottom
    edges = (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )
    return tuple(Line(Point(a, b), Point(c, d)) for a, b, c, d in edges)


def _across(a: Bounds, b: Bounds) -> list[Path]:
    """Lines level or upright through both shapes, the best first, else one from middle to middle."""
    left, right = max(a.x, b.x), min(a.right, b.right)
    top, bottom = max(a.y, b.y), min(a.bottom, b.bottom)
    if right - left >= 16 and not bottom - top >= 16:
        x = min((a, b), key=lambda box: box.width).centre.x
        return [(Point(at_x, a.centre.y), Point(at_x, b.centre.y)) for at_x in _spread(left, right, x)]
    if bottom - top >= 16 and not right - left >= 16:
        y = min((a, b), key=lambda box: box.height).centre.y
        return [(Point(a.centre.x, at_y), Point(b.centre.x, at_y)) for at_y in _spread(top, bottom, y)]
    return [(Point(*a.centre), Point(*b.centre))]


def _spread(low: float, high: float, wanted: float) -> list[float]:
    """Places between two, the wanted one first where it lies well between them."""
    places = [low + (high - low) * share for share in (0.5, 0.3, 0.7, 0.15, 0.85)]
    return [wanted, *places] if low + 5 <= wanted <= high - 5 else places


def _shares(one: Flow, other: Flow) -> bool:
    """Whether two flows may lie on each other near the end that they share."""
    return (one.source == other.source and one.source is not None) or (
        one.target == other.target and one.target is not None
    )


def _sides(model: Model, flow: Flow, source: Node | None, target: Node | None) -> tuple[Costs, Costs]:
    """What leaving and entering each side costs, in units of length."""
    if flow.type == MESSAGE:
        costs = _LEVEL if _side_by_side(model, source, target) else _UPRIGHT
        return costs, costs
    leave = _GATEWAY if source is not None and source.type in GATEWAYS else _STEP
    arrive = _INTO_GATEWAY if target is not None and target.type in GATEWAYS else _INTO_STEP
    pool = pool_of(model, source) if source is not None else None
    holder = model.node(pool)
    if holder is not None and not is_horizontal(holder):
        leave, arrive = _turned(leave), _turned(arrive)
    if source is not None and source.type == "bpmn:boundaryEvent":
        leave = _outward(source, model.node(source.host))
    if source is not None and source.type in GATEWAYS:
        leave = _less_busy(model, source, flow, leave, leaving=True)
    if target is not None and target.type in GATEWAYS:
        arrive = _less_busy(model, target, flow, arrive, leaving=False)
    return leave, arrive


def _outward(event: Node, host: Node | None) -> Costs:
    """The costs of a boundary event's sides: away from its host before along its border, and that before across it."""
    if host is None or host.bounds is None or event.bounds is None:
        return _OUT
    (x, y), box, reach = event.bounds.centre, host.bounds, event.bounds.width / 2
    gaps: dict[Side, float] = {"left": x - box.x, "right": box.right - x, "top": y - box.y, "bottom": box.bottom - y}
    outward = {side for side, gap in gaps.items() if gap < reach}
    return {
        side: _OUT[side] + (0 if side in outward else _INWARD if _OPPOSITE[side] in outward else _ALONG)
        for side in _OUT
    }


def _less_busy(model: Model, gateway: Node, flow: Flow, costs: Costs, leaving: bool) -> Costs:
    """The costs of a gateway's sides where those count more at which other flows dock."""
    found = dict(costs)
    for others, out in ((model.outgoing(gateway.key), True), (model.incoming(gateway.key), False)):
        for other in others:
            if other.key != flow.key and len(other.points) > 1 and gateway.bounds is not None:
                point = other.points[0] if out else other.points[-1]
                side = _side_at(gateway.bounds, point)
                found[side] += (BUSY if leaving else 0.0) if out == leaving else BUSY * 2
    return found


def _side_at(bounds: Bounds, point: Point) -> Side:
    """The side of a shape that a point on its outline belongs to."""
    x, y = bounds.centre
    across, down = (point.x - x) / (bounds.width or 1), (point.y - y) / (bounds.height or 1)
    if abs(across) >= abs(down):
        return "right" if across > 0 else "left"
    return "bottom" if down > 0 else "top"


def _side_by_side(model: Model, source: Node | None, target: Node | None) -> bool:
    """Whether two pools stand beside each other, not one below the other."""
    pools = [model.node(pool_of(model, node)) if node is not None else None for node in (source, target)]
    boxes = [pool.bounds for pool in pools if pool is not None and pool.bounds is not None]
    if len(boxes) < 2:
        return False
    one, other = boxes
    return not (one.x < other.right and other.x < one.right) and one.y < other.bottom and other.y < one.bottom


def _turned(costs: Costs) -> Costs:
    """The same for a pool that stands: what is right in one that lies is below."""
    return {_QUARTER[side]: cost for side, cost in costs.items()}


def _room(model: Model, flow: Flow, source: Node | None) -> Bounds | None:
    """What a sequence flow is not to leave: its sub-process or pool."""
    if flow.type != SEQUENCE or source is None:
        return None
    scope = model.get(source.scope)
    holder = scope if isinstance(scope, Node) else model.node(pool_of(model, source))
    return holder.bounds if holder is not None and holder.diagram == flow.diagram else None


def end_box(model: Model, flow: Flow, key: str | None) -> Bounds | None:
    """Where an end of a flow is: its shape, or the middle of the flow that it hangs on, a box without size."""
    record = model.get(key)
    if isinstance(record, Node) and record.diagram == flow.diagram:
        return record.bounds
    if isinstance(record, Flow) and len(record.points) > 1 and record.diagram == flow.diagram:
        return Bounds(*at(record.points, 0.5), 0, 0)
    return None


def cropped(model: Model, flow: Flow, points: Sequence[Point]) -> tuple[Point, ...]:
    """A path without what lies in the shapes at its ends: it begins where it leaves the one for the last time."""
    path = tuple(Point(*point) for point in points)
    if flow.source == flow.target:
        return path
    source, target = model.node(flow.source), model.node(flow.target)
    if source is not None and source.diagram == flow.diagram:
        path = leaving(source, path)
    if target is not None and target.diagram == flow.diagram:
        path = leaving(target, path[::-1])[::-1]
    return path


def leaving(node: Node, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A path from where it last crosses a shape's outline; as it was where it never does."""
    if node.bounds is None:
        return points
    kind = element_type(node)
    x, y, width, height = node.bounds
    left, top, right, bottom = x - REACHED, y - REACHED, x + width + REACHED, y + height + REACHED
    for place in range(len(points) - 1, 0, -1):
        start, end = points[place - 1], points[place]
        (ax, ay), (bx, by) = start, end
        if (ax >= right and bx >= right) or (ax <= left and bx <= left):
            continue
        if (ay >= bottom and by >= bottom) or (ay <= top and by <= top):
            continue
        if place == 1 and kind.role in _WITHIN and _leads_away(node.bounds, start, end):
            return points  # nothing but its first point is on the outline
        found = crossing(kind.outline(node), start, end)
        if found is not None:
            kept = simplified((found, *points[place:]))
            return kept if len(kept) > 1 and kept[0] != kept[1] else points
    return points


def _leads_away(bounds: Bounds, start: Point, end: Point) -> bool:
    """Whether a line from a rectangle's border, or from outside of it, goes straight away from it."""
    (ax, ay), (bx, by) = start, end
    x, y, right, bottom = bounds.x, bounds.y, bounds.right, bounds.bottom
    return ax <= x > bx or ax >= right < bx or ay <= y > by or ay >= bottom < by


def rounded(points: Sequence[Point]) -> tuple[Point, ...]:
    """The path with at most two decimals, without points that lie on each other."""
    return simplified([Point(round(x, 2), round(y, 2)) for x, y in points])
