"""The main window: tabs of models, the trail, the side panel, the status line."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from modeller.canvas.guarded import guarded
from modeller.canvas.tools.board import SnapGrid
from modeller.editing.chains import is_chain
from modeller.language import current, say
from modeller.ui import beginning, chain_colours, closing, comparing, file_commands, outside, problems, saving
from modeller.ui.actions import Actions
from modeller.ui.analysis_commands import AnalysisCommands
from modeller.ui.changing_menus import fill_menu, samples
from modeller.ui.desk import Desk, Window, close_tab
from modeller.ui.edit_commands import EditCommands
from modeller.ui.icons import app_icon
from modeller.ui.library_commands import LibraryCommands
from modeller.ui.menus import Menus
from modeller.ui.model_page import ModelPage
from modeller.ui.notices import NoticeBoard
from modeller.ui.open_file import OpenFile
from modeller.ui.side_panel import SidePanel
from modeller.ui.side_strip import SideStrip
from modeller.ui.start_page import StartPage
from modeller.ui.status import Status
from modeller.ui.tab_page import TabPage
from modeller.ui.tabs import Tabs
from modeller.ui.wording import Wording

_TOOLS = ("undo", "redo", "", "new", "open", "save", "export", "print", "", "find", "play", "fit", "minimap", "panel")


class MainWindow(Window):
    """One of the program's windows. Selection, zoom and place belong to its pages, the models to the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asking = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setWindowIcon(app_icon())
        self.resize(1280, 820)
        self.setMinimumSize(QSize(640, 420))
        self.wording = Wording(self)
        self.actions_ = Actions(self, self.wording)
        self.actions_.before(self._finish)
        self.menus = Menus(self, self.actions_, self.wording, partial(fill_menu, self))
        self.tabs = Tabs(desk.look, self)
        self.stack = QStackedWidget(self)
        self.start = StartPage(desk.look, desk.recent(), samples(), self)
        self.stack.addWidget(self.start)
        self.side = SidePanel(desk.look, self)
        self.status = Status(self.actions_, desk.look, self)
        self.setStatusBar(self.status)
        self.analysis = AnalysisCommands(self, self.actions_)
        self._lay_out()
        self.notices = NoticeBoard(self.stack, desk.look)
        self._connect()
        self.edits = EditCommands(self)
        self.libraries = LibraryCommands(self, self.actions_)
        self._dress()
        self._settings_changed()
        if desk.settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(desk.settings.geometry.encode("ascii", "ignore")))
        self._page_changed()
        self._lost_work_changed()
        self.wording.each(self._say_title)

    def _lay_out(self) -> None:
        strip = QFrame(self)
        strip.setObjectName("strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(8, 0, 10, 0)
        row.setSpacing(3)
        row.addWidget(self.tabs, 1, Qt.AlignmentFlag.AlignBottom)
        for name in _TOOLS:
            if not name:
                row.addSpacing(10)
                continue
            button = QToolButton(strip)
            button.setDefaultAction(self.actions_[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setIconSize(QSize(20, 20))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        strip.setFixedHeight(44)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.analysis.beside(self.splitter))
        self.splitter.addWidget(self.side)
        self.strip = SideStrip(self.side, self.desk, self.actions_["panel"], self.splitter)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(strip)
        layout.addWidget(self.splitter, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        acts, desk = self.actions_, self.desk
        self.start.asked_open.connect(acts["open"].trigger)
        self.start.chosen.connect(lambda path: desk.open(path, self))
        self.start.asked_new.connect(acts["new"].trigger)
        self.start.asked_library.connect(acts["library_new"].trigger)
        self.start.asked_sample_library.connect(acts["library_sample"].trigger)
        desk.thumbnails.ready.connect(self.start.show_picture)
        self.start.wants_picture.connect(desk.thumbnails.ask)
        self.start.ask_for_pictures()
        self.start.decided.connect(lambda what, found: beginning.decide(self, what, found))
        self.start.template_chosen.connect(lambda name: beginning.new(self, name))
        self.start.sample_chosen.connect(lambda path: beginning.from_sample(self, path))
        self.side.chosen.connect(self._reveal)
        problems.connect(self, self.side.findings)
        self.status.asked_findings.connect(self._show_findings)
        self.status.zoomed.connect(self._zoom_to)
        self.tabs.chosen.connect(self._choose)
        self.tabs.closing.connect(self.ask_close_page)
        desk.look_changed.connect(self._dress)
        desk.settings_changed.connect(self._settings_changed)
        acts["new"].triggered.connect(lambda: beginning.new(self))
        for name in ("save", "save_as"):
            acts[name].triggered.connect(lambda _=False, name=name: self._save(name))
        desk.file_changed.connect(self._file_changed)
        desk.recovered_changed.connect(self._lost_work_changed)
        for name in ("open", "save_copy", "export", "policy", "print", "copy_picture"):
            command = getattr(file_commands, name + "_" if name in ("open", "print") else name)
            acts[name].triggered.connect(lambda _=False, command=command: command(self))
        acts["close_tab"].triggered.connect(self._close_current)
        acts["compare"].triggered.connect(lambda: comparing.ask(self))
        acts["quit"].triggered.connect(self._quit)
        acts["settings"].triggered.connect(lambda: file_commands.settings(self))
        acts["about"].triggered.connect(lambda: file_commands.about(self))
        for name in ("minimap", "dots", "problems"):
            acts[name].triggered.connect(lambda checked, name=name: desk.set(**{name: checked}))
        acts["full_screen"].triggered.connect(lambda on: self.showFullScreen() if on else self.showNormal())
        acts["next_tab"].triggered.connect(lambda: self.tabs.step(1))
        acts["previous_tab"].triggered.connect(lambda: self.tabs.step(-1))
        acts["new_window"].triggered.connect(desk.new_window)
        acts["same_model"].triggered.connect(self.open_second)
        for name in ("back", "forward", "up", "enter", "select_all", "find", "find_next", "find_previous", "play"):
            acts[name].triggered.connect(lambda _=False, name=name: self._on_page(name))
        for name in ("fit", "actual_size", "zoom_in", "zoom_out"):
            acts[name].triggered.connect(lambda _=False, name=name: self._on_view(name))
        desk.connect_looks(self.menus, lambda: self.page)

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def page(self) -> ModelPage | None:
        """The page in front; None where the start page is."""
        page = self.stack.currentWidget()
        return page if isinstance(page, ModelPage) else None

    def pages(self) -> list[ModelPage]:
        return self.tabs.pages()

    def show_file(self, file: OpenFile) -> ModelPage:
        """The tab of that model, a new one where there is none."""
        for page in self.pages():
            if page.file is file:
                self.tabs.bring(page)
                return page
        page = ModelPage(file, self.desk.look, self.stack, self.desk.notation)
        page.changed.connect(self._page_changed)
        page.moved.connect(self.status.show_zoom)
        page.checked.connect(self._checked)
        self.libraries.prepare(page)
        chain_colours.prepare(self.desk, page)
        page.view.menu_asked.connect(partial(self.edits.show_menu, page))
        self.stack.addWidget(page)
        self.tabs.add(page)
        self._settings_changed()
        return page

    def _checked(self) -> None:
        self.side.show_problems(self.page)
        self.status.show_page(self.page)

    def _choose(self, page: ModelPage | TabPage | None) -> None:
        self.stack.setCurrentWidget(page if page is not None else self.start)
        if page is not None:
            page.setFocus()
        else:
            self.start.show_recent(self.desk.recent())
        self._page_changed()

    def ask_close_page(self, page: ModelPage | TabPage) -> None:
        """Close a tab, unless its model has something unsaved that nobody lets go."""
        if isinstance(page, TabPage):
            close_tab(self, page)
            self._page_changed()
        elif page.file.views > 1 or closing.may_close(self, (page.file,)):
            self.close_page(page)

    def close_page(self, page: ModelPage) -> None:
        self.tabs.remove(page)
        self.stack.removeWidget(page)
        page.leave()
        comparing.close_of(self, page.file)
        self.desk.forget(page.file)
        page.hide()
        page.deleteLater()
        self._page_changed()

    def _page_changed(self) -> None:
        page = self.page
        self.libraries.page_changed()
        shown = page.notation if page is not None else self.desk.notation
        self.menus.show_notation(shown, page is not None and is_chain(page.document))
        self.actions_["close_tab"].setEnabled(self.stack.currentWidget() is not self.start)
        self.side.show_page(page)
        self.strip.arrange(page is not None)
        self.status.show_page(page)
        self.edits.show_page(page)
        self._say_title()

    def _say_title(self) -> None:
        page = self.page
        program = say("window.name")
        self.setWindowTitle(f"{page.file.name}[*] – {program}" if page is not None else program)
        self.setWindowModified(page is not None and bool(page.file.unsaved))

    def _file_changed(self, file: OpenFile) -> None:
        for page in self.pages():
            if page.file is file:
                self.tabs.name(page)
                if (diagram := saving.still_there(file, page.diagram)) is not None:
                    page.go(diagram.key)
        self._say_title()

    def _save(self, name: str) -> None:
        if self.page is not None:
            getattr(saving, name)(self, self.page.file)

    def _lost_work_changed(self) -> None:
        self.start.show_recovered(tuple(self.desk.recovered))

    def _finish(self) -> None:
        """End what is being written or dragged, so that a command finds the model whole."""
        if self.page is not None:
            self.page.view.finish()

    def _on_page(self, name: str) -> None:
        page = self.page
        if page is None:
            return
        deeds = {
            "back": page.back, "forward": page.forward, "up": page.up, "enter": page.enter_selected,
            "select_all": page.select_all, "find": page.find_bar.open, "find_next": page.find_bar.next,
            "find_previous": page.find_bar.previous, "play": page.play,
        }  # fmt: skip
        deeds[name]()

    def _on_view(self, name: str) -> None:
        if self.page is not None:
            view = self.page.view
            deeds: dict[str, Callable[[], None]] = {
                "fit": view.fit, "zoom_in": view.zoom_in, "zoom_out": view.zoom_out,
                "actual_size": lambda: view.zoom_to(1.0),
            }  # fmt: skip
            deeds[name]()

    def _zoom_to(self, zoom: float) -> None:
        if self.page is not None:
            self.page.view.zoom_to(zoom)

    def _close_current(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, ModelPage | TabPage):
            self.ask_close_page(page)

    def _reveal(self, keys: tuple[str, ...]) -> None:
        if self.page is not None:
            self.page.reveal(keys)

    def _show_findings(self) -> None:
        self.strip.open()
        self.side.show_findings()

    def open_second(self) -> Window | None:
        """Another window on the same model."""
        if self.page is None:
            return None
        window = self.desk.new_window()
        window.move(self.pos().x() + 40, self.pos().y() + 40)
        window.show_file(self.page.file)
        return window

    # -- looks, settings, menus ----------------------------------------------------------------------------------

    def _dress(self) -> None:
        look = self.desk.look
        self.actions_.dress(look)
        self.notices.dress(look)
        for part in (self.tabs, self.start, self.side, self.strip, self.status):
            part.dress(look)
        for page in self.tabs.all():
            if isinstance(page, ModelPage | TabPage):
                page.dress(look)

    def _settings_changed(self) -> None:
        settings = self.desk.settings
        for name in ("minimap", "dots", "problems"):
            self.actions_[name].setChecked(getattr(settings, name))
        for value, action in self.menus.languages.items():
            action.setChecked(value == current())
        for value, action in self.menus.appearances.items():
            action.setChecked(value == settings.appearance)
        for page in self.pages():
            page.minimap.set_wanted(settings.minimap)
            page.show_problems(settings.problems)
            page.view.navigation.wheel_zooms = settings.wheel_zooms
            page.view.set_grid(SnapGrid(float(settings.grid), settings.dots))
        self.strip.arrange(self.page is not None)
        if self.page is None:
            self.start.show_recent(settings.recent)
            self.start.ask_for_pictures()

    # -- dropping and closing ------------------------------------------------------------------------------------

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()):
            event.acceptProposedAction()
            self.start.show_drop(True)

    @guarded
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.show_drop(False)

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        self.start.show_drop(False)
        event.acceptProposedAction()
        paths = dropped(event.mimeData())
        if not self.libraries.drop(paths):
            for path in paths:
                self.desk.open(path, self)

    def _quit(self) -> None:
        if closing.may_close(self, self.desk.files.values()):
            for window in tuple(self.desk.windows):
                if not window.close():
                    return

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            outside.look_outside(self)
            self.libraries.look_outside()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # first: an error below must not close the window
        mine = Counter(page.file for page in self.pages())
        if any(file.document.paused for file in mine):
            return  # in the middle of a step
        if self._asking or not self._may_close(file for file, count in mine.items() if count >= file.views):
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.desk.set(geometry=geometry)
        for page in self.pages():
            self.close_page(page)
        for other in self.tabs.all():
            if isinstance(other, TabPage):
                close_tab(self, other)
        self.edits.leave()
        self.analysis.leave()
        self.desk.window_closed(self)
        event.accept()

    def _may_close(self, files: Iterable[OpenFile]) -> bool:
        self._asking = True  # a second press on the cross while the question stands
        try:
            return closing.may_close(self, files)
        finally:
            self._asking = False


def dropped(data: QMimeData) -> list[Path]:
    """The files that are being dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
