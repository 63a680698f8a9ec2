"""Export with a preview: format, page, resolution, colours, language of the document."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)  # fmt: skip

from modeller.canvas.scene import Scene
from modeller.drawing.theme import THEMES, named
from modeller.export.catalogue import EXPORTERS
from modeller.export.exporter import Exporter, Options
from modeller.jobs.export_model import Report, export_model
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Progress
from modeller.language import LANGUAGES, NAMES, Message, current, message, say, words
from modeller.model.document import Document
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save
from modeller.ui.model_page import ModelPage
from modeller.ui.preview import Preview, Sheet, fitted_sheet
from modeller.ui.wording import Wording

_PAPERS = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0)}
_MARGIN = 36.0
_UNIT = 0.75


class ExportDialog(QDialog):
    """Writes the model of a page as a document; the writing goes on after the dialog has closed."""

    def __init__(self, window: Window, page: ModelPage) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._notices = window.notices
        self._page = page
        self.resize(920, 600)
        self._scene = Scene(page.document, page.diagram.key, named("light"))
        self.finished.connect(lambda _: self._scene.close())
        self.preview = Preview(self._scene, self)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("window.export.title"))
        self.form = QFormLayout()
        self.form.setSpacing(11)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.format, self.what, self.page = QComboBox(self), QComboBox(self), QComboBox(self)
        self.orientation, self.theme, self.language = QComboBox(self), QComboBox(self), QComboBox(self)
        self.dpi = QSpinBox(self)
        self.dpi.setRange(36, 1200)
        self.dpi.setSingleStep(24)
        self.dpi.setValue(192)
        for name in ("format", "what", "page", "orientation", "dpi", "theme", "language"):
            label = QLabel(self)
            self.wording.put(label.setText, message(f"window.export.{name}"))
            self.form.addRow(label, getattr(self, name))
        for exporter in EXPORTERS:
            self.format.addItem("", exporter.key)
        for value in ("all", "shown"):
            self.what.addItem("", value)
        for value in ("fit", "A4", "A3"):
            self.page.addItem("", value)
        for value in ("auto", "portrait", "landscape"):
            self.orientation.addItem("", value)
        for theme in THEMES:
            self.theme.addItem("", theme.name)
        for value in LANGUAGES:
            self.language.addItem(NAMES[value], value)
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._recall()
        self.wording.each(self._say)
        for box in (self.format, self.page, self.orientation, self.theme):
            box.currentIndexChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = QPushButton(self)
        self.go.setObjectName("primary")
        self.wording.put(self.go.setText, message("window.export.go"))
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._export)
        buttons.rejected.connect(self.reject)
        side = QVBoxLayout()
        side.addLayout(self.form)
        side.addSpacing(10)
        side.addWidget(self.about)
        side.addStretch(1)
        side.addWidget(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 18)
        layout.setSpacing(20)
        layout.addWidget(self.preview, 1)
        layout.addLayout(side)

    def _recall(self) -> None:
        """What was chosen the last time."""
        held = self._desk.settings.export
        for name in ("format", "page", "orientation", "theme"):
            box: QComboBox = getattr(self, name)
            box.setCurrentIndex(max(0, box.findData(held.get(name))))
        dpi = held.get("dpi")
        if isinstance(dpi, int):
            self.dpi.setValue(dpi)
        self.language.setCurrentIndex(max(0, self.language.findData(current())))

    @property
    def exporter(self) -> Exporter:
        return EXPORTERS[max(0, self.format.currentIndex())]

    def _say(self) -> None:
        for place, exporter in enumerate(EXPORTERS):
            self.format.setItemText(place, words(_label(exporter)))
        for room in ("what", "page", "orientation", "theme"):
            box: QComboBox = getattr(self, room)
            for place in range(box.count()):
                box.setItemText(place, say(f"window.{room}.{box.itemData(place)}"))
        self._say_about()

    def _say_about(self) -> None:
        self.about.setText(say(f"window.export.about_{self.exporter.key}"))

    def _show(self) -> None:
        exporter = self.exporter
        for name in ("page", "orientation", "dpi", "theme"):
            self.form.setRowVisible(getattr(self, name), name in exporter.options)
        self.form.setRowVisible(self.what, len(self._page.document.diagrams()) > 1)
        self.orientation.setEnabled(self.page.currentData() != "fit")
        self._say_about()
        self.preview.show_sheets((self.sheet(),), 1, named(self.theme.currentData()))

    def sheet(self) -> Sheet:
        """How the diagram will lie on its page."""
        source = self._scene.extent
        paper = _PAPERS.get(self.page.currentData()) if "page" in self.exporter.options else None
        if paper is None:
            return fitted_sheet(source, source.width + 2 * 16, source.height + 2 * 16, 16, 1)
        way = self.orientation.currentData()
        wide = way == "landscape" or (way == "auto" and source.width > source.height)
        width, height = sorted(paper, reverse=wide)
        return fitted_sheet(source, width, height, _MARGIN, _UNIT)

    # -- writing -------------------------------------------------------------------------------------------------

    def options(self) -> Options:
        return Options(
            page=self.page.currentData(), orientation=self.orientation.currentData(), dpi=self.dpi.value(),
            theme=self.theme.currentData(),
        )  # fmt: skip

    def _export(self) -> None:
        exporter = self.exporter
        file = self._page.file
        start = file.path.with_suffix(exporter.suffix)
        filters = [f"{words(_label(exporter))} (*{exporter.suffix})"]
        name = ask_save(self, say("window.export.title"), filters, str(start))
        if name:
            self.write(Path(name if Path(name).suffix else name + exporter.suffix))

    def write(self, target: Path) -> None:
        """Write the document, off the GUI thread, and close."""
        exporter, options, file = self.exporter, self.options(), self._page.file
        language, author = self.language.currentData(), self._desk.settings.named
        diagrams = (self._page.diagram.key,) if self.what.currentData() == "shown" else ()
        self._desk.set(export={
            "format": exporter.key, "page": options.page, "orientation": options.orientation, "dpi": options.dpi,
            "theme": options.theme,
        })  # fmt: skip
        opened = Opened(Document(self._page.document.snapshot()), file.findings, file.path, file.name, file.placed)

        def job(progress: Progress) -> Report:
            return export_model(opened, exporter.key, target, options, progress, language, diagrams, author)

        notices = self._notices

        def done(report: Report) -> None:
            notices.good(message("window.export.done", name=", ".join(path.name for path in report.files)))
            for note in report.notes:
                notices.hint(note)

        self._desk.work(job, done, message("window.export.going", name=target.name), self._window)
        self.accept()


def _label(exporter: Exporter) -> Message:
    return Message(exporter.label)
