"""Types change, sub-processes open and close, a selection becomes one and back, properties are set."""

from dataclasses import replace as changed

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

from modeller.editing.align import align
from modeller.editing.connect import connect
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.planes import plane_of
from modeller.editing.properties import choices, common, get_property, set_property
from modeller.editing.refused import Refused
from modeller.editing.replace import can_become, replace
from modeller.editing.step import step
from modeller.editing.subprocesses import collapse, expand, unwrap, wrap
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.bpmn.content import triggers


def node(document: Document, key: str) -> Node:
    found = document.node(key)
    assert found is not None
    return found


def test_a_task_becomes_another_task_and_keeps_name_place_and_flows() -> None:
    document = blank()
    _, task, _ = row(document, "startEvent", "task", "endEvent")
    set_property(document, [task], "name", "登记投诉")
    before = node(document, task)
    replace(document, task, "bpmn:userTask")
    after = node(document, task)
    assert (after.type, after.text, after.bounds) == ("bpmn:userTask", "登记投诉", before.bounds)
    assert len(document.flows()) == 2
    assert_round_trip(document)


def test_a_task_becomes_a_gateway_about_the_same_middle() -> None:
    document = blank()
    one, two = row(document, "task", "task")
    replace(document, two, "bpmn:exclusiveGateway")
    assert node(document, two).bounds == Bounds(225, 75, 50, 50)
    assert flow_to(document, one, two).points == ((150, 100), (225, 100))
    assert_round_trip(document)


def test_an_end_event_that_becomes_a_start_event_loses_what_led_to_it() -> None:
    document = blank()
    _, end = row(document, "task", "endEvent")
    replace(document, end, "bpmn:startEvent", {"trigger": "message"})
    assert document.flows() == []
    assert triggers(node(document, end)) == ("message",)
    assert_round_trip(document)


def test_a_task_that_becomes_an_event_loses_its_attached_events() -> None:
    document = blank()
    (task,) = row(document, "task")
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 100, 140, {"trigger": "timer"})
    undone_and_redone(document, lambda: replace(document, task, "bpmn:intermediateThrowEvent"))
    assert event not in document


def test_a_step_becomes_no_pool_and_nothing_is_changed() -> None:
    document = blank()
    (task,) = row(document, "task")
    assert "bpmn:participant" not in can_become(node(document, task))
    before = dict(document.records)
    with pytest.raises(Refused):
        replace(document, task, "bpmn:participant")
    assert dict(document.records) == before


def test_a_closed_sub_process_shows_its_inside_on_a_diagram_of_its_own_and_opens_again() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    start = place(document, DIAGRAM, "bpmn:startEvent", 200, 200)
    task = place(document, DIAGRAM, "bpmn:task", 300, 200)
    flow = connect(document, start, task)
    collapse(document, outer)
    plane = plane_of(document, outer)
    assert plane is not None
    assert {record.key for record in document.drawn(plane.key)} == {start, task, flow}
    assert node(document, outer).bounds == Bounds(250, 160, 100, 80)
    assert_round_trip(document)
    assert faults(document) == {}
    expand(document, outer)
    assert plane.key not in document
    assert {record.key for record in document.drawn(DIAGRAM)} == {outer, start, task, flow}
    assert_round_trip(document)


def test_steps_become_a_sub_process_and_are_steps_again() -> None:
    document = blank()
    one, two, three, four = row(document, "startEvent", "task", "task", "endEvent")
    outer = wrap(document, [two, three])
    assert {node(document, key).scope for key in (two, three)} == {outer}
    assert flow_to(document, one, outer)
    assert flow_to(document, outer, four)
    assert flow_to(document, two, three).scope == outer
    assert_whole(document)
    assert_round_trip(document)
    unwrap(document, outer)
    assert outer not in document
    assert flow_to(document, one, two)
    assert flow_to(document, three, four)
    assert_whole(document)
    assert_round_trip(document)


