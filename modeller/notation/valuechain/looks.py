"""What the symbols of a value chain share: their colours, their text, the sign of what a symbol leads to."""

from collections.abc import Callable
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments, TextLine
from modeller.drawing.shapes import rounded
from modeller.drawing.text import BASELINE, LINE_HEIGHT
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Point
from modeller.notation import attributes
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import Paint, fill, paint, pen
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import inside, text_lines
from modeller.notation.bpmn.links import link_of
from modeller.notation.element import ElementType, LabelPlace, Property, Role, Traits

PREFIX: Final = "chain:"
"""What the types of all elements of a value chain begin with."""
LINE: Final = 1.4
DEEPEST: Final = 22.0
"""How far the point of a chevron reaches at most, in units."""
_SIGN: Final = 11.0
_CORNER: Final = 11.0
"""From the lower right corner of an activity to the middle of its sign."""
_CLEAR: Final = 3.0
"""Between a name and the sign at least."""
_ROOMY: Final = 40.0
"""A symbol that is lower or narrower than this shows no sign."""

COMMON: Final = (properties.NAME, properties.ID, properties.DOCUMENTATION)
STAGE: Final = (*COMMON, *attributes.STAGE)
"""What an activity of a value chain says of itself: what a process says, and where it stands."""


def colours(node: Node, inside: str, edge: str) -> Paint:
    """The colours of a symbol: those that somebody gave it, else the theme's for its inside and its lines."""
    found = paint(node, inside)
    return found._replace(line=edge) if found.line == "ink" else found


def framed(outline: Segments, given: Paint, width: float = LINE) -> Path:
    """The body of a symbol."""
    return Path(outline, pen(given.line, width), fill(given.inside))


def lettered(node: Node, model: Model, box: Bounds, colour: str) -> list[Mark]:
    """The name of a node in a part of it, smaller where it must be."""
    if not node.text:
        return []
    return text_lines(inside(node.text, box.width, box.height, font=font(node, model)), box.x, box.y, colour)


def depth(bounds: Bounds) -> float:
    """How far the point of a chevron reaches, and its notch."""
    return min(DEEPEST, 0.3 * bounds.height, 0.25 * bounds.width)


def way_in(node: Node) -> Point | None:
    """The middle of the sign of an activity that opens a process; None for what is none of a value chain."""
    if not node.type.startswith(PREFIX) or node.bounds is None:
        return None
    inset = depth(node.bounds) - 2 if node.type == PREFIX + "stage" else 0.0
    return Point(node.bounds.right - inset - _CORNER, node.bounds.bottom - _CORNER)


def sign_box(node: Node) -> Bounds | None:
    """Where an activity that opens a process shows its sign; None where it shows none."""
    bounds, at = node.bounds, way_in(node)
    if not node.content or bounds is None or at is None or min(bounds.width, bounds.height) < _ROOMY:
        return None
    return Bounds(at.x - _SIGN / 2, at.y - _SIGN / 2, _SIGN, _SIGN) if link_of(node) is not None else None


def titled(node: Node, model: Model, room: Bounds, given: Paint) -> list[Mark]:
    """The name of an activity in a part of it, and in its lower right corner the sign that it opens a process.

    The name stands in the middle of its room as long as it is clear of the sign, else beside it, where it is as large
    as can be.
    """
    mark = sign_box(node)
    if mark is None:
        return lettered(node, model, room, given.text)
    return [*_clear_of(mark, node, model, room, given.text), *_sign(mark, given)]


def _clear_of(mark: Bounds, node: Node, model: Model, room: Bounds, colour: str) -> list[Mark]:
    aside = min(max(room.right - mark.x, 0.0), room.width / 3)
    rooms = (
        room,
        room._replace(x=room.x + aside, width=room.width - 2 * aside),
        room._replace(width=room.width - aside),
    )
    settings = [lettered(node, model, each, colour) for each in rooms]
    clear = [lines for lines in settings if not any(_over(line, mark) for line in lines)]
    return max(clear, key=_size, default=settings[-1])


def _over(line: Mark, mark: Bounds) -> bool:
    """Whether a line of text comes as near to a sign as touches it."""
    if not isinstance(line, TextLine):
        return False
    box = Bounds(line.x, line.y - BASELINE * line.size, line.width, LINE_HEIGHT * line.size)
    return box.grown(_CLEAR).meets(mark)


def _size(lines: list[Mark]) -> float:
    return min((line.size for line in lines if isinstance(line, TextLine)), default=0.0)


def _sign(box: Bounds, given: Paint) -> list[Mark]:
    x, y = box.x, box.y
    line = pen(given.line, 1.2)
    arrow: Segments = (("M", x + 4, y + 3), ("L", x + 7.4, y + _SIGN / 2), ("L", x + 4, y + _SIGN - 3))
    return [Path(rounded(box, 2.5), line, fill("fill")), Path(arrow, line)]


def plain(_node: Node) -> Traits:
    return Traits()


def kind(
    name: str,
    size: tuple[float, float],
    outline: Callable[[Node], Segments],
    draw: Callable[[Node, Model], list[Mark]],
    declared: tuple[Property, ...] = STAGE,
    *,
    role: Role = Role.STAGE,
    group: str = "chain",
    label_place: LabelPlace = "inside",
    traits: Callable[[Node], Traits] = plain,
) -> ElementType:
    """The declaration of a kind of element of value chains."""
    return ElementType(
        key=PREFIX + name,
        label=f"elements.chain.{name}",
        group=group,
        role=role,
        size=size,
        outline=outline,
        draw=draw,
        traits=traits,
        label_place=label_place,
        properties=declared,
    )
