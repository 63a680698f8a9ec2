"""Cards over the window's lower edge: what is going on, what went wrong, what has been done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from modeller.canvas.accessible import announce
from modeller.canvas.guarded import guarded
from modeller.language import Message, message
from modeller.ui.icons import dress, picture
from modeller.ui.theme import Look
from modeller.ui.wording import Wording
from modeller.ui.worker import Work

PATIENCE = 500
"""Milliseconds of work after which it is shown."""
_WIDTH = 460
_LEAST = 200
_EDGE = 14
_MOST = 4
_GOOD_FOR = 12_000


class Card(QFrame):
    """One notice."""

    def __init__(self, board: "NoticeBoard", text: Message, icon: str, colour: str) -> None:
        """`colour` is the name of one of the look's."""
        super().__init__(board)
        self.setObjectName("notice")
        self.setFixedWidth(_WIDTH)
        self._board = board
        self.wording = Wording(self)
        self.said = text
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.wording.put(self.label.setText, text)
        self.wording.put(self.setAccessibleName, text)
        announce(self, self.label.text())
        self._icon, self._colour = icon, colour
        sign = self._sign = QLabel(self)
        close = QToolButton(self)
        self.wording.put(close.setToolTip, message("window.dismiss"))
        self.wording.put(close.setAccessibleName, message("window.dismiss"))
        close.clicked.connect(self.dismiss)
        self.close_button = close
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.label, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 13, 10, 13)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(self.row)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 5)
        self._shadow = shadow
        self.setGraphicsEffect(shadow)
        self.dress(board.look)

    def dress(self, look: Look) -> None:
        """Sign, cross and shadow in the colours of the look."""
        self._sign.setPixmap(picture(self._icon, getattr(look, self._colour), 20, self.devicePixelRatioF()))
        dress(self.close_button, "close", look, 16)
        self._shadow.setColor(Qt.GlobalColor.black if look.name == "dark" else Qt.GlobalColor.lightGray)

    def button(self, text: Message, action: Callable[[], object]) -> QPushButton:
        made = QPushButton(self)
        self.wording.put(made.setText, text)
        made.clicked.connect(lambda _=False: action())
        if self.row.count() == 0:
            self.row.addStretch(1)
        self.row.addWidget(made)
        return made

    def dismiss(self) -> None:
        self._board.drop(self)


class NoticeBoard(QWidget):
    """Holds the cards at the lower edge of its parent, the latest at the bottom."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self.look = look
        self.cards: list[Card] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_EDGE, 14, _EDGE, 22)
        self._layout.setSpacing(10)
        parent.installEventFilter(self)
        self.hide()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    @guarded
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a card has got a button, other words or other letters
            self._place()
        return done

    def _place(self) -> None:
        self.setVisible(bool(self.cards))
        if self.cards:
            parent = self.parentWidget()
            assert parent is not None
            for card in self.cards:
                card.setFixedWidth(min(_WIDTH, max(_LEAST, parent.width() - 2 * _EDGE)))
            self._layout.activate()
            size, room = self.sizeHint(), parent.size()
            if self._layout.hasHeightForWidth():
                size.setHeight(self._layout.totalHeightForWidth(size.width()))
            self.setGeometry((room.width() - size.width()) // 2, room.height() - size.height(), *size.toTuple())
            self.raise_()

    def add(self, card: Card) -> None:
        self.cards.append(card)
        self._layout.addWidget(card)
        card.show()
        old = [other for other in self.cards if not isinstance(other, WorkCard)]
        if len(old) > _MOST:
            self.drop(old[0])
        self._place()
        QTimer.singleShot(0, self, self._place)

    def drop(self, card: Card) -> None:
        if card in self.cards:
            self.cards.remove(card)
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
            self._place()

    def dress(self, look: Look) -> None:
        self.look = look
        for card in self.cards:
            card.dress(look)

    def problem(self, text: Message) -> Card:
        """Something did not work; stays until it is put away."""
        card = Card(self, text, "error", "error")
        self.add(card)
        return card

    def good(self, text: Message) -> Card:
        """Something is done; goes away by itself."""
        card = Card(self, text, "check", "good")
        self.add(card)
        QTimer.singleShot(_GOOD_FOR, card, card.dismiss)
        return card

    def hint(self, text: Message) -> Card:
        """Something to know; stays until it is put away."""
        card = Card(self, text, "hint", "accent")
        self.add(card)
        return card

    def work(self, work: Work, text: Message) -> None:
        """Show the work once it has lasted for a while; the card ends with it."""
        wait = QTimer(self, singleShot=True, interval=PATIENCE)  # its parent: the window may be closed meanwhile

        def show() -> None:
            if work.isRunning():
                card = WorkCard(self, text, work)
                work.ended.connect(card.dismiss)
                self.add(card)

        wait.timeout.connect(show)
        work.ended.connect(wait.deleteLater)
        wait.start()


class WorkCard(Card):
    """Work in progress, with a way to stop it."""

    def __init__(self, board: NoticeBoard, text: Message, work: Work) -> None:
        super().__init__(board, text, "recent", "accent")
        self.close_button.hide()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.row.addWidget(self.bar, 1)
        cancel = QPushButton(self)
        self.wording.put(cancel.setText, message("window.cancel"))
        self.row.addWidget(cancel)
        self.cancel_button = cancel

        def stop() -> None:
            work.cancel()
            cancel.setEnabled(False)

        cancel.clicked.connect(stop)
        work.progressed.connect(self._progressed)

    def _progressed(self, fraction: float) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(fraction * 1000))
