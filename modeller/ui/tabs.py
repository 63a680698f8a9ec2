"""The tabs of a window: one for each open view, closable and movable."""

import html

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from modeller.canvas.guarded import guarded
from modeller.language import message, words
from modeller.ui.icons import dress
from modeller.ui.model_page import ModelPage
from modeller.ui.tab_page import TabPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_DOT = 9


class Tabs(QTabBar):
    """`chosen(page or None)` when another tab comes to the front; `closing(page)` when one is to be closed."""

    chosen = Signal(object)
    closing = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setMovable(True)
        self.setExpanding(False)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(_DOT, _DOT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("window.tabs"))
        self.wording.each(lambda: QTimer.singleShot(0, self, self._name_all))  # after the pages: they say their titles
        self.currentChanged.connect(self._chosen)

    def pages(self) -> list[ModelPage]:
        return [page for page in self.all() if isinstance(page, ModelPage)]

    def all(self) -> list[QWidget]:
        """All pages, in the order of their tabs."""
        return [self.tabData(place) for place in range(self.count())]

    def add(self, page: ModelPage | TabPage) -> None:
        """A tab for the page, in front."""
        self.blockSignals(True)
        place = self.addTab("")
        self.setTabData(place, page)
        self.name(page)
        close = QToolButton(self)
        close.setObjectName("tabclose")
        dress(close, "close", self._look, 14)
        close.clicked.connect(lambda: self.closing.emit(page))
        self.wording.put(close.setAccessibleName, message("window.action.close_tab"))
        self.wording.put(close.setToolTip, message("window.close_tab"))
        self.setTabButton(place, QTabBar.ButtonPosition.RightSide, close)
        self.setCurrentIndex(place)
        self.blockSignals(False)
        self._chosen(place)

    def name(self, page: ModelPage | TabPage) -> None:
        """Put the model's name on its tab, with a dot where something is unsaved."""
        place = self.all().index(page)
        if isinstance(page, TabPage):
            self.setTabText(place, page.title.replace("&", "&&"))
            self.setTabToolTip(place, f"<p style='white-space:pre'>{html.escape(page.where)}</p>")
            return
        name = page.file.name.replace("&", "&&")
        self.setTabText(place, name)
        unsaved = bool(page.file.unsaved)
        self.setTabIcon(place, dot(self._look.accent, self.devicePixelRatioF()) if unsaved else QIcon())
        said = message("saving.tab_unsaved", name=page.file.name) if unsaved else page.file.name
        self.setAccessibleTabName(place, words(said))
        where = html.escape(page.file.where)
        self.setTabToolTip(place, f"<p style='white-space:pre'>{where}</p>" if where else "")

    def _name_all(self) -> None:
        for page in self.all():
            assert isinstance(page, (ModelPage, TabPage))
            self.name(page)

    def remove(self, page: QWidget) -> None:
        place = self.all().index(page)
        self.removeTab(place)
        if self.count() == 0:
            self._chosen(-1)

    def bring(self, page: QWidget) -> None:
        place = self.all().index(page)
        self.setCurrentIndex(place)
        self._chosen(place)

    def step(self, by: int) -> None:
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def _chosen(self, place: int) -> None:
        self.chosen.emit(self.tabData(place) if place >= 0 else None)

    def dress(self, look: Look) -> None:
        self._look = look
        for page in self.pages():
            self.name(page)
        for place in range(self.count()):
            button = self.tabButton(place, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                dress(button, "close", look, 14)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0:
                self.closing.emit(self.tabData(place))
                return
        super().mouseReleaseEvent(event)


def dot(colour: str, ratio: float) -> QIcon:
    """The sign of something unsaved."""
    pixmap = QPixmap(round(_DOT * ratio), round(_DOT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QRectF(1, 1, _DOT - 2, _DOT - 2))
    painter.end()
    return QIcon(pixmap)
