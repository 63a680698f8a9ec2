"""The picture of a whole diagram."""

import math
from dataclasses import replace

import pytest
from corpus_files import corpus_file, corpus_parameters
from notation.records import flow, fragment, model, node

from modeller.drawing.displaylist import TextLine
from modeller.interchange.bpmn.reader import read
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Properties
from modeller.notation.picture import group, main_diagrams, outer_bounds, picture, planes_below
from modeller.notation.titles import name


def order(*records: Node | Flow) -> list[str]:
    return [found.element for found in picture(model(*records), "d")]


def test_what_holds_others_is_painted_before_them_whatever_the_order_of_the_file() -> None:
    pool = node("participant", "pool", bounds=(0, 0, 900, 400))
    lane = node("lane", "lane", bounds=(30, 0, 870, 400))
    inner_lane = node("lane", "inner lane", bounds=(60, 0, 840, 200))
    outer = node("subProcess", "outer", bounds=(100, 20, 500, 300), di_isExpanded="true")
    inner = node("subProcess", "inner", bounds=(120, 40, 300, 200), di_isExpanded="true", scope="outer")
    line = flow("sequenceFlow", "line", points=((130, 100), (250, 100)))
    task = node("task", "task", bounds=(200, 60, 100, 80), scope="inner")
    boundary = node("boundaryEvent", "boundary", bounds=(280, 120, 36, 36), host="task")
    records = [pool, lane, inner_lane, outer, inner, line, task, boundary]
    expected = [record.key for record in records]
    assert order(*records) == expected
    assert order(*reversed(records)) == expected


def test_the_file_s_order_holds_among_equals() -> None:
    first = node("task", "first")
    second = replace(node("task", "second"), properties=Properties({"di:order": -1.0}))
    assert order(first, second) == ["second", "first"]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_geometry_that_is_no_number_draws_nothing_and_breaks_nothing(bad: float) -> None:
    shape = node("task", "t", bounds=(bad, 0, 100, 80))
    assert order(shape) == []
    assert outer_bounds(model(shape), shape) == Bounds(0, 0, 0, 0)
    line = flow("sequenceFlow", points=((0, 0), (bad, 10)))
    assert order(line) == []


def test_a_flow_without_a_path_runs_between_its_shapes() -> None:
    a, b = node("task", "a", bounds=(0, 0, 100, 80)), node("task", "b", bounds=(300, 0, 100, 80))
    line = flow("sequenceFlow", source="a", target="b")
    found = group(model(a, b, line), line)
    assert found is not None
    assert found.bounds.x == pytest.approx(93)
    assert found.bounds.right == pytest.approx(307)


def test_a_flow_without_an_end_is_a_stub_and_one_without_any_is_not_drawn() -> None:
    a = node("task", "a", bounds=(0, 0, 100, 80))
    assert order(a, flow("sequenceFlow", source="a")) == ["f", "a"]
    assert order(a, flow("sequenceFlow")) == ["a"]


def test_an_end_that_runs_into_its_shape_is_cut_at_the_border() -> None:
    a, b = node("task", "a", bounds=(0, 0, 100, 80)), node("exclusiveGateway", "b", bounds=(300, 15, 50, 50))
    line = flow("sequenceFlow", source="a", target="b", points=((50, 40), (325, 40)))
    found = group(model(a, b, line), line)
    assert found is not None
    assert found.bounds.x == pytest.approx(93, abs=0.5)
    assert found.bounds.right == pytest.approx(307, abs=0.5)


def test_a_further_drawing_of_an_element_is_drawn_as_that_element() -> None:
    task = node("task", "t", text="Pay")
    item = Item(
        "s", "bpmndi:BPMNShape", "d", properties=Properties({"element": "t", "bounds": (500.0, 0.0, 100.0, 80.0)})
    )
    missing = Item("m", "bpmndi:BPMNShape", "d", properties=Properties({"element": "", "bounds": (9.0, 9.0, 9.0, 9.0)}))
    line = Item("e", "bpmndi:BPMNEdge", "d", properties=Properties({"element": "f", "points": (0.0, 0.0, 50.0, 0.0)}))
    whole = Model([*model(task, flow("sequenceFlow")), item, missing, line])
    found = {each.element: each for each in picture(whole, "d")}
    assert set(found) == {"t", "s", "m", "e"}
    assert found["s"].bounds == found["t"].bounds.moved(400, -100)
    for each in found.values():
        assert outer_bounds(whole, whole[each.element]).grown(0.01).covers(each.bounds)


