"""Flows: sequence flows, message flows, associations, data associations, conversation links."""

from collections.abc import Callable
from dataclasses import replace
from math import hypot
from typing import Final

from modeller.drawing.displaylist import Mark, Path
from modeller.drawing.routing import at
from modeller.drawing.shapes import arrow_head, bent, circle, polygon
from modeller.model.reading import Model
from modeller.model.records import Flow, Point
from modeller.notation import attributes
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.flowlabels import HALF, HEAD, boxes, from_outside, label, off_letter
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.joining import joinable
from modeller.notation.bpmn.markers import envelope
from modeller.notation.element import FlowType, Property

LINE: Final = 1.6
BEND: Final = 5.0
DASHES: Final = (7.0, 4.5)
DOTS: Final = (0.1, 3.9)
MARK: Final = 10.0
"""So far from its end a flow has a mark there: the slash of a default, a circle, an arrow head."""


def shortened(points: tuple[Point, ...], start: float, end: float) -> tuple[Point, ...]:
    """The path without that much at its ends, for what stands there; never less than a tenth of an end's piece."""
    path = list(points)
    if start:
        path[0] = _towards(path[0], path[1], start)
    if end:
        path[-1] = _towards(path[-1], path[-2], end)
    return tuple(path)


def _towards(point: Point, other: Point, distance: float) -> Point:
    reach = hypot(other[0] - point[0], other[1] - point[1])
    if reach == 0:
        return point
    share = min(distance / reach, 0.9)
    return Point(point[0] + (other[0] - point[0]) * share, point[1] + (other[1] - point[1]) * share)


def is_default(flow: Flow, model: Model) -> bool:
    """Whether a sequence flow is the one taken when no condition holds."""
    source = model.node(flow.source)
    if source is None:
        return False
    default = source.properties.get("default")
    return default is not None and default == flow.properties.get("id")


def is_conditional(flow: Flow, model: Model) -> bool:
    """Whether a sequence flow shows the diamond of a condition: it has one and leaves an activity."""
    if not any(fragment.name == "conditionExpression" for fragment in flow.content):
        return False
    source = model.node(flow.source)
    return source is not None and not source.type.endswith("Gateway") and not source.type.endswith("Event")


def waits_for_condition(flow: Flow, model: Model) -> bool:
    """Whether a token passes a sequence flow only if something holds: an expression that is empty asks for nothing."""
    return is_conditional(flow, model) and any(
        piece.text.strip() or piece.children or any(name.endswith("resource") for name, _ in piece.attributes)
        for piece in flow.content
        if piece.name == "conditionExpression"
    )


