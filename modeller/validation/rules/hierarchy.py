"""Rules for what stands inside something else: sub-processes, call activities and what they promise outside."""

from collections.abc import Iterator

from modeller.model.reading import Model
from modeller.notation.bpmn.links import link_of
from modeller.notation.element import Role
from modeller.validation.context import Context, Scope, Step, called, one_line
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule


@rule("error")
def start_or_end_in_ad_hoc(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.3.5: an ad-hoc sub-process has neither start nor end events."""
    for scope in context.scopes.values():
        if scope.adhoc:
            for step in scope.of(Role.START, Role.END):
                yield Found((step.key,), {}, fix("delete_event", "delete", (step.key,)))


@rule("hint", "style")
def empty_sub_process(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        if scope.owner is not None and not scope.steps and scope.owner.traits.expanded:
            yield Found((scope.key,))


@rule("hint", "policy")
def calls_nothing(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.WORK):
        if (
            not step.traits.calls
            and link_of(step.node) is None
            and any(each.key == "calledElement" for each in step.type.properties)
        ):
            yield Found((step.key,))


@rule("error")
def linked_model_missing(_model: Model, context: Context) -> Iterator[Found]:
    """An activity stands for a model that is not in its library any more. Libraries that are not open say nothing."""
    for step in context.of(Role.WORK):
        link = link_of(step.node)
        if link is not None and link.model not in context.libraries.get(link.library, {link.model}):
            yield Found((step.key,), {}, fix("unlink", "unlink", step.key))


@rule("hint", "style")
def diagram_named_otherwise(model: Model, context: Context) -> Iterator[Found]:
    """A collapsed sub-process and the diagram of its inside are called the same."""
    for scope in context.scopes.values():
        if scope.owner is None:
            continue
        for plane in model.planes(scope.key):
            name, own = one_line(plane.text), one_line(scope.owner.node.text)
            if name and own and name != own:
                yield Found((scope.key,), {"name": own, "diagram": name})


@rule("hint", "style")
def outcomes_not_asked(_model: Model, context: Context) -> Iterator[Found]:
    """A sub-process that ends in several ways is followed by a gateway that asks which."""
    for scope in context.scopes.values():
        owner = scope.owner
        if owner is None or len(owner.outgoing) != 1 or owner.traits.event_triggered:
            continue
        ends = {one_line(step.node.text) for step in scope.of(Role.END) if not step.traits.triggers}
        after = context.steps.get(owner.outgoing[0].target or "")
        if len(ends - {""}) > 1 and after is not None and not _asks(after):
            yield Found((owner.key,), {"count": len(ends - {""})})


def _asks(step: Step) -> bool:
    return step.role in {Role.CHOICE, Role.INCLUSIVE, Role.COMPLEX} and len(step.outgoing) > 1


def _throws(scope: Scope, context: Context, kind: str) -> bool:
    for step in scope.steps:
        if not step.traits.catching and kind in step.traits.triggers:
            return True
        inner = context.scopes.get(step.key)
        if step.traits.calls or (inner is not None and not inner.steps):
            return True  # what it calls may throw, and what is not drawn too
        if inner is not None and inner is not scope and _throws(inner, context, kind):
            return True
    return False


@rule("hint")
def never_thrown(_model: Model, context: Context) -> Iterator[Found]:
    """An event at a sub-process waits for an error or escalation that nothing in it throws."""
    for step in context.of(Role.BOUNDARY):
        scope = context.scopes.get(step.node.host or "")
        if scope is None or not scope.steps or len(step.traits.triggers) != 1:
            continue
        kind = step.traits.triggers[0]
        if kind in {"escalation", "cancel"} and not _throws(scope, context, kind):
            yield Found((step.key,))


@rule("warning")
def never_caught(_model: Model, context: Context) -> Iterator[Found]:
    """A sub-process ends with an error, and neither its border nor anything around it catches one."""
    for scope in context.scopes.values():
        if scope.owner is None:
            continue
        for step in scope.of(Role.END):
            if "error" in step.traits.triggers and not _caught(scope, context):
                yield Found((step.key, scope.key), {"name": called(scope.owner.node)})


def _caught(scope: Scope, context: Context) -> bool:
    """Whether somebody around a scope waits for an error."""
    now: Scope | None = scope
    seen: set[str] = set()
    while now is not None and now.key not in seen:
        seen.add(now.key)
        if any(_waits(inner, context) for inner in now.steps):
            return True
        owner = now.owner
        if owner is None:
            return False
        if any("error" in event.traits.triggers for event in owner.attached):
            return True
        now = context.scope_of(owner)
    return False


def _waits(step: Step, context: Context) -> bool:
    """Whether a step is an event sub-process that an error starts."""
    inner = context.scopes.get(step.key)
    if not step.traits.event_triggered or inner is None:
        return False
    return any("error" in start.traits.triggers for start in inner.of(Role.START))


ALL = (
    start_or_end_in_ad_hoc,
    empty_sub_process,
    calls_nothing,
    linked_model_missing,
    diagram_named_otherwise,
    outcomes_not_asked,
    never_thrown,
    never_caught,
)
