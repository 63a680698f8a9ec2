"""The steps of a model as a list: a click goes back, or forth again, to where it stood after one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from modeller.language import message, say, words
from modeller.model.document import Change, Document, State
from modeller.ui.model_page import ModelPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_MOST = 500


class HistoryPanel(QListWidget):
    """Follows the page in front; the latest step stands on top, what was undone above it, pale."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._page: ModelPage | None = None
        self._document: Document | None = None
        self._end: Callable[[], None] | None = None
        self._shown: tuple[object, ...] = ()
        self.itemClicked.connect(self._chosen)
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("canvas.history"))
        self.wording.each(self._fill)

    def show_page(self, page: ModelPage | None) -> None:
        self._page = page
        document = page.document if page is not None else None
        if document is not self._document:
            if self._end is not None:
                self._end()
            self._document = document
            self._end = document.subscribe(self._changed) if document is not None else None
            self._fill()

    def _changed(self, _change: Change, state: State) -> None:
        if state == "done":
            self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()

    def _fill(self) -> None:
        self.clear()
        document = self._document
        if document is None:
            return
        future, history = document.future[:_MOST], document.history[-_MOST:]
        for place, change in reversed(list(enumerate(future, 1))):
            self._add(words(change.label), -place, QColor(self._look.muted))
        for place, change in enumerate(reversed(history)):
            self._add(words(change.label), place, QColor(self._look.text))
        if len(history) == len(document.history):
            self._add(say("canvas.history.begin"), len(history), QColor(self._look.text))
        self.setCurrentRow(len(future))

    def _add(self, text: str, steps: int, colour: QColor) -> None:
        entry = QListWidgetItem(text)
        entry.setData(Qt.ItemDataRole.UserRole, steps)
        entry.setForeground(colour)
        self.addItem(entry)

    def _chosen(self, entry: QListWidgetItem) -> None:
        steps = entry.data(Qt.ItemDataRole.UserRole)
        if self._page is not None and steps:
            self._page.bench.travel(steps)
