"""Rules for how a process hangs together: where it begins and ends, and that every step is on a way between."""

from collections.abc import Callable, Iterator
from itertools import combinations, islice
from typing import Final

from modeller.model.entries import Fix
from modeller.model.reading import Model
from modeller.model.records import Flow
from modeller.notation.element import Role
from modeller.validation.context import Context, Scope, Step, called, conditional, is_default
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule

_MOST_SPLITS: Final = 200
"""So many parallel splits of a process are followed: a check of a huge one is not to take long."""


def _in_order(context: Context) -> Iterator[Scope]:
    """Processes and sub-processes in which the order of steps is said; not those that only stand for one."""
    for scope in context.scopes.values():
        if scope.adhoc or (not scope.steps and scope.owner is None):
            continue
        owner = scope.owner
        if owner is None or scope.steps or owner.node.diagram is None or owner.traits.expanded:
            yield scope


def _linked(step: Step) -> bool:
    return step.role is Role.INTERMEDIATE and "link" in step.traits.triggers


def _begins(step: Step) -> bool:
    """Whether a step needs nothing before it."""
    return step.role in {Role.START, Role.BOUNDARY} or step.aside or (_linked(step) and step.traits.catching)


def _ends(step: Step, context: Context) -> bool:
    """Whether a step needs nothing behind it."""
    if step.role is Role.END or step.aside or (_linked(step) and not step.traits.catching):
        return True
    undoes = step.role is Role.BOUNDARY and step.traits.compensation
    return undoes and step.key in context.association_ends


def _alone(step: Step, context: Context) -> bool:
    """Whether nothing leads to or from a step that asks for it."""
    if step.incoming or step.outgoing or step.aside or context.nested(step):
        return False
    return not (step.role is Role.BOUNDARY or (_linked(step) and step.key not in context.message_ends))


