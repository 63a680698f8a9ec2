"""Rules for how a diagram is drawn: nothing lies on something else, and it can be taken in."""

from collections.abc import Iterator
from itertools import pairwise
from math import isfinite
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.element import Role
from modeller.validation.context import EVENTS, GATEWAYS, Context, Grid, sound
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule

_TOUCH: Final = 2.0
"""Units that a line or a shape may come into a shape: tools round differently."""
_ALONG: Final = 24.0
"""Units along which two flows may run on one line."""
_MOST_STEPS: Final = 50
"""A diagram of more is split: Mendling, Reijers, van der Aalst, Seven process modeling guidelines (2010), G7."""
_GRID: Final = 5
"""Units that all grids of the settings are multiples of: the same model has the same findings, whoever looks at it."""
_ROOMY: Final = 110.0
"""An activity of this height and width is no plain one: tools draw in it what it holds or calls."""


def _open(node: Node, context: Context) -> bool:
    """Whether a shape shows its inside, so that others lie on it."""
    step = context.steps.get(node.key)
    if step is None or step.role is not Role.WORK or node.bounds is None:
        return False
    roomy = node.bounds.width >= _ROOMY and node.bounds.height >= _ROOMY
    return roomy or (step.traits.container and context.model.holds(node.key))


@rule("warning", "style")
def shapes_overlap(_model: Model, context: Context) -> Iterator[Found]:
    for grid in context.grids.values():
        seen: set[tuple[str, str]] = set()
        for node in grid.nodes:
            assert node.bounds is not None
            inner = node.bounds.grown(-_TOUCH)
            for other in grid.near(inner):
                if other.key <= node.key or other.bounds is None or not inner.meets(other.bounds.grown(-_TOUCH)):
                    continue
                pair = (node.key, other.key)
                if pair in seen or _belong(node, other, context):
                    continue
                seen.add(pair)
                yield Found(pair)


def _belong(one: Node, other: Node, context: Context) -> bool:
    """Whether two shapes lie on each other as they should: an event at its activity, contents in a sub-process."""
    if one.host == other.key or other.host == one.key:
        return True
    for inner, outer in ((one, other), (other, one)):
        assert inner.bounds is not None
        assert outer.bounds is not None
        if _open(outer, context) and outer.bounds.covers(inner.bounds):
            return True
        if any(holder.key == outer.key for holder in context.model.ancestors(inner.key)):
            return True
        host = context.model.node(inner.host)
        if host is not None and any(holder.key == outer.key for holder in context.model.ancestors(host.key)):
            return True
    return False


def _drawn(context: Context) -> Iterator[Flow]:
    for flow in context.sequences:
        if flow.diagram is not None and len(flow.points) > 1 and _finite(flow.points):
            yield flow


def _finite(points: tuple[Point, ...]) -> bool:
    return all(isfinite(x) and isfinite(y) and abs(x) < 1e9 and abs(y) < 1e9 for x, y in points)


@rule("warning", "style")
def flow_through_shape(_model: Model, context: Context) -> Iterator[Found]:
    for flow in _drawn(context):
        grid = context.grids.get(flow.diagram or "")
        if grid is None:
            continue
        hit = _crossed(flow, grid, context)
        if hit is not None:
            yield Found((flow.key, hit.key), {}, fix("lay_anew", "lay_anew", flow.key))


def _crossed(flow: Flow, grid: Grid, context: Context) -> Node | None:
    ends = {flow.source, flow.target}
    for (ax, ay), (bx, by) in pairwise(flow.points):
        left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        for node in grid.near(Bounds(left, top, right - left, bottom - top)):
            assert node.bounds is not None
            x, y, width, height = node.bounds
            if x + 3 > right or x + width - 3 < left or y + 3 > bottom or y + height - 3 < top:
                continue
            if node.key in ends or node.host in ends or _open(node, context):
                continue
            inner = node.bounds.grown(-_TOUCH - 1)
            if inner.width > 0 and inner.height > 0 and _cuts((ax, ay), (bx, by), inner):
                return node
    return None


def _cuts(one: tuple[float, float], other: tuple[float, float], box: Bounds) -> bool:
    """Whether a line comes into a rectangle (Liang and Barsky, 1984)."""
    (ax, ay), (bx, by) = one, other
    low, high = 0.0, 1.0
    for start, way, least, most in ((ax, bx - ax, box.x, box.right), (ay, by - ay, box.y, box.bottom)):
        if way == 0:
            if not least < start < most:
                return False
            continue
        first, last = sorted(((least - start) / way, (most - start) / way))
        low, high = max(low, first), min(high, last)
        if low >= high:
            return False
    return True


