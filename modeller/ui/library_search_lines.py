"""Lines of what a search found, as plain text with what matches in bold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from modeller.canvas.guarded import guarded
from modeller.language import listed
from modeller.ui.icons import picture
from modeller.ui.theme import Look

LINE: Final = Qt.ItemDataRole.UserRole + 1
_HEIGHT: Final = 30
_GAP: Final = 8
_ICON: Final = 18
_LEAST: Final = 160
"""Pixels that the text keeps beside what is said about it."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in a row: `matches` are start and length of what is bold, `about` stands muted on the right."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()
    about: str = ""
    icon: str = ""

    @property
    def spoken(self) -> str:
        return listed((self.text, self.about)) if self.about else self.text


def runs(text: str, matches: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """The pieces of a text one after another, and whether each is a match."""
    at = 0
    for start, length in matches:
        if start > at:
            yield text[at:start], False
        yield text[start : start + length], True
        at = start + length
    if at < len(text):
        yield text[at:], False


class LineDelegate(QStyledItemDelegate):
    """Paints the `Line` that lies in a row."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_LEAST, _HEIGHT)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        look, box = self.look, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver and state & QStyle.StateFlag.State_Enabled:
            painter.fillRect(box, QColor(look.hover))
        box.adjust(_GAP, 0, -_GAP, 0)
        if line.icon:
            shown = picture(line.icon, look.accent, _ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(box.left(), box.center().y() - _ICON // 2 + 1, shown)
            box.setLeft(box.left() + _ICON + _GAP)
        box.setRight(self._about(painter, line, box))
        self._text(painter, line, box)
        painter.restore()

    def _about(self, painter: QPainter, line: Line, box: QRect) -> int:
        """Write what is said about the text; where that begins."""
        room = box.width() - _LEAST
        if not line.about or room <= 0:
            return box.right()
        metrics = painter.fontMetrics()
        said = metrics.elidedText(line.about, Qt.TextElideMode.ElideMiddle, min(room, box.width() // 2))
        width = metrics.horizontalAdvance(said)
        painter.setPen(QColor(self.look.muted))
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, said
        )
        return box.right() - width - 2 * _GAP

    def _text(self, painter: QPainter, line: Line, box: QRect) -> None:
        plain, bold = QFont(painter.font()), QFont(painter.font())
        plain.setBold(False)
        bold.setBold(True)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        at = box.left()
        for piece, matches in runs(line.text, line.matches):
            font = bold if matches else plain
            metrics = QFontMetrics(font)
            room = box.right() - at
            if room <= 0:
                return
            shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(QColor(self.look.accent if matches else self.look.text))
            painter.drawText(QRect(at, box.top(), room, box.height()), flags, shown)
            at += metrics.horizontalAdvance(shown)
            if shown != piece:
                return
