"""Steps that a hand drops where phases meet slip into one of them, in the same step of the history."""

import pytest
from editing.models import assert_whole, faults, undone_and_redone
from editing.test_phases import assert_members, assert_tiled, bounds, cut, service

from modeller.editing import phases, pools
from modeller.editing.drop import drop
from modeller.editing.lock import lock
from modeller.editing.move import move
from modeller.model.document import Document
from modeller.notation.bpmn.phases import phase_of, phases_of


def onto(document: Document, pool: str, step: str, off: float, turned: bool = False) -> tuple[float, float]:
    """The way that brings the middle of a step so far beyond the border behind the second phase."""
    border, centre = bounds(document, phases_of(document, pool)[1].key), bounds(document, step).centre
    return (0, border.bottom + off - centre.y) if turned else (border.right + off - centre.x, 0)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("off", [-48, -20, -1, 0, 1, 30, 48])
def test_a_step_that_is_dropped_on_a_border_slips_into_the_phase_of_its_middle(off: int, turned: bool) -> None:
    document, pool, steps = service()
    if turned:
        pools.turn(document, pool)
    wanted = phases_of(document, pool)[1 if off < 0 else 2].key
    way = onto(document, pool, steps[0], off, turned)
    depth = document.depths[0]
    undone_and_redone(document, lambda: drop(document, [steps[0]], *way))
    assert document.depths[0] == depth + 1
    dropped = document.node(steps[0])
    assert dropped is not None
    assert not cut(document, pool, steps[0])
    assert phase_of(document, dropped) == document.node(wanted)
    assert_tiled(document)
    assert_members(document)
    assert faults(document) == {}
    assert_whole(document)


def test_all_that_are_dropped_on_borders_slip_and_short_phases_grow() -> None:
    document, pool, steps = service()
    for phase in phases_of(document, pool)[1:3]:
        phases.move_border(document, phase.key, 60 - bounds(document, phase.key).width)
    for number, off in enumerate((-40, 0, 40)):
        dx, dy = onto(document, pool, steps[number], off)
        move(document, [steps[number]], dx, dy + 100 * number)
    drop(document, steps[:3], 4, 0)
    assert not any(cut(document, pool, step) for step in steps[:3])
    assert_tiled(document)
    assert_members(document)
    assert faults(document) == {}


def test_what_stands_clear_of_borders_stands_where_it_was_dropped() -> None:
    document, pool, steps = service()
    dx, dy = onto(document, pool, steps[0], 75)
    move(document, [steps[0]], dx, dy)
    wanted = document.snapshot().records
    document.undo()
    drop(document, [steps[0]], dx, dy)
    assert dict(document.records) == dict(wanted)


def test_steps_that_come_along_with_their_pool_stay_as_they_stood_in_it() -> None:
    document, pool, steps = service()
    move(document, [steps[0]], *onto(document, pool, steps[0], 10))
    before = bounds(document, steps[0])
    assert cut(document, pool, steps[0])
    drop(document, [pool, *steps], 30, 40)
    assert bounds(document, steps[0]) == before.moved(30, 40)


def test_a_locked_step_does_not_slip() -> None:
    document, pool, steps = service()
    move(document, [steps[0]], *onto(document, pool, steps[0], 10))
    before = bounds(document, steps[0])
    lock(document, [steps[0]], True)
    drop(document, [steps[0], steps[3]], 0, 5)
    assert bounds(document, steps[0]) == before
