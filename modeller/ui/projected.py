"""The projected view: a window of its own over a whole screen, without chrome, that shows every change at once."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from modeller.canvas.camera import fitted
from modeller.canvas.guarded import guarded
from modeller.canvas.scene import Scene
from modeller.canvas.tools.board import SnapGrid
from modeller.canvas.view import CanvasView
from modeller.language import message
from modeller.ui.wording import Wording

_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_F11)
_LARGEST = 3.0
"""Small diagrams are enlarged so far: they are to be read from the last row."""


class Projected(QWidget):
    """Shows a scene as large as the screen allows; `left` tells that Esc or F11 asks to close it."""

    left = Signal()

    def __init__(self, scene: Scene, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.view = CanvasView(scene, self)
        self.view.set_grid(SnapGrid(dots=False))
        self._followed = scene.watch(lambda _: self._keep())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("canvas.projected"))
        self.view.installEventFilter(self)

    def begin(self) -> None:
        """Go over the screen that the window is not on, where there are two."""
        owner = self.parentWidget()
        here = owner.screen() if owner is not None else None
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), here)
        if other is not None:
            self.setGeometry(other.geometry())
        self.showFullScreen()
        self._fit()

    def show_scene(self, scene: Scene) -> None:
        self._followed()
        self.view.set_scene(scene)
        self._followed = scene.watch(lambda _: self._keep())
        self._fit()

    def _keep(self) -> None:
        if not self.view.seen().covers(self.view.scene.extent):
            self._fit()

    def _fit(self) -> None:
        room = self.view.room()
        self.view.look(fitted(self.view.scene.extent, room.width(), room.height(), 60, _LARGEST))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _CLOSING:
            self.left.emit()
            return True
        return False

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def leave(self) -> None:
        """It is about to go."""
        self._followed()
        self.view.close_scene()
        self.hide()
        self.deleteLater()
