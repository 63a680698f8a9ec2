"""How work may go through a process or a sub-process: what follows each step, and in which share of the cases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import prod
from typing import Final, Literal, TypeAlias

from modeller.analysis.survey import Survey
from modeller.execution.reading import FlowNode
from modeller.model.records import Flow
from modeller.notation.attributes import PREFIX
from modeller.notation.catalogue import flow_type
from modeller.notation.element import Role
from modeller.notation.quantities import per_year

ENTRY: Final = "<entry>"
EXIT: Final = "<exit>"
Split: TypeAlias = Literal["one", "all", "some"]
"""Which of several ways are taken: one, all, or each by itself with its share."""
GapKind: TypeAlias = Literal["shares", "sum", "starts", "merge", "waits", "endless", "entangled", "deep", "times"]
"""Why something is not known: shares are missing or do not add up, it is not said how often each of several starts
begins a case, parallel ways meet without waiting for each other, a join waits for what does not come, a loop has no
way out, parallel ways lead back over their own start or are nested too deep, no step has a time."""
_CLOSE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Gap:
    """Why something is not known, and the key of the element where it shows."""

    kind: GapKind
    element: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: the key of its flow (``""`` where none is drawn), of the step behind it, and its share of the cases.

    `chance` is what a way that is taken by itself has for its own; 0 for the one that is taken where no other is.
    """

    flow: str
    target: str
    share: float
    chance: float = 0.0


@dataclass(slots=True)
class Level:
    """What a process or sub-process holds. Ways begin at ENTRY; a step without any ends at EXIT.

    Shares that are not known stand as equal ones, and the step among `gaps`.
    """

    scope: str
    nodes: dict[str, FlowNode] = field(default_factory=dict)
    after: dict[str, list[Way]] = field(default_factory=dict)
    split: dict[str, Split] = field(default_factory=dict)
    incoming: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """What stands beside the flow and has no share: events at a border, event sub-processes, steps that repeat."""


def share_of(flow: Flow) -> float | None:
    """How often a flow is taken, from 0 to 1; None where nobody said."""
    try:
        return float(str(flow.properties[PREFIX + "probability"])) / 100
    except (KeyError, ValueError):
        return None


def level(found: Survey, scope: str) -> Level:
    """The ways of one level.

    An event at a border that interrupts is taken in the share of the cases that stands on the flow behind it; without
    one it is left out, as are those that do not interrupt, event sub-processes and compensation.
    """
    made = Level(scope)
    for each in found.found.held.get(scope, ()):
        if each.traits.event_triggered or (each.role is Role.WORK and each.traits.compensation):
            made.left_out.append(each.key)
        else:
            made.nodes[each.key] = each
            if each.traits.loop:
                made.left_out.append(each.key)
    for each in made.nodes.values():
        if each.role is not Role.BOUNDARY:
            _leave(found, made, each)
    _links(made)
    _begin(made)
    for key in [*made.nodes, *(key for key in made.after if key not in made.nodes)]:
        if not made.after.get(key):
            made.after[key] = [Way("", EXIT, 1.0)]
    return made


def _leave(found: Survey, made: Level, each: FlowNode) -> None:
    key, flows = each.key, found.found.outgoing.get(each.key, [])
    for flow in flows:
        made.incoming[flow.target or ""] = made.incoming.get(flow.target or "", 0) + 1
    broken = _interrupted(found, made, each)
    if broken:
        done = f"{key}<done>"
        rest = max(0.0, 1 - sum(way.share for way in broken))
        if sum(way.share for way in broken) > 1 + _CLOSE:
            made.gaps[key] = Gap("sum", key)
        made.after[key], made.split[key] = [*broken, Way("", done, rest)], "one"
        key = done
    made.after[key] = _ways(found, made, each, key, flows)


def _ways(found: Survey, made: Level, each: FlowNode, key: str, flows: list[Flow]) -> list[Way]:
    if len(flows) < 2:
        return [Way(flow.key, flow.target or "", 1.0) for flow in flows]
    kind = made.split[key] = _kind(found, each, flows)
    shares = [share_of(flow) for flow in flows]
    if kind == "all":
        known = [1.0] * len(flows)
    elif kind == "one":
        known = one_of(shares)
        gap = gap_of(shares)
        if gap is not None:
            made.gaps[each.key] = Gap(gap, each.key)
    else:
        default = [flow_type(flow).default(flow, found.model) for flow in flows]
        pairs = list(zip(shares, default, strict=True))
        chances = [0.0 if usual else 0.5 if share is None else share for share, usual in pairs]
        if any(share is None and not usual for share, usual in pairs):
            made.gaps[each.key] = Gap("shares", each.key)
        taken = zip(flows, some_of(chances, default), chances, strict=True)
        return [Way(flow.key, flow.target or "", share, chance) for flow, share, chance in taken]
    return [Way(flow.key, flow.target or "", share) for flow, share in zip(flows, known, strict=True)]


