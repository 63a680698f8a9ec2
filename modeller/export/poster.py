"""A diagram over several sheets that are glued together: marks to cut and glue by, names of the sheets, a small picture
of the whole on each."""

from typing import Final, NamedTuple

from modeller.drawing.displaylist import DisplayList, Fill, Group, Mark, Path, Pen, TextLine
from modeller.drawing.text import advance, block
from modeller.export.cutting import any_in, clipped, overview, whole_shapes
from modeller.export.exporter import Poster
from modeller.export.pages import POINTS
from modeller.files.problem import Problem
from modeller.language import message, words
from modeller.layout.tiling import MOST, Tile, Tiling, scale_for, tiling
from modeller.model.reading import Model
from modeller.model.records import Bounds

_MILLIMETRE: Final = 72 / 25.4
"""In points."""
_BESIDE: Final = 20.0
"""Room for marks and the names of neighbours around what is drawn, in points; below it is _BELOW."""
_BELOW: Final = 66.0
_KEY: Final = (150.0, 40.0)
"""At most so wide and tall is the small picture, in points."""
_MARK, _OFF = 11.0, 4.0
"""How long a mark is, and how far off what is drawn, in points."""
_NAME, _TEXT, _SMALL = 15.0, 9.0, 7.0
_LEAST: Final = 72.0
"""A sheet shows at least a square of this side, in points, whatever is asked for."""


class Sheet(NamedTuple):
    """One sheet: what is drawn on it, the marks around that, and the rectangle that both take, all in units.

    The rectangles of all sheets of a poster are of one size: on pages of one size they come out at one scale.
    """

    tile: Tile
    groups: DisplayList
    marks: DisplayList
    frame: Bounds


class Plan(NamedTuple):
    """How a drawing is cut: its sheets, and the scale in points a unit."""

    tiling: Tiling
    scale: float


def plan(shapes: list[Bounds], whole: Bounds, width: float, height: float, poster: Poster) -> Plan:
    """How a drawing is cut for sheets on which there is so much room, in points, marks included.

    `shapes` are what stays whole. Raises Problem where that makes more than MOST sheets.
    """
    across, down = max(width - 2 * _BESIDE, _LEAST), max(height - _BESIDE - _BELOW, _LEAST)
    shared = min(poster.overlap * _MILLIMETRE, across / 2, down / 2)
    scale = POINTS * poster.scale
    if poster.columns and poster.rows:
        scale = scale_for(poster.columns, poster.rows, shapes, whole, across, down, shared)
    needed = (whole.width * scale / across) * (whole.height * scale / down)
    found = tiling(shapes, whole, across / scale, down / scale, shared / scale) if needed <= MOST else None
    if found is None or len(found.tiles) > MOST:
        raise Problem(message("documents.poster_too_large", most=MOST))
    return Plan(found, scale)


def sheets(
    model: Model, diagram: str, groups: DisplayList, whole: Bounds, width: float, height: float, poster: Poster,
    title: str, language: str,
) -> tuple[list[Sheet], float]:  # fmt: skip
    """The sheets of a diagram, row by row, and their scale in points a unit; without marks where there is but one.

    `width` and `height` are the room on a page in points. Raises Problem where it would be too many.
    """
    made, scale = plan(whole_shapes(model, groups), whole, width, height, poster)
    size = (width / scale, height / scale)
    found = []
    for tile in made.tiles:
        held = tuple(seen for group in groups if (seen := clipped(group, tile.view, any_in)) is not None)
        marks = marked(model, diagram, whole, made, tile, size, 1 / scale, title, language)
        found.append(Sheet(tile, held, marks, framed(tile, size, 1 / scale)))
    return found, scale


def framed(tile: Tile, size: tuple[float, float], unit: float) -> Bounds:
    """The rectangle of a sheet with its marks; `size` and the result in units, of which a point has `unit`."""
    return Bounds(tile.view.x - _BESIDE * unit, tile.view.y - _BESIDE * unit, *size)


def marked(
    model: Model, diagram: str, whole: Bounds, made: Tiling, tile: Tile, size: tuple[float, float], unit: float,
    title: str, language: str,
) -> DisplayList:  # fmt: skip
    """What stands around a sheet; nothing where it is the only one."""
    if len(made.tiles) == 1:
        return ()
    frame = framed(tile, size, unit)
    marks: list[Mark] = [*_corners(tile.view, unit), *_glued(made, tile, unit), *_neighbours(made, tile, unit)]
    key = min(_KEY[0] * unit / whole.width, _KEY[1] * unit / whole.height)
    place = Bounds(
        frame.right - _BESIDE * unit - whole.width * key, frame.bottom - whole.height * key - 2 * unit,
        whole.width * key, whole.height * key,
    )  # fmt: skip
    marks += _words(made, tile, frame, place.x, unit, title, language)
    views = tuple(each.view for each in made.tiles)
    return (Group("", tuple(marks), frame), overview(model, diagram, whole, tile.view, place, views, unit))


