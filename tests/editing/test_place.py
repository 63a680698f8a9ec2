"""Where a new element is put decides what it belongs to."""

import pytest
from editing.models import DIAGRAM, assert_round_trip, assert_whole, blank, faults, flow_to, row

from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.model.records import Bounds
from modeller.notation.bpmn.content import triggers


def test_a_new_step_stands_about_the_place_on_whole_units_in_the_diagrams_process() -> None:
    document = blank()
    key = place(document, DIAGRAM, "bpmn:userTask", 200.4, 99.7)
    node = document.node(key)
    assert node is not None
    assert node.bounds == Bounds(150, 60, 100, 80)
    assert node.scope == "Process_1"
    assert_round_trip(document)


def test_an_event_gets_its_trigger() -> None:
    document = blank()
    timer = document.node(place(document, DIAGRAM, "bpmn:startEvent", 0, 0, {"trigger": "timer"}))
    assert timer is not None
    assert triggers(timer) == ("timer",)
    assert faults(document) == {}


def test_a_step_dropped_on_a_flow_parts_it_and_stands_in_line() -> None:
    document = blank()
    one, two = row(document, "task", "task", gap=400)
    flow = flow_to(document, one, two)
    key = place(document, DIAGRAM, "bpmn:task", 300, 104)
    node = document.node(key)
    assert node is not None
    assert node.bounds is not None
    assert node.bounds.centre == (300, 100)
    assert flow_to(document, one, key).key == flow.key
    assert flow_to(document, key, two).points == ((350, 100), (450, 100))
    assert_round_trip(document)
    assert_whole(document)


def test_an_end_event_dropped_on_a_flow_does_not_part_it() -> None:
    document = blank()
    one, two = row(document, "task", "task", gap=400)
    place(document, DIAGRAM, "bpmn:endEvent", 300, 100)
    assert len(document.flows()) == 1
    assert flow_to(document, one, two)


def test_a_boundary_event_sits_down_on_the_border_of_the_activity_under_it() -> None:
    document = blank()
    (task,) = row(document, "task")
    key = place(document, DIAGRAM, "bpmn:boundaryEvent", 120, 134, {"trigger": "timer", "cancelActivity": "false"})
    event = document.node(key)
    assert event is not None
    assert event.host == task
    assert event.bounds == Bounds(102, 122, 36, 36)
    assert_round_trip(document)


def test_a_boundary_event_away_from_any_activity_is_refused_and_nothing_changes() -> None:
    document = blank()
    with pytest.raises(Refused):
        place(document, DIAGRAM, "bpmn:boundaryEvent", 500, 500)
    assert document.undoable is None
    assert len(document) == len(blank())


def test_what_is_put_into_an_expanded_sub_process_belongs_to_it() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    inner = document.node(place(document, DIAGRAM, "bpmn:task", 300, 200))
    assert inner is not None
    assert inner.scope == outer
    assert_round_trip(document)


def test_a_data_object_is_a_reference_and_what_it_refers_to() -> None:
    document = blank()
    key = place(document, DIAGRAM, "bpmn:dataObjectReference", 100, 100)
    node = document.node(key)
    assert node is not None
    (data,) = document.by_id(node.properties.text("dataObjectRef"))
    assert data.scope == "Process_1"
    assert_round_trip(document)
