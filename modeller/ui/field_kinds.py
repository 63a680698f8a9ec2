"""Which field of the inspector a property asks for."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from modeller.language import say
from modeller.notation.element import Property
from modeller.ui.inspector_fields import (
    ChoiceField,
    Choices,
    Field,
    LineField,
    ListField,
    QuantityField,
    TextField,
    TickField,
    choice_name,
)  # fmt: skip
from modeller.ui.table_field import TableField


def field_for(shown: Property, references: Callable[[], Choices], parent: QWidget) -> Field:
    """The field that a property asks for."""
    if shown.kind in {"duration", "money", "rate", "percent"}:
        return QuantityField(shown, parent)
    if shown.kind == "list":
        return ListField(shown, parent)
    if shown.kind == "yes or no":
        return TickField(shown, parent)
    if shown.kind == "choice":
        return ChoiceField(shown, lambda: [(value, choice_name(shown, value)) for value in shown.choices], parent)
    if shown.kind == "reference":
        return ChoiceField(shown, lambda: [("", say("canvas.none")), *references()], parent)
    if shown.kind == "table":
        return TableField(shown, parent)
    return TextField(shown, parent) if shown.kind == "long text" else LineField(shown, parent)
