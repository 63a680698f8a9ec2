"""A file as a card on the start page: its picture, its name, its folder."""

from pathlib import Path

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from modeller.ui.icons import picture
from modeller.ui.theme import Look
from modeller.ui.thumbnails import SIZE

WIDTH = 252
_EDGE = 2


class ModelCard(QPushButton):
    """A click on it opens what it shows. The picture comes later, if the file gives one."""

    def __init__(self, path: Path, name: str, folder: str, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.path = path
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        self._column = column
        column.setContentsMargins(8, 8, 8, 11)
        column.setSpacing(3)
        self.picture = QLabel(self)
        self.picture.setObjectName("paper")
        self.picture.setFixedSize(SIZE.grownBy(QMargins(_EDGE, _EDGE, _EDGE, _EDGE)))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setPixmap(picture("model", look.accent, 32, self.devicePixelRatioF()))
        column.addWidget(self.picture)
        column.addSpacing(7)
        for style, text in (("cardtitle", name), ("field", folder)):
            if text:
                label = QLabel(self)
                label.setObjectName(style)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, SIZE.width()))
                column.addWidget(label)
        for inner in self.findChildren(QLabel):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self._column.sizeHint().height())

    def show_picture(self, pixmap: QPixmap) -> None:
        self.picture.setPixmap(pixmap)
