"""Rows of a list that are as high as their text when it is broken: Qt forgets what the style sheet puts around it."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_BESIDE: Final = 2 * (10 + 6) + 2 * 3
"""Padding and margin of a row in window.qss, and what Qt leaves free beside a text; a few pixels above and below."""
_ABOVE: Final = 2 * (8 + 1)
_MOST: Final = 5_000
"""So many heights are known at once: a list is put together anew after every step, with nearly the same texts."""


class WrappedRows(QStyledItemDelegate):
    """For lists of texts; an icon takes its place beside the text."""

    def __init__(self, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._heights: dict[tuple[str, str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        own = index.data(Qt.ItemDataRole.FontRole)
        font = own if isinstance(own, QFont) else self._list.font()
        icon = self._list.iconSize().width() + 6 if index.data(Qt.ItemDataRole.DecorationRole) is not None else 0
        room = self._list.viewport().width()
        width = max(40, room - _BESIDE - icon)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        key = (text, font.key(), width)
        height = self._heights.get(key)
        if height is None:
            if len(self._heights) > _MOST:
                self._heights.clear()
            area = QRect(0, 0, width, 1 << 16)
            height = QFontMetrics(font).boundingRect(area, Qt.TextFlag.TextWordWrap, text).height() + _ABOVE
            self._heights[key] = height
        return QSize(room, height)
