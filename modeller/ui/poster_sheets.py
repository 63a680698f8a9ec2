"""The sheets of a poster as dialogs show and print them."""

from modeller.canvas.scene import Scene
from modeller.export.cutting import whole_shapes
from modeller.export.exporter import Poster
from modeller.export.poster import framed, marked, plan
from modeller.language import current
from modeller.model.records import Bounds
from modeller.ui.preview import Sheet

_WITH_KEY = 40
"""A poster of more sheets is shown without marks: nobody sees them so small."""


def poster_sheets(
    scene: Scene,
    whole: Bounds,
    width: float,
    height: float,
    margin: float,
    poster: Poster,
    title: str,
    all_marks: bool = False,
) -> tuple[tuple[Sheet, ...], int]:
    """The sheets of `whole`, all that a scene shows, on pages of a size in points, and how many lie beside each other.

    Raises Problem where it would be too many.
    """
    model = scene.document
    groups = tuple(held for item in scene.within(whole) if (held := item.marks(model)) is not None)
    room = (width - 2 * margin, height - 2 * margin)
    made, scale = plan(whole_shapes(model, groups), whole, *room, poster)
    size = (room[0] / scale, room[1] / scale)
    with_marks = all_marks or len(made.tiles) <= _WITH_KEY
    found = []
    for tile in made.tiles:
        frame, view = framed(tile, size, 1 / scale), tile.view
        place = Bounds(
            margin + (view.x - frame.x) * scale, margin + (view.y - frame.y) * scale,
            view.width * scale, view.height * scale,
        )  # fmt: skip
        marks = marked(model, scene.diagram, whole, made, tile, size, 1 / scale, title, current()) if with_marks else ()
        found.append(Sheet(width, height, place, view, marks))
    return tuple(found), made.columns
