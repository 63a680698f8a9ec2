"""Keeps the analysis of the page in front up to date while somebody draws: in a thread, the latest state only."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from modeller.jobs.analyse_model import Analysed, analyse_model
from modeller.jobs.progress import Progress
from modeller.model.document import Change, Document, State
from modeller.model.reading import Model
from modeller.ui.errors import report as report_error
from modeller.ui.worker import Work

_REST: Final = 200
"""Milliseconds after a step before the figures are worked out anew."""


class Analyser(QObject):
    """Follows one document at a time, or none. `ready(analysed)` brings what was worked out."""

    ready = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.equal = False
        self.other: Model | None = None
        """What the model is to become, where it is compared."""
        self._document: Document | None = None
        self._end: Callable[[], None] | None = None
        self._due = False
        self._work: Work | None = None
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self._start)

    @property
    def document(self) -> Document | None:
        """The document that is followed."""
        return self._document

    @property
    def busy(self) -> bool:
        return self._due or self._work is not None

    def follow(self, document: Document | None) -> None:
        """Work out the figures of a document, now and after each step; of none any more with None."""
        if document is self._document:
            return
        if self._end is not None:
            self._end()
        self._document = document
        self._end = document.subscribe(self._step) if document is not None else None
        self.ask()

    def ask(self, at_once: bool = True) -> None:
        """Work them out again."""
        if self._work is not None:
            self._work.cancel()
        self._due = self._document is not None
        self._timer.stop()
        if self._due:
            self._timer.start(0 if at_once else _REST)

    def _step(self, _change: Change, state: State) -> None:
        if state == "done":
            self.ask(at_once=False)

    def _start(self) -> None:
        document = self._document
        if self._work is not None or document is None or not self._due:
            return  # what runs was called off and starts again when it has ended
        if document.editing is not None or document.paused:
            self._timer.start(_REST)
            return
        self._due = False
        model, other, equal = document.snapshot(), self.other, self.equal

        def job(_progress: Progress) -> Analysed:
            return analyse_model(model, other, equal)

        work = self._work = Work(job, self)
        work.done.connect(self.ready)
        work.failed.connect(report_error)
        work.ended.connect(self._ended)
        work.start()

    def _ended(self) -> None:
        self._work = None
        if self._due:
            self._timer.start(0)

    def close(self) -> None:
        """Work out no more; waits for what is under way."""
        self.follow(None)
        self._timer.stop()
        self._due = False
        if self._work is not None:
            self._work.cancel()
            self._work.wait()
            self._work = None
