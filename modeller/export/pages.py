"""Where a figure lies on its page: on one of its own size, or on A4 and A3 under its title."""

from collections.abc import Sequence
from math import cos, radians, sin
from typing import Final, NamedTuple

from modeller.drawing.displaylist import Group, TextLine
from modeller.drawing.text import Block, advance, block
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
_NARROWEST: Final = 595.28
"""A page with a title that is as large as its figure is so wide at least: for the title, and what is said below."""
_ABOVE: Final = 0.3
"""How much of the room that a figure leaves on its paper lies above it."""
_MUCH_SMALLER: Final = 0.85
HEAD: Final = 16.0
"""Room above a title for the way to it, in points."""
_SMALL, _SAID = 8.0, 9.0
_COLUMN_GAP = 18.0
_MOST_LINES = 7
_LONG = 120.0
CLEAR: Final = 0.09
"""How much of a mark across a page is seen."""
_BETWEEN: Final = "  ›  "


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
    below: float | None = None
    """Where what is said below the figure begins, from the page's upper edge; None where there is no room for it."""

    def placed(self, bounds: Bounds) -> tuple[float, float, float, float]:
        """A rectangle of the diagram on the page: left, bottom, right, top in points from the lower left corner."""
        left = self.left + (bounds.x - self.view.x) * self.scale
        top = self.top - (bounds.y - self.view.y) * self.scale
        return left, top - bounds.height * self.scale, left + bounds.width * self.scale, top


def page_for(
    bounds: Bounds, name: str, options: Options, head: float = 0.0, below: float = 0.0, largest: float = 1.0
) -> Page:
    """The page that a figure of these bounds gets, in points with room for so much above its title and below itself.

    There is room below only where the figure need not be much smaller for it. On paper a figure is drawn so many times
    its size at most; a page that fits is as large as all of this together.
    """
    fits = options.page == "fit"
    width, height = (_across(bounds, options), LONGEST_SIDE) if fits else paper_size(bounds, options)
    margin = min(margin_of(options), width / 4)
    across = width - 2 * margin
    title = block(
        name,
        Bounds(margin, margin + head, across, _TITLE_ROOM),
        size=_TITLE,
        bold=True,
        align="left",
        vertical="top",
        shrink_to=_SMALLEST_TITLE,
    )
    upper = min(title.bounds.bottom, margin + head + _TITLE_ROOM) + _GAP if title.lines else margin + head
    lower = height - margin - _FOOT - (_GAP if fits else 0.0)
    room = max(lower - upper, 36.0)
    scale = min(POINTS * (1.0 if fits else largest), across / bounds.width, room / bounds.height)
    said = 0.0
    if below:
        less = min(scale, (room - below - 2 * _GAP) / bounds.height)
        if less >= _MUCH_SMALLER * scale:
            scale, said = less, below + 2 * _GAP
    drawn = bounds.height * scale
    if fits:
        height = upper + drawn + said + _GAP + _FOOT + margin
    spare = 0.0 if fits else (room - drawn - said) * (_ABOVE if said else 0.5)
    begins = upper + spare + drawn + 2 * _GAP if said else None
    return Page(width, height, bounds, (width - bounds.width * scale) / 2, height - upper - spare, scale, title, begins)


def margin_of(options: Options) -> float:
    """The margin of a page with a title, in points."""
    return (_PAGE_MARGIN if options.margin is None else options.margin) * POINTS


def _across(bounds: Bounds, options: Options) -> float:
    return min(max(bounds.width * POINTS + 2 * margin_of(options), _NARROWEST), LONGEST_SIDE)


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


def fitting_page(bounds: Bounds, options: Options) -> Page:
    """A page that holds a figure and nothing else, at its own size where readers of PDF open that."""
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


def head_group(page: Page, crumbs: Sequence[str], standing: str) -> tuple[tuple[TextLine, ...], tuple[Bounds, ...]]:
    """The way to a figure above its title, and on the right which edition it is: lines, and a rectangle for each crumb.

    In points from the page's upper left corner. Crumbs that have no room are left out, the last of them first.
    """
    margin = page.title.bounds.x if page.title is not None else _PAGE_MARGIN * POINTS
    y = margin + _SMALL
    wide = advance(standing, _SMALL, True)
    right = page.width - margin - wide
    lines = [TextLine(right, y, standing, wide, _SMALL, True, "muted")] if standing else []
    x, boxes = margin, list[Bounds]()
    for crumb in crumbs:
        text = " ".join(crumb.split())
        wide = advance(text, _SMALL)
        between = advance(_BETWEEN, _SMALL)
        if x + between + wide > right - _COLUMN_GAP:
            break
        lines.append(TextLine(x, y, text, wide, _SMALL, False, "muted"))
        boxes.append(Bounds(x, y - _SMALL, wide, _SMALL + 3))
        lines.append(TextLine(x + wide, y, _BETWEEN, between, _SMALL, False, "muted"))
        x += wide + between
    return tuple(lines), tuple(boxes)


def said_below(said: Sequence[tuple[str, str]], options: Options, width: float, top: float) -> Block:
    """What is said of a process in columns, from `top` down on a page of that width.

    In points from the page's upper left corner. A text is cut after some lines: the figure is what counts.
    """
    if not said:
        return Block((), Bounds(0, top, 0, 0))
    margin = margin_of(options)
    weights = [2 if advance(text, _SAID) > _LONG else 1 for _, text in said]
    one = (width - 2 * margin - (len(said) - 1) * _COLUMN_GAP) / sum(weights)
    lines: list[TextLine] = []
    x = margin - _COLUMN_GAP
    each = 0.0
    for weight, (name, text) in zip(weights, said, strict=True):
        x, each = x + each + _COLUMN_GAP, weight * one
        head = block(
            name, Bounds(x, top, each, 0), size=_SMALL, bold=True, align="left", vertical="top", colour="muted"
        )
        body = block(text, Bounds(x, head.bounds.bottom + 2, each, 0), size=_SAID, align="left", vertical="top")
        lines += [*head.lines, *body.lines[:_MOST_LINES]]
        if len(body.lines) > _MOST_LINES:
            last = lines[-1]
            more = advance("…", last.size)
            lines.append(TextLine(last.x + last.width, last.y, "…", more, last.size))
    lower = max(line.y for line in lines) + 3
    return Block(tuple(lines), Bounds(margin, top, width - 2 * margin, lower - top))


def across_page(text: str, width: float, height: float) -> tuple[TextLine, ...]:
    """A text across the middle of a page of that size, upwards."""
    size = min(150.0, width * 0.5 / max(advance(text, 1, True), 1))
    wide, angle = advance(text, size, True), -40.0
    turn = radians(angle)
    x = width / 2 - wide / 2 * cos(turn) - size * 0.36 * sin(turn)
    y = height / 2 - wide / 2 * sin(turn) + size * 0.36 * cos(turn)
    return (TextLine(x, y, text, wide, size, True, "muted", angle),)
