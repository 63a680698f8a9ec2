"""The verdict on a process: reduce it, search what is left, tell each violation."""

from collections.abc import Callable, Iterable

from modeller.execution.plan import Plan
from modeller.execution.plans import collaboration, converse, lowered, plans
from modeller.execution.reading import collected
from modeller.language import words
from modeller.model.bulk import uncollected
from modeller.model.entries import Soundness, Witness
from modeller.model.reading import Model
from modeller.validation.soundness.case import Case, dead_activity
from modeller.validation.soundness.mending import mended
from modeller.validation.soundness.reduction import Reduction, elements
from modeller.validation.soundness.search import Found, search


def never() -> bool:
    """Nobody has lost interest."""
    return False


def check(model: Model, stopped: Callable[[], bool] = never) -> tuple[Soundness, ...]:
    """Each process of a snapshot for itself: messages come when they are waited for.

    `stopped` is asked now and then; once it says yes what is not known yet stays undecided.
    """
    with uncollected():
        return tuple(check_plan(model, plan, stopped) for plan in plans(model))


def check_together(model: Model, stopped: Callable[[], bool] = never) -> tuple[Soundness, ...]:
    """Each process for itself, and where they send each other messages all of them together as well, at the end."""
    with uncollected():
        found = collected(model)
        told = [check_plan(model, lowered(found, (root,), False), stopped) for root in found.roots()]
        if converse(found):
            told.append(check_plan(model, lowered(found, tuple(found.roots()), True), stopped))
        return tuple(told)


def check_collaboration(model: Model, stopped: Callable[[], bool] = never) -> Soundness:
    """All processes of a snapshot together: what waits for another pool's message waits until it was sent."""
    return check_plan(model, collaboration(model), stopped)


def check_plan(model: Model, plan: Plan, stopped: Callable[[], bool] = never) -> Soundness:
    """The verdict on one plan, with what mends it; `model` gives the names for the words."""
    found = _decided(model, plan, stopped)
    if found.verdict != "unsound":
        return found
    return mended(plan, found, lambda changed: _decided(model, changed, stopped))


def _decided(model: Model, plan: Plan, stopped: Callable[[], bool]) -> Soundness:
    reduction = Reduction(plan)
    reduction.run()
    every = dict.fromkeys(step.element for step in plan.steps if step.activity)
    if reduction.done:
        dead = _dead(every, reduction, None)
        return _said(model, plan, Found(), reduction, dead)
    left, edges, steps = reduction.left()
    found = search(left, stopped)
    if reduction.loose and found.unsafe is not None:
        reduction = Reduction(plan, inclusive=False)
        reduction.run()
        left, edges, steps = reduction.left()
        found = search(left, stopped)
    alive = {edges[edge] for edge in found.marked}, {steps[step] for step in found.fired}
    dead = _dead(every, reduction, alive)
    return _said(model, plan, found, reduction, dead, left, edges, steps)


def _dead(every: Iterable[str], reduction: Reduction, alive: tuple[set[int], set[int]] | None) -> tuple[str, ...]:
    """The activities that no marking found lets happen; without `alive` all of what is left can."""
    edges, steps = alive if alive is not None else (reduction.edges, reduction.steps)
    living: set[str] = set()
    for edge in edges:
        living.update(elements(reduction.on_edge[edge]))
    for step in steps:
        living.update(elements(reduction.on_step[step]))
    return tuple(key for key in every if key not in living)


def _said(
    model: Model,
    plan: Plan,
    found: Found,
    reduction: Reduction,
    dead: tuple[str, ...],
    left: Plan | None = None,
    edges: list[int] | None = None,
    steps: list[int] | None = None,
) -> Soundness:
    safe = False if found.unsafe else True if found.finished else None
    completes = False if found.stuck else True if found.finished else None
    proper = False if found.twice else True if found.finished else None
    alive: bool | None = not dead
    if dead and not found.finished:
        alive, dead = None, ()
    told: list[Witness] = []
    if left is not None and edges is not None and steps is not None:
        told = Case(model, plan, reduction, left, edges, steps).witnesses(found)
    told += [dead_activity(model, key) for key in dead]
    answers = (safe, completes, proper, alive)
    verdict = "unsound" if False in answers else "undecided" if None in answers else "sound"
    return Soundness(plan.element, verdict, safe, completes, proper, alive, dead, tuple(told))  # type: ignore[arg-type]


def as_data(soundness: Soundness, known_as: Callable[[str], str] = str) -> dict[str, object]:
    """The verdict as it stands in JSON; null is "not decided". `known_as` gives the id for a key."""
    return {
        "verdict": soundness.verdict,
        "safe": soundness.safe,
        "option_to_complete": soundness.option_to_complete,
        "proper_completion": soundness.proper_completion,
        "no_dead_activity": soundness.no_dead_activity,
        "dead": [known_as(key) for key in soundness.dead],
        "witness": [_witness(witness, known_as) for witness in soundness.witnesses],
    }


def _witness(witness: Witness, known_as: Callable[[str], str]) -> dict[str, object]:
    mend = witness.mend
    return {
        "property": witness.property,
        "message": words(witness.message),
        "elements": [known_as(key) for key in witness.elements],
        "steps": [
            {
                "element": known_as(step.element),
                "flows": [known_as(key) for key in step.flows],
                "choice": step.choice,
                "tokens": {known_as(key): number for key, number in step.tokens},
            }
            for step in witness.steps
        ],
        "mend": mend and {"kind": mend.kind, "element": known_as(mend.element), "gateway": mend.gateway},
    }
