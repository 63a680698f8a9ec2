"""Searches of an open library, off the GUI thread, with a handle of its own so that no other job waits for them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import Message
from modeller.ui.errors import report
from modeller.ui.library_held import OpenLibrary
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from modeller.library.search import Finder
    from modeller.library.store import Library
    from modeller.model.entries import Found

_AHEAD: Final = 1_500
"""Milliseconds after a library has come until its texts are read: its page comes first."""
_BREATH: Final = 0.004
_WORK: Final = 0.012
"""Seconds that reading ahead pauses, and works between two pauses, so that the window goes on."""
_AGAIN: Final = 600
"""Milliseconds after a search until reading ahead goes on where it was called off."""


@dataclass(frozen=True, eq=False, slots=True)
class _Query:
    owner: QObject | None
    """Nobody: to read ahead."""
    text: str = ""
    all_versions: bool = False
    told: "Callable[[Found], object]" = bool
    failed: Callable[[Message], object] = bool


class Seeker(QObject):
    """Searches `held`, one query after another; the latest of an owner takes the place of those before it."""

    _paged = Signal(object, object)

    def __init__(self, held: OpenLibrary) -> None:
        super().__init__(held)
        self._held = held
        self._library: Library | None = None
        self._finder: Finder | None = None
        self._waiting: list[_Query] = []
        self._running: _Query | None = None
        self._work: Work | None = None
        self._closed = False
        self._ready = False
        """Whether all was read ahead, or cannot be."""
        self._ahead = QTimer(self, singleShot=True, interval=_AHEAD)
        self._ahead.timeout.connect(self.prepare)
        self._paged.connect(self._tell)
        held.closed.connect(self._close)
        held.listed.connect(self._listed)
        self._ahead.start()

    @property
    def busy(self) -> bool:
        return self._running is not None or bool(self._waiting)

    def prepare(self) -> None:
        """Read what the first search would read."""
        self._ready = False
        self._ask(_Query(None))

    def _listed(self) -> None:
        """The library may be another: what has changed is read before somebody asks."""
        if not self._ahead.isActive():
            self._ahead.start(_AGAIN)

    def ask(
        self, owner: QObject, text: str, all_versions: bool, told: "Callable[[Found], object]",
        failed: Callable[[Message], object],
    ) -> None:  # fmt: skip
        """Search. `told` hears of the first hits, then of all, unless the owner asks for something else before."""
        self._ask(_Query(owner, text, all_versions, told, failed))

    def forget(self, owner: QObject) -> None:
        """The owner does not want to hear any more."""
        self._waiting = [each for each in self._waiting if each.owner is not owner]
        if self._running is not None and self._running.owner is owner:
            self._call_off()

    def _ask(self, query: _Query) -> None:
        if self._closed:
            return
        self._waiting = [each for each in self._waiting if each.owner is not query.owner]
        self._waiting.append(query)
        if self._running is not None and self._running.owner in (None, query.owner):
            self._call_off()
        self._next()

    def _call_off(self) -> None:
        self._running = None
        if self._work is not None:
            self._work.cancel()

    def _next(self) -> None:
        if self._work is not None or not self._waiting or self._closed:
            return
        query = self._running = self._waiting.pop(0)
        work = self._work = Work(lambda progress: self._search(query, progress), self._held.desk)
        self._held.desk.works.append(work)
        work.failed.connect(lambda error: self._failed(query, error))
        work.ended.connect(lambda: self._ended(work))
        work.start()

    def _search(self, query: _Query, progress: Progress) -> None:
        """In a thread of its own: no two run at a time."""
        finder = self._opened(progress)
        if query.owner is None:
            finder.prepare(_gently(progress))
            self._ready = True
            return
        for found in finder.pages(query.text, all_versions=query.all_versions, progress=progress, soon=True):
            self._paged.emit(query, found)

    def _opened(self, progress: Progress) -> "Finder":
        from modeller.library.opening import open_beside
        from modeller.library.search import Finder

        if self._finder is None:
            self._library = open_beside(self._held.library, progress)
            self._finder = Finder(self._library)
        return self._finder

    def _tell(self, query: _Query, found: "Found") -> None:
        if query is self._running:
            query.told(found)

    def _failed(self, query: _Query, error: BaseException) -> None:
        self._ready = True  # trying again by itself would fail again
        if not isinstance(error, Problem):
            report(error)
        elif query is self._running:
            query.failed(error.message)

    def _ended(self, work: Work) -> None:
        works = self._held.desk.works
        if work in works:
            works.remove(work)
        self._work = self._running = None
        self._next()
        if self._work is None and not self._ready and not self._closed:
            self._ahead.start(_AGAIN)

    def _close(self) -> None:
        self._closed = True
        self._ahead.stop()
        self._waiting.clear()
        if self._work is not None:
            self._call_off()
            self._work.wait()
        if self._library is not None:
            self._library.close()


def _gently(progress: Progress) -> Progress:
    """The same, with a pause now and then."""
    begun = time.monotonic()

    def look(fraction: float) -> None:
        nonlocal begun
        if time.monotonic() - begun > _WORK:
            time.sleep(_BREATH)
            begun = time.monotonic()
        progress(fraction)

    return look


def seeker_of(held: OpenLibrary) -> Seeker:
    """The one that searches an open library."""
    found = held.findChild(Seeker)
    return found if isinstance(found, Seeker) else Seeker(held)
