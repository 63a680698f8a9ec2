"""What may join what in a value chain, and what its symbols say of what they are."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from notation.records import model, node

from modeller.drawing.displaylist import Path, TextLine
from modeller.drawing.text import BASELINE, LINE_HEIGHT
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn.links import Link, can_link, with_link
from modeller.notation.catalogue import ELEMENTS, element_type
from modeller.notation.element import Role
from modeller.notation.joining import joinable
from modeller.notation.picture import group, picture
from modeller.notation.valuechain.joining import ACTIVITIES, ASSIGNMENT, OBJECTS, PREDECESSOR, SUPERIOR
from modeller.notation.valuechain.links import NEXT
from modeller.notation.valuechain.looks import sign_box
from modeller.notation.valuechain.stages import GAP, outline, overlap

CHAINED = sorted(kind.key for kind in ELEMENTS if kind.key.startswith("chain:"))


def at(key: str, x: float, y: float, type: str = "chain:stage", wide: float = 168, high: float = 76) -> Node:
    return node(type, key, bounds=(x, y, wide, high))


def line(type: str, source: str, target: str) -> Flow:
    return Flow(f"{source}{target}", type, diagram="d", source=source, target=target)


def test_of_two_stages_side_by_side_the_one_comes_before_the_other() -> None:
    a, b = at("a", 0, 0), at("b", 200, 0)
    assert joinable(model(a, b), a, b) == (PREDECESSOR, SUPERIOR)


def test_what_stands_below_a_stage_is_part_of_it() -> None:
    a, b = at("a", 0, 0), at("b", 20, 100, "chain:process")
    assert joinable(model(a, b), a, b)[0] == SUPERIOR


def test_an_activity_is_part_of_one_other_only_and_of_none_of_its_own_parts() -> None:
    a, b, c = at("a", 0, 0), at("b", 0, 100), at("c", 0, 200)
    held = model(a, b, c, line(SUPERIOR, "a", "b"), line(SUPERIOR, "b", "c"))
    assert SUPERIOR not in joinable(held, c, a)
    assert SUPERIOR not in joinable(held, a, c), "it is part of b"
    assert joinable(held, a, c, "bc")[0] == SUPERIOR, "unless that line is led elsewhere"


def test_nothing_is_joined_twice_nor_to_itself() -> None:
    a, b = at("a", 0, 0), at("b", 200, 0)
    assert PREDECESSOR not in joinable(model(a, b, line(PREDECESSOR, "a", "b")), a, b)
    assert joinable(model(a), a, a) == ()


def test_objects_are_attached_to_activities_and_not_to_each_other() -> None:
    for type in OBJECTS:
        one, other, stage = at("a", 0, 0, type), at("b", 0, 100, type), at("c", 0, 200)
        held = model(one, other, stage)
        assert joinable(held, one, stage) == (ASSIGNMENT,)
        assert joinable(held, stage, one) == (ASSIGNMENT,)
        assert joinable(held, one, other) == ()


def test_a_note_hangs_on_anything_and_nothing_of_bpmn_is_joined_to_a_chain() -> None:
    stage, note, task = at("a", 0, 0), at("n", 0, 100, "bpmn:textAnnotation"), at("t", 200, 0, "bpmn:task")
    held = model(stage, note, task)
    assert joinable(held, note, stage) == ("bpmn:association",)
    assert joinable(held, stage, task) == ()
    assert joinable(held, task, stage) == ()


def test_no_rule_of_processes_takes_an_element_of_a_chain_for_a_step() -> None:
    for key in CHAINED:
        assert element_type(Node("x", key)).role in {Role.STAGE, Role.GROUP, Role.OTHER}


@given(st.floats(20, 2000), st.floats(20, 900))
def test_chevrons_of_a_chain_run_side_by_side_at_one_distance(wide: float, high: float) -> None:
    bounds = Bounds(0, 0, wide, high)
    one = outline(Node("a", "chain:stage", bounds=bounds))
    other = outline(Node("b", "chain:stage", bounds=bounds.moved(wide - overlap(bounds), 0)))
    tip = max(step[1] for step in one if len(step) > 2)
    notch = sorted(step[1] for step in other if len(step) > 2)[2]
    gap = notch - tip
    assert 0 <= gap <= max(GAP, 0.31 * high) + 1e-6
    if overlap(bounds):
        assert GAP - 1e-6 <= gap < GAP + 1 + 1e-6


def test_between_neighbours_the_shapes_say_what_follows_and_farther_apart_an_arrow_does() -> None:
    def marks(length: float) -> int:
        drawn = group(model(), Flow("f", PREDECESSOR, diagram="d", points=(Point(0, 0), Point(length, 0))))
        assert drawn is not None
        return len(drawn.marks)

    assert marks(NEXT - 1) == 0
    assert marks(NEXT + 20) == 2


@pytest.mark.parametrize("type", CHAINED)
def test_only_activities_stand_for_a_model_and_show_it(type: str) -> None:
    plain = node(type, text="", bounds=(0, 0, 160, 80))
    assert can_link(plain) is (type in ACTIVITIES)
    if can_link(plain):
        linked = with_link(plain, Link("library", "model"))
        before, after = group(model(plain), plain), group(model(linked), linked)
        assert before is not None
        assert after is not None
        assert len(after.marks) == len(before.marks) + 2
        assert all(isinstance(mark, Path) for mark in after.marks)


NAMES = st.text(st.sampled_from("统计与分析服务数据制定审批管理度Ab gh"), min_size=1, max_size=24).filter(str.strip)


@given(
    st.sampled_from(sorted(ACTIVITIES)), NAMES,
    st.integers(100, 300), st.integers(42, 120), st.integers(-500, 500), st.integers(-500, 500),
)  # fmt: skip
@example("chain:process", "统计与分析服务数据", 128, 42, 0, 0)
@example("chain:process", "订购流程（优化后）", 128, 42, 0, 0)
def test_no_name_lies_under_the_sign_that_a_process_opens(
    type: str, name: str, wide: int, high: int, x: int, y: int
) -> None:
    linked = with_link(node(type, text=name, bounds=(x, y, wide, high)), Link("library", "model"))
    drawn, mark = group(model(linked), linked), sign_box(linked)
    assert drawn is not None
    assert mark is not None
    lines = [line for line in drawn.marks if isinstance(line, TextLine)]
    assert "".join(line.text for line in lines).replace(" ", "") == name.replace(" ", "")
    for line in lines:
        top = line.y - BASELINE * line.size
        assert not Bounds(line.x, top, line.width, LINE_HEIGHT * line.size).meets(mark)


def test_a_short_name_stays_in_the_middle_beside_a_sign() -> None:
    plain = node("chain:process", text="售后服务", bounds=(0, 0, 128, 42))
    linked = with_link(plain, Link("library", "model"))
    without, drawn = group(model(plain), plain), group(model(linked), linked)
    assert without is not None
    assert drawn is not None
    assert [mark for mark in drawn.marks if isinstance(mark, TextLine)] == [
        mark for mark in without.marks if isinstance(mark, TextLine)
    ]


def test_a_row_of_columns_of_parts_is_no_ring() -> None:
    nodes = [at(letter, 0, 100 * number) for number, letter in enumerate("abcefghi")]
    lines = [line(SUPERIOR, one.key, other.key) for one, other in pairwise(nodes)]
    held = model(*nodes, *lines)
    for number, lower in enumerate(nodes):
        for upper in nodes[:number]:
            assert SUPERIOR not in joinable(held, lower, upper)


def test_what_holds_others_is_painted_below_them_whenever_it_was_drawn() -> None:
    for type in ("chain:primary", "chain:support", "chain:coreBand"):
        part, holder = at("a", 20, 20, "chain:process", 60, 30), at("z", 0, 0, type, 300, 200)
        inner, outer = at("b", 10, 10, "chain:support", 120, 90), at("y", 0, 0, "chain:coreBand", 900, 500)
        painted = [each.element for each in picture(model(part, holder, inner, outer), "d")]
        assert painted == ["y", "z", "b", "a"], type
