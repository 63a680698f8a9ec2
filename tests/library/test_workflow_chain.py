"""Approval steps as one row of states: what is read is what is written, and what is made holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.library.workflow import FOUR_EYES, USUAL, decode, encode
from modeller.library.workflow_chain import Stage, stages_of, usual, with_review, workflow_of
from modeller.model.approval import Signatory, Step, Workflow

TITLES = st.lists(st.sampled_from(["", "制订", "审查", "会签", "核准", "Legal"]), min_size=1, max_size=4, unique=True)
PEOPLE = st.lists(st.sampled_from(["李雷", "王芳", "Wang Fang"]), max_size=2, unique=True).map(tuple)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Stage, ...]:
    """A row of states with signatures, one of them or more to sign in."""
    stages = usual()
    for _ in range(draw(st.integers(0, 3))):
        stages = with_review(stages)
    made = []
    for stage in stages:
        on = stage.on
        if on is not None:
            who = tuple(Signatory(title, draw(PEOPLE)) for title in draw(TITLES))
            flags = {name: draw(st.booleans()) for name in ("ordered", "others", "four_eyes")}
            on = replace(on, signatories=who, **flags)  # type: ignore[arg-type]
        name = draw(st.sampled_from(["", "会签中", "Effective"]))
        back = draw(st.booleans()) if stage.state.kind in ("review", "approved") else False
        made.append(Stage(replace(stage.state, name=name), on, back))
    return tuple(made)


def same(stages: tuple[Stage, ...]) -> list[object]:
    """What a row says, without where its steps lead: that follows from the row."""
    return [(each.state, each.on and replace(each.on, before="", after=""), each.back) for each in stages]


@given(rows())
def test_every_row_of_states_is_a_workflow_that_holds_and_is_read_as_that_row(stages: tuple[Stage, ...]) -> None:
    made = workflow_of(stages, USUAL)
    assert decode(encode(made)) == made
    found = stages_of(made)
    assert found is not None
    assert same(found) == same(stages)


@pytest.mark.parametrize("known", [USUAL, FOUR_EYES])
def test_the_workflows_of_the_program_come_back_whole(known: Workflow) -> None:
    made = workflow_of(stages_of(known) or (), known)
    assert made.states == known.states
    assert set(made.steps) == set(known.steps)


def test_what_is_more_than_one_row_is_none() -> None:
    back = replace(USUAL, steps=(*USUAL.steps[:2], replace(USUAL.steps[2], signatories=(Signatory("审查"),))))
    assert stages_of(Workflow(back.states, (*back.steps, *USUAL.steps[3:]))) is None
    skipping = Workflow(
        (*USUAL.states, replace(USUAL.states[1], id="legal")),
        (*USUAL.steps, Step("approve", "legal", "approved")),
    )
    assert stages_of(skipping) is None


def test_a_library_that_retires_only_what_was_published_goes_on_so() -> None:
    only = replace(
        USUAL, steps=tuple(each for each in USUAL.steps if (each.action, each.before) != ("retire", "approved"))
    )
    assert set(workflow_of(stages_of(only) or (), only).steps) == set(only.steps)
