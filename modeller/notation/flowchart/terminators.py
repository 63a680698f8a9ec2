"""Terminators: where a process begins and ends."""

from math import sqrt
from typing import Final

from modeller.drawing.displaylist import Segments
from modeller.drawing.shapes import rounded
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.content import triggers
from modeller.notation.flowchart.shape import Shape, flat
from modeller.notation.flowchart.symbols import Growing

STEPS: Final = ((80.0, 36.0), (96.0, 36.0), (96.0, 44.0), (112.0, 44.0), (128.0, 48.0))


def border(box: Bounds) -> Segments:
    """A rectangle whose short sides are half circles."""
    return rounded(box, min(box.width, box.height) / 2)


def span(width: float, height: float, top: float, bottom: float) -> tuple[float, float]:
    radius = min(width, height) / 2
    off = max(abs(top - height / 2), abs(bottom - height / 2)) - max(0.0, height / 2 - radius)
    cut = radius - sqrt(max(0.0, radius * radius - off * off)) if off > 0 else 0.0
    return cut, width - cut


def _say_end(node: Node, model: Model) -> str:
    return "elements.flowchart." + ("terminate" if "terminate" in triggers(node, model) else "end")


TERMINATOR: Final = Shape(border, span=span, steps=STEPS, least=flat(0.6))
START: Final = Growing(lambda _node, _model: TERMINATOR, "start", lambda _node, _model: "elements.flowchart.start")
END: Final = Growing(lambda _node, _model: TERMINATOR, "end", _say_end)
