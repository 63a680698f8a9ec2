"""Names of the dictionary below the editor in the diagram, while somebody writes what an element is called."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.guarded import guarded
from modeller.editing.entries import refer
from modeller.language import say
from modeller.model.dictionary import Entry
from modeller.model.records import Diagram, Record
from modeller.notation.bpmn.dictionary import NAMED_AS, references

_MOST: Final = 8
_ENTRY: Final = Qt.ItemDataRole.UserRole
_LOOKS_ANEW: Final = {
    QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.FocusOut, QEvent.Type.Wheel, QEvent.Type.Resize,
}  # fmt: skip


def fitting(entries: Iterable[Entry], record: Record | None, text: str) -> list[Entry]:
    """The entries of the element's kind that what is written may become: those that begin with it, then the others.

    An entry is found by its name, its other name and its synonyms; what is retired is not offered.
    """
    sought = text.strip().casefold()
    if record is None or isinstance(record, Diagram) or not sought:
        return []
    found: list[tuple[bool, Entry]] = []
    for entry in entries:
        if entry.state == "retired" or record.type not in NAMED_AS.get(entry.kind, ()):
            continue
        said = [each.casefold() for each in (entry.name, entry.translation, *entry.synonyms)]
        if any(sought in each for each in said):
            found.append((not any(each.startswith(sought) for each in said), entry))
    found.sort(key=lambda each: (each[0], each[1].name))
    if [entry.name for _, entry in found] == [text.strip()] and is_entry(record, found[0][1]):
        return []
    return [entry for _, entry in found[:_MOST]]


def is_entry(record: Record, entry: Entry) -> bool:
    """Whether an element is called as an entry is, by reference."""
    return any(each.named and each.entry == entry.id for each in references(record))


class Completion(QObject):
    """Belongs to a board. Nothing is chosen until an arrow key says so: Enter and Tab are the editor's until then.

    What is chosen is more than a name: the element refers to the entry, and is renamed with it.
    """

    def __init__(self, board: DrawingBoard, entries: Callable[[], Sequence[Entry]]) -> None:
        super().__init__(board)
        self._board = board
        self._entries = entries
        self._shut = ""
        self.list = QListWidget(board.viewport())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListWidget { border: 1px solid palette(mid); border-radius: 6px; }")
        self.list.hide()
        self.list.itemClicked.connect(lambda item: self._take(item.data(_ENTRY)))
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.look)
        board.installEventFilter(self)
        board.camera_changed.connect(self._timer.start)
        board.selection_changed.connect(self._timer.start)

    def look(self) -> None:
        """Show what fits what is written now, or nothing."""
        writing = self._board.editor.writing
        text = writing.text if writing is not None else ""
        if writing is None or text != self._shut:
            self._shut = ""
        quiet = writing is None or bool(writing.preedit) or text in (writing.original, self._shut)
        key = self._board.editor.key
        found = [] if quiet else fitting(self._entries(), self._board.document.get(key), text)
        if found != [self.list.item(row).data(_ENTRY) for row in range(self.list.count())]:
            self.list.clear()
            for entry in found:
                item = QListWidgetItem(entry.name, self.list)
                item.setData(_ENTRY, entry)
            self.list.setCurrentRow(-1)
        self.list.setVisible(bool(found))
        if found:
            self._place()

    def _place(self) -> None:
        self.list.setAccessibleName(say("dictionary.page.names"))
        hint = self.list.sizeHintForRow(0) * self.list.count() + 2 * self.list.frameWidth() + 8
        room, caret = self._board.viewport().rect(), self._board.editor.cursor_rectangle()
        width = min(max(180, self.list.sizeHintForColumn(0) + 40), 360)
        if caret.width() > caret.height():  # the text stands upright: the list stands beside it
            top, left = int(caret.top()), int(caret.right()) + 14
        else:
            below, left = int(caret.bottom()) + 10, int(caret.left()) - 20
            top = below if below + hint <= room.height() else int(caret.top()) - hint - 10
        left = max(0, min(left, room.width() - width))
        top = max(0, min(top, room.height() - hint))
        self.list.setGeometry(left, top, width, hint)
        self.list.raise_()

    def _take(self, entry: Entry) -> None:
        board, key = self._board, self._board.editor.key
        if board.editor.writing is not None:
            self._shut = entry.name
            board.editor.put(entry.name, lambda: refer(board.document, [key], entry.id, entry.name))
            self.look()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LOOKS_ANEW:
            self._timer.start()
        if not self.list.isVisible() or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        writing = self._board.editor.writing
        if writing is None or writing.preedit or not self._mine(event.key()):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        self._press(event.key())
        return True

    def _mine(self, key: int) -> bool:
        chosen = self.list.currentRow() >= 0
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up):
            return chosen
        return key in (Qt.Key.Key_Down, Qt.Key.Key_Escape)

    def _press(self, key: int) -> None:
        row = self.list.currentRow()
        if key == Qt.Key.Key_Escape:
            writing = self._board.editor.writing
            self._shut = writing.text if writing is not None else ""
            self.list.hide()
        elif key == Qt.Key.Key_Down:
            self.list.setCurrentRow(min(row + 1, self.list.count() - 1))
        elif key == Qt.Key.Key_Up:
            self.list.setCurrentRow(row - 1)
        else:
            self._take(self.list.item(row).data(_ENTRY))
