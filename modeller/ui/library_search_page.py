"""A tab that searches all open libraries as one types."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from modeller.canvas.guarded import guarded
from modeller.language import Message, message, say, words
from modeller.notation.differences import type_in_words
from modeller.ui.icons import tinted
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_search import seeker_of
from modeller.ui.library_search_lines import LINE, Line, LineDelegate
from modeller.ui.library_shelf import Shelf
from modeller.ui.tab_page import TabPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.model.entries import Found, Hit

_TYPING: Final = 40
"""Milliseconds after the last key until the search begins."""
_RANKS: Final = ("exact", "begins", "contains")
_IN_ENTRY: Final = {"translation": "also", "definition": "defined", "synonym": "synonymous"}
_TARGET: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Field(QLineEdit):
    """`moved(event)` for the keys that go up and down, `entered()` for those that choose."""

    moved = Signal(object)
    entered = Signal()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.moved.emit(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class LibrarySearchPage(TabPage):
    """`chosen(path, hit)` asks to show what a hit of the library at `path` says."""

    chosen = Signal(object, object)

    def __init__(self, shelf: Shelf, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._found: dict[Path, Found] = {}
        self.waits: set[Path] = set()
        """The libraries that have not answered yet: what they answered before stays until then."""
        self._failed: Message | None = None
        self._groups: list[QTreeWidgetItem] = []
        self.wording = Wording(self)
        self.field = _Field(self)
        self.field.setClearButtonEnabled(True)
        self.all_versions = QCheckBox(self)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        self.tree = QTreeWidget(self)
        self.delegate = LineDelegate(look, self.tree)
        self.said = QLabel(self)
        self.said.setObjectName("lead")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._views = QStackedWidget(self)
        self._timer = QTimer(self, singleShot=True, interval=_TYPING)
        self._timer.timeout.connect(self.search)
        self._lay_out()
        self.field.textChanged.connect(lambda _: self._timer.start())
        self.field.moved.connect(self._move)
        self.field.entered.connect(self._enter)
        self.all_versions.toggled.connect(lambda _: self._timer.start())
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        shelf.listed.connect(self._listed)
        self.wording.put(self.field.setPlaceholderText, message("shelf.search.prompt"))
        self.wording.put(self.field.setAccessibleName, message("shelf.search"))
        self.wording.put(self.tree.setAccessibleName, message("shelf.search"))
        self.wording.put(self.all_versions.setText, message("shelf.search.all_versions"))
        self.dress(look)
        self.wording.each(self._say)
        self.setFocusProxy(self.field)

    def _lay_out(self) -> None:
        bar = QFrame(self)
        bar.setObjectName("trail")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        self.field.setMinimumWidth(200)
        self.field.setMaximumWidth(560)
        row.addWidget(self.field, 3)
        row.addWidget(self.all_versions)
        row.addWidget(self.count)
        row.addStretch(1)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(34)
        self.tree.setUniformRowHeights(True)
        self.tree.setMouseTracking(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setItemDelegate(self.delegate)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._views.addWidget(self.said)
        self._views.addWidget(self.tree)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self._views, 1)

    # -- searching -----------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Ask all open libraries."""
        self._timer.stop()
        text, libraries = self.field.text(), self._shelf.libraries
        self._failed = None
        self._found = {path: found for path, found in self._found.items() if path in libraries and text.strip()}
        if not text.strip():
            self._forget()
            self._show()
            return
        self.waits = set(libraries)
        for path, held in tuple(libraries.items()):
            told, failed = partial(self._answered, path), partial(self._fails, path)
            seeker_of(held).ask(self, text, self.all_versions.isChecked(), told, failed)
        if not libraries:
            self._show()

    def _answered(self, path: Path, found: "Found") -> None:
        if found.whole:
            self.waits.discard(path)
        elif not found.hits:  # what was found before stays until something is
            return
        self._found[path] = found
        self._show()

    def _fails(self, path: Path, why: Message) -> None:
        self.waits.discard(path)
        self._found.pop(path, None)
        self._failed = why
        self._show()

    def _listed(self, held: OpenLibrary) -> None:
        if self.isVisible() and held.path not in self._found:
            self._timer.start()

    def _forget(self) -> None:
        self.waits.clear()
        for held in self._shelf.libraries.values():
            seeker_of(held).forget(self)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()  # something may have changed, or another library be there

    # -- what was found ------------------------------------------------------------------------------------------

    def _say(self) -> None:
        self.title = say("shelf.search")
        self._show()

    def _show(self) -> None:
        current = self.tree.currentItem()
        held = current.data(0, _TARGET) if current is not None else None
        self._groups = []
        self.tree.clear()
        groups: dict[tuple[Path, str], QTreeWidgetItem] = {}
        hits = [(path, hit) for path, found in self._found.items() for hit in found.hits]
        for path, hit in sorted(hits, key=lambda pair: _RANKS.index(pair[1].rank)):
            group = groups.get((path, hit.model))
            if group is None:
                group = groups[path, hit.model] = self._group(path, hit)
            if _is_name(hit):
                self._put(group, Line(hit.text, hit.matches, self._place(path, hit), "model"), (path, hit))
            else:
                self._put(QTreeWidgetItem(group), Line(hit.text, hit.matches, _about(hit)), (path, hit))
        self._groups = list(groups.values())
        self.tree.expandAll()
        self._choose_current(held)
        self._say_count(len(hits))

    def _group(self, path: Path, hit: "Hit") -> QTreeWidgetItem:
        group = QTreeWidgetItem(self.tree)
        name, icon = (hit.name, "model") if hit.model else (say("shelf.search.dictionary"), "properties")
        self._put(group, Line(name, (), self._place(path, hit), icon), (path, hit))
        if not hit.model:  # a heading: what is chosen are the entries below it
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return group

    def _put(self, row: QTreeWidgetItem, line: Line, target: "tuple[Path, Hit]") -> None:
        row.setData(0, LINE, line)
        row.setData(0, _TARGET, target)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, line.spoken)

    def _place(self, path: Path, hit: "Hit") -> str:
        held = self._shelf.libraries.get(path)
        several = len(self._shelf.libraries) > 1 and held is not None
        return " › ".join(((held.name,) if several and held is not None else ()) + hit.path)

    def _choose_current(self, before: "tuple[Path, Hit] | None") -> None:
        first: QTreeWidgetItem | None = None
        for row in self._rows():
            if first is None:
                first = row
            if row.data(0, _TARGET) == before:
                first = row
                break
        if first is not None:
            self.tree.setCurrentItem(first)

    def _rows(self) -> list[QTreeWidgetItem]:
        """All rows that can be chosen, from above."""
        found: list[QTreeWidgetItem | None] = []
        for group in self._groups:
            found += [group, *(group.child(number) for number in range(group.childCount()))]
        return [row for row in found if row is not None and row.flags() & Qt.ItemFlag.ItemIsSelectable]

    def _say_count(self, count: int) -> None:
        more = any(found.more for found in self._found.values())
        key = "more" if more else "count"
        self.count.setText(say(f"shelf.search.{key}", count=count) if count else "")
        if count:
            self._views.setCurrentWidget(self.tree)
            return
        if self._failed is not None:
            self.said.setText(words(self._failed))
        elif not self._shelf.libraries:
            self.said.setText(say("shelf.search.none_open"))
        elif not self.field.text().strip():
            self.said.setText(say("shelf.search.begin"))
        else:
            self.said.setText("" if self.waits else say("shelf.search.nothing"))
        self._views.setCurrentWidget(self.said)

    # -- choosing ------------------------------------------------------------------------------------------------

    def _move(self, event: QKeyEvent) -> None:
        self.tree.keyPressEvent(event)

    def _enter(self) -> None:
        if self._timer.isActive():  # what stands there is not what was asked for
            return
        current = self.tree.currentItem()
        if current is not None:
            self._choose(current)

    def _choose(self, row: QTreeWidgetItem, _: int = 0) -> None:
        self.chosen.emit(*row.data(0, _TARGET))

    # -- looks and the end ---------------------------------------------------------------------------------------

    def dress(self, look: Look) -> None:
        self.delegate.look = look
        for action in self.field.actions():
            self.field.removeAction(action)
        self.field.addAction(tinted("find", look), QLineEdit.ActionPosition.LeadingPosition)
        self.tree.viewport().update()

    def leave(self) -> None:
        self._timer.stop()
        self._shelf.listed.disconnect(self._listed)
        self._forget()


def _is_name(hit: "Hit") -> bool:
    """Is it what the model is called?"""
    return bool(hit.model) and not hit.element and hit.field == "name" and not hit.version


def _about(hit: "Hit") -> str:
    """What it is that says so: of which version, what kind of element or entry, and in which of its texts."""
    said = [say("shelf.search.version", number=hit.version)] if hit.version else []
    if not hit.model:
        said += [hit.name] if hit.field != "entry" else []
        said.append(say(f"dictionary.kind.{hit.kind}"))
    elif hit.element and hit.field in ("name", "documentation", "attribute"):
        said.append(type_in_words(hit.kind))
    if hit.field not in ("name", "entry"):
        said.append(say(f"library.hit.{_IN_ENTRY.get(hit.field, hit.field)}"))
    return " · ".join(said)
