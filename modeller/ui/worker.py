"""Work off the GUI thread, with progress after half a second and a way to stop it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from modeller.jobs.progress import Cancelled, Progress


class Work(QThread):
    """Runs `job(progress)` in a thread of its own.

    Exactly one of `done(result)`, `failed(error)` and `cancelled()` comes, in the GUI thread, after the job has ended,
    and then `ended()`, whatever the listeners of the first did.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    progressed = Signal(float)

    def __init__(self, job: Callable[[Progress], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self._stop = threading.Event()
        self._outcome: tuple[str, object] = ("cancelled", None)
        self._told = -1.0
        self.finished.connect(self._report)

    def cancel(self) -> None:
        """Ask the job to stop; it does at its next step."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def run(self) -> None:
        try:
            result = self._job(self._progress)
        except Cancelled:
            return
        except BaseException as error:
            self._outcome = ("failed", error)
        else:
            self._outcome = ("done", result)

    def _progress(self, fraction: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        if fraction - self._told >= 0.01 or fraction >= 1:
            self._told = fraction
            self.progressed.emit(fraction)

    def _report(self) -> None:
        kind, value = self._outcome
        self._outcome = ("cancelled", None)
        try:
            if kind == "done" and not self._stop.is_set():
                self.done.emit(value)
            elif kind == "failed":
                self.failed.emit(value)
            else:
                self.cancelled.emit()
        finally:
            self.ended.emit()
            self.deleteLater()
