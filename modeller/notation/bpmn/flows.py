"""Flows: sequence flows, message flows, associations, data associations, conversation links."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import Final

from modeller.drawing.displaylist import Mark, Path, TextLine
from modeller.drawing.routing import at
from modeller.drawing.shapes import arrow_head, bent, circle, polygon
from modeller.model.reading import Model
from modeller.model.records import Flow, Node, Point
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.joining import joinable
from modeller.notation.bpmn.labels import along, in_box
from modeller.notation.bpmn.markers import envelope
from modeller.notation.element import FlowType, Property

LINE: Final = 1.6
BEND: Final = 5.0
HEAD: Final = 10.0
HALF: Final = 4.4
DASHES: Final = (7.0, 4.5)
DOTS: Final = (0.1, 3.9)
NUDGE: Final = 42.0
"""How far a label moves at most from where the file has it, to stand beside its flow and not on it."""


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


def _label(flow: Flow, points: tuple[Point, ...], colour: str, near_start: bool) -> list[Mark]:
    if not flow.text:
        return []
    if flow.label_bounds is not None:
        return off_path(in_box(flow.text, flow.label_bounds, None, colour), points)
    return along(flow.text, points, colour, near_start)


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
    return marks + _label(flow, points, colours.label, True)


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


def _draw_message(flow: Flow, points: tuple[Point, ...], _model: Model) -> list[Mark]:
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
    label = _label(flow, points, colours.label, False)
    if kind and label:
        label = _clear(label, middle)
    return marks + label


def _clear(label: list[Mark], middle: Point) -> list[Mark]:
    """The label moved off a letter about `middle`, the shortest way."""
    left, top, right, bottom = _edges(label)
    x, y = middle
    if left > x + 16 or right < x - 16 or top > y + 11 or bottom < y - 11:
        return label
    moves = ((x + 18 - left, 0.0), (x - 18 - right, 0.0), (0.0, y - 13 - bottom), (0.0, y + 13 - top))
    dx, dy = min(moves, key=lambda move: abs(move[0]) + abs(move[1]))
    return _moved(label, dx, dy)


def _moved(label: list[Mark], dx: float, dy: float) -> list[Mark]:
    return [replace(line, x=line.x + dx, y=line.y + dy) for line in label if isinstance(line, TextLine)]


def _edges(label: list[Mark]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a label's letters take."""
    lines = [mark for mark in label if isinstance(mark, TextLine)]
    return (
        min(line.x for line in lines),
        min(line.y - line.size * 0.85 for line in lines),
        max(line.x + line.width for line in lines),
        max(line.y + line.size * 0.22 for line in lines),
    )


def off_path(label: list[Mark], points: tuple[Point, ...]) -> list[Mark]:
    """The label moved off its own flow, where a small step is enough."""
    if not label:
        return label
    left, top, right, bottom = _edges(label)
    crossed = [piece for piece in pairwise(points) if _crosses(piece, left - 2, top - 1.5, right + 2, bottom + 1.5)]
    if not crossed:
        return label
    moves: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in crossed:
        if abs(bx - ax) >= abs(by - ay):
            moves += [(0.0, min(ay, by) - 2.5 - bottom), (0.0, max(ay, by) + 2.5 - top)]
        else:
            moves += [(max(ax, bx) + 4 - left, 0.0), (min(ax, bx) - 4 - right, 0.0)]
    for dx, dy in sorted(moves, key=lambda move: abs(move[0]) + abs(move[1])):
        if abs(dx) + abs(dy) > NUDGE:
            break
        if not any(_crosses(piece, left + dx, top + dy, right + dx, bottom + dy) for piece in pairwise(points)):
            return _moved(label, dx, dy)
    return label


def _crosses(piece: tuple[Point, Point], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a straight line meets a rectangle."""
    (ax, ay), (bx, by) = piece
    if max(ax, bx) < left or min(ax, bx) > right or max(ay, by) < top or min(ay, by) > bottom:
        return False
    low, high = 0.0, 1.0
    for start, step, least, most in ((ax, bx - ax, left, right), (ay, by - ay, top, bottom)):
        if step == 0:
            continue
        one, other = (least - start) / step, (most - start) / step
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return low <= high


def _draw_data(flow: Flow, points: tuple[Point, ...], _model: Model) -> list[Mark]:
    return _dotted(flow, points, False, True)


def _draw_association(flow: Flow, points: tuple[Point, ...], _model: Model) -> list[Mark]:
    direction = flow.properties.text("associationDirection")
    return _dotted(flow, points, direction == "Both", direction in {"One", "Both"})


def _dotted(flow: Flow, points: tuple[Point, ...], at_start: bool, at_end: bool) -> list[Mark]:
    colours = paint(flow, "paper")
    marks: list[Mark] = [Path(bent(points, BEND), pen(colours.line, 1.7, DOTS, "round"))]
    head = pen(colours.line, 1.4, (), "round")
    if at_end:
        long = min(8.0, _last(points) + 2)
        marks.append(Path(arrow_head(points[-1], points[-2], long, long * 0.55, closed=False), head))
    if at_start:
        long = min(8.0, _last(points[:2]) + 2)
        marks.append(Path(arrow_head(points[0], points[1], long, long * 0.55, closed=False), head))
    return marks + _label(flow, points, colours.label, False)


def _draw_conversation(flow: Flow, points: tuple[Point, ...], _model: Model) -> list[Mark]:
    colours = paint(flow, "paper")
    path = bent(points, BEND)
    marks: list[Mark] = [Path(path, pen(colours.line, 5.2)), Path(path, pen("paper", 2.4))]
    return marks + _label(flow, points, colours.label, False)


def joins(flow: Flow, model: Model) -> tuple[Node | Flow | None, Node | Flow | None]:
    """What a flow leads from and to, where that is drawn."""
    ends = (model.get(flow.source), model.get(flow.target))
    return tuple(end if isinstance(end, Node | Flow) else None for end in ends)  # type: ignore[return-value]


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


SEQUENCE_FLOW = _flow("sequenceFlow", _draw_sequence, properties.CONDITION)
MESSAGE_FLOW = _flow("messageFlow", _draw_message, properties.MESSAGE)
ASSOCIATION = _flow("association", _draw_association, properties.DIRECTION)
DATA_INPUT_ASSOCIATION = _flow("dataInputAssociation", _draw_data)
DATA_OUTPUT_ASSOCIATION = _flow("dataOutputAssociation", _draw_data)
DATA_ASSOCIATION = _flow("dataAssociation", _draw_data)
CONVERSATION_LINK = _flow("conversationLink", _draw_conversation)
