"""Where the text of symbols stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation.records import flow, fragment, model, node

from modeller.drawing import breaking
from modeller.drawing.displaylist import TextLine
from modeller.drawing.text import LINE_HEIGHT
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.bpmn.labels import ICON, PAD, SMALLEST, inside, sizes
from modeller.notation.picture import group

NAMES = st.lists(st.sampled_from(["Check", "the", "invoice", "核对", "发票", "documentation", "of"]), max_size=9).map(
    " ".join
)


def lines_of(record: Node | Flow, *others: Node | Flow) -> list[TextLine]:
    found = group(model(record, *others), record)
    assert found is not None
    return [mark for mark in found.marks if isinstance(mark, TextLine)]


def letters(line: TextLine) -> Bounds:
    return Bounds(line.x, line.y - line.size * 0.75, line.width, line.size * 0.75)


@given(NAMES, st.floats(60, 240), st.floats(50, 160), st.booleans(), st.sampled_from([0.0, 17.0]))
def test_text_inside_stays_clear_of_icon_and_markers_unless_even_the_smallest_does_not_fit(
    text: str, width: float, height: float, icon: bool, strip: float
) -> None:
    found = inside(text, width, height, icon, strip)
    if found.size == SMALLEST:
        return
    corner = Bounds(0, 0, ICON - 3, ICON - 3)
    for left, baseline, _, wide in found.lines:
        box = Bounds(left, baseline - found.size * 0.75, wide, found.size * 0.75)
        assert box.x >= PAD - 1.01
        assert box.right <= width - 3.99
        assert box.bottom <= height - strip
        assert not (icon and box.meets(corner))


@given(NAMES, st.floats(50, 240))
def test_a_word_is_cut_only_where_it_does_not_fit_at_the_smallest_size(text: str, width: float) -> None:
    found = inside(text, width, 400.0)
    if not breaking.lines(text, (width - 2 * PAD) / SMALLEST, False)[1]:
        assert not breaking.lines(text, (width - 2 * PAD) / found.size, False)[1]


def test_sizes_go_down_in_order() -> None:
    for largest in (12.0, 7.0, 18.5, 96.0):
        assert list(sizes(largest)) == sorted(set(sizes(largest)), reverse=True)
        assert sizes(largest)[0] == largest
        assert sizes(largest)[-1] == SMALLEST


def test_a_long_name_gets_smaller_before_it_leaves_its_task() -> None:
    text = "Obtain supporting data and documents of the customer and of all related companies"
    found = inside(text, 100, 80, True, 0)
    assert found.size < 12
    assert len(found.lines) * found.size * LINE_HEIGHT <= 80


def test_a_label_that_the_file_puts_on_its_own_symbol_stands_off_it() -> None:
    gateway = node("exclusiveGateway", text="Payment accepted?", bounds=(100, 100, 50, 50), label=(95, 80, 60, 28))
    assert gateway.bounds is not None
    for line in lines_of(gateway):
        assert not letters(line).meets(gateway.bounds)


def test_a_label_keeps_the_place_that_the_file_gives_it() -> None:
    event = node("startEvent", text="Go", bounds=(100, 100, 36, 36), label=(300, 40, 60, 14))
    (line,) = lines_of(event)
    assert abs(line.x + line.width / 2 - 330) < 0.1
    assert 40 <= line.y <= 56


def test_without_a_box_a_label_stands_below_unless_a_flow_leaves_there() -> None:
    event = node("intermediateThrowEvent", text="Sent", bounds=(100, 100, 36, 36))
    (below,) = lines_of(event)
    assert below.y > 136
    down = flow("sequenceFlow", source="n", points=((118, 136), (118, 300)))
    (above,) = lines_of(event, down)
    assert above.y < 100


def test_the_label_of_a_flow_is_moved_off_its_line() -> None:
    record = flow("sequenceFlow", points=((0, 100), (200, 100)), text="approved", label=(80, 93, 50, 14))
    (line,) = lines_of(record)
    assert letters(line).bottom < 100 or letters(line).y > 100
    assert abs(line.x + line.width / 2 - 105) < 1


def test_the_label_of_a_flow_is_moved_off_the_symbols_it_joins_and_its_arrow_head() -> None:
    a, b = node("exclusiveGateway", "a", bounds=(0, 0, 40, 40)), node("task", "b", bounds=(86, -20, 100, 80))
    line = flow("sequenceFlow", text="同意", points=((40, 20), (86, 20)), source="a", target="b")
    line = replace(line, label_bounds=Bounds(60, 20, 100, 11))
    [found] = lines_of(line, a, b)
    assert 40 <= found.x <= found.x + found.width <= 86
    assert found.y - found.size * 0.8 >= 20 + 3.4 or found.y <= 20 - 3.4


@pytest.mark.parametrize("to_pool", [True, False])
def test_the_name_of_a_message_stands_beside_the_pool_at_its_end_and_off_its_mark(to_pool: bool) -> None:
    pool, start = node("participant", "p", bounds=(0, 0, 600, 60)), node("startEvent", "s", bounds=(82, 200, 36, 36))
    down = flow("messageFlow", text="故障反馈", points=((100, 60), (100, 200)), source="p", target="s")
    up = replace(down, points=down.points[::-1], source="s", target="p")
    [found] = lines_of(up if to_pool else down, pool, start)
    assert 60 + 10 <= letters(found).y <= letters(found).bottom <= 60 + 40


def test_the_name_of_a_message_between_two_steps_stands_half_way() -> None:
    one, two = node("task", "a", bounds=(50, 0, 100, 60)), node("task", "b", bounds=(50, 200, 100, 60))
    [found] = lines_of(
        flow("messageFlow", text="Order", points=((100, 60), (100, 200)), source="a", target="b"), one, two
    )
    assert letters(found).y < 130 < letters(found).bottom


def test_the_name_of_a_default_flow_stands_off_its_slash() -> None:
    gateway = node("exclusiveGateway", "g", bounds=(75, 0, 50, 50), default="f")
    task = node("task", "t", bounds=(50, 200, 100, 80))
    [found] = lines_of(
        flow("sequenceFlow", text="No", points=((100, 50), (100, 200)), source="g", target="t", id="f"), gateway, task
    )
    assert 50 + 12 <= letters(found).y <= 50 + 25


def test_the_name_of_a_lying_pool_reads_upwards_in_its_band() -> None:
    pool = node("participant", text="Bank", bounds=(0, 0, 600, 250), processRef="p")
    process = node("process", key="p", bounds=None)
    (line,) = lines_of(pool, process)
    assert line.angle == -90
    assert 0 < line.x < 30
    standing = node("participant", text="Bank", bounds=(0, 0, 250, 600), processRef="p", di_isHorizontal="false")
    (line,) = lines_of(standing, process)
    assert line.angle == 0
    assert line.y < 30


def test_a_data_object_shows_the_name_of_what_it_refers_to_and_its_state() -> None:
    reference = node(
        "dataObjectReference",
        text="",
        bounds=(0, 0, 36, 50),
        content=(fragment("dataState", name="paid"),),
        dataObjectRef="o",
    )
    thing = node("dataObject", key="o", text="Invoice", bounds=None)
    assert [line.text for line in lines_of(reference, thing)] == ["Invoice", "[paid]"]


@pytest.mark.parametrize("text", ["x" * 200_000, "汉" * 200_000, "word " * 40_000], ids=["word", "chinese", "words"])
def test_a_text_without_end_is_set_in_one_go(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []
    whole = breaking.lines
    monkeypatch.setattr(breaking, "lines", lambda *given: tries.append(1) or whole(*given))
    for record in (node("userTask", text=text), node("startEvent", text=text, label=(0, 0, 90, 20))):
        tries.clear()
        assert lines_of(record)
        assert len(tries) <= 4
