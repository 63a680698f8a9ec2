"""A property with rows and columns as lines to type in: there is always an empty row to go on with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from modeller.language import message
from modeller.notation.attributes import PREFIX
from modeller.notation.element import Property
from modeller.ui.inspector_fields import MIXED, Field

_MOST = 40
_ACROSS = 3
"""With more columns than these the name has a line of its own, above its other cells."""
_GAP = 8


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
            if self._stacked and not place:
                continue  # the field's own label says what the names are
            head = QLabel(self)
            head.setObjectName("muted")
            head.setTextFormat(Qt.TextFormat.PlainText)
            self.wording.put(head.setText, message(f"attributes.{shown.key.removeprefix(PREFIX)}.{column}"))
            self._put(head, 0, place)
            self.grid.setColumnStretch(place - self._stacked, 2 if column in {"name", "control", "measured"} else 1)
        self._grow()

    @property
    def _stacked(self) -> bool:
        return len(self.columns) > _ACROSS

    def _put(self, cell: QWidget, line: int, place: int) -> None:
        """Put a cell of a row of the table where it belongs; the heads are row 0."""
        if not self._stacked:
            self.grid.addWidget(cell, line, place)
        elif place:
            self.grid.addWidget(cell, 2 * line + 1, place - 1)
        else:
            self.grid.addWidget(cell, 2 * line, 0, 1, len(self.columns) - 1)
            self.grid.setAlignment(cell, Qt.AlignmentFlag.AlignBottom)
            self.grid.setRowMinimumHeight(2 * line, cell.sizeHint().height() + (_GAP if line > 1 else 0))

    def _grow(self) -> None:
        row = []
        for place, column in enumerate(self.columns):
            edit = QLineEdit(self)
            edit.setMinimumWidth(20)
            edit.textEdited.connect(self._edited)
            edit.installEventFilter(self)
            name = message(f"attributes.{self.shown.key.removeprefix(PREFIX)}.{column}")
            self.wording.put(edit.setAccessibleName, name)
            self._put(edit, len(self.rows) + 1, place)
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
            if self._stacked:
                self.grid.setRowMinimumHeight(2 * len(self.rows) + 2, 0)
        for row, line in zip(self.rows, [*lines, ""], strict=True):
            cells = line.split("\t")
            for place, cell in enumerate(row):
                cell.setText(cells[place] if place < len(cells) else "")
                cell.setCursorPosition(0)  # a long text is seen from its beginning
        self.wording.put(self.rows[0][0].setPlaceholderText, message("canvas.mixed" if mixed else "canvas.none"))
