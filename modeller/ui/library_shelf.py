"""The libraries that are open: how they, and models in them, come into a window and go again."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import current, message
from modeller.ui import library_copy, library_rescue
from modeller.ui.desk import Desk, Window
from modeller.ui.library_held import OpenLibrary, author
from modeller.ui.library_home import LibraryHome
from modeller.ui.open_file import Home, OpenFile
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from modeller.jobs.open_model import Opened
    from modeller.library.store import Library

SUFFIX = ".mlib"
_RESCUED = frozenset({"library.damaged", "library.strange_parts"})
"""What a backup helps against."""


class Shelf(QObject):
    """A door of the desk: it opens libraries, and models in them. `show` makes the page of a library."""

    listed = Signal(object)
    """Another listing of a library has come."""

    def __init__(self, desk: Desk, show: Callable[[OpenLibrary, Window], object]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._show = show
        self.libraries: dict[Path, OpenLibrary] = {}
        self._coming: dict[Path, list[Callable[[OpenLibrary | None], object]]] = {}
        self._copies: TemporaryDirectory[str] | None = None
        desk.doors.append(self)
        desk.model_went.connect(self.let_go)
        desk.file_changed.connect(self._file_changed)

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
        original = library_copy.another_open(held, self.libraries)
        if original is None or held.pages or not library_copy.offer(window, held, original):
            self._show(held, window)
        else:
            self.let_go()

    def create(self, path: Path, window: Window, *, sample: bool = False) -> None:
        """Make a new library, with the sample processes or empty, and show it."""
        language, by = current(), author(self._desk)

        def job(progress: Progress) -> "Library":
            from modeller.jobs.sample_library import make_sample_library
            from modeller.library.opening import create_library

            return make_sample_library(path, language, by, progress) if sample else create_library(path)

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
            return self._rescue(path, error, window)

        work = self._desk.work(job, opened, message("shelf.opening", name=path.name), window, failed)
        work.cancelled.connect(lambda: tell(None))

    def _rescue(self, path: Path, error: BaseException, window: Window) -> bool:
        """Offer what helps against damage; whether that is what `error` is."""
        if not isinstance(error, Problem) or error.message.key not in _RESCUED or window not in self._desk.windows:
            return False

        def again() -> None:
            held = self.libraries.get(path)
            if held is not None:
                held.refresh(window)
            self.open(path, window)

        library_rescue.offer(window, path, error, again)
        return True

    def _take(self, library: "Library") -> OpenLibrary:
        made = self.libraries[library.path] = OpenLibrary(library, self._desk)
        made.listed.connect(lambda: self.listed.emit(made))
        made.rescue = lambda error, window: self._rescue(made.path, error, window)
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

    def _file_changed(self, file: OpenFile) -> None:
        if isinstance(file.home, LibraryHome) and file.unsaved:
            file.home.held.keep_safe()
        elif isinstance(file.home, LibraryHome) and self._desk.windows:
            file.home.held.refresh(self._desk.windows[0])

    def let_go(self) -> None:
        """Close the libraries that nobody looks at and no open model lies in."""
        for path, held in tuple(self.libraries.items()):
            used = any(isinstance(file.home, LibraryHome) and file.home.held is held
                       for file in self._desk.files.values())  # fmt: skip
            if not used and not held.pages and not held.busy:
                del self.libraries[path]
                held.close()
                held.deleteLater()

    def folder_for_copies(self) -> TemporaryDirectory[str]:
        """Where copies lie that other programs show; it goes with the program."""
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="modeller-", ignore_cleanup_errors=True)
        return self._copies

    def close(self) -> None:
        for held in self.libraries.values():
            held.close()
        self.libraries.clear()
        if self._copies is not None:
            self._copies.cleanup()
            self._copies = None


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
        if held.listing is None:
            held.refresh(window)
        then(file)

    held.do(job, opened, message("shelf.opening_model"), window)
