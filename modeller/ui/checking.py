"""Keeps what the rules find up to date while somebody draws: in a thread, the latest state only."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from modeller.jobs.check_model import Report, check_model
from modeller.jobs.progress import Progress
from modeller.model.dictionary import Entry
from modeller.model.document import Change, Document, State
from modeller.model.entries import Finding
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.ui.errors import report as report_error
from modeller.ui.worker import Work
from modeller.validation.memory import Memory

_REST: Final = 15
"""Milliseconds after a step before the check begins: a command may take several steps."""


class Checker(QObject):
    """One for each open model. `changed()` tells that there is a new `report`.

    A newer step calls the check of an older state off; while a drag goes on none begins.
    """

    changed = Signal()

    def __init__(self, document: Document, from_file: Callable[[], Sequence[Finding]], parent: QObject) -> None:
        super().__init__(parent)
        self.libraries: Callable[[], Mapping[str, frozenset[str]]] = dict
        """The models that there are, by their library."""
        self.dictionary: Callable[[], Sequence[Entry]] = tuple
        """The entries that names are looked up in."""
        self.rules: Callable[[], RuleChoice] = RuleChoice
        """What the library that the model lies in asks for."""
        self.report: Report | None = None
        self._document = document
        self._from_file = from_file
        self._held = False
        self._due = False
        self._work: Work | None = None
        self._told: set[str] = set()
        self._memory = Memory()
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self._start)
        self._end = document.subscribe(self._step)
        self.ask()

    def ask(self) -> None:
        """Check as soon as nothing is dragged."""
        self._due = True
        if self._work is not None:
            self._work.cancel()
        if not self._held:
            self._timer.start()

    def hold(self, dragging: bool) -> None:
        """Wait while the mouse is down."""
        self._held = dragging
        if dragging:
            self._timer.stop()
            if self._work is not None:
                self._due = True
                self._work.cancel()
        elif self._due:
            self._timer.start()

    @property
    def busy(self) -> bool:
        """Whether a newer report is on its way."""
        return self._due or self._work is not None

    def _step(self, _change: Change, state: State) -> None:
        if state == "done":
            self.ask()

    def _start(self) -> None:
        if self._work is not None or self._held or not self._due:
            return  # what runs was called off and starts again when it has ended
        if self._document.editing is not None or self._document.paused:
            self._timer.start()
            return
        self._due = False
        model, from_file = self._document.snapshot(), tuple(self._from_file())
        libraries, dictionary, rules = self.libraries(), self.dictionary(), self.rules()

        def job(progress: Progress) -> Report:
            return check_model(model, from_file, None, progress, libraries, dictionary, rules, self._memory)

        work = self._work = Work(job, self)
        work.done.connect(self._done)
        work.failed.connect(report_error)
        work.ended.connect(self._ended)
        work.start()

    def _done(self, made: Report) -> None:
        if self._document.paused:  # in the middle of a step: nobody is to look at the model now
            QTimer.singleShot(_REST, self, lambda: self._done(made))
            return
        self.report = made
        for failure in made.checked.failures:
            if failure.rule not in self._told:  # once is enough: it would fail after every step
                self._told.add(failure.rule)
                report_error(failure.error)
        self.changed.emit()

    def _ended(self) -> None:
        self._work = None
        if self._due and not self._held:
            self._timer.start()

    def close(self) -> None:
        """Check no more; waits for a check that is under way."""
        self._end()
        self._timer.stop()
        self._due = False
        if self._work is not None:
            self._work.cancel()
            self._work.wait()
            self._work = None
