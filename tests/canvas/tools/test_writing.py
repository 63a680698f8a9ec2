"""Writing a text: cursor, selection, what an input method composes, steps back."""

from hypothesis import given
from hypothesis import strategies as st

from modeller.canvas.tools.writing import Writing


def test_the_first_letter_takes_the_place_of_the_old_text() -> None:
    writing = Writing("old name", replace=True)
    writing.insert("n")
    assert (writing.text, writing.cursor) == ("n", 1)


def test_f2_goes_on_at_the_end() -> None:
    writing = Writing("Check", replace=False)
    writing.insert(" order")
    assert writing.text == "Check order"


def test_what_is_composed_stands_in_the_place_of_the_selection_but_is_no_text_yet() -> None:
    writing = Writing("旧名", replace=True)
    writing.compose("deng'ji", 7)
    assert writing.shown == "deng'ji"
    assert writing.text == "旧名"
    assert writing.shown_cursor == 7
    writing.compose("", 0)
    writing.replace(0, 0, "等级")
    assert writing.text == "等级"


def test_a_composition_in_the_middle_shows_in_the_middle() -> None:
    writing = Writing("登记级别", replace=False)
    writing.place(2)
    writing.compose("pan", 2)
    assert writing.shown == "登记pan级别"
    assert writing.shown_cursor == 4


def test_an_input_method_may_replace_what_it_committed_before() -> None:
    writing = Writing("abc", replace=False)
    writing.replace(-1, 1, "字")
    assert writing.text == "ab字"


def test_backspace_takes_a_character_with_its_marks_at_once() -> None:
    writing = Writing("n\u0303", replace=False)
    writing.backspace()
    assert writing.text == ""


def test_control_and_backspace_take_a_word() -> None:
    writing = Writing("check the order", replace=False)
    writing.backspace(word=True)
    assert writing.text == "check the "
    writing.place(0)
    writing.delete(word=True)
    assert writing.text == " the "


def test_home_and_end_know_their_line() -> None:
    writing = Writing("one\ntwo\nthree", replace=False)
    assert writing.line(5) == (4, 7)
    assert writing.line(0) == (0, 3)
    assert writing.line(13) == (8, 13)


def test_steps_go_back_and_forth() -> None:
    writing = Writing("a", replace=False)
    writing.insert("b")
    writing.insert("c")
    assert writing.undo()
    assert writing.text == "ab"
    assert writing.undo()
    assert not writing.undo()
    assert writing.text == "a"
    assert writing.redo()
    assert writing.text == "ab"


@given(
    st.text("ab 字\n", max_size=8),
    st.lists(st.one_of(st.sampled_from(["back", "del", "word", "undo", "all"]), st.integers(-2, 12)), max_size=20),
)
def test_whatever_is_done_the_cursor_stands_in_the_text(text: str, deeds: list[str | int]) -> None:
    writing = Writing(text, replace=True)
    for deed in deeds:
        if isinstance(deed, int):
            writing.place(deed, keep=deed % 2 == 0)
        elif deed == "back":
            writing.backspace()
        elif deed == "del":
            writing.delete()
        elif deed == "word":
            writing.backspace(word=True)
        elif deed == "undo":
            writing.undo()
        else:
            writing.select_all()
            writing.insert("x")
        assert 0 <= writing.cursor <= len(writing.text)
        assert 0 <= writing.anchor <= len(writing.text)