@rule("warning")
def missing_start(model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.5.2: where there is an end event there must be a start event."""
    for scope in _in_order(context):
        if not scope.of(Role.START) and not any(step.traits.instantiates for step in scope.steps):
            yield Found((scope.key,), {"name": _name(model, scope)})


@rule("warning")
def missing_end(model: Model, context: Context) -> Iterator[Found]:
    for scope in _in_order(context):
        if not scope.of(Role.END):
            yield Found((scope.key,), {"name": _name(model, scope)})


def _name(model: Model, scope: Scope) -> str:
    record = model.get(scope.key)
    return called(record) if record is not None else scope.key  # type: ignore[arg-type]


@rule("warning")
def not_connected(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if _alone(step, context):
            yield Found((step.key,))


@rule("warning")
def implicit_start(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if not step.incoming and step.outgoing and not _begins(step) and not step.traits.instantiates:
            scope = context.scope_of(step)
            if scope is not None and not scope.adhoc:
                yield Found((step.key,))


@rule("warning")
def dead_end(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if step.outgoing or _ends(step, context) or _alone(step, context) or context.nested(step):
            continue
        mend = fix("end_here", "end_here", step.key) if _can_append(step) else None
        yield Found((step.key,), {}, mend)


def _can_append(step: Step) -> bool:
    return step.node.bounds is not None and step.node.diagram is not None and not step.traits.compensation


@rule("error")
def never_reached(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        if scope.adhoc:
            continue
        roots = [step for step in scope.steps if _originates(step, context)]
        reached = _walk(roots, lambda step: _after(step, context))
        yield from _regions(scope, reached, lambda step: _after(step, context))


def _originates(step: Step, context: Context) -> bool:
    known = any(flow.source in context.steps for flow in step.incoming)
    return not known or (_begins(step) and step.role is not Role.BOUNDARY)


@rule("error")
def never_ends(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        if scope.adhoc:
            continue
        around = any(step.traits.event_triggered for step in scope.steps)
        roots = [step for step in scope.steps if around or _goes_on(step, context)]
        reached = _walk(roots, lambda step: _before(step, context))
        yield from _regions(scope, reached, lambda step: _before(step, context))


def _goes_on(step: Step, context: Context) -> bool:
    """Whether a way may lead out of a step without a flow to one that we know: an end, an event at its border."""
    if _ends(step, context) or step.attached:
        return True
    return all(flow.target not in context.steps for flow in step.outgoing)


def _walk(roots: list[Step], onward: Callable[[Step], list[Step]]) -> set[str]:
    seen = {step.key for step in roots}
    waiting = list(roots)
    while waiting:
        for step in onward(waiting.pop()):
            if step.key not in seen:
                seen.add(step.key)
                waiting.append(step)
    return seen


def _after(step: Step, context: Context) -> list[Step]:
    found = [context.steps[flow.target] for flow in step.outgoing if flow.target in context.steps]
    return found + step.attached


def _before(step: Step, context: Context) -> list[Step]:
    found = [context.steps[flow.source] for flow in step.incoming if flow.source in context.steps]
    host = context.steps.get(step.node.host or "")
    return [*found, host] if host is not None else found


def _regions(scope: Scope, reached: set[str], onward: Callable[[Step], list[Step]]) -> Iterator[Found]:
    """What is left of a scope, each connected piece as one."""
    left = {step.key: step for step in scope.steps if step.key not in reached}
    while left:
        first = next(iter(left.values()))
        piece = [key for key in _walk([first], onward) if key in left]
        ordered = [key for key in left if key in set(piece)]
        for key in piece:
            del left[key]
        yield Found(tuple(ordered), {"name": called(first.node), "count": len(ordered)})


@rule("warning")
def implicit_split(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.WORK, Role.START, Role.INTERMEDIATE, Role.BOUNDARY):
        if len(step.outgoing) > 1:
            plain = [flow for flow in step.outgoing if not conditional(flow) and not is_default(step, flow)]
            if len(plain) > 1:
                keys = tuple(flow.key for flow in plain)
                mend = fix("part_parallel", "part", step.key, Role.PARALLEL.value, keys)
                yield Found((step.key,), {"count": len(plain)}, mend)


@rule("warning")
def implicit_join(_model: Model, context: Context) -> Iterator[Found]:
    """Where tokens of several branches may come: of ways that exclude each other nobody asks whether the step waits.

    A flow that only leads back in a loop is no merge either.
    """
    known: dict[str, list[list[set[str]]]] = {}
    for step in context.of(Role.WORK, Role.INTERMEDIATE):
        scope = context.scope_of(step)
        if len(step.incoming) < 2 or scope is None:
            continue
        forward = {flow.key for flow in step.incoming if flow.key not in context.returns}
        if scope.key not in known:
            known[scope.key] = [
                [_reached(flow, context) for flow in flows] for flows in islice(_parallel(scope, context), _MOST_SPLITS)
            ]
        if len(forward) > 1 and any(_both_come(forward, branches) for branches in known[scope.key]):
            yield Found((step.key,), {"count": len(forward)}, _join(step, forward, known[scope.key]))


def _join(step: Step, forward: set[str], branches: list[list[set[str]]]) -> Fix | None:
    """A gateway before the step: parallel where all always come, else inclusive; none where one leads back."""
    if len(forward) < len(step.incoming):
        return None
    together = all(
        any(_both_come({one, other}, each) for each in branches) for one, other in combinations(sorted(forward), 2)
    )
    role = Role.PARALLEL if together else Role.INCLUSIVE
    return fix(f"gather_{role.value}", "gather", step.key, role.value)


def _parallel(scope: Scope, context: Context) -> Iterator[list[Flow]]:
    """The flows that begin branches which all are taken, of each place where there are such."""
    loose = [step for step in scope.steps if not step.incoming and step.outgoing and not _begins(step)]
    if len(loose) > 1:
        yield [flow for step in loose for flow in step.outgoing]
    for step in scope.steps:
        host = context.steps.get(step.node.host or "")
        if step.role is Role.BOUNDARY and not step.traits.interrupting and host is not None:
            yield [*step.outgoing, *host.outgoing]
        if len(step.outgoing) > 1 and step.role not in {Role.CHOICE, Role.EVENT_CHOICE}:
            yield step.outgoing


def _reached(first: Flow, context: Context) -> set[str]:
    """The keys of the flows that a token of a branch may take before gateways that wait for others."""
    seen, waiting = {first.key}, [first]
    while waiting:
        step = context.steps.get(waiting.pop().target or "")
        if step is None or (len(step.incoming) > 1 and step.role in {Role.PARALLEL, Role.INCLUSIVE, Role.COMPLEX}):
            continue
        for flow in (*step.outgoing, *(flow for event in step.attached for flow in event.outgoing)):
            if flow.key not in seen:
                seen.add(flow.key)
                waiting.append(flow)
    return seen


def _both_come(flows: set[str], branches: list[set[str]]) -> bool:
    """Whether two branches come by different ones of these flows."""
    hits = [hit for branch in branches if (hit := branch & flows)]
    return len(hits) > 1 and len(set().union(*hits)) > 1


@rule("hint", "style")
def ways_meet_in_end(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.END):
        if len(step.incoming) > 1:
            yield Found((step.key,), {"count": len(step.incoming)})


@rule("warning")
def duplicate_flow(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if len(step.outgoing) < 2:
            continue
        seen: dict[tuple[str | None, str], Flow] = {}
        for flow in step.outgoing:
            same = (flow.target, _condition(flow))
            if same in seen:
                yield Found((flow.key, seen[same].key), {}, fix("delete_flow", "delete", (flow.key,)))
            else:
                seen[same] = flow


def _condition(flow: Flow) -> str:
    return next((piece.text.strip() for piece in flow.content if piece.name == "conditionExpression"), "")


@rule("error")
def loose_flow(model: Model, context: Context) -> Iterator[Found]:
    for flow in (*context.sequences, *context.messages):
        if model.get(flow.source) is None or model.get(flow.target) is None:
            yield Found((flow.key,), {}, fix("delete_flow", "delete", (flow.key,)))


@rule("error")
def flow_into_start(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.5.2: a start event must not be a target, 10.5.4: nor a boundary event."""
    for step in context.of(Role.START, Role.BOUNDARY):
        for flow in step.incoming:
            yield Found((flow.key, step.key), {}, fix("delete_flow", "delete", (flow.key,)))


@rule("error")
def flow_out_of_end(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.END):
        for flow in step.outgoing:
            yield Found((flow.key, step.key), {}, fix("delete_flow", "delete", (flow.key,)))


@rule("error")
def flow_across_border(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 8.4.13: a sequence flow stays inside its process or sub-process."""
    for flow in context.sequences:
        source, target = context.steps.get(flow.source or ""), context.steps.get(flow.target or "")
        if source is None or target is None or source.node.scope == target.node.scope:
            continue
        if context.root_of(source.key) == context.root_of(target.key):
            yield Found((flow.key,))


@rule("hint", "style")
def leads_to_itself(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.WORK):
        for flow in step.outgoing:
            if flow.target == step.key:
                yield Found((step.key, flow.key))


@rule("warning", "style")
def several_plain_starts(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        plain = [step for step in scope.of(Role.START) if not step.traits.triggers]
        if len(plain) > 1 and not scope.adhoc:
            yield Found(tuple(step.key for step in plain), {"count": len(plain)})


@rule("hint", "policy")
def several_starts(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        starts = scope.of(Role.START)
        if len(starts) > 1:
            yield Found(tuple(step.key for step in starts), {"count": len(starts)})


ALL = (
    missing_start,
    missing_end,
    not_connected,
    implicit_start,
    dead_end,
    never_reached,
    never_ends,
    implicit_split,
    implicit_join,
    ways_meet_in_end,
    duplicate_flow,
    loose_flow,
    flow_into_start,
    flow_out_of_end,
    flow_across_border,
    leads_to_itself,
    several_plain_starts,
    several_starts,
)
