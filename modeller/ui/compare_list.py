"""The differences of two models as a list: by where they stand, filtered by kind, each with what it was and is."""

import html
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from modeller.canvas.differences import paint_badge
from modeller.drawing.theme import Theme
from modeller.jobs.compare_models import Compared
from modeller.language import message, say, words
from modeller.model.compare import KINDS, Difference, Kind
from modeller.notation.differences import change_in_words, differences_by_place, element_in_words, record_of
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_MOST = 3000
_BADGE = 16
_SAID = {
    "removed": message("compare.kind.removed"),
    "added": message("compare.kind.added"),
    "changed": message("compare.kind.changed"),
    "layout": message("compare.kind.layout"),
    "tools": message("compare.kind.tools"),
}


def badge(kind: Kind, theme: Theme, ratio: float) -> QIcon:
    """The sign of a kind of difference."""
    pixmap = QPixmap(round(_BADGE * ratio), round(_BADGE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_badge(painter, QRectF(1, 1, _BADGE - 2, _BADGE - 2), kind, theme)
    painter.end()
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


class CompareList(QWidget):
    """`chosen(difference, attribute)` tells what is current: a difference, or one attribute of it; None for neither.

    `filtered()` tells that other kinds are shown.
    """

    chosen = Signal(object, str)
    filtered = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._compared: Compared | None = None
        self._rows: dict[int, QTreeWidgetItem] = {}
        self._said: dict[int, tuple[Difference, str]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(4)
        self.filters: dict[Kind, QToolButton] = {}
        for kind in KINDS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(kind in ("removed", "added", "changed"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(_BADGE, _BADGE))
            button.toggled.connect(self._refilter)
            row.addWidget(button)
            self.filters[kind] = button
        row.addStretch(1)
        column.addLayout(row)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setIconSize(QSize(_BADGE, _BADGE))
        self.tree.setIndentation(16)
        self.tree.setUniformRowHeights(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.currentItemChanged.connect(self._current)
        column.addWidget(self.tree, 1)
        self.same = QLabel(self)
        self.same.setObjectName("lead")
        self.same.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.same.setWordWrap(True)
        column.addWidget(self.same, 1)
        self.wording = Wording(self)
        self.wording.put(self.tree.setAccessibleName, message("compare.list"))
        self.wording.each(self._fill)

    def kinds(self) -> frozenset[Kind]:
        """The kinds that are shown."""
        return frozenset(kind for kind, button in self.filters.items() if button.isChecked())

    def show_compared(self, compared: Compared) -> None:
        self._compared = compared
        self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()

    def _refilter(self) -> None:
        self._fill()
        self.filtered.emit()

    def _fill(self) -> None:
        compared = self._compared
        if compared is None:
            return
        ratio, theme = self.devicePixelRatioF(), self._look.picture
        badges = {kind: badge(kind, theme, ratio) for kind in KINDS}
        for kind, button in self.filters.items():
            count = compared.counts[kind]
            button.setText(str(count))
            button.setIcon(badges[kind])
            button.setVisible(count > 0 or kind != "tools")
            said = words(_SAID[kind])
            button.setToolTip(said)
            button.setAccessibleName(say("shelf.said_of", what=said, said=count))
        self.tree.blockSignals(True)
        self.tree.clear()
        self._rows.clear()
        self._said.clear()
        self._fill_tree(compared, badges)
        self.tree.blockSignals(False)
        shown = self.tree.topLevelItemCount() > 0
        self.tree.setVisible(shown)
        self.same.setVisible(not shown)
        self.same.setText(say("compare.same") if not compared.comparison else say("compare.none_of_kind"))
        self.chosen.emit(None, "")

    def _fill_tree(self, compared: Compared, badges: dict[Kind, QIcon]) -> None:
        wanted, old, new, left = self.kinds(), compared.old, compared.new, _MOST
        for place, differences in differences_by_place(compared.comparison, old, new).items():
            found = [each for each in differences if each.kind in wanted][:left]
            left -= len(found)
            if not found:
                continue
            head = QTreeWidgetItem([place])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setForeground(0, QColor(self._look.muted))
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            self.tree.addTopLevelItem(head)
            rows = [self._row(difference, compared, badges) for difference in found]
            head.addChildren(rows)
            head.setExpanded(True)
            for row, difference in zip(rows, found, strict=True):
                row.setExpanded(difference.kind == "changed")

    def _row(self, difference: Difference, compared: Compared, badges: dict[Kind, QIcon]) -> QTreeWidgetItem:
        old, new = compared.old, compared.new
        model = new if difference.new is not None else old
        said = element_in_words(record_of(difference, old, new), model)
        row = QTreeWidgetItem([said])
        row.setIcon(0, badges[difference.kind])
        row.setToolTip(0, html.escape(said))
        row.setData(
            0, Qt.ItemDataRole.AccessibleTextRole, say("shelf.said_of", what=words(_SAID[difference.kind]), said=said)
        )
        self._note(row, difference, "")
        for change in difference.changes:
            if change.sort == "meaning" or difference.kind != "changed":
                line = change_in_words(change, difference, old, new)
                inner = QTreeWidgetItem([line])
                inner.setToolTip(0, html.escape(line))
                inner.setForeground(0, QColor(self._look.muted))
                row.addChild(inner)
                self._note(inner, difference, change.attribute)
        return row

    def _note(self, row: QTreeWidgetItem, difference: Difference, attribute: str) -> None:
        number = len(self._said)
        row.setData(0, Qt.ItemDataRole.UserRole, number)
        self._rows[number] = row
        self._said[number] = (difference, attribute)

    def _current(self, row: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        found = self._said.get(row.data(0, Qt.ItemDataRole.UserRole)) if row is not None else None
        if found is None:
            self.chosen.emit(None, "")
        else:
            self.chosen.emit(*found)

    def choose(self, wanted: Callable[[Difference], bool]) -> bool:
        """Make the first difference that is wanted the current one, without a word; whether there is one."""
        for number, (difference, attribute) in self._said.items():
            if not attribute and wanted(difference):
                self.tree.setCurrentItem(self._rows[number])
                return True
        return False

    @property
    def current(self) -> tuple[Difference, str] | None:
        """The difference that is current, and its attribute where that is one's row."""
        row = self.tree.currentItem()
        return self._said.get(row.data(0, Qt.ItemDataRole.UserRole)) if row is not None else None
