"""Keeps the preview of a policy document up to date: laid out anew off the GUI thread, soon after the last change."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog

from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.preview import Page, pages
from modeller.files.problem import Problem
from modeller.jobs.progress import Progress, part
from modeller.ui.desk import Desk
from modeller.ui.errors import report
from modeller.ui.policy_preview import PolicyPreview
from modeller.ui.worker import Work

_PAUSE: Final = 300
"""Milliseconds after the last change until the preview is made anew."""

Gather = Callable[[], PolicyJob]


class Sketcher(QTimer):
    """`start` it after each change. `asked` says in the GUI thread what is wanted and gives what gathers the document
    in another; None where there is nothing to show. `sketched()` tells that the pages are shown. It ends with its
    dialog."""

    sketched = Signal()

    def __init__(self, desk: Desk, preview: PolicyPreview, asked: Callable[[], Gather | None], owner: QDialog) -> None:
        super().__init__(owner)
        self._desk, self._preview, self._asked = desk, preview, asked
        self._work: Work | None = None
        self.setSingleShot(True)
        self.setInterval(_PAUSE)
        self.timeout.connect(self.sketch)
        owner.finished.connect(lambda _: self._end())

    def sketch(self) -> None:
        """Lay the document out as it is chosen now; an older one that is on its way is dropped."""
        if self._work is not None:
            self._work.cancel()
            self.start()  # as soon as that one has ended
            return
        gather = self._asked()
        if gather is None:
            self._preview.show_pages(())
            return

        def job(progress: Progress) -> tuple[Page, ...]:
            progress(0)
            return pages(compose(gather()).policy, part(progress, 0.3, 1))

        work = self._work = Work(job, self._desk)
        self._desk.works.append(work)
        work.done.connect(self._sketched)
        work.failed.connect(self._failed)
        work.ended.connect(lambda: self._ended(work))
        work.start()

    def _sketched(self, found: tuple[Page, ...]) -> None:
        if self._work is not None:
            self._preview.show_pages(found)
            self.sketched.emit()

    def _failed(self, error: BaseException) -> None:
        """What the user can mend is told when the document is asked for."""
        if not isinstance(error, Problem):
            report(error)

    def _ended(self, work: Work) -> None:
        if work in self._desk.works:
            self._desk.works.remove(work)
        if self._work is work:
            self._work = None

    def _end(self) -> None:
        self.stop()
        if self._work is not None:
            work, self._work = self._work, None
            work.cancel()