def _draw_sequence(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    colours = paint(flow, "paper")
    line = colours.line
    head = min(HEAD, _last(points) * 0.9)
    conditional = bool(flow.content) and is_conditional(flow, model)
    path = shortened(points, 14.0 if conditional else 0.0, head * 0.8)
    marks: list[Mark] = [
        Path(bent(path, BEND), pen(line, LINE)),
        Path(arrow_head(points[-1], points[-2], head, HALF * head / HEAD), None, fill(line)),
    ]
    if conditional:
        marks.append(_diamond(points[0], points[1], line))
    elif is_default(flow, model):
        marks.append(_slash(points[0], points[1], line))
    named = shortened(points, MARK, 0) if len(marks) > 2 and flow.label_bounds is None else points
    return marks + label(flow, named, boxes(flow, model), colours.label, True, font(flow, model))


def _last(points: tuple[Point, ...]) -> float:
    return hypot(points[-1][0] - points[-2][0], points[-1][1] - points[-2][1])


def _axes(start: Point, other: Point) -> tuple[float, float]:
    dx, dy = other[0] - start[0], other[1] - start[1]
    d = hypot(dx, dy) or 1.0
    return dx / d, dy / d


def _diamond(start: Point, other: Point, line: str) -> Mark:
    (x, y), (ux, uy) = start, _axes(start, other)
    corners = (
        (x, y),
        (x + 7.5 * ux - 4.4 * uy, y + 7.5 * uy + 4.4 * ux),
        (x + 15 * ux, y + 15 * uy),
        (x + 7.5 * ux + 4.4 * uy, y + 7.5 * uy - 4.4 * ux),
    )
    return Path(polygon(corners), pen(line, 1.3, (), "butt", "miter"), fill("fill"))


def _slash(start: Point, other: Point, line: str) -> Mark:
    ux, uy = _axes(start, other)
    mx, my = start[0] + 8.5 * ux, start[1] + 8.5 * uy
    a = (mx - 3.2 * ux - 5.2 * uy, my - 3.2 * uy + 5.2 * ux)
    b = (mx + 3.2 * ux + 5.2 * uy, my + 3.2 * uy - 5.2 * ux)
    return Path((("M", *a), ("L", *b)), pen(line, LINE))


def _draw_message(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    colours = paint(flow, "paper")
    line = colours.line
    head = min(HEAD, _last(points) * 0.9)
    thin = pen(line, 1.3)
    marks: list[Mark] = [
        Path(bent(shortened(points, 7.0, head), BEND), pen(line, 1.5, DASHES)),
        Path(circle(*_towards(points[0], points[1], 3.6), 3.6), thin, fill("fill")),
        Path(arrow_head(points[-1], points[-2], head, 4.8 * head / HEAD), thin, fill("fill")),
    ]
    kind = flow.properties.text("di:messageVisibleKind")
    middle = at(points, 0.5)
    if kind:
        marks += envelope(*middle, 28, 19, line, "band" if kind == "non_initiating" else "fill")
    way = () if kind or flow.label_bounds is not None else from_outside(flow, points, model)
    named = shortened(way, MARK, 0) if way else points
    shown = label(flow, named, boxes(flow, model), colours.label, bool(way), font(flow, model))
    return marks + (off_letter(shown, middle) if kind and shown else shown)


def _draw_data(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    return _dotted(flow, points, model, False, True)


def _draw_association(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    direction = flow.properties.text("associationDirection")
    return _dotted(flow, points, model, direction == "Both", direction in {"One", "Both"})


def _dotted(flow: Flow, points: tuple[Point, ...], model: Model, at_start: bool, at_end: bool) -> list[Mark]:
    colours = paint(flow, "paper")
    marks: list[Mark] = [Path(bent(points, BEND), pen(colours.line, 1.7, DOTS, "round"))]
    head = pen(colours.line, 1.4, (), "round")
    if at_end:
        long = min(8.0, _last(points) + 2)
        marks.append(Path(arrow_head(points[-1], points[-2], long, long * 0.55, closed=False), head))
    if at_start:
        long = min(8.0, _last(points[:2]) + 2)
        marks.append(Path(arrow_head(points[0], points[1], long, long * 0.55, closed=False), head))
    return marks + label(flow, points, boxes(flow, model), colours.label, False, font(flow, model))


def _draw_conversation(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
    colours = paint(flow, "paper")
    path = bent(points, BEND)
    marks: list[Mark] = [Path(path, pen(colours.line, 5.2)), Path(path, pen("paper", 2.4))]
    return marks + label(flow, points, boxes(flow, model), colours.label, False, font(flow, model))


def _flow(
    name: str,
    draw: Callable[[Flow, tuple[Point, ...], Model], list[Mark]],
    *further: Property,
) -> FlowType:
    return FlowType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        draw=draw,
        properties=(*properties.COMMON, *further),
        may_join=lambda model, source, target: f"bpmn:{name}" in joinable(model, source, target),
    )


def _nameless(name: str, draw: Callable[[Flow, tuple[Point, ...], Model], list[Mark]], *further: Property) -> FlowType:
    """A flow that BPMN gives no name."""
    return replace(_flow(name, draw), properties=(properties.ID, properties.DOCUMENTATION, *further))


SEQUENCE_FLOW = replace(
    _flow("sequenceFlow", _draw_sequence, properties.CONDITION, *attributes.BRANCH),
    carries="tokens",
    conditional=waits_for_condition,
    default=is_default,
)
MESSAGE_FLOW = replace(_flow("messageFlow", _draw_message, properties.MESSAGE), carries="messages")
ASSOCIATION = _nameless("association", _draw_association, properties.DIRECTION)
DATA_INPUT_ASSOCIATION = _nameless("dataInputAssociation", _draw_data)
DATA_OUTPUT_ASSOCIATION = _nameless("dataOutputAssociation", _draw_data)
DATA_ASSOCIATION = _flow("dataAssociation", _draw_data)
CONVERSATION_LINK = _flow("conversationLink", _draw_conversation)
