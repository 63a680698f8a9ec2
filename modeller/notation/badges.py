"""Badges: what attributes say, as small labels below a step, layer by layer."""

from math import isfinite
from typing import Final

from modeller.drawing.displaylist import Mark, Path, TextLine
from modeller.drawing.shapes import rounded
from modeller.drawing.text import advance
from modeller.language import listed, message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.attributes import DECLARED, PREFIX, attribute_text, said
from modeller.notation.bpmn.colours import fill, pen
from modeller.notation.catalogue import element_type
from modeller.notation.declared import properties_of
from modeller.notation.element import Property, Role
from modeller.notation.own_fields import LAYER

LAYERS: Final = (*dict.fromkeys(each.layer for each in DECLARED.values() if each.layer), LAYER)
"""The layers of badges, in the order in which their badges lie below a step."""

_NUMBERS: Final = "numbers"
"""The layer that stands on a step's corner, not below it."""
_SIZE: Final = 9.0
_TALL: Final = 14.0
_GAP: Final = 2.0
_PAD: Final = 5.0
_NUMBER: Final = 60.0
"""A number may be as wide as this, in units."""
_NARROWEST: Final = 84.0
"""A badge may be as wide as its step, or this where the step is narrower, in units."""
_FILLS: Final = {"adding": "#cdeccf", "necessary": "#fff0c2", "waste": "#f9d0cb"}
_VALUE: Final = PREFIX + "valueClass"


def _declared(node: Node, layer: str) -> list[Property]:
    return [each for each in element_type(node).properties if each.layer == layer and each.key in node.properties]


def texts(node: Node, model: Model, layers: frozenset[str], language: str | None = None) -> list[tuple[str, str]]:
    """Each layer that says something of a node, with what it says on one line; own fields have a line each."""
    if not layers or not any(name.startswith(PREFIX) for name in node.properties):
        return []
    found = []
    for layer in LAYERS:
        if layer in layers:
            parts = [_text(node, each, language) for each in _declared(node, layer)]
            if parts:
                found.append((layer, " · ".join(parts)))
    if LAYER in layers and element_type(node).role is not Role.LANE:
        own = (each for each in properties_of(node, model) if each.layer == LAYER and each.key in node.properties)
        found += [(LAYER, _text(node, each, language)) for each in own]
    return found


def _text(node: Node, declared: Property, language: str | None) -> str:
    shown = said(declared, attribute_text(node, declared.key), language)
    said_ = listed(shown.split("\n"), language)
    if declared.own:
        return words(message("fields.on_badge", field=declared.title, value=said_), language)
    return declared.badge.format(said_)


def reach(node: Node, model: Model, box: Bounds, layers: frozenset[str]) -> Bounds:
    """The rectangle that holds a node's box and its badges."""
    found = texts(node, model, layers)
    count = sum(1 for layer, _ in found if layer != _NUMBERS)
    if len(found) > count:
        box = box.united(Bounds(box.x - _NUMBER / 2, box.y, _NUMBER, 0).grown(_TALL / 2 + 1))
    if not count:
        return box
    wide = max(box.width, _NARROWEST) + 2
    return box.united(Bounds(box.centre.x - wide / 2, box.bottom, wide, count * (_TALL + _GAP) + 3))


def badges(node: Node, model: Model, box: Bounds, layers: frozenset[str], language: str | None = None) -> list[Mark]:
    """The badges of a node below its box, one a layer or own field, each cut to its room; its number on its corner."""
    marks: list[Mark] = []
    if not all(map(isfinite, box)):
        return marks
    top = box.bottom + _GAP
    most = max(box.width, _NARROWEST)
    for layer, text in texts(node, model, layers, language):
        if layer == _NUMBERS:
            marks += _corner(" ".join(text.split()), box)
            continue
        shown = _cut(" ".join(text.split()), most - 2 * _PAD)
        wide = advance(shown, _SIZE)
        place = Bounds(box.centre.x - wide / 2 - _PAD, top, wide + 2 * _PAD, _TALL)
        colour = _FILLS.get(str(node.properties.get(_VALUE)), "fill") if layer == "values" else "fill"
        ink = "ink" if colour == "fill" else f"on:{colour}"
        marks.append(Path(rounded(place, _TALL / 2), pen("ink", 0.7), fill(colour)))
        marks.append(TextLine(round(place.x + _PAD, 3), round(top + 10.4, 3), shown, round(wide, 3), _SIZE, False, ink))
        top += _TALL + _GAP
    return marks


def _corner(text: str, box: Bounds) -> list[Mark]:
    """A step's number, white on dark, with its middle on the upper left corner."""
    shown = _cut(text, _NUMBER - 2 * _PAD, bold=True)
    letters = advance(shown, _SIZE, bold=True)
    wide = max(letters + 2 * _PAD, _TALL)
    place = Bounds(box.x - wide / 2, box.y - _TALL / 2, wide, _TALL)
    left = round(box.x - letters / 2, 3)
    return [
        Path(rounded(place, _TALL / 2), pen("fill", 1.0), fill("ink")),
        TextLine(left, round(place.y + 10.4, 3), shown, round(letters, 3), _SIZE, True, "fill"),
    ]


def _cut(text: str, width: float, bold: bool = False) -> str:
    """A text with dots at its end where there is no room for all of it."""
    if advance(text, _SIZE, bold) <= width:
        return text
    while text and advance(text + "…", _SIZE, bold) > width:
        text = text[:-1]
    return text.rstrip() + "…"
