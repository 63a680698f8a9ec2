"""Rules for events: what starts, interrupts and ends, and that every link has its partner."""

from collections.abc import Iterator
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Fragment, Item, Node
from modeller.notation.element import Role
from modeller.validation.context import EVENTS, Context, Step, called, one_line
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule

_STARTS: Final = frozenset({"message", "timer", "conditional", "signal", ""})
_INSIDE: Final = _STARTS | {"escalation", "error", "compensation"}
_CAUGHT: Final = frozenset({"message", "timer", "conditional", "link", "signal", ""})
_AT_BORDER: Final = frozenset(
    {"message", "timer", "escalation", "error", "cancel", "compensation", "conditional", "signal", ""}
)
_THROWN: Final = frozenset({"message", "escalation", "compensation", "link", "signal", ""})
_ENDS: Final = frozenset({"message", "error", "escalation", "cancel", "compensation", "signal", "terminate", ""})
"""BPMN 2.0, table 10.93: which triggers a kind of event may have; ``""`` is one we do not know."""

_KINDS: Final = {"message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef"}


def _may(step: Step, context: Context) -> frozenset[str]:
    if step.role is Role.START:
        scope = context.scope_of(step)
        owner = scope.owner if scope is not None else None
        return _INSIDE if owner is not None and owner.traits.event_triggered else _STARTS
    if step.role is Role.END:
        return _ENDS
    if step.role is Role.BOUNDARY:
        return _AT_BORDER
    return _CAUGHT if step.traits.catching else _THROWN


@rule("error")
def impossible_trigger(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*EVENTS):
        if step.traits.triggers and not _may(step, context).issuperset(step.traits.triggers):
            yield Found((step.key,), {}, fix("no_trigger", "without_trigger", step.key) if _loses(step) else None)


def _loses(step: Step) -> bool:
    return step.role in {Role.START, Role.END}


@rule("warning", "style")
def several_triggers(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*EVENTS):
        if len(step.traits.triggers) > 1:
            yield Found((step.key,), {"count": len(step.traits.triggers)})


@rule("error")
def catches_nothing(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.INTERMEDIATE, Role.BOUNDARY):
        if step.traits.catching and not step.traits.triggers:
            yield Found((step.key,))


@rule("error")
def boundary_without_activity(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.BOUNDARY):
        host = context.steps.get(step.node.host or "")
        if host is None or host.role is not Role.WORK:
            yield Found((step.key,))


