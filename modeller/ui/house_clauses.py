"""An organisation's own clauses in a dialog: a list of them, and what the selected one says and where it stands."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.export.policy.catalogue import SECTIONS
from modeller.language import LANGUAGES, NAMES, message, say
from modeller.model.house_style import Clause
from modeller.ui.forms import join_labels, new_form
from modeller.ui.icons import dress
from modeller.ui.question import Answer, Question, ask
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_PLACES: Final = tuple(each for each in SECTIONS if not each.front and each.key != "clauses")
_DEEDS: Final = (("add", "plus"), ("delete", "delete"), ("up", "up"), ("down", "down"))

Scope = tuple[str, str, str]
"""For what a clause may hold: ``folder`` or ``model``, its id, its name."""


class ClausesForm(QWidget):
    """`changed()` tells that one is another; `clauses` is what stands there, in order."""

    changed = Signal()

    def __init__(self, clauses: Sequence[Clause], scopes: Sequence[Scope], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.wording = Wording(self)
        self.clauses: list[Clause] = list(clauses)
        self._scopes, self._look = scopes, look
        self.list = QListWidget(self)
        self.list.ensurePolished()  # else its rows are measured before the theme gives them room
        self.buttons = {deed: QToolButton(self) for deed, _ in _DEEDS}
        self.title, self.text = QLineEdit(self), QPlainTextEdit(self)
        self.place, self.scope, self.language = (QComboBox(self) for _ in range(3))
        self._lay_out()
        self.wording.each(self._say)
        self._connect()
        self._fill(0)

    @property
    def row(self) -> int:
        """The number of the selected clause, -1 where there is none."""
        return self.list.currentRow()

    def _lay_out(self) -> None:
        self.list.setMinimumHeight(90)
        self.text.setTabChangesFocus(True)
        deeds = QHBoxLayout()
        for deed, icon in _DEEDS:
            button = self.buttons[deed]
            dress(button, icon, self._look, 16)
            self.wording.put(button.setToolTip, message(f"window.house.clause.{deed}"))
            self.wording.put(button.setAccessibleName, message(f"window.house.clause.{deed}"))
            deeds.addWidget(button)
        deeds.addStretch(1)
        about, hint = QLabel(self), QLabel(self)
        for label, key in ((about, "window.house.clauses.about"), (hint, "window.house.clause.hint")):
            label.setObjectName("muted")
            label.setWordWrap(True)
            self.wording.put(label.setText, message(key))
        self.wording.put(self.list.setAccessibleName, message("window.house.clauses"))
        self.wording.put(self.text.setAccessibleName, message("window.house.clause.text"))
        form = new_form()
        for name in ("title", "place", "scope", "language"):
            label = QLabel(self)
            self.wording.put(label.setText, message(f"window.house.clause.{name}"))
            form.addRow(label, getattr(self, name))
        join_labels(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 4)
        column.addWidget(about)
        column.addWidget(self.list, 2)
        column.addLayout(deeds)
        column.addSpacing(4)
        column.addLayout(form)
        column.addWidget(self.text, 3)
        column.addWidget(hint)

    def _say(self) -> None:
        held = self.row
        with QSignalBlocker(self.place), QSignalBlocker(self.scope), QSignalBlocker(self.language):
            for box in (self.place, self.scope, self.language):
                box.clear()
            for section in _PLACES:
                for before in (True, False):
                    self.place.addItem(_beside(section.label, before), f"{section.key} {before}")
            self.place.addItem(say("policy.clause.last"), " False")
            self.scope.addItem(say("window.house.clause.everywhere"), " ")
            for kind, id, name in self._scopes:
                self.scope.addItem(say(f"policy.clause.of_{kind}", name=name), f"{kind} {id}")
            self.language.addItem(say("window.house.clause.all_languages"), "")
            for each in LANGUAGES:
                self.language.addItem(NAMES[each], each)
        if self.list.count():
            self._fill(max(held, 0))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show())
        deeds: dict[str, Callable[[], None]] = {
            "add": self.add,
            "delete": self._delete,
            "up": lambda: self._move(-1),
            "down": lambda: self._move(1),
        }
        for deed, button in self.buttons.items():
            button.clicked.connect(lambda _=False, deed=deed: deeds[deed]())
        self.title.textEdited.connect(lambda _: self._edited())
        self.text.textChanged.connect(self._edited)
        for box in (self.place, self.scope, self.language):
            box.activated.connect(lambda _: self._edited())

    # -- what is shown -------------------------------------------------------------------------------------------

    def _fill(self, row: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for clause in self.clauses:
                self.list.addItem(self._line(clause))
            self.list.setCurrentRow(min(row, len(self.clauses) - 1))
        self._show()

    def _line(self, clause: Clause) -> str:
        label = next((each.label for each in _PLACES if each.key == clause.section), "")
        place = _beside(label, clause.before) if label else say("policy.clause.last")
        return say("window.house.clause.line", title=clause.title or say("window.house.clause.untitled"), place=place)

    def _show(self) -> None:
        clause = self.clauses[self.row] if self.row >= 0 else None
        shown = clause or Clause("")
        with QSignalBlocker(self.text):
            if self.text.toPlainText() != shown.text:
                self.text.setPlainText(shown.text)
        if self.title.text() != shown.title:
            self.title.setText(shown.title)
        at = self.place.findData(f"{shown.section} {shown.before}")
        self.place.setCurrentIndex(at if at >= 0 else self.place.count() - 1)
        scope = f"model {shown.model}" if shown.model else f"folder {shown.folder}" if shown.folder else " "
        if self.scope.findData(scope) < 0:  # what it holds for is in the bin, or not here
            self.scope.addItem(say("policy.clause.gone"), scope)
        self.scope.setCurrentIndex(self.scope.findData(scope))
        self.language.setCurrentIndex(max(0, self.language.findData(shown.language)))
        for field in (self.title, self.text, self.place, self.scope, self.language, self.buttons["delete"]):
            field.setEnabled(clause is not None)
        self.buttons["up"].setEnabled(self.row > 0)
        self.buttons["down"].setEnabled(0 <= self.row < len(self.clauses) - 1)

    # -- what is done --------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self.row < 0:
            return
        section, _, before = self.place.currentData().partition(" ")
        kind, _, id = self.scope.currentData().partition(" ")
        said = replace(
            self.clauses[self.row], title=self.title.text(), text=self.text.toPlainText(), section=section,
            before=before == "True", model=id if kind == "model" else "", folder=id if kind == "folder" else "",
            language=self.language.currentData(),
        )  # fmt: skip
        self.clauses[self.row] = said
        self.list.item(self.row).setText(self._line(said))
        self.changed.emit()

    def add(self) -> None:
        """A new clause, at the place of the selected one, to be written at once."""
        beside = self.clauses[self.row] if self.row >= 0 else Clause("", section="scope")
        order = max((each.order for each in self.clauses), default=0) + 1
        new = replace(Clause(say("window.house.clause.untitled")), section=beside.section, before=beside.before)
        self.clauses.append(replace(new, order=order, id=uuid4().hex))
        self._fill(len(self.clauses) - 1)
        self.title.setFocus()
        self.title.selectAll()
        self.changed.emit()

    def _delete(self) -> None:
        clause = self.clauses[self.row]
        question = Question(
            message("window.house.clause.ask", title=clause.title),
            message("window.house.clause.ask.more"),
            (Answer("delete", message("window.house.clause.delete"), destroys=True),),
        )
        if ask(self, question) == "delete":
            row = self.row
            del self.clauses[row]
            self._fill(row)
            self.changed.emit()

    def _move(self, by: int) -> None:
        row = self.row
        moved = self.clauses.pop(row)
        self.clauses.insert(row + by, moved)
        self.clauses = [
            each if each.order == place else replace(each, order=place) for place, each in enumerate(self.clauses, 1)
        ]
        self._fill(row + by)
        self.changed.emit()


def _beside(label: str, before: bool) -> str:
    return say("policy.clause.before" if before else "policy.clause.after", section=say(label))
