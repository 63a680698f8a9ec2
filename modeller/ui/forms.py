"""Forms as all dialogs have them; each label belongs to the field beside it, for screen readers too."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QWidget

from modeller.language import message
from modeller.ui.wording import Wording


def new_form() -> QFormLayout:
    """A form as all dialogs have it."""
    form = QFormLayout()
    form.setSpacing(11)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def fill_form(form: QFormLayout, owner: QWidget, wording: Wording, room: str, names: tuple[str, ...]) -> None:
    """A row for each of the owner's fields of these names; the words are the catalogue's ``window.<room>.<name>``."""
    for name in names:
        label = QLabel(owner)
        wording.put(label.setText, message(f"window.{room}.{name}"))
        label.setBuddy(getattr(owner, name))
        form.addRow(label, getattr(owner, name))


def go_and_cancel(dialog: QDialog, wording: Wording, room: str, go: Callable[[], object]) -> QDialogButtonBox:
    """The two buttons at the end: the dialog's own, which `go` answers, and Cancel."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, dialog)
    button = QPushButton(dialog)
    button.setObjectName("primary")
    button.setDefault(True)
    wording.put(button.setText, message(f"window.{room}.go"))
    buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.accepted.connect(go)
    buttons.rejected.connect(dialog.reject)
    return buttons


def join_labels(form: QFormLayout) -> None:
    """Name every field of the form by the label in its row."""
    for row in range(form.rowCount()):
        label = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        field = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        told, named = (item.widget() if item is not None else None for item in (label, field))
        if isinstance(told, QLabel) and named is not None:
            told.setBuddy(named)
