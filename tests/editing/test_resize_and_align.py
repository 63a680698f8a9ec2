"""Shapes get another size within what stands in them, come in line, and grow with their text."""

from editing.models import DIAGRAM, assert_round_trip, blank, flow_to, row

from modeller.editing.align import align, distribute, same_size
from modeller.editing.place import place
from modeller.editing.resize import resize
from modeller.editing.text import rename, text_of
from modeller.model.document import Document
from modeller.model.records import Bounds


def bounds(document: Document, key: str) -> Bounds:
    node = document.node(key)
    assert node is not None
    assert node.bounds is not None
    return node.bounds


def test_a_resized_task_keeps_its_flows_at_its_border() -> None:
    document = blank()
    one, two = row(document, "task", "task")
    resize(document, one, Bounds(50, 60, 120, 80))
    assert flow_to(document, one, two).points[0] == (170, 100)
    assert_round_trip(document)


def test_no_shape_gets_too_small() -> None:
    document = blank()
    (task,) = row(document, "task")
    resize(document, task, Bounds(50, 60, 3, 2))
    assert bounds(document, task) == Bounds(50, 60, 50, 40)
    resize(document, task, Bounds(99, 99, 1, 1))
    assert bounds(document, task) == Bounds(50, 60, 50, 40)


def test_a_gateway_stays_as_wide_as_high() -> None:
    document = blank()
    (gateway,) = row(document, "exclusiveGateway")
    resize(document, gateway, Bounds(75, 75, 80, 60))
    assert bounds(document, gateway) == Bounds(75, 75, 80, 80)


def test_a_sub_process_stops_at_what_stands_in_it_and_events_slide_along() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    place(document, DIAGRAM, "bpmn:task", 300, 200)
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 300, 300, {"trigger": "timer"})
    resize(document, outer, Bounds(290, 190, 185, 110))
    assert bounds(document, outer) == Bounds(240, 150, 235, 150)
    x, y = bounds(document, event).centre
    assert y == 300
    assert abs(x - 357.5) <= 1


def test_shapes_come_in_line() -> None:
    document = blank()
    one = place(document, DIAGRAM, "bpmn:task", 100, 100)
    two = place(document, DIAGRAM, "bpmn:task", 300, 177)
    align(document, [one, two], "top")
    assert bounds(document, one).y == bounds(document, two).y == 60
    align(document, [one, two], "right")
    assert bounds(document, one).right == bounds(document, two).right == 350


def test_gaps_become_equal_between_first_and_last_or_as_wide_as_asked() -> None:
    document = blank()
    keys = [place(document, DIAGRAM, "bpmn:task", x, 100) for x in (100, 260, 500)]
    distribute(document, keys, "x")
    assert [bounds(document, key).x for key in keys] == [50, 250, 450]
    distribute(document, keys, "x", gap=40)
    assert [bounds(document, key).x for key in keys] == [50, 190, 330]


def test_all_get_the_size_of_the_first_about_their_middles() -> None:
    document = blank()
    one, two = row(document, "task", "task")
    resize(document, one, Bounds(50, 60, 140, 60))
    same_size(document, [one, two])
    assert bounds(document, two) == Bounds(180, 70, 140, 60)


def test_a_task_grows_until_its_name_can_be_read() -> None:
    document = blank()
    (task,) = row(document, "userTask")
    rename(document, task, "核对客户提交的全部资料并在系统中登记投诉编号与受理时间，必要时联系客户补充说明材料，" * 3)
    grown = bounds(document, task)
    assert grown.height > 80
    assert grown.centre == (100, 100)
    assert_round_trip(document)


def test_a_short_name_leaves_the_size() -> None:
    document = blank()
    (task,) = row(document, "task")
    rename(document, task, "登记投诉")
    assert text_of(document, task) == "登记投诉"
    assert bounds(document, task) == Bounds(50, 60, 100, 80)


def test_the_name_of_a_group_is_the_value_of_a_category() -> None:
    document = blank()
    group = place(document, DIAGRAM, "bpmn:group", 300, 300)
    rename(document, group, "第一阶段")
    assert text_of(document, group) == "第一阶段"
    rename(document, group, "第二阶段")
    assert [item.properties["value"] for item in document.items("bpmn:categoryValue")] == ["第二阶段"]
    assert_round_trip(document)


def test_a_note_gets_as_high_as_its_text() -> None:
    document = blank()
    note = place(document, DIAGRAM, "bpmn:textAnnotation", 300, 300)
    rename(document, note, "one\ntwo\nthree\nfour")
    assert bounds(document, note).height >= 60
    assert_round_trip(document)
