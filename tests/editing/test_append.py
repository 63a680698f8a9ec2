"""The next step stands right of the one before, on nothing else, and is joined to it."""

from itertools import pairwise

import pytest
from editing.models import DIAGRAM, assert_round_trip, assert_whole, blank, flow_to, row
from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.editing import lanes, phases
from modeller.editing.append import append, branch
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.editing.template import new_document
from modeller.model.document import Document
from modeller.model.records import Bounds
from modeller.notation.bpmn.phases import head, phase_of, phases_of

TYPES = ("task", "exclusiveGateway", "textAnnotation")


def bounds(document: Document, key: str) -> Bounds:
    node = document.node(key)
    assert node is not None
    assert node.bounds is not None
    return node.bounds


def test_a_step_comes_right_of_its_predecessor_at_the_usual_gap_and_height() -> None:
    document = blank()
    (start,) = row(document, "startEvent")
    key = append(document, start, "bpmn:task")
    assert bounds(document, key) == Bounds(168, 60, 100, 80)
    assert flow_to(document, start, key).points == ((118, 100), (168, 100))
    assert_round_trip(document)


def test_it_keeps_the_gap_that_the_steps_before_have() -> None:
    document = blank()
    _, two = row(document, "task", "task", gap=180)
    key = append(document, two, "bpmn:task")
    assert bounds(document, key).x - bounds(document, two).right == 80


def test_a_second_follower_steps_down_and_a_third_below_that() -> None:
    document = blank()
    (gateway,) = row(document, "exclusiveGateway")
    made = [append(document, gateway, "bpmn:task") for _ in range(3)]
    tops = [bounds(document, key).y for key in made]
    assert tops == sorted(tops)
    assert len({bounds(document, key).x for key in made}) == 1
    assert all(b - a >= 80 for a, b in pairwise(tops))


def test_a_sister_branches_off_the_same_predecessor() -> None:
    document = blank()
    (gateway,) = row(document, "exclusiveGateway")
    first = append(document, gateway, "bpmn:task")
    second = branch(document, first, "bpmn:userTask")
    assert flow_to(document, gateway, second)


def test_what_has_no_predecessor_has_no_sister() -> None:
    document = blank()
    (start,) = row(document, "startEvent")
    with pytest.raises(Refused):
        branch(document, start, "bpmn:task")


def test_nothing_follows_an_end_event() -> None:
    document = blank()
    (end,) = row(document, "endEvent")
    with pytest.raises(Refused):
        append(document, end, "bpmn:task")
    assert len(document.nodes()) == 1


def test_a_note_comes_above_and_data_below() -> None:
    document = blank()
    (task,) = row(document, "task")
    note, data = append(document, task, "bpmn:textAnnotation"), append(document, task, "bpmn:dataObjectReference")
    assert bounds(document, note).bottom <= bounds(document, task).y
    assert bounds(document, data).y >= bounds(document, task).bottom
    assert {flow.type for flow in document.flows()} == {"bpmn:association", "bpmn:dataOutputAssociation"}
    assert_round_trip(document)


def test_what_handles_an_event_at_the_border_stands_below_its_host() -> None:
    document = blank()
    (task,) = row(document, "task")
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 100, 140, {"trigger": "error"})
    key = append(document, event, "bpmn:task")
    assert bounds(document, key).y >= bounds(document, task).bottom + 30
    assert_whole(document)


def test_a_new_step_stands_on_no_flow_that_passes_by() -> None:
    document = blank()
    one, two = row(document, "task", "task", gap=600)
    (alone,) = row(document, "task", x=300, y=-100)
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 300, -60, {"trigger": "timer"})
    made = append(document, event, "bpmn:task")
    (_, y), _ = flow_to(document, one, two).points
    assert bounds(document, made).y >= bounds(document, alone).bottom
    assert not bounds(document, made).grown(1).y < y < bounds(document, made).bottom


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(("task", "exclusiveGateway", "textAnnotation"))), max_size=15
    )
)
def test_what_is_appended_never_lands_on_anything(steps: list[tuple[int, str]]) -> None:
    document = blank()
    row(document, "task")
    for which, type in steps:
        nodes = [node for node in document.nodes() if node.type != "bpmn:textAnnotation"]
        append(document, nodes[which % len(nodes)].key, f"bpmn:{type}")
    shapes = [node.bounds for node in document.nodes() if node.bounds is not None]
    assert not any(a.meets(b) for place, a in enumerate(shapes) for b in shapes[:place])


