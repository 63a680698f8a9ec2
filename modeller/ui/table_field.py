"""A property with rows and columns as lines to type in: there is always an empty row to go on with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from modeller.language import message
from modeller.notation.attributes import PREFIX
from modeller.notation.element import Property
from modeller.ui.inspector_fields import MIXED, Field

_MOST = 40


class TableField(Field):
    """Each row a line of cells; a row without any text is none."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.rows: list[list[QLineEdit]] = []
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(3)
        self._column.addLayout(self.grid)
        self._mixed = False
        self.columns = ("name", *shown.columns)
        for place, column in enumerate(self.columns):
            head = QLabel(self)
            head.setObjectName("muted")
            head.setTextFormat(Qt.TextFormat.PlainText)
            self.wording.put(head.setText, message(f"attributes.{shown.key.removeprefix(PREFIX)}.{column}"))
            self.grid.addWidget(head, 0, place)
            self.grid.setColumnStretch(place, 2 if column in {"name", "control"} else 1)
        self._grow()

    def _grow(self) -> None:
        row = []
        for place, column in enumerate(self.columns):
            edit = QLineEdit(self)
            edit.setMinimumWidth(20)
            edit.textEdited.connect(self._edited)
            edit.installEventFilter(self)
            name = message(f"attributes.{self.shown.key.removeprefix(PREFIX)}.{column}")
            self.wording.put(edit.setAccessibleName, name)
            self.grid.addWidget(edit, len(self.rows) + 1, place)
            row.append(edit)
        self.rows.append(row)

    def _edited(self) -> None:
        self._tell(self.text())
        if any(cell.text() for cell in self.rows[-1]) and len(self.rows) < _MOST:
            self._grow()

    def text(self) -> str:
        """What stands in the rows, as the property keeps it."""
        lines = ["\t".join(cell.text().replace("\t", " ") for cell in row).rstrip("\t") for row in self.rows]
        return "\n".join(line for line in lines if line)

    def _fill(self, value: str) -> None:
        mixed = value == MIXED
        if value == self.text() and mixed is self._mixed:
            return
        self._mixed = mixed
        lines = [] if mixed or not value else value.split("\n")
        while len(self.rows) <= len(lines):
            self._grow()
        while len(self.rows) > len(lines) + 1:
            for cell in self.rows.pop():
                self.grid.removeWidget(cell)
                cell.hide()
                cell.deleteLater()
        for row, line in zip(self.rows, [*lines, ""], strict=True):
            cells = line.split("\t")
            for place, cell in enumerate(row):
                cell.setText(cells[place] if place < len(cells) else "")
        self.wording.put(self.rows[0][0].setPlaceholderText, message("canvas.mixed" if mixed else "canvas.none"))
