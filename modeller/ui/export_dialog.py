"""Export with a preview: format, page, resolution, colours, language of the document."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from modeller.drawing.theme import THEMES, named
from modeller.export.catalogue import EXPORTERS
from modeller.export.exporter import Exporter, Options, Poster
from modeller.export.pages import POSTER_MARGIN
from modeller.files.problem import Problem
from modeller.jobs.export_model import Report, WouldReplace, export_model
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Progress
from modeller.language import LANGUAGES, NAMES, Message, current, listed, message, say, words
from modeller.layout.tiling import MOST
from modeller.model.document import Document
from modeller.notation.badges import LAYERS
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save
from modeller.ui.model_page import ModelPage
from modeller.ui.number_field import NumberField
from modeller.ui.poster_sheets import poster_sheets
from modeller.ui.preview import Sheet, fitted_sheet
from modeller.ui.question import Answer, Question
from modeller.ui.sheet_dialog import SheetDialog

_PAPERS = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0)}
_MARGIN = 36.0
_UNIT = 0.75


class ExportDialog(SheetDialog):
    """Writes the model of a page as a document; the writing goes on after the dialog has closed."""

    def __init__(self, window: Window, page: ModelPage) -> None:
        super().__init__(window, page, "export", 920)
        self._window = window
        self._desk = window.desk
        self.format, self.language = self.choices(tuple(each.key for each in EXPORTERS)), self.choices(())
        self.what, self.page = self.choices(("all", "shown")), self.choices(("fit", *_PAPERS))
        self.orientation = self.choices(("auto", "portrait", "landscape"))
        self.theme = self.choices(tuple(theme.name for theme in THEMES))
        for value in LANGUAGES:
            self.language.addItem(NAMES[value], value)
        self.dpi = NumberField(self)
        self.dpi.setRange(36, 1200)
        self.dpi.setSingleStep(24)
        self.dpi.setValue(192)
        self.way, self.scale = self.choices(("fit", "tiles")), NumberField(self)
        self.scale.setRange(10, 400)
        self.scale.setValue(100)
        self.scale.setSingleStep(10)
        rows = ("format", "what", "notation", "page", "orientation", "way", "scale", "dpi", "theme", "language")
        self.lay_out(rows, self._export)
        self._recall()
        self.wording.each(self._say)
        for box in (self.format, self.page, self.orientation, self.way, self.theme):
            box.currentIndexChanged.connect(self._show)
        self.scale.valueChanged.connect(self._show)
        self._show()

    def _recall(self) -> None:
        """What was chosen the last time."""
        held = self._desk.settings.export
        for name in ("format", "page", "orientation", "way", "theme"):
            box: QComboBox = getattr(self, name)
            box.setCurrentIndex(max(0, box.findData(held.get(name))))
        for name in ("dpi", "scale"):
            number = held.get(name)
            if isinstance(number, int):
                getattr(self, name).setValue(number)
        self.language.setCurrentIndex(max(0, self.language.findData(current())))

    @property
    def exporter(self) -> Exporter:
        return EXPORTERS[max(0, self.format.currentIndex())]

    def _say(self) -> None:
        for place, exporter in enumerate(EXPORTERS):
            self.format.setItemText(place, words(_label(exporter)))
        self.say_choices("what", "page", "orientation", "way", "theme")
        self._say_about()

    def _say_about(self) -> None:
        shown = [say(f"attributes.layer.{each}") for each in LAYERS if each in self.layers]
        layers = say("window.export.layers", layers=listed(shown)) if shown else say("window.export.no_layers")
        self.about.setText(f"{say(f'window.export.about_{self.exporter.key}')}\n\n{layers}")

    def _show(self) -> None:
        exporter = self.exporter
        for name in ("page", "orientation", "dpi", "theme", "notation"):
            self.form.setRowVisible(getattr(self, name), name in exporter.options)
        self.form.setRowVisible(self.what, len(self._page.document.diagrams()) > 1)
        self.orientation.setEnabled(self.page.currentData() != "fit")
        for name in ("way", "scale"):
            self.form.setRowVisible(getattr(self, name), "poster" in exporter.options)
        self.way.setEnabled(self.page.currentData() != "fit")
        self.scale.setEnabled(self.poster is not None)
        self._say_about()
        sheets, columns = self.sheets()
        self.go.setEnabled(bool(sheets))
        self.preview.show_sheets(sheets, columns, named(self.theme.currentData()))

    @property
    def poster(self) -> Poster | None:
        """The poster that is chosen, where the format has them."""
        tiled = self.way.currentData() == "tiles" and self.page.currentData() != "fit"
        return Poster(scale=self.scale.value() / 100) if tiled and "poster" in self.exporter.options else None

    def sheets(self) -> tuple[tuple[Sheet, ...], int]:
        """The pages, and how many lie beside each other; none where a poster were too large."""
        poster, paper = self.poster, _PAPERS.get(self.page.currentData())
        if poster is None or paper is None:
            return (self.sheet(),), 1
        width, height = sorted(paper, reverse=self.turned(self.orientation))
        try:
            found = poster_sheets(self._scene, self.extent, width, height, POSTER_MARGIN, poster, self._page.file.name)
        except Problem:
            self.about.setText(say("documents.poster_too_large", most=MOST))
            return (), 1
        return found if len(found[0]) > 1 else ((self.sheet(),), 1)

    def sheet(self) -> Sheet:
        """How the diagram will lie on a single page."""
        source = self.extent
        paper = _PAPERS.get(self.page.currentData()) if "page" in self.exporter.options else None
        if paper is None:
            return fitted_sheet(source, source.width + 2 * 16, source.height + 2 * 16, 16, 1)
        width, height = sorted(paper, reverse=self.turned(self.orientation))
        return fitted_sheet(source, width, height, _MARGIN, _UNIT)

    # -- writing -------------------------------------------------------------------------------------------------

    def options(self) -> Options:
        return Options(
            page=self.page.currentData(), orientation=self.orientation.currentData(), dpi=self.dpi.value(),
            theme=self.theme.currentData(), notation=self.notation.currentData(),
            layers=tuple(sorted(self.layers)), colour=self.tint.colouring.key if self.tint is not None else "",
            poster=self.poster,
        )  # fmt: skip

    def _export(self) -> None:
        exporter = self.exporter
        file = self._page.file
        start = file.beside(exporter.suffix)
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
            "theme": options.theme, "way": self.way.currentData(), "scale": self.scale.value(),
        })  # fmt: skip
        opened = Opened(Document(self._page.document.snapshot()), file.findings, file.path, file.name, file.placed)

        window, desk, notices = self._window, self._desk, self._notices
        going = message("window.export.going", name=target.name)

        def begin(replace: bool) -> None:
            def job(progress: Progress) -> Report:
                return export_model(
                    opened, exporter.key, target, options, progress, language, diagrams, author, replace
                )

            desk.work(job, done, going, window, in_the_way)

        def in_the_way(error: BaseException) -> bool:
            if not isinstance(error, WouldReplace):
                return False
            names = listed(path.name for path in error.files)
            text = message("window.export.replace", count=len(error.files))
            answers = (Answer("replace", message("window.export.replace_them"), destroys=True),)
            if desk.ask(window, Question(text, message("window.export.there", names=names), answers)) == "replace":
                begin(True)
            return True

        def done(report: Report) -> None:
            notices.good(message("window.export.done", name=listed(path.name for path in report.files)))
            for note in report.notes:
                notices.hint(note)

        begin(False)
        self.accept()


def _label(exporter: Exporter) -> Message:
    return Message(exporter.label)
