"""One field of an organisation's own, as it is defined: its names, its kind, what it belongs to."""

import re
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from modeller.language import CHINESE, ENGLISH, Message, message, say
from modeller.model.own_fields import FIELD_HOLDERS, FIELD_KINDS, OwnField
from modeller.ui.forms import join_labels
from modeller.ui.wording import Wording

_LANGUAGES = (ENGLISH, CHINESE)


class OwnFieldForm(QWidget):
    """`changed` tells the field as it is written now, complete or not."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.wording = Wording(self)
        self._field: OwnField | None = None
        self._filling = False
        self._suggests = False
        """Whether the key follows the name: until somebody writes one."""
        self.names = {language: self._line() for language in _LANGUAGES}
        self.key = QLineEdit(self)
        self.key.textEdited.connect(self._keyed)
        self.kind = QComboBox(self)
        for kind in FIELD_KINDS:
            self.kind.addItem("", kind)
        self.kind.activated.connect(lambda _: self._written())
        self.choices = QPlainTextEdit(self)
        self.choices.setTabChangesFocus(True)
        self.choices.setMinimumHeight(70)
        self.choices.textChanged.connect(self._written)
        self.unit = self._line()
        self.holders = {holder: self._tick(message(f"fields.for.{holder}")) for holder in FIELD_HOLDERS}
        self.required = self._tick(message("fields.dialog.required"))
        self.badge = self._tick(message("fields.dialog.badge"))
        self._lay_out()
        self.wording.each(self._say)

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.textEdited.connect(lambda _: self._written())
        return line

    def _tick(self, said: Message) -> QCheckBox:
        tick = QCheckBox(self)
        self.wording.put(tick.setText, said)
        tick.clicked.connect(lambda _=False: self._written())
        return tick

    def _lay_out(self) -> None:
        held, grid = QWidget(self), QGridLayout()
        held.setObjectName("plain")
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, tick in enumerate(self.holders.values()):
            grid.addWidget(tick, place // 2, place % 2)
        held.setLayout(grid)
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows: list[tuple[str, QWidget]] = [
            ("name_en", self.names[ENGLISH]), ("name_zh", self.names[CHINESE]), ("key", self.key),
            ("kind", self.kind), ("choices", self.choices), ("unit", self.unit), ("for", held),
        ]  # fmt: skip
        for name, field in rows:
            told = QLabel(self)
            self.wording.put(told.setText, message(f"fields.dialog.{name}"))
            form.addRow(told, field)
        join_labels(form)
        for tick in (self.required, self.badge):
            form.setWidget(form.rowCount(), QFormLayout.ItemRole.FieldRole, tick)

    def _say(self) -> None:
        for place, kind in enumerate(FIELD_KINDS):
            self.kind.setItemText(place, say(f"fields.kind.{kind.replace(' ', '_')}"))
        self.choices.setPlaceholderText(say("attributes.example.list"))

    # -- what is shown and written -------------------------------------------------------------------------------

    def show_field(self, field: OwnField | None, fixed: bool) -> None:
        """Show a field, or nothing; the key of one that is kept already is `fixed`."""
        self._field, self._filling = field, True
        self.setEnabled(field is not None)
        shown = field or OwnField("", (), holders=())
        names = dict(shown.names)
        for language, line in self.names.items():
            line.setText(names.get(language, ""))
        self.key.setText(shown.key)
        self.key.setReadOnly(fixed)
        self.key.setEnabled(not fixed)
        self._suggests = not fixed
        self.kind.setCurrentIndex(FIELD_KINDS.index(shown.kind))
        self.choices.setPlainText("\n".join(shown.choices))
        self.unit.setText(shown.unit)
        for holder, tick in self.holders.items():
            tick.setChecked(holder in shown.holders)
        self.required.setChecked(shown.required)
        self.badge.setChecked(shown.badge)
        self._offer()
        self._filling = False

    def begin(self) -> None:
        """Let the name be written that a new field has."""
        line = next((each for each in self.names.values() if each.text()), self.names[ENGLISH])
        line.setFocus()
        line.selectAll()

    def _offer(self) -> None:
        """Only what the kind asks for."""
        kind = self.kind.currentData()
        self._form.setRowVisible(self.choices, kind == "choice")
        self._form.setRowVisible(self.unit, kind == "number")

    def _keyed(self) -> None:
        self._suggests = False
        self._written()

    def _written(self) -> None:
        if self._filling or self._field is None:
            return
        self._offer()
        suggested = slug(self.names[ENGLISH].text()) if self._suggests else ""
        if suggested:
            self.key.setText(suggested)
        names = {language: line.text() for language, line in self.names.items() if line.text().strip()}
        others = {language: name for language, name in self._field.names if language not in self.names}
        self._field = replace(
            self._field,
            key=self.key.text().strip(),
            names=tuple({**names, **others}.items()) or (("en", ""),),
            kind=self.kind.currentData(),
            choices=tuple(line for line in self.choices.toPlainText().split("\n") if line.strip()),
            unit=self.unit.text(),
            holders=tuple(holder for holder, tick in self.holders.items() if tick.isChecked()),
            required=self.required.isChecked(),
            badge=self.badge.isChecked(),
        )
        self.changed.emit(self._field)


def slug(text: str) -> str:
    """A key that a name suggests; "" where it suggests none."""
    parts = re.findall("[A-Za-z0-9]+", text)
    made = "".join(part[:1].upper() + part[1:] for part in parts).lstrip("0123456789")[:40]
    return made[:1].lower() + made[1:]
