"""The conflicts of a merge one by one: both pictures side by side, and below what each side says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from modeller.editing.merge_records import Conflict, Side
from modeller.jobs.compare_models import Compared
from modeller.jobs.library_prepare import Prepared
from modeller.jobs.merge_words import conflict_parts, item_in_words, sides_in_words
from modeller.language import message, say
from modeller.model.compare import Difference
from modeller.ui.compare_views import CompareViews
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.library.ancestor import Choices

SIDES: tuple[Side, Side] = ("mine", "theirs")
_HEADS = ("shelf.merge.here_named", "shelf.merge.there_named")
_LINE = 400
"""Characters of a value that are shown."""


class ConflictsPage(QWidget):
    """`decided()` tells that another answer was given. Until somebody decides, what is here counts."""

    decided = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._asked: list[tuple[Prepared, Compared | None, Conflict]] = []
        self._sides: dict[tuple[str, tuple[str, str]], Side] = {}
        self._place = 0
        self._shown: Compared | None = None
        self.views: CompareViews | None = None
        self.wording = Wording(self)
        self._home = QVBoxLayout()
        self._home.setContentsMargins(0, 0, 0, 0)
        self.none = QLabel(self)
        self.none.setObjectName("muted")
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setWordWrap(True)
        self.wording.put(self.none.setText, message("shelf.merge.no_picture"))
        self._home.addWidget(self.none, 1)
        self.fields = QTreeWidget(self)
        self.fields.setColumnCount(3)
        self.fields.setRootIsDecorated(False)
        self.fields.setWordWrap(True)
        self.fields.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.wording.put(self.fields.setAccessibleName, message("shelf.merge.differs"))
        header = self.fields.header()
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._home.addWidget(self.fields, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._home, 1)
        layout.addWidget(self._foot())
        self.wording.each(self._say)

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        top = QHBoxLayout()
        self.about = self._label("cardtitle")
        self.count = self._label("muted")
        self.count.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.before, self.after = QPushButton(foot), QPushButton(foot)
        for button, name in ((self.before, "previous"), (self.after, "next")):
            button.setAutoDefault(False)
            self.wording.put(button.setText, message(f"shelf.merge.{name}"))
        self.before.clicked.connect(lambda: self.go(self._place - 1))
        self.after.clicked.connect(lambda: self.go(self._place + 1))
        for widget in (self.about, self.count, self.before, self.after):
            top.addWidget(widget, 1 if widget is self.about else 0)
        column.addLayout(top)
        self.was = self._label("muted")
        column.addWidget(self.was)
        self._group = QButtonGroup(self)
        self.answers: dict[Side, QRadioButton] = {}
        self.values: dict[Side, QLabel] = {}
        self._cards: dict[Side, QFrame] = {}
        row = QHBoxLayout()
        row.setSpacing(16)
        for place, side in enumerate(SIDES):
            card = QFrame(foot)
            card.setObjectName("choice")
            answer, value = QRadioButton(card), self._label("")
            self.wording.put(answer.setText, message(f"shelf.merge.side.{side}"))
            value.setContentsMargins(24, 0, 0, 0)
            self._group.addButton(answer, place)
            self.answers[side], self.values[side], self._cards[side] = answer, value, card
            inner = QVBoxLayout(card)
            inner.setContentsMargins(12, 8, 12, 10)
            inner.setSpacing(2)
            inner.addWidget(answer)
            inner.addWidget(value)
            inner.addStretch(1)
            row.addWidget(card, 1)
        self._group.idClicked.connect(lambda place: self.decide(SIDES[place]))
        column.addLayout(row)
        return foot

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def ask(self, models: list[tuple[Prepared, Compared | None]]) -> None:
        """Ask about all conflicts of these models, from the first; what was answered before stays."""
        self._asked = [(each, pictures, conflict) for each, pictures in models for conflict in each.conflicts]
        self._place = 0
        self.go(0)

    def go(self, place: int) -> None:
        """Show one conflict."""
        if not 0 <= place < len(self._asked):
            return
        self._place = place
        self._show_pictures()
        self._say()

    def decide(self, side: Side) -> None:
        """Whose change counts in the conflict that is shown."""
        prepared, _, conflict = self._asked[self._place]
        self._sides[prepared.item.id, conflict.ident] = side
        self._say()
        self.decided.emit()

    def choices(self) -> "dict[str, Choices]":
        """What was decided, by the ids of models."""
        found: dict[str, dict[tuple[str, str], Side]] = {}
        for (model, ident), side in self._sides.items():
            found.setdefault(model, {})[ident] = side
        return dict(found)

    def _show_pictures(self) -> None:
        prepared, pictures, conflict = self._asked[self._place]
        if pictures is not self._shown:
            self.leave()
            self._shown = pictures
            if pictures is not None:
                self.views = CompareViews(pictures, self._look, self, _HEADS)
                self.views.show_kinds(("added", "removed", "changed"))
                self._home.addWidget(self.views, 1)
        drawn = prepared.item.kind == "model"  # of folders and entries, all that differs stands where the pictures do
        self.none.setVisible(self.views is None and drawn)
        self.fields.setVisible(not drawn)
        if self.views is not None and conflict.element:
            keys = [conflict.element if conflict.element in model else None for model in self.views.models]
            self.views.reveal(Difference("changed", keys[0], keys[1]))

    def _say(self) -> None:
        if not self._asked:
            return
        prepared, _, conflict = self._asked[self._place]
        about, (was, mine, theirs) = conflict_parts(prepared, conflict)
        none = say("library.conflict.nothing")
        self.about.setText(say("shelf.said_of", what=item_in_words(prepared.item, " / "), said=about))
        if prepared.item.kind != "model":
            self._list(prepared, conflict.attribute)
        self.count.setText(say("shelf.merge.place", number=self._place + 1, count=len(self._asked)))
        self.was.setText(say("shelf.merge.was", value=was[:_LINE] or none))
        for side, value in zip(SIDES, (mine, theirs), strict=True):
            self.values[side].setText(value[:_LINE] or none)
            self.answers[side].setAccessibleDescription(value[:_LINE] or none)
        chosen = self._sides.get((prepared.item.id, conflict.ident), "mine")
        self.answers[chosen].setChecked(True)
        for side, card in self._cards.items():
            card.setProperty("chosen", side == chosen)
            card.style().unpolish(card)
            card.style().polish(card)
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place < len(self._asked) - 1)

    def _list(self, prepared: Prepared, asked: str) -> None:
        """All that differs of a folder or entry, with what is asked in bold."""
        self.fields.clear()
        self.fields.setHeaderLabels(
            [say("shelf.merge.differs"), *(say(f"shelf.merge.column.{side}") for side in SIDES)]
        )
        for name, *cells in sides_in_words(prepared):
            row = QTreeWidgetItem(self.fields, [each[:_LINE] for each in cells])
            font = row.font(0)
            font.setBold(name == asked)
            for column in range(len(cells)):
                row.setFont(column, font)
                row.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def leave(self) -> None:
        """Let go of the pictures."""
        if self.views is not None:
            self.views.leave()
            self._home.removeWidget(self.views)
            self.views.deleteLater()
            self.views = None
            self._shown = None
