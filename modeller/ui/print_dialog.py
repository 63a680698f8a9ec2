"""Print with a preview: printer, paper, orientation, on one page or over several."""

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QPushButton

from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import THEMES, named
from modeller.export.exporter import Poster
from modeller.export.pages import POSTER_MARGIN
from modeller.files.problem import Problem
from modeller.language import message, say
from modeller.layout.tiling import MOST
from modeller.model.records import Bounds
from modeller.ui.desk import Window
from modeller.ui.model_page import ModelPage
from modeller.ui.number_field import NumberField
from modeller.ui.poster_sheets import poster_sheets
from modeller.ui.preview import Sheet, fitted_sheet
from modeller.ui.sheet_dialog import SheetDialog

PAPERS = (("A4", QPageSize.PageSizeId.A4), ("A3", QPageSize.PageSizeId.A3), ("A2", QPageSize.PageSizeId.A2),
          ("A1", QPageSize.PageSizeId.A1), ("Letter", QPageSize.PageSizeId.Letter))  # fmt: skip
ORIENTATIONS = ("auto", "portrait", "landscape")
WAYS = ("fit", "tiles")
_MARGIN = 34.0
"""Points between the paper's edge and the diagram."""
_UNIT = 0.75
"""Points of one diagram unit at 100 %."""


class PrintDialog(SheetDialog):
    """Prints the diagram that the page shows."""

    def __init__(self, window: Window, page: ModelPage) -> None:
        super().__init__(window, page, "print", 900)
        self._name = page.file.name
        self.printer, self.paper = self.choices(()), self.choices(())
        self.orientation, self.way = self.choices(ORIENTATIONS), self.choices(WAYS)
        self.theme = self.choices(tuple(theme.name for theme in THEMES if theme.name != "dark"))
        for name, _ in PAPERS:
            self.paper.addItem(name)
        self.scale = NumberField(self)
        self.scale.setRange(10, 400)
        self.scale.setValue(100)
        self.scale.setSingleStep(10)
        self.copies = NumberField(self)
        self.copies.setRange(1, 99)
        self._fill_printers()
        more = QPushButton(self)
        self.wording.put(more.setText, message("window.print.more"))
        more.clicked.connect(self._more)
        self.lay_out(
            ("printer", "notation", "paper", "orientation", "way", "scale", "theme", "copies"), self._print, more
        )
        for box in (self.printer, self.paper, self.orientation, self.way, self.theme):
            box.currentIndexChanged.connect(self._show)
        self.scale.valueChanged.connect(self._show)
        self.wording.each(self._say)
        self._show()

    def _fill_printers(self) -> None:
        for name in QPrinterInfo.availablePrinterNames():
            self.printer.addItem(name, name)
        if self.printer.count() == 0:
            self.printer.addItem("", "")
            self.printer.setEnabled(False)
        usual = self.printer.findData(QPrinterInfo.defaultPrinterName())
        self.printer.setCurrentIndex(max(0, usual))

    def _say(self) -> None:
        self.say_choices("orientation", "way", "theme")
        if not self.printer.isEnabled():
            self.printer.setItemText(0, say("window.print.none"))
        self._say_count(len(self.sheets()[0]))

    def _say_count(self, count: int) -> None:
        self.about.setText(
            say("window.print.pages", count=count) if count else say("documents.poster_too_large", most=MOST)
        )

    # -- the pages -----------------------------------------------------------------------------------------------

    def layout_of_page(self) -> QPageLayout:
        """Paper and orientation as they are set; `auto` turns the paper as the diagram lies."""
        ways = QPageLayout.Orientation
        turned = ways.Landscape if self.turned(self.orientation) else ways.Portrait
        size = QPageSize(PAPERS[max(0, self.paper.currentIndex())][1])
        return QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))

    def sheets(self, marks: bool = False) -> tuple[tuple[Sheet, ...], int]:
        """The pages, in points, and how many lie beside each other; none where they are too many.

        With `marks` all sheets of a poster have those to cut and glue by, however many there are.
        """
        page = self.layout_of_page().fullRect(QPageLayout.Unit.Point)
        source = self.extent.grown(4)
        if self.way.currentData() == "tiles":
            poster = Poster(scale=self.scale.value() / 100)
            try:
                return poster_sheets(
                    self._scene, self.extent, page.width(), page.height(), POSTER_MARGIN, poster, self._name, marks
                )
            except Problem:
                return (), 1
        return (fitted_sheet(source, page.width(), page.height(), _MARGIN, 1.5 * _UNIT),), 1

    def _show(self) -> None:
        self.scale.setEnabled(self.way.currentData() == "tiles")
        sheets, columns = self.sheets()
        self.preview.show_sheets(sheets, columns, named(self.theme.currentData()))
        self._say_count(len(sheets))
        self.go.setEnabled(self.printer.isEnabled() and bool(sheets))

    # -- printing ------------------------------------------------------------------------------------------------

    def _printer(self) -> QPrinter:
        info = QPrinterInfo.printerInfo(self.printer.currentData() or "")
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setCopyCount(self.copies.value())
        printer.setDocName(self._page.file.name)
        return printer

    def _more(self) -> None:
        """The system's own dialog, for what only it knows: trays, both sides, a file."""
        printer = self._printer()
        printer.setPageLayout(self.layout_of_page())
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.paint_on(printer)
            self.accept()

    def _print(self) -> None:
        printer = self._printer()
        printer.setPageLayout(self.layout_of_page())
        self.paint_on(printer)
        self.accept()

    def paint_on(self, printer: QPrinter) -> None:
        """Paint all pages as vectors, with the program's own fonts."""
        printer.setFullPage(True)
        sheets, _ = self.sheets(marks=True)
        painter = QPainter()
        if not painter.begin(printer):
            self._notices.problem(message("window.print.failed"))
            return
        per_point = printer.resolution() / 72
        try:
            for number, sheet in enumerate(sheets):
                if number:
                    printer.newPage()
                self._paint_sheet(painter, sheet, per_point)
        finally:
            painter.end()
        self._notices.good(message("window.print.done", count=len(sheets)))

    def _paint_sheet(self, painter: QPainter, sheet: Sheet, per_point: float) -> None:
        target, source = sheet.target, sheet.source
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(per_point, per_point)
        painter.setClipRect(QRectF(*target), Qt.ClipOperation.ReplaceClip)
        painter.translate(QPointF(target.x, target.y))
        scale = target.width / source.width
        painter.scale(scale, scale)
        painter.translate(-source.x, -source.y)
        for item in self._scene.within(Bounds(*source)):
            marks = item.marks(self._scene.document)
            if marks is not None:
                Prepared(marks, self._scene.theme).paint(painter)
        if self._scene.legend is not None:
            Prepared(self._scene.legend, self._scene.theme).paint(painter)
        painter.setClipping(False)
        for marks in sheet.marks:
            Prepared(marks, self._scene.theme).paint(painter)
        painter.restore()
