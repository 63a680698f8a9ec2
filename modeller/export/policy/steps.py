"""The steps as a document goes through them: by process and sub-process, and with their numbers drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from modeller.analysis.steps import Step
from modeller.model.reading import Model
from modeller.notation.numbers import NUMBER


class Part(NamedTuple):
    """A process or sub-process, how deep it lies, and its steps."""

    key: str
    title: str
    level: int
    steps: tuple[Step, ...]


def parts_of(model: Model, steps: Iterable[Step], titles: Mapping[str, str]) -> tuple[Part, ...]:
    """The processes and their sub-processes, each after the one that it lies in. `titles` are those of the steps."""
    held: dict[str, list[Step]] = {}
    for step in steps:
        held.setdefault(step.holder or step.process, []).append(step)
    return tuple(
        Part(key, titles.get(key) or _title(model, key, found[0]), found[0].depth, tuple(found))
        for key, found in held.items()
    )


def _title(model: Model, key: str, first: Step) -> str:
    record = model.get(key)
    name = " ".join(record.text.split()) if record is not None else ""
    return name or (first.pool if not first.holder else "") or "–"


def numbered(model: Model, steps: Iterable[Step]) -> Model:
    """The model with the numbers of its steps in it, so that they are drawn."""
    numbers = {step.key: step.number for step in steps}
    shown = (
        replace(record, properties=record.properties.changed({NUMBER: numbers[record.key]}))
        if record.key in numbers
        else record
        for record in model
    )
    return Model(shown, model.own_fields)
