"""The panel below the drawing board: what the drawing says, one table behind each tab."""

from typing import Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.analysis.tables import Table
from modeller.editing.chains import is_chain
from modeller.jobs.analyse_model import Analysed
from modeller.language import message, say, words
from modeller.model.reading import Model
from modeller.ui.analysing import Analyser
from modeller.ui.analysis_table import AnalysisView
from modeller.ui.icons import tinted
from modeller.ui.model_page import ModelPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_LEAST: Final = 150
_USUAL: Final = 280
_ICON: Final = QSize(18, 18)
_FOLLOWED: Final = "analysisFollows"


class AnalysisPanel(QFrame):
    """`chosen(keys)` asks to show elements, `comparing` and `saving` for a file, `closed` to be put away."""

    chosen = Signal(object)
    comparing = Signal()
    saving = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("analysispanel")
        self.look = look
        self.found: Analysed | None = None
        self.page: ModelPage | None = None
        self._wanted = False
        self._compared: tuple[ModelPage, Model, str] | None = None
        self._keys: list[str] = []
        self.analyser = Analyser(self)
        self.analyser.ready.connect(self._ready)
        self.wording = Wording(self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("analysistabs")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.currentChanged.connect(self._show_table)
        self.view = AnalysisView(look, self)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._clicked)
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing = QLabel(self)
        """Said instead of figures where there can be none."""
        self.nothing.setObjectName("muted")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.equal = QCheckBox(self)
        self.equal.toggled.connect(self._set_equal)
        self.buttons: dict[str, QToolButton] = {}
        self._lay_out()
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self.view.copy)
        self.wording.put(self.equal.setText, message("analysis.panel.equal"))
        self.wording.put(self.equal.setToolTip, message("analysis.panel.equal_tip"))
        self.wording.put(self.nothing.setText, message("analysis.panel.nothing"))
        self.wording.put(self.tabs.setAccessibleName, message("analysis.panel.tabs"))
        self.wording.each(self._fill)
        self.dress(look)
        self.hide()

    def _lay_out(self) -> None:
        head = QFrame(self)
        head.setObjectName("analysishead")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.note)
        row.addWidget(self.equal)
        deeds = {
            "compare": self._ask_compare,
            "copy": self.view.copy,
            "xlsx": self.saving.emit,
            "close": self._put_away,
        }
        for name, deed in deeds.items():
            button = self.buttons[name] = QToolButton(head)
            button.setIconSize(_ICON)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            self.wording.put(button.setToolTip, message(f"analysis.panel.{name}"))
            self.wording.put(button.setAccessibleName, message(f"analysis.panel.{name}"))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        self.setMinimumHeight(_LEAST)

    def below(self, stack: QStackedWidget, parent: QWidget) -> QSplitter:
        """Pages with this panel below them."""
        split = QSplitter(Qt.Orientation.Vertical, parent)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(stack)
        split.addWidget(self)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, _USUAL])
        return split

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_wanted(self, wanted: bool) -> None:
        """Stand there, or no longer."""
        self._wanted = wanted
        self._follow()

    def show_page(self, page: ModelPage | None) -> None:
        """Follow another page; the figures of the one before go."""
        if page is self.page:
            return
        self.page = page
        if page is not None and not page.property(_FOLLOWED):
            page.setProperty(_FOLLOWED, True)
            page.view.selection_changed.connect(self._selected)
        self._follow()

    def _follow(self) -> None:
        there = self._wanted and self.page is not None
        self.setVisible(there)
        document = self.page.document if there and self.page is not None else None
        chain = document is not None and is_chain(document)
        self.nothing.setVisible(chain)
        for widget in (self.view, self.equal, self.buttons["compare"]):
            widget.setVisible(not chain)
        if chain:
            document = None
        held = self._compared
        self.analyser.other = held[1] if held is not None and held[0] is self.page else None
        if document is not self.analyser.document:
            self._ready(None)
        self.analyser.follow(document)

    def compare_with(self, model: Model | None, name: str = "") -> None:
        """Set the model of the page side by side with what it is to become, or no longer."""
        self._compared = (self.page, model, name) if self.page is not None and model is not None else None
        self.analyser.other = model
        self.analyser.ask()
        if model is not None:
            self._bring = "compared_figures"

    _bring = ""

    def _ready(self, found: Analysed | None) -> None:
        self.found = found
        self._fill()

    def _fill(self) -> None:
        """The tabs and the table in front, with what is known now."""
        tables = self.found.tables if self.found is not None else ()
        keys = [table.key for table in tables]
        if keys != self._keys:
            front = self._bring if self._bring in keys else self._front()
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            for table in tables:
                self.tabs.addTab(words(table.title))
            self.tabs.setCurrentIndex(keys.index(front) if front in keys else 0)
            self.tabs.blockSignals(False)
            self._keys, self._bring = keys, ""
        for place, table in enumerate(tables):
            self.tabs.setTabText(place, words(table.title))
        held = self._compared if self._compared is not None and self._compared[0] is self.page else None
        self.note.setText(say("analysis.panel.with", name=held[2]) if held is not None else "")
        self.note.setVisible(held is not None)
        for name in ("copy", "xlsx"):
            self.buttons[name].setEnabled(bool(tables))
        self.wording.put(
            self.buttons["compare"].setToolTip,
            message("analysis.panel.alone") if held is not None else message("analysis.panel.compare"),
        )
        self._show_table()

    def _front(self) -> str:
        place = self.tabs.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    @property
    def table(self) -> Table | None:
        """The table in front."""
        tables = self.found.tables if self.found is not None else ()
        return next((table for table in tables if table.key == self._front()), None)

    def bring(self, key: str) -> None:
        """Show one of the tables."""
        if key in self._keys:
            self.tabs.setCurrentIndex(self._keys.index(key))

    def _show_table(self, _place: int = 0) -> None:
        self.view.show(self.table)

    # -- what is done --------------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        keys = self.view.held.elements(index)
        if keys:
            self.chosen.emit(keys)

    def _selected(self) -> None:
        """Mark the row of the one step that is selected on the drawing board."""
        keys = self.page.selection if self.page is not None else ()
        table = self.table
        if self.isVisible() and len(keys) == 1 and table is not None:
            row = next((place for place, row in enumerate(table.rows) if row.elements == tuple(keys)), None)
            if row is not None and row != self.view.currentIndex().row():
                self.view.setCurrentIndex(self.view.held.index(row, min(1, len(table.columns) - 1)))

    def _set_equal(self, equal: bool) -> None:
        self.analyser.equal = equal
        self.analyser.ask()

    def _ask_compare(self) -> None:
        if self._compared is not None and self._compared[0] is self.page:
            self.compare_with(None)
        else:
            self.comparing.emit()

    def _put_away(self) -> None:
        self.closed.emit()

    def dress(self, look: Look) -> None:
        self.look = look
        icons = {"compare": "side-by-side", "copy": "copy", "xlsx": "table", "close": "close"}
        for name, icon in icons.items():
            self.buttons[name].setIcon(tinted(icon, look))
        self.view.held.dress(look)
        self.view.fit()

    def leave(self) -> None:
        """The window is about to go."""
        self.page = None
        self.analyser.close()
