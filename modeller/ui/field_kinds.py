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
from modeller.ui.own_field_kinds import LinkField, PersonField
from modeller.ui.table_field import TableField


def field_for(shown: Property, references: Callable[[], Choices], parent: QWidget) -> Field:
    """The field that a property asks for."""
    if shown.kind == "link":
        return LinkField(shown, parent)
    if shown.kind in {"duration", "money", "rate", "percent", "number", "date"}:
        return QuantityField(shown, parent)
    if shown.kind == "list":
        return ListField(shown, parent)
    if shown.kind == "person":
        return PersonField(shown, references, parent)
    if shown.kind == "yes or no" and not shown.own:
        return TickField(shown, parent)
    if shown.choices:
        return ChoiceField(shown, lambda: [(value, choice_name(shown, value)) for value in shown.choices], parent)
    if shown.kind == "reference":
        return ChoiceField(shown, lambda: [("", say("canvas.none")), *references()], parent)
    if shown.kind == "table":
        return TableField(shown, parent)
    return TextField(shown, parent) if shown.kind == "long text" else LineField(shown, parent)
