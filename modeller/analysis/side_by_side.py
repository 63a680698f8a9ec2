"""Two models side by side, as it is and as it is to be, with the difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from modeller.analysis.steps import Step
from modeller.analysis.sums import Share
from modeller.analysis.whole import Analysis, Points, Quantity, Ratio, Time
from modeller.language import Message
from modeller.model.matching import match
from modeller.model.reading import Model
from modeller.notation.quantities import Money

Change: TypeAlias = Literal["removed", "added", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Side:
    """One figure of both models, and what the second has more (less is negative). None where it is not known."""

    key: str
    label: Message | str
    before: Quantity | None
    after: Quantity | None
    difference: Quantity | None

    @property
    def relative(self) -> Ratio | None:
        """The difference as a part of what it was; None where that is nothing or not known."""
        before, difference = _number(self.before), _number(self.difference)
        if not before or difference is None or isinstance(self.before, Ratio):
            return None
        return Ratio(difference / before)


@dataclass(frozen=True, slots=True)
class StepChange:
    """What becomes of a step; None where a model does not have it."""

    change: Change
    before: Step | None
    after: Step | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The figures of both models, their work and hand-overs by role, their work by value class, and their steps."""

    figures: tuple[Side, ...]
    roles: tuple[Side, ...]
    classes: tuple[Side, ...]
    steps: tuple[StepChange, ...]


def side_by_side(before: Model, after: Model, one: Analysis, other: Analysis) -> SideBySide:
    """What two models differ in; `one` and `other` are their analyses.

    Steps are one where they are the same element, or are called the same; see `model.matching`.
    """
    return SideBySide(
        _figures(one, other),
        _shares(one.sums.by_role, other.sums.by_role),
        _shares(one.sums.by_class, other.sums.by_class),
        _steps(before, after, one, other),
    )


def difference(before: Quantity | None, after: Quantity | None) -> Quantity | None:
    """What the second has more than the first, where both are known and of one kind."""
    if isinstance(before, Time) and isinstance(after, Time):
        return Time(after.seconds - before.seconds)
    if isinstance(before, Ratio) and isinstance(after, Ratio):
        return Points(after.value - before.value)
    if isinstance(before, Money) and isinstance(after, Money):
        return Money(after.amount - before.amount, after.currency) if before.currency == after.currency else None
    if isinstance(before, int | float) and isinstance(after, int | float):
        return after - before
    return None


def _number(value: Quantity | None) -> float | None:
    if isinstance(value, Time):
        return value.seconds
    if isinstance(value, Ratio | Points):
        return value.value
    if isinstance(value, Money):
        return float(value.amount)
    return value


def _side(key: str, label: Message | str, before: Quantity | None, after: Quantity | None) -> Side:
    return Side(key, label, before, after, difference(before, after))


def _figures(one: Analysis, other: Analysis) -> tuple[Side, ...]:
    old = {figure.key: figure for figure in one.figures}
    new = {figure.key: figure for figure in other.figures}
    return tuple(
        _side(key, (new.get(key) or old[key]).label, _value(old.get(key)), _value(new.get(key)))
        for key in dict.fromkeys([*old, *new])
    )


def _value(figure: object) -> Quantity | None:
    return getattr(figure, "value", None)


def _shares(old: Iterable[Share], new: Iterable[Share]) -> tuple[Side, ...]:
    before, after = {share.name: share for share in old}, {share.name: share for share in new}
    names = [name for name in dict.fromkeys([*before, *after]) if _used(before, name) or _used(after, name)]
    return tuple(_side(name, name, _work(before.get(name)), _work(after.get(name))) for name in names)


def _used(shares: Mapping[str, Share], name: str) -> bool:
    return name in shares and bool(shares[name].steps)


def _work(share: Share | None) -> Time:
    return Time(share.work if share is not None else 0.0)


def _steps(before: Model, after: Model, one: Analysis, other: Analysis) -> tuple[StepChange, ...]:
    """What is gone stands where it stood, before the step that came behind it."""
    pairs = match(before, after)
    old, new = {step.key: step for step in one.steps}, {step.key: step for step in other.steps}
    kept = {pairs[key]: key for key in old if pairs.get(key) in new}
    by_name = {step.name: step.key for step in one.steps if step.key not in kept.values() and step.name}
    for step in other.steps:
        if step.key not in kept and step.name in by_name:
            kept[step.key] = by_name.pop(step.name)
    gone = [step for step in one.steps if step.key not in kept.values()]
    place = {step.key: number for number, step in enumerate(one.steps)}
    found: list[StepChange] = []
    for step in other.steps:
        was = old.get(kept.get(step.key, ""))
        while was is not None and gone and place[gone[0].key] < place[was.key]:
            found.append(StepChange("removed", gone.pop(0), None))
        if was is None:
            found.append(StepChange("added", None, step))
        else:
            found.append(StepChange("same" if _like(was, step) else "changed", was, step))
    return (*found, *(StepChange("removed", step, None) for step in gone))


def _like(one: Step, other: Step) -> bool:
    """Whether two steps say the same, wherever they stand."""
    places = {"key": "", "number": "", "process": "", "pool": "", "holder": ""}
    return replace(one, **places) == replace(other, **places)  # type: ignore[arg-type]
