"""Colours to choose from for the inside and the lines of what is selected."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from modeller.language import Message, message
from modeller.ui.wording import Wording

INSIDES = ("", "#ffffff", "#fff3c4", "#ffe0cc", "#fbd5d9", "#d9f2dc", "#d2e9fb", "#e6dcf7")
LINES = ("", "#1d2430", "#b26a00", "#c4521a", "#b3283a", "#20753f", "#1d66d0", "#6a3fb5")
_SIDE = 20


class Swatches(QWidget):
    """A row of colours; `chosen` tells which was clicked, ``""`` for the theme's own."""

    chosen = Signal(str)

    def __init__(self, colours: tuple[str, ...], label: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self.wording = Wording(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for colour in colours:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setFixedSize(_SIDE + 8, _SIDE + 8)
            button.setIconSize(QSize(_SIDE, _SIDE))
            button.setIcon(_icon(colour, self.devicePixelRatioF()))
            said = message("canvas.colour", label=label, colour=colour) if colour else message("canvas.colour.none")
            self.wording.put(button.setToolTip, said)
            self.wording.put(button.setAccessibleName, said)
            button.clicked.connect(lambda _=False, colour=colour: self.chosen.emit(colour))
            row.addWidget(button)
            self.buttons[colour] = button
        row.addStretch(1)

    def show_colour(self, colour: str | None) -> None:
        """Mark the colour that is there; None where there are several."""
        for value, button in self.buttons.items():
            button.setChecked(value == colour)


def _icon(colour: str, ratio: float) -> QIcon:
    pixmap = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#8a94a6"), 1))
    painter.setBrush(QColor(colour) if colour else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(2, 2, _SIDE - 4, _SIDE - 4, 4, 4)
    if not colour:
        painter.setPen(QPen(QColor("#cc3340"), 1.5))
        painter.drawLine(4, _SIDE - 4, _SIDE - 4, 4)
    painter.end()
    return QIcon(pixmap)
