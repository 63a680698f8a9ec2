"""What the symbols of a value chain share: their colours, their text, the sign of what a symbol leads to."""

from collections.abc import Callable
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rounded
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


def sign(node: Node, given: Paint) -> list[Mark]:
    """The sign of an activity that opens a process, in its lower right corner."""
    bounds, at = node.bounds, way_in(node)
    if not node.content or bounds is None or at is None or min(bounds.width, bounds.height) < _ROOMY:
        return []
    if link_of(node) is None:
        return []
    x, y = at.x - _SIGN / 2, at.y - _SIGN / 2
    line = pen(given.line, 1.2)
    arrow: Segments = (("M", x + 4, y + 3), ("L", x + 7.4, y + _SIGN / 2), ("L", x + 4, y + _SIGN - 3))
    return [Path(rounded(Bounds(x, y, _SIGN, _SIGN), 2.5), line, fill("fill")), Path(arrow, line)]


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