def test_nothing_follows_an_end_event_in_a_pool_either() -> None:
    document = new_document()
    start = next(node.key for node in document.nodes() if node.type == "bpmn:startEvent")
    end = append(document, start, "bpmn:endEvent")
    before = dict(document.records)
    with pytest.raises(Refused):
        append(document, end, "bpmn:task")
    assert document.records == before
    assert document.editing is None


def in_phases() -> tuple[Document, str, list[str]]:
    """A pool of two lanes and three phases about a row of three steps, one in each; its key and theirs."""
    document = blank()
    steps = row(document, "task", "task", "task", gap=200)
    pool = place(document, DIAGRAM, "bpmn:participant", 300, 100)
    lanes.split(document, pool, 2)
    phases.split(document, pool, 3)
    return document, pool, steps


def phase_number(document: Document, pool: str, key: str) -> int:
    node = document.node(key)
    assert node is not None
    phase = phase_of(document, node)
    assert phase is not None
    return [each.key for each in phases_of(document, pool)].index(phase.key)


def cut_by_a_border(document: Document, pool: str) -> list[str]:
    """The steps of a pool that stand across the border of one of its phases, or nearer than 10 units to it."""
    borders = [head(phase).right for phase in phases_of(document, pool)[:-1]]
    tasks = [node for node in document.nodes() if node.type == "bpmn:task" and node.bounds is not None]
    return [n.key for n in tasks for x in borders if n.bounds and n.bounds.x - 9 < x < n.bounds.right + 9]


def test_a_step_appended_near_a_phase_border_stays_in_the_phase_which_grows() -> None:
    document, pool, (one, two, three) = in_phases()
    assert [phase_number(document, pool, key) for key in (one, two, three)] == [0, 1, 2]
    last = append(document, three, "bpmn:task")
    alone = place(document, DIAGRAM, "bpmn:task", bounds(document, one).centre.x, bounds(document, pool).bottom - 60)
    records = dict(document.records)
    made = append(document, alone, "bpmn:task")
    assert [phase_number(document, pool, key) for key in (one, alone, made, two, three, last)] == [0, 0, 0, 1, 2, 2]
    assert cut_by_a_border(document, pool) == []
    assert_whole(document)
    assert_round_trip(document)
    document.undo()
    assert dict(document.records) == records


def test_a_branch_stands_with_its_sister_in_the_next_phase() -> None:
    document, pool, (one, two, _) = in_phases()
    made = branch(document, two, "bpmn:task")
    assert bounds(document, made).x == bounds(document, two).x
    assert [phase_number(document, pool, key) for key in (one, two, made)] == [0, 1, 1]
    assert cut_by_a_border(document, pool) == []


def test_an_open_sub_process_that_grows_for_a_step_stays_in_its_phase() -> None:
    document, pool, _ = in_phases()
    phases.move_border(document, phases_of(document, pool)[0].key, 300, grow=True)
    x = head(phases_of(document, pool)[0]).right - 200
    y = bounds(document, pool).bottom - 60
    outer = place(document, DIAGRAM, "bpmn:subProcess", x, y, {"di:isExpanded": "true"})
    assert phase_number(document, pool, outer) == 0
    inner = place(document, DIAGRAM, "bpmn:task", *bounds(document, outer).centre)
    for _ in range(3):
        inner = append(document, inner, "bpmn:task")
    assert phase_number(document, pool, outer) == 0
    assert bounds(document, outer).covers(bounds(document, inner))
    assert bounds(document, outer).right < head(phases_of(document, pool)[0]).right


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 30), max_size=12), st.booleans())
def test_no_step_that_is_appended_lands_on_anything_or_across_a_phase_border(steps: list[int], sisters: bool) -> None:
    document, pool, keys = in_phases()
    for which in steps:
        made = append(document, keys[which % len(keys)], "bpmn:task")
        keys.append(branch(document, made, "bpmn:task") if sisters else made)
    shapes = [bounds(document, node.key) for node in document.nodes() if node.type == "bpmn:task"]
    assert not any(a.meets(b) for place, a in enumerate(shapes) for b in shapes[:place])
    assert cut_by_a_border(document, pool) == []
