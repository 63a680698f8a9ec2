"""Fields for numbers and dates whose text begins where that of other fields does."""

from typing import Final

from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QSpinBox, QWidget

_ROOM: Final = 9
"""Pixels before the text; the style sheet's padding does not reach the line edit within."""


class NumberField(QSpinBox):
    """A whole number."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        _give_room(self)


class DateField(QDateEdit):
    """A day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        _give_room(self)


def _give_room(field: QAbstractSpinBox) -> None:
    edit = field.lineEdit()
    if edit is not None:
        edit.setTextMargins(_ROOM, 0, 0, 0)
