"""Where a figure lies on its page: on one of its own size, or on A4 and A3 under its title."""

from typing import Final, NamedTuple

from modeller.drawing.displaylist import Group
from modeller.drawing.text import Block, block
from modeller.export.exporter import Options
from modeller.model.records import Bounds

POINTS: Final = 0.75
"""Points (1/72 inch) a diagram unit (1/96 inch)."""
LONGEST_SIDE: Final = 14_400.0
"""In points; readers of PDF open nothing longer."""
SMALLEST_TEXT: Final = 5.0
"""In points; what is smaller is hard to read on paper."""

_SIZES: Final = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}
POSTER_MARGIN: Final = 14.0
"""In points: what printers leave white at most."""
_FIT_MARGIN, _PAGE_MARGIN = 16.0, 48.0
_TITLE, _SMALLEST_TITLE, _FOOT = 15.0, 9.0, 8.0
_TITLE_ROOM, _GAP = 60.0, 12.0


class Page(NamedTuple):
    """A page in points. The figure's `view` has its upper left corner at (`left`, `top`), measured from the bottom.

    `scale` is in points a unit; `title` is placed in points from the page's upper left corner.
    """

    width: float
    height: float
    view: Bounds
    left: float
    top: float
    scale: float
    title: Block | None = None

    def placed(self, bounds: Bounds) -> tuple[float, float, float, float]:
        """A rectangle of the diagram on the page: left, bottom, right, top in points from the lower left corner."""
        left = self.left + (bounds.x - self.view.x) * self.scale
        top = self.top - (bounds.y - self.view.y) * self.scale
        return left, top - bounds.height * self.scale, left + bounds.width * self.scale, top


def page_for(bounds: Bounds, name: str, options: Options) -> Page:
    """The page that a figure of these bounds gets."""
    if options.page == "fit":
        return _fitting(bounds, options)
    width, height = paper_size(bounds, options)
    margin = (_PAGE_MARGIN if options.margin is None else options.margin) * POINTS
    margin = min(margin, width / 4)
    across = width - 2 * margin
    title = block(
        name,
        Bounds(margin, margin, across, _TITLE_ROOM),
        size=_TITLE,
        bold=True,
        align="left",
        vertical="top",
        shrink_to=_SMALLEST_TITLE,
    )
    upper = min(title.bounds.bottom, margin + _TITLE_ROOM) + _GAP if title.lines else margin
    lower = height - margin - _FOOT
    room = max(lower - upper, 36.0)
    scale = min(POINTS, across / bounds.width, room / bounds.height)
    left = (width - bounds.width * scale) / 2
    top = height - upper - (room - bounds.height * scale) / 2
    return Page(width, height, bounds, left, top, scale, title)


def paper_size(bounds: Bounds, options: Options) -> tuple[float, float]:
    """Width and height of the paper in points, turned as it is asked for, or as the figure lies."""
    width, height = _SIZES["A4" if options.page == "fit" else options.page]
    wide = bounds.width > bounds.height if options.orientation == "auto" else options.orientation == "landscape"
    return (height, width) if wide else (width, height)


def poster_room(bounds: Bounds, options: Options) -> tuple[float, float, float]:
    """The room for a sheet of a poster with its marks, and the margin around that: width, height, margin in points."""
    width, height = paper_size(bounds, options)
    margin = min(POSTER_MARGIN if options.margin is None else options.margin * POINTS, width / 4)
    return width - 2 * margin, height - 2 * margin, margin


def poster_page(frame: Bounds, scale: float, margin: float, size: tuple[float, float]) -> Page:
    """The page of a poster's sheet: what `frame` holds, inside the margin."""
    return Page(*size, frame, margin, size[1] - margin, scale)


def _fitting(bounds: Bounds, options: Options) -> Page:
    view = bounds.grown(_FIT_MARGIN if options.margin is None else options.margin)
    scale = min(POINTS, LONGEST_SIDE / max(view.width, view.height))
    width, height = min(view.width * scale, LONGEST_SIDE), min(view.height * scale, LONGEST_SIDE)
    return Page(width, height, view, 0, height, scale)


def title_group(page: Page) -> tuple[Group, ...]:
    """The title as marks, in points from the page's upper left corner."""
    if page.title is None:
        return ()
    return (Group("", page.title.lines, Bounds(0, 0, page.width, page.height)),)


def foot_group(page: Page, document: str, number: str) -> tuple[Group, ...]:
    """The document's title and the page's number at the foot, as marks in points from the upper left corner."""
    margin = page.title.bounds.x if page.title is not None else _PAGE_MARGIN * POINTS
    box = Bounds(margin, page.height - margin * 0.75 - _FOOT, page.width - 2 * margin, _FOOT * 1.5)
    right = block(number, box, size=_FOOT, align="right", vertical="top", colour="muted")
    room = Bounds(box.x, box.y, box.width - right.bounds.width - 24, box.height)
    left = block(document, room, size=_FOOT, align="left", vertical="top", colour="muted")
    lines = left.lines[:1] if len(left.lines) > 1 else left.lines
    return (Group("", (*lines, *right.lines), Bounds(0, 0, page.width, page.height)),)
