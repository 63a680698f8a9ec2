"""What one sees before a model is open: new, open, drop, unsaved work, recent files, samples."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from modeller.language import CHINESE, Message, current, say, words
from modeller.ui.icons import app_icon, picture, tinted
from modeller.ui.recovery_page import RecoveredCard
from modeller.ui.theme import Look

if TYPE_CHECKING:
    from modeller.jobs.recover import Recovered

_COLUMN = 780
_RECENT = 6


class StartPage(QScrollArea):
    """`asked_open()` asks for the dialog, `asked_new()` for a new model.

    `chosen(path)` asks for a file, `sample_chosen(path)` for a new model that begins as that sample.
    `decided(what, found)` says what to do with unsaved work: restore, later or discard.
    """

    asked_open = Signal()
    asked_new = Signal()
    chosen = Signal(object)
    sample_chosen = Signal(object)
    decided = Signal(str, object)

    def __init__(self, look: Look, recent: tuple[str, ...], samples: tuple[Path, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._recent, self._samples = recent, samples
        self._look = look
        self._recovered: tuple[Recovered, ...] = ()
        self.recovered_cards: list[RecoveredCard] = []
        self.drop_zone: QFrame | None = None
        self._build()

    def dress(self, look: Look) -> None:
        self._look = look
        self._build()

    def show_recent(self, recent: tuple[str, ...]) -> None:
        if recent != self._recent:
            self._recent = recent
            self._build()

    def show_recovered(self, recovered: "tuple[Recovered, ...]") -> None:
        if recovered != self._recovered:
            self._recovered = recovered
            self._build()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._build()

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("start")
        column = QWidget(body)
        column.setFixedWidth(_COLUMN)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 44, 0, 44)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addSpacing(26)
        layout.addWidget(self._drop_zone())
        layout.addSpacing(30)
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
        if self._recent:
            layout.addWidget(self._title("window.start.recent"))
            layout.addSpacing(6)
            for text in self._recent[:_RECENT]:
                layout.addWidget(self._recent_row(Path(text)))
            layout.addSpacing(24)
        if self._samples:
            layout.addWidget(self._title("window.start.samples"))
            layout.addSpacing(12)
            grid = QGridLayout()
            grid.setSpacing(12)
            for number, path in enumerate(sorted(self._samples, key=_own_language_first)):
                grid.addWidget(self._card(path), number // 2, number % 2)
            layout.addLayout(grid)
        layout.addStretch(1)
        outer = QHBoxLayout(body)
        outer.addStretch(1)
        outer.addWidget(column)
        outer.addStretch(1)
        self.setWidget(body)

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
        row.addWidget(self._label("muted", "window.start.drop"), 1)
        button = QPushButton()
        button.setObjectName("primary")
        button.setText(say("window.start.open"))
        button.clicked.connect(self.asked_open)
        begin = QPushButton()
        begin.setText(say("saving.start.new"))
        begin.clicked.connect(self.asked_new)
        row.addWidget(begin)
        row.addWidget(button)
        self.drop_zone = zone
        return zone

    def show_drop(self, over: bool) -> None:
        """Light up while a file is held over the window."""
        if self.drop_zone is not None:
            self.drop_zone.setProperty("over", over)
            self.drop_zone.style().unpolish(self.drop_zone)
            self.drop_zone.style().polish(self.drop_zone)

    def _recent_row(self, path: Path) -> QToolButton:
        row = QToolButton()
        row.setObjectName("link")
        row.setIcon(tinted("page", self._look))
        row.setIconSize(QSize(18, 18))
        row.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.setSizePolicy(row.sizePolicy().Policy.Expanding, row.sizePolicy().Policy.Fixed)
        metrics = row.fontMetrics()
        folder = metrics.elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, _COLUMN // 2)
        row.setText(f"{path.name}    {folder}".replace("&", "&&"))
        row.setAccessibleName(path.name)
        row.clicked.connect(lambda: self.chosen.emit(path))
        return row

    def _card(self, path: Path) -> QPushButton:
        card = QPushButton()
        card.setObjectName("card")
        card.setMinimumHeight(64)
        inner = QHBoxLayout(card)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(14)
        sign = QLabel()
        sign.setPixmap(picture("model", self._look.accent, 28, self.devicePixelRatioF()))
        inner.addWidget(sign)
        name = QLabel()
        name.setObjectName("cardtitle")
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setText(sample_name(path))
        name.setWordWrap(True)
        inner.addWidget(name, 1)
        for label in (sign, name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        card.setAccessibleName(name.text())
        card.clicked.connect(lambda: self.sample_chosen.emit(path))
        return card


def sample_name(path: Path) -> str:
    """A sample's name in words, from that of its file."""
    text = path.stem.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def _own_language_first(path: Path) -> tuple[bool, str]:
    return path.stem.isascii() is (current() == CHINESE), path.stem
