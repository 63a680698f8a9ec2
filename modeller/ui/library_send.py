"""A copy of a library to send, from its window: which folders go into it, and where to."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from modeller.jobs.library_listing import Listing
from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save
from modeller.ui.forms import go_and_cancel
from modeller.ui.icons import tinted
from modeller.ui.library_shelf import SUFFIX
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.ui.library_held import OpenLibrary
    from modeller.ui.library_page import LibraryPage

_ID: Final = Qt.ItemDataRole.UserRole
_COUNT: Final = Qt.ItemDataRole.UserRole + 1


def ask(window: Window, page: "LibraryPage") -> None:
    """Choose folders, then a file: the copy is without the bin and without what was deleted."""
    held = page.held
    if held.listing is None:
        return
    dialog = SendDialog(held.listing, window)
    if len(dialog.items) == 1:  # no folders: there is nothing to choose
        dialog.deleteLater()
        _save(window, held, None)
        return
    dialog.accepted.connect(lambda: _save(window, held, dialog.chosen()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _save(window: Window, held: "OpenLibrary", chosen: list[str | None] | None) -> None:
    start = held.path.with_name(f"{held.path.stem}-copy{SUFFIX}")
    name = ask_save(window, say("shelf.send_title"), [f"{say('shelf.filter')} (*{SUFFIX})"], str(start))
    if not name:
        return
    target = Path(name if Path(name).suffix.lower() == SUFFIX else name + SUFFIX)

    def job(library: "Library", progress: Progress) -> None:
        from modeller.library.copies import save_copy

        save_copy(library, target, chosen, progress, below=False)

    held.do(
        job, lambda _: window.notices.good(message("window.saved", name=target.name)),
        message("window.saving", name=target.name), window,
    )  # fmt: skip


class SendDialog(QDialog):
    """The folders with a box each; those below follow one that is ticked, and can be taken out or put in again.

    A folder's box is about what lies in itself; the first is the library's own, for the models that lie in no folder.
    """

    def __init__(self, listing: Listing, window: Window) -> None:
        super().__init__(window)
        self.items: dict[str | None, QTreeWidgetItem] = {}
        self.wording = Wording(self)
        self.resize(560, 560)
        self.wording.put(self.setWindowTitle, message("shelf.send_title"))
        head, how = self._label("cardtitle"), self._label("muted")
        self.wording.put(head.setText, message("shelf.send.head", name=listing.facts.name))
        self.wording.put(how.setText, message("shelf.send.how"))
        self.tree = QTreeWidget(self)
        self.tree.setColumnCount(2)
        self.tree.setIndentation(20)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        self.wording.put(self.tree.setAccessibleName, message("shelf.folders"))
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._fill(listing, window)
        self.count = self._label("muted")
        buttons = go_and_cancel(self, self.wording, "send", self.accept)
        self.go = next(each for each in buttons.buttons() if each.objectName() == "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        for widget in (head, how, self.tree, self.count, buttons):
            layout.addWidget(widget, 1 if widget is self.tree else 0)
        self.tree.itemChanged.connect(self._ticked)
        self.wording.each(self._say)

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _fill(self, listing: Listing, window: Window) -> None:
        gone = listing.gone
        inside: dict[str | None, int] = {}
        for each in listing.models:
            inside[each.folder] = inside.get(each.folder, 0) + 1
        top = QTreeWidgetItem(self.tree, [listing.facts.name])
        self.items[None] = top
        for folder in listing.folders:
            if folder.id not in gone:
                self.items[folder.id] = QTreeWidgetItem(self.items[folder.parent], [folder.name])
        for id, item in self.items.items():
            count = inside.get(id, 0)
            item.setData(0, _ID, id)
            item.setData(0, _COUNT, count)
            item.setIcon(0, tinted("open", window.desk.look))
            item.setText(1, str(count) if count else "")
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
        self.tree.expandAll()
        self.tree.setCurrentItem(top)

    def chosen(self) -> list[str | None] | None:
        """The folders whose models go into the copy, None for the top; None for all there is."""
        found = [id for id, item in self.items.items() if item.checkState(0) == Qt.CheckState.Checked]
        return None if len(found) == len(self.items) else found

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        state = item.checkState(0)
        self.tree.blockSignals(True)
        for each in _below(item):
            each.setCheckState(0, state)
        self.tree.blockSignals(False)
        self.tree.viewport().update()
        self._say()

    def _say(self) -> None:
        self.tree.setHeaderLabels([say("shelf.send.folder"), say("shelf.send.models")])
        self.tree.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        ticked = [each for each in self.items.values() if each.checkState(0) == Qt.CheckState.Checked]
        self.count.setText(say("shelf.send.count", count=sum(each.data(0, _COUNT) for each in ticked)))
        self.go.setEnabled(bool(ticked))


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for number in range(item.childCount()):
        child = item.child(number)
        if child is not None:
            yield child
            yield from _below(child)
