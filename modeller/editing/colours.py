"""Colours of elements, as BPMN in Color says them; in the older attributes too, for programs that know only these."""

from collections.abc import Collection
from dataclasses import replace

from modeller.editing.drawing_of import own
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.notation.bpmn.colours import BACKGROUND, BORDER, FILL, STROKE, colour

_NAMES = frozenset({BACKGROUND, FILL, BORDER, STROKE})


def paint(document: Document, keys: Collection[str], background: str | None = None, border: str | None = None) -> None:
    """Give shapes and flows an inside and a line colour (``#rrggbb`` or a CSS name).

    None leaves a colour as it is, ``""`` takes it away: the theme's own again. What is no colour changes nothing.
    """
    asked = [
        (names, value)
        for names, value in (((BACKGROUND, FILL), background), ((BORDER, STROKE), border))
        if value is not None and (value == "" or colour(value))
    ]
    with step(document, message("editing.colour")) as edit:
        for key in keys:
            record = document.node(key) or document.flow(key)
            if record is None or record.diagram is None:
                continue
            properties = record.properties
            for names, value in asked:
                properties = properties.without(*names)
                if value:
                    properties = properties.changed(dict.fromkeys(names, colour(value)))
            if properties != record.properties:
                own(document, edit, record.diagram)
                edit.put(replace(record, properties=properties))


def colours_of(model: Model, key: str) -> tuple[str, str]:
    """The inside and line colour that an element has of its own, ``""`` for the theme's."""
    record = model.node(key) or model.flow(key)
    if record is None:
        return "", ""
    if record.properties.keys().isdisjoint(_NAMES):
        return "", ""
    text = record.properties.text
    return colour(text(BACKGROUND) or text(FILL)), colour(text(BORDER) or text(STROKE))
