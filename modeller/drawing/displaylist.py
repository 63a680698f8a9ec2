"""The display list: paths, lines of text and pictures in diagram units, grouped by element.

A unit is 1/96 inch; x grows to the right and y downwards. Colours are names of the theme (``ink``, ``paper`` …, see
`modeller.drawing.theme`), ``#rrggbb``, or ``on:#rrggbb``: the ink that reads well on that colour.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from modeller.drawing.glyphs import style_for
from modeller.model.records import Bounds

MoveTo: TypeAlias = tuple[Literal["M"], float, float]
LineTo: TypeAlias = tuple[Literal["L"], float, float]
CurveTo: TypeAlias = tuple[Literal["C"], float, float, float, float, float, float]
Close: TypeAlias = tuple[Literal["Z"]]
Segment: TypeAlias = MoveTo | LineTo | CurveTo | Close
"""Move to, line to, cubic curve to (two control points, then the end), close."""

Segments: TypeAlias = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Pen:
    """How a path's line is drawn; `dash` are lengths of line and gap in units (not in multiples of the width)."""

    colour: str = "ink"
    width: float = 1.5
    dash: tuple[float, ...] = ()
    join: Literal["miter", "round", "bevel"] = "round"
    cap: Literal["butt", "round", "square"] = "butt"


@dataclass(frozen=True, slots=True)
class Fill:
    """How a path's inside is filled (non-zero winding); `alpha` from 0 to 1."""

    colour: str = "paper"
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Path:
    segments: Segments
    pen: Pen | None = None
    fill: Fill | None = None


SLANT: Final = 0.21
"""How far oblique letters lean to the right, per unit of height: 12 degrees."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, already broken and measured.

    (`x`, `y`) is the left end of its baseline, `width` its advance by the bundled fonts, `size` the em in units.
    `angle` is in degrees clockwise about (`x`, `y`): -90 reads upwards. `oblique` letters lean by SLANT, as wide as
    they are: the bundled fonts have none that are drawn so. `serif` letters are those of running text, unless they are
    bold. `narrow` says whether marks that Latin shares with Chinese are narrow, as `glyphs.latin` found of the whole
    text that the line is of; a line that is the whole text needs none.
    """

    x: float
    y: float
    text: str
    width: float
    size: float = 12
    bold: bool = False
    colour: str = "ink"
    angle: float = 0
    oblique: bool = False
    serif: bool = False
    narrow: bool | None = None

    @property
    def style(self) -> int:
        """How the line is drawn: the number of its alphabet."""
        return style_for(self.text, self.bold, self.serif, self.narrow)


@dataclass(frozen=True, slots=True)
class Image:
    """A raster picture (PNG or JPEG bytes) stretched over `bounds`."""

    bounds: Bounds
    data: bytes
    media_type: str = "image/png"


Mark: TypeAlias = Path | TextLine | Image


@dataclass(frozen=True, slots=True)
class Group:
    """The marks of one element, painted in order.

    `element` is its key in the model ("" for what belongs to none), `bounds` holds all of its marks, pen widths
    included, `clip` cuts them where there is one, `link` is what a click opens in a document (http, https, mailto,
    or ``#key`` of a diagram), `title` says in words what this is (alternative text; plain text).
    """

    element: str
    marks: tuple[Mark, ...]
    bounds: Bounds
    clip: Segments | None = None
    link: str = ""
    title: str = ""


DisplayList: TypeAlias = tuple[Group, ...]


def extent(groups: DisplayList) -> Bounds:
    """The rectangle that holds all groups; a small one at the origin where there are none."""
    if not groups:
        return Bounds(0, 0, 1, 1)
    left = min(group.bounds.x for group in groups)
    top = min(group.bounds.y for group in groups)
    right = max(group.bounds.right for group in groups)
    bottom = max(group.bounds.bottom for group in groups)
    return Bounds(left, top, max(right - left, 1), max(bottom - top, 1))
