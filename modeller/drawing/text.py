"""Text measured, broken and placed, with the bundled fonts' own widths: painters place lines and never wrap."""

from typing import Final, Literal, NamedTuple

from modeller.drawing import breaking
from modeller.drawing.displaylist import TextLine
from modeller.drawing.glyphs import ADVANCES, FRAMED, Frame, Run, frame, is_right_to_left, latin, runs, style_for
from modeller.model.records import Bounds

__all__ = [
    "FRAMED",
    "LINE_HEIGHT",
    "Block",
    "Frame",
    "Run",
    "advance",
    "block",
    "broken",
    "frame",
    "is_right_to_left",
    "runs",
]

LINE_HEIGHT: Final = 1.25
"""From baseline to baseline, in ems: Chinese lines stand apart, and five English ones still fit a task."""
BASELINE: Final = 1.0
"""From the top of a line to its baseline, in ems: capitals and Chinese characters both stand in its middle."""

_STEP = 0.5


class Block(NamedTuple):
    """Lines placed on a diagram, and the rectangle that they take."""

    lines: tuple[TextLine, ...]
    bounds: Bounds


def advance(text: str, size: float = 12, bold: bool = False, style: int | None = None) -> float:
    """How wide a text is on one line, in units, at a font size in units.

    A piece of a longer text is measured in the `style` of the whole, which then says whether it is bold.
    """
    return size * sum(map(ADVANCES[style_for(text, bold) if style is None else style].__getitem__, text))


def broken(text: str, width: float, size: float = 12, bold: bool = False) -> list[tuple[str, float]]:
    """The lines of a text in a width, each with its advance; widths and size in units.

    No text gives one empty line. A line is wider than `width` only where a single character is.
    """
    return _broken(text, width, size, bold, balance=True)


def _broken(text: str, width: float, size: float, bold: bool, balance: bool) -> list[tuple[str, float]]:
    found, _ = breaking.lines(text, width / size, bold, balance)
    return [(line, wide * size) for line, wide in found]


def _size(text: str, width: float, height: float, size: float, shrink_to: float | None, bold: bool) -> float:
    """The largest size at which the text fits, with all words whole if there is one; the smallest if there is none."""
    if shrink_to is None or shrink_to >= size:
        return size
    fitting: float | None = None
    tried = size
    whole = advance("".join(text.split()), 1, bold, style_for(text, bold))
    while tried >= shrink_to:
        if whole * tried * tried * LINE_HEIGHT > width * height + 1e-3:
            tried -= _STEP  # too much for the area, however it breaks
            continue
        found, cut = breaking.lines(text, width / tried, bold)
        if len(found) * LINE_HEIGHT * tried <= height + 1e-6 and all(wide * tried <= width + 1e-3 for _, wide in found):
            if not cut:
                return tried
            fitting = fitting or tried
        tried -= _STEP
    return fitting or shrink_to


def block(
    text: str,
    box: Bounds,
    *,
    size: float = 12,
    bold: bool = False,
    align: Literal["centre", "left", "right"] = "centre",
    vertical: Literal["top", "middle", "bottom"] = "middle",
    colour: str = "ink",
    angle: float = 0,
    shrink_to: float | None = None,
) -> Block:
    """A text broken and placed in a box of the diagram. It is never cut.

    With `shrink_to` the size goes down in steps to that one before the text overflows the box: downwards from the
    top, upwards from the bottom, both ways from the middle. With an angle of -90 it reads upwards, with 90 downwards;
    the box is the one on the diagram all the same.
    """
    upright = angle in (0, 180)
    width, height = (box.width, box.height) if upright else (box.height, box.width)
    size = _size(text, width, height, size, shrink_to, bold)
    found = _broken(text, width, size, bold, align == "centre") if text else []
    pitch = LINE_HEIGHT * size
    tall = pitch * len(found)
    top = {"top": 0.0, "middle": (height - tall) / 2, "bottom": height - tall}[vertical]
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    wide = max((line_width for _, line_width in found), default=0.0)
    lines, narrow = [], latin(text)
    for number, (line, line_width) in enumerate(found):
        along = (width - line_width) * share
        x, y = _placed(box, angle, along, top + number * pitch + BASELINE * size)
        if line:
            place = (round(x, 3), round(y, 3))
            lines.append(TextLine(*place, line, round(line_width, 3), size, bold, colour, angle, narrow=narrow))
    first = _placed(box, angle, (width - wide) * share, top)
    last = _placed(box, angle, (width - wide) * share + wide, top + tall)
    left, upper = min(first[0], last[0]), min(first[1], last[1])
    return Block(tuple(lines), Bounds(left, upper, abs(last[0] - first[0]), abs(last[1] - first[1])))


def _placed(box: Bounds, angle: float, along: float, down: float) -> tuple[float, float]:
    """A place in the text's own frame (along the line, down the lines) on the diagram."""
    if angle == -90:
        return box.x + down, box.bottom - along
    if angle == 90:
        return box.right - down, box.y + along
    return box.x + along, box.y + down
