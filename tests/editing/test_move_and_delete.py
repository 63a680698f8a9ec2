"""Moving takes along what is in, on and at a shape; deleting takes along what cannot stay, and the flow heals."""

from dataclasses import replace

import pytest
from editing.models import (
    DIAGRAM,
    assert_round_trip,
    assert_whole,
    blank,
    faults,
    flow_to,
    row,
    undone_and_redone,
)

from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.lock import lock
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Point


def bounds(document: Document, key: str) -> Bounds:
    node = document.node(key)
    assert node is not None
    assert node.bounds is not None
    return node.bounds


def test_a_moved_sub_process_takes_its_contents_and_its_boundary_events_along() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    inner = place(document, DIAGRAM, "bpmn:task", 300, 200)
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 300, 300, {"trigger": "timer"})
    before = [bounds(document, key) for key in (outer, inner, event)]
    move(document, [outer], 40, 70)
    assert [bounds(document, key) for key in (outer, inner, event)] == [box.moved(40, 70) for box in before]
    assert_round_trip(document)


def test_what_is_dropped_into_a_sub_process_belongs_to_it_and_what_is_taken_out_no_more() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    (task,) = row(document, "task", x=800)
    move(document, [task], -500, 100)
    node = document.node(task)
    assert node is not None
    assert node.scope == outer
    move(document, [task], 500, 0)
    node = document.node(task)
    assert node is not None
    assert node.scope == "Process_1"
    assert_whole(document)


def test_a_flow_that_would_cross_the_border_of_a_sub_process_goes() -> None:
    document = blank()
    place(document, DIAGRAM, "bpmn:subProcess", 300, 300, {"di:isExpanded": "true"})
    _, two = row(document, "task", "task", x=600, y=100)
    move(document, [two], -450, 200)
    assert document.flows() == []
    assert_round_trip(document)


def test_a_gesture_leaves_no_drift_and_no_trace_when_it_is_cancelled() -> None:
    document = blank()
    one, _ = row(document, "task", "task")
    start = dict(document.records)
    edit = document.edit(message("editing.move"))
    for dx in range(1, 60, 7):
        edit.restart()
        move(document, [one], dx, dx / 2, dropped=False)
    edit.restart()
    move(document, [one], 10, 0)
    assert bounds(document, one).x == 60
    edit.cancel()
    assert dict(document.records) == start


def test_a_boundary_event_dragged_away_becomes_an_intermediate_event_and_back() -> None:
    document = blank()
    (task,) = row(document, "task")
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 100, 140, {"trigger": "timer"})
    move(document, [event], 0, 200)
    node = document.node(event)
    assert node is not None
    assert (node.type, node.host) == ("bpmn:intermediateCatchEvent", None)
    assert_round_trip(document)
    assert bounds(document, task) == Bounds(50, 60, 100, 80)


def test_an_error_event_cannot_stand_alone_and_comes_back_to_its_border() -> None:
    document = blank()
    (task,) = row(document, "task")
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 100, 140, {"trigger": "error"})
    move(document, [event], 30, 200)
    node = document.node(event)
    assert node is not None
    assert node.host == task
    assert bounds(document, event).centre == (130, 140)


def test_what_is_locked_does_not_move_by_itself_but_with_what_holds_it() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    inner = place(document, DIAGRAM, "bpmn:task", 300, 200)
    lock(document, [inner])
    with pytest.raises(Refused):
        move(document, [inner], 5, 5)
    before = bounds(document, inner)
    move(document, [outer], 20, 0)
    assert bounds(document, inner) == before.moved(20, 0)
    assert_round_trip(document)


def test_deleting_a_task_heals_the_flow_and_undo_brings_all_back() -> None:
    document = blank()
    one, two, three = row(document, "startEvent", "task", "endEvent")
    first = flow_to(document, one, two)
    start = dict(document.records)
    delete(document, [two])
    assert [flow.key for flow in document.flows()] == [first.key]
    assert flow_to(document, one, three).points == (Point(118, 100), Point(382, 100))
    assert_round_trip(document)
    document.undo()
    assert dict(document.records) == start


def test_a_chain_that_is_deleted_leaves_one_flow() -> None:
    document = blank()
    one, two, three, four = row(document, "task", "task", "task", "task")
    delete(document, [three, two])
    assert flow_to(document, one, four)
    assert len(document.flows()) == 1


def test_a_step_with_two_followers_leaves_no_flow_behind() -> None:
    document = blank()
    one, two, _ = row(document, "task", "exclusiveGateway", "task")
    other = place(document, DIAGRAM, "bpmn:task", 400, 300)
    connect(document, two, other)
    delete(document, [two])
    assert document.flows() == []
    assert document.node(one) is not None


def test_steps_that_are_joined_already_are_not_joined_twice() -> None:
    document = blank()
    one, two, three = row(document, "task", "task", "task")
    connect(document, one, three)
    delete(document, [two])
    assert len(document.flows()) == 1


def test_deleting_takes_contents_attached_events_and_data_objects_along() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    place(document, DIAGRAM, "bpmn:task", 300, 200)
    place(document, DIAGRAM, "bpmn:boundaryEvent", 300, 300, {"trigger": "timer"})
    data = place(document, DIAGRAM, "bpmn:dataObjectReference", 900, 200)
    start = len(blank())
    undone_and_redone(document, lambda: delete(document, [outer, data]))
    assert len(document) == start


def test_a_deleted_flow_is_no_default_any_more() -> None:
    document = blank()
    one, two = row(document, "exclusiveGateway", "task")
    flow = flow_to(document, one, two)
    with document.edit(message("editing.move")) as edit:
        node = document.node(one)
        assert node is not None
        edit.put(replace(node, properties=node.properties.changed({"default": flow.key})))
    delete(document, [flow.key])
    node = document.node(one)
    assert node is not None
    assert "default" not in node.properties
    assert faults(document) == {}


def test_of_two_sub_processes_that_are_moved_together_neither_comes_to_hold_itself() -> None:
    document = blank()
    keys = [place(document, DIAGRAM, "bpmn:subProcess", x, 300, {"di:isExpanded": "true"}) for x in (300, 1300)]
    with document.edit(message("editing.move")) as edit:  # as a file may have them: one upon the other
        node = document.node(keys[1])
        assert node is not None
        assert node.bounds is not None
        edit.put(replace(node, bounds=node.bounds.moved(-990, 10)))
    move(document, keys, 40, 40)
    for key in keys:
        assert key not in {above.key for above in document.ancestors(key)}


@pytest.mark.parametrize("far", [2e7, -2e7, 1e12])
def test_nothing_is_moved_farther_out_than_a_file_can_say(far: float) -> None:
    document = blank()
    first, second = row(document, "task", "task")
    connect(document, first, second)
    before = tuple(document)
    with pytest.raises(Refused):
        move(document, [first, second], far, 0)
    assert tuple(document) == before
    assert document.editing is None
    with document.edit(message("flows.lane.move")) as edit:
        with pytest.raises(Refused):
            move(document, [first], 0, far)
        edit.cancel()
    assert tuple(document) == before
