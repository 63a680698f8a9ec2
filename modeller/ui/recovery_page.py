"""Unsaved work of earlier programs, as cards: what it is, when it was, how it looks, and what to do with it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from modeller.files.read import shown
from modeller.language import Message, message, words
from modeller.ui.icons import picture as icon
from modeller.ui.theme import Look
from modeller.ui.thumbnails import first_diagram, small_picture

if TYPE_CHECKING:
    from modeller.jobs.recover import Recovered

THUMBNAIL = QSize(148, 92)


DEEDS = ("restore", "later", "discard")
Decide: TypeAlias = "Callable[[str, Recovered], object]"
"""Told which of the DEEDS somebody wants done."""


class RecoveredCard(QFrame):
    """One of them."""

    def __init__(self, found: "Recovered", look: Look, decide: Decide, parent: QWidget) -> None:
        super().__init__(parent)
        self.found = found
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 14, 16, 14)
        row.setSpacing(18)
        row.addWidget(self._picture(look))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._label("cardtitle", found.work.origin.name))
        column.addWidget(self._label("muted", _when(found)))
        column.addWidget(self._label("muted", _where(found)))
        column.addSpacing(6)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for name in DEEDS:
            button = QPushButton(words(message(f"saving.recovery.{name}")), self)
            button.setObjectName("primary" if name == "restore" else "")
            button.clicked.connect(lambda _=False, name=name: decide(name, found))
            buttons.addWidget(button)
            self.buttons[name] = button
        buttons.addStretch(1)
        column.addLayout(buttons)
        row.addLayout(column, 1)

    def _label(self, style: str, text: str | Message) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(words(text))
        return label

    def _picture(self, look: Look) -> QLabel:
        label = QLabel(self)
        label.setFixedSize(THUMBNAIL.width() + 4, THUMBNAIL.height() + 4)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setObjectName("paper")
        groups = first_diagram(self.found.work.document)
        if groups is not None:
            label.setPixmap(QPixmap.fromImage(small_picture(groups, THUMBNAIL, self.devicePixelRatioF())))
        else:
            label.setPixmap(icon("model", look.accent, 40, self.devicePixelRatioF()))
        return label


class RecoveryDialog(QDialog):
    """The cards over a window that has no start page in front; it closes with the last of them."""

    def __init__(self, recovered: "Sequence[Recovered]", look: Look, decide: Decide, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words(message("saving.recovery.title")))
        self.setMinimumWidth(620)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 20)
        layout.setSpacing(12)
        self.cards: list[RecoveredCard] = []

        def decided(name: str, found: "Recovered") -> None:
            for card in [card for card in self.cards if card.found is found]:
                self.cards.remove(card)
                card.setEnabled(False)
            if not self.cards:
                self.close()
            decide(name, found)

        for found in recovered:
            self.cards.append(RecoveredCard(found, look, decided, self))
            layout.addWidget(self.cards[-1])


def _when(found: "Recovered") -> Message:
    moment = datetime.fromtimestamp(found.written)
    return message("saving.recovery.when", when=f"{moment:%Y-%m-%d %H:%M}", count=found.work.unsaved)


def _where(found: "Recovered") -> Message:
    return message(f"saving.recovery.file_{found.file}", path=shown(found.work.origin.path))
