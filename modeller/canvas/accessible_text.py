"""The text that is written in its place, as a screen reader follows it letter by letter."""

from typing import Any, Protocol

from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInsertEvent,
    QAccessibleTextRemoveEvent,
    QAccessibleTextSelectionEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit

from modeller.canvas.tools.writing import Writing


class Editor(Protocol):
    """What is asked of the editor: what it writes, and into which element."""

    writing: Writing | None
    key: str


class EditedText:
    """A field that is never shown holds what is written, so that readers find in it what they find in any field."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._field: QPlainTextEdit | None = None
        self._told: tuple[str, int, int] | None = None

    @property
    def key(self) -> str:
        """The element that is written into, ``""`` for none."""
        return self._editor.key if self._editor.writing is not None else ""

    def interface(self) -> Any:
        """Qt's interface of the text, None where nothing is written."""
        if self._editor.writing is None:
            return None
        if self._field is None:
            self._field = QPlainTextEdit()
        self._hold(self._editor.writing)
        found = QAccessible.queryAccessibleInterface(self._field)
        return found.textInterface() if found is not None else None

    def tell(self, element: QAccessibleInterface) -> None:
        """Say what has changed since the last time: letters, selection, the place of the caret."""
        writing = self._editor.writing
        if writing is None:
            self._told = None
            return
        now = (writing.shown, writing.shown_cursor, writing.anchor)
        before, self._told = self._told, now
        if before == now:
            return
        if self._field is not None:
            self._hold(writing)
        if before is not None and before[0] != now[0]:
            start, gone, come = changed(before[0], now[0])
            start = utf16(now[0], start)
            if gone:
                QAccessible.updateAccessibility(QAccessibleTextRemoveEvent(element, start, gone))
            if come:
                QAccessible.updateAccessibility(QAccessibleTextInsertEvent(element, start, come))
        if writing.selected and not writing.preedit:
            selected = [utf16(writing.text, place) for place in writing.selection]
            QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(element, *selected))
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(element, utf16(*now[:2])))

    def _hold(self, writing: Writing) -> None:
        field = self._field
        assert field is not None
        if field.toPlainText() != writing.shown:
            field.setPlainText(writing.shown)
        cursor = field.textCursor()
        cursor.setPosition(utf16(writing.shown, writing.shown_cursor if writing.preedit else writing.anchor))
        cursor.setPosition(utf16(writing.shown, writing.shown_cursor), QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)


def utf16(text: str, place: int) -> int:
    """A place between characters as Qt counts them."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def changed(before: str, after: str) -> tuple[int, str, str]:
    """Where two texts differ: the place, what is gone and what has come there."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    same = 0
    while same < min(len(before), len(after)) - start and before[-1 - same] == after[-1 - same]:
        same += 1
    return start, before[start : len(before) - same], after[start : len(after) - same]
