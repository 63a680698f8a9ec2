"""Laws of breaking text into lines, and the breaks that people expect."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.drawing.breaking import NEVER_FIRST, NEVER_LAST
from modeller.drawing.glyphs import style_for
from modeller.drawing.text import advance, broken
from modeller.model.bulk import uncollected

_CHINESE = "采购部门经理审批金额超过元，。、；：！？（）《》“”‘’【】…—％%"
_MIXED = st.text(st.sampled_from(_CHINESE + "abcAB 019-/_.,()\n☑😀é한\u200d\ufe0f"), max_size=60)
_ANY = st.one_of(_MIXED, st.text(max_size=60), st.text(st.characters(categories=["Cs", "Cc", "Cf", "Lo", "Mn"])))
_WIDTHS = st.floats(1, 300)


def _bare(text: str) -> str:
    return re.sub(r"[\s\x1c-\x1f\x85]+", "", text)


@given(_ANY, _WIDTHS, st.booleans())
def test_the_lines_joined_are_the_text_but_for_white_space(text: str, width: float, bold: bool) -> None:
    assert _bare("".join(line for line, _ in broken(text, width, bold=bold))) == _bare(text)


@given(_ANY, _WIDTHS, st.booleans())
def test_each_line_says_how_wide_it_is(text: str, width: float, bold: bool) -> None:
    for line, wide in broken(text, width, bold=bold):
        assert wide == pytest.approx(advance(line, style=style_for(text, bold)), abs=1e-6)


@given(_MIXED, st.floats(60, 300))
def test_no_line_is_wider_than_the_room(text: str, width: float) -> None:
    for line, wide in broken(text, width):
        # in a row of marks none of which may begin a line there is no place to break
        if not re.fullmatch(f".*[{re.escape(NEVER_FIRST + NEVER_LAST)}]{{3}}.*", line):
            assert wide <= width + 1e-3


@given(_MIXED, st.floats(80, 300))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(text: str, width: float) -> None:
    for paragraph in text.split("\n"):
        lines = [line for line, _ in broken(paragraph, width)]
        joined = "".join(lines)
        if re.search(f"[{re.escape(NEVER_FIRST + NEVER_LAST)}]{{3}}", joined.replace(" ", "")):
            continue  # more marks in a row than a line holds
        for before, after in pairwise(lines):
            assert after[0] not in NEVER_FIRST, lines
            assert before[-1] not in NEVER_LAST, lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Collapsed Sub-Process", 90, ["Collapsed", "Sub-Process"]),
        ("审批通过，并通知申请人。", 62, ["审批通过，", "并通知", "申请人。"]),
        ("a\nb\r\nc", 50, ["a", "b", "c"]),
        ("", 50, [""]),
        ("one  two", 80, ["one  two"]),
        ("checkCustomerCredit", 70, ["check", "Customer", "Credit"]),
        ("采购服务（含税）", 62, ["采购服务", "（含税）"]),
    ],
)
def test_text_breaks_where_a_reader_expects_it(text: str, width: float, lines: list[str]) -> None:
    assert [line for line, _ in broken(text, width)] == lines


def test_lines_are_alike_in_width_and_a_long_word_leaves_no_single_letter() -> None:
    assert min(len(line) for line, _ in broken("Rechnungsbearbeitungsprozess", 86)) > 5
    widths = [wide for _, wide in broken("提交采购申请单据", 84)]
    assert widths == [48, 48]


@pytest.mark.parametrize("text", ["x" * 200_000, "测" * 200_000, "👨‍👩‍👧" * 40_000, "，" * 200_000, "a " * 100_000])
def test_200_000_characters_break_within_two_seconds_of_work(text: str) -> None:
    start = time.process_time()  # of this process alone: others may be at work
    with uncollected():  # what earlier tests left behind is not looked through
        assert _bare("".join(line for line, _ in broken(text, 80))) == _bare(text)
    assert time.process_time() - start < 2
