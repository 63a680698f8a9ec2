"""Models as tiles: their picture, name, state and version."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from modeller.canvas.guarded import guarded
from modeller.model.entries import ModelEntry
from modeller.ui.icons import picture
from modeller.ui.library_badge import Badge
from modeller.ui.library_pictures import LibraryPictures
from modeller.ui.library_table import BADGE, COLUMNS, ENTRY
from modeller.ui.theme import Look
from modeller.ui.thumbnails import SIZE

_EDGE = 10
_LINE = 22
_WASH = 0.14
"""How much of its colour a badge is filled with."""
TILE = QSize(SIZE.width() + 2 * _EDGE, SIZE.height() + 3 * _EDGE + 2 * _LINE)
_GAP = 6

Index = QModelIndex | QPersistentModelIndex


class TileDelegate(QStyledItemDelegate):
    """Paints the tiles; asks for pictures as tiles come into view."""

    def __init__(self, pictures: LibraryPictures, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return TILE + QSize(2 * _GAP, 2 * _GAP)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: ModelEntry = index.data(ENTRY)
        look = self.look
        box: QRect = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(QColor(look.accent_soft if selected else look.window))
        painter.setPen(QPen(QColor(look.accent if selected or over else look.border), 2 if selected else 1))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 10, 10)
        paper = QRect(box.left() + _EDGE, box.top() + _EDGE, SIZE.width(), SIZE.height())
        painter.setBrush(QColor("#ffffff"))
        painter.setPen(QPen(QColor(look.border), 1))
        painter.drawRoundedRect(QRectF(paper), 6, 6)
        self._picture(painter, paper, entry)
        self._words(painter, option, paper, entry, index)
        painter.restore()

    def _picture(self, painter: QPainter, paper: QRect, entry: ModelEntry) -> None:
        small = self._pictures.of(entry)
        if small is None:
            small = picture("model", self.look.accent, 32, painter.device().devicePixelRatioF())
        size = small.deviceIndependentSize()
        room = paper.adjusted(4, 4, -4, -4).size()
        scale = min(1.0, room.width() / max(size.width(), 1), room.height() / max(size.height(), 1))
        width, height = size.width() * scale, size.height() * scale
        centre = QRectF(paper).center()
        target = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
        painter.drawPixmap(target, small, QRectF(small.rect()))

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, paper: QRect, entry: ModelEntry, index: Index
    ) -> None:
        look = self.look
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        line = QRect(paper.left(), paper.bottom() + 6, paper.width(), _LINE)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        metrics = painter.fontMetrics()
        painter.drawText(line, flags, metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, line.width()))
        font.setBold(False)
        painter.setFont(font)
        line.translate(0, _LINE)
        badge: Badge = index.data(BADGE)
        said = badge.text
        colour = QColor(getattr(look, badge.colour))
        width = painter.fontMetrics().horizontalAdvance(said) + 16
        pill = QRectF(line.left(), line.top() + 2, width, _LINE - 3)
        wash = QColor(colour)
        wash.setAlphaF(_WASH)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(wash)
        painter.drawRoundedRect(pill, 8, 8)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)
        rest = line.adjusted(round(width) + 8, 0, 0, 0)
        version = index.sibling(index.row(), COLUMNS.index("version")).data() or ""
        tags = index.sibling(index.row(), COLUMNS.index("tags")).data() or ""
        due = index.sibling(index.row(), COLUMNS.index("due")).data()
        more = "  ".join(part for part in (version, due or tags) if part)
        painter.setPen(QColor(look.muted))
        painter.drawText(rest, flags, painter.fontMetrics().elidedText(more, Qt.TextElideMode.ElideRight, rest.width()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        editor.setGeometry(box.left() + 4, box.top() + _EDGE + SIZE.height() + 2, box.width() - 8, 32)
        if isinstance(editor, QLineEdit):
            editor.setFrame(True)
