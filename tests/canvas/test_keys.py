"""The table of keys: every one does something, none belongs to an input method, none means two things."""

from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from modeller.canvas.deeds import Deeds
from modeller.canvas.keys import KEYS, NEVER, Key, deed_for, fits
from modeller.ui.actions import COMMANDS

_PLAYED = {
    "play_on", "play_back", "play_pause", "play_reset", "play_end", "play_faster", "play_slower",
}  # fmt: skip
_ASKED = _PLAYED | {"create_list", "append_list", "change_type", "help", "leave", "menu"}


def _event(key: Key) -> QKeyEvent:
    combined = QKeySequence(key.keys)[0]
    assert isinstance(combined, QKeyCombination)
    text = key.keys if key.keys == "?" else ""
    return QKeyEvent(QEvent.Type.KeyPress, combined.key().value, combined.keyboardModifiers(), text)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key.keys} {key.when}")
def test_every_key_does_what_the_table_says(key: Key) -> None:
    assert not QKeySequence(key.keys).isEmpty()
    selected = {"none": 0, "one": 1, "some": 3, "tool": 1, "play": 0, "any": 2}[key.when]
    if key.menu:
        assert any(command.name == key.deed for command in COMMANDS), key.deed
        return
    found = deed_for(_event(key), selected, led=key.when == "tool", played=key.when == "play")
    assert found is not None
    assert found.deed == key.deed
    known = Deeds(None)._named  # type: ignore[arg-type]
    assert key.deed in known or key.deed in _ASKED


def test_no_key_is_one_that_input_methods_own() -> None:
    owned = {QKeySequence(keys) for keys in NEVER}
    assert not [key for key in KEYS if QKeySequence(key.keys) in owned]


def test_no_key_means_two_things_at_once() -> None:
    for one, other in combinations(KEYS, 2):
        if QKeySequence(one.keys) == QKeySequence(other.keys):
            both = [count for count in (0, 1, 2) if fits(one.when, count) and fits(other.when, count)]
            assert not both or one.deed == other.deed, (one, other)


@pytest.mark.parametrize("selected", [0, 1, 3])
@pytest.mark.parametrize("led", [False, True])
@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_what_input_methods_own_means_nothing_here(
    key: Qt.Key, held: Qt.KeyboardModifier, led: bool, selected: int
) -> None:
    text = " " if key is Qt.Key.Key_Space else ""
    assert deed_for(QKeyEvent(QEvent.Type.KeyPress, key.value, held, text), selected, led) is None


def test_letters_are_tools_only_while_nothing_is_selected() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_C.value, Qt.KeyboardModifier.NoModifier, "c")
    assert deed_for(event, 0) is not None
    assert deed_for(event, 1) is None


def test_a_command_with_keys_of_the_board_takes_them_from_the_table() -> None:
    table = {(key.deed, key.keys) for key in KEYS if key.menu}
    for command in COMMANDS:
        mine = {keys for deed, keys in table if deed == command.name}
        if mine and command.name != "select_all":
            assert mine <= set(command.keys), command.name
