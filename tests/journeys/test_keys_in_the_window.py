"""Every key of the table pressed in the real window: it does what the sheet of keys says, and no more."""

from collections.abc import Callable
from functools import partial

import pytest
from person import Person
from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel
from window_kit import settle

from modeller.canvas.keys import KEYS, NEVER
from modeller.ui.keys_sheet import KeysSheet
from modeller.ui.main_window import MainWindow


@pytest.fixture
def person(window: MainWindow) -> Person:
    """A pool with two lanes; in the upper one a start, a step, and a gateway's two branches one below the other."""
    window.resize(1400, 900)
    window.activateWindow()
    settle()
    made = Person(window)
    made.key("Ctrl+N")
    made.say("开始")
    made.key("Alt+PgUp", "Ctrl+Shift+L")
    made.say("下")
    made.key("Return", "Alt+Up", "Alt+PgDown", "Tab")
    made.say("甲")
    made.key("Ctrl+Return")
    made.letters("ptwg")
    made.key("Return", "Tab")
    made.say("上支")
    made.key("Return", "Alt+Left", "Tab")
    made.say("下支")
    made.key("Return")
    made.keys = 0
    return made


def name(person: Person) -> str:
    keys = person.board.selection
    return person.page.document[keys[0]].text if len(keys) == 1 else ""  # type: ignore[union-attr]


def place(person: Person, text: str) -> tuple[float, float]:
    box = person.named(text).bounds
    assert box is not None
    return box.x, box.y


Walk = tuple[str, tuple[str, ...], str]
WALKS: list[Walk] = [
    ("甲", ("Alt+Left",), "开始"),
    ("开始", ("Alt+Right",), "甲"),
    ("甲", ("Alt+Right", "Alt+1"), "上支"),
    ("甲", ("Alt+Right", "Alt+2"), "下支"),
    ("上支", ("Alt+Down",), "下支"),
    ("下支", ("Alt+Up",), "上支"),
    ("下", ("Alt+PgUp", "Alt+PgDown"), "开始"),
    ("甲", ("Esc", "Tab"), "开始"),
]


@pytest.mark.parametrize(("start", "keys", "end"), WALKS, ids=str)
def test_walking_goes_where_the_sheet_says(person: Person, start: str, keys: tuple[str, ...], end: str) -> None:
    before = dict(person.page.document.records)
    person.board.select((person.named(start).key,))
    person.key(*keys)
    assert name(person) == end
    assert dict(person.page.document.records) == before


@pytest.mark.parametrize(
    ("key", "by"),
    [("Left", (-1, 0)), ("Right", (1, 0)), ("Up", (0, -1)), ("Down", (0, 1)),
     ("Shift+Left", (-10, 0)), ("Shift+Right", (10, 0)), ("Shift+Up", (0, -10)), ("Shift+Down", (0, 10))],
)  # fmt: skip
def test_arrows_nudge(person: Person, key: str, by: tuple[int, int]) -> None:
    person.board.select((person.named("上支").key,))
    x, y = place(person, "上支")
    person.key(key)
    assert place(person, "上支") == (x + by[0], y + by[1])


def test_into_the_lane_below_and_back(person: Person) -> None:
    person.board.select((person.named("下支").key,))
    person.key("Ctrl+Down")
    assert person.named("下支").lanes == (person.named("下").key,)
    person.key("Ctrl+Up")
    assert person.named("下支").lanes != (person.named("下").key,)
    before = dict(person.page.document.records)
    person.key("Ctrl+Up")
    assert dict(person.page.document.records) == before, "there is none above"


@pytest.mark.parametrize("key", ["Return", "Enter"])
def test_enter_adds_a_sister_and_tab_the_next(person: Person, key: str) -> None:
    document = person.page.document
    person.board.select((person.named("上支").key,))
    person.key(key)
    (flow,) = document.incoming(person.selected.key)
    assert flow.source == document.incoming(person.named("上支").key)[0].source
    person.key("Tab")
    (flow,) = document.incoming(person.selected.key)
    assert flow.source is not None


