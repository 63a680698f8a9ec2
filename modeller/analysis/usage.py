"""Which documents and systems a process uses, at which steps and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from modeller.analysis.steps import Step, steps
from modeller.analysis.survey import Survey, data_name, is_store, survey
from modeller.model.reading import Model

UsedKind: TypeAlias = Literal["document", "record", "system"]
USED: Final[tuple[UsedKind, ...]] = ("document", "record", "system")


@dataclass(frozen=True, slots=True)
class Use:
    """A document, record or system: the keys of the steps that use it, and who does these.

    `read` and `written` are those of the steps that take it in and give it out, as far as flows say so; `kept` is how
    long a record is kept.
    """

    kind: UsedKind
    name: str
    steps: tuple[str, ...]
    roles: tuple[str, ...]
    read: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    kept: str = ""


@dataclass(slots=True)
class _Found:
    steps: dict[str, None] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    read: dict[str, None] = field(default_factory=dict)
    written: dict[str, None] = field(default_factory=dict)
    kept: str = ""


def usage(model: Model | Survey, known: Iterable[Step] | None = None) -> tuple[Use, ...]:
    """All documents, then records, then systems, each in the order of its first use along the flow.

    `known` are the model's steps, where they are known already.
    """
    found = model if isinstance(model, Survey) else survey(model)
    made: dict[tuple[UsedKind, str], _Found] = {}
    for step in steps(found) if known is None else known:
        for kind, name, kept in _of_step(step):
            held = made.setdefault((kind, name), _Found())
            held.steps[step.key] = None
            held.roles.update(dict.fromkeys(step.responsible))
            held.kept = held.kept or kept
        _by_flows(found, step, made)
    return tuple(
        Use(kind, name, tuple(h.steps), tuple(h.roles), tuple(h.read), tuple(h.written), h.kept)
        for wanted in USED
        for (kind, name), h in made.items()
        if kind == wanted
    )


def _of_step(step: Step) -> list[tuple[UsedKind, str, str]]:
    papers: list[tuple[UsedKind, str, str]] = [("document", name, "") for name in step.documents]
    records: list[tuple[UsedKind, str, str]] = [("record", row[0], row[1]) for row in step.records if row[0]]
    return papers + records + [("system", name, "") for name in step.systems]


def _by_flows(found: Survey, step: Step, made: dict[tuple[UsedKind, str], _Found]) -> None:
    takes, gives = found.data.get(step.key, ((), ()))
    for keys, way in ((takes, "read"), (gives, "written")):
        for node in map(found.model.node, keys):
            if node is None:
                continue
            held = made.get(("system" if is_store(node) else "document", data_name(node, found.model)))
            if held is not None:
                getattr(held, way)[step.key] = None
