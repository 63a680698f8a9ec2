"""Lines of a value chain: what comes before what, what belongs to what, what is attached to what."""

from collections.abc import Callable
from math import hypot
from typing import Final

from modeller.drawing.displaylist import Mark, Path
from modeller.drawing.routing import length
from modeller.drawing.shapes import arrow_head, bent
from modeller.model.reading import Model
from modeller.model.records import Flow, Point
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.flowlabels import boxes, label
from modeller.notation.bpmn.flows import shortened
from modeller.notation.bpmn.fonts import font
from modeller.notation.element import FlowType, Property
from modeller.notation.valuechain.joining import ASSIGNMENT, PREDECESSOR, SUPERIOR, joinable
from modeller.notation.valuechain.looks import COMMON

NEXT: Final = 14.0
"""Where two symbols stand nearer than this to each other, their shapes say what comes next: no line is drawn."""
_BEND: Final = 6.0
_HEAD: Final = 9.0

RELATION: Final = Property(
    "relation", "elements.property.relation", "choice", ("", "executes", "responsible", "itResponsible", "consulted")
)
"""How an organisation unit takes part, as ARIS tells it apart."""


def _last(points: tuple[Point, ...]) -> float:
    (ax, ay), (bx, by) = points[-2:]
    return hypot(bx - ax, by - ay)


def _draw_predecessor(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    given = paint(flow, "paper")
    named = label(flow, points, boxes(flow, model), given.label, False, font(flow, model))
    if length(points) < NEXT:
        return named
    head = min(_HEAD, _last(points) * 0.9)
    return [
        Path(bent(shortened(points, 0.0, head * 0.8), _BEND), pen(given.line, 1.8)),
        Path(arrow_head(points[-1], points[-2], head, 0.5 * head), pen(given.line, 1.0), fill(given.line)),
        *named,
    ]


def _draw_superior(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    given = paint(flow, "paper")
    line = Path(bent(points, _BEND), pen("muted" if given.line == "ink" else given.line, 1.4))
    return [line, *label(flow, points, boxes(flow, model), given.label, False, font(flow, model))]


def _draw_assignment(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    given = paint(flow, "paper")
    line = Path(bent(points, _BEND), pen("muted" if given.line == "ink" else given.line, 1.3, (4.0, 3.0)))
    return [line, *label(flow, points, boxes(flow, model), given.label, False, font(flow, model))]


def _link(key: str, draw: Callable[[Flow, tuple[Point, ...], Model], list[Mark]], *further: Property) -> FlowType:
    return FlowType(
        key=key,
        label=f"elements.{key.replace(':', '.')}",
        draw=draw,
        properties=(*COMMON, *further),
        may_join=lambda model, source, target: key in joinable(model, source, target),
    )


PREDECESSOR_OF = _link(PREDECESSOR, _draw_predecessor)
SUPERIOR_TO = _link(SUPERIOR, _draw_superior)
ASSIGNED_TO = _link(ASSIGNMENT, _draw_assignment, RELATION)
