"""What the windows share: settings, look, language, the models that are open and the work that is going on."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from modeller.files.platform import settings_folder
from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import Message, message
from modeller.model.dictionary import Entry
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.notation.notations import coloured, layered, notation
from modeller.notation.symbol import Notation
from modeller.ui import theme, wording
from modeller.ui.errors import report
from modeller.ui.menus import Menus
from modeller.ui.model_page import ModelPage
from modeller.ui.notices import NoticeBoard
from modeller.ui.open_file import Home, OpenFile
from modeller.ui.question import Question, ask
from modeller.ui.settings import Settings, SettingsFile, existing, with_recent
from modeller.ui.side_panel import SidePanel
from modeller.ui.tab_page import TabPage
from modeller.ui.tabs import Tabs
from modeller.ui.thumbnails import Thumbnails
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from modeller.jobs.open_model import Opened
    from modeller.jobs.recover import Recovered


_WATCH = 3000
"""Milliseconds between looks whether the journals could be written."""


class Window(QMainWindow):
    """What the desk and its commands know of a window."""

    desk: "Desk"
    notices: NoticeBoard
    tabs: Tabs
    stack: QStackedWidget
    side: SidePanel

    @property
    def page(self) -> ModelPage | None:
        """The page in front; None where the start page is."""
        raise NotImplementedError

    def pages(self) -> list[ModelPage]:
        """All its pages."""
        raise NotImplementedError

    def show_file(self, file: OpenFile) -> ModelPage:
        """The tab of that model, a new one where there is none."""
        raise NotImplementedError


class Door(Protocol):
    """How something else than a file with one model is opened."""

    def opens(self, path: Path) -> bool:
        """Is it for this path?"""
        ...

    def open(self, path: Path, window: Window) -> Work | None:
        """Show what is there in a tab of the window."""
        ...

    def find_home(self, path: Path, window: Window, found: "Callable[[Home | None], object]") -> None:
        """Tell where the model of that path is kept; None where it cannot be reached."""
        ...

    def close(self) -> None:
        """The program is about to end; no work is going on any more."""
        ...


class Desk(QObject):
    """One for the whole program. `look_changed` and `settings_changed` tell the windows.

    `make_window` makes a window of this desk; `language` overrules the one of the settings.
    """

    look_changed = Signal()
    settings_changed = Signal()
    file_changed = Signal(object)
    """A model got another name, or has something unsaved, or has not any more."""
    recovered_changed = Signal()
    model_came = Signal()
    model_went = Signal()

    def __init__(self, make_window: "Callable[[Desk], Window]", language: str | None = None) -> None:
        super().__init__()
        self._make_window = make_window
        self.windows: list[Window] = []
        self.files: dict[Path, OpenFile] = {}
        self.works: list[Work] = []
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self._check_journals)
        self._watch.start()
        self.doors: list[Door] = []
        self.known_models: Callable[[], Mapping[str, frozenset[str]]] = dict
        """The models in each library that is open."""
        self.known_entries: Callable[[OpenFile], Sequence[Entry]] = lambda _: ()
        """The dictionary that holds for a model."""
        self.known_rules: Callable[[OpenFile], RuleChoice] = lambda _: RuleChoice()
        """The rules of the library that a model lies in."""
        self.thumbnails = Thumbnails(self.works, self, lambda: self.settings.notation)
        self.recovered: list[Recovered] = []
        """What earlier programs left unsaved, until somebody has decided about it."""
        self.ask: Callable[[QWidget, Question], str] = ask
        self._settings = SettingsFile(settings_folder() / "settings.json", self._warn)
        wording.speak(language or self.settings.language)
        self.look = theme.look_for(self.settings.appearance, self.settings.soft)
        theme.apply(self.look)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    # -- settings ------------------------------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        return self._settings.values

    def set(self, **values: Any) -> None:
        """Change settings; what follows from them happens at once."""
        before = self.settings
        now = self._settings.change(**values)
        if now.language != before.language:
            wording.speak(now.language)
            theme.apply(self.look)
        if (now.appearance, now.soft) != (before.appearance, before.soft):
            self._set_look()
        if now != before:
            self.settings_changed.emit()

    def show_in(self, key: str, page: ModelPage | None) -> None:
        """Draw a page in the notation of that key, and those that are opened from now on."""
        if page is not None:
            page.show_notation(layered(coloured(notation(key), page.notation.tint), page.notation.layers))
        self.set(notation=key)

    @property
    def notation(self) -> Notation:
        """How pages are drawn that are opened now."""
        return layered(notation(self.settings.notation), self.settings.layers.split())

    def show_layer(self, layer: str, shown: bool, page: ModelPage | None) -> None:
        """Show a layer of badges, or none of them any more, on a page and those that are opened from now on."""
        layers = set(page.notation.layers if page is not None else self.settings.layers.split())
        layers = layers | {layer} if shown else layers - {layer}
        if page is not None:
            page.show_notation(layered(page.notation, layers))
        self.set(layers=" ".join(sorted(layers)))

    def connect_looks(self, menus: Menus, page: Callable[[], ModelPage | None]) -> None:
        """Let the entries of the View menu change how things are shown; `page` is the one that is looked at."""
        for value, action in menus.languages.items():
            action.triggered.connect(lambda _=False, value=value: self.set(language=value))
        for value, action in menus.notations.items():
            action.triggered.connect(lambda _=False, value=value: self.show_in(value, page()))
        for value, action in menus.layers.items():
            action.triggered.connect(lambda on=False, value=value: self.show_layer(value, on, page()))
        for value, action in menus.colourings.items():
            action.triggered.connect(lambda _=False, value=value: self.set(colouring=value))
        for value, action in menus.appearances.items():
            action.triggered.connect(lambda _=False, value=value: self.set(appearance=value))

    def _set_look(self) -> None:
        look = theme.look_for(self.settings.appearance, self.settings.soft)
        if look is not self.look:
            self.look = look
            theme.apply(look)
            for file in self.files.values():
                file.set_theme(look.picture)
            self.look_changed.emit()

    def _system_changed(self) -> None:
        if self.settings.appearance == "system":
            self._set_look()

    def _warn(self, problem: Problem) -> None:
        for window in self.windows[:1]:
            window.notices.problem(problem.message)

    def recent(self) -> tuple[str, ...]:
        """The recent files that are still there; the others are forgotten."""
        left = existing(self.settings.recent)
        if left != self.settings.recent:
            self.set(recent=left)
        return left

    # -- windows -------------------------------------------------------------------------------------------------

    def new_window(self) -> Window:
        window = self._make_window(self)
        self.windows.append(window)
        window.show()
        return window

    def window_closed(self, window: Window) -> None:
        if window in self.windows:
            self.windows.remove(window)

    # -- models --------------------------------------------------------------------------------------------------

    def free_path(self, stem: str, suffix: str = ".bpmn") -> Path:
        """A path for a new model where neither a file is nor an open model."""
        folder = Path(self.settings.folder or Path.home())
        number = 1
        while True:
            path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}")
            if path not in self.files and not path.exists():
                return path
            number += 1

    def make_room(self, path: Path) -> None:
        """A new model that was only thought to come to `path` gives way to a file that is there."""
        file = self.files.get(path)
        if file is not None and file.fresh:
            del self.files[path]
            file.path = self.free_path(path.stem, path.suffix)
            self.files[file.path] = file

    def open(self, path: Path, window: Window) -> Work | None:
        """Open a file in a tab of the window; the tab comes when the model is there, or a notice why not."""
        path = absolute(path)
        door = self.door(path)
        if door is not None:
            return door.open(path, window)
        self.make_room(path)
        file = self.files.get(path)
        if file is not None:
            window.show_file(file)
            self.remember(path)
            return None

        def job(progress: Progress) -> "Opened":
            from modeller.jobs.open_model import open_model

            return open_model(path, progress)

        return self.work(
            job,
            lambda opened: self._opened(opened, path, window),
            message("window.opening", name=path.name),
            window,
        )

    def door(self, path: Path) -> Door | None:
        """Who opens what is at that path, where it is no file with one model."""
        return next((door for door in self.doors if door.opens(path)), None)

    def _opened(self, opened: "Opened", path: Path, window: Window) -> None:
        file = self.files.get(path)
        if file is None:
            file = OpenFile(
                opened.document, opened.name, path, tuple(opened.findings), opened.placed, opened.digest
            )  # fmt: skip
        self.adopt(file, window)
        self.remember(path)

    def adopt(self, file: OpenFile, window: Window) -> None:
        """Take a model among those that are open, protect it by a journal, and show it."""
        self.files[file.path] = file
        if file.keeper is None:
            file.keep(self._unprotected)
        file.check(self)
        if file.checker is not None:
            file.checker.libraries = self.known_models
            file.checker.dictionary = lambda: self.known_entries(file)
            file.checker.rules = lambda: self.known_rules(file)
        file.unsaved.changed = lambda: self.file_changed.emit(file)
        try:
            if window in self.windows:
                window.show_file(file)
        finally:
            self.forget(file)  # where no view came to show it
        self.model_came.emit()

    def was_saved(self, file: OpenFile, before: Path) -> None:
        """The model is in its file now, which may have another name than before."""
        if self.files.get(before) is file:
            del self.files[before]
        self.files[file.path] = file
        self.remember(file.path if file.home is None else file.home.remembered)
        self.file_changed.emit(file)

    def _check_journals(self) -> None:
        for file in self.files.values():
            if file.keeper is not None:
                file.keeper.check()

    def _unprotected(self, text: Message) -> None:
        for window in self.windows:
            window.notices.problem(text)

    def remember(self, path: Path) -> None:
        self.set(recent=with_recent(self.settings, path), folder=str(path.parent))

    def forget(self, file: OpenFile) -> None:
        """A view of the model was closed; with the last one the model goes."""
        if file.views <= 0:
            file.close()
            self.files.pop(file.path, None)
            self.model_went.emit()

    # -- work ----------------------------------------------------------------------------------------------------

    def work(
        self, job: Callable[[Progress], Any], done: Callable[[Any], object], text: Message, window: Window,
        handled: Callable[[BaseException], bool] | None = None,
    ) -> Work:  # fmt: skip
        """Do a job off the GUI thread; a Problem becomes a notice in the window, anything else a report.

        `handled` hears of an error first, and says whether there is nothing more to do about it.
        """
        work = Work(job, self)
        self.works.append(work)

        def failed(error: BaseException) -> None:
            if handled is not None and handled(error):
                return
            if not isinstance(error, Problem):
                report(error)
            elif window in self.windows:
                window.notices.problem(error.message)

        work.done.connect(done)
        work.failed.connect(failed)
        work.ended.connect(lambda: self.works.remove(work) if work in self.works else None)
        window.notices.work(work, text)
        work.start()
        return work

    def close(self) -> None:
        """Stop all work and wait for it: the program is about to end."""
        self.thumbnails.stop()
        self._watch.stop()
        for work in tuple(self.works):
            work.cancel()
        for work in tuple(self.works):
            work.wait()
        self.works.clear()
        for file in tuple(self.files.values()):
            file.close()
        self.files.clear()
        for door in self.doors:
            door.close()
        for found in self.recovered:
            found.claim.end_try()
            found.claim.release()
        self.recovered.clear()


def close_tab(window: Window, page: TabPage) -> None:
    """Close a page that is no model's."""
    window.tabs.remove(page)
    window.stack.removeWidget(page)
    page.leave()
    page.hide()
    page.deleteLater()


def absolute(path: Path) -> Path:
    """The path by which a file is known, however it was named."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
