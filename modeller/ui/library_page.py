"""A library in a tab: folders at the left, models as a list or as tiles, what is said of the selected at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from modeller.language import message, say
from modeller.model.entries import ModelEntry
from modeller.ui.icons import dress, tinted
from modeller.ui.library_details import LibraryDetails
from modeller.ui.library_filter import chosen
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_panels import VersionsAndApproval
from modeller.ui.library_pictures import LibraryPictures
from modeller.ui.library_table import COLUMNS, ENTRY, LibraryTable
from modeller.ui.library_tiles import TileDelegate
from modeller.ui.library_tree import LibraryTree
from modeller.ui.tab_page import TabPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.ui.actions import Actions

_TYPING = 60
"""Milliseconds after the last key until the list follows what is looked for."""
_TOOLS = ("library_new_model", "library_new_folder", "library_import", "library_dictionary", "library_more")

_EMPTY = {"bin": "bin_empty", "due": "nothing_due"}
"""What is said where a place has no models."""


class LibraryPage(TabPage):
    """Shows `held`. `opened(id)` asks to open a model, `menu_asked(place)` for the menu of what is selected.

    `selected()` tells that something else is selected. What is to be changed is asked for by the signals of `tree`,
    `table` and `details`.
    """

    opened = Signal(str)
    selected = Signal()
    menu_asked = Signal(object)

    def __init__(self, held: OpenLibrary, look: Look, actions: "Actions", parent: QWidget) -> None:
        super().__init__(parent)
        self.held = held
        self.look = look
        self.where = str(held.path)
        self.title = held.name
        self._found = 0
        self.pictures = LibraryPictures(held, self)
        self.tree = LibraryTree(look, self)
        self.table = LibraryTable(look, self)
        self.panels = VersionsAndApproval(look, self)
        self.versions = self.panels.versions
        self.approval = self.panels.approval
        self.details = LibraryDetails(self.panels, self)
        self.list = QTreeView(self)
        self.tiles = QListView(self)
        self.delegate = TileDelegate(self.pictures, look, self.tiles)
        self.search = QLineEdit(self)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.empty = QLabel(self)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.modes: dict[str, QToolButton] = {}
        self._buttons: list[tuple[QToolButton, str]] = []
        self._views = QStackedWidget(self)
        self.wording = Wording(self)
        self._timer = QTimer(self, singleShot=True, interval=_TYPING)
        self._timer.timeout.connect(self._show)
        self._set_up_views()
        self._lay_out(actions)
        self._connect()
        self.dress(look)
        held.pages += 1
        self.wording.each(self._say)
        self._listed()
        self.setFocusProxy(self.search)

    @property
    def named(self) -> str:
        """What its tab is to say."""
        return self.held.name

    def _set_up_views(self) -> None:
        self.list.setModel(self.table)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((260, 100, 80, 260, 150, 140, 110)):
            self.list.setColumnWidth(column, width)
        self.tiles.setModel(self.table)
        self.tiles.setViewMode(QListView.ViewMode.IconMode)
        self.tiles.setResizeMode(QListView.ResizeMode.Adjust)
        self.tiles.setMovement(QListView.Movement.Snap)
        self.tiles.setUniformItemSizes(True)
        self.tiles.setLayoutMode(QListView.LayoutMode.Batched)
        self.tiles.setItemDelegate(self.delegate)
        self.tiles.setSelectionModel(self.list.selectionModel())
        for view in (self.list, self.tiles):
            view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
            view.setDefaultDropAction(Qt.DropAction.MoveAction)
            view.setDropIndicatorShown(True)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.activated.connect(self._activated)
            view.customContextMenuRequested.connect(self._ask_menu(view))
            self.wording.put(view.setAccessibleName, message("shelf.models"))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._ask_menu(self.tree))

    def _ask_menu(self, view: QAbstractItemView) -> Callable[[QPoint], None]:
        return lambda place: self.menu_asked.emit(view.viewport().mapToGlobal(place))

    def _lay_out(self, actions: "Actions") -> None:
        bar = QFrame(self)
        bar.setObjectName("trail")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(380)
        row.addWidget(self.search, 1)
        group = QButtonGroup(self)
        for place, name in enumerate(("tiles", "list")):
            button = QToolButton(bar)
            button.setCheckable(True)
            group.addButton(button, place)
            self.wording.put(button.setToolTip, message(f"shelf.as_{name}"))
            self.wording.put(button.setAccessibleName, message(f"shelf.as_{name}"))
            row.addWidget(button)
            self.modes[name] = button
            self._buttons.append((button, {"tiles": "grid", "list": "properties"}[name]))
        group.idClicked.connect(self._views.setCurrentIndex)
        self.modes["tiles"].setChecked(True)
        self.count.setObjectName("muted")
        row.addWidget(self.count)
        row.addStretch(1)
        for name in _TOOLS:
            button = QToolButton(bar)
            button.setDefaultAction(actions[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            row.addWidget(button)
        self._views.addWidget(self.tiles)
        self._views.addWidget(self.list)
        self.empty.setObjectName("lead")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._views.addWidget(self.empty)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part in (self.tree, self._views, self.details):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 740, 320])
        self.tree.setMinimumWidth(140)
        self.details.setMinimumWidth(220)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self.held.listed.connect(self._listed)
        self.tree.chosen.connect(self._show)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.pictures.came.connect(self.tiles.viewport().update)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())

    def _say(self) -> None:
        self.search.setPlaceholderText(say("shelf.find"))
        self.search.setAccessibleName(say("shelf.find"))
        self._count_models()

    # -- what is shown -------------------------------------------------------------------------------------------

    def _listed(self) -> None:
        listing = self.held.listing
        if listing is None:
            return
        self.tree.show_listing(listing, self.held.writable)
        self._show()

    def _show(self) -> None:
        listing = self.held.listing
        if listing is None:
            return
        kind, folder, text = self.tree.kind, self.tree.folder, self.search.text()
        held = {each.id for each in self.selection()}
        found = chosen(listing, kind, folder, text)
        self._found = len(found)
        for column, name in enumerate(COLUMNS):
            self.list.setColumnHidden(column, name == ("tags" if kind == "due" else "due"))
        self.table.show(
            found, listing, arrange=kind == "folder" and not text.strip(), writable=self.held.writable and kind != "bin"
        )
        if held and not self.selection():
            self.select(*held)
        self._count_models()
        shown = self.modes["list"].isChecked() if found else 2
        self._views.setCurrentIndex(int(shown))
        self._selection_changed()

    def _count_models(self) -> None:
        listing = self.held.listing
        if listing is None:
            self.empty.setText("")
            return
        self.count.setText(say("shelf.count", count=self._found))
        key = "nothing_found" if self.search.text().strip() else _EMPTY.get(self.tree.kind, "empty")
        self.empty.setText(say(f"shelf.{key}"))

    # -- what is selected ----------------------------------------------------------------------------------------

    def selection(self) -> list[ModelEntry]:
        """The selected models, in their order."""
        ranges = self.list.selectionModel().selection()
        parts = (ranges.at(number) for number in range(ranges.count()))  # which asks the model nothing
        rows = {row for each in parts for row in range(each.top(), each.bottom() + 1)}
        return [self.table.entry(self.table.index(row, 0)) for row in sorted(rows)]

    def select(self, *ids: str) -> None:
        """Select models, as far as they are shown."""
        selection = self.list.selectionModel()
        selection.clearSelection()
        for id in ids:
            row = self.table.row_of(id)
            if row >= 0:
                index = self.table.index(row, 0)
                flag = QItemSelectionModel.SelectionFlag
                selection.setCurrentIndex(index, flag.Select | flag.Rows)
                self.view.scrollTo(index)

    @property
    def view(self) -> QAbstractItemView:
        """The list or the tiles, whichever is seen."""
        return self.list if self.modes["list"].isChecked() else self.tiles

    @property
    def in_folders(self) -> bool:
        """Whether the keyboard is with the folders."""
        return self.tree.hasFocus()

    def rename(self) -> None:
        """Let somebody write another name for the selected model, or the folder."""
        index = self.list.selectionModel().currentIndex()
        if self.in_folders and self.tree.folder is not None:
            self.tree.edit_folder(self.tree.folder)
        elif index.isValid() and self.selection():
            self.view.edit(index.siblingAtColumn(0))

    def _selection_changed(self) -> None:
        entries = self.selection()
        self.details.show_models(entries, self.held.listing, self.held.writable)
        self.panels.show_model(self.held, entries[0] if len(entries) == 1 else None)
        self.selected.emit()

    def _activated(self, index: QModelIndex) -> None:
        entry: ModelEntry = index.data(ENTRY)
        if not entry.binned:
            self.opened.emit(entry.id)

    # -- looks and the end ---------------------------------------------------------------------------------------

    def dress(self, look: Look) -> None:
        self.look = look
        self.delegate.look = look
        self.tree.dress(look)
        self.table.dress(look)
        self.panels.dress(look)
        for button, icon in self._buttons:
            dress(button, icon, look, 18)
        for action in self.search.actions():
            self.search.removeAction(action)
        self.search.addAction(tinted("find", look), QLineEdit.ActionPosition.LeadingPosition)
        self.tiles.viewport().update()

    def leave(self) -> None:
        self.details.finish()
        self.pictures.stop()
        self.held.listed.disconnect(self._listed)
        self.held.pages -= 1
