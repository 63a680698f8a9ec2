"""Find by name, over the canvas: as you type, next and previous, how many."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from modeller.language import message, say
from modeller.model.document import Document
from modeller.ui.find import Finder, Match
from modeller.ui.icons import dress
from modeller.ui.theme import Look
from modeller.ui.wording import Wording


class FindBar(QFrame):
    """`found(match)` asks to show a match; `marked(keys)` tells all that match; `closed()` that it is over."""

    found = Signal(object)
    marked = Signal()
    closed = Signal()

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 6, 5)
        layout.setSpacing(2)
        layout.addWidget(self.edit)
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
        self.dress(look)
        self.wording.each(self._say_count)
        self.edit.textChanged.connect(self._search)
        self.edit.installEventFilter(self)
        self.hide()

    def dress(self, look: Look) -> None:
        for button, icon in self._buttons:
            dress(button, icon, look, 16)

    def open(self) -> None:
        """Show the bar, what was looked for last selected."""
        self.show()
        self.raise_()
        self.edit.setFocus()
        self.edit.selectAll()
        if self.edit.text():
            self._search(self.edit.text())

    def dismiss(self) -> None:
        self.hide()
        self.matches, self.place = [], -1
        self.marked.emit()
        self.closed.emit()

    @property
    def current(self) -> Match | None:
        return self.matches[self.place] if 0 <= self.place < len(self.matches) else None

    def _search(self, text: str) -> None:
        if self._finder is None or self._revision != self._document.revision:
            self._finder, self._revision = Finder(self._document), self._document.revision
        before = self.current
        self.matches = self._finder.matches(text)
        self.place = self.matches.index(before) if before in self.matches else 0 if self.matches else -1
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