def _corners(view: Bounds, unit: float) -> list[Path]:
    """Marks to cut by, at the corners of what is drawn."""
    pen = Pen("ink", 0.5 * unit)
    near, far = _OFF * unit, (_OFF + _MARK) * unit
    found = []
    for x, way in ((view.x, -1), (view.right, 1)):
        for y, down in ((view.y, -1), (view.bottom, 1)):
            found.append(Path((("M", x + way * near, y), ("L", x + way * far, y)), pen))
            found.append(Path((("M", x, y + down * near), ("L", x, y + down * far)), pen))
    return found


def _glued(made: Tiling, tile: Tile, unit: float) -> list[Path]:
    """Dashed lines where the sheets to the right and below begin, and marks at their ends."""
    view, near, far = tile.view, _OFF * unit, (_OFF + _MARK) * unit
    pen, tick = Pen("muted", 0.5 * unit, (4 * unit, 3 * unit)), Pen("accent", unit)
    found = []
    if (after := _at(made, tile, 1, 0)) is not None:
        x = after.view.x
        found.append(Path((("M", x, view.y), ("L", x, view.bottom)), pen))
        for y, way in ((view.y, -1), (view.bottom, 1)):
            found.append(Path((("M", x, y + way * near), ("L", x, y + way * far)), tick))
    if (after := _at(made, tile, 0, 1)) is not None:
        y = after.view.y
        found.append(Path((("M", view.x, y), ("L", view.right, y)), pen))
        for x, way in ((view.x, -1), (view.right, 1)):
            found.append(Path((("M", x + way * near, y), ("L", x + way * far, y)), tick))
    return found


def _at(made: Tiling, tile: Tile, columns: int, rows: int) -> Tile | None:
    """The sheet that many places away."""
    column, row = tile.column + columns, tile.row + rows
    if 0 <= column < made.columns and 0 <= row < made.rows:
        return made.tiles[row * made.columns + column]
    return None


def _neighbours(made: Tiling, tile: Tile, unit: float) -> list[Mark]:
    """The names of the sheets beside, above and below, each with an arrow that points there."""
    view, size, room = tile.view, _SMALL * unit, (_OFF + 4) * unit
    found: list[Mark] = []
    for columns, rows in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        other = _at(made, tile, columns, rows)
        if other is None:
            continue
        x = view.centre.x if not columns else (view.x - room if columns < 0 else view.right + room)
        y = view.centre.y if not rows else (view.y - room if rows < 0 else view.bottom + room)
        wide = advance(other.name, size, True)
        if rows:
            found.append(TextLine(x + 5 * unit, y + size * 0.36, other.name, wide, size, True, "muted"))
        else:
            found.append(TextLine(x - wide / 2, y - 6 * unit, other.name, wide, size, True, "muted"))
        found.append(_arrow(x, y, columns, rows, 3 * unit))
    return found


def _arrow(x: float, y: float, columns: int, rows: int, size: float) -> Path:
    tip = (x + columns * size, y + rows * size)
    back = (x - columns * size, y - rows * size)
    one = (back[0] + rows * size, back[1] + columns * size)
    two = (back[0] - rows * size, back[1] - columns * size)
    return Path((("M", *tip), ("L", *one), ("L", *two), ("Z",)), None, Fill("muted"))


def _words(
    made: Tiling, tile: Tile, frame: Bounds, right: float, unit: float, title: str, language: str
) -> list[TextLine]:
    """The name of the sheet, of the diagram, where the sheet belongs, and what to do with it."""
    left, top = frame.x + _BESIDE * unit, frame.bottom - 42 * unit
    name = block(
        tile.name,
        Bounds(left, top, 60 * unit, 40 * unit),
        size=_NAME * unit,
        bold=True,
        align="left",
        vertical="middle",
    )
    start = name.bounds.right + 12 * unit
    room = max(right - start - 12 * unit, 40 * unit)
    numbers = {
        "name": tile.name, "column": tile.column + 1, "columns": made.columns, "row": tile.row + 1, "rows": made.rows,
    }  # fmt: skip
    said = [
        (title, _TEXT, True, "ink"),
        (words(message("documents.poster_sheet", **numbers), language), _SMALL, False, "ink"),
        (words(message("documents.poster_glue"), language), _SMALL, False, "muted"),
    ]
    lines = list(name.lines)
    y = top
    for text, size, bold, colour in said:
        box = Bounds(start, y, room, 14 * unit)
        made_lines = block(text, box, size=size * unit, bold=bold, align="left", vertical="top", colour=colour).lines
        lines += made_lines[:1]
        y += 14 * unit
    return lines
