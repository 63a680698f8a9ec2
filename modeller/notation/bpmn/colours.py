"""Colours that a file gives its elements: BPMN in Color and bioc, the theme's names where it gives none."""

import re
from functools import lru_cache
from typing import NamedTuple

from modeller.drawing.displaylist import Fill, Pen
from modeller.model.records import Record

COLOR = "di:{http://www.omg.org/spec/BPMN/non-normative/color/1.0}"
BIOC = "di:{http://bpmn.io/schema/bpmn/biocolor/1.0}"
BACKGROUND, BORDER, LABEL = COLOR + "background-color", COLOR + "border-color", COLOR + "color"
FILL, STROKE = BIOC + "fill", BIOC + "stroke"

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?")
_NAME = re.compile(r"[a-zA-Z]{3,30}")


class Paint(NamedTuple):
    """The colours of one element: its lines, its inside, the text on its inside, the text beside it."""

    line: str
    inside: str
    text: str
    label: str


@lru_cache(maxsize=4096)
def colour(value: str) -> str:
    """A colour of a file as the display list writes it, ``""`` where it is none."""
    value = value.strip()
    if _HEX.fullmatch(value):
        digits = value[1:7] if len(value) > 5 else "".join(2 * digit for digit in value[1:4])
        return f"#{digits.lower()}"
    return value.lower() if _NAME.fullmatch(value) else ""


@lru_cache(maxsize=4096)
def _paint(background: str, border: str, label: str, inside: str) -> Paint:
    own, line, words = colour(background), colour(border), colour(label)
    return Paint(line or "ink", own or inside, words or (f"on:{own}" if own else "ink"), words or "ink")


def _label(attributes: object) -> str:
    """The colour among the attributes of a label, which the reader keeps as pairs."""
    if isinstance(attributes, tuple):
        for pair in attributes:
            if isinstance(pair, tuple) and len(pair) == 2 and pair[0] == LABEL[3:]:
                return str(pair[1])
    return ""


def paint(record: Record, inside: str = "fill") -> Paint:
    """The colours of an element; `inside` is the theme's name for its fill where the file gives none."""
    get = record.properties.get
    background = get(BACKGROUND) or get(FILL) or ""
    border = get(BORDER) or get(STROKE) or ""
    label = get(LABEL) or ""
    if not label and "di:#label" in record.properties:
        label = _label(record.properties["di:#label"])
    return _paint(str(background), str(border), str(label), inside)


@lru_cache(maxsize=4096)
def pen(colour: str, width: float = 1.5, dash: tuple[float, ...] = (), cap: str = "butt", join: str = "round") -> Pen:
    """A pen, made once."""
    return Pen(colour, width, dash, join, cap)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def fill(colour: str, alpha: float = 1.0) -> Fill:
    """A fill, made once."""
    return Fill(colour, alpha)
