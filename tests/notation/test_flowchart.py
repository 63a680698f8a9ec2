"""How a model looks as a flowchart: what is said, how large it is drawn, where lines end."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from notation.records import flow, fragment, model, node

from modeller.drawing.displaylist import Path, TextLine
from modeller.drawing.shapes import extent
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.docking import distance
from modeller.notation.notations import FLOWCHART
from modeller.notation.paths import path
from modeller.notation.picture import group, picture


def box(whole: Model, key: str) -> Bounds:
    found = whole.node(key)
    assert found is not None
    return FLOWCHART.symbol(found).box(found, whole)


def said(whole: Model, key: str, language: str = "en") -> list[str]:
    record = whole.get(key)
    assert record is not None
    found = group(whole, record, language, FLOWCHART)
    assert found is not None
    return [mark.text for mark in found.marks if isinstance(mark, TextLine)]


def event(kind: str, key: str = "e", x: float = 100, text: str = "", trigger: str = "", **more: str) -> Node:
    content = (fragment(f"{trigger}EventDefinition"),) if trigger else ()
    return node(kind, key, text, (x, 122, 36, 36), content, **more)


def gateway(kind: str, key: str = "g", x: float = 300, y: float = 115, text: str = "") -> Node:
    return node(kind, key, text, (x, y, 50, 50))


@pytest.mark.parametrize(
    ("record", "english", "chinese"),
    [
        (event("startEvent"), "Start", "开始"),
        (event("startEvent", trigger="message"), "Start", "开始"),
        (event("endEvent"), "End", "结束"),
        (event("endEvent", trigger="terminate"), "Terminate", "终止"),
        (event("intermediateCatchEvent", trigger="timer"), "Wait", "等待"),
        (event("intermediateThrowEvent", trigger="message"), "Send message", "发送消息"),
        (event("boundaryEvent", trigger="error"), "Failed", "出错"),
        (event("intermediateThrowEvent"), "", ""),
    ],
)
def test_an_event_without_a_name_says_what_it_is_and_nothing_is_stored(
    record: Node, english: str, chinese: str
) -> None:  # fmt: skip
    whole = model(record)
    assert " ".join(said(whole, "e")) == english
    assert "".join(said(whole, "e", "zh_CN")) == chinese
    assert whole.node("e") is record
    assert record.text == ""


def test_a_name_of_its_own_is_what_a_terminator_says() -> None:
    assert said(model(event("startEvent", text="收到投诉")), "e", "en") == ["收到投诉"]


def test_a_terminator_and_a_decision_grow_about_their_centres() -> None:
    whole = model(event("startEvent"), gateway("exclusiveGateway", text="同意？"))
    assert box(whole, "e") == Bounds(78, 122, 80, 36)
    assert box(whole, "g") == Bounds(275, 110, 100, 60)
    assert said(whole, "g") == ["同意？"]


def test_a_decision_grows_with_its_question() -> None:
    whole = model(gateway("exclusiveGateway", text="Is the amount above the limit of the department?"))
    assert box(whole, "g").width > 100
    record = whole.node("g")
    assert record is not None
    assert not FLOWCHART.symbol(record).beside(record, whole)


@pytest.mark.parametrize(
    ("neighbour", "keeps"),
    [
        (node("task", "t", bounds=(360, 100, 100, 80)), True),
        (node("task", "t", bounds=(420, 100, 100, 80)), False),
        (event("endEvent", "t", 385), True),
        (node("textAnnotation", "t", bounds=(270, 172, 100, 30)), True),
        (node("group", "t", bounds=(280, 100, 300, 200)), False),
        (node("lane", "t", bounds=(0, 112, 900, 200)), True),
        (node("lane", "t", bounds=(0, 20, 900, 200)), False),
        (node("lane", "t", bounds=(250, 20, 900, 200)), True),
        (replace(node("lane", "t", bounds=(0, 20, 360, 300), di_isHorizontal="false"), type="modeller:phase"), True),
        (replace(node("lane", "t", bounds=(0, 20, 900, 300), di_isHorizontal="false"), type="modeller:phase"), False),
    ],
    ids=[
        *("near", "far", "also grows", "note", "group"),
        *("lane's border", "in a lane", "lane's name", "phase's border", "in a phase"),
    ],
)
def test_where_it_would_touch_something_it_keeps_its_size_with_the_text_beside(neighbour: Node, keeps: bool) -> None:
    whole = model(gateway("exclusiveGateway", text="金额超过一万元？"), neighbour)
    record = whole.node("g")
    assert record is not None
    assert (box(whole, "g") == Bounds(300, 115, 50, 50)) is keeps
    assert FLOWCHART.symbol(record).beside(record, whole) is keeps
    assert "".join(said(whole, "g")) == "金额超过一万元？"


def test_a_flow_of_others_that_passes_by_is_not_covered() -> None:
    ends = (node("task", "a", bounds=(240, -200, 100, 80)), node("task", "b", bounds=(240, 300, 100, 80)))
    passing = flow("sequenceFlow", "f", "a", "b", points=((290, -120), (290, 300)))
    assert box(model(gateway("exclusiveGateway"), *ends, passing), "g").width == 50


def test_neighbours_that_would_both_grow_treat_each_other_alike() -> None:
    one, other = gateway("exclusiveGateway", "a", 300), gateway("exclusiveGateway", "b", 380)
    assert box(model(one, other), "a").width == box(model(other, one), "b").width == 50
    apart = gateway("exclusiveGateway", "b", 420)
    assert box(model(one, apart), "a").width == box(model(one, apart), "b").width == 100


def _meeting(text: str = "") -> Model:
    tasks = [node("task", key, bounds=(x, y, 100, 80)) for key, x, y in (("a", 0, 100), ("b", 0, 300), ("c", 500, 100))]
    return model(
        *tasks, gateway("exclusiveGateway", text=text),
        flow("sequenceFlow", "1", "a", "g", points=((100, 140), (300, 140))),
        flow("sequenceFlow", "2", "b", "g", points=((100, 340), (325, 340), (325, 165))),
        flow("sequenceFlow", "3", "g", "c", points=((350, 140), (500, 140))),
    )  # fmt: skip


def test_where_paths_only_meet_there_is_a_point_and_no_question() -> None:
    whole = _meeting()
    assert box(whole, "g").width < 12
    ends = [path(whole, each, FLOWCHART) for each in whole.flows()]
    assert [(round(points[-1].x), round(points[-1].y)) for points in ends[:2]] == [(320, 140), (325, 144)]
    assert box(_meeting("还要补充？"), "g").width == 100


def test_parallel_bars_are_met_at_a_right_angle_where_the_lines_turn() -> None:
    tasks = [
        node("task", key, bounds=(x, y, 100, 80)) for key, x, y in (("a", 0, 100), ("b", 450, 20), ("c", 450, 180))
    ]
    whole = model(
        *tasks, gateway("parallelGateway"),
        flow("sequenceFlow", "1", "a", "g", points=((100, 140), (300, 140))),
        flow("sequenceFlow", "2", "g", "b", points=((325, 115), (325, 60), (450, 60))),
        flow("sequenceFlow", "3", "g", "c", points=((325, 165), (325, 220), (450, 220))),
    )  # fmt: skip
    assert box(whole, "g").height > 160
    assert box(whole, "g").width == 10
    assert path(whole, whole.flow("2"), FLOWCHART) == ((330, 60), (450, 60))  # type: ignore[arg-type]
    found = group(whole, whole["g"], "en", FLOWCHART)
    assert found is not None
    bars = [mark for mark in found.marks if isinstance(mark, Path) and mark.pen is not None]
    assert len(bars) == 1
    assert [step[0] for step in bars[0].segments] == ["M", "L", "M", "L"]


def test_the_branch_that_is_taken_when_no_condition_holds_says_so() -> None:
    ends = [node("task", key, bounds=(500, y, 100, 80)) for key, y in (("a", 100), ("b", 300))]
    choice = node("exclusiveGateway", "g", "", (300, 115, 50, 50), default="2")
    first = flow("sequenceFlow", "1", "g", "a", points=((350, 140), (500, 140)), text="yes")
    second = flow("sequenceFlow", "2", "g", "b", points=((325, 165), (325, 340), (500, 340)))
    whole = model(choice, *ends, first, second)
    assert said(whole, "1") == ["yes"]
    assert said(whole, "2") == ["Otherwise"]
    assert said(whole, "2", "zh_CN") == ["其他"]


def test_the_name_of_a_branch_steps_off_the_larger_decision() -> None:
    end = node("task", "a", bounds=(500, 100, 100, 80))
    branch = flow("sequenceFlow", "1", "g", "a", points=((350, 140), (500, 140)), text="是", label=(353, 122, 12, 14))
    whole = model(gateway("exclusiveGateway", text="同意？"), end, branch)
    found = group(whole, branch, "en", FLOWCHART)
    assert found is not None
    (line,) = [mark for mark in found.marks if isinstance(mark, TextLine)]
    assert not box(whole, "g").meets(Bounds(line.x, line.y - line.size * 0.8, line.width, line.size * 0.8))


def test_no_icon_of_a_task_is_drawn() -> None:
    for kind in ("userTask", "serviceTask", "sendTask", "manualTask", "scriptTask"):
        found = group(model(node(kind, "t")), node(kind, "t"), "en", FLOWCHART)
        assert found is not None
        assert len(found.marks) == 1


KINDS = ("startEvent", "endEvent", "exclusiveGateway", "parallelGateway", "task", "manualTask", "dataObjectReference")
CELL = 90


@some.composite
def drawings(draw: some.DrawFn) -> Model:
    """Elements in the cells of a net, some of them joined from side to side."""
    cells = draw(
        some.lists(some.tuples(some.integers(0, 4), some.integers(0, 3)), unique=True, min_size=1, max_size=12)
    )
    made: list[Node] = []
    for number, (column, row) in enumerate(cells):
        kind = draw(some.sampled_from(KINDS))
        width, height = element_type(node(kind)).size
        x = column * draw(some.sampled_from((CELL, 130, 160))) - width / 2
        text = draw(some.sampled_from(("", "同意？", "Order received", "Is the amount above the limit?")))
        made.append(node(kind, f"n{number}", text, (x, row * 120 - height / 2, width, height)))
    flows: list[Flow] = []
    for number, (a, b) in enumerate(pairwise(made)):
        assert a.bounds is not None
        assert b.bounds is not None
        (ax, ay), (bx, by) = a.bounds.centre, b.bounds.centre
        bend = ((bx, ay),) if ax != bx and ay != by else ()
        bare = flow("sequenceFlow", f"f{number}", a.key, b.key, points=((ax, ay), *bend, (bx, by)))
        docked = path(model(a, b, bare), bare)
        if len(docked) > 1:
            flows.append(flow("sequenceFlow", bare.key, a.key, b.key, points=docked))
    return model(*made, *flows)


@given(drawings())
def test_what_grows_touches_no_neighbour(whole: Model) -> None:
    for a, b in combinations(whole.nodes(), 2):
        assert a.bounds is not None
        assert b.bounds is not None
        if not a.bounds.meets(b.bounds):
            assert not box(whole, a.key).meets(box(whole, b.key)), (a, b)


@given(drawings())
def test_ends_that_dock_in_bpmn_dock_on_what_is_drawn(whole: Model) -> None:
    for each in whole.flows():
        before, after = path(whole, each), path(whole, each, FLOWCHART)
        for key, place in ((each.source, 0), (each.target, -1)):
            held = whole.node(key)
            assert held is not None
            if distance(element_type(held).outline(held), before[place]) < 0.5:
                assert distance(FLOWCHART.symbol(held).outline(held, whole), after[place]) < 0.5


@given(drawings())
def test_a_drawing_does_not_depend_on_the_order_of_its_elements(whole: Model) -> None:
    turned = Model(reversed(list(whole)))
    assert {found.element: found for found in picture(whole, "d", "en", FLOWCHART)} == {
        found.element: found for found in picture(turned, "d", "en", FLOWCHART)
    }


def test_a_predefined_process_has_two_bars_and_a_document_a_wave() -> None:
    called = node("callActivity", "c", "采购")
    found = group(model(called), called, "en", FLOWCHART)
    assert found is not None
    bars = [mark for mark in found.marks if isinstance(mark, Path)][1]
    assert extent(bars.segments) == Bounds(110, 100, 80, 80)
    sheet = node("dataObjectReference", "s", "订单", (100, 100, 36, 50))
    outline = FLOWCHART.symbol(sheet).outline(sheet, model(sheet))
    assert [step[0] for step in outline] == ["M", "L", "L", "C", "Z"]
