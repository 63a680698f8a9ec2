"""Decisions, the bars of parallel mode, and the points where lines meet again."""

from typing import Final

from modeller.drawing.displaylist import Segments
from modeller.drawing.shapes import circle, diamond, rectangle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Point
from modeller.notation.bpmn.gateways import PARALLEL_GATEWAY
from modeller.notation.flowchart.growth import ends
from modeller.notation.flowchart.shape import Shape, about
from modeller.notation.flowchart.symbols import Growing

STEPS: Final = (
    (100.0, 60.0),
    (100.0, 72.0),
    (116.0, 72.0),
    (120.0, 84.0),
    (140.0, 84.0),
    (144.0, 96.0),
)
BAR: Final = (70.0, 10.0)
"""How long the bars of parallel mode are, and how far apart."""
LONGEST: Final = 150.0
"""How far from the middle bars reach at most to meet a line where it turns."""
BEYOND: Final = 12.0
DOT: Final = 9.0
"""The width of the point where lines meet again."""


def decision_span(width: float, height: float, top: float, bottom: float) -> tuple[float, float]:
    off = max(abs(top - height / 2), abs(bottom - height / 2))
    half = width / 2 * max(0.0, 1 - off / (height / 2))
    return width / 2 - half, width / 2 + half


def _dot(box: Bounds) -> Segments:
    return circle(box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 2)


def _sides(box: Bounds) -> Segments:
    """The two bars themselves; the outline around them is not drawn."""
    x, y, w, h = box
    if w >= h:
        return (("M", x, y), ("L", x + w, y), ("M", x, y + h), ("L", x + w, y + h))
    return (("M", x, y), ("L", x, y + h), ("M", x + w, y), ("L", x + w, y + h))


DECISION: Final = Shape(diamond, span=decision_span, steps=STEPS)
JUNCTION: Final = Shape(_dot, least=lambda box: about(box, min(DOT, box.width), min(DOT, box.height)), solid=True)
LEVEL: Final = Shape(rectangle, _sides, least=lambda box: about(box, box.width, min(BAR[1], box.height)), hollow=True)
UPRIGHT: Final = Shape(rectangle, _sides, least=lambda box: about(box, min(BAR[1], box.width), box.height), hollow=True)


def is_meeting(node: Node, model: Model) -> bool:
    """Whether a gateway asks nothing: paths meet again in it, and one leads on."""
    return not node.text.strip() and len(model.outgoing(node.key)) < 2 <= len(model.incoming(node.key))


def _is_level(points: tuple[Point, ...]) -> bool:
    """Whether a flow is level where it leaves."""
    return abs(points[1].x - points[0].x) > abs(points[1].y - points[0].y)


def _paths(node: Node, model: Model) -> tuple[list[tuple[Point, ...]], list[tuple[Point, ...]]]:
    """The paths of the flows that leave and of those that come, each from the gateway on."""
    return list(ends(node.key, model.outgoing(node.key))), list(ends(node.key, model.incoming(node.key)))


def is_upright(node: Node, model: Model) -> bool:
    """Whether bars stand across lines that run from left to right: the single line decides, else most of them."""
    out, into = _paths(node, model)
    for side in (into, out):
        if len(side) == 1:
            return _is_level(side[0])
    ways = [_is_level(points) for points in (*out, *into)]
    return ways.count(True) > ways.count(False)


def bars(node: Node, model: Model) -> Bounds:
    """The bars as long as it takes for every line to meet them at a right angle: a line that would run along them and
    turn is met where it turns.
    """
    box = node.bounds or Bounds(0, 0, *PARALLEL_GATEWAY.size)
    upright, (x, y) = is_upright(node, model), box.centre
    half = BAR[0] / 2
    for points in (path for side in _paths(node, model) for path in side):
        if len(points) > 2 and _is_level(points) is not upright:
            off, far = (points[1].x - x, points[1].y - y) if upright else (points[1].y - y, points[1].x - x)
            if abs(off) < BAR[1] / 2 and abs(far) <= LONGEST:
                half = max(half, abs(far) + BEYOND)
    return about(box, BAR[1], 2 * half) if upright else about(box, 2 * half, BAR[1])


def _question(node: Node, model: Model) -> Shape:
    return JUNCTION if is_meeting(node, model) else DECISION


def _asks(node: Node, model: Model) -> str:
    """What is asked where nobody wrote it, as far as the kind of gateway tells."""
    if len(model.outgoing(node.key)) < 2:
        return ""
    return {
        "bpmn:inclusiveGateway": "elements.flowchart.which",
        "bpmn:eventBasedGateway": "elements.flowchart.first",
    }.get(node.type, "")


CHOICE: Final = Growing(_question, "gateway", _asks)
PARALLEL: Final = Growing(lambda node, model: UPRIGHT if is_upright(node, model) else LEVEL, "gateway", grown=bars)
