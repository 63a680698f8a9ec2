"""What a change is in words: what went and came, by kind; what is kept with what it said and says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from modeller.export.policy.blocks import Cell, Table, cells
from modeller.export.policy.context import Context
from modeller.model.compare import Changed, Comparison, Difference
from modeller.model.matching import inverse
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Node, Record
from modeller.notation.catalogue import element_type
from modeller.notation.differences import attribute_in_words, element_in_words, record_of, value_in_words
from modeller.notation.element import Role

_GROUPS: Final[Mapping[str, tuple[Role, ...]]] = {
    "steps": (Role.WORK,),
    "lanes": (Role.POOL, Role.LANE, Role.PHASE),
    "events": (Role.START, Role.INTERMEDIATE, Role.BOUNDARY, Role.END),
    "gateways": (Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX),
    "data": (Role.DATA,),
}
"""Under which name an element that went or came is listed, by what it does; others and flows come last."""
_ENDS: Final = ("source", "target")
_WHOLE: Final = ("bpmn:process", "bpmn:participant", "bpmn:collaboration")
"""What stands for the whole process, best first: what is said of several of them alike is said once."""


def tells(context: Context, difference: Difference, old: Model, new: Model) -> bool:
    """Whether a reader is told something of a difference: not where its words are those that were."""
    if difference.kind != "changed" or _led_elsewhere(difference):
        return True
    return any(_said(context, difference, record_of(difference, old, new), old, new))


def came_and_went(
    context: Context, comparison: Comparison, loud: Sequence[Difference], old: Model, new: Model
) -> Iterator[Table]:
    """A table of what is not there any more and what is new, a row for each kind.

    Flows are named only where both their ends were there and still are: those of a step come and go with it.
    """
    back = inverse(comparison.pairs)
    place = {step.key: place for place, step in enumerate((*context.steps_before, *context.steps))}
    went: dict[str, list[str]] = {}
    came: dict[str, list[str]] = {}
    for each in sorted(loud, key=lambda each: place.get(each.old or each.new or "", -1)):
        for key, model, kept, kind, found in (
            (each.old, old, comparison.pairs, "removed", went), (each.new, new, back, "added", came),
        ):  # fmt: skip
            record = model.get(key)
            if record is None or not (each.kind == kind or _led_elsewhere(each)):
                continue
            if not isinstance(record, Flow) or _between_kept(record, kept):
                group = _group(record)
                name = (_name(record) if group == "lanes" else "") or _called(context, key, record, model)
                found.setdefault(group, []).append(name)
    rows = tuple(
        cells(
            context.say(f"policy.change.group.{name}"),
            *("\n".join(side.get(name, ())) or "–" for side in (went, came)),
        )
        for name in (*_GROUPS, "others", "flows")
        if name in went or name in came
    )
    if rows:
        head = cells(*(context.say(f"policy.change.{name}") for name in ("what", "removed", "added")))
        yield Table((0.2, 0.4, 0.4), head, rows)


def kept_but_changed(context: Context, loud: Sequence[Difference], old: Model, new: Model) -> Iterator[Table]:
    """A table of what is kept: after the name of each element what is said of it, as it was and as it is."""
    rows: list[tuple[Cell, ...]] = []
    known: set[tuple[str, str, str]] = set()
    for each in sorted(loud, key=lambda each: _rank(record_of(each, old, new))):
        if each.kind != "changed":
            continue
        record = record_of(each, old, new)
        said = list(_said(context, each, record, old, new))
        if _rank(record) < len(_WHOLE):
            said = [row for row in said if row not in known]
            known.update(said)
        name = _called(context, each.new, record, new)
        rows += [cells("" if place else name, *row) for place, row in enumerate(said)]
    if rows:
        head = cells(*(context.say(f"policy.change.{name}") for name in ("kept", "attribute", "before", "after")))
        yield Table((0.24, 0.18, 0.29, 0.29), head, tuple(rows))


def _rank(record: Record) -> int:
    """The whole before its parts, else as they come."""
    kind = "" if isinstance(record, Diagram) else record.type
    return _WHOLE.index(kind) if kind in _WHOLE else len(_WHOLE)


def _said(
    context: Context, difference: Difference, record: Record, old: Model, new: Model
) -> Iterator[tuple[str, str, str]]:
    """What of an element says something else: its attribute, what it said and says."""
    language = context.job.language
    assert difference.old is not None
    for each in difference.changes:
        if each.sort != "meaning" or (isinstance(record, Flow) and each.attribute in _ENDS):
            continue
        was = _value(context, each, each.old, old[difference.old], old)
        now = _value(context, each, each.new, record, new)
        if was != now:
            yield attribute_in_words(each.attribute, record, new, language), was or "–", now or "–"


def _value(context: Context, change: Changed, value: Any, record: Record, model: Model) -> str:
    if change.attribute == "lanes":  # the column says already that they are lanes
        return context.listed(_name(model[key]) or key for key in sorted(value or ()))
    return value_in_words(change, value, record, model, whole=True, language=context.job.language)


def _name(record: Record) -> str:
    return " ".join(record.text.split())


def _led_elsewhere(difference: Difference) -> bool:
    """Whether it is a flow between other elements than before."""
    return any(each.attribute in _ENDS for each in difference.changes)


def _between_kept(flow: Flow, kept: Mapping[str, str]) -> bool:
    return all(each is None or each in kept for each in (flow.source, flow.target))


def _group(record: Record) -> str:
    if isinstance(record, Flow):
        return "flows"
    if isinstance(record, Node):
        role = element_type(record).role
        return next((name for name, roles in _GROUPS.items() if role in roles), "others")
    return "others"


def _called(context: Context, key: str | None, record: Record, model: Model) -> str:
    """The number and name of a step, as the rest of the document calls it; else what it is and is called."""
    steps = context.steps if model is context.job.model else context.steps_before
    step = next((step for step in steps if step.key == key), None)
    return context.titled(step) if step is not None else element_in_words(record, model, context.job.language)
