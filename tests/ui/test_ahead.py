"""What is made ready while the window waits leaves nothing behind."""

from PySide6.QtWidgets import QApplication
from window_kit import settle

from modeller.ui.ahead import get_ready, rehearse
from modeller.ui.desk import Desk


def test_a_rehearsal_leaves_nothing_behind(desk: Desk) -> None:
    before = set(QApplication.allWidgets())
    rehearse(desk.look)
    settle()
    assert set(QApplication.allWidgets()) == before
    assert not desk.files


def test_getting_ready_needs_no_window(qapp: object) -> None:
    get_ready()
