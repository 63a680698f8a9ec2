"""Pools and lanes as what steps are put into, moved between, copied and deleted with."""

import pytest
from editing.models import DIAGRAM, assert_round_trip, assert_whole, blank, faults, flow_to, row, undone_and_redone

from modeller.editing.append import append
from modeller.editing.clipboard import duplicate
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.lanes import split
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Node


def node(document: Document, key: str) -> Node:
    found = document.node(key)
    assert found is not None
    return found


def bounds(document: Document, key: str) -> Bounds:
    found = node(document, key).bounds
    assert found is not None
    return found


def two_pools() -> tuple[Document, str, str, str, str]:
    """Two pools, one below the other, with a task in each."""
    document = blank()
    upper = place(document, DIAGRAM, "bpmn:participant", 400, 150)
    lower = place(document, DIAGRAM, "bpmn:participant", 400, 500)
    one = place(document, DIAGRAM, "bpmn:task", 300, 150)
    two = place(document, DIAGRAM, "bpmn:task", *bounds(document, lower).centre)
    return document, upper, lower, one, two


def test_a_pool_on_a_diagram_takes_its_process_and_a_second_has_one_of_its_own() -> None:
    document, upper, lower, one, two = two_pools()
    assert node(document, one).scope == "Process_1" == node(document, upper).properties["processRef"]
    assert node(document, two).scope == node(document, lower).properties["processRef"] != "Process_1"
    assert_round_trip(document)
    assert faults(document) == {}


def test_steps_of_two_pools_are_joined_by_a_message_and_by_sequence_when_they_are_in_one() -> None:
    document, upper, lower, one, two = two_pools()
    flow = connect(document, one, two)
    assert flow_to(document, one, two).type == "bpmn:messageFlow"
    move(document, [two], 150, bounds(document, upper).centre.y - bounds(document, lower).centre.y)
    assert node(document, two).scope == "Process_1"
    assert (flow_to(document, one, two).key, flow_to(document, one, two).type) == (flow, "bpmn:sequenceFlow")
    assert_whole(document)
    assert_round_trip(document)


def test_a_step_cannot_stand_outside_of_all_pools() -> None:
    document, _, _, one, _ = two_pools()
    before = dict(document.records)
    with pytest.raises(Refused):
        place(document, DIAGRAM, "bpmn:task", 3000, 3000)
    with pytest.raises(Refused):
        move(document, [one], 5000, 0)
    assert dict(document.records) == before


def test_a_pool_moves_with_all_that_is_in_it() -> None:
    document, upper, _, one, _ = two_pools()
    before = bounds(document, one)
    move(document, [upper], -20, -30)
    assert bounds(document, one) == before.moved(-20, -30)


def test_a_deleted_pool_takes_its_process_along_and_the_last_one_leaves_it() -> None:
    document, upper, lower, one, two = two_pools()
    other = node(document, lower).properties.text("processRef")
    undone_and_redone(document, lambda: delete(document, [lower]))
    assert other not in document
    assert two not in document
    assert faults(document) == {}
    undone_and_redone(document, lambda: delete(document, [upper]))
    diagram = document[DIAGRAM]
    assert isinstance(diagram, Diagram)
    assert diagram.scope == "Process_1" == node(document, one).scope
    assert document.items("bpmn:collaboration") == []
    assert_round_trip(document)
    assert faults(document) == {}


def test_a_step_stands_in_the_lane_under_it_and_follows_it_elsewhere() -> None:
    document, upper, _, one, _ = two_pools()
    lanes = split(document, upper, 2)
    move(document, [one], 0, bounds(document, lanes[0]).centre.y - bounds(document, one).centre.y)
    assert node(document, one).lanes == (lanes[0],)
    move(document, [one], 0, bounds(document, lanes[1]).centre.y - bounds(document, one).centre.y)
    assert node(document, one).lanes == (lanes[1],)
    assert_round_trip(document)


def test_what_is_appended_stays_in_the_lane_of_its_predecessor_which_grows() -> None:
    document, upper, _, one, _ = two_pools()
    lanes = split(document, upper, 2)
    move(document, [one], 0, bounds(document, lanes[0]).centre.y - bounds(document, one).centre.y)
    made = [append(document, one, "bpmn:task") for _ in range(3)]
    assert {node(document, key).lanes for key in made} == {(lanes[0],)}
    assert all(bounds(document, lanes[0]).covers(bounds(document, key)) for key in made)
    assert not any(bounds(document, a).meets(bounds(document, b)) for a in made for b in made if a != b)
    assert_round_trip(document)


def test_a_copied_pool_has_a_process_of_its_own_and_lies_on_no_other() -> None:
    document, upper, lower, one, _ = two_pools()
    split(document, upper, 2)
    (made,) = duplicate(document, [upper])
    process = node(document, made).properties.text("processRef")
    assert process not in ("", "Process_1")
    assert [each.type for each in document.children(process) if isinstance(each, Node)] == ["bpmn:task"]
    assert not bounds(document, made).meets(bounds(document, upper))
    assert not bounds(document, made).meets(bounds(document, lower))
    assert node(document, one).scope == "Process_1"
    assert_round_trip(document)
    assert faults(document) == {}


def test_a_copied_event_at_a_border_belongs_to_the_process_of_its_host() -> None:
    document, _, _, one, _ = two_pools()
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 300, 190, {"trigger": "timer"})
    made, copied = duplicate(document, [one, event])[0], document.attached(one)
    assert [each.scope for each in document.attached(made)] == [each.scope for each in copied] == ["Process_1"]
    assert_round_trip(document)


def test_a_process_with_steps_gets_its_pool_around_them() -> None:
    document = blank()
    keys = row(document, "startEvent", "task", "endEvent")
    pool = place(document, DIAGRAM, "bpmn:participant", 400, 100)
    assert all(bounds(document, pool).covers(bounds(document, key)) for key in keys)
    assert_round_trip(document)
