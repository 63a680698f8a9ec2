"""A piece of a diagram: what is seen of it in a rectangle, and a small picture of the whole that says where it lies."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from modeller.drawing.displaylist import Fill, Group, Mark, Path, Pen, TextLine
from modeller.drawing.shapes import rectangle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

Kept: TypeAlias = Callable[[TextLine, Bounds], bool]

_FRAMES: Final = frozenset({Role.POOL, Role.LANE})
_THROUGH: Final = frozenset({Role.POOL, Role.LANE, Role.PHASE, Role.GROUP})
"""What may be cut in two."""


def whole_shapes(model: Model, groups: tuple[Group, ...]) -> list[Bounds]:
    """The rectangles of what should stay whole: all shapes but those that hold others, labels and badges included."""
    found = []
    for group in groups:
        node = model.node(group.element)
        if node is None:
            continue
        kind = element_type(node)
        traits = kind.traits(node)
        if kind.role not in _THROUGH and not (traits.container and traits.expanded):
            found.append(group.bounds)
    return found


def middle_in(line: TextLine, view: Bounds) -> bool:
    """Whether the middle of a text lies in a rectangle: so it is said in one of several pieces side by side."""
    if line.angle:
        return view.x <= line.x <= view.right
    return view.x <= line.x + line.width / 2 <= view.right


def any_in(line: TextLine, view: Bounds) -> bool:
    """Whether any of a text is seen in a rectangle."""
    if line.angle:
        along = Bounds(
            line.x - line.size, min(line.y, line.y + line.width * line.angle / 90), 2 * line.size, line.width
        )
        return along.meets(view)
    return Bounds(line.x, line.y - line.size, line.width, 1.3 * line.size).meets(view)


def clipped(group: Group, view: Bounds, kept: Kept = middle_in) -> Group | None:
    """What of a group is seen in a rectangle, with the texts that are `kept`; None where nothing is."""
    if not group.bounds.meets(view):
        return None
    if view.covers(group.bounds):
        return group
    left, top = max(group.bounds.x, view.x), max(group.bounds.y, view.y)
    right, bottom = min(group.bounds.right, view.right), min(group.bounds.bottom, view.bottom)
    seen = Bounds(left, top, right - left, bottom - top)
    marks = tuple(mark for mark in group.marks if not isinstance(mark, TextLine) or kept(mark, view))
    return replace(group, marks=marks, bounds=seen, clip=rectangle(seen))


def overview(
    model: Model,
    diagram: str,
    whole: Bounds,
    view: Bounds,
    place: Bounds,
    cuts: tuple[Bounds, ...] = (),
    unit: float = 1.0,
) -> Group:
    """The whole, small, as wide as `place` says, with the piece `view` marked in it, and the outlines of all pieces.

    Lines are as thick as `unit` says.
    """
    scale = place.width / whole.width

    def small(box: Bounds) -> Bounds:
        x, y = place.x + (box.x - whole.x) * scale, place.y + (box.y - whole.y) * scale
        return Bounds(x, y, max(box.width * scale, 1), max(box.height * scale, 1))

    marks: list[Mark] = [Path(rectangle(small(whole)), Pen("faint", 0.6 * unit), Fill("paper"))]
    for each in model.drawn(diagram):
        if isinstance(each, Node) and each.bounds is not None:
            frame = element_type(each).role in _FRAMES
            marks.append(
                Path(rectangle(small(each.bounds)), Pen("faint", 0.5 * unit), None if frame else Fill("faint"))
            )
    marks += [Path(rectangle(small(cut)), Pen("muted", 0.5 * unit)) for cut in cuts]
    marks.append(Path(rectangle(small(view)), Pen("accent", 1.4 * unit), Fill("accent", 0.12)))
    return Group("", tuple(marks), place.grown(1))
