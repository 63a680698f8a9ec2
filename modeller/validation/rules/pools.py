"""Rules for pools and lanes: who works, and what passes between them."""

from collections.abc import Iterator

from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.element import Role
from modeller.validation.context import EVENTS, GATEWAYS, Context, Step, called, sound
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule


@rule("error")
def flow_across_pools(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 8.4.13: between pools only messages pass."""
    for flow in context.sequences:
        if flow.source in context.steps and flow.target in context.steps:
            one, other = context.root_of(flow.source), context.root_of(flow.target)
            if one != other and one is not None and other is not None:
                yield Found((flow.key,))


@rule("error")
def message_inside_pool(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 8.4.11: a message flow joins two pools."""
    for flow in context.messages:
        one, other = context.pool_of(flow.source), context.pool_of(flow.target)
        if one is not None and one == other:
            yield Found((flow.key,), {}, fix("delete_flow", "delete", (flow.key,)))


@rule("error")
def message_at_gateway(_model: Model, context: Context) -> Iterator[Found]:
    for flow in context.messages:
        for key in (flow.source, flow.target):
            step = context.steps.get(key or "")
            if step is not None and step.role in GATEWAYS:
                yield Found((flow.key, step.key))


@rule("error")
def message_wrong_way(_model: Model, context: Context) -> Iterator[Found]:
    """A message leaves events that throw and reaches events that catch."""
    for flow in context.messages:
        source, target = context.steps.get(flow.source or ""), context.steps.get(flow.target or "")
        if source is not None and source.role in EVENTS and source.traits.catching:
            yield Found((flow.key, source.key))
        elif target is not None and target.role in EVENTS and not target.traits.catching:
            yield Found((flow.key, target.key))


@rule("hint", "style")
def empty_pool(model: Model, context: Context) -> Iterator[Found]:
    """A pool that is drawn open and holds no step; a closed one stands for somebody whose steps do not matter."""
    for pool, process in context.process_of_pool.items():
        scope, node = context.scopes.get(process), model.node(pool)
        if scope is None or scope.steps or node is None or not sound(node.bounds):
            continue
        assert node.bounds is not None
        if min(node.bounds.width, node.bounds.height) > 100:
            yield Found((pool,))


@rule("hint", "style")
def silent_pool(_model: Model, context: Context) -> Iterator[Found]:
    """Pools beside each other that exchange no message have nothing to do with each other."""
    if len(context.pools) < 2:
        return
    talking = {context.pool_of(key) for key in context.message_ends}
    for pool in context.pools:
        if pool.key not in talking and "di:choreographyActivityShape" not in pool.properties:
            yield Found((pool.key,))


def _lanes_of(context: Context) -> dict[str | None, list[Node]]:
    found: dict[str | None, list[Node]] = {}
    for lane in context.lanes:
        found.setdefault(context.root_of(lane.key), []).append(lane)
    return found


def _held(context: Context) -> Iterator[tuple[Step, list[Node]]]:
    """The steps of the processes that have lanes, each with the lanes of its process."""
    for process, lanes in _lanes_of(context).items():
        scope = context.scopes.get(process or "")
        for step in scope.steps if scope is not None else ():
            yield step, lanes


@rule("warning")
def outside_lanes(_model: Model, context: Context) -> Iterator[Found]:
    for step, lanes in _held(context):
        if not any(key in context.model for key in step.node.lanes):
            inside = _lane_at(step.node, lanes) is not None
            yield Found((step.key,), {}, fix("settle", "settle", (step.key,)) if inside else None)


@rule("warning")
def drawn_in_other_lane(_model: Model, context: Context) -> Iterator[Found]:
    """The lane that lists a step is not the one in which it is drawn: reports would name the wrong one."""
    for step, lanes in _held(context):
        if not step.node.lanes or step.role is Role.BOUNDARY or _where_listed(step.node, context):
            continue
        drawn = _lane_at(step.node, lanes)
        if drawn is None:
            continue
        around = {drawn.key, *(record.key for record in context.model.ancestors(drawn.key))}
        if around.isdisjoint(step.node.lanes):
            listed = context.model.node(step.node.lanes[0])
            words = {"drawn": called(drawn), "listed": called(listed) if listed is not None else ""}
            yield Found((step.key,), words, fix("settle", "settle", (step.key,)))


def _where_listed(node: Node, context: Context) -> bool:
    """Whether a step is drawn in a lane that lists it, which holds no others."""
    lane = context.model.node(node.lanes[0])
    if lane is None or lane.bounds is None or node.bounds is None or context.model.holds(lane.key):
        return False
    return lane.diagram == node.diagram and lane.bounds.contains(*node.bounds.centre)


def _lane_at(node: Node, lanes: list[Node]) -> Node | None:
    """The smallest lane that a step's middle lies in."""
    if not sound(node.bounds):
        return None
    assert node.bounds is not None
    x, y = node.bounds.centre
    holding = [lane for lane in lanes if lane.diagram == node.diagram and lane.bounds and lane.bounds.contains(x, y)]
    return min(holding, key=lambda lane: _area(lane.bounds), default=None)


def _area(box: Bounds | None) -> float:
    return box.width * box.height if box is not None else 0.0


@rule("hint", "style")
def empty_lane(model: Model, context: Context) -> Iterator[Found]:
    if not context.lanes:
        return
    used: set[str] = set()
    for step in context.steps.values():
        used.update(step.node.lanes)
    holders = {record.key for key in used for record in model.ancestors(key)}
    for lane in context.lanes:
        if lane.key not in used and lane.key not in holders and not model.holds(lane.key):
            yield Found((lane.key,), {}, fix("delete_lane", "delete", (lane.key,)))


@rule("warning", "style")
def unnamed_pool(_model: Model, context: Context) -> Iterator[Found]:
    for node in context.pools:
        if not node.text.strip():
            yield Found((node.key,))


@rule("warning", "style")
def unnamed_lane(_model: Model, context: Context) -> Iterator[Found]:
    for node in context.lanes:
        if not node.text.strip():
            yield Found((node.key,))


@rule("hint", "style")
def message_unseen(_model: Model, context: Context) -> Iterator[Found]:
    """A message that nobody on the diagram sends or gets, where other pools stand on it."""
    if len(context.pools) < 2 or not context.messages:
        return
    for step in context.of(Role.START, Role.INTERMEDIATE, Role.BOUNDARY, Role.END):
        if step.traits.triggers == ("message",) and step.key not in context.message_ends:
            yield Found((step.key,))


ALL = (
    flow_across_pools,
    message_inside_pool,
    message_at_gateway,
    message_wrong_way,
    empty_pool,
    silent_pool,
    outside_lanes,
    drawn_in_other_lane,
    empty_lane,
    unnamed_pool,
    unnamed_lane,
    message_unseen,
)
