"""The searchable list of elements, at the pointer or at what is selected: in both languages and by pinyin initials."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from modeller.canvas.guarded import guarded
from modeller.canvas.symbols import symbol_icon
from modeller.canvas.tools.offers import OFFERS, Offer, find
from modeller.language import message, words
from modeller.notation.notations import BPMN
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_WIDTH, _HEIGHT = 300, 380


class ElementList(QFrame):
    """Lies over the page: type to narrow it down, Enter or a click chooses. `left` tells that it closed."""

    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("elementlist")
        self.look = look
        self.notation = BPMN
        self._offers: tuple[Offer, ...] = OFFERS
        self._chosen: Callable[[Offer], object] = lambda _: None
        self.wording = Wording(self)
        self.edit = QLineEdit(self)
        self.edit.setClearButtonEnabled(True)
        self.wording.put(self.edit.setPlaceholderText, message("canvas.list.prompt"))
        self.wording.put(self.edit.setAccessibleName, message("canvas.list.prompt"))
        self.list = QListWidget(self)
        self.list.setIconSize(QSize(24, 24))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wording.put(self.list.setAccessibleName, message("canvas.list"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        self.edit.textChanged.connect(self._fill)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self.choose())
        self.resize(_WIDTH, _HEIGHT)
        self.hide()

    def ask(
        self, at: QPoint, chosen: Callable[[Offer], object], offers: tuple[Offer, ...] = OFFERS
    ) -> None:  # fmt: skip
        """Show the list at a point of the screen."""
        self._offers, self._chosen = offers, chosen
        self.edit.clear()
        self._fill("")
        parent = self.parentWidget()
        assert parent is not None
        place = parent.mapFromGlobal(at)
        x = max(8, min(place.x(), parent.width() - _WIDTH - 8))
        y = max(8, min(place.y(), parent.height() - _HEIGHT - 8))
        self.move(x, y)
        self.show()
        self.raise_()
        self.edit.setFocus()

    def _fill(self, query: str) -> None:
        self.list.clear()
        for offer in find(query, self._offers):
            entry = QListWidgetItem(
                symbol_icon(offer, self.look.picture, 24, notation=self.notation), words(offer.label)
            )
            entry.setData(Qt.ItemDataRole.UserRole, self._offers.index(offer))
            self.list.addItem(entry)
        self.list.setCurrentRow(0)

    def choose(self) -> None:
        """Take what is marked."""
        entry = self.list.currentItem()
        self.close()
        self.left.emit()
        if entry is not None:
            self._chosen(self._offers[entry.data(Qt.ItemDataRole.UserRole)])

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                self.left.emit()
                return True
        return False
