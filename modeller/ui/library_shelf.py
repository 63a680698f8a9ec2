"""The libraries that are open: opened and closed here, asked and changed off the GUI thread, one job after another."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import Message, message
from modeller.model.entries import Author
from modeller.ui.desk import Desk, Window
from modeller.ui.library_home import LibraryHome
from modeller.ui.open_file import Home, OpenFile
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from modeller.jobs.library_listing import Listing
    from modeller.jobs.open_model import Opened
    from modeller.library.store import Library

SUFFIX = ".mlib"

Job = Callable[["Library", Progress], Any]


class OpenLibrary(QObject):
    """A library and what is known of it. `listed()` tells that `listing` is another."""

    listed = Signal()

    def __init__(self, library: "Library", desk: Desk) -> None:
        super().__init__(desk)
        self.library = library
        self.path = library.path
        self.desk = desk
        self.listing: Listing | None = None
        self.pages = 0
        self._waiting: list[Callable[[], Work]] = []
        self._work: Work | None = None

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

        def begin() -> Work:
            work = self.desk.work(lambda progress: job(self.library, progress), done, text, window, handled)
            work.ended.connect(lambda: self._ended(window, changes))
            return work

        self._waiting.append(begin)
        self._next()

    def change(self, job: Job, window: Window, done: Callable[[Any], object] = bool) -> None:
        """Change something in the library; then all is listed anew."""
        self.do(job, done, message("shelf.changing", name=self.name), window, changes=True)

    def refresh(self, window: Window) -> None:
        """List all anew."""

        def job(library: "Library", progress: Progress) -> "Listing":
            from modeller.jobs.library_listing import list_library

            return list_library(library, progress)

        self.do(job, self._listed, message("shelf.listing", name=self.name), window)

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
        if self._work is None and self._waiting:
            self._work = self._waiting.pop(0)()

    def _ended(self, window: Window, changed: bool) -> None:
        self._work = None
        for notice in self.library.notices:
            if window in self.desk.windows:
                window.notices.hint(notice)
        self.library.notices.clear()
        if changed:
            self.refresh(window)
        self._next()

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


class Shelf(QObject):
    """A door of the desk: it opens libraries, and models in them. `show` makes the page of a library."""

    def __init__(self, desk: Desk, show: Callable[[OpenLibrary, Window], object]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._show = show
        self.libraries: dict[Path, OpenLibrary] = {}
        self._coming: dict[Path, list[Callable[[OpenLibrary | None], object]]] = {}
        desk.doors.append(self)
        desk.model_went.connect(self.let_go)

    def opens(self, path: Path) -> bool:
        return SUFFIX in (path.suffix.lower(), path.parent.suffix.lower())

    def open(self, path: Path, window: Window) -> Work | None:
        """Show a library in a tab, or the model in it whose path that is."""
        if path.suffix.lower() != SUFFIX:
            self.get(path.parent, window, lambda held: None if held is None else open_model(held, path.name, window))
            return None
        self.get(path, window, lambda held: None if held is None else self._came(held, window))
        return None

    def _came(self, held: OpenLibrary, window: Window) -> None:
        self._desk.remember(held.path)
        self._show(held, window)

    def create(self, path: Path, window: Window) -> None:
        """Make a new library and show it."""

        def job(_: Progress) -> "Library":
            from modeller.library.opening import create_library

            return create_library(path)

        self._desk.work(
            job, lambda made: self._came(self._take(made), window), message("shelf.creating", name=path.name), window
        )

    def get(self, path: Path, window: Window, found: Callable[[OpenLibrary | None], object]) -> None:
        """Tell the open library of that path; None where it cannot be opened, which has been said then."""
        held = self.libraries.get(path)
        if held is not None:
            found(held)
            return
        self._coming.setdefault(path, []).append(found)
        if len(self._coming[path]) > 1:
            return

        def job(progress: Progress) -> "Library":
            from modeller.library.opening import open_library

            return open_library(path, progress=progress)

        def tell(held: OpenLibrary | None) -> None:
            for each in self._coming.pop(path, ()):
                each(held)

        def opened(library: "Library") -> None:
            made = self._take(library)
            if library.read_only is not None and window in self._desk.windows:
                window.notices.hint(library.read_only)
            tell(made)

        def failed(error: BaseException) -> bool:
            tell(None)
            return False

        work = self._desk.work(job, opened, message("shelf.opening", name=path.name), window, failed)
        work.cancelled.connect(lambda: tell(None))

    def _take(self, library: "Library") -> OpenLibrary:
        made = self.libraries[library.path] = OpenLibrary(library, self._desk)
        return made

    def find_home(self, path: Path, window: Window, found: Callable[[Home | None], object]) -> None:
        def got(held: OpenLibrary | None) -> None:
            if held is None:
                found(None)
                return

            def job(library: "Library", _: Progress) -> str:
                from modeller.library.models import model

                return model(library, path.name).name

            def failed(error: BaseException) -> bool:
                found(None)
                return isinstance(error, Problem)

            held.do(
                job, lambda name: found(LibraryHome(held, path.name, name)),
                message("window.opening", name=path.parent.name), window, failed,
            )  # fmt: skip

        self.get(path.parent, window, got)

    def let_go(self) -> None:
        """Close the libraries that nobody looks at and no open model lies in."""
        for path, held in tuple(self.libraries.items()):
            used = any(isinstance(file.home, LibraryHome) and file.home.held is held
                       for file in self._desk.files.values())  # fmt: skip
            if not used and not held.pages and not held.busy:
                del self.libraries[path]
                held.library.close()
                held.deleteLater()

    def close(self) -> None:
        for held in self.libraries.values():
            held.library.close()
        self.libraries.clear()


def open_model(
    held: OpenLibrary, id: str, window: Window, then: Callable[[OpenFile], object] = bool
) -> None:  # fmt: skip
    """Show the draft of a model in a tab; `then` hears when it is there."""
    from modeller.jobs.library_draft import path_of

    path = path_of(held.path, id)
    file = held.desk.files.get(path)
    if file is not None:
        window.show_file(file)
        then(file)
        return

    def job(library: "Library", progress: Progress) -> "Opened":
        from modeller.jobs.library_draft import open_draft

        return open_draft(library, id, progress)

    def opened(made: "Opened") -> None:
        there = held.desk.files.get(path)
        file = there or OpenFile(
            made.document, made.name, path, made.findings, made.placed, made.digest,
            home=LibraryHome(held, id, made.name),
        )  # fmt: skip
        held.desk.adopt(file, window)
        then(file)

    held.do(job, opened, message("shelf.opening_model"), window)
