"""A fault of our own: a report, one dialog, and the program goes on."""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.files.platform import report_folder
from modeller.ui import errors
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow


@pytest.fixture
def caught(qapp: QApplication) -> Iterator[None]:
    restore = errors.install()
    yield
    restore()


def boxes() -> list[QMessageBox]:
    settle()
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]


def fail() -> None:
    raise RuntimeError("<b>on purpose</b>")


def test_a_fault_is_reported_once_however_often_it_happens(
    caught: None, window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        try:
            fail()
        except RuntimeError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    assert len(list(report_folder().iterdir())) == 1
    assert "on purpose" in next(report_folder().iterdir()).read_text("utf-8")
    assert len(boxes()) == 1
    assert str(report_folder()) in boxes()[0].informativeText()
    boxes()[0].close()
    assert window.isVisible()


def test_a_fault_in_a_job_is_reported_too(
    caught: None, desk: Desk, window: MainWindow, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    from modeller.language import message

    desk.work(lambda progress: fail(), lambda _: None, message("window.name"), window)
    qtbot.waitUntil(lambda: not desk.works)
    assert len(boxes()) == 1
    boxes()[0].close()
    assert window.notices.cards == []


def test_a_fault_while_closing_leaves_the_window_open(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QCloseEvent

    monkeypatch.setattr(window, "saveGeometry", fail)
    told: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    event = QCloseEvent()
    window.closeEvent(event)
    assert [str(error) for error in told] == ["<b>on purpose</b>"]
    assert not event.isAccepted()
    monkeypatch.undo()
