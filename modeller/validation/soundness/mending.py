"""What mends a violation: tried on the plan before it is offered, so that it takes the violation away and adds none."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from modeller.execution.plan import Edge, Join, Plan, Split, Step
from modeller.model.entries import Mend, Soundness, Witness

Gateway: TypeAlias = Literal["choice", "parallel", "inclusive"]
Verdict: TypeAlias = Callable[[Plan], Soundness]

MOST: Final = 4
"""So many changed plans are tried for one process; more would keep somebody waiting who draws."""
_MOVES: Final[dict[Gateway, tuple[Join, Split]]] = {
    "choice": (Join.ANY, Split.ONE),
    "parallel": (Join.ALL, Split.ALL),
    "inclusive": (Join.INCLUSIVE, Split.SOME),
}
_NAMES: Final = ("safe", "option_to_complete", "proper_completion", "no_dead_activity")


def mended(plan: Plan, found: Soundness, verdict: Verdict) -> Soundness:
    """The same with what has been shown to mend each violation; without where nothing that was tried does."""
    tries, told = MOST, list[Witness]()
    for witness in found.witnesses:
        mend = None
        for candidate in _candidates(witness):
            if tries and mend is None:
                tries -= 1
                changed = applied(plan, candidate)
                if changed is not None and _better(witness, found, verdict(changed)):
                    mend = candidate
        told.append(replace(witness, mend=mend))
    return replace(found, witnesses=tuple(told))


def _candidates(witness: Witness) -> Iterator[Mend]:
    if witness.mend is not None:
        yield witness.mend
        for other in _MOVES:
            if other != witness.mend.gateway and not (witness.mend.kind == "insert_join" and other == "choice"):
                yield replace(witness.mend, gateway=other)


def _better(witness: Witness, before: Soundness, after: Soundness) -> bool:
    """Whether a violation is gone, or shows elsewhere only, and no other came."""
    for name in _NAMES:
        if getattr(before, name) is not False and getattr(after, name) is False:
            return False
    if len(after.dead) > len(before.dead):
        return False
    same = [each for each in after.witnesses if each.property == witness.property]
    if getattr(after, witness.property) is None:
        return False
    return all(set(each.elements).isdisjoint(witness.elements) for each in same)


def applied(plan: Plan, mend: Mend) -> Plan | None:
    """The plan as it would be; None where the element is none that could be changed so."""
    numbers = [number for number, step in enumerate(plan.steps) if step.element == mend.element]
    if not numbers:
        return None
    number = numbers[0]
    steps, edges = list(plan.steps), list(plan.edges)
    step = steps[number]
    join, split = _MOVES[mend.gateway]
    if mend.kind == "replace_gateway":
        steps[number] = step._replace(join=join, split=split if step.outs else Split.ALL)
    else:
        edges.append(Edge("", step.scope, mend.element))
        between = len(edges) - 1
        steps[number] = step._replace(ins=(between,))
        steps.append(Step("", join, Split.ALL, step.ins, (between,), step.scope))
    return Plan.of(plan.element, steps, edges, plan.scopes, plan.initial)
