"""A part of a form that opens and closes under its title; which parts are open is remembered while the program runs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from modeller.language import Message, say

_open: set[str] = set()


class Section(QWidget):
    """`column` is where its fields go; the title tells how many of them are filled; `opened` that it was opened."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self.head = QToolButton(self)
        self.head.setObjectName("section_head")
        self.head.setCheckable(True)
        self.head.setChecked(title in _open)
        self.head.setAutoRaise(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 6)
        self.column.setSpacing(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.body)
        self.head.toggled.connect(self._toggle)
        self._toggle(self.head.isChecked())

    def _toggle(self, opened: bool) -> None:
        (_open.add if opened else _open.discard)(self._title)
        self.head.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.body.setVisible(opened)
        if opened:
            self.opened.emit()

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def follow(self) -> None:
        """Be open where another of the same title was opened meanwhile, and closed where it was closed."""
        self.head.setChecked(self._title in _open)

    def say(self, filled: int) -> None:
        """Put the title into words, with how many fields have a value."""
        title = Message(self._title)
        said = say("attributes.filled", title=title, number=filled) if filled else say(self._title)
        self.head.setText(said.replace("&", "&&"))
        self.head.setAccessibleName(said)
