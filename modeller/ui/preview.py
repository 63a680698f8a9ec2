"""How the diagram will lie on its pages, drawn as it will be, in the middle of a dialog."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from modeller.canvas.detail import paint_scene
from modeller.canvas.guarded import guarded
from modeller.canvas.scene import Scene
from modeller.drawing.displaylist import DisplayList
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import Theme, resolve
from modeller.model.records import Bounds

_MARGIN = 26.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size, and where on it which part of the diagram lies, all in one unit of length.

    `marks` stand around that part, in units of the diagram.
    """

    width: float
    height: float
    target: Bounds
    source: Bounds
    marks: DisplayList = ()


class Preview(QFrame):
    """Shows sheets one beside the other, as large as there is room."""

    def __init__(self, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.scene = scene
        self._theme = scene.theme
        self._sheets: tuple[Sheet, ...] = ()
        self._columns = 1
        self.edge = QColor("#c8ced8")

    def sizeHint(self) -> QSize:
        return QSize(560, 430)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 220)

    def show_sheets(self, sheets: tuple[Sheet, ...], columns: int, theme: Theme) -> None:
        self._sheets, self._columns = sheets, max(1, columns)
        if theme is not self._theme:
            self._theme = theme
            self.scene.set_theme(theme)
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._sheets:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rows = -(-len(self._sheets) // self._columns)
            wide = max(sheet.width for sheet in self._sheets)
            high = max(sheet.height for sheet in self._sheets)
            gap = 0.06 * max(wide, high) if len(self._sheets) > 1 else 0.0
            whole_width = self._columns * wide + (self._columns - 1) * gap
            whole_height = rows * high + (rows - 1) * gap
            scale = min((self.width() - 2 * _MARGIN) / whole_width, (self.height() - 2 * _MARGIN) / whole_height)
            left, top = (self.width() - whole_width * scale) / 2, (self.height() - whole_height * scale) / 2
            for number, sheet in enumerate(self._sheets):
                column, row = number % self._columns, number // self._columns
                x, y = left + column * (wide + gap) * scale, top + row * (high + gap) * scale
                self._paint_sheet(painter, sheet, x, y, scale)

    def _paint_sheet(self, painter: QPainter, sheet: Sheet, x: float, y: float, scale: float) -> None:
        page = QRectF(x, y, sheet.width * scale, sheet.height * scale)
        shade = QColor(0, 0, 0, 26)
        painter.fillRect(page.translated(0, 3).adjusted(-1, 0, 1, 1), shade)
        painter.fillRect(page, QColor(resolve("paper", self._theme)))
        painter.setPen(QPen(self.edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page)
        painter.save()
        target = QRectF(
            x + sheet.target.x * scale, y + sheet.target.y * scale,
            sheet.target.width * scale, sheet.target.height * scale,
        )  # fmt: skip
        painter.setClipRect(target.adjusted(-1, -1, 1, 1))
        zoom = target.width() / sheet.source.width
        painter.translate(target.topLeft())
        painter.scale(zoom, zoom)
        painter.translate(-sheet.source.x, -sheet.source.y)
        paint_scene(painter, self.scene, sheet.source, zoom * self.devicePixelRatioF())
        painter.setClipRect(QRectF(*sheet.source).adjusted(-(10**6), -(10**6), 10**6, 10**6))
        for marks in sheet.marks:
            Prepared(marks, self._theme).paint(painter)
        painter.restore()


def fitted_sheet(source: Bounds, width: float, height: float, margin: float, largest: float) -> Sheet:
    """The diagram in the middle of one page; `largest` is the most it may be enlarged."""
    scale = min((width - 2 * margin) / source.width, (height - 2 * margin) / source.height, largest)
    across, down = source.width * scale, source.height * scale
    return Sheet(width, height, Bounds((width - across) / 2, (height - down) / 2, across, down), source)
