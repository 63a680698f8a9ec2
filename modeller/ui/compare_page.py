"""Two versions of a model compared: side by side or upon each other, with a list of what differs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.editing.refused import Refused
from modeller.editing.take_over import take_over
from modeller.jobs.compare_models import Compared, compare_models, summary
from modeller.language import message, say, words
from modeller.model.compare import Difference
from modeller.model.document import Change, Document, State
from modeller.notation.differences import value_in_words
from modeller.ui.compare_list import CompareList
from modeller.ui.compare_views import CompareViews
from modeller.ui.tab_page import TabPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_LIST = 360
_STEPS = 100


class ComparePage(TabPage):
    """Shows any two models. `document` is the working copy whose state the new model is, where there is one.

    Into it single old values and elements are taken over; the page follows it. `closing` asks to be closed.
    """

    closing = Signal()

    def __init__(self, compared: Compared, look: Look, parent: QWidget, document: Document | None = None) -> None:
        super().__init__(parent)
        self.compared = compared
        self.document = document
        self.look = look
        self.title = self.where = f"{compared.old_name} ↔ {compared.new_name}"
        self.taken = 0
        self.wording = Wording(self)
        self.views = CompareViews(compared, look, self)
        self.list = CompareList(look, self)
        self._lay_out()
        self.list.chosen.connect(self._chosen)
        self.list.filtered.connect(lambda: self.views.show_kinds(self.list.kinds()))
        self.views.selected.connect(self._selected)
        self._keys()
        self._end: Callable[[], None] | None = document.subscribe(self._changed) if document is not None else None
        self.views.show_kinds(self.list.kinds())
        self._show()
        self.wording.each(self._say)
        self.setFocusProxy(self.list.tree)

    def _keys(self) -> None:
        """Undo and zoom by the keys that they have on the page of a model."""
        std = QKeySequence.StandardKey
        view = self.views.views[1]
        deeds: tuple[tuple[QKeySequence, Callable[[], object]], ...] = (
            (QKeySequence(std.Undo), self.undo), (QKeySequence("Ctrl+0"), view.fit),
            (QKeySequence("Ctrl+1"), lambda: view.zoom_to(1.0)), (QKeySequence(std.ZoomIn), view.zoom_in),
            (QKeySequence("Ctrl+="), view.zoom_in), (QKeySequence(std.ZoomOut), view.zoom_out),
        )  # fmt: skip
        for keys, deed in deeds:
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _lay_out(self) -> None:
        bar = QFrame(self)
        bar.setObjectName("trail")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        self._modes = QButtonGroup(self)
        self.modes: dict[str, QToolButton] = {}
        for place, said in enumerate((message("compare.side_by_side"), message("compare.overlay"))):
            button = QToolButton(bar)
            button.setObjectName("sidetab")
            button.setCheckable(True)
            self.wording.put(button.setText, said)
            self._modes.addButton(button, place)
            row.addWidget(button)
            self.modes["overlay" if place else "side"] = button
        self.modes["side"].setChecked(True)
        self._modes.idClicked.connect(lambda place: self.show_overlay(place == 1))
        row.addSpacing(12)
        self.blend = QFrame(bar)
        inner = QHBoxLayout(self.blend)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        old, new = QLabel(self.blend), QLabel(self.blend)
        self.wording.put(old.setText, message("compare.old"))
        self.wording.put(new.setText, message("compare.new"))
        self.slider = QSlider(Qt.Orientation.Horizontal, self.blend)
        self.slider.setRange(0, _STEPS)
        self.slider.setValue(_STEPS // 2)
        self.slider.setPageStep(_STEPS // 4)
        self.slider.setFixedWidth(220)
        self.slider.valueChanged.connect(lambda value: self.views.set_blend(value / _STEPS))
        self.wording.put(self.slider.setAccessibleName, message("compare.blend"))
        self.wording.put(self.slider.setToolTip, message("compare.blend"))
        for widget in (old, self.slider, new):
            inner.addWidget(widget)
        row.addWidget(self.blend)
        self.blend.hide()
        row.addStretch(1)
        self.count = QLabel(bar)
        self.count.setObjectName("muted")
        row.addWidget(self.count)
        side = QFrame(self)
        side.setObjectName("side")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot(side))
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.views)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([1000 - _LIST, _LIST])
        side.setMinimumWidth(260)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(split, 1)

    def _foot(self, parent: QWidget) -> QFrame:
        foot = QFrame(parent)
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        self.note = QLabel(foot)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.take = QPushButton(foot)
        self.take.setObjectName("primary")
        self.take.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.take.clicked.connect(self.take_over)
        column.addWidget(self.note)
        column.addWidget(self.take)
        foot.setVisible(self.document is not None)
        return foot

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_overlay(self, wanted: bool) -> None:
        """Both upon each other, or side by side."""
        self.modes["overlay" if wanted else "side"].setChecked(True)
        self.blend.setVisible(wanted)
        self.views.show_overlay(wanted)
        self.views.set_blend(self.slider.value() / _STEPS)

    def _show(self) -> None:
        self.list.show_compared(self.compared)
        self.views.show_kinds(self.list.kinds())

    def _say(self) -> None:
        comparison = self.compared.comparison
        self.count.setText(summary(self.compared.counts) if comparison else words(message("compare.same")))
        self._chosen(*(self.list.current or (None, "")))

    def _chosen(self, difference: Difference | None, attribute: str) -> None:
        self.take.setEnabled(difference is not None)
        said = message("compare.take.value")
        if difference is not None and difference.kind == "added":
            said = message("compare.take.away")
        elif difference is not None and difference.kind == "removed":
            said = message("compare.take.back")
        elif not attribute:
            said = message("compare.take.element")
        self.take.setText(words(said))
        self.note.setText(say("compare.take.how") if difference is None else self._both(difference, attribute))
        self.note.setVisible(bool(self.note.text()))
        if difference is not None:
            self.views.reveal(difference)

    def _both(self, difference: Difference, attribute: str) -> str:
        """What an attribute said and says, whole."""
        change = next((each for each in difference.changes if each.attribute == attribute), None)
        if change is None or difference.old is None or difference.new is None:
            return ""
        old, new = self.compared.old, self.compared.new
        was = value_in_words(change, change.old, old[difference.old], old, whole=True)
        now = value_in_words(change, change.new, new[difference.new], new, whole=True)
        said = [say("compare.old_named", name=was)] if was else []
        return "\n".join([*said, say("compare.new_named", name=now)] if now else said)

    def _selected(self, difference: Difference) -> None:
        self.list.choose(lambda each: (each.old, each.new) == (difference.old, difference.new))

    # -- the working copy ----------------------------------------------------------------------------------------

    def take_over(self) -> None:
        """Let what is chosen be in the working copy as it was in the old model."""
        chosen = self.list.current
        if self.document is None or chosen is None:
            return
        try:
            take_over(self.document, self.compared.old, self.compared.comparison.pairs, *chosen)
        except Refused as refused:
            self.note.setText(words(refused.why))
            self.note.show()
            return
        self.taken += 1
        self.list.tree.setFocus()

    def undo(self) -> None:
        """Take back what was taken over last."""
        if self.document is not None and self.taken and self.document.editing is None:
            self.taken -= 1
            self.document.undo()

    def _changed(self, _change: Change, state: State) -> None:
        if state != "done" or self.document is None:
            return
        old = self.compared
        self.compared = compare_models(old.old, self.document.snapshot(), old.old_name, old.new_name)
        self.views.show_compared(self.compared)
        self._show()
        self._say()

    # -- looks and the end ---------------------------------------------------------------------------------------

    def dress(self, look: Look) -> None:
        self.look = look
        self.views.dress(look)
        self.list.dress(look)

    def leave(self) -> None:
        """The page is about to go."""
        if self._end is not None:
            self._end()
            self._end = None
        self.views.leave()
