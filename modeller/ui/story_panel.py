"""The story of a run: a sentence for each step; a click goes there."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from modeller.language import message, say, words
from modeller.ui.model_page import ModelPage
from modeller.ui.player import Player
from modeller.ui.theme import Look
from modeller.ui.wording import Wording
from modeller.ui.wrapped_rows import WrappedRows

_AROUND: Final = 60
"""So many steps before and after the one that is shown are listed; the list is made anew with each."""


class StoryPanel(QListWidget):
    """Follows the page in front; `playing` tells that a run began there (True), or is over."""

    playing = Signal(bool)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("story")
        self._look = look
        self._player: Player | None = None
        self._active = False
        self.setWordWrap(True)
        self.setItemDelegate(WrappedRows(self))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemClicked.connect(self._go)
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("replay.story"))
        self.wording.each(self._fill)

    def show_page(self, page: ModelPage | None) -> None:
        player = page.player if page is not None else None
        if player is not self._player:
            if self._player is not None:
                self._player.changed.disconnect(self._fill)
            self._player = player
            if player is not None:
                player.changed.connect(self._fill)
        self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()

    def _fill(self) -> None:
        player = self._player
        active = player is not None and player.active
        self.clear()
        if player is not None and active:
            ending, story = player.ending(), player.story()
            first, last = max(0, player.position - _AROUND), min(len(story), player.position + _AROUND + 1)
            if first:
                self._row(say("replay.earlier", count=first), first - 1, self._look.muted)
            for place in range(first, last):
                told = words(story[place])
                text = told if place == 0 else say("replay.numbered", number=place, said=told)
                self._row(text, place, self._look.muted if place > player.position else self._look.text)
            if last < len(story):
                self._row(say("replay.later", count=len(story) - last), last, self._look.muted)
            if ending is not None:
                bad = ending.key != "replay.complete"
                self._row(words(ending), -1, self._look.error if bad else self._look.good, strong=True)
            row = player.position - first + (1 if first else 0)
            self.setCurrentRow(row)
            self.scrollToItem(self.item(self.count() - 1 if ending is not None else row))
        if active is not self._active:
            self._active = active
            self.playing.emit(active)

    def _row(self, text: str, place: int, colour: str, strong: bool = False) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, place)
        item.setForeground(QColor(colour))
        if strong:
            font = self.font()
            font.setBold(True)
            item.setFont(font)
        self.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        if self._player is not None and isinstance(place, int) and place >= 0:
            self._player.go(place)
