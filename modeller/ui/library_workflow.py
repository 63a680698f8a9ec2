"""The states of a library's versions and who signs, edited in a dialog."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import listed, message, say, words
from modeller.library.workflow import FOUR_EYES, decode, encode
from modeller.library.workflow_chain import Stage, stages_of, usual, with_review, workflow_of
from modeller.model.approval import Signatory, Workflow
from modeller.ui.desk import Window
from modeller.ui.icons import dress
from modeller.ui.library_badge import state_text
from modeller.ui.library_held import OpenLibrary
from modeller.ui.number_field import NumberField
from modeller.ui.theme import Look

if TYPE_CHECKING:
    from modeller.library.store import Library

_NUMBERS: Final = ("review_months", "valid_months", "warn_days")
_COMMAS: Final = "，、;；"


class WorkflowDialog(QDialog):
    """`saved(definition)` asks to make what stands there what holds. `workflow` is what holds now."""

    saved = Signal(str)

    def __init__(self, workflow: Workflow, name: str, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("window.name"))
        self.resize(780, 660)
        self._like = workflow
        found = stages_of(workflow)
        self.special = found is None
        """More than one row of states: what is made here would take its place."""
        self.stages: list[Stage] = list(found or usual())
        self._look = look
        self.states = QListWidget(self)
        self.buttons: dict[str, QToolButton] = {}
        self.name = QLineEdit(self)
        self.leads = QLabel(self)
        self.table = QTableWidget(0, 2, self)
        self.ordered, self.four_eyes, self.others, self.back = (QCheckBox(self) for _ in range(4))
        self.numbers: dict[str, NumberField] = {}
        self.said = QLabel(self)
        self.usual, self.cancel, self.save = (QPushButton(self) for _ in range(3))
        self._lay_out(name)
        self._connect()
        self._fill(0)

    # -- how it looks --------------------------------------------------------------------------------------------

    def _lay_out(self, name: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self._label("cardtitle", say("shelf.workflow.title", name=name)))
        layout.addWidget(self._label("muted", say("shelf.workflow.special" if self.special else "shelf.workflow.how")))
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addLayout(self._left(), 2)
        both.addLayout(self._right(), 3)
        layout.addLayout(both, 1)
        layout.addLayout(self._spans())
        self.said.setObjectName("error")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        layout.addWidget(self.said)
        row = QHBoxLayout()
        for button, key in ((self.usual, "usual"), (self.cancel, ""), (self.save, "save")):
            button.setText(say(f"shelf.workflow.{key}") if key else say("window.cancel"))
            button.setAutoDefault(False)
            row.addWidget(button)
            if button is self.usual:
                row.addStretch(1)
        self.save.setObjectName("primary")
        layout.addLayout(row)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self._label("section", say("shelf.workflow.states")))
        self.states.setAccessibleName(say("shelf.workflow.states"))
        column.addWidget(self.states, 1)
        row = QHBoxLayout()
        for deed, icon in (("add", "plus"), ("remove", "delete"), ("up", "up"), ("down", "down")):
            button = QToolButton(self)
            dress(button, icon, self._look, 16)
            button.setToolTip(say(f"shelf.workflow.{deed}"))
            button.setAccessibleName(say(f"shelf.workflow.{deed}"))
            row.addWidget(button)
            self.buttons[deed] = button
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self._label("section", say("shelf.workflow.name")))
        self.name.setAccessibleName(say("shelf.workflow.name"))
        column.addWidget(self.name)
        column.addSpacing(6)
        self.leads.setObjectName("section")
        self.leads.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.leads)
        self.table.setHorizontalHeaderLabels([say("shelf.workflow.signs_as"), say("shelf.workflow.people")])
        self.table.setAccessibleName(say("shelf.approval.signatures"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setShowGrid(False)
        self.table.setColumnWidth(0, 130)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for deed, icon in (("add_signatory", "plus"), ("remove_signatory", "delete")):
            button = QToolButton(self)
            dress(button, icon, self._look, 16)
            button.setToolTip(say(f"shelf.workflow.{deed}"))
            button.setAccessibleName(say(f"shelf.workflow.{deed}"))
            row.addWidget(button)
            self.buttons[deed] = button
        row.addStretch(1)
        column.addLayout(row)
        column.setSpacing(8)
        boxes = (("ordered", self.ordered), ("four_eyes", self.four_eyes), ("others", self.others), ("back", self.back))
        for key, box in boxes:
            box.setText(say(f"shelf.workflow.{key}"))
            column.addWidget(box)
        return column

    def _spans(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        for place, key in enumerate(_NUMBERS):
            field = NumberField(self)
            field.setRange(0, 1200)
            field.setValue(getattr(self._like, key))
            if key != "warn_days":
                field.setSpecialValueText(say("shelf.workflow.never"))
            field.setAccessibleName(say(f"shelf.workflow.{key}"))
            grid.addWidget(self._label("section", say(f"shelf.workflow.{key}")), 0, place)
            grid.addWidget(field, 1, place)
            self.numbers[key] = field
        return grid

    def _label(self, style: str, text: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(text)
        return label

    def _connect(self) -> None:
        self.states.currentRowChanged.connect(lambda _: self._show())
        self.name.textEdited.connect(self._named)
        self.table.itemChanged.connect(lambda _: self._signed())
        for box in (self.ordered, self.four_eyes, self.others, self.back):
            box.clicked.connect(lambda _: self._ticked())
        deeds = {
            "add": self._add, "remove": self._remove, "up": lambda: self._move(-1), "down": lambda: self._move(1),
            "add_signatory": self._add_signatory, "remove_signatory": self._remove_signatory,
        }  # fmt: skip
        for deed, button in self.buttons.items():
            button.clicked.connect(deeds[deed])
        self.usual.clicked.connect(self._as_usual)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(lambda: self.saved.emit(encode(self.workflow)))
        for field in self.numbers.values():
            field.valueChanged.connect(lambda _: self._check())

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def place(self) -> int:
        """The number of the selected state."""
        return max(0, self.states.currentRow())

    @property
    def workflow(self) -> Workflow:
        """What stands there."""
        review, valid, warn = (self.numbers[key].value() for key in _NUMBERS)
        made = workflow_of(self.stages, FOUR_EYES if self.special else self._like)
        return replace(made, review_months=review, valid_months=valid, warn_days=warn)

    def _fill(self, place: int) -> None:
        quiet = QSignalBlocker(self.states)
        self.states.clear()
        for stage in self.stages:
            QListWidgetItem(_line(stage), self.states)
        self.states.setCurrentRow(place)
        quiet.unblock()
        self._show()

    def _show(self) -> None:
        stage = self.stages[self.place]
        self.name.setPlaceholderText(say(f"library.state.{stage.state.kind}"))
        if self.name.text() != stage.state.name:
            self.name.setText(stage.state.name)
        on = stage.on
        self.leads.setText(say("shelf.workflow.leads", action=say(f"library.action.{on.action}")) if on else "")
        quiet = QSignalBlocker(self.table)
        self.table.setRowCount(len(on.signatories) if on else 0)
        for row, who in enumerate(on.signatories if on else ()):
            self.table.setItem(row, 0, QTableWidgetItem(who.title))
            self.table.setItem(row, 1, QTableWidgetItem(listed(who.people)))
        quiet.unblock()
        several = on is not None and len(on.signatories) > 1
        self.ordered.setChecked(on is not None and on.ordered)
        self.four_eyes.setChecked(on is not None and on.four_eyes)
        self.others.setChecked(on is not None and on.others)
        self.back.setChecked(stage.back)
        self.ordered.setVisible(several)
        for box in (self.four_eyes, self.others):
            box.setVisible(on is not None and on.action != "submit")
        self.back.setVisible(stage.state.kind in ("review", "approved"))
        for part in (self.leads, self.table, self.buttons["add_signatory"], self.buttons["remove_signatory"]):
            part.setVisible(on is not None)
        review = [number for number, each in enumerate(self.stages) if each.state.kind == "review"]
        mine = self.place in review
        self.buttons["remove"].setEnabled(mine and len(review) > 1)
        self.buttons["up"].setEnabled(mine and self.place > review[0])
        self.buttons["down"].setEnabled(mine and self.place < review[-1])
        self.buttons["remove_signatory"].setEnabled(several)
        self._check()

    def _check(self) -> None:
        """Say what is wrong with it; it can be saved only where nothing is."""
        wrong = ""
        try:
            decode(encode(self.workflow))
        except Problem as problem:
            wrong = words(problem.message)
        self.say_wrong(wrong)
        self.save.setEnabled(not wrong)

    def say_wrong(self, text: str) -> None:
        """Why it was not taken over."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # -- what is changed -----------------------------------------------------------------------------------------

    def _put(self, stage: Stage) -> None:
        self.stages[self.place] = stage
        item = self.states.item(self.place)
        item.setText(_line(stage))
        self._check()

    def _named(self, text: str) -> None:
        stage = self.stages[self.place]
        self._put(replace(stage, state=replace(stage.state, name=text.strip())))

    def _signatories(self, who: Sequence[Signatory]) -> None:
        stage = self.stages[self.place]
        if stage.on is not None:
            self._put(replace(stage, on=replace(stage.on, signatories=tuple(who))))

    def _signed(self) -> None:
        rows = range(self.table.rowCount())
        self._signatories([Signatory(self._cell(row, 0), _people(self._cell(row, 1))) for row in rows])

    def _cell(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _ticked(self) -> None:
        stage = self.stages[self.place]
        on = stage.on
        if on is not None:
            on = replace(
                on, ordered=self.ordered.isChecked(), four_eyes=self.four_eyes.isChecked(),
                others=self.others.isChecked(),
            )  # fmt: skip
        self._put(replace(stage, on=on, back=self.back.isChecked()))

    def _add_signatory(self) -> None:
        on = self.stages[self.place].on
        if on is not None:
            taken, title = {each.title for each in on.signatories}, say("shelf.workflow.new_title")
            free = next(name for number in range(1, len(taken) + 2)
                        if (name := title if number == 1 else f"{title} {number}") not in taken)  # fmt: skip
            self._signatories((*on.signatories, Signatory(free)))
            self._show()
            self.table.setCurrentCell(self.table.rowCount() - 1, 0)

    def _remove_signatory(self) -> None:
        on, row = self.stages[self.place].on, self.table.currentRow()
        if on is not None and len(on.signatories) > 1:
            row = row if row >= 0 else len(on.signatories) - 1
            self._signatories((*on.signatories[:row], *on.signatories[row + 1 :]))
            self._show()

    def _add(self) -> None:
        self.stages = list(with_review(self.stages))
        self._fill(max(number for number, each in enumerate(self.stages) if each.state.kind == "review"))

    def _remove(self) -> None:
        del self.stages[self.place]
        self._fill(self.place - 1)

    def _move(self, by: int) -> None:
        here, there = self.place, self.place + by
        self.stages[here], self.stages[there] = self.stages[there], self.stages[here]
        self._fill(there)

    def _as_usual(self) -> None:
        self.stages = list(usual())
        for key, field in self.numbers.items():
            field.setValue(getattr(FOUR_EYES, key))
        self._fill(0)


def _line(stage: Stage) -> str:
    """What a state is called, and who signs so that a version leaves it."""
    text = state_text(stage.state)
    if stage.on is None:
        return text
    action = say(f"library.action.{stage.on.action}")
    who = listed(each.title for each in stage.on.signatories if each.title)
    return f"{text}\n    {say('shelf.workflow.line', action=action, who=who) if who else action}"


def _people(text: str) -> tuple[str, ...]:
    for comma in _COMMAS:
        text = text.replace(comma, ",")
    return tuple(dict.fromkeys(name for each in text.split(",") if (name := each.strip())))


def show(window: Window, held: OpenLibrary) -> None:
    """Read what holds in a library, let somebody change it, and make that what holds."""

    def job(library: "Library", _: Progress) -> Workflow:
        from modeller.library.approval import workflow_of as held_in

        return held_in(library)

    def read(workflow: Workflow) -> None:
        dialog = WorkflowDialog(workflow, held.name, window.desk.look, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.save.setVisible(held.writable)
        dialog.saved.connect(lambda definition: _save(window, held, dialog, definition))
        dialog.open()

    held.do(job, read, message("shelf.listing", name=held.name), window)


def _save(window: Window, held: OpenLibrary, dialog: WorkflowDialog, definition: str) -> None:
    by = held.author()

    def job(library: "Library", _: Progress) -> Workflow:
        from modeller.library.approval import set_workflow

        return set_workflow(library, definition, by)

    def done(_: Workflow) -> None:
        dialog.accept()
        window.notices.good(message("shelf.workflow.saved", name=held.name))

    def failed(error: BaseException) -> bool:
        if isinstance(error, Problem):  # what was made stands there and can be mended
            dialog.say_wrong(words(error.message))
        return isinstance(error, Problem)

    held.do(job, done, message("shelf.changing", name=held.name), window, failed, changes=True)
