"""The versions of a library's model as a list: number, note, who made it and when; a click asks for one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.model.entries import ModelEntry, Version
from modeller.ui.icons import dress
from modeller.ui.library_badge import version_line
from modeller.ui.library_times import local_time
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.ui.desk import Window
    from modeller.ui.library_held import OpenLibrary

DEEDS = ("open", "compare_draft", "compare", "restore", "branch", "export")
"""What can be asked for of a version; comparing needs two."""


class VersionsPanel(QWidget):
    """Of the model that is shown. `asked(deed, versions)` asks for one of `DEEDS`; `asked_new()` for a new version."""

    asked = Signal(str, object)
    asked_new = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.held: OpenLibrary | None = None
        self.entry: ModelEntry | None = None
        self.versions: tuple[Version, ...] = ()
        self._known: tuple[str, int] = ("", -1)
        self.wording = Wording(self)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setObjectName("section")
        self.add = QToolButton(self)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.none = QLabel(self)
        self.none.setObjectName("muted")
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.add)
        head.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        for button, key in ((self.add, "shelf.version.new"), (self.more, "shelf.version.more")):
            self.wording.put(button.setToolTip, message(key))
            self.wording.put(button.setAccessibleName, message(key))
        self.wording.put(self.title.setText, message("shelf.versions"))
        self.wording.put(self.list.setAccessibleName, message("shelf.versions"))
        self.add.clicked.connect(self.asked_new)
        self.list.itemActivated.connect(lambda _: self._ask("open"))
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.itemSelectionChanged.connect(self._allow)
        self.dress(look)
        self.wording.each(self._fill)

    def show_model(self, held: "OpenLibrary | None", entry: ModelEntry | None) -> None:
        """The versions of a model, read off the GUI thread."""
        self.held, self.entry = held, entry
        if held is None or entry is None:
            self._known = ("", -1)
            self._read(())
            return
        revision = held.listing.facts.revision if held.listing is not None else -1
        if (entry.id, revision) == self._known:
            return
        if entry.id != self._known[0]:
            self._read(())
        self._known = (entry.id, revision)
        window = self.window()

        def job(library: "Library", _: Progress) -> tuple[Version, ...]:
            from modeller.library.versions import versions

            return tuple(versions(library, entry.id))

        def read(found: tuple[Version, ...]) -> None:
            if self.entry is not None and self.entry.id == entry.id:
                self._read(found)

        if entry.id in (held.listing.latest if held.listing is not None else ()):
            held.do(job, read, message("shelf.listing", name=held.name), _as_window(window))
        else:
            self._read(())

    def _read(self, found: tuple[Version, ...]) -> None:
        self.versions = found
        self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        dress(self.add, "plus", look, 16)
        dress(self.more, "more", look, 16)
        self._fill()

    def chosen(self) -> list[Version]:
        """The selected versions, the latest first."""
        rows = sorted(self.list.row(item) for item in self.list.selectedItems())
        return [self.versions[row] for row in rows]

    def choose(self, *numbers: str) -> None:
        """Select versions by their numbers."""
        for row, version in enumerate(self.versions):
            self.list.item(row).setSelected(version.number in numbers)

    def _fill(self) -> None:
        held = {each.id for each in self.chosen()} if self.list.count() == len(self.versions) else set()
        self.list.clear()
        for version in self.versions:
            who = version.author or version.account
            lines = [f"{version.number}   {local_time(version.time)}   {who}".rstrip()]
            if self.entry is not None and version.draft_digest == self.entry.digest:
                lines.append(say("shelf.version.current"))
            if standing := version_line(version, self.held.listing if self.held is not None else None):
                lines.append(standing)
            if version.note:
                lines.append(version.note)
            item = QListWidgetItem("\n".join(lines))
            item.setForeground(QColor(self._look.text))
            self.list.addItem(item)
            item.setSelected(version.id in held)
        self.none.setVisible(not self.versions)
        self.none.setText(say("shelf.version.none"))
        self.list.setVisible(bool(self.versions))
        self._allow()

    def _allow(self) -> None:
        self.add.setEnabled(self.entry is not None and self.held is not None and self.held.writable)
        self.more.setEnabled(bool(self.list.selectedItems()))

    def _fill_menu(self) -> None:
        self.menu.clear()
        count = len(self.list.selectedItems())
        writable = self.held is not None and self.held.writable
        for deed in DEEDS:
            wanted = 2 if deed == "compare" else 1
            action = self.menu.addAction(say(f"shelf.version.{deed}"))
            action.setEnabled(count == wanted and (writable or deed not in ("restore", "branch")))
            action.triggered.connect(lambda _=False, deed=deed: self._ask(deed))

    def _show_menu(self, place: QPoint) -> None:
        if self.list.selectedItems():
            self.menu.popup(self.list.viewport().mapToGlobal(place))

    def _ask(self, deed: str) -> None:
        if self.chosen():
            self.asked.emit(deed, self.chosen())


def _as_window(widget: QWidget) -> "Window":
    from modeller.ui.desk import Window

    assert isinstance(widget, Window)
    return widget
