"""A button that something can be dragged out of, onto the drawing board."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolButton, QWidget

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.guarded import guarded

_SLACK = 4


class DragButton(QToolButton):
    """`dragged` is called when a drag out of it begins, and the board follows the pointer then; None for no drag."""

    def __init__(self, board: DrawingBoard, parent: QWidget, dragged: Callable[[], object] | None) -> None:
        super().__init__(parent)
        self._board = board
        self._dragged = dragged
        self._start: QPoint | None = None
        self.dragging = False

    def _on_board(self, event: QMouseEvent) -> QMouseEvent:
        at = self._board.viewport().mapFromGlobal(event.globalPosition())
        return QMouseEvent(
            event.type(), QPointF(at), event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )  # fmt: skip

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.position().toPoint()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start, dragged = self._start, self._dragged
        if dragged is not None and start is not None and not self.dragging:
            self.dragging = (event.position().toPoint() - start).manhattanLength() > _SLACK
            if self.dragging:
                dragged()
        if self.dragging:
            self._board.glide(self._on_board(event))
        else:
            super().mouseMoveEvent(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self.dragging, self._start = self.dragging, False, None
        if dragging:
            self.setDown(False)
            self._board.drop(self._on_board(event))
            self._board.setFocus()
        else:
            super().mouseReleaseEvent(event)
