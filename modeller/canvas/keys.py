"""Every key of the drawing board, in one table.

Input methods own Ctrl+Space, Shift+Space, Shift alone and Ctrl+.: none of them may ever stand here.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

When: TypeAlias = Literal["none", "one", "some", "tool", "play", "any"]
"""With nothing selected, one element, at least one, a tool that places or connects in the hand, a run, or always."""


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` as QKeySequence writes them, `deed` the name of what happens; `argument` goes with it.

    `menu` is True where a command of the menus has the key: it works wherever the focus is in the window.
    """

    keys: str
    deed: str
    when: When = "any"
    argument: int = 0
    menu: bool = False


KEYS = (
    # what is typed goes into the selected element; these act on it
    Key("Tab", "append_next", "one"),
    Key("Return", "branch", "one"),
    Key("Enter", "branch", "one"),
    Key("Left", "nudge_left", "some", 1),
    Key("Right", "nudge_right", "some", 1),
    Key("Up", "nudge_up", "some", 1),
    Key("Down", "nudge_down", "some", 1),
    Key("Shift+Left", "nudge_left", "some", 10),
    Key("Shift+Right", "nudge_right", "some", 10),
    Key("Shift+Up", "nudge_up", "some", 10),
    Key("Shift+Down", "nudge_down", "some", 10),
    Key("Alt+Right", "walk_on", "one"),
    Key("Alt+Left", "walk_back", "one"),
    Key("Alt+Up", "walk_up", "one"),
    Key("Alt+Down", "walk_down", "one"),
    *(Key(f"Alt+{number}", "walk_branch", "one", number) for number in range(1, 10)),
    Key("Alt+PgUp", "walk_out", "one"),
    Key("Alt+PgDown", "walk_in", "one"),
    Key("Ctrl+Up", "lane_before", "some"),
    Key("Ctrl+Down", "lane_behind", "some"),
    # a tool in the hand that places or connects: the arrows lead it
    Key("Left", "steer_left", "tool", 1),
    Key("Right", "steer_right", "tool", 1),
    Key("Up", "steer_up", "tool", 1),
    Key("Down", "steer_down", "tool", 1),
    Key("Shift+Left", "steer_left", "tool", 5),
    Key("Shift+Right", "steer_right", "tool", 5),
    Key("Shift+Up", "steer_up", "tool", 5),
    Key("Shift+Down", "steer_down", "tool", 5),
    Key("Return", "put_down", "tool"),
    Key("Enter", "put_down", "tool"),
    # while a run is played nothing else has keys
    Key("Right", "play_on", "play"),
    Key("Left", "play_back", "play"),
    Key("Return", "play_pause", "play"),
    Key("Enter", "play_pause", "play"),
    Key("P", "play_pause", "play"),
    Key("Home", "play_reset", "play"),
    Key("End", "play_end", "play"),
    Key("+", "play_faster", "play"),
    Key("-", "play_slower", "play"),
    *(Key(f"{number}", "play_way", "play", number) for number in range(1, 10)),
    # nothing selected: letters are tools
    Key("Tab", "select_first", "none"),
    Key("Shift+Tab", "select_first", "none"),
    Key("N", "create_list", "none"),
    Key("C", "connect_tool", "none"),
    Key("S", "space_tool", "none"),
    Key("L", "lasso_tool", "none"),
    Key("H", "hand_tool", "none"),
    Key("?", "help", "none"),
    # always
    Key("F6", "leave"),
    Key("Menu", "menu"),
    Key("Shift+F10", "menu"),
    # in the menus
    Key("F2", "write", "one", menu=True),
    Key("Ctrl+Return", "append_list", "one", menu=True),
    Key("Ctrl+L", "connect", "one", menu=True),
    Key("Ctrl+T", "change_type", "one", menu=True),
    Key("Ctrl+Shift+L", "lane_below", "one", menu=True),
    Key("Ctrl+Z", "undo", menu=True),
    Key("Ctrl+Y", "redo", menu=True),
    Key("Ctrl+Shift+Z", "redo", menu=True),
    Key("Del", "delete", "some", menu=True),
    Key("Backspace", "delete", "some", menu=True),
    Key("Ctrl+X", "cut", "some", menu=True),
    Key("Ctrl+C", "copy", "some", menu=True),
    Key("Ctrl+V", "paste", menu=True),
    Key("Ctrl+D", "duplicate", "some", menu=True),
    Key("Ctrl+A", "select_all", menu=True),
    Key("Ctrl+B", "bold", "some", menu=True),
    Key("Ctrl+]", "text_larger", "some", menu=True),
    Key("Ctrl+[", "text_smaller", "some", menu=True),
)

NEVER = ("Ctrl+Space", "Shift+Space", "Shift", "Ctrl+.")
"""What input methods need for themselves."""


def deed_for(event: QKeyEvent, selected: int, led: bool = False, played: bool = False) -> Key | None:
    """What a key means on the board while so many elements are selected; None for nothing.

    `led` says that a tool is in the hand which the keys for tools lead, `played` that a run is played.
    """
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    code = Qt.Key(event.key())
    if code == Qt.Key.Key_Backtab:
        code = Qt.Key.Key_Tab
    if event.text() == "?":
        held = Qt.KeyboardModifier.NoModifier
        code = Qt.Key.Key_Question
    pressed = QKeySequence(QKeyCombination(held, code))
    found = [key for key in KEYS if not key.menu and QKeySequence(key.keys) == pressed]
    if played:
        return next((key for key in found if key.when in ("play", "any")), None)
    if led and (leading := [key for key in found if key.when == "tool"]):
        return leading[0]
    return next((key for key in found if fits(key.when, selected)), None)


def fits(when: When, selected: int) -> bool:
    """Whether a key acts while so many elements are selected."""
    if when == "none":
        return selected == 0
    if when == "one":
        return selected == 1
    return when == "any" or (when == "some" and selected > 0)


def keys_of(deed: str) -> tuple[str, ...]:
    """The keys that a command of the menus has."""
    return tuple(key.keys for key in KEYS if key.menu and key.deed == deed)
