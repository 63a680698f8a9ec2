"""Gateways: where paths part and meet."""

from collections.abc import Callable

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import circle, diamond, parsed, placed, plus, regular
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import Paint, fill, paint, pen
from modeller.notation.bpmn.content import flag
from modeller.notation.bpmn.labels import beside
from modeller.notation.element import PLAIN, ElementType, Property, Role, Traits

SIZE = (50.0, 50.0)
LINE = 1.6

_PLUS = plus(0.25, 0.05)
_CROSS = plus(0.24, 0.052, slanting=True)
_STAR = parsed("M 0 -0.25 L 0 0.25 M -0.25 0 L 0.25 0 M -0.177 -0.177 L 0.177 0.177 M -0.177 0.177 L 0.177 -0.177")


def box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *SIZE)


def outline(node: Node) -> Segments:
    return diamond(box(node))


def parallel_events(node: Node) -> bool:
    """Whether an event-based gateway waits for all of its events."""
    return node.properties.text("eventGatewayType").strip().lower() == "parallel"


def _exclusive(node: Node, cx: float, cy: float, side: float, colours: Paint) -> list[Mark]:
    if not flag(node, "di:isMarkerVisible"):
        return []
    return [Path(placed(_CROSS, cx, cy, side), None, fill(colours.line))]


def _parallel(_node: Node, cx: float, cy: float, side: float, colours: Paint) -> list[Mark]:
    return [Path(placed(_PLUS, cx, cy, side), None, fill(colours.line))]


def _inclusive(_node: Node, cx: float, cy: float, side: float, colours: Paint) -> list[Mark]:
    return [Path(circle(cx, cy, side * 0.22), pen(colours.line, side * 0.055))]


def _complex(_node: Node, cx: float, cy: float, side: float, colours: Paint) -> list[Mark]:
    return [Path(placed(_STAR, cx, cy, side), pen(colours.line, side * 0.085))]


def _event_based(node: Node, cx: float, cy: float, side: float, colours: Paint) -> list[Mark]:
    thin = pen(colours.line, max(0.8, min(1.2, side * 0.024)))
    marks: list[Mark] = [Path(circle(cx, cy, side * 0.27), thin)]
    if not flag(node, "instantiate"):
        marks.append(Path(circle(cx, cy, side * 0.215), thin))
    inner = placed(plus(0.15, 0.045), cx, cy, side) if parallel_events(node) else regular(cx, cy, side * 0.145, 5)
    marks.append(Path(inner, thin))
    return marks


def traits(node: Node) -> Traits:
    begins, all_of_them = flag(node, "instantiate"), parallel_events(node)
    return Traits(instantiates=begins, parallel_multiple=all_of_them) if begins or all_of_them else PLAIN


def _drawing(marker: Callable[[Node, float, float, float, Paint], list[Mark]]) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        bounds = box(node)
        colours = paint(node, "gateway")
        marks: list[Mark] = [Path(diamond(bounds), pen(colours.line, LINE, (), "butt", "miter"), fill(colours.inside))]
        cx, cy = bounds.x + bounds.width / 2, bounds.y + bounds.height / 2
        marks += marker(node, cx, cy, min(bounds.width, bounds.height), colours)
        if node.text and node.bounds is not None:
            marks += beside(node, model, node.text, colours.label)
        return marks

    return draw


def _gateway(
    name: str, role: Role, marker: Callable[[Node, float, float, float, Paint], list[Mark]], *further: Property
) -> ElementType:
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="gateways",
        role=role,
        size=SIZE,
        outline=outline,
        draw=_drawing(marker),
        traits=traits,
        label_place="outside",
        properties=(*properties.COMMON, *further),
    )


EXCLUSIVE_GATEWAY = _gateway("exclusiveGateway", Role.CHOICE, _exclusive, properties.DEFAULT, properties.MARKER)
PARALLEL_GATEWAY = _gateway("parallelGateway", Role.PARALLEL, _parallel)
INCLUSIVE_GATEWAY = _gateway("inclusiveGateway", Role.INCLUSIVE, _inclusive, properties.DEFAULT)
EVENT_GATEWAY = _gateway(
    "eventBasedGateway", Role.EVENT_CHOICE, _event_based, properties.EVENT_GATEWAY, properties.INSTANTIATE
)
COMPLEX_GATEWAY = _gateway("complexGateway", Role.COMPLEX, _complex, properties.DEFAULT)
