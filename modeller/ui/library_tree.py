"""The folders of a library as a tree, with all models, the latest, what is due, and the bin."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from modeller.canvas.guarded import guarded
from modeller.jobs.library_listing import Listing
from modeller.language import message, say
from modeller.ui.icons import tinted
from modeller.ui.library_filter import Kind
from modeller.ui.library_table import MODELS, dragged
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_KIND: Final = Qt.ItemDataRole.UserRole
_ID: Final = Qt.ItemDataRole.UserRole + 1
_FIXED: Final[tuple[tuple[Kind, str, str], ...]] = (
    ("all", "model", "shelf.all"), ("recent", "recent", "shelf.recent"), ("due", "check", "shelf.due"),
)  # fmt: skip


class LibraryTree(QTreeWidget):
    """`chosen()` tells that another place is shown; the others ask for a change.

    `models_dropped(ids, kind, folder)`, `files_dropped(paths, folder)`, `folder_moved(id, parent, before)` with "" for
    the end, `folder_binned(id)`, `renamed(id, name)`.
    """

    chosen = Signal()
    models_dropped = Signal(object, str, object)
    files_dropped = Signal(object, object)
    folder_moved = Signal(str, object, str)
    folder_binned = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._listing: Listing | None = None
        self._writable = False
        self._filling = False
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("shelf.folders"))
        self.currentItemChanged.connect(lambda *_: None if self._filling else self.chosen.emit())
        self.itemChanged.connect(self._edited)
        self.wording.each(self._fill)

    # -- what is chosen ------------------------------------------------------------------------------------------

    @property
    def kind(self) -> Kind:
        item = self.currentItem()
        kind: Kind = item.data(0, _KIND) if item is not None else "all"
        return kind

    @property
    def folder(self) -> str | None:
        """The folder that is chosen; None for the top, and where it is none."""
        item = self.currentItem()
        return item.data(0, _ID) if item is not None else None

    def choose(self, kind: Kind, folder: str | None = None) -> None:
        """Show a place; nothing happens where it is not there."""
        item = self._find(lambda each: each.data(0, _KIND) == kind and each.data(0, _ID) == folder)
        if item is not None:
            self.setCurrentItem(item)

    def edit_folder(self, id: str) -> None:
        """Let somebody write another name for a folder."""
        item = self._find(lambda each: each.data(0, _ID) == id)
        if item is not None:
            self.setCurrentItem(item)
            self.editItem(item)

    def _find(self, wanted: Callable[[QTreeWidgetItem], bool]) -> QTreeWidgetItem | None:
        waiting = [self.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            if item is not self.invisibleRootItem() and wanted(item):
                return item
            waiting += _within(item)
        return None

    # -- filling -------------------------------------------------------------------------------------------------

    def show_listing(self, listing: Listing, writable: bool) -> None:
        old = self._listing
        self._listing, self._writable = listing, writable
        same = old is not None and (old.folders, old.facts.name, len(old.binned), _due(old)) == (
            listing.folders, listing.facts.name, len(listing.binned), _due(listing),
        )  # fmt: skip
        if not same:
            self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()

    def _fill(self) -> None:
        listing = self._listing
        if listing is None:
            return
        self._filling = True
        kind, folder = self.kind, self.folder
        closed = {item.data(0, _ID) for item in self._items() if item.childCount() and not item.isExpanded()}
        self.clear()
        waiting = _due(listing)
        for each, icon, key in _FIXED:
            said = say("shelf.due_some", number=waiting) if each == "due" and waiting else say(key)
            self._add(self.invisibleRootItem(), each, None, said, icon)
        top = self._add(self.invisibleRootItem(), "folder", None, listing.facts.name, "open")
        made: dict[str | None, QTreeWidgetItem] = {None: top}
        gone = listing.gone
        for each_folder in listing.folders:
            if each_folder.id not in gone:
                holder = made[each_folder.parent]
                item = self._add(holder, "folder", each_folder.id, each_folder.name, "open")
                made[each_folder.id] = item
        for id, item in made.items():
            item.setExpanded(id not in closed)
        count = len(listing.binned)
        self._add(self.invisibleRootItem(), "bin", None, say("shelf.bin_some" if count else "shelf.bin", number=count),
                  "delete")  # fmt: skip
        self.choose(kind, folder)
        if self.currentItem() is None:
            self.choose("all")
        self._filling = False
        self.chosen.emit()

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        self._find(lambda item: bool(found.append(item)))  # type: ignore[func-returns-value]
        return found

    def _add(self, holder: QTreeWidgetItem, kind: Kind, id: str | None, name: str, icon: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(holder, [name])
        item.setData(0, _KIND, kind)
        item.setData(0, _ID, id)
        item.setIcon(0, tinted(icon, self._look))
        flag = Qt.ItemFlag
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable
        if self._writable and kind in ("folder", "bin"):
            flags |= flag.ItemIsDropEnabled
        if self._writable and id is not None:
            flags |= flag.ItemIsDragEnabled | flag.ItemIsEditable
        item.setFlags(flags)
        return item

    def _edited(self, item: QTreeWidgetItem) -> None:
        id = item.data(0, _ID)
        if not self._filling and id is not None and self._listing is not None:
            was = next((each.name for each in self._listing.folders if each.id == id), "")
            if item.text(0).strip() and item.text(0) != was:
                self.renamed.emit(id, item.text(0).strip())
            else:
                item.setText(0, was)

    # -- dropping ------------------------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        return [MODELS, "text/uri-list", *super().mimeTypes()]

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._writable and (event.mimeData().hasFormat(MODELS) or event.mimeData().hasUrls()):
            event.acceptProposedAction()
        super().dragEnterEvent(event)

    @guarded
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        item = self.itemAt(event.position().toPoint())
        kind = item.data(0, _KIND) if item is not None else ""
        if self._writable and (kind == "folder" or (kind == "bin" and not event.mimeData().hasUrls())):
            event.acceptProposedAction()
        else:
            event.ignore()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and self._writable:
            self.dropped(event.mimeData(), item, self.dropIndicatorPosition(), event.source() is self)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # nothing is taken away here: all is listed anew
        event.accept()

    def dropped(
        self, data: QMimeData, item: QTreeWidgetItem, where: QAbstractItemView.DropIndicatorPosition, own: bool
    ) -> None:
        """Ask for what a drop on, above or below an item means."""
        kind, folder = item.data(0, _KIND), item.data(0, _ID)
        if data.hasFormat(MODELS):
            if kind in ("folder", "bin"):
                self.models_dropped.emit(dragged(data), kind, folder)
        elif data.hasUrls():
            paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
            if kind == "folder" and paths:
                self.files_dropped.emit(paths, folder)
        elif own and self.folder is not None and folder != self.folder:
            self._move(self.folder, item, where)

    def _move(self, id: str, item: QTreeWidgetItem, where: QAbstractItemView.DropIndicatorPosition) -> None:
        position = QAbstractItemView.DropIndicatorPosition
        kind, folder = item.data(0, _KIND), item.data(0, _ID)
        if kind == "bin":
            self.folder_binned.emit(id)
        elif kind == "folder" and (folder is None or where in (position.OnItem, position.OnViewport)):
            self.folder_moved.emit(id, folder, "")
        elif kind == "folder":
            holder = item.parent() or self.invisibleRootItem()
            place = holder.indexOfChild(item) + (where == position.BelowItem)
            later = [each.data(0, _ID) for each in _within(holder)[place:] if each.data(0, _ID) != id]
            self.folder_moved.emit(id, holder.data(0, _ID), later[0] if later else "")


def _due(listing: Listing) -> int:
    """How many models somebody should look at."""
    return len({each.approval.model for each in listing.due})


def _within(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(number) for number in range(item.childCount()))
    return [child for child in found if child is not None]
