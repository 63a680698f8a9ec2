"""All analyses of a model together, and its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from modeller.analysis.critical import CriticalPath, critical_paths
from modeller.analysis.handovers import Handovers, handovers
from modeller.analysis.lead_time import LeadTime, lead_times
from modeller.analysis.raci import Raci, raci
from modeller.analysis.steps import Step, steps
from modeller.analysis.sums import Share, Sums, sums
from modeller.analysis.survey import Survey, named, survey
from modeller.analysis.usage import Use, usage
from modeller.language import Message, message
from modeller.model.reading import Model
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.quantities import Money

_CHOICES = frozenset({Role.CHOICE, Role.EVENT_CHOICE, Role.INCLUSIVE, Role.COMPLEX})


@dataclass(frozen=True, slots=True)
class Time:
    """A length of time in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """A part of a whole, 1 for all of it."""

    value: float


@dataclass(frozen=True, slots=True)
class Points:
    """How much one part of a whole differs from another: 0.01 is one percentage point."""

    value: float


Quantity: TypeAlias = int | float | Time | Ratio | Points | Money
"""A count, an expected count, a time, a part of a whole or a difference of two, an amount of money."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a model. `key` names it, the same in every model; `value` is None where it is not known.

    `elements` are the keys of what is counted, or of what the figure was read from.
    """

    key: str
    label: Message
    value: Quantity | None
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Analysis:
    """All that the drawing says. `names` has what each process is called, by key, ``""`` where it has no name."""

    steps: tuple[Step, ...]
    raci: Raci
    handovers: Handovers
    usage: tuple[Use, ...]
    sums: Sums
    lead_times: tuple[LeadTime, ...]
    critical_paths: tuple[CriticalPath, ...]
    names: Mapping[str, str]
    decisions: tuple[str, ...]
    """The keys of the gateways that choose."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the model, in the order in which they are read."""
        return (*_counts(self), *_totals(self.sums), *_times(self))


def analyse(model: Model, equal: bool = False) -> Analysis:
    """All analyses of a snapshot. `equal`: branches without shares are taken as equally likely."""
    found = survey(model)
    times, table = lead_times(found, equal), steps(found)
    return Analysis(
        table,
        raci(found),
        handovers(found),
        usage(found, table),
        sums(found, times),
        times,
        critical_paths(found),
        {process: process_name(found, process) for process in found.processes},
        tuple(
            node.key
            for node in found.order
            if element_type(node).role in _CHOICES and len(found.found.outgoing.get(node.key, ())) > 1
        ),
    )


def process_name(found: Survey, process: str) -> str:
    """What a process is called: its pool, else itself."""
    return named(found.pools.get(process)) or named(found.model.get(process))


def _figure(key: str, value: Quantity | None, elements: Iterable[str] = ()) -> Figure:
    return Figure(key, message(f"analysis.figure.{key}"), value, tuple(dict.fromkeys(elements)))


def _counts(found: Analysis) -> list[Figure]:
    used = {kind: sum(1 for use in found.usage if use.kind == kind) for kind in ("document", "record", "system")}
    steps = [step.key for step in found.steps if not step.contains]
    return [
        _figure("steps", len(steps), steps),
        _figure("decisions", len(found.decisions), found.decisions),
        _figure("roles", len({role for step in found.steps for role in step.responsible})),
        _figure("handovers", len(found.handovers.found), (key for each in found.handovers.found for key in each.flows)),
        _figure("documents", used["document"] + used["record"]),
        _figure("systems", used["system"]),
    ]


def _totals(found: Sums) -> list[Figure]:
    total, timed = found.total, bool(found.total.work or found.total.waiting)
    made = [_figure("work", Time(total.work) if timed else None)]
    made.append(_figure("waiting", Time(total.waiting) if timed else None))
    made += [replace(_figure("cost", each), key=f"cost {each.currency}") for each in total.cost]
    adding = next(share for share in found.by_class if share.name == "adding")
    classed = any(share.steps for share in found.by_class if share.name)
    made.append(_figure("adding", Ratio(adding.work / total.work) if classed and total.work else None))
    return made


def _times(found: Analysis) -> list[Figure]:
    timed = [each for each in found.lead_times if any(step.process == each.process for step in found.steps)]
    paths = {path.process: path for path in found.critical_paths}
    made = []
    for number, each in enumerate(timed):
        mark = f" {number}" if len(timed) > 1 else ""
        path = paths.get(each.process)
        known = [
            _figure("lead", Time(each.lead) if each.lead is not None else None),
            _figure("working", Time(each.work) if each.work is not None else None),
            _figure("efficiency", Ratio(each.efficiency) if each.efficiency is not None else None),
            _figure("critical", Time(path.length) if path else None, path.elements if path else ()),
        ]
        name = found.names.get(each.process, "")
        for figure in known:
            label = message("analysis.figure.of", figure=figure.label, process=name) if mark and name else figure.label
            made.append(replace(figure, key=figure.key + mark, label=label))
    return made


def expected_total(share: Share) -> Time | None:
    """The working time of a case, where it is known."""
    return Time(share.expected_work) if share.expected_work is not None else None
