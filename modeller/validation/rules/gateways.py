"""Rules for gateways: what splits, what merges, and what decides."""

from collections.abc import Iterator

from modeller.model.entries import Fix
from modeller.model.reading import Model
from modeller.model.records import Flow
from modeller.notation.element import Role
from modeller.validation.context import GATEWAYS, Context, Step, conditional, default_of, is_default
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule

_DECIDES = frozenset({Role.CHOICE, Role.INCLUSIVE, Role.COMPLEX})


@rule("warning")
def joins_and_splits(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*GATEWAYS):
        if len(step.incoming) > 1 and len(step.outgoing) > 1:
            merge = Role.CHOICE if step.role is Role.EVENT_CHOICE else step.role
            yield Found((step.key,), {}, fix("gather_before", "gather", step.key, merge.value))


@rule("warning", "style")
def needless_gateway(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*GATEWAYS):
        if len(step.incoming) == 1 and len(step.outgoing) == 1 and step.role is not Role.EVENT_CHOICE:
            yield Found((step.key,), {}, fix("delete_gateway", "delete", (step.key,)))


@rule("warning")
def condition_missing(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if len(step.outgoing) < 2:
            continue
        if not (default_of(step) or any(map(conditional, step.outgoing))):
            continue
        for flow in step.outgoing:
            if not conditional(flow) and not is_default(step, flow) and not (_decides(step) and flow.text.strip()):
                yield Found((flow.key, step.key))


def _decides(step: Step) -> bool:
    return step.role in _DECIDES


@rule("error")
def default_elsewhere(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if default_of(step) and not any(is_default(step, flow) for flow in step.outgoing):
            declared = any(each.key == "default" for each in step.type.properties)
            yield Found((step.key,), {}, fix("no_default", "set", step.key, "default", "") if declared else None)


@rule("error")
def condition_where_none_may(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 8.4.13: conditions stand behind activities and exclusive, inclusive and complex gateways only."""
    for step in context.of(Role.PARALLEL, Role.EVENT_CHOICE, Role.START, Role.INTERMEDIATE, Role.BOUNDARY):
        for flow in step.outgoing:
            if conditional(flow):
                yield Found((flow.key, step.key), {}, _unconditioned(flow))


@rule("hint", "style")
def default_with_condition(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        for flow in step.outgoing:
            if conditional(flow) and is_default(step, flow):
                yield Found((flow.key, step.key), {}, _unconditioned(flow))


def _unconditioned(flow: Flow) -> Fix:
    return fix("no_condition", "set", flow.key, "conditionExpression", "")


@rule("error")
def waits_for_no_event(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.6.6: behind an event-based gateway stand catching events and receive tasks only."""
    for step in context.of(Role.EVENT_CHOICE):
        for flow in step.outgoing:
            target = context.steps.get(flow.target or "")
            if target is not None and not _awaits(target):
                yield Found((flow.key, step.key, target.key))


def _awaits(step: Step) -> bool:
    if step.role is Role.WORK:  # a task that receives is the one that names a message and may begin a process
        return any(each.key == "instantiate" for each in step.type.properties)
    return step.role is Role.INTERMEDIATE and step.traits.catching


@rule("warning")
def waits_for_one_event(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.EVENT_CHOICE):
        if len(step.outgoing) == 1:
            yield Found((step.key,))


@rule("error")
def awaited_from_elsewhere(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.6.6: what an event-based gateway waits for has no other flow leading to it."""
    for step in context.of(Role.EVENT_CHOICE):
        for flow in step.outgoing:
            target = context.steps.get(flow.target or "")
            if target is not None and any(other.source != step.key for other in target.incoming):
                yield Found((target.key, step.key))


@rule("hint", "style")
def inclusive_gateway(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.INCLUSIVE):
        yield Found((step.key,))


@rule("warning", "style")
def complex_gateway(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.COMPLEX):
        yield Found((step.key,))


@rule("warning")
def inclusive_merge_of_choice(_model: Model, context: Context) -> Iterator[Found]:
    """An inclusive gateway that merges ways of which only one is ever taken waits for nothing."""
    for step in context.of(Role.INCLUSIVE):
        if len(step.incoming) < 2 or len(step.outgoing) > 1:
            continue
        origins = {_origin(flow, context) for flow in step.incoming}
        origin = context.steps.get(next(iter(origins)) or "")
        if len(origins) == 1 and origin is not None and origin.role in {Role.CHOICE, Role.EVENT_CHOICE}:
            yield Found((step.key, origin.key), {}, fix("make_choice", "become", step.key, Role.CHOICE.value))


def _origin(flow: Flow, context: Context) -> str | None:
    """The key of the split that a way comes straight from; None where it is not straight."""
    seen: set[str] = set()
    while True:
        step = context.steps.get(flow.source or "")
        if step is None or step.key in seen or step.role is Role.BOUNDARY:
            return None
        seen.add(step.key)
        if len(step.outgoing) > 1:
            return step.key
        if len(step.incoming) != 1:
            return None
        flow = step.incoming[0]


@rule("warning", "style")
def unnamed_decision(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*_DECIDES):
        if len(step.outgoing) > 1 and not step.node.text.strip():
            yield Found((step.key,))


@rule("warning", "style")
def unnamed_branch(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.CHOICE, Role.INCLUSIVE):
        if len(step.outgoing) < 2:
            continue
        for flow in step.outgoing:
            if not flow.text.strip() and not is_default(step, flow):
                yield Found((flow.key, step.key))


@rule("warning", "style")
def branches_alike(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.CHOICE):
        seen: dict[str, Flow] = {}
        for flow in step.outgoing:
            name = " ".join(flow.text.split())
            if name and name in seen:
                yield Found((flow.key, seen[name].key, step.key), {"name": name})
            seen.setdefault(name, flow)


@rule("hint", "style")
def needless_flow_name(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        if (step.role in _DECIDES and len(step.outgoing) > 1) or not step.outgoing:
            continue
        for flow in step.outgoing:
            if flow.text.strip() and not conditional(flow) and not is_default(step, flow):
                yield Found((flow.key,), {"name": " ".join(flow.text.split())}, fix("no_name", "rename", flow.key, ""))


ALL = (
    joins_and_splits,
    needless_gateway,
    condition_missing,
    default_elsewhere,
    condition_where_none_may,
    default_with_condition,
    waits_for_no_event,
    waits_for_one_event,
    awaited_from_elsewhere,
    inclusive_gateway,
    complex_gateway,
    inclusive_merge_of_choice,
    unnamed_decision,
    unnamed_branch,
    branches_alike,
    needless_flow_name,
)
