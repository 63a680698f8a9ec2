"""Conversations: hexagons for who talks with whom, and the double lines between them."""

from collections.abc import Callable

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import hexagon
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.labels import beside
from modeller.notation.bpmn.markers import markers
from modeller.notation.element import ElementType, Role, Traits

SIZE = (60.0, 52.0)


def box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *SIZE)


def outline(node: Node) -> Segments:
    return hexagon(box(node))


def traits(_node: Node) -> Traits:
    return Traits()


def _drawing(width: float, collapsed: bool) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        bounds, colours = box(node), paint(node)
        marks: list[Mark] = [Path(hexagon(bounds), pen(colours.line, width), fill(colours.inside))]
        if collapsed:
            scale = min(1.0, bounds.width / 30, bounds.height / 30)
            cx, cy = bounds.x + bounds.width / 2, bounds.bottom - 10 * scale
            marks += markers(["collapsed"], cx, cy, colours.line, scale)
        if node.text and node.bounds is not None:
            marks += beside(node, model, node.text, colours.label)
        return marks

    return draw


def _hexagon(name: str, width: float, collapsed: bool) -> ElementType:
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="conversation",
        role=Role.OTHER,
        size=SIZE,
        outline=outline,
        draw=_drawing(width, collapsed),
        traits=traits,
        label_place="outside",
        properties=properties.COMMON,
    )


CONVERSATION = _hexagon("conversation", 1.6, False)
SUB_CONVERSATION = _hexagon("subConversation", 1.6, True)
CALL_CONVERSATION = _hexagon("callConversation", 3.6, False)
