"""Choose one model of a library: by its name, as one types."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from modeller.canvas.guarded import guarded
from modeller.jobs.library_listing import Listing
from modeller.language import Message, say, words
from modeller.ui.library_filter import chosen
from modeller.ui.library_table import ENTRY, LibraryTable
from modeller.ui.theme import Look

if TYPE_CHECKING:
    from modeller.model.entries import ModelEntry

_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Field(QLineEdit):
    """Hands keys that go up and down to the list below it."""

    def __init__(self, parent: QWidget, below: QWidget) -> None:
        super().__init__(parent)
        self._below = below

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self._below.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


class ModelPicker(QDialog):
    """`chosen` is the model that was chosen; `listing` those that there are, without the one of id `but`."""

    def __init__(self, title: Message, listing: Listing, look: Look, parent: QWidget, but: str = "") -> None:
        super().__init__(parent)
        self._listing = listing
        self._but = but
        self.setWindowTitle(say("window.name"))
        self.resize(460, 460)
        head = QLabel(self)
        head.setObjectName("cardtitle")
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setText(words(title))
        self.table = LibraryTable(look, self)
        self.list = QListView(self)
        self.list.setModel(self.table)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(say("shelf.models"))
        self.field = _Field(self, self.list)
        self.field.setPlaceholderText(say("shelf.find"))
        self.field.setAccessibleName(say("shelf.find"))
        box = QDialogButtonBox(self)
        self.good = box.addButton(say("shelf.ok"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.good.setDefault(True)
        box.addButton(say("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        for part in (head, self.field, self.list, box):
            layout.addWidget(part)
        self.field.textChanged.connect(self._show)
        self.list.activated.connect(lambda _: self.accept())
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        found = [each for each in chosen(self._listing, "all", None, self.field.text()) if each.id != self._but]
        self.table.show(found, self._listing, arrange=False, writable=False)
        if found:
            self.list.setCurrentIndex(self.table.index(0, 0))
        self.good.setEnabled(bool(found))

    @property
    def chosen(self) -> "ModelEntry | None":
        index = self.list.currentIndex()
        return index.data(ENTRY) if index.isValid() else None
