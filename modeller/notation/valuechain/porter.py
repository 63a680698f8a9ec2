"""Porter's chain: support activities across, primary activities below them, and the margin they make."""

from typing import Final

from modeller.drawing.displaylist import Mark, Segments
from modeller.drawing.shapes import polygon, rectangle
from modeller.drawing.text import block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import INSIDE, SMALLEST
from modeller.notation.element import Traits
from modeller.notation.valuechain.looks import COMMON, PREFIX, colours, framed, kind, titled

SUPPORT_SIZE: Final = (560.0, 40.0)
PRIMARY_SIZE: Final = (124.0, 132.0)
MARGIN_SIZE: Final = (84.0, 308.0)
ROOMY: Final = (170.0, 56.0)
"""A primary activity so high has its name on top, a support activity so high at its left: there is room for parts."""
HEAD: Final = (56.0, 150.0)
"""How high the name on top is then, and how wide the one at the left."""


def _rectangle(size: tuple[float, float]) -> Segments:
    return rectangle(Bounds(0, 0, *size))


def support_outline(node: Node) -> Segments:
    return rectangle(node.bounds) if node.bounds is not None else _rectangle(SUPPORT_SIZE)


def primary_outline(node: Node) -> Segments:
    return rectangle(node.bounds) if node.bounds is not None else _rectangle(PRIMARY_SIZE)


def has_room(node: Node) -> bool:
    """Whether parts may stand in an activity, its name aside."""
    bounds = node.bounds
    if bounds is None:
        return False
    if node.type == PREFIX + "primary":
        return bounds.height >= ROOMY[0]
    return node.type == PREFIX + "support" and bounds.height >= ROOMY[1] and bounds.width > 2 * HEAD[1]


def support_head(bounds: Bounds) -> Bounds:
    """The part of a support activity that holds its name."""
    wide = HEAD[1] if bounds.height >= ROOMY[1] and bounds.width > 2 * HEAD[1] else bounds.width
    return bounds._replace(width=wide)


def primary_head(bounds: Bounds) -> Bounds:
    """The part of a primary activity that holds its name."""
    return bounds._replace(height=HEAD[0] if bounds.height >= ROOMY[0] else bounds.height)


def margin_outline(node: Node) -> Segments:
    """The tip of the chain's arrow."""
    x, y, w, h = node.bounds or Bounds(0, 0, *MARGIN_SIZE)
    shoulder = x + 0.42 * w
    return polygon([(x, y), (shoulder, y), (x + w, y + h / 2), (shoulder, y + h), (x, y + h)])


def _draw_support(node: Node, model: Model) -> list[Mark]:
    bounds = node.bounds or Bounds(0, 0, *SUPPORT_SIZE)
    given = colours(node, "support", "support-edge")
    return [framed(support_outline(node), given), *titled(node, model, support_head(bounds), given)]


def _draw_primary(node: Node, model: Model) -> list[Mark]:
    bounds = node.bounds or Bounds(0, 0, *PRIMARY_SIZE)
    given = colours(node, "stage", "stage-edge")
    return [framed(primary_outline(node), given), *titled(node, model, primary_head(bounds), given)]


def _draw_margin(node: Node, model: Model) -> list[Mark]:
    x, y, w, h = node.bounds or Bounds(0, 0, *MARGIN_SIZE)
    given = colours(node, "margin", "margin-edge")
    marks: list[Mark] = [framed(margin_outline(node), given)]
    if node.text:
        letters = font(node, model)
        size = letters.at(INSIDE + 2)
        room = Bounds(x + 3, y + 0.1 * h, max(0.6 * w, 1.0), max(0.8 * h, 1.0))
        lines = block(
            node.text, room, size=size, bold=letters.bold, angle=-90, colour=given.text, shrink_to=SMALLEST
        ).lines
        marks += lines
    return marks


def _holds(_node: Node) -> Traits:
    return Traits(container=True, expanded=True)


SUPPORT = kind("support", SUPPORT_SIZE, support_outline, _draw_support, traits=_holds)
PRIMARY = kind("primary", PRIMARY_SIZE, primary_outline, _draw_primary, traits=_holds)
MARGIN = kind("margin", MARGIN_SIZE, margin_outline, _draw_margin, COMMON, label_place="band")