def test_planes_of_collapsed_sub_processes_come_below_the_diagram_that_shows_them() -> None:
    closed = node("subProcess", "sub", di_isExpanded="false")
    inner = replace(node("subProcess", "deeper", di_isExpanded="false"), diagram="p")
    planes = [Diagram("p", "sub", 1), Diagram("q", "deeper", 2), Diagram("r", "process", 3), Diagram("x", "ghost", 4)]
    whole = Model([*model(closed, inner), *planes])
    assert [diagram.key for diagram in main_diagrams(whole)] == ["d", "r", "x"]
    assert [diagram.key for diagram in planes_below(whole, "d")] == ["p"]
    assert [diagram.key for diagram in planes_below(whole, "p")] == ["q"]
    found = group(whole, closed)
    assert found is not None
    assert found.link == "#p"


def test_planes_that_lead_to_each_other_are_not_lost() -> None:
    a, b = node("subProcess", "a"), replace(node("subProcess", "b"), diagram="e")
    whole = Model([Diagram("d", "b", 0), Diagram("e", "a", 1), a, b])
    assert {diagram.key for diagram in main_diagrams(whole)} == {"d", "e"}


def test_alternative_text_names_the_ends_of_a_flow() -> None:
    a, b = node("task", "a", text="Check"), node("endEvent", "b")
    line = flow("sequenceFlow", source="a", target="b", points=((0, 0), (9, 0)), text="ok")
    found = group(model(a, b, line), line)
    assert found is not None
    assert found.title == "Sequence flow “ok” from Check to End event"
    chinese = group(model(a, b, line), line, "zh_CN")
    assert chinese is not None
    assert chinese.title == "顺序流“ok”，从Check到结束事件"


def test_braces_in_names_stay_as_they_are() -> None:
    found = group(model(node("task", text="Fill in {name} {0}")), node("task", text="Fill in {name} {0}"))
    assert found is not None
    assert found.title == "Task: Fill in {name} {0}"


def test_every_kind_of_label_is_found_though_files_put_it_elsewhere() -> None:
    note = node("textAnnotation", text="mind the gap", bounds=(0, 0, 20, 10))
    assert [found.title for found in picture(model(note), "d")] == ["Text annotation: mind the gap"]
    box = node("group", categoryValueRef="v", bounds=(0, 0, 300, 200))
    value = Item("i", "bpmn:categoryValue", properties=Properties({"id": "v", "value": "Phase 1"}))
    found = group(Model([*model(box), value]), box)
    assert found is not None
    assert [mark.text for mark in found.marks if isinstance(mark, TextLine)] == ["Phase 1"]


@pytest.mark.parametrize("path", corpus_parameters())
def test_every_real_model_is_drawn_with_all_of_its_texts(path: str) -> None:
    file = corpus_file(path)
    whole = read(file.read_bytes(), file.name).document.snapshot()
    for diagram in whole.diagrams():
        shown = {record.key for record in whole.drawn(diagram.key)}
        for found in picture(whole, diagram.key):
            record = whole[found.element]
            assert outer_bounds(whole, record).grown(0.01).covers(found.bounds)
            if isinstance(record, Node | Flow):
                text = "".join("".join(mark.text for mark in found.marks if isinstance(mark, TextLine)).split())
                assert "".join(name(record, whole).split()) in text
                shown.discard(found.element)
        without = {key for key in shown if not (isinstance(whole[key], Flow) and len(whole[key].points) < 2)}  # type: ignore[union-attr]
        assert not without


def test_unknown_content_does_not_disturb() -> None:
    strange = (fragment("extensionElements"), fragment("eventDefinition"), fragment("standardLoopCharacteristics"))
    assert order(node("startEvent", bounds=(0, 0, 36, 36), content=strange)) == ["n"]


def test_a_label_that_would_lie_under_a_symbol_is_painted_over_it() -> None:
    a, b = node("task", "a", bounds=(0, 0, 100, 80)), node("task", "b", bounds=(300, 0, 100, 80))
    other = node("task", "other", bounds=(150, 100, 100, 80))
    line = flow("sequenceFlow", "line", "a", "b", ((100, 40), (300, 40)), "approved")
    assert order(a, b, other, line) == ["line", "a", "b", "other"]
    hidden = replace(line, label_bounds=Bounds(170, 130, 60, 14))
    assert order(a, b, other, hidden) == ["a", "b", "other", "line"]
    event = node("endEvent", "event", "done", bounds=(120, 200, 36, 36), label=(170, 130, 40, 14))
    assert order(event, other) == ["other", "event"]


def test_what_is_drawn_inside_a_collapsed_sub_process_is_not_hidden_by_it() -> None:
    inner = node("task", "inner", bounds=(60, 40, 100, 80))
    line = flow("sequenceFlow", "line", points=((160, 80), (220, 80)))
    big = node("callActivity", "big", bounds=(0, 0, 300, 160), di_isExpanded="false")
    assert order(inner, line, big) == ["big", "line", "inner"]
    beside = replace(inner, bounds=Bounds(400, 40, 100, 80))
    assert order(beside, line, big)[0] == "line"
