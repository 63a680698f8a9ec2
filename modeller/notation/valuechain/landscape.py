"""The landscape: bands of management, core and support processes, and what comes in and goes out at their ends."""

from collections.abc import Callable
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import polygon, rectangle, rounded
from modeller.drawing.text import block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.colours import fill
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import INSIDE, SMALLEST
from modeller.notation.element import ElementType, Role, Traits
from modeller.notation.valuechain.looks import COMMON, colours, framed, kind

SIZE: Final = (760.0, 132.0)
END_SIZE: Final = (72.0, 430.0)
HEAD: Final = 34.0
"""The width of the head of a band, in which its name reads upwards."""
_POINT: Final = 22.0


def outline(node: Node) -> Segments:
    bounds = node.bounds or Bounds(0, 0, *SIZE)
    return rounded(bounds, min(6.0, 0.2 * min(bounds.width, bounds.height)))


def head(bounds: Bounds) -> Bounds:
    """The part of a band that holds its name."""
    return Bounds(bounds.x, bounds.y, min(HEAD, bounds.width / 2), bounds.height)


def _drawing(tone: str) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        bounds = node.bounds or Bounds(0, 0, *SIZE)
        given = colours(node, f"{tone}-band", f"{tone}-edge")
        named = head(bounds)
        bar = Path(rectangle(Bounds(named.x, named.y + 6, 5, max(named.height - 12, 0.1))), None, fill(given.line))
        marks: list[Mark] = [framed(outline(node), given, 1.1)]
        if bounds.height > 24 and bounds.width > 24:
            marks.append(bar)
        if node.text:
            letters = font(node, model)
            room = Bounds(named.x + 8, named.y + 4, max(named.width - 10, 1.0), max(named.height - 8, 1.0))
            lines = block(
                node.text, room, size=letters.at(INSIDE), bold=letters.bold, angle=-90, colour=given.text,
                shrink_to=SMALLEST,
            ).lines  # fmt: skip
            marks += lines
        return marks

    return draw


def end_outline(node: Node) -> Segments:
    """A block that points along the chain."""
    x, y, w, h = node.bounds or Bounds(0, 0, *END_SIZE)
    point = min(_POINT, w / 4)
    return polygon([(x, y), (x + w - point, y), (x + w, y + h / 2), (x + w - point, y + h), (x, y + h)])


def _draw_end(node: Node, model: Model) -> list[Mark]:
    x, y, w, h = node.bounds or Bounds(0, 0, *END_SIZE)
    given = colours(node, "margin", "margin-edge")
    room = Bounds(x, y, max(w - min(_POINT, w / 4), 1.0), h)
    marks: list[Mark] = [framed(end_outline(node), given)]
    if node.text:
        letters = font(node, model)
        size = letters.at(INSIDE + 2)
        lines = block(
            node.text, room.grown(-2), size=size, bold=letters.bold, angle=-90, colour=given.text, shrink_to=SMALLEST
        ).lines
        marks += lines
    return marks


def _holds(_node: Node) -> Traits:
    return Traits(container=True, expanded=True)


def _band(name: str, tone: str) -> ElementType:
    return kind(
        f"{name}Band", SIZE, outline, _drawing(tone), COMMON, role=Role.GROUP, label_place="band", traits=_holds
    )


MANAGEMENT = _band("management", "manage")
CORE = _band("core", "stage")
SUPPORT = _band("support", "support")
CUSTOMER = kind("customer", END_SIZE, end_outline, _draw_end, COMMON, role=Role.OTHER, label_place="band")
