"""The turns that the screen has in the middle of a large step."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from modeller.editing.refused import Refused
from modeller.ui.pauses import Pauses, Waiting


def waiting() -> Waiting | None:
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Waiting) and widget.isVisible()]
    return found[0] if found else None


@pytest.fixture
def pauses(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Pauses:
    monkeypatch.setattr("modeller.ui.pauses.PATIENCE", 0.0)
    monkeypatch.setattr("modeller.ui.pauses._NEXT", 1e9)
    made = Pauses()
    made(True)
    time.sleep(0.01)
    return made


def test_a_step_that_takes_long_says_so_until_it_is_over(pauses: Pauses) -> None:
    pauses(True)
    assert waiting() is not None
    QTest.qWait(20)
    assert waiting() is None


def test_escape_stops_it_at_the_next_place_where_it_may_be_stopped(pauses: Pauses) -> None:
    pauses(True)
    shown = waiting()
    assert shown is not None
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    with pytest.raises(Refused):
        pauses(True)
    assert waiting() is None
    pauses(True)  # the next step is not stopped by it
    QTest.qWait(20)


def test_what_can_not_be_stopped_any_more_offers_nothing(pauses: Pauses) -> None:
    pauses(False)
    assert waiting() is None
    pauses(True)
    assert waiting() is not None
    pauses(False)
    assert waiting() is None
