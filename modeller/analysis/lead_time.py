"""Expected visits, lead time and working time of a process by the frequency of its branches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Final, TypeAlias

from modeller.analysis.equations import Endless, visits
from modeller.analysis.survey import Survey, survey
from modeller.analysis.takes import NOTHING, Takes, Times
from modeller.analysis.ways import ENTRY, EXIT, Gap, GapKind, Level, Way, level
from modeller.model.reading import Model
from modeller.notation.element import Role

_DEEPEST: Final = 60
"""Parallel ways and sub-processes within each other beyond this are not worked out."""
_Rows: TypeAlias = Mapping[str, Mapping[str, float]]
_JOINS = frozenset({Role.PARALLEL, Role.INCLUSIVE, Role.COMPLEX})


@dataclass(frozen=True, slots=True)
class LeadTime:
    """What a case of a process takes, in seconds; None where it is not known, and `gaps` say why.

    `visits` says how often each step is expected, by key. `work` is the lead time without waiting (the theoretical
    cycle time), `efficiency` its share of the lead time. `missing` are the steps without a duration, which count as
    taking none: the times are then at least. `assumed` are the choices whose branches were taken as equally likely,
    because the caller wanted that; `left_out` what stands beside the flow with no share (see `ways.level`). `rough`
    says that parallel ways hold choices: then the longest of their expected times is a little less than the expected
    longest.
    """

    process: str
    lead: float | None
    work: float | None
    efficiency: float | None
    visits: Mapping[str, float] | None
    gaps: tuple[Gap, ...] = ()
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    rough: bool = False


class _Unknown(Exception):
    def __init__(self, kind: GapKind, element: str) -> None:
        super().__init__(kind)
        self.gap = Gap(kind, element)


@dataclass(slots=True)
class _Part:
    """What comes of one stretch of ways: visits by key, times, and whether chance has a hand in it."""

    visits: dict[str, float] = field(default_factory=dict)
    times: Times = field(default=NOTHING)
    random: bool = False

    def visit(self, others: Mapping[str, float], share: float) -> None:
        for key, count in others.items():
            self.visits[key] = self.visits.get(key, 0.0) + count * share


def lead_times(model: Model | Survey, equal: bool = False) -> tuple[LeadTime, ...]:
    """The expected lead time of each process.

    As flow analysis has it (Dumas, La Rosa, Mendling and Reijers, Fundamentals of Business Process Management, 2nd
    edition, 7.1): what follows each other is added, branches count by their share, parallel ways as their longest, and
    the efficiency is the working time by the lead time. Loops come by solving the flow equations (see
    `equations.visits`), so that any interleaving of choices is covered; parallel ways have to meet in a join, or to
    end by themselves. With inclusive ways, taken independently with shares p, sorted from the longest down, the longest
    is expected to take Σ tᵢ pᵢ Π(1 − pⱼ) over j < i.
    With `equal` the branches of choices without shares are taken as equally likely. Without it nothing is known there.
    """
    found = model if isinstance(model, Survey) else survey(model)
    takes = Takes(found)
    return tuple(_of_process(takes, process, equal) for process in found.processes)


def _of_process(takes: Takes, process: str, equal: bool) -> LeadTime:
    solver = _Solver(takes)
    try:
        part = solver.inside(process)
    except _Unknown as unknown:
        gaps = (*(() if equal else solver.gaps.values()), unknown.gap)
        return LeadTime(process, None, None, None, None, gaps, solver.missing(process))
    missing, left_out = solver.missing(process), solver.left_out()
    gaps = () if equal else tuple(solver.gaps.values())
    assumed = tuple(solver.gaps) if equal else ()
    counts = None if gaps else part.visits
    if not part.times.lead:
        gaps = (*gaps, Gap("times", process))
    if gaps:
        return LeadTime(process, None, None, None, counts, gaps, missing, assumed, left_out)
    work, lead = part.times
    return LeadTime(process, lead, work, work / lead, counts, (), missing, assumed, left_out, solver.rough)


class _Solver:
    def __init__(self, takes: Takes) -> None:
        self.found, self.takes = takes.found, takes
        self.levels: dict[str, Level] = {}
        self.joins: dict[str, dict[str, str]] = {}
        self.gaps: dict[str, Gap] = {}
        self.folds: dict[str, _Part] = {}
        self.open: set[str] = set()
        self.deep = 0
        self.rough = False
        self.known: dict[str, _Part] = {}

    def missing(self, process: str) -> tuple[str, ...]:
        return tuple(key for key in self.takes.untimed if self.found.process_of(key) == process)

    def left_out(self) -> tuple[str, ...]:
        return tuple(key for each in self.levels.values() for key in each.left_out)

    def inside(self, scope: str) -> _Part:
        """One pass through what a process or sub-process holds."""
        if scope not in self.known:
            if len(self.open) + self.deep >= _DEEPEST:
                raise _Unknown("deep", scope)
            self.deep += 1
            self.levels[scope] = level(self.found, scope)
            self.joins[scope] = _joins(self.levels[scope])
            self.known[scope] = self.stretch(scope, {ENTRY: 1.0}, EXIT)
            self.deep -= 1
        return self.known[scope]

    def stretch(self, scope: str, begin: Mapping[str, float], stop: str) -> _Part:
        """From where one begins until `stop`, parallel ways each folded into one step that takes what they take."""
        made = self.levels[scope]
        folded: dict[str, _Part] = {}
        rows: dict[str, dict[str, float]] = {}
        waiting = list(begin)
        came: dict[str, set[str]] = {}
        while waiting:
            key = waiting.pop()
            if key in rows or key in {stop, EXIT}:
                continue
            ways = made.after.get(key, [])
            if key in made.gaps:
                self.gaps[key] = made.gaps[key]
            if len(ways) > 1 and made.split.get(key) in {"all", "some"}:
                join = self.joins[scope].get(key)
                if join is None:
                    raise _Unknown("endless", key)
                folded[key] = self.parallel(scope, key, ways, join)
                rows[key] = {join: 1.0}
            else:
                rows[key] = {}
                for way in ways:
                    rows[key][way.target] = rows[key].get(way.target, 0.0) + way.share
            for target in rows[key]:
                came.setdefault(target, set()).add(key)
                waiting.append(target)
        self._joins_wait(made, rows, came, folded)
        return self._sum(scope, rows, begin, folded)

    def _joins_wait(
        self, made: Level, rows: Mapping[str, object], came: Mapping[str, set[str]], folded: Mapping[str, _Part]
    ) -> None:
        """A parallel join that no parallel ways lead to waits for what does not come."""
        for key in rows:
            each = made.nodes.get(key)
            joins = each is not None and each.role is Role.PARALLEL and made.incoming.get(key, 0) > 1
            if joins and not came.get(key, set()) <= set(folded):
                raise _Unknown("waits", key)

    def _sum(
        self, scope: str, rows: _Rows, begin: Mapping[str, float], folded: Mapping[str, _Part]
    ) -> _Part:  # fmt: skip
        try:
            counts = visits(rows, begin)
        except Endless as endless:
            raise _Unknown("endless", endless.element.removesuffix("<done>")) from None
        part, work, lead = _Part(), 0.0, 0.0
        for key, count in counts.items():
            own = self.step(scope, key)
            for each in (own, folded.get(key)):
                if each is not None:
                    part.visit(each.visits, count)
                    work, lead = work + count * each.times.work, lead + count * each.times.lead
                    part.random = part.random or (each.random and count > 0)
            part.random = part.random or sum(1 for share in rows[key].values() if 0 < share < 1) > 0
        part.times = Times(work, lead)
        return part

    def step(self, scope: str, key: str) -> _Part:
        """One visit of a step, with what it holds."""
        each = self.levels[scope].nodes.get(key)
        if each is None:
            return _Part()
        own = self.takes.times(each.node)
        part = _Part({key: 1.0}, own)
        if each.traits.container and self.found.found.held.get(key):
            inner = self.inside(key)
            part.visit(inner.visits, 1.0)
            part.times = Times(own.work + inner.times.work, own.lead + inner.times.lead)
            part.random = inner.random
        return part

    def parallel(self, scope: str, key: str, ways: list[Way], join: str) -> _Part:
        """Parallel ways from a split until they meet: visits added, times of the longest."""
        if key in self.folds:
            return self.folds[key]
        made = self.levels[scope]
        held = made.nodes.get(join)
        if join != EXIT and (held is None or held.role not in _JOINS):
            raise _Unknown("merge", join.removesuffix("<done>"))
        if key in self.open:
            raise _Unknown("entangled", key)
        if len(self.open) + self.deep >= _DEEPEST:
            raise _Unknown("deep", key)
        self.open.add(key)
        parts = [self.stretch(scope, {way.target: 1.0}, join) for way in ways]
        self.open.discard(key)
        made_of = self.folds[key] = _Part()
        for way, part in zip(ways, parts, strict=True):
            made_of.visit(part.visits, way.share)
            made_of.random = made_of.random or part.random
        self.rough = self.rough or made_of.random
        if made.split[key] == "all":
            made_of.times = Times(max(p.times.work for p in parts), max(p.times.lead for p in parts))
        else:
            made_of.times = Times(
                _longest(ways, [p.times.work for p in parts]), _longest(ways, [p.times.lead for p in parts])
            )
            made_of.random = True
        return made_of


def _longest(ways: list[Way], times: list[float]) -> float:
    """The expected longest of ways that are taken each by itself, in the cases in which any is."""
    none = prod(1 - way.chance for way in ways)
    alone = sum(way.share * time for way, time in zip(ways, times, strict=True) if not way.chance)
    if none >= 1:
        return alone
    expected, left = 0.0, 1.0
    for time, chance in sorted(((time, way.chance) for way, time in zip(ways, times, strict=True)), reverse=True):
        expected += time * chance * left
        left *= 1 - chance
    usual = sum(way.share for way in ways if not way.chance)
    return expected + alone if usual else expected / (1 - none)


def _joins(made: Level) -> dict[str, str]:
    """Where all ways from each step meet again: its immediate post-dominator."""
    from networkx import DiGraph, immediate_dominators

    back: DiGraph[str] = DiGraph()
    back.add_node(EXIT)
    back.add_edges_from((way.target, key) for key, ways in made.after.items() for way in ways)
    found: Mapping[str, str | None] = immediate_dominators(back, EXIT)
    return {key: join for key, join in found.items() if join is not None and key != EXIT}
