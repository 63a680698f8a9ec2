"""A library's dictionary in a tab: its entries by kind, who uses the selected one, and what may be there twice."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from modeller.language import listed, message, say, words
from modeller.model.dictionary import ENTRY_KINDS, Alike, Entry, Use
from modeller.ui.icons import tinted
from modeller.ui.library_held import OpenLibrary
from modeller.ui.tab_page import TabPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_DATA = Qt.ItemDataRole.UserRole
_COLUMNS = ("name", "kind", "translation", "state", "above", "synonyms", "definition")
_WIDEST = 240
"""Pixels of a column that is as wide as what stands in it, but for the last; the rest is told by its tip."""
_ALWAYS = ("import", "export")
_ON_ONE = ("edit", "rename", "remove")


class DictionaryPage(TabPage):
    """`asked(deed)` asks for a change, `opened(use)` to show where an entry is used, `chosen()` tells of another one.

    The deeds are ``add``, ``edit``, ``rename``, ``remove``, ``merge``, ``import`` and ``export``.
    """

    asked = Signal(str)
    opened = Signal(object)
    chosen = Signal()
    listed = Signal()
    renamed = Signal()
    """Its title is another."""

    def __init__(self, held: OpenLibrary, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.held = held
        self.where = str(held.path)
        self.title = self.named
        self.wording = Wording(self)
        self.search = QLineEdit(self)
        self.kinds = QComboBox(self)
        self.list = QTreeWidget(self)
        self.count = self._label("muted")
        self.empty = self._label("lead")
        self.heading = self._label("heading")
        self.said = self._label("muted")
        self.used = QListWidget(self)
        self.alike = QListWidget(self)
        self._pairs: Sequence[Alike] | None = None
        self._compared: Sequence[Entry] | None = None
        self._wanted = ""
        self.buttons: dict[str, QPushButton] = {}
        self._set_up()
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._show())
        self.kinds.currentIndexChanged.connect(lambda _: self._show())
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.itemActivated.connect(lambda *_: self._ask("edit"))
        self.used.itemClicked.connect(self._open)
        self.used.itemActivated.connect(self._open)
        self.alike.itemSelectionChanged.connect(self._allow)
        held.listed.connect(self._listed)
        held.pages += 1
        self.dress(look)
        self.wording.each(self._say)
        self.setFocusProxy(self.search)

    @property
    def named(self) -> str:
        """What its tab is to say."""
        return say("dictionary.page.title", name=self.held.name)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _set_up(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(len(_COLUMNS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.header().setStretchLastSection(True)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.list.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # by kind and name at first
        self.list.setSortingEnabled(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.said.setWordWrap(True)
        for each in (self.used, self.alike):
            each.setWordWrap(True)
            each.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _button(self, deed: str, row: QHBoxLayout) -> None:
        button = QPushButton(self)
        button.clicked.connect(lambda: self._ask(deed))
        self.wording.put(button.setText, message(f"dictionary.page.{deed}"))
        self.buttons[deed] = button
        row.addWidget(button)

    def _ask(self, deed: str) -> None:
        if self.buttons[deed].isEnabled():
            self.asked.emit(deed)

    def _lay_out(self) -> None:
        bar = QFrame(self)
        bar.setObjectName("trail")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.kinds)
        row.addWidget(self.count)
        row.addStretch(1)
        for deed in ("add", *_ON_ONE, *_ALWAYS):
            self._button(deed, row)
        side = QFrame(self)
        side.setObjectName("side")
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for part, stretch in ((self.heading, 0), (self.said, 0), (self.used, 2)):
            column.addWidget(part, stretch)
        title = self._label("section")
        self.wording.put(title.setText, message("dictionary.page.alike"))
        column.addWidget(title)
        column.addWidget(self.alike, 1)
        last = QHBoxLayout()
        last.addStretch(1)
        self._button("merge", last)
        column.addLayout(last)
        left = QWidget(self)
        stack = QVBoxLayout(left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.list)
        stack.addWidget(self.empty, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([820, 320])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(split, 1)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        return self.held.listing.dictionary if self.held.listing is not None else ()

    @property
    def kind(self) -> str:
        """The kind that is shown; nothing for all."""
        return self.kinds.currentData() or ""

    @property
    def entry(self) -> Entry | None:
        """The selected one."""
        item = next(iter(self.list.selectedItems()), None)
        return item.data(0, _DATA) if item is not None else None

    @property
    def pair(self) -> Alike | None:
        """The selected two that may be one."""
        item = next(iter(self.alike.selectedItems()), None)
        return item.data(_DATA) if item is not None else None

    def _say(self) -> None:
        held = self.kind
        quiet = QSignalBlocker(self.kinds)
        self.kinds.clear()
        self.kinds.addItem(say("dictionary.page.all"), "")
        for kind in ENTRY_KINDS:
            self.kinds.addItem(say(f"dictionary.kind.{kind}"), kind)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(held)))
        quiet.unblock()
        self.search.setPlaceholderText(say("dictionary.page.find"))
        self.search.setAccessibleName(say("dictionary.page.find"))
        self.kinds.setAccessibleName(say("dictionary.page.kind"))
        self.list.setAccessibleName(self.named)
        self.used.setAccessibleName(say("dictionary.page.used"))
        self.alike.setAccessibleName(say("dictionary.page.alike"))
        self.list.setHeaderLabels([say(f"dictionary.page.{each}") for each in _COLUMNS])
        if self._pairs is not None:
            self.show_alike(self._pairs)
        self._show()
        self.title = self.named
        self.renamed.emit()

    def _listed(self) -> None:
        if self.entries == self._compared:
            self._allow()
            self.chosen.emit()  # it may be used elsewhere now
            return
        self._compared = self.entries
        self._show()
        self.listed.emit()  # who is like whom takes long to find out

    def _show(self) -> None:
        chosen = self.entry.id if self.entry is not None else ""
        quiet = QSignalBlocker(self.list)
        self.list.setSortingEnabled(False)
        self.list.clear()
        known = {each.id: each.name for each in self.entries}
        for entry in self.entries:
            if (not self.kind or entry.kind == self.kind) and _has(entry, self.search.text()):
                item = QTreeWidgetItem(self.list, _cells(entry, known))
                item.setData(0, _DATA, entry)
                item.setSelected(entry.id == chosen)
                for column in range(len(_COLUMNS)):
                    item.setToolTip(column, item.text(column))
        self.list.setSortingEnabled(True)
        quiet.unblock()
        self._fit_columns()
        if self._wanted in known:
            self.show_entry(self._wanted)
        count = self.list.topLevelItemCount()
        self.count.setText(say("dictionary.page.count", count=count))
        self.list.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.empty.setText(say("dictionary.page.nothing" if self.entries else "dictionary.page.none"))
        self._selected()

    def _fit_columns(self) -> None:
        """As wide as what stands in them, so that little is cut; the definition takes the rest."""
        for column in range(len(_COLUMNS) - 1):
            wanted = max(self.list.sizeHintForColumn(column), self.list.header().sectionSizeHint(column)) + 12
            self.list.setColumnWidth(column, min(wanted, _WIDEST))

    def show_entry(self, id: str) -> None:
        """Select an entry as soon as it is there, whatever is filtered."""
        self._wanted = id
        entry = next((each for each in self.entries if each.id == id), None)
        if entry is None:
            return
        self._wanted = ""
        if self.kind not in ("", entry.kind):
            self.kinds.setCurrentIndex(0)
        if not _has(entry, self.search.text()):
            self.search.clear()
        self.select(id)

    def select(self, id: str) -> None:
        """Select an entry, as far as it is shown."""
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            if item is not None and item.data(0, _DATA).id == id:
                self.list.setCurrentItem(item)

    def _selected(self) -> None:
        self.show_uses(None)
        self._allow()
        self.chosen.emit()

    def _allow(self) -> None:
        writable = self.held.writable
        for deed in ("add", "import"):
            self.buttons[deed].setEnabled(writable)
        for deed in _ON_ONE:
            self.buttons[deed].setEnabled(writable and self.entry is not None)
        self.buttons["export"].setEnabled(bool(self.entries))
        self.buttons["merge"].setEnabled(writable and self.pair is not None)

    def show_uses(self, uses: Sequence[Use] | None) -> None:
        """Who uses the selected entry; None while it is not known."""
        entry = self.entry
        self.heading.setText(entry.name if entry is not None else say("dictionary.page.used"))
        self.used.clear()
        if entry is None:
            self.said.setText(say("dictionary.page.choose"))
        elif uses is None:
            self.said.setText("")
        else:
            self.said.setText(say("dictionary.page.uses", count=len(uses)) if uses else say("dictionary.said.unused"))
        for use in uses or ():
            by_name = "" if use.referred else f"  ({say('dictionary.said.by_name')})"
            item = QListWidgetItem(f"{use.model_name} › {use.text}{by_name}", self.used)
            item.setData(_DATA, use)

    def show_alike(self, pairs: Sequence[Alike]) -> None:
        """What may be there twice."""
        self._pairs = pairs
        self.alike.clear()
        for pair in pairs:
            why = say(f"dictionary.alike.{pair.why}")
            item = QListWidgetItem(f"{pair.first.name} – {pair.second.name}\n{why}", self.alike)
            item.setData(_DATA, pair)
        if not pairs:
            item = QListWidgetItem(words(message("dictionary.said.no_duplicates")), self.alike)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._allow()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_DATA))

    # -- looks and the end ---------------------------------------------------------------------------------------

    def dress(self, look: Look) -> None:
        for action in self.search.actions():
            self.search.removeAction(action)
        self.search.addAction(tinted("find", look), QLineEdit.ActionPosition.LeadingPosition)

    def leave(self) -> None:
        self.held.listed.disconnect(self._listed)
        self.held.pages -= 1


def _cells(entry: Entry, known: Mapping[str, str]) -> list[str]:
    return [
        entry.name, say(f"dictionary.kind.{entry.kind}"), entry.translation, say(f"dictionary.state.{entry.state}"),
        known.get(entry.parent or "", ""), listed(entry.synonyms), " ".join(entry.definition.split()),
    ]  # fmt: skip


def _has(entry: Entry, text: str) -> bool:
    said = " ".join((entry.name, entry.translation, *entry.synonyms, entry.definition)).casefold()
    return all(part in said for part in text.casefold().split())