@rule("hint", "style")
def flow_on_flow(_model: Model, context: Context) -> Iterator[Found]:
    lines: dict[tuple[str | None, bool, int], list[tuple[float, float, Flow]]] = {}
    for flow in _drawn(context):
        for (ax, ay), (bx, by) in pairwise(flow.points):
            if abs(ax - bx) < 1 and abs(ay - by) > _ALONG:
                lines.setdefault((flow.diagram, True, round(ax)), []).append((min(ay, by), max(ay, by), flow))
            elif abs(ay - by) < 1 and abs(ax - bx) > _ALONG:
                lines.setdefault((flow.diagram, False, round(ay)), []).append((min(ax, bx), max(ax, bx), flow))
    told: set[tuple[str, str]] = set()
    for held in lines.values():
        held.sort(key=lambda entry: entry[0])
        for place, (_, end, flow) in enumerate(held):
            for start, other_end, other in held[place + 1 :]:
                if start > end - _ALONG:
                    break
                if min(end, other_end) - start <= _ALONG or _fan(flow, other) or (flow.key, other.key) in told:
                    continue
                told |= {(flow.key, other.key), (other.key, flow.key)}
                yield Found((other.key, flow.key), {}, fix("lay_anew", "lay_anew", other.key))


def _fan(one: Flow, other: Flow) -> bool:
    """Whether two flows leave or enter the same step, or lead to and fro: those may run together for a while."""
    return one.key == other.key or one.source == other.source or one.target == other.target


@rule("warning", "style")
def outside_its_holder(model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        node = step.node
        if not sound(node.bounds) or node.host is not None:
            continue
        holder = _holder(model, node, context)
        if holder is None or holder.bounds is None or node.bounds is None:
            continue
        if not holder.bounds.grown(_TOUCH).covers(node.bounds):
            yield Found((node.key, holder.key))


def _holder(model: Model, node: Node, context: Context) -> Node | None:
    """The shape on the same diagram that should hold a step: its open sub-process, else its pool."""
    owner = model.node(node.scope)
    if owner is None:
        pool = model.node(context.pool_of(node.scope))
        return pool if pool is not None and pool.diagram == node.diagram and sound(pool.bounds) else None
    return owner if owner.diagram == node.diagram and sound(owner.bounds) else None


@rule("hint")
def not_drawn(model: Model, context: Context) -> Iterator[Found]:
    if not context.drawn:
        return
    for step in context.steps.values():
        if step.node.diagram is None and model.get(step.node.scope) is not None:
            yield Found((step.key,))


@rule("hint", "style")
def too_large(model: Model, context: Context) -> Iterator[Found]:
    for diagram in model.diagrams():
        count = sum(1 for node in context.drawn.get(diagram.key, ()) if node.key in context.steps)
        if count > _MOST_STEPS:
            yield Found((diagram.key,), {"count": count, "most": _MOST_STEPS})


@rule("hint", "policy")
def off_the_grid(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        box = step.node.bounds
        if not sound(box) or step.node.host is not None or step.traits.container:
            continue
        assert box is not None
        x, y = box.centre
        dx, dy = round(x / _GRID) * _GRID - x, round(y / _GRID) * _GRID - y
        if abs(dx) > 0.01 or abs(dy) > 0.01:
            yield Found((step.key,), {}, fix("to_grid", "move", step.key, dx, dy))


@rule("hint", "policy")
def odd_size(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*EVENTS, *GATEWAYS):
        box, size = step.node.bounds, step.type.size
        if sound(box) and box is not None and (box.width, box.height) != size:
            yield Found((step.key,), {"width": f"{size[0]:g}", "height": f"{size[1]:g}"},
                        fix("standard_size", "standard_size", step.key))  # fmt: skip


@rule("hint", "style")
def nearly_in_line(_model: Model, context: Context) -> Iterator[Found]:
    """Two steps in a row that stand a few units out of line make a crooked flow."""
    for flow in _drawn(context):
        if len(flow.points) != 2:
            continue
        (ax, ay), (bx, by) = flow.points
        dx, dy = abs(ax - bx), abs(ay - by)
        if 0.5 < min(dx, dy) < 8 and max(dx, dy) > 30:
            yield Found((flow.key,))


ALL = (
    shapes_overlap,
    flow_through_shape,
    flow_on_flow,
    outside_its_holder,
    not_drawn,
    too_large,
    off_the_grid,
    odd_size,
    nearly_in_line,
)
