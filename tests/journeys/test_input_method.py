"""An input method finds a live editor in whatever is selected: after Tab, undo, a zoom, in another window and back."""

import pytest
from person import Person
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from window_kit import settle

from modeller.ui.main_window import MainWindow


@pytest.fixture
def person(window: MainWindow) -> Person:
    window.activateWindow()
    settle()
    made = Person(window)
    made.key("Ctrl+N")
    return made


def enabled(person: Person) -> bool:
    asked = person.board.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    return bool(asked) and person.board.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def compose(person: Person, letters: str) -> None:
    QCoreApplication.sendEvent(person.board, QInputMethodEvent(letters, []))
    settle()


def test_no_letter_is_lost_after_tab_undo_redo_and_zoom(person: Person) -> None:
    for keys, name in (((), "客户报修"), (("Tab",), "登记"), (("Return", "Ctrl+Z", "Ctrl+Y"), "登记报修"),
                       (("Return", "Ctrl+=", "Ctrl+="), "受理"), (("Tab",), "派单")):  # fmt: skip
        person.key(*keys)
        assert enabled(person), keys
        person.say(name)
        assert person.selected.text == name
    person.key("Return")
    steps = len(person.page.document.history)
    compose(person, "deng")
    person.key("Esc")
    assert person.selected.text == "派单"
    assert len(person.page.document.history) == steps, "what was composed and given up is no step"


def test_another_window_takes_a_composition_at_once_and_leaves_none_behind(person: Person) -> None:
    person.say("甲")
    person.key("Return")
    compose(person, "deng'ji")
    assert person.page.document.editing is not None
    person.key("Ctrl+Shift+N")
    other = next(each for each in person.window.desk.windows if each is not person.window)
    assert isinstance(other, MainWindow)
    other.activateWindow()
    settle()
    there = Person(other)
    there.key("Ctrl+N")
    assert person.page.document.editing is None, "half a composition holds nothing open in the window that was left"
    assert person.selected.text in ("甲", "deng'ji")
    assert enabled(there)
    there.say("乙")
    assert there.selected.text == "乙"
    person.window.activateWindow()
    person.board.setFocus()
    settle()
    assert there.page.document.editing is None
    assert enabled(person)
    person.say("丙")
    assert person.selected.text == "丙"
    assert there.selected.text == "乙"
