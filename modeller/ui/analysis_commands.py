"""The analysis panel in a window: when it stands there, what a click shows, comparing and saving from it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from modeller.jobs.progress import Progress
from modeller.language import current, message, say
from modeller.ui.actions import Actions
from modeller.ui.analysis_panel import AnalysisPanel
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_open, ask_save


class AnalysisCommands:
    """Belongs to a window; its `panel` stands below the pages."""

    def __init__(self, window: Window, actions: Actions) -> None:
        self._window = window
        self._action = actions["analysis"]
        self.panel = AnalysisPanel(window.desk.look, window)
        desk = window.desk
        self._action.triggered.connect(lambda on: desk.set(analysis=on))
        self.panel.closed.connect(lambda: desk.set(analysis=False))
        self.panel.chosen.connect(self._reveal)
        self.panel.comparing.connect(self._compare)
        self.panel.saving.connect(self._save)
        desk.settings_changed.connect(self._settings_changed)
        desk.look_changed.connect(self._dress)
        window.stack.currentChanged.connect(lambda _: self.panel.show_page(window.page))

    def beside(self, parent: QWidget) -> QWidget:
        """The window's pages with the panel below them."""
        self._settings_changed()
        return self.panel.below(self._window.stack, parent)

    def _settings_changed(self) -> None:
        wanted = self._window.desk.settings.analysis
        self._action.setChecked(wanted)
        self.panel.show_wanted(wanted)

    def _dress(self) -> None:
        self.panel.dress(self._window.desk.look)

    def _reveal(self, keys: tuple[str, ...]) -> None:
        if self._window.page is not None:
            self._window.page.reveal(keys)

    def _compare(self) -> None:
        """Choose the file with the model as it is to be."""
        window, page = self._window, self._window.page
        filters = [f"{say('window.filter.bpmn')} (*.bpmn *.bpmn2 *.xml)", f"{say('window.filter.all')} (*)"]
        for name in ask_open(window, say("analysis.panel.ask"), filters, window.desk.settings.folder)[:1]:
            path = Path(name)

            def job(progress: Progress, path: Path = path) -> object:
                from modeller.jobs.analyse_model import open_process

                return open_process(path, progress).document.snapshot()

            def show(model: object, path: Path = path) -> None:
                if window.page is page:
                    self.panel.compare_with(model, path.name)  # type: ignore[arg-type]

            window.desk.work(job, show, message("analysis.panel.opening", name=path.name), window)

    def _save(self) -> None:
        """Write all tables of the panel as a workbook."""
        window, page, found = self._window, self._window.page, self.panel.found
        if page is None or found is None:
            return
        start = page.file.beside(".xlsx")
        name = ask_save(window, say("analysis.panel.xlsx"), [f"{say('analysis.panel.workbook')} (*.xlsx)"], str(start))
        if not name:
            return
        target, spoken = Path(name if Path(name).suffix else f"{name}.xlsx"), current()

        def job(_progress: Progress) -> None:
            from modeller.jobs.analyse_model import write_workbook

            write_workbook(found, target, spoken)

        window.desk.work(
            job,
            lambda _: window.notices.good(message("window.saved", name=target.name)),
            message("window.saving", name=target.name),
            window,
        )

    def leave(self) -> None:
        """The window is about to go."""
        self._window.desk.settings_changed.disconnect(self._settings_changed)
        self._window.desk.look_changed.disconnect(self._dress)
        self.panel.leave()
