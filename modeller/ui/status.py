"""The status line: what is selected, what the file brought, and the zoom."""

from math import exp, log

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStatusBar, QToolButton, QWidget

from modeller.canvas.camera import LARGEST
from modeller.language import message, say
from modeller.ui.actions import Actions
from modeller.ui.icons import dress
from modeller.ui.model_page import ModelPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_STEPS = 200
_LEAST = 0.02


class Status(QStatusBar):
    """`zoomed(zoom)` asks for a zoom; `asked_findings()` to see what the file brought."""

    zoomed = Signal(float)
    asked_findings = Signal()

    def __init__(self, actions: Actions, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._page: ModelPage | None = None
        self._setting = False
        self.wording = Wording(self)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.findings = QToolButton(self)
        self.findings.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.findings.clicked.connect(self.asked_findings)
        self.addWidget(self.text, 1)
        self.addPermanentWidget(self.findings)
        self._zoom = QWidget(self)
        row = QHBoxLayout(self._zoom)
        row.setContentsMargins(4, 0, 8, 0)
        row.setSpacing(4)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, _STEPS)
        self.slider.setFixedWidth(130)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.slider.valueChanged.connect(self._slid)
        self.wording.put(self.slider.setAccessibleName, message("window.zoom.slider"))
        self.wording.put(self.slider.setToolTip, message("window.zoom.slider"))
        self.percent = QToolButton(self)
        self.percent.setObjectName("zoomtext")
        self.percent.clicked.connect(actions["actual_size"].trigger)
        self.wording.put(self.percent.setToolTip, message("window.zoom.percent"))
        row.addWidget(self._tool(actions["zoom_out"]))
        row.addWidget(self.slider)
        row.addWidget(self._tool(actions["zoom_in"]))
        row.addWidget(self.percent)
        row.addWidget(self._tool(actions["fit"]))
        self.addPermanentWidget(self._zoom)
        self.dress(look)
        self.wording.each(self._say)

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(16, 16))
        return button

    def dress(self, look: Look) -> None:
        dress(self.findings, "findings", look, 16)

    def show_page(self, page: ModelPage | None) -> None:
        self._page = page
        self._say()
        self.show_zoom()

    def show_zoom(self) -> None:
        page = self._page
        self._zoom.setVisible(page is not None)
        if page is None:
            return
        zoom = page.view.camera.zoom
        percent = zoom * 100
        self.percent.setText(f"{percent:.0f} %" if percent >= 10 else f"{percent:.1f} %")
        self._setting = True
        self.slider.setValue(round(log(max(zoom, _LEAST) / _LEAST) / log(LARGEST / _LEAST) * _STEPS))
        self._setting = False

    def _slid(self, value: int) -> None:
        if not self._setting:
            zoom = _LEAST * exp(value / _STEPS * log(LARGEST / _LEAST))
            self.zoomed.emit(1.0 if abs(zoom - 1) < 0.03 else zoom)

    def _say(self) -> None:
        page = self._page
        if page is None:
            self.text.setText("")
            self.findings.hide()
            return
        if page.selection:
            self.text.setText(say("window.selected", count=len(page.selection)))
        else:
            self.text.setText(say("window.elements", count=len(page.scene.items)))
        count = len(page.file.problems)
        self.findings.setVisible(count > 0)
        self.findings.setText(str(count))
        self.findings.setToolTip(say("window.findings.count", count=count))
        self.findings.setAccessibleName(say("window.findings.count", count=count))
