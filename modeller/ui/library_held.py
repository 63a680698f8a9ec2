"""A library that is open: asked and changed off the GUI thread, one job after another."""

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import Message, message
from modeller.model.entries import Author
from modeller.ui.desk import Desk, Window
from modeller.ui.errors import report
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from modeller.jobs.library_listing import Listing
    from modeller.library.known import Known
    from modeller.library.store import Library

Job = Callable[["Library", Progress], Any]


class OpenLibrary(QObject):
    """A library and what is known of it. `listed()` tells that `listing` is another, `closed()` that it goes."""

    listed = Signal()
    closed = Signal()

    def __init__(self, library: "Library", desk: Desk) -> None:
        super().__init__(desk)
        self.library = library
        self.path = library.path
        self.desk = desk
        self.listing: Listing | None = None
        self.pages = 0
        self.rescue: Callable[[BaseException, Window], bool] = lambda *_: False
        """Hears what went wrong in listing, and says whether the user has been told."""
        self._known: Known | None = None
        self._waiting: list[Callable[[], Work | None]] = []
        self._work: Work | None = None
        self._due = False
        self._safe = False
        self._closed = False

    @property
    def name(self) -> str:
        return self.listing.facts.name if self.listing is not None else self.path.stem

    @property
    def writable(self) -> bool:
        return self.library.read_only is None

    @property
    def busy(self) -> bool:
        return self._work is not None or bool(self._waiting)

    def do(
        self, job: Job, done: Callable[[Any], object], text: Message, window: Window,
        handled: Callable[[BaseException], bool] | None = None, *, changes: bool = False,
    ) -> None:  # fmt: skip
        """Do a job with the library after those that wait; with `changes` all is listed anew afterwards."""

        def begin() -> Work | None:
            there = window if window in self.desk.windows else next(iter(self.desk.windows), None)
            if there is None:  # it was the last one
                return None
            work = self.desk.work(lambda progress: job(self.library, progress), done, text, there, handled)
            work.ended.connect(lambda: self._ended(there, changes))
            return work

        self._waiting.append(begin)
        self._next()

    def change(self, job: Job, window: Window, done: Callable[[Any], object] = bool) -> None:
        """Change something in the library; then all is listed anew."""
        self.do(job, done, message("shelf.changing", name=self.name), window, changes=True)

    def refresh(self, window: Window) -> None:
        """List all anew."""
        if self._due or self._closed:  # it waits already
            return
        self._due = True

        def job(library: "Library", progress: Progress) -> "Listing":
            self._due = False
            from modeller.jobs.library_listing import list_library
            from modeller.library.known import Known

            self._known = self._known or Known()
            return list_library(library, progress, self._known)

        def failed(error: BaseException) -> bool:
            return self.rescue(error, window)

        self.do(job, self._listed, message("shelf.listing", name=self.name), window, failed)

    def keep_safe(self) -> None:
        """Make the backup of this session now: somebody has begun to change something."""
        if self._safe or not self.writable or self._closed:
            return
        self._safe = True

        def job(progress: Progress) -> None:
            from modeller.jobs.library_backup import back_up_ahead

            back_up_ahead(self.library, progress)

        works, work = self.desk.works, Work(job, self.desk)
        works.append(work)
        self.closed.connect(work.cancel)
        work.failed.connect(lambda error: None if isinstance(error, Problem) else report(error))
        work.ended.connect(lambda: works.remove(work) if work in works else None)
        work.start()

    def look_outside(self, window: Window) -> None:
        """List anew where somebody else has changed the library."""

        def job(library: "Library", _: Progress) -> int:
            from modeller.library.models import facts

            return facts(library).revision

        def seen(revision: int) -> None:
            if self.listing is not None and revision != self.listing.facts.revision:
                self.refresh(window)

        if not self.busy:
            self.do(job, seen, message("shelf.listing", name=self.name), window)

    def _listed(self, listing: "Listing") -> None:
        self.listing = listing
        self.listed.emit()

    def _next(self) -> None:
        while self._work is None and self._waiting and not self._closed:
            self._work = self._waiting.pop(0)()

    def _ended(self, window: Window, changed: bool) -> None:
        self._work = None
        if self._closed:
            return
        for notice in self.library.notices:
            if window in self.desk.windows:
                window.notices.hint(notice)
        self.library.notices.clear()
        if changed:
            self.refresh(window)
        self._next()

    def close(self) -> None:
        """Let go of the file; what waits is not done any more."""
        self._closed = True
        self._waiting.clear()
        self.closed.emit()
        self.library.close()

    def author(self) -> Author:
        """Who works with it: the name in the settings, and the system's account."""
        return author(self.desk)


def author(desk: Desk) -> Author:
    """Who sits here: the name in the settings, and the system's account."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError):
        account = ""
    return Author(desk.settings.author, account)