def test_f2_edits_and_esc_restores(person: Person) -> None:
    person.board.select((person.named("甲").key,))
    person.key("F2")
    assert person.board.editor.writing is not None
    person.letters("x")
    assert name(person) == "甲x"
    person.key("Esc")
    assert name(person) == "甲"


def test_connecting_by_keys(person: Person) -> None:
    person.board.select((person.named("上支").key,))
    for key in ("Ctrl+L", "Left", "Right", "Up", "Shift+Down", "Esc"):
        person.key(key)
    assert person.board.tool_name == "select"
    person.board.select((person.named("上支").key,))
    person.key("Ctrl+L", "Down", "Return")
    ends = [(flow.source, flow.target) for flow in person.page.document.flows()]
    assert (person.named("上支").key, person.named("下支").key) in ends


def test_placing_by_keys(person: Person) -> None:
    count = len(person.page.document.nodes())
    person.board.select(())
    person.key("N")
    person.letters("yhrw")  # 用户任务
    person.key("Return")
    assert person.board.tool_name == "create"
    person.key("Down", "Shift+Down", "Right", "Shift+Right", "Left", "Shift+Left", "Up", "Shift+Up", "Enter")
    assert len(person.page.document.nodes()) == count + 1
    assert person.selected.type == "bpmn:userTask"
    person.letters("x")
    assert person.selected.text == "x"


LETTERS: list[tuple[str, Callable[[Person], object]]] = [
    ("C", lambda person: person.board.tool_name == "connect"),
    ("S", lambda person: person.board.tool_name == "space"),
    ("L", lambda person: person.board.tool_name == "lasso"),
    ("H", lambda person: person.board.tool_name == "hand"),
    ("N", lambda person: person.page.bench.list.isVisible()),
    ("F6", lambda person: not person.board.hasFocus()),
    ("Ctrl+A", lambda person: len(person.board.selection) == len(person.board.scene.items)),
]


@pytest.mark.parametrize(("key", "does"), LETTERS, ids=lambda value: value if isinstance(value, str) else "")
def test_with_nothing_selected_letters_are_tools(person: Person, key: str, does: Callable[[Person], object]) -> None:
    person.board.select(())
    person.key(key)
    assert does(person)
    person.key("Esc")


@pytest.mark.parametrize("keys", NEVER)
def test_what_input_methods_own_is_never_taken(person: Person, keys: str) -> None:
    """Neither by the board nor by a shortcut of the window, whatever is selected or in the hand."""
    code, held = Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier
    if keys != "Shift":
        combined = QKeySequence(keys)[0]
        assert isinstance(combined, QKeyCombination)
        code, held = combined.key(), combined.keyboardModifiers()
    fired: list[str] = []
    for command in person.window.findChildren(type(person.window.actions_["new"])):
        assert QKeySequence(keys) not in command.shortcuts(), command.objectName()
        command.triggered.connect(partial(lambda name, _=False: fired.append(name), command.objectName()))
    for selection in ((), (person.named("甲").key,), tuple(person.board.scene.items)):
        person.board.select(selection)
        before = dict(person.page.document.records)
        text = " " if code is Qt.Key.Key_Space else ""
        override = QKeyEvent(QEvent.Type.ShortcutOverride, code.value, held, text)
        override.ignore()
        QCoreApplication.sendEvent(person.board, override)
        assert not override.isAccepted(), "the board claims it"
        QApplication.sendEvent(person.board, QKeyEvent(QEvent.Type.KeyPress, code.value, held, text))
        QApplication.sendEvent(person.board, QKeyEvent(QEvent.Type.KeyRelease, code.value, held, text))
        settle()
        assert dict(person.page.document.records) == before
        assert person.board.selection == selection
        assert person.board.editor.writing is None
    assert fired == []


def test_the_sheet_shows_every_key_of_the_table(person: Person) -> None:
    person.board.select(())
    person.key("?")
    (sheet,) = person.window.findChildren(KeysSheet)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for key in KEYS:
        if not key.keys[-1].isdigit() or key.deed not in ("walk_branch", "play_way"):
            assert QKeySequence(key.keys).toString(QKeySequence.SequenceFormat.NativeText) in said, key
    sheet.close()
