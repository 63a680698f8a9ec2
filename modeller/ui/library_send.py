"""A copy of a library to send, from its window: which folders go into it, and where to."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from modeller.jobs.library_listing import Listing
from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save
from modeller.ui.folder_ticks import FolderTicks
from modeller.ui.forms import go_and_cancel
from modeller.ui.library_shelf import SUFFIX
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.ui.library_held import OpenLibrary
    from modeller.ui.library_page import LibraryPage


def ask(window: Window, page: "LibraryPage") -> None:
    """Choose folders, then a file: the copy is without the bin and without what was deleted."""
    held = page.held
    if held.listing is None:
        return
    dialog = SendDialog(held.listing, window)
    if len(dialog.tree.items) == 1:  # no folders: there is nothing to choose
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
    """The folders with a box each, all ticked to begin with."""

    def __init__(self, listing: Listing, window: Window) -> None:
        super().__init__(window)
        self.wording = Wording(self)
        self.resize(560, 560)
        self.wording.put(self.setWindowTitle, message("shelf.send_title"))
        head, how = self._label("cardtitle"), self._label("muted")
        self.wording.put(head.setText, message("shelf.send.head", name=listing.facts.name))
        self.wording.put(how.setText, message("shelf.send.how"))
        self.tree = FolderTicks(listing, window.desk.look, self.wording, self)
        self.count = self._label("muted")
        buttons = go_and_cancel(self, self.wording, "send", self.accept)
        self.go = next(each for each in buttons.buttons() if each.objectName() == "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        for widget in (head, how, self.tree, self.count, buttons):
            layout.addWidget(widget, 1 if widget is self.tree else 0)
        self.tree.ticked.connect(self._say)
        self.wording.each(self._say)

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def chosen(self) -> list[str | None] | None:
        """The folders whose models go into the copy, None for the top; None for all there is."""
        return self.tree.chosen()

    def _say(self) -> None:
        self.count.setText(say("shelf.send.count", count=self.tree.count))
        self.go.setEnabled(self.tree.chosen() != [])
