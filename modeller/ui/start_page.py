"""What one sees before a model is open: new, open, drop, unsaved work, recent files, samples."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from modeller.canvas.guarded import guarded
from modeller.editing.template import TEMPLATES
from modeller.language import CHINESE, Message, current, say, words
from modeller.ui.icons import app_icon, picture
from modeller.ui.model_card import WIDTH, ModelCard, TemplateCard
from modeller.ui.recovery_page import RecoveredCard
from modeller.ui.theme import Look

if TYPE_CHECKING:
    from modeller.jobs.recover import Recovered

_GAP = 12
_MARGIN = 12
_RECENT = 6
_ACROSS = (3, 2, 1)
_TEMPLATES_ACROSS = {3: 5, 2: 3, 1: 2}


class StartPage(QScrollArea):
    """`asked_open()` asks for the dialog, `asked_new()` for a new model, `asked_library()` for a new library,
    `asked_sample_library()` for one with the sample processes.

    `template_chosen(name)` asks for a new model that begins as that template.
    `chosen(path)` asks for a file, `sample_chosen(path)` for a new model that begins as that sample.
    `decided(what, found)` says what to do with unsaved work: restore, later or discard.
    `wants_picture(path)` asks for a small picture of a file, to be given to `show_picture`.
    """

    asked_open = Signal()
    asked_new = Signal()
    asked_library = Signal()
    asked_sample_library = Signal()
    chosen = Signal(object)
    template_chosen = Signal(str)
    sample_chosen = Signal(object)
    decided = Signal(str, object)
    wants_picture = Signal(object)

    def __init__(self, look: Look, recent: tuple[str, ...], samples: tuple[Path, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._recent, self._samples = recent, samples
        self._look = look
        self._recovered: tuple[Recovered, ...] = ()
        self.cards: list[ModelCard] = []
        self.template_cards: list[TemplateCard] = []
        self.recovered_cards: list[RecoveredCard] = []
        self.drop_zone: QFrame | None = None
        self._across = _ACROSS[0]
        self._build()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - 2 * _MARGIN
        across = next((number for number in _ACROSS if _column(number) <= room), _ACROSS[-1])
        if across != self._across:
            self._across = across
            self._build()

    def dress(self, look: Look) -> None:
        self._look = look
        self._build()

    def ask_for_pictures(self) -> None:
        """Ask again for all, when who makes them has come."""
        for path in dict.fromkeys(card.path for card in self.cards):
            self.wants_picture.emit(path)

    def show_recent(self, recent: tuple[str, ...]) -> None:
        if recent != self._recent:
            self._recent = recent
            self._build()

    def show_recovered(self, recovered: "tuple[Recovered, ...]") -> None:
        if recovered != self._recovered:
            self._recovered = recovered
            self._build()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._build()

    def _build(self) -> None:
        self.setAccessibleName(say("window.start.page"))
        body = QWidget()
        body.setObjectName("start")
        column = QWidget(body)
        column.setFixedWidth(_column(self._across))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 44, 0, 44)
        layout.setSpacing(0)
        self.cards = []
        layout.addLayout(self._head())
        layout.addSpacing(26)
        layout.addWidget(self._drop_zone())
        layout.addSpacing(26)
        self.recovered_cards = [
            RecoveredCard(found, self._look, self.decided.emit, column) for found in self._recovered
        ]
        if self.recovered_cards:
            layout.addWidget(self._title("saving.recovery.title"))
            layout.addSpacing(10)
            for card in self.recovered_cards:
                layout.addWidget(card)
                layout.addSpacing(10)
            layout.addSpacing(14)
        layout.addWidget(self._title("saving.template.title"))
        layout.addSpacing(10)
        layout.addLayout(self._templates())
        layout.addSpacing(24)
        if self._recent:
            layout.addWidget(self._title("window.start.recent"))
            layout.addSpacing(10)
            layout.addLayout(self._cards([Path(text) for text in self._recent[:_RECENT]], False))
            layout.addSpacing(24)
        if self._samples:
            layout.addWidget(self._title("window.start.samples"))
            layout.addSpacing(10)
            layout.addWidget(self._sample_library())
            layout.addSpacing(_GAP)
            layout.addLayout(self._cards(sorted(self._samples, key=_own_language_first), True))
        layout.addStretch(1)
        outer = QHBoxLayout(body)
        outer.addStretch(1)
        outer.addWidget(column)
        outer.addStretch(1)
        self.setWidget(body)
        self.ask_for_pictures()

    def _label(self, style: str, key: str) -> QLabel:
        label = QLabel()
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words(Message(key)))
        return label

    def _title(self, key: str) -> QLabel:
        return self._label("section", key)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        sign = QLabel()
        sign.setPixmap(app_icon().pixmap(QSize(64, 64), self.devicePixelRatioF()))
        row.addWidget(sign)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._label("hero", "window.name"))
        texts.addWidget(self._label("lead", "window.start.lead"))
        row.addLayout(texts, 1)
        return row

    def _drop_zone(self) -> QFrame:
        zone = QFrame()
        zone.setObjectName("dropzone")
        row = QHBoxLayout(zone)
        row.setContentsMargins(24, 22, 24, 22)
        row.setSpacing(18)
        sign = QLabel()
        sign.setPixmap(picture("drop", self._look.accent, 36, self.devicePixelRatioF()))
        row.addWidget(sign)
        drop = self._label("muted", "window.start.drop")
        drop.setWordWrap(True)
        row.addWidget(drop, 1)
        button = QPushButton()
        button.setObjectName("primary")
        button.setText(say("window.start.open"))
        button.clicked.connect(self.asked_open)
        begin = QPushButton()
        begin.setText(say("saving.start.new"))
        begin.clicked.connect(self.asked_new)
        library = QPushButton()
        library.setText(say("shelf.start_new"))
        library.clicked.connect(self.asked_library)
        row.addWidget(library)
        row.addWidget(begin)
        row.addWidget(button)
        self.drop_zone = zone
        return zone

    def _sample_library(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(18)
        texts = QVBoxLayout()
        texts.addWidget(self._label("cardtitle", "samples.title"))
        lead = self._label("muted", "samples.lead")
        lead.setWordWrap(True)
        texts.addWidget(lead)
        row.addLayout(texts, 1)
        button = QPushButton()
        button.setText(say("samples.open"))
        button.clicked.connect(self.asked_sample_library)
        row.addWidget(button)
        return frame

    def show_drop(self, over: bool) -> None:
        """Light up while a file is held over the window."""
        if self.drop_zone is not None:
            self.drop_zone.setProperty("over", over)
            self.drop_zone.style().unpolish(self.drop_zone)
            self.drop_zone.style().polish(self.drop_zone)

    def _cards(self, paths: list[Path], samples: bool) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        chosen = self.sample_chosen if samples else self.chosen
        for number, path in enumerate(paths):
            name, folder = (sample_name(path), "") if samples else (path.name, str(path.parent))
            card = ModelCard(path, name, folder, self._look, self)
            card.clicked.connect(lambda _=False, path=path: chosen.emit(path))
            grid.addWidget(card, number // self._across, number % self._across)
            self.cards.append(card)
        return grid

    def _templates(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        across = _TEMPLATES_ACROSS[self._across]
        width = (_column(self._across) - (across - 1) * _GAP) // across
        self.template_cards = [TemplateCard(name, self._look, self, width) for name in TEMPLATES]
        for number, card in enumerate(self.template_cards):
            card.clicked.connect(lambda _=False, name=card.template: self.template_chosen.emit(name))
            grid.addWidget(card, number // across, number % across)
            QTimer.singleShot(0, card, card.draw)  # the page itself stands first
        return grid

    def show_picture(self, path: Path, pixmap: QPixmap) -> None:
        """The picture of a file has come."""
        for card in self.cards:
            if card.path == path:
                card.show_picture(pixmap)


def _column(across: int) -> int:
    """The width of so many cards beside each other."""
    return across * WIDTH + (across - 1) * _GAP


def sample_name(path: Path) -> str:
    """A sample's name in words, from that of its file."""
    text = path.stem.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def _own_language_first(path: Path) -> tuple[bool, str]:
    return path.stem.isascii() is (current() == CHINESE), path.stem
