"""What can be opened, as a card on the start page: its picture, its name, its folder."""

from pathlib import Path

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from modeller.language import current, say
from modeller.ui.icons import picture
from modeller.ui.theme import Look
from modeller.ui.thumbnails import SIZE, first_diagram, small_picture

WIDTH = 252
_EDGE = 2


class PictureCard(QPushButton):
    """A click on it opens what it shows; the picture, of `size`, comes later. `more` is said below the name."""

    def __init__(
        self, name: str, more: str, look: Look, parent: QWidget, size: QSize = SIZE, icon: str = "model"
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._width = size.width() + WIDTH - SIZE.width()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        self._column = column
        column.setContentsMargins(8, 8, 8, 11)
        column.setSpacing(3)
        self.picture = QLabel(self)
        self.picture.setObjectName("paper")
        self.picture.setFixedSize(size.grownBy(QMargins(_EDGE, _EDGE, _EDGE, _EDGE)))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setPixmap(picture(icon, look.accent, 32, self.devicePixelRatioF()))
        column.addWidget(self.picture)
        column.addSpacing(7)
        for style, text in (("cardtitle", name), ("field", more)):
            if text:
                label = QLabel(self)
                label.setObjectName(style)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, size.width()))
                column.addWidget(label)
        for inner in self.findChildren(QLabel):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(self._width, self._column.sizeHint().height())

    def show_picture(self, pixmap: QPixmap) -> None:
        self.picture.setPixmap(pixmap)


class ModelCard(PictureCard):
    """A file: its name and its folder. It has no picture where the file gives none."""

    def __init__(self, path: Path, name: str, folder: str, look: Look, parent: QWidget) -> None:
        super().__init__(name, folder, look, parent, icon="open" if path.suffix.lower() == ".mlib" else "model")
        self.path = path


class TemplateCard(PictureCard):
    """What a new model may begin with; `template` is its name in `editing.template`."""

    def __init__(self, template: str, look: Look, parent: QWidget, width: int) -> None:
        inner = width - (WIDTH - SIZE.width())
        self.size_ = QSize(inner, round(inner * 0.56))
        super().__init__(say(f"saving.template.card.{template}"), "", look, parent, self.size_)
        self.template = template
        self.setToolTip(say(f"saving.template.about.{template}"))

    def draw(self) -> None:
        """Put its picture on it."""
        from modeller.editing.template import new_document

        groups = first_diagram(new_document(self.template, current()))
        if groups is not None:
            self.show_picture(QPixmap.fromImage(small_picture(groups, self.size_, self.devicePixelRatioF())))