def test_neighbours_make_way_for_the_border_of_a_new_sub_process() -> None:
    document = blank()
    row(document, "startEvent", "task", "task", "endEvent")
    above, below = (place(document, DIAGRAM, "bpmn:task", 250, y) for y in (0, 200))
    outer = wrap(document, [each.key for each in document.nodes() if each.bounds and each.bounds.centre.y == 100][1:3])
    frame = node(document, outer).bounds
    assert frame is not None
    others = [each for each in document.nodes() if each.scope == "Process_1" and each.key != outer]
    assert {above, below} <= {each.key for each in others}
    assert not any(each.bounds is not None and frame.meets(each.bounds) for each in others)


def test_a_changed_id_is_changed_wherever_it_is_named() -> None:
    document = blank()
    gateway, task = row(document, "exclusiveGateway", "task")
    flow = flow_to(document, gateway, task)
    assert choices(document, gateway, "default") == [(flow.key, flow.key)]
    set_property(document, [gateway], "default", flow.key)
    set_property(document, [flow.key], "id", "Ja")
    assert get_property(document, gateway, "default") == "Ja"
    assert faults(document) == {}


@pytest.mark.parametrize("ident", ["", "1a", "a b", "Process_1", "a:b"])
def test_an_id_that_cannot_be_is_refused(ident: str) -> None:
    document = blank()
    (task,) = row(document, "task")
    with pytest.raises(Refused):
        set_property(document, [task], "id", ident)


def test_documentation_loop_and_condition_are_written_where_the_schema_wants_them() -> None:
    document = blank()
    one, two = row(document, "task", "task")
    set_property(document, [one, two], "documentation", "怎么做\n一步一步")
    set_property(document, [one, two], "loop", "sequential")
    flow = flow_to(document, one, two).key
    set_property(document, [flow], "conditionExpression", "x > 1")
    assert [piece.name for piece in node(document, one).content] == [
        "documentation",
        "multiInstanceLoopCharacteristics",
    ]
    assert get_property(document, flow, "conditionExpression") == "x > 1"
    assert_round_trip(document)
    set_property(document, [one], "documentation", "")
    assert get_property(document, one, "documentation") == ""


def test_an_activity_that_compensates_stands_beside_the_flow() -> None:
    document = blank()
    _, two, _ = row(document, "task", "task", "task")
    set_property(document, [two], "isForCompensation", "true")
    assert document.flows() == []


def test_several_elements_share_what_all_of_them_declare_but_no_id() -> None:
    document = blank()
    one, two = row(document, "userTask", "exclusiveGateway")
    shared = {each.key for each in common(document, [one, two])}
    assert {"name", "documentation"} <= shared
    assert "id" not in shared
    assert "loop" not in shared


def test_two_open_sub_processes_moved_together_never_hold_each_other() -> None:
    document = blank()
    one, two = (place(document, DIAGRAM, "bpmn:subProcess", x, 300, {"di:isExpanded": "true"}) for x in (300, 900))
    align(document, [one, two], "centre")
    move(document, [one, two], 10, 0)
    assert document[two].scope == one
    assert document[one].scope == "Process_1"
    assert_whole(document)


def test_a_gateway_that_no_diagram_shows_becomes_another_and_keeps_its_flows() -> None:
    document = blank()
    keys = row(document, "startEvent", "exclusiveGateway", "task", "endEvent")
    flows = [(flow.source, flow.target, flow.type) for key in keys for flow in document.outgoing(key)]
    with step(document, message("editing.replace")) as edit:
        for record in [each for each in document if getattr(each, "diagram", None)]:
            if isinstance(record, Node):
                edit.put(changed(record, diagram=None, bounds=None, label_bounds=None))
            elif isinstance(record, Flow):
                edit.put(changed(record, diagram=None, points=(), label_bounds=None))
    undone_and_redone(document, lambda: replace(document, keys[1], "bpmn:parallelGateway"))
    assert node(document, keys[1]).type == "bpmn:parallelGateway"
    assert [(flow.source, flow.target, flow.type) for key in keys for flow in document.outgoing(key)] == flows
    replace(document, keys[2], "bpmn:endEvent")
    assert document.outgoing(keys[2]) == [], "what may not join them goes all the same"
    assert len(document.incoming(keys[2])) == 1
