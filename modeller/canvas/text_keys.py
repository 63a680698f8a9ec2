"""What keys do in a text that is being written in its place."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from modeller.canvas.tools.writing import Writing

STANDARD: Final = QKeySequence.StandardKey
MOVES: Final = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip


def standard(event: QKeyEvent, word: bool) -> Callable[[Writing], object] | None:
    """What a key does in every text; `word`: it takes a whole word."""
    if event.key() == Qt.Key.Key_Backspace:
        return lambda writing: writing.backspace(word)
    if event.key() == Qt.Key.Key_Delete:
        return lambda writing: writing.delete(word)
    deeds: dict[QKeySequence.StandardKey, Callable[[Writing], object]] = {
        STANDARD.Undo: Writing.undo,
        STANDARD.Redo: Writing.redo,
        STANDARD.SelectAll: Writing.select_all,
        STANDARD.Copy: _copy,
        STANDARD.Cut: _cut,
        STANDARD.Paste: _paste,
    }
    return next((deed for each, deed in deeds.items() if event.matches(each)), None)


def printable(event: QKeyEvent) -> bool:
    """Whether a key writes something. AltGr, which some systems tell as Ctrl and Alt, writes too."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    text = event.text()
    return bool(text) and text.isprintable() and (not held or held == both)


def _copy(writing: Writing) -> None:
    if writing.selected:
        QGuiApplication.clipboard().setText(writing.selected)


def _cut(writing: Writing) -> None:
    if writing.selected:
        _copy(writing)
        writing.insert("")


def _paste(writing: Writing) -> None:
    writing.insert(QGuiApplication.clipboard().text().replace("\r\n", "\n"))
