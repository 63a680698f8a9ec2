"""The settings: each takes effect as it is set."""

from itertools import pairwise

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from modeller.language import LANGUAGES, NAMES, current, message, say
from modeller.ui.desk import Desk
from modeller.ui.forms import join_labels
from modeller.ui.settings import APPEARANCES, GRIDS
from modeller.ui.wording import Wording

_LONGEST = 200
"""Letters of a name."""


class SettingsPage(QDialog):
    """Reads and sets the desk's settings."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setMinimumWidth(440)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("window.settings.title"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 24, 26, 20)
        layout.setSpacing(10)
        form = QFormLayout()
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.language = QComboBox(self)
        for value in LANGUAGES:
            self.language.addItem(NAMES[value], value)
        self.appearance = QComboBox(self)
        for value in APPEARANCES:
            self.appearance.addItem("", value)
        self.grid = QComboBox(self)
        for side in GRIDS:
            self.grid.addItem("", side)
        self.fields: dict[str, QLineEdit] = {}
        for name in ("author", "organisation"):
            field = QLineEdit(getattr(desk.settings, name), self)
            field.setMaxLength(_LONGEST)
            field.editingFinished.connect(lambda field=field, name=name: desk.set(**{name: field.text().strip()}))
            form.addRow(self._label(name), field)
            self.fields[name] = field
        form.addRow(self._label("language"), self.language)
        form.addRow(self._label("appearance"), self.appearance)
        form.addRow(self._label("grid"), self.grid)
        join_labels(form)
        layout.addLayout(form)
        layout.addSpacing(10)
        self.checks: dict[str, QCheckBox] = {}
        for name in ("soft", "wheel_zooms", "minimap", "dots", "panel"):
            check = QCheckBox(self)
            check.setChecked(bool(getattr(desk.settings, name)))
            check.toggled.connect(lambda on, name=name: desk.set(**{name: on}))
            self.wording.put(check.setText, message(f"window.settings.{name}"))
            layout.addWidget(check)
            self.checks[name] = check
        layout.addSpacing(12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        for before, after in pairwise(
            (*self.fields.values(), self.language, self.appearance, self.grid, *self.checks.values(), buttons)
        ):
            self.setTabOrder(before, after)
        self.wording.each(self._say)
        self.language.setCurrentIndex(max(0, self.language.findData(current())))
        self.appearance.setCurrentIndex(self.appearance.findData(desk.settings.appearance))
        self.grid.setCurrentIndex(self.grid.findData(desk.settings.grid))
        self.grid.activated.connect(lambda _: desk.set(grid=self.grid.currentData()))
        self.language.activated.connect(lambda _: desk.set(language=self.language.currentData()))
        self.appearance.activated.connect(lambda _: desk.set(appearance=self.appearance.currentData()))

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        self.wording.put(label.setText, message(f"window.settings.{name}"))
        return label

    def _say(self) -> None:
        for place, value in enumerate(APPEARANCES):
            self.appearance.setItemText(place, say(f"window.appearance.{value}"))
        for place, side in enumerate(GRIDS):
            said = say("window.grid.side", side=side) if side else say("window.grid.none")
            self.grid.setItemText(place, said)
