"""Asks what is to be signed: as what, with which comment, until when the version is valid, when it is reviewed."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from modeller.language import bracketed, say
from modeller.library.workflow import title_word
from modeller.model.approval import Approval, Possible, Workflow
from modeller.model.entries import Author
from modeller.ui.library_badge import state_text, text_of
from modeller.ui.number_field import DateField

_WIDTH = 420
_USUAL = 12
"""Months ahead that a day begins with where the library says nothing."""


class _Day(QWidget):
    """A day, or none where it is `optional`."""

    def __init__(self, label: str, kept: str, months: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.box.setText(label)
        self.field = DateField(self)
        self.field.setCalendarPopup(True)
        self.field.setDisplayFormat("yyyy-MM-dd")
        self.field.setAccessibleName(label)
        day = QDate.fromString(kept, Qt.DateFormat.ISODate)
        today = QDate.currentDate()  # what has gone by already is no day to go on with
        self.field.setMinimumDate(today)
        self.field.setDate(day if day.isValid() and day >= today else today.addMonths(months or _USUAL))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        row.addWidget(self.field)
        self.box.setChecked(bool(kept or months))
        self.box.setEnabled(not self.box.isChecked())  # the library's own span holds where no day is given
        self.field.setEnabled(self.box.isChecked())
        self.box.toggled.connect(self.field.setEnabled)

    @property
    def text(self) -> str:
        """ISO 8601, or nothing."""
        return self.field.date().toString(Qt.DateFormat.ISODate) if self.box.isChecked() else ""


class ApprovalDialog(QDialog):
    """`comment`, `title`, `valid_until` and `review_on` are what somebody chose. `approval` is None for a draft."""

    def __init__(
        self, name: str, step: Possible, approval: Approval | None, workflow: Workflow, by: Author, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("window.name"))
        action = say(f"library.action.{step.action}")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(26, 24, 26, 20)
        self._layout.setSpacing(10)
        of = f"{name} {approval.number}" if approval is not None else name
        self._label(say("shelf.approval.ask", action=action, model=of), "cardtitle")
        if step.last and step.action != "confirm":
            self._label(say("shelf.approval.leads_to", state=state_text(step.after)), "muted")
        self.titles = QComboBox(self)
        for title in step.titles:
            self.titles.addItem(text_of(title_word(step.action, title)), title)
        self.titles.setAccessibleName(say("shelf.approval.sign_as"))
        self.titles.setEnabled(len(step.titles) > 1)
        self._label(say("shelf.approval.sign_as"), "section")
        self._layout.addWidget(self.titles)
        who = bracketed(by.name, by.account) if by.name else by.account or "–"
        self._label(say("shelf.approval.signs", who=who), "muted")
        self._label(say("shelf.approval.comment"), "section")
        self.text = QPlainTextEdit(self)
        self.text.setMinimumSize(_WIDTH, 80)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("shelf.approval.comment"))
        self._layout.addWidget(self.text)
        self.until: _Day | None = None
        self.review: _Day | None = None
        if step.after.kind == "published":
            kept = approval.valid_until if approval is not None else ""
            review = approval.review_on if approval is not None and step.action != "confirm" else ""
            self.until = _Day(say("shelf.approval.valid_until"), kept, workflow.valid_months, self)
            self.review = _Day(say("shelf.approval.review_on"), review, workflow.review_months, self)
            self._layout.addWidget(self.until)
            self._layout.addWidget(self.review)
            self.until.field.dateChanged.connect(self._keep_within)
            self.until.box.toggled.connect(self._keep_within)
            self._keep_within()
        box = QDialogButtonBox(self)
        self.good = box.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        self.good.setDefault(True)
        box.addButton(say("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self._layout.addWidget(box)
        self.text.setFocus()

    def _keep_within(self) -> None:
        """The next review is not after the expiry."""
        assert self.until is not None
        assert self.review is not None
        if self.until.text:
            self.review.field.setMaximumDate(self.until.field.date())
        else:
            self.review.field.clearMaximumDate()

    def _label(self, text: str, style: str) -> None:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(text)
        self._layout.addWidget(label)

    @property
    def comment(self) -> str:
        return self.text.toPlainText().strip()

    @property
    def title(self) -> str:
        return str(self.titles.currentData())

    @property
    def valid_until(self) -> str:
        return self.until.text if self.until is not None else ""

    @property
    def review_on(self) -> str:
        return self.review.text if self.review is not None else ""
