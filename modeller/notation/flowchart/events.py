"""What happens on the way: delays for timers, data for messages and signals, connectors for links and exits."""

from math import sqrt
from typing import Final

from modeller.drawing.displaylist import Segments
from modeller.drawing.shapes import ROUND, circle, polygon, rectangle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.content import flag, triggers
from modeller.notation.bpmn.events import interrupting, kind_of, outer_sides
from modeller.notation.flowchart.shape import Shape, about, flat
from modeller.notation.flowchart.symbols import Growing

STEPS: Final = ((80.0, 40.0), (96.0, 40.0), (100.0, 50.0), (116.0, 56.0))
EXIT: Final = 18.0
"""The width of the circle on a border through which an exception leaves."""


def delay(box: Bounds) -> Segments:
    """A rectangle whose right side is half a circle."""
    x, y, w, h = box
    across, down = min(h / 2, w / 2), h / 2
    edge, middle, kx, ky = x + w - across, y + down, across * ROUND, down * ROUND
    return (
        ("M", x, y),
        ("L", edge, y),
        ("C", edge + kx, y, x + w, middle - ky, x + w, middle),
        ("C", x + w, middle + ky, edge + kx, y + h, edge, y + h),
        ("L", x, y + h),
        ("Z",),
    )


def delay_span(width: float, height: float, top: float, bottom: float) -> tuple[float, float]:
    across, off = min(height / 2, width / 2), max(abs(top - height / 2), abs(bottom - height / 2))
    share = min(1.0, off / (height / 2))
    return 0.0, width - across * (1 - sqrt(1 - share * share))


def slant(width: float, height: float) -> float:
    """How far the upper side of a parallelogram stands to the right of the lower."""
    return min(height * 0.35, width * 0.25)


def parallelogram(box: Bounds) -> Segments:
    x, y, w, h = box
    s = slant(w, h)
    return polygon(((x + s, y), (x + w, y), (x + w - s, y + h), (x, y + h)))


def parallelogram_span(width: float, height: float, top: float, bottom: float) -> tuple[float, float]:
    s = slant(width, height)
    return s * (1 - top / height), width - s * bottom / height


def round_border(box: Bounds) -> Segments:
    return circle(box.x + box.width / 2, box.y + box.height / 2, min(box.width, box.height) / 2)


def round_span(width: float, height: float, top: float, bottom: float) -> tuple[float, float]:
    radius = min(width, height) / 2
    off = min(radius, max(abs(top - height / 2), abs(bottom - height / 2)))
    half = sqrt(radius * radius - off * off)
    return width / 2 - half, width / 2 + half


def _exit_box(bounds: Bounds) -> Bounds:
    side = min(EXIT, bounds.width, bounds.height)
    return about(bounds, side, side)


DELAY: Final = Shape(delay, span=delay_span, steps=STEPS, least=flat(0.7))
DATA: Final = Shape(parallelogram, span=parallelogram_span, steps=STEPS, least=flat(0.7))
STEP: Final = Shape(rectangle, steps=STEPS, least=flat(0.7))
CONNECTOR: Final = Shape(round_border, span=round_span)
EXIT_POINT: Final = Shape(round_border, span=round_span, least=_exit_box)

_SHAPES: Final = {
    "timer": DELAY,
    "conditional": DELAY,
    "message": DATA,
    "signal": DATA,
    "multiple": DATA,
    "parallel multiple": DATA,
    "link": CONNECTOR,
}
_SAID: Final = {
    "bpmn:intermediateCatchEvent": {
        "timer": "wait",
        "conditional": "wait_condition",
        "message": "receive",
        "signal": "signal_in",
    },
    "bpmn:intermediateThrowEvent": {"message": "send", "signal": "signal_out"},
    "bpmn:boundaryEvent": {"timer": "timeout", "error": "failed", "message": "receive", "signal": "signal_in"},
}


def _kind(node: Node, model: Model) -> str:
    return kind_of(triggers(node, model), flag(node, "parallelMultiple"))


def _say(node: Node, model: Model) -> str:
    kind = _kind(node, model)
    own = _SAID.get(node.type, {}).get(kind)
    if own:
        return "elements.flowchart." + own
    return "elements.trigger." + kind.replace(" ", "") if kind and kind != "link" else ""


def _shape(node: Node, model: Model) -> Shape:
    return _SHAPES.get(_kind(node, model), STEP)


INTERMEDIATE: Final = Growing(_shape, "event", _say)
BOUNDARY: Final = Growing(
    lambda _node, _model: EXIT_POINT,
    "event",
    _say,
    lambda node: not interrupting(node),
    sides=lambda node, model: outer_sides(node, model) or ("below", "above"),
)
