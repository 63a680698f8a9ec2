"""What stands below the line of the find bar while something is replaced: by what, where, one or all."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from modeller.canvas.guarded import guarded
from modeller.editing.find_replace import Sought
from modeller.language import message
from modeller.ui.wording import Wording

_WAYS = ("match_case", "whole", "documentation")


class ReplaceRow(QWidget):
    """`asked` tells whether all are to be replaced, `changed` that something else is looked for now."""

    asked = Signal(bool)
    changed = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wording = Wording(self)
        self.edit = QLineEdit(self)
        self.edit.setClearButtonEnabled(True)
        self.edit.installEventFilter(self)
        self.wording.put(self.edit.setPlaceholderText, message("window.replace.by"))
        self.wording.put(self.edit.setAccessibleName, message("window.replace.by"))
        self.one, self.all = QPushButton(self), QPushButton(self)
        for button, name, every in ((self.one, "one", False), (self.all, "all", True)):
            self.wording.put(button.setText, message(f"window.replace.{name}"))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, every=every: self.asked.emit(every))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.edit, 1)
        line.addWidget(self.one)
        line.addWidget(self.all)
        self.ways: dict[str, QCheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(6, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        for name in _WAYS:
            box = self.ways[name] = QCheckBox(self)
            self.wording.put(box.setText, message(f"window.replace.{name}"))
            box.toggled.connect(self.changed)
        self.fold(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 2, 2)
        column.setSpacing(6)
        column.addLayout(line)
        column.addLayout(self._grid)

    def fold(self, narrow: bool) -> None:
        """Put the ticks into one row, or into two where there is little room."""
        columns = 2 if narrow else len(_WAYS)
        for place, box in enumerate(self.ways.values()):
            self._grid.addWidget(box, place // columns, place % columns)
        self._grid.setColumnStretch(len(_WAYS), 1)

    def sought(self, text: str) -> Sought:
        """What is looked for while `text` stands in the line above."""
        return Sought(text, **{name: box.isChecked() for name, box in self.ways.items()})

    def allow(self, found: bool) -> None:
        self.one.setEnabled(found)
        self.all.setEnabled(found)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.asked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
        return False
