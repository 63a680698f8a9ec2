"""The pages of a policy document one below the other, as they will be printed."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from modeller.canvas.guarded import guarded
from modeller.drawing.displaylist import TextLine
from modeller.drawing.paint_qt import paint
from modeller.drawing.theme import LIGHT
from modeller.export.policy.preview import Page
from modeller.export.policy.typography import face
from modeller.language import ENGLISH, message
from modeller.ui.wording import Wording

_GAP = 14
_ABOVE = 90
"""Pixels above what was looked for."""
_LARGEST = 1.5
"""Pixels a point, at most."""
_KEPT = 24
"""So many pages that were painted are kept."""


class Sheets(QWidget):
    """All pages, each as wide as there is room; a page is painted when it is first seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: tuple[Page, ...] = ()
        self._painted: dict[int, QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        self.pages = pages
        self._painted.clear()
        self.fit(self.width())
        self.update()

    def fit(self, width: int) -> None:
        """Take the height that the pages need at a width."""
        self._painted.clear()
        boxes = self._boxes(width)
        self.setFixedHeight(max(1, boxes[-1][1] + boxes[-1][3] + _GAP) if boxes else 1)

    def _boxes(self, width: int) -> list[tuple[int, int, int, int]]:
        """Where each page lies: left, top, width, height in pixels."""
        top = _GAP
        found = []
        for page in self.pages:
            scale = min(max(width - 2 * _GAP, 40) / page.width, _LARGEST)
            wide, tall = round(page.width * scale), round(page.height * scale)
            found.append(((width - wide) // 2, top, wide, tall))
            top += tall + _GAP
        return found

    def place_of(self, text: str) -> int | None:
        """How far down the heading that holds a text lies, in pixels; None where there is none."""
        size = face("heading1", ENGLISH).size
        for page, (_, top, wide, _) in zip(self.pages, self._boxes(self.width()), strict=True):
            for layer in page.layers:
                for mark in (mark for group in layer.groups for mark in group.marks):
                    if isinstance(mark, TextLine) and mark.bold and mark.size == size and text in mark.text:
                        return round(top + (layer.y + mark.y * layer.scale) * wide / page.width)
        return None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        seen = event.rect()
        with QPainter(self) as painter:
            for number, (left, top, wide, tall) in enumerate(self._boxes(self.width())):
                if top <= seen.bottom() and top + tall >= seen.top():
                    painter.fillRect(left - 1, top - 1, wide + 2, tall + 2, QColor("#c8ced8"))
                    painter.drawPixmap(left, top, self._page(number, wide, tall))

    def _page(self, number: int, wide: int, tall: int) -> QPixmap:
        found = self._painted.get(number)
        if found is None:
            while len(self._painted) >= _KEPT:
                del self._painted[next(iter(self._painted))]
            found = self._painted[number] = self._paint(self.pages[number], wide, tall)
        return found

    def _paint(self, page: Page, wide: int, tall: int) -> QPixmap:
        dots = self.devicePixelRatioF()
        made = QPixmap(QSize(round(wide * dots), round(tall * dots)))
        made.setDevicePixelRatio(dots)
        made.fill(Qt.GlobalColor.white)
        scale = wide / page.width
        with QPainter(made) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            for layer in page.layers:
                size = layer.scale * scale
                painter.setTransform(QTransform(size, 0, 0, size, layer.x * scale, layer.y * scale))
                painter.setOpacity(layer.alpha)
                paint(painter, layer.groups, LIGHT)
        return made


class PolicyPreview(QFrame):
    """The pages, or a word that they are being made."""

    def __init__(self, parent: QWidget, wording: Wording) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        area = self._area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        wording.put(area.setAccessibleName, message("window.policy.preview"))
        around = QVBoxLayout(self)
        around.setContentsMargins(6, 6, 6, 6)
        around.addWidget(area)
        held = QWidget(area)
        self.sheets = Sheets(held)
        self.waiting = QLabel(held)
        self.waiting.setObjectName("muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        wording.put(self.waiting.setText, message("window.policy.waiting"))
        layout = QVBoxLayout(held)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.waiting, 1)
        layout.addWidget(self.sheets)
        layout.addStretch()
        area.setWidget(held)

    def show_pages(self, pages: tuple[Page, ...]) -> None:
        """Show these pages, as far down as the last ones were."""
        bar = self._area.verticalScrollBar()
        at = bar.value()
        self.waiting.setVisible(False)
        self.sheets.show_pages(pages)
        bar.setValue(at)

    def seek(self, text: str) -> None:
        """Show the heading that holds a text, where there is one."""
        place = self.sheets.place_of(text) if text else None
        if place is not None:  # as soon as the pages have their room
            QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(max(0, place - _ABOVE)))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheets.fit(self._area.viewport().width())
