"""The folders of a library with a box each, to choose some of them."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from modeller.jobs.library_listing import Listing
from modeller.language import message, say
from modeller.ui.icons import tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_ID: Final = Qt.ItemDataRole.UserRole
_COUNT: Final = Qt.ItemDataRole.UserRole + 1


class FolderTicks(QTreeWidget):
    """Those below follow one that is ticked, and can be taken out or put in again; `ticked()` tells of a change.

    A folder's box is about what lies in itself; the first is the library's own, for the models that lie in no folder.
    """

    ticked = Signal()

    def __init__(self, listing: Listing, look: Look, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: dict[str | None, QTreeWidgetItem] = {}
        self.setColumnCount(2)
        self.setIndentation(20)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        wording.put(self.setAccessibleName, message("shelf.folders"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._fill(listing, look)
        self.itemChanged.connect(self._changed)
        wording.each(self._say)

    def _fill(self, listing: Listing, look: Look) -> None:
        gone = listing.gone
        inside: dict[str | None, int] = {}
        for each in listing.models:
            inside[each.folder] = inside.get(each.folder, 0) + 1
        top = QTreeWidgetItem(self, [listing.facts.name])
        self.items[None] = top
        for folder in listing.folders:
            if folder.id not in gone:
                self.items[folder.id] = QTreeWidgetItem(self.items[folder.parent], [folder.name])
        for id, item in self.items.items():
            count = inside.get(id, 0)
            item.setData(0, _ID, id)
            item.setData(0, _COUNT, count)
            item.setIcon(0, tinted("open", look))
            item.setText(1, str(count) if count else "")
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
        self.expandAll()
        self.setCurrentItem(top)

    def chosen(self) -> list[str | None] | None:
        """The folders whose models are meant, None for the top; None for all there is."""
        found = [id for id, item in self.items.items() if item.checkState(0) == Qt.CheckState.Checked]
        return None if len(found) == len(self.items) else found

    @property
    def count(self) -> int:
        """How many models that is."""
        ticked = (each for each in self.items.values() if each.checkState(0) == Qt.CheckState.Checked)
        return sum(each.data(0, _COUNT) for each in ticked)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        state = item.checkState(0)
        self.blockSignals(True)
        for each in _below(item):
            each.setCheckState(0, state)
        self.blockSignals(False)
        self.viewport().update()
        self.ticked.emit()

    def _say(self) -> None:
        self.setHeaderLabels([say("shelf.send.folder"), say("shelf.send.models")])
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for number in range(item.childCount()):
        child = item.child(number)
        if child is not None:
            yield child
            yield from _below(child)
