"""Copies keep what belongs together, get new names, and forget what was left behind."""

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

from modeller.editing.clipboard import LARGEST, copy, cut, duplicate, paste, paste_text
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.refused import Refused
from modeller.editing.subprocesses import collapse
from modeller.model.document import Document
from modeller.model.records import Bounds, Node


def node(document: Document, key: str) -> Node:
    found = document.node(key)
    assert found is not None
    return found


def test_copied_steps_keep_their_flow_and_lose_the_one_that_led_elsewhere() -> None:
    document = blank()
    _, two, three = row(document, "startEvent", "task", "task")
    made = paste(document, DIAGRAM, copy(document, [two, three]), 300, 400)
    assert len(made) == 2
    assert flow_to(document, *made)
    assert node(document, made[0]).bounds == Bounds(175, 360, 100, 80)
    assert len(document.flows()) == 3
    assert_round_trip(document)
    assert faults(document) == {}


def test_a_copy_goes_into_another_document_with_all_that_it_names() -> None:
    document, other = blank(), blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    place(document, DIAGRAM, "bpmn:dataObjectReference", 250, 200)
    place(document, DIAGRAM, "bpmn:boundaryEvent", 300, 300, {"trigger": "timer"})
    (made,) = paste(other, DIAGRAM, copy(document, [outer]), 500, 500)
    (event,) = other.attached(made)
    (data,) = [each for each in other.nodes() if each.type == "bpmn:dataObjectReference"]
    (object_,) = other.by_id(data.properties.text("dataObjectRef"))
    assert event.scope == "Process_1"
    assert data.scope == object_.scope == made
    assert_round_trip(other)
    assert faults(other) == {}


def test_the_default_flow_of_a_copied_gateway_is_the_copied_flow() -> None:
    document = blank()
    gateway, task = row(document, "exclusiveGateway", "task")
    set_property(document, [gateway], "default", flow_to(document, gateway, task).key)
    one, two = duplicate(document, [gateway, task])
    assert node(document, one).properties["default"] == flow_to(document, one, two).key
    assert faults(document) == {}


def test_a_gateway_copied_alone_has_no_default() -> None:
    document = blank()
    gateway, task = row(document, "exclusiveGateway", "task")
    set_property(document, [gateway], "default", flow_to(document, gateway, task).key)
    (alone,) = duplicate(document, [gateway])
    assert "default" not in node(document, alone).properties


def test_the_inside_of_a_closed_sub_process_is_copied_with_its_diagram() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    place(document, DIAGRAM, "bpmn:task", 300, 200)
    collapse(document, outer)
    (made,) = duplicate(document, [outer])
    (plane,) = document.planes(made)
    (inner,) = document.drawn(plane.key)
    assert inner.scope == made
    assert_round_trip(document)


def test_what_is_cut_is_gone_and_can_be_pasted() -> None:
    document = blank()
    (task,) = row(document, "task")
    data: list[bytes] = []
    undone_and_redone(document, lambda: data.append(cut(document, [task])))
    assert task not in document
    assert len(paste(document, DIAGRAM, data[0], 0, 0)) == 1


@pytest.mark.parametrize("data", [b"", b"{}", b'{"format":1,"records":[]}', b"\xff", b"x" * (LARGEST + 1)])
def test_what_is_no_copy_is_refused_and_changes_nothing(data: bytes) -> None:
    document = blank()
    with pytest.raises(Refused):
        paste(document, DIAGRAM, data, 0, 0)
    assert document.undoable is None


def test_lines_of_text_become_steps_one_after_another() -> None:
    document = blank()
    made = paste_text(document, DIAGRAM, "登记投诉\n\n  判断级别\n回访客户\n", 100, 100)
    assert [node(document, key).text for key in made] == ["登记投诉", "判断级别", "回访客户"]
    assert len(document.flows()) == 2
    assert_whole(document)
    assert_round_trip(document)
    document.undo()
    assert document.nodes() == []