def _kind(found: Survey, each: FlowNode, flows: list[Flow]) -> Split:
    if each.role is Role.CHOICE or (each.role is Role.EVENT_CHOICE and not each.traits.parallel_multiple):
        return "one"
    if each.role in {Role.INCLUSIVE, Role.COMPLEX}:
        return "some"
    conditional = any(flow_type(flow).conditional(flow, found.model) for flow in flows)
    return "some" if conditional and each.role is Role.WORK else "all"


def gap_of(shares: Iterable[float | None]) -> Literal["shares", "sum"] | None:
    """What is wrong with the shares of ways of which one is taken. A single one that is missing is the rest."""
    shares = list(shares)
    total, missing = sum(share or 0.0 for share in shares), sum(1 for share in shares if share is None)
    if missing > 1:
        return "shares"
    if total > 1 + _CLOSE or (not missing and total < 1 - _CLOSE):
        return "sum"
    return None


def one_of(shares: Iterable[float | None]) -> list[float]:
    """The shares of ways of which one is taken, adding up to 1: the missing have equal parts of the rest."""
    shares = list(shares)
    total, missing = sum(share or 0.0 for share in shares), sum(1 for share in shares if share is None)
    rest = max(0.0, 1 - total) / missing if missing else 0.0
    known = [rest if share is None else share for share in shares]
    whole = sum(known)
    return [share / whole for share in known] if whole else [1 / len(known)] * len(known)


def some_of(chances: list[float], default: list[bool]) -> list[float]:
    """The shares of ways of which each is taken by itself, the default one where no other is.

    Without a default way the shares are those of the cases in which at least one is taken.
    """
    none = prod(1 - chance for chance in chances)
    if any(default):
        return [none if usual else chance for chance, usual in zip(chances, default, strict=True)]
    return [chance / (1 - none) for chance in chances] if none < 1 else [1 / len(chances)] * len(chances)


def _interrupted(found: Survey, made: Level, each: FlowNode) -> list[Way]:
    ways = []
    for event in found.found.attached.get(each.key, ()):
        if event.key not in made.nodes:
            continue
        flows = found.found.outgoing.get(event.key, [])
        share = share_of(flows[0]) if len(flows) == 1 else None
        if share is None or not event.traits.interrupting:
            made.left_out.append(event.key)
            continue
        target = flows[0].target or ""
        made.incoming[target] = made.incoming.get(target, 0) + 1
        made.after[event.key] = [Way(flows[0].key, target, 1.0)]
        ways.append(Way("", event.key, share))
    return ways


def _links(made: Level) -> None:
    """What throws a link goes on where the first event of that name catches it."""
    named = [each for each in made.nodes.values() if each.traits.link and each.role is Role.INTERMEDIATE]
    catching = {each.traits.link: each.key for each in reversed(named) if each.traits.catching}
    for each in named:
        target = catching.get(each.traits.link)
        if not each.traits.catching and target is not None and not made.after.get(each.key):
            made.after[each.key] = [Way("", target, 1.0)]
            made.incoming[target] = made.incoming.get(target, 0) + 1


def _begin(made: Level) -> None:
    """One start event begins a case, in the share of its frequency; without any all do that nothing leads to."""
    starts = [each for each in made.nodes.values() if each.role is Role.START and not made.incoming.get(each.key)]
    free = [
        each for each in made.nodes.values() if not made.incoming.get(each.key) and each.role is not Role.BOUNDARY
    ]  # fmt: skip
    if starts:
        rates = [per_year(str(each.node.properties.get(PREFIX + "frequency", ""))) for each in starts]
        whole = sum(rate or 0.0 for rate in rates)
        known = len(starts) == 1 or (None not in rates and whole > 0)
        if not known:
            made.gaps[starts[0].key] = Gap("starts", starts[0].key)
        shares = [(rate or 0.0) / whole if known and whole else 1 / len(starts) for rate in rates]
        made.split[ENTRY] = "one"
    else:
        starts, shares = free, [1.0] * len(free)
        made.split[ENTRY] = "all"
    made.after[ENTRY] = [Way("", each.key, share) for each, share in zip(starts, shares, strict=True)]
