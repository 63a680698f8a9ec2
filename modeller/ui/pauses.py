"""The turns that the screen has in the middle of a large step: input waits, after half a second there is a Cancel."""

from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout

from modeller.editing.refused import Stopped
from modeller.language import message, say

PATIENCE: Final = 0.5
"""Seconds that a step may take before it says so."""
_NEXT: Final = 0.25
"""What comes so many seconds after the last pause is another step."""


@cache
def pauses() -> "Pauses":
    """Those of the program."""
    return Pauses()


class Pauses(QObject):
    """Call it between two pieces of a step. Raises Stopped where somebody has cancelled and it may be stopped."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = self._last = 0.0
        self._inside = False
        self._waiting: Waiting | None = None
        self.between: Callable[[], object] = _nothing
        """What is done at each pause."""
        self._over = QTimer(self, interval=0)
        self._over.timeout.connect(self._look)

    def __call__(self, stoppable: bool) -> None:
        self._inside = True
        try:
            self.between()
            self._turn(stoppable)
        finally:
            self._inside = False
            self._last = perf_counter()

    def _turn(self, stoppable: bool) -> None:
        now = perf_counter()
        if now - self._last > _NEXT:
            self._begun = now
        if self._waiting is None:
            if now - self._begun > PATIENCE and stoppable:
                self._wait()
            else:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self._waiting is not None:
            QApplication.processEvents()  # it is modal: nothing else takes any input
            stopped = self._waiting is not None and self._waiting.stopped
            if not stoppable or stopped:
                self._end()
            if stopped and stoppable:
                raise Stopped(message("window.stopped"))

    def _wait(self) -> None:
        self._waiting = Waiting()
        self._waiting.show()
        self._over.start()

    def _look(self) -> None:
        """Outside of any pause the step is over."""
        if not self._inside:
            self._end()

    def _end(self) -> None:
        self._over.stop()
        if self._waiting is not None:
            self._waiting.hide()
            self._waiting.deleteLater()
            self._waiting = None


def _nothing() -> None:
    """There is nothing to do."""


class Waiting(QDialog):
    """Says that a step goes on, over the window in front, and takes the wish to cancel it."""

    def __init__(self) -> None:
        super().__init__(QApplication.activeWindow())
        self.stopped = False
        self.setWindowTitle(QGuiApplication.applicationDisplayName())
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(QLabel(say("window.at_work"), self))
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        column.addWidget(bar)
        self.cancel = QPushButton(say("window.cancel"), self)
        self.cancel.setAutoDefault(False)  # to go on is what is wanted: it does not look like the thing to do
        self.cancel.clicked.connect(self.reject)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(300)

    def reject(self) -> None:
        """Cancel, Esc or the cross: stop at the next pause."""
        self.stopped = True
        self.cancel.setEnabled(False)
