"""The bar below the picture while a run is played: back, play, on, how fast, and what happens just now."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from modeller.canvas.accessible import announce
from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.guarded import guarded
from modeller.language import message, say, words
from modeller.ui.icons import dress
from modeller.ui.player import Player
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_WIDE = 620
_EDGE = 16
_BUTTONS = (
    ("reset", "replay-start", "play_reset"), ("back", "replay-back", "play_back"), ("play", "replay", "play_pause"),
    ("on", "replay-on", "play_on"),
)  # fmt: skip


class PlayerBar(QFrame):
    """Lies over the board, and goes with the run."""

    def __init__(self, board: DrawingBoard, player: Player, look: Look) -> None:
        super().__init__(board.viewport())
        self.setObjectName("playerbar")
        self._board, self._player, self._look = board, player, look
        self._said = ""
        self.buttons: dict[str, QToolButton] = {}
        self.wording = Wording(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, _icon, deed in _BUTTONS:
            button = self._button(row)
            button.clicked.connect(lambda _=False, deed=deed: player.do(deed))
            self.buttons[name] = button
        self.speed = self._button(row)
        self.speed.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.speed.clicked.connect(self._next_speed)
        row.addStretch(1)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        row.addWidget(self.count)
        row.addSpacing(6)
        close = self._button(row)
        close.clicked.connect(player.leave)
        self.buttons["close"] = close
        self.caption = QLabel(self)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 10)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.caption)
        self.dress(look)
        self.wording.each(self._say)
        player.changed.connect(self._say)
        board.viewport().installEventFilter(self)
        self.hide()

    def _button(self, row: QHBoxLayout) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the board
        row.addWidget(button)
        return button

    def dress(self, look: Look) -> None:
        self._look = look
        for name, icon, _ in _BUTTONS:
            dress(self.buttons[name], icon, look)
        dress(self.buttons["close"], "close", look, 16)
        if self._player.active:
            self._say()

    def _next_speed(self) -> None:
        before = self._player.speed
        self._player.faster(1)
        if self._player.speed == before:
            self._player.faster(-9)

    def _say(self) -> None:
        player = self._player
        self.setVisible(player.active)
        if not player.active:
            self._said = ""
            return
        for name, button in self.buttons.items():
            what = "pause" if name == "play" and player.playing else name
            said = say(f"replay.bar.{what}")
            button.setToolTip(said)
            button.setAccessibleName(said)
        dress(self.buttons["play"], "replay-pause" if player.playing else "replay", self._look)
        self.buttons["back"].setEnabled(player.position > 0)
        self.buttons["reset"].setEnabled(player.position > 0)
        self.buttons["on"].setEnabled(player.can_go_on())
        self.speed.setText(f"{player.speed:g}×")
        self.speed.setToolTip(say("replay.bar.speed"))
        self.speed.setAccessibleName(say("replay.bar.speed_is", speed=f"{player.speed:g}"))
        self.count.setText(say("replay.bar.step", number=player.position))
        ending = player.ending()
        told = ending if ending is not None else player.story()[player.position]
        hint = player.hint() if ending is None else None
        said = words(told if hint is None else message("replay.then", told=told, hint=hint))
        bad = ending is not None and ending.key != "replay.complete"
        self.caption.setStyleSheet(f"color: {self._look.error if bad else self._look.text};")
        self.caption.setText(said)
        if said != self._said:
            self._said = said
            announce(self, said)
        self.place()

    def place(self) -> None:
        """In the middle at the lower edge."""
        room = self._board.viewport().rect()
        width = max(240, min(_WIDE, room.width() - 2 * _EDGE))
        self.resize(width, self.heightForWidth(width))
        self.move((room.width() - width) // 2, room.height() - self.height() - _EDGE)
        self.raise_()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False
