"""Paths of message flows between pools: out of one between its columns, along the gap, into the other."""

from collections.abc import Mapping, Sequence

from modeller.drawing.routing import orthogonal
from modeller.layout.pools import POOL_GAP, Pools
from modeller.model.records import Bounds, Point

STEP = 7.0


def between_pools(
    pools: Pools, boxes: Mapping[str, Bounds], flows: Sequence[tuple[str, str, str]]
) -> dict[str, tuple[Point, ...]]:
    """A path for each flow (its key, its ends) whose ends stand in different pools."""
    found: dict[str, tuple[Point, ...]] = {}
    used: dict[str, int] = {}
    docked: dict[tuple[str, bool], int] = {}
    beside: dict[float, int] = {}
    inhabitants: dict[str, list[Bounds]] = {}
    for key, area in pools.area_of.items():
        if key != area:
            inhabitants.setdefault(area, []).append(boxes[key])
    for key, source, target in flows:
        a, b = pools.areas.get(pools.pool_of(source)), pools.areas.get(pools.pool_of(target))
        if a is None or b is None or a == b:
            found[key] = orthogonal(boxes[source], boxes[target])
            continue
        down = a.y < b.y
        number = used[pools.pool_of(source)] = used.get(pools.pool_of(source), -1) + 1
        along = (a.bottom if down else a.y - POOL_GAP) + 14 + STEP * (number % 6)
        leaving, entering = (
            _leg(pools, boxes[end], inhabitants.get(pools.pool_of(end), ()), end, below, (docked, beside))
            for end, below in ((source, down), (target, not down))
        )
        if not leaving or not entering:
            found[key] = _to_pool(leaving, entering, boxes[source], boxes[target], down)
            continue
        out, into = leaving[-1].x, entering[-1].x
        turn = [Point(out, along), Point(into, along)] if abs(out - into) > 0.5 else []
        found[key] = (*leaving, *turn, *reversed(entering))
    return found


def _shift(docked: dict[tuple[str, bool], int], key: str, down: bool, box: Bounds) -> float:
    """How far from the middle the next flow docks at this side of a step: the first there, then right and left."""
    number = docked[key, down] = docked.get((key, down), -1) + 1
    if box.width < 60:
        return 0.0
    return (number + 1) // 2 * 16 % (box.width / 2 - 8) * (1 if number % 2 else -1)


def _to_pool(
    leaving: list[Point], entering: list[Point], source: Bounds, target: Bounds, down: bool
) -> tuple[Point, ...]:
    """A flow with a whole pool at one end, or at both: straight up or down."""
    edges = (source.bottom, target.y) if down else (source.y, target.bottom)
    if leaving:
        return (*leaving, Point(leaving[-1].x, edges[1]))
    if entering:
        return (Point(entering[-1].x, edges[0]), *reversed(entering))
    x = max(source.x, target.x) + 80
    return (Point(x, edges[0]), Point(x, edges[1]))


def _leg(
    pools: Pools,
    box: Bounds,
    others: Sequence[Bounds],
    key: str,
    down: bool,
    used: tuple[dict[tuple[str, bool], int], dict[float, int]],
) -> list[Point]:
    """The way from a step to where it can leave its pool downwards or upwards; nothing for a pool itself."""
    area = pools.pool_of(key)
    if area == key or key not in pools.area_of:
        return []
    x, edge = box.x + box.width / 2 + _shift(used[0], key, down, box), box.bottom if down else box.y
    beyond = [
        other
        for other in others
        if other.x - 4 < x < other.right + 4 and (other.y >= edge - 1 if down else other.bottom <= edge + 1)
    ]
    if not beyond:
        return [Point(x, edge)]
    aside = max((gap for gap in pools.gaps.get(area, []) if gap < box.x), default=box.x - 12)
    number = used[1][aside] = used[1].get(aside, -1) + 1
    aside += number % 5 * 6
    bend = edge + (10 if down else -10)
    return [Point(x, edge), Point(x, bend), Point(aside, bend)]
