"""A person at the window: presses, drags and keys as Qt's events, each counted."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from window_kit import settle

from modeller.canvas.drawing_board import DrawingBoard
from modeller.model.records import Node
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@dataclass
class Person:
    """`clicks`, `drags` and `keys` count what was done, but for letters of names; `words` those names."""

    window: MainWindow
    clicks: int = 0
    drags: int = 0
    keys: int = 0
    words: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def page(self) -> ModelPage:
        assert self.window.page is not None
        return self.window.page

    @property
    def board(self) -> DrawingBoard:
        return self.page.view

    @property
    def port(self) -> QWidget:
        return self.board.viewport()

    def named(self, text: str) -> Node:
        (found,) = [node for node in self.page.document.nodes() if node.text == text]
        return found

    @property
    def selected(self) -> Node:
        (key,) = self.board.selection
        node = self.page.document.node(key)
        assert node is not None
        return node

    # -- the keyboard --------------------------------------------------------------------------------------------

    def key(self, *names: str) -> None:
        """Press keys by their names, one after the other, wherever the focus is."""
        for name in names:
            combined = QKeySequence(name)[0]
            QTest.keyClick(self._focus(), combined.key(), combined.keyboardModifiers())  # type: ignore[attr-defined]
            self.keys += 1
            settle()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def letters(self, text: str) -> None:
        """Type into a field: a search."""
        QTest.keyClicks(self._focus(), text)
        self.keys += len(text)
        settle()

    def say(self, text: str) -> None:
        """Write a name as an input method does: composed letter by letter, then committed."""
        for length in range(1, min(4, len(text)) + 1):
            QCoreApplication.sendEvent(self._focus(), QInputMethodEvent("zhong"[:length], []))
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QCoreApplication.sendEvent(self._focus(), event)
        self.words += 1
        settle()

    # -- the mouse -----------------------------------------------------------------------------------------------

    def at(self, x: float, y: float) -> QPoint:
        place = self.board.camera.place(x, y)
        return QPoint(round(place.x), round(place.y))

    def middle(self, node: Node) -> QPoint:
        assert node.bounds is not None
        return self.at(*node.bounds.centre)

    def click(self, place: QPoint, held: Qt.KeyboardModifier = _NONE, widget: QWidget | None = None) -> None:
        QTest.mouseClick(widget or self.port, _LEFT, held, place)
        self.clicks += 1
        settle()

    def double_click(self, place: QPoint) -> None:
        """As a hand does it: two presses."""
        QTest.mouseClick(self.port, _LEFT, _NONE, place)
        QTest.mouseDClick(self.port, _LEFT, _NONE, place)
        self.clicks += 2
        settle()

    def press_button(self, button: QWidget) -> None:
        assert button.isVisible()
        self.click(button.rect().center(), widget=button)

    def drag_out(self, button: QWidget, goal: QPoint) -> None:
        """Out of a button onto the board, `goal` in its pixels; the button may move away meanwhile."""
        assert button.isVisible()
        begin = button.mapToGlobal(button.rect().center())
        end = self.port.mapToGlobal(goal)
        QTest.mousePress(button, _LEFT, _NONE, button.mapFromGlobal(begin))
        for place in (begin + QPoint(12, 12), (begin + end) / 2, end):
            QTest.mouseMove(button, button.mapFromGlobal(place))
            settle()
        QTest.mouseRelease(button, _LEFT, _NONE, button.mapFromGlobal(end))
        self.drags += 1
        settle()

    def drag(self, start: QPoint, *path: QPoint, held: Qt.KeyboardModifier = _NONE) -> None:
        """On the board, in its pixels."""
        for place in (start, path[-1]):
            assert self.port.rect().contains(place), f"{place} is not in view"
        QTest.mousePress(self.port, _LEFT, held, start)
        for place in path:
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(place), self.port.mapToGlobal(QPointF(place)),
                Qt.MouseButton.NoButton, _LEFT, held,
            )  # fmt: skip
            QCoreApplication.sendEvent(self.port, event)
            settle()
        QTest.mouseRelease(self.port, _LEFT, held, path[-1])
        self.drags += 1
        settle()

    def tool(self, name: str) -> QWidget:
        """The button of a command at the top of the window."""
        buttons = self.window.findChildren(QToolButton)
        return next(each for each in buttons if each.defaultAction() is self.window.actions_[name])
