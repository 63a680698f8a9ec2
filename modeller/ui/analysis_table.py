"""A table of an analysis as Qt's model and view: what stands in the cells, and copying it for other programs."""

import html
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from modeller.analysis.tables import Cell, Table, shown
from modeller.canvas.guarded import guarded
from modeller.interchange.tables import harmless
from modeller.language import Message, words
from modeller.ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_WIDEST: Final = 300
_NARROWEST: Final = 56
_ROW: Final = 26
_MIDDLE: Final = frozenset({"raci", "handovers"})
"""Tables that are matrices: their cells stand in the middle."""


class AnalysisTable(QAbstractTableModel):
    """The rows of a table, and below them its notes, each in a row of its own."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.table: Table | None = None

    def show(self, table: Table | None) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def dress(self, look: Look) -> None:
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def elements(self, index: Index) -> tuple[str, ...]:
        """The keys of the elements behind a cell."""
        table = self.table
        if table is None or not index.isValid():
            return ()
        place = index.row()
        if place >= len(table.rows):
            return table.notes[place - len(table.rows)].elements
        return table.rows[place].behind(index.column())

    def rowCount(self, parent: Index = _ROOT) -> int:
        table = self.table
        return 0 if parent.isValid() or table is None else len(table.rows) + len(table.notes)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.table is None else len(self.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.table is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(self.table.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            table = self.table
            if any(_is_number(row.cells[section]) for row in table.rows) and table.key not in _MIDDLE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            middle = table.key in _MIDDLE and section >= table.heads
            return (
                Qt.AlignmentFlag.AlignCenter if middle else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        table = self.table
        if table is None:
            return None
        place = index.row()
        if place >= len(table.rows):
            return self._note(words(table.notes[place - len(table.rows)].words), index.column(), role)
        row = table.rows[place]
        cell = row.cells[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return shown(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(table, cell, index.column())
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(row.strong or (table.key == "raci" and isinstance(cell, str) and "R" in cell.split("/")))
            return font
        if role == Qt.ItemDataRole.ForegroundRole and cell is None:
            return QColor(self._look.muted)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._tone(table, row.strong, cell, index.column())
        return None

    def _note(self, said: str, column: int, role: int) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return said if column == 0 else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._look.warning)
        return (
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            if role == Qt.ItemDataRole.TextAlignmentRole
            else None
        )

    def _side(self, table: Table, cell: Cell, column: int) -> Qt.AlignmentFlag:
        if table.key in _MIDDLE and column >= table.heads:
            return Qt.AlignmentFlag.AlignCenter
        side = Qt.AlignmentFlag.AlignRight if _is_number(cell) and column >= table.heads else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _tone(self, table: Table, strong: bool, cell: Cell, column: int) -> QColor | None:
        """The more is handed over, the darker; whoever is responsible stands out."""
        if strong:
            return QColor(self._look.window)
        if column < table.heads:
            return None
        if table.key == "handovers" and isinstance(cell, int) and column < len(table.columns) - 1:
            most = max((each for row in table.rows for each in row.cells[1:-1] if isinstance(each, int)), default=1)
            tone = QColor(self._look.accent)
            tone.setAlphaF(0.12 + 0.3 * cell / max(most, 1))
            return tone
        if table.key == "raci" and isinstance(cell, str) and cell:
            return QColor(self._look.accent_soft if "R" in cell.split("/") else self._look.hover)
        return None


def _is_number(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, str | Message)


class _Tones(QStyledItemDelegate):
    """Paints the tone of a cell itself: under a style sheet Qt does not."""

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(tone, QColor):
            painter.fillRect(option.rect, tone)
        super().paint(painter, option, index)


class AnalysisView(QTableView):
    """Shows one table at a time; columns are as wide as what stands in them, up to a point where lines break."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("analysis")
        self.held = AnalysisTable(look, self)
        self.setModel(self.held)
        self.setItemDelegate(_Tones(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show(self, table: Table | None) -> None:  # type: ignore[override]
        """Show another table, or the same with new figures: then it stays where it was scrolled to."""
        same = self.held.table is not None and table is not None and self.held.table.key == table.key
        place = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        current = self.currentIndex()
        self.clearSpans()
        self.held.show(table)
        self.fit()
        if same:
            self.setCurrentIndex(self.held.index(current.row(), current.column()))
            self.verticalScrollBar().setValue(place[0])
            self.horizontalScrollBar().setValue(place[1])

    def fit(self) -> None:
        table = self.held.table
        if table is None:
            return
        notes = range(len(table.rows), len(table.rows) + len(table.notes))
        self.clearSpans()
        for row in notes:
            self.setRowHidden(row, True)  # so that a sentence does not make its column wide
        for column in range(self.held.columnCount()):
            wide = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column)) + 20
            self.setColumnWidth(column, max(_NARROWEST, min(wide, _WIDEST)))
        for row in notes:
            self.setRowHidden(row, False)
            if len(table.columns) > 1:
                self.setSpan(row, 0, 1, len(table.columns))
        self.resizeRowsToContents()

    def copy(self) -> None:
        """Put the whole table on the clipboard: as a table for documents, with tabs between for everything else."""
        table = self.held.table
        if table is not None:
            QGuiApplication.clipboard().setMimeData(copied(table))


def copied(table: Table) -> QMimeData:
    """A table for the clipboard; no text of it is taken for a formula where it is pasted."""
    rows = [[shown(cell) for cell in cells] for cells in (table.columns, *(row.cells for row in table.rows))]
    data = QMimeData()
    data.setText(
        "\n".join("\t".join(harmless("; ".join(cell.split("\n")).replace("\t", " ")) for cell in row) for row in rows)
    )
    lines = []
    for number, row in enumerate(rows):
        tag = "td" if number else "th"
        cells = (html.escape(cell).replace("\n", "<br>") for cell in row)
        lines.append(
            "<tr>" + "".join(f"<{tag} style='mso-number-format:\"\\@\"'>{cell}</{tag}>" for cell in cells) + "</tr>"
        )
    data.setHtml(f"<meta charset='utf-8'><table border='1' cellspacing='0'>{''.join(lines)}</table>")
    return data
