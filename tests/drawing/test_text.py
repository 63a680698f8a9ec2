"""Blocks of text in their boxes, and what is drawn for each character."""

import pytest
from hand_made import DIFFICULT
from hypothesis import example, given
from hypothesis import strategies as st

from modeller.drawing.glyphs import FRAMED, frame, latin, style_for, writable
from modeller.drawing.metrics import EMOJI, NARROW, SANS, SANS_BOLD, SERIF, SYMBOLS, holder, meant
from modeller.drawing.text import LINE_HEIGHT, advance, block, is_right_to_left, runs
from modeller.model.records import Bounds

_BOX = Bounds(10, 20, 100, 80)


def test_a_block_stands_in_the_middle_of_its_box() -> None:
    made = block("提交 order", _BOX)
    assert made.bounds.centre == pytest.approx(_BOX.centre)
    (line,) = made.lines
    assert line.x + line.width / 2 == pytest.approx(60, abs=0.01)
    assert made.bounds.y < line.y < made.bounds.bottom


@pytest.mark.parametrize(("align", "edge"), [("left", 10), ("right", 110)])
def test_a_block_stands_at_the_side_it_is_told_to(align, edge) -> None:
    made = block("one two three four five six seven", _BOX, align=align)
    assert len(made.lines) > 1
    for line in made.lines:
        assert (line.x if align == "left" else line.x + line.width) == pytest.approx(edge, abs=0.01)


def test_text_that_reads_upwards_begins_at_the_bottom_and_stays_in_its_box() -> None:
    box = Bounds(0, 0, 30, 200)
    made = block("采购部", box, angle=-90)
    assert made.lines[0].angle == -90
    assert made.lines[0].y == pytest.approx(100 + 18, abs=0.01)
    assert box.covers(made.bounds)
    assert made.bounds.height == pytest.approx(36)


def test_text_shrinks_until_it_fits_and_is_never_cut() -> None:
    text = "Very long text that has to become smaller because it would not fit into the box at twelve units"
    made = block(text, _BOX, shrink_to=8)
    assert 8 <= made.lines[0].size < 12
    assert _BOX.grown(0.1).covers(made.bounds)
    assert " ".join(line.text for line in made.lines) == text
    much = block(text * 5, _BOX, shrink_to=8)
    assert much.lines[0].size == 8
    assert much.bounds.y < _BOX.y < _BOX.bottom < much.bounds.bottom
    down = block(text * 5, _BOX, shrink_to=8, vertical="top")
    assert down.bounds.y == _BOX.y
    assert len(down.lines) * LINE_HEIGHT * 8 == pytest.approx(down.bounds.height)


def test_text_shrinks_rather_than_cut_a_word() -> None:
    made = block("Rechnungsprüfung", Bounds(0, 0, 84, 80), shrink_to=8)
    assert [line.text for line in made.lines] == ["Rechnungsprüfung"]


@given(st.one_of(st.text(), st.sampled_from(DIFFICULT)), st.booleans())
def test_runs_are_as_wide_as_the_text_and_draw_only_what_their_font_holds(text: str, bold: bool) -> None:
    x = 0.0
    for run in runs(text, style_for(text, bold)):
        assert run.x == pytest.approx(x) or run.advances == (0.0,)  # a mark over the letter before it
        assert len(run.text) == len(run.source) == len(run.advances)
        for char in run.text:
            assert holder(ord(meant(char)), bold) == (None if run.face == FRAMED else run.face)
        x += sum(run.advances)
    assert x == pytest.approx(advance(text, 1, bold))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], max_codepoint=0x58F), min_size=1))
@example("\u0115\xad")
def test_runs_stand_for_all_of_the_text(text: str) -> None:
    drawn = "".join("".join(run.source) for run in runs(text))
    assert drawn in (text, "") or set(text) >= set(drawn)
    assert drawn == text or not drawn


def test_the_chain_of_fonts_is_sans_then_symbols_then_emoji() -> None:
    assert [run.face for run in runs("a☑😀")] == [SANS, SYMBOLS, EMOJI]
    assert [run.face for run in runs("a", True)] == [SANS_BOLD]


def test_what_no_font_holds_is_its_code_point_in_a_frame() -> None:
    (run,) = runs("한")
    assert run.face == FRAMED
    assert [digits for _, _, digits in frame("한").digits] == ["D5", "5C"]
    assert advance("한", 1) == frame("한").advance
    assert [digits for _, _, digits in frame("\U0010abcd").digits] == ["10A", "BCD"]


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("the customer’s “urgent” case …", True),
        ("Goes on to “审核”", True),
        ("Größe ‚klein’", True),
        ("转到“Review order”步骤", False),
        ("SAP系统中的“采购申请”", False),
        ("客户提出的“紧急”请求……", False),
        ("“…”", False),
        ("customer's", False),
    ],
)
def test_marks_are_narrow_in_latin_text_and_wide_in_chinese(text: str, narrow: bool) -> None:
    assert latin(text) is narrow
    drawn = [char for run in runs(text, style_for(text, False)) for char in run.text]
    assert [meant(char) for char in drawn] == list(text)
    assert all((char != meant(char)) is (narrow and meant(char) in NARROW) for char in drawn)
    for char in set(text) & set(NARROW):
        one = advance(char, 1, style=style_for(text, False))
        assert one == 1.0 if not narrow else one != 1.0


@given(st.text(st.sampled_from("ab “”’…审核，"), max_size=30), st.floats(20, 200), st.booleans())
def test_lines_are_drawn_as_the_whole_text_that_they_are_of(text: str, width: float, bold: bool) -> None:
    for line in block(text, Bounds(0, 0, width, 100), bold=bold).lines:
        drawn = sum(sum(run.advances) for run in runs(line.text, line.style))
        assert drawn * line.size == pytest.approx(line.width, abs=2e-3)


def test_bold_text_has_no_serifs() -> None:
    assert {run.face for run in runs("正文 text", style_for("正文 text", False, serif=True))} == {SERIF}
    assert {run.face for run in runs("正文 text", style_for("正文 text", True, serif=True))} == {SANS_BOLD}


def test_joiners_and_selectors_draw_nothing_and_are_kept() -> None:
    (run,) = runs("👨\u200d👩\ufe0f")
    assert run.text == "👨👩"
    assert "".join(run.source) == "👨\u200d👩\ufe0f"


def test_letters_read_from_right_to_left_stand_in_that_order() -> None:
    assert is_right_to_left("order עברית")
    assert not is_right_to_left("order 采购")
    assert "".join(run.text for run in runs("ab עב cd")) == "ab בע cd"


def test_what_no_file_can_hold_is_left_out_or_replaced() -> None:
    assert writable("a\x00b\x0bc\ud800d\ufffe\te") == "abc\ufffdd\te"


def test_a_mark_stands_over_its_letter() -> None:
    (run,) = runs("e\u0301")
    assert (run.text, run.source, run.advances) == ("é", ("e\u0301",), (advance("e", 1),))
    letter, mark = runs("Ĝ")
    assert (letter.text, letter.source, mark.source) == ("G", ("Ĝ",), ("",))
    assert mark.x < advance("G", 1)
    letter, mark, after = runs("x\u0302y")
    assert mark.x == pytest.approx(advance("x", 1) / 2)
    assert after.x == advance("x", 1)
