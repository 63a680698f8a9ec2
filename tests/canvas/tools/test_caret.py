"""The caret stands where the drawn characters stand."""

from hypothesis import given
from hypothesis import strategies as st

from modeller.canvas.tools import caret
from modeller.drawing.displaylist import TextLine
from modeller.drawing.text import advance, block
from modeller.model.records import Bounds


def drawn(text: str, angle: float = 0) -> tuple[TextLine, ...]:
    return block(text, Bounds(0, 0, 90, 200) if not angle else Bounds(0, 0, 30, 200), angle=angle).lines


def test_the_caret_goes_along_a_line() -> None:
    text = "Check"
    lines = caret.lines(drawn(text), text)
    start, end = caret.caret(lines, text, 0, None), caret.caret(lines, text, 5, None)
    assert start is not None
    assert end is not None
    assert round(end.top.x - start.top.x, 2) == round(advance(text, 12), 2)
    assert start.top.y < start.bottom.y


def test_a_wrapped_text_has_its_caret_on_the_second_line() -> None:
    text = "Check the order of the customer"
    lines = caret.lines(drawn(text), text)
    assert len(lines) > 1
    first, last = caret.caret(lines, text, 0, None), caret.caret(lines, text, len(text), None)
    assert first is not None
    assert last is not None
    assert last.top.y > first.top.y


def test_a_space_at_the_end_moves_the_caret_though_nothing_is_drawn() -> None:
    before = caret.caret(caret.lines(drawn("ab"), "ab"), "ab", 2, None)
    after = caret.caret(caret.lines(drawn("ab "), "ab "), "ab ", 3, None)
    assert before is not None
    assert after is not None
    assert after.top.x > before.top.x


def test_a_line_break_at_the_end_puts_the_caret_below() -> None:
    lines = caret.lines(drawn("ab\n"), "ab\n")
    last, line = caret.caret(lines, "ab\n", 3, None), lines[0].mark
    assert last is not None
    assert last.top.y > line.y - line.size


def test_an_upward_text_has_a_lying_caret() -> None:
    text = "Sales"
    found = caret.caret(caret.lines(drawn(text, -90), text), text, 2, None)
    assert found is not None
    assert found.top.y == found.bottom.y
    assert found.top.x < found.bottom.x


def test_without_text_the_caret_stands_where_the_first_letter_will() -> None:
    empty = TextLine(40, 60, "i", 0, 12, False, "ink", 0)
    found = caret.caret([], "", 0, empty)
    assert found is not None
    assert found.top.x == 40
    assert caret.caret([], "", 0, None) is None


def test_what_is_drawn_beside_the_text_is_no_part_of_it() -> None:
    lines = caret.lines((*drawn("Order"), *drawn("[paid]")), "Order")
    assert [line.mark.text for line in lines] == ["Order"]


@given(st.text("ab 字，w", min_size=1, max_size=40).filter(lambda text: text.strip() != ""), st.data())
def test_a_click_on_the_caret_gives_its_place_back(text: str, data: st.DataObject) -> None:
    text = text.strip()
    lines = caret.lines(drawn(text), text)
    place = data.draw(st.integers(0, len(text)))
    if not any(line.start <= place <= line.end for line in lines):
        return
    found = caret.caret(lines, text, place, None)
    assert found is not None
    x, y = (found.top.x + found.bottom.x) / 2, (found.top.y + found.bottom.y) / 2
    again = caret.caret(lines, text, caret.place_at(lines, text, x, y), None)
    assert again is not None
    assert abs(again.top.x - found.top.x) < 0.01 or abs(again.top.y - found.top.y) > 1