@rule("error")
def error_must_interrupt(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.5.4: error, cancel and compensation end what they are attached to or stand beside it."""
    for step in context.of(Role.BOUNDARY):
        if not step.traits.interrupting and {"error", "cancel"} & set(step.traits.triggers):
            yield Found((step.key,), {}, fix("interrupt", "set", step.key, "cancelActivity", "true"))


@rule("error")
def cancel_without_transaction(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.BOUNDARY, Role.END):
        if "cancel" not in step.traits.triggers:
            continue
        if step.role is Role.BOUNDARY:
            around = context.steps.get(step.node.host or "")
        else:
            scope = context.scope_of(step)
            around = scope.owner if scope is not None else None
        if around is None or not around.traits.transaction:
            yield Found((step.key,))


@rule("warning")
def nothing_undoes(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.BOUNDARY):
        if step.traits.compensation and not step.outgoing and step.key not in context.association_ends:
            yield Found((step.key,))


@rule("error")
def event_sub_process_start(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.3.5: an event sub-process has exactly one start event, with a trigger."""
    for scope in context.scopes.values():
        if scope.owner is None or not scope.owner.traits.event_triggered or not scope.steps:
            continue
        starts = scope.of(Role.START)
        wrong = [step for step in starts if not step.traits.triggers]
        if wrong or len(starts) > 1:
            yield Found(tuple(step.key for step in wrong or starts))


@rule("error")
def event_sub_process_in_flow(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.WORK):
        if step.traits.event_triggered:
            for flow in (*step.incoming, *step.outgoing):
                yield Found((flow.key, step.key), {}, fix("delete_flow", "delete", (flow.key,)))


@rule("error")
def sub_process_start(_model: Model, context: Context) -> Iterator[Found]:
    """BPMN 2.0, 10.5.2: a sub-process starts when a token reaches it, so its start event has no trigger."""
    for scope in context.scopes.values():
        if scope.owner is None or scope.owner.traits.event_triggered:
            continue
        for step in scope.of(Role.START):
            if step.traits.triggers:
                yield Found((step.key,), {}, fix("no_trigger", "without_trigger", step.key))


# -- links -----------------------------------------------------------------------------------------------------------


def _links(context: Context) -> Iterator[tuple[str | None, str, Step]]:
    for step in context.of(Role.INTERMEDIATE):
        if "link" in step.traits.triggers:
            yield step.node.scope, link_name(step.node), step


def link_name(node: Node) -> str:
    return next((one_line(each.get("name")) for each in node.content if each.name == "linkEventDefinition"), "")


@rule("warning")
def link_without_name(_model: Model, context: Context) -> Iterator[Found]:
    for _, name, step in _links(context):
        if not name:
            yield Found((step.key,))


@rule("error")
def link_without_partner(_model: Model, context: Context) -> Iterator[Found]:
    ends: dict[tuple[str | None, str], list[Step]] = {}
    for scope, name, step in _links(context):
        if name:
            ends.setdefault((scope, name), []).append(step)
    for (_, name), steps in ends.items():
        if len({step.traits.catching for step in steps}) < 2:
            for step in steps:
                yield Found((step.key,), {"name": name})


@rule("error")
def link_with_two_targets(_model: Model, context: Context) -> Iterator[Found]:
    targets: dict[tuple[str | None, str], list[Step]] = {}
    for scope, name, step in _links(context):
        if name and step.traits.catching:
            targets.setdefault((scope, name), []).append(step)
    for (_, name), steps in targets.items():
        if len(steps) > 1:
            yield Found(tuple(step.key for step in steps), {"name": name})


# -- names and ends ---------------------------------------------------------------------------------------------------


@rule("warning", "style")
def unnamed_event(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(*EVENTS):
        if step.traits.triggers and not step.node.text.strip() and not step.traits.compensation:
            yield Found((step.key,))


@rule("hint", "style")
def unnamed_start_or_end(_model: Model, context: Context) -> Iterator[Found]:
    """Of one plain start or end everybody knows what it says; of several nobody does."""
    for scope in context.scopes.values():
        for role in (Role.START, Role.END):
            steps = scope.of(role)
            if len(steps) > 1:
                for step in steps:
                    if not step.node.text.strip() and not step.traits.triggers:
                        yield Found((step.key,))


@rule("hint", "style")
def ends_alike(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        named: dict[tuple[str, tuple[str, ...]], list[Step]] = {}
        for step in scope.of(Role.END):
            if step.node.text.strip():
                named.setdefault((one_line(step.node.text), step.traits.triggers), []).append(step)
        for (name, _), steps in named.items():
            if len(steps) > 1:
                yield Found(tuple(step.key for step in steps), {"name": name, "count": len(steps)})


@rule("hint", "style")
def needless_terminate(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        last = [step for step in scope.steps if not step.outgoing and not step.aside]
        stops = [step for step in last if step.role is Role.END and step.traits.terminates]
        if len(stops) == 1 and len(last) == 1 and not _forks(scope.steps):
            yield Found((stops[0].key,), {}, fix("no_trigger", "without_trigger", stops[0].key))


def _forks(steps: list[Step]) -> bool:
    """Whether several tokens may be under way: then an end that stops all of them means something."""
    for step in steps:
        if step.attached or step.aside or step.traits.loop == "parallel":
            return True
        if len(step.outgoing) > 1 and step.role not in {Role.CHOICE, Role.EVENT_CHOICE}:
            return True
    return len([step for step in steps if step.role is Role.START]) > 1


# -- messages, signals, errors, escalations ----------------------------------------------------------------------------


def _definitions(context: Context) -> Iterator[tuple[str, Item]]:
    """What events and messages name: the kind and the record."""
    for kind in _KINDS:
        for item in context.model.items(f"bpmn:{kind}"):
            yield kind, item


def _references(context: Context) -> dict[str, list[Step | None]]:
    """The ids that the model names, each with the events that do; None for what is no event."""
    found: dict[str, list[Step | None]] = {}
    for record in context.model:
        for name in _KINDS.values():
            value = record.properties.get(name)
            if isinstance(value, str):
                found.setdefault(value.rpartition(":")[2], []).append(None)
        for piece in record.content:
            _named_in(piece, context.steps.get(record.key), found, 0)
    return found


def _named_in(piece: Fragment, step: Step | None, found: dict[str, list[Step | None]], depth: int) -> None:
    for name, value in piece.attributes:
        if name.endswith("Ref") and value:
            found.setdefault(value.rpartition(":")[2], []).append(step)
    if piece.children and depth < 20:
        for inner in piece.children:
            _named_in(inner, step, found, depth + 1)
    elif piece.name.endswith("Ref") and piece.text:
        found.setdefault(piece.text.strip().rpartition(":")[2], []).append(step)


@rule("hint", "style")
def nameless_definition(_model: Model, context: Context) -> Iterator[Found]:
    for _, item in _definitions(context):
        if not item.text.strip():
            yield Found((item.key,), {"name": called(item)})


@rule("hint", "style")
def unused_definition(_model: Model, context: Context) -> Iterator[Found]:
    items = list(_definitions(context))
    if not items:
        return
    named = _references(context)
    for _, item in items:
        if item.properties.text("id", item.key) not in named:
            yield Found((item.key,), {"name": called(item)}, fix("delete_definition", "delete", (item.key,)))


@rule("warning", "style")
def definitions_alike(_model: Model, context: Context) -> Iterator[Found]:
    seen: dict[tuple[str, str], list[str]] = {}
    for kind, item in _definitions(context):
        if item.text.strip():
            seen.setdefault((kind, one_line(item.text)), []).append(item.key)
    for (_, name), keys in seen.items():
        if len(keys) > 1:
            yield Found(tuple(keys), {"name": name})


@rule("hint", "style")
def signal_alone(_model: Model, context: Context) -> Iterator[Found]:
    """A signal that is thrown and never caught in this file, or the other way round."""
    signals = context.model.items("bpmn:signal")
    if not signals:
        return
    named = _references(context)
    for item in signals:
        steps = [step for step in named.get(item.properties.text("id", item.key), ()) if step is not None]
        if steps and len({step.traits.catching for step in steps}) == 1 and len(steps) > 1:
            yield Found(tuple(step.key for step in steps), {"name": called(item)})


ALL = (
    impossible_trigger,
    several_triggers,
    catches_nothing,
    boundary_without_activity,
    error_must_interrupt,
    cancel_without_transaction,
    nothing_undoes,
    event_sub_process_start,
    event_sub_process_in_flow,
    sub_process_start,
    link_without_name,
    link_without_partner,
    link_with_two_targets,
    unnamed_event,
    unnamed_start_or_end,
    ends_alike,
    needless_terminate,
    nameless_definition,
    unused_definition,
    definitions_alike,
    signal_alone,
)
