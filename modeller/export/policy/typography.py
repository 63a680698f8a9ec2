"""Sizes, distances and sheets of a policy document, for all its renderers. All lengths are in points (1/72 inch).

The sizes are those of Chinese management documents: the title 一号, headings 四号 to 五号, the text 五号 with half a
line between the lines, tables 小五.
"""

from typing import Final, Literal, NamedTuple

from modeller.model.records import Bounds

MARGIN: Final = (71.0, 68.0, 62.0, 62.0)
"""Left and right, of a page: left, top, right, bottom. The left one is for the holes."""
INDENT: Final = 21.0
"""How far the second level of a list stands in, and the text about a step."""
MUTED: Final = "muted"
ACCENT: Final = "accent"
"""Stands for the colour of the house style."""
LARGEST: Final = 0.75
"""Points a unit of a diagram: never drawn larger than on the screen."""
_READABLE: Final = 0.46
"""Points a unit at which a diagram's text is 5.5 points."""


class Face(NamedTuple):
    """How a text is set. `pitch` is from line to line, `before` and `after` the room around, `first` the indent of the
    first line in ems. What is bold has no serifs."""

    size: float
    pitch: float
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    align: Literal["left", "centre", "right"] = "left"
    colour: str = "ink"
    left: float = 0.0
    first: float = 0.0
    serif: bool = False


_FACES: Final = {
    "organisation": Face(14, 20, False, 6, 0, "centre", MUTED),
    "title": Face(26, 36, True, 0, 10, "centre"),
    "subtitle": Face(16, 24, False, 0, 0, "centre", MUTED),
    "contents": Face(16, 24, True, 0, 14, "centre"),
    "heading1": Face(14, 21, True, 18, 8, "left", ACCENT),
    "heading2": Face(12, 18, True, 12, 6),
    "heading3": Face(10.5, 16, True, 8, 4),
    "body": Face(10.5, 16.5, False, 0, 6),
    "lead": Face(10.5, 16, True, 9, 2),
    "detail": Face(10.5, 16.5, False, 0, 3, left=INDENT),
    "listed": Face(10.5, 16, False, 0, 2),
    "note": Face(9, 13.5, False, 0, 4, "left", MUTED),
    "caption": Face(9, 13.5, False, 4, 8, "centre", MUTED),
    "cell": Face(9, 13),
    "facts": Face(10.5, 16),
    "signatures": Face(10.5, 18),
    "chrome": Face(8, 10, colour=MUTED),
    "entry1": Face(10.5, 18, True, 4, 0),
    "entry2": Face(10.5, 17, left=INDENT),
    "entry3": Face(9, 15, left=INDENT * 2),
}


_RUNNING: Final = frozenset(
    {"body", "detail", "listed", "note", "caption", "cell", "facts", "signatures", "entry2", "entry3"}
)
"""What has serifs where the house style wants them: text, as 宋体 is used. Headings stay without, as 黑体."""


def face(style: str, language: str, serif: bool = False) -> Face:
    """How a style is set. Chinese paragraphs begin two characters in."""
    found = _FACES[style]._replace(serif=serif and style in _RUNNING)
    return found._replace(first=2.0) if style == "body" and language == "zh_CN" else found


class Sheet(NamedTuple):
    """A page: its width and height, and the name that Word knows it by."""

    name: str
    width: float
    height: float

    @property
    def text_width(self) -> float:
        return self.width - MARGIN[0] - MARGIN[2]

    @property
    def text_height(self) -> float:
        return self.height - MARGIN[1] - MARGIN[3]


PORTRAIT: Final = Sheet("portrait", 595.28, 841.89)
LANDSCAPE: Final = Sheet("landscape", 841.89, 595.28)
WIDE: Final = Sheet("wide", 1190.55, 841.89)
"""A3 across."""
SHEETS: Final = (PORTRAIT, LANDSCAPE, WIDE)
COMFORTABLE: Final = 0.55
"""Points a unit at which parts of a folded diagram are drawn, where their height allows it, and sheets of a poster."""
ABOVE: Final = 70.0
"""What stands above and below a figure on its page, as a rule: a heading and its name."""


def scale_on(sheet: Sheet, bounds: Bounds, above: float = ABOVE) -> float:
    """Points a unit at which a figure fits on a sheet below its headings, which take `above`."""
    room = sheet.text_height - above
    return min(LARGEST, sheet.text_width / bounds.width, room / bounds.height)


def readable(bounds: Bounds) -> bool:
    """Whether a figure can be read on any sheet."""
    return any(scale_on(sheet, bounds) >= _READABLE for sheet in SHEETS)


def part_width(height: float) -> float:
    """How wide a part of a figure of this height may be, in units, to be read on a sheet that lies: as A4, or as A3
    where it is too tall for that."""
    for sheet in (LANDSCAPE, WIDE):
        scale = min(COMFORTABLE, (sheet.text_height - ABOVE) / height)
        if scale >= _READABLE or sheet is WIDE:
            return sheet.text_width / scale
    raise AssertionError


def poster_room() -> tuple[float, float]:
    """Width and height of the sheets of a poster on a page across, in points."""
    return LANDSCAPE.text_width, LANDSCAPE.text_height - ABOVE


def sheet_for(bounds: Bounds, above: float = ABOVE) -> Sheet:
    """The sheet that a figure is put on: the first on which it can be read, else the one on which it is largest."""
    for sheet in SHEETS:
        if scale_on(sheet, bounds, above) >= min(_READABLE, LARGEST):
            return sheet
    return max(SHEETS, key=lambda sheet: scale_on(sheet, bounds, above))
