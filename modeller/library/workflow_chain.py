"""A workflow as one row of states, as most organisations have it: what leads on from each, and what sends back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from modeller.library.workflow import FOUR_EYES
from modeller.model.approval import Action, Kind, Signatory, State, Step, Workflow

_ON: dict[Kind, Action] = {"draft": "submit", "review": "approve", "approved": "publish", "published": "retire"}
"""What leads on from a state of each kind."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A state, the step that leads on from it (None from the last), and whether a version can be sent back from it."""

    state: State
    on: Step | None
    back: bool = False


def stages_of(workflow: Workflow) -> tuple[Stage, ...] | None:
    """The states in their order; None where a workflow is more than one row, or sends back elsewhere or by signatures.

    What retires a version that is approved but not published is no stage's: `workflow_of` keeps it.
    """
    kinds = [each.kind for each in workflow.states]
    if sorted(kinds) != sorted([*_ON, "retired", *["review"] * (kinds.count("review") - 1)]):
        return None
    stages: list[Stage] = []
    state: State | None = workflow.states[0]
    used: list[Step] = []
    while state is not None and all(state is not each.state for each in stages):
        on = workflow.step(_ON[state.kind], state.id) if state.kind in _ON else None
        back = workflow.step("reject", state.id)
        if back is not None and back != Step("reject", state.id, workflow.states[0].id):
            return None
        stages.append(Stage(state, on, back is not None))
        used += [each for each in (on, back) if each is not None]
        state = workflow.state(on.after) if on is not None else None
    rest = [each for each in workflow.steps if each not in used]
    if len(stages) != len(workflow.states) or not all(_retires(each, workflow) for each in rest):
        return None
    return tuple(stages)


def workflow_of(stages: Sequence[Stage], like: Workflow) -> Workflow:
    """The workflow of a row of states; its spans, and whether what is approved can be retired, are those of `like`."""
    states = tuple(each.state for each in stages)
    steps: list[Step] = []
    for here, after in pairwise(stages):
        action = _ON[here.state.kind]
        step = here.on or Step(action, "", "")
        steps.append(replace(step, action=action, before=here.state.id, after=after.state.id))
        if here.back:
            steps.append(Step("reject", here.state.id, states[0].id))
    for each in like.steps:
        if _retires(each, like):
            steps.append(replace(each, before=_id_of("approved", states), after=states[-1].id))
    return replace(like, states=states, steps=tuple(steps))


def with_review(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """One more state in which a version waits for signatures, behind the last of them and as that."""
    taken = {each.state.id for each in stages}
    id = next(name for number in range(2, len(taken) + 3) if (name := f"review{number}") not in taken)
    place = max(place for place, each in enumerate(stages) if each.state.kind == "review") + 1
    before = stages[place - 1]
    on = before.on or Step("approve", "", "")
    made = Stage(State(id, "review"), replace(on, before=id, signatories=(Signatory(),)), before.back)
    return (*stages[:place], made, *stages[place:])


def usual() -> tuple[Stage, ...]:
    """The row of states that a new library begins with."""
    found = stages_of(FOUR_EYES)
    assert found is not None
    return found


def _retires(step: Step, workflow: Workflow) -> bool:
    """Whether it is what retires a version that is approved and was never published."""
    before = workflow.state(step.before)
    return step.action == "retire" and before is not None and before.kind == "approved"


def _id_of(kind: Kind, states: Sequence[State]) -> str:
    return next(each.id for each in states if each.kind == kind)
