"""Find by name, over the canvas: as you type, next and previous, how many; and replace."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from modeller.canvas.guarded import guarded
from modeller.editing import find_replace
from modeller.editing.refused import Refused
from modeller.language import message, say
from modeller.model.document import Document
from modeller.model.records import Flow, Node
from modeller.ui.find import Finder, Match
from modeller.ui.icons import dress
from modeller.ui.replace_row import ReplaceRow
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_ROOMY = 440
"""Pixels that it wants to lie in one row of ticks."""


class FindBar(QFrame):
    """`found(match)` asks to show a match; `marked(keys)` tells all that match; `closed()` that it is over.

    `writing()` tells that the model is about to be changed: whoever holds an edit open ends it.
    """

    found = Signal(object)
    marked = Signal()
    closed = Signal()
    writing = Signal()
    resized = Signal()

    def __init__(self, document: Document, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findbar")
        self._document = document
        self._finder: Finder | None = None
        self._revision = -1
        self.matches: list[Match] = []
        self.place = -1
        self.wording = Wording(self)
        self.edit = QLineEdit(self)
        self.edit.setMinimumWidth(220)
        self.edit.setClearButtonEnabled(True)
        self.wording.put(self.edit.setPlaceholderText, message("window.find.prompt"))
        self.wording.put(self.edit.setAccessibleName, message("window.find.prompt"))
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.count.setMinimumWidth(64)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._buttons: list[tuple[QToolButton, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 6, 5)
        column.setSpacing(4)
        layout = QHBoxLayout()
        layout.setSpacing(2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.count)
        layout.addSpacing(6)
        for name, icon, action in (
            ("previous", "up", self.previous), ("next", "down", self.next), ("close", "close", self.dismiss),
        ):  # fmt: skip
            button = QToolButton(self)
            self.wording.put(button.setToolTip, message(f"window.find.{name}"))
            self.wording.put(button.setAccessibleName, message(f"window.find.{name}"))
            button.clicked.connect(action)
            layout.addWidget(button)
            self._buttons.append((button, icon))
        column.addLayout(layout)
        self.row = ReplaceRow(self)
        self.row.hide()
        self.row.asked.connect(self.replace)
        self.row.changed.connect(lambda: self._search(self.edit.text()))
        self.row.given_up.connect(self.dismiss)
        column.addWidget(self.row)
        self.dress(look)
        self.wording.each(self._say_count)
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        self.hide()

    def dress(self, look: Look) -> None:
        for button, icon in self._buttons:
            dress(button, icon, look, 16)

    def open(self, replacing: bool = False) -> None:
        """Show the bar, what was looked for last selected."""
        self.row.setVisible(replacing)
        self.adjustSize()
        self.show()
        self.resized.emit()
        self.raise_()
        self.edit.setFocus()
        self.edit.selectAll()
        if self.edit.text():
            self._search(self.edit.text())

    def fit_in(self, width: int) -> None:
        """Be as wide as is good, but no wider than this."""
        narrow = width < _ROOMY
        self.edit.setMinimumWidth(80 if narrow else 220)
        self.row.fold(narrow)
        self.adjustSize()
        self.resize(min(self.width(), width), self.height())

    def dismiss(self) -> None:
        self.hide()
        self.matches, self.place = [], -1
        self.marked.emit()
        self.closed.emit()

    @property
    def current(self) -> Match | None:
        return self.matches[self.place] if 0 <= self.place < len(self.matches) else None

    @property
    def replacing(self) -> bool:
        return self.row.isVisibleTo(self)

    def _search(self, text: str) -> None:
        before = self.current
        self.matches = self._to_replace(text) if self.replacing else self._named(text)
        self.place = self.matches.index(before) if before in self.matches else 0 if self.matches else -1
        self._moved()

    def _to_replace(self, text: str) -> list[Match]:
        """What holds the text as it would be replaced, in the order of the model."""
        keys = find_replace.find(self._document, self.row.sought(text))
        records = (self._document[key] for key in keys)
        return [
            Match(each.key, each.diagram)
            for each in records
            if isinstance(each, Node | Flow) and each.diagram is not None
        ]

    def _named(self, text: str) -> list[Match]:
        if self._finder is None or self._revision != self._document.revision:
            self._finder, self._revision = Finder(self._document), self._document.revision
        return self._finder.matches(text)

    def replace(self, everywhere: bool) -> None:
        """Replace in the current match and go to the next, or in all as one step, and say in how many."""
        if not self.replacing:
            return
        self.writing.emit()
        self._search(self.edit.text())
        if self.current is None or self._document.editing is not None:
            return
        place = self.place
        sought, keys = self.row.sought(self.edit.text()), None if everywhere else [self.current.key]
        count = 0
        with suppress(Refused):  # somebody has stopped it
            count = find_replace.replace_all(self._document, sought, self.row.edit.text(), keys)
        self._search(self.edit.text())
        if everywhere:
            self.count.setText(say("window.replace.done", count=count))
            self.adjustSize()
            self.resized.emit()
        elif self.matches:
            self.place = place % len(self.matches)
            self._moved()

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self.isVisible():
            self.open()
        elif self.matches:
            self.place = (self.place + by) % len(self.matches)
            self._moved()

    def _moved(self) -> None:
        self._say_count()
        self.row.allow(bool(self.matches))
        self.marked.emit()
        if self.current is not None:
            self.found.emit(self.current)

    def _say_count(self) -> None:
        widest = self.count.fontMetrics().horizontalAdvance(say("window.find.none"))
        self.count.setMinimumWidth(max(64, widest + 4))
        if not self.edit.text().strip():
            self.count.setText("")
        elif not self.matches:
            self.count.setText(say("window.find.none"))
        else:
            self.count.setText(say("window.find.place", place=self.place + 1, total=len(self.matches)))

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.dismiss()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return False
