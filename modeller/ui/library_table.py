"""The models of a folder, or those that are looked for, as rows for lists and tiles; more come as one scrolls."""

import html
import json
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from modeller.jobs.library_listing import Listing
from modeller.language import say, set_apart
from modeller.model.entries import ModelEntry
from modeller.ui.icons import tinted
from modeller.ui.library_badge import badge_of, due_colour, due_text, lines_of
from modeller.ui.library_times import local_time
from modeller.ui.theme import Look

MODELS: Final = "application/x-modeller-library-models"
"""What is dragged: JSON with the ids of models."""
ENTRY: Final = Qt.ItemDataRole.UserRole
BADGE: Final = Qt.ItemDataRole.UserRole + 1

COLUMNS: Final = ("name", "state", "version", "due", "tags", "changed", "author")
_BATCH: Final = 300

_USUAL: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_DRAGGED: Final = _USUAL | Qt.ItemFlag.ItemIsDragEnabled
_NAMED: Final = _DRAGGED | Qt.ItemFlag.ItemIsEditable
"""What can be done with a cell; put together once, since views ask for each cell of a selection."""

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class LibraryTable(QAbstractTableModel):
    """`renamed(id, name)` and `arranged(ids, before)` ask for a change; `before` is "" for the end."""

    renamed = Signal(str, str)
    arranged = Signal(object, str)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: Sequence[ModelEntry] = ()
        self._listing: Listing | None = None
        self._shown = 0
        self._arrange = False
        self._writable = False

    def show(self, entries: Sequence[ModelEntry], listing: Listing, *, arrange: bool, writable: bool) -> None:
        """Show these models. `arrange`: their order is the one that people chose, and can be changed."""
        same = [each.id for each in entries[: self._shown]] == [each.id for each in self._entries[: self._shown]]
        if same and len(entries) == len(self._entries) and self._shown:  # what is selected stays selected
            self._entries, self._listing, self._arrange, self._writable = entries, listing, arrange, writable
            self.dataChanged.emit(self.index(0, 0), self.index(self._shown - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._entries, self._listing, self._arrange, self._writable = entries, listing, arrange, writable
        self._shown = min(len(entries), max(_BATCH, self._shown))
        self.endResetModel()

    def dress(self, look: Look) -> None:
        self._look = look
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(self._shown - 1, len(COLUMNS) - 1))

    def entry(self, index: Index) -> ModelEntry:
        return self._entries[index.row()]

    def row_of(self, id: str) -> int:
        """The row of a model, which is fetched by then; -1 where it is not shown."""
        row = next((number for number, each in enumerate(self._entries) if each.id == id), -1)
        while row >= self._shown:
            self.fetchMore()
        return row

    # -- what Qt asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        return not parent.isValid() and self._shown < len(self._entries)

    def fetchMore(self, parent: Index = _ROOT) -> None:
        more = min(_BATCH, len(self._entries) - self._shown)
        self.beginInsertRows(_ROOT, self._shown, self._shown + more - 1)
        self._shown += more
        self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"shelf.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry, listing, column = self.entry(index), self._listing, COLUMNS[index.column()]
        assert listing is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, listing, column)
        if role == Qt.ItemDataRole.EditRole:
            return entry.name
        if role == Qt.ItemDataRole.DecorationRole and column == "name":
            return tinted("model", self._look, True)
        if role == Qt.ItemDataRole.ForegroundRole and column != "name":
            return QColor(getattr(self._look, _colour(entry, listing, column)))
        if role == Qt.ItemDataRole.ToolTipRole:
            said = "\n".join(part for part in (entry.name, *lines_of(entry, listing), entry.description) if part)
            return f"<p style='white-space:pre-wrap'>{html.escape(said)}</p>"
        if role == ENTRY:
            return entry
        if role == BADGE:
            return badge_of(entry, listing)
        return None

    def _text(self, entry: ModelEntry, listing: Listing, column: str) -> str:
        if column == "name":
            return entry.name
        if column == "state":
            return badge_of(entry, listing).text
        if column == "version":
            latest = listing.latest.get(entry.id)
            return (
                "" if latest is None else latest.number if latest.draft_digest == entry.digest else f"{latest.number} +"
            )
        if column == "due":
            return set_apart(due_text(each) for each in listing.dues(entry.id))
        if column == "tags":
            return "  ".join(f"#{tag}" for tag in entry.tags)
        if column == "changed":
            return local_time(entry.changed)
        return entry.author or entry.account

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._arrange and self._writable else Qt.ItemFlag.NoItemFlags
        return (_NAMED if index.column() == 0 else _DRAGGED) if self._writable else _USUAL

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and name and name != self.entry(index).name:
            self.renamed.emit(self.entry(index).id, name)
        return False  # it is shown when it is so

    # -- dragging ------------------------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        return [MODELS]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = list(dict.fromkeys(self.entry(index).id for index in sorted(indexes, key=lambda each: each.row())))
        data = QMimeData()
        data.setData(MODELS, QByteArray(json.dumps(ids).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return self._arrange and self._writable and data.hasFormat(MODELS)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        ids = dragged(data)
        if not ids or not self._arrange:
            return False
        at = parent.row() if parent.isValid() else row
        after = [each for each in self._entries[at:] if each.id not in ids] if at >= 0 else []
        self.arranged.emit(ids, after[0].id if after else "")
        return False  # nothing is to be taken away: all is listed anew when it is done


def _colour(entry: ModelEntry, listing: Listing, column: str) -> str:
    """The name of the look's colour for what stands in a column."""
    if column == "state":
        return badge_of(entry, listing).colour
    return due_colour(listing.dues(entry.id)) if column == "due" else "muted"


def dragged(data: QMimeData) -> list[str]:
    """The ids of the models that are dragged."""
    try:
        held = json.loads(bytes(data.data(MODELS).data()) or b"[]")
    except ValueError:
        return []
    return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []
