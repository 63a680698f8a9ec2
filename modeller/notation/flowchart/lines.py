"""Lines: solid with a filled head for what comes next, broken for messages, data and annotations."""

from collections.abc import Callable, Mapping
from math import hypot, isfinite
from typing import Final

from modeller.drawing.displaylist import Mark, Path
from modeller.drawing.shapes import arrow_head, polyline
from modeller.language import message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Point
from modeller.notation.bpmn.colours import fill as filled
from modeller.notation.bpmn.colours import paint, pen
from modeller.notation.bpmn.flowlabels import HALF, HEAD, joined, label
from modeller.notation.bpmn.flows import is_default, shortened
from modeller.notation.bpmn.fonts import font
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.flowchart.shape import LINE
from modeller.notation.symbol import Line, Symbol

LONG: Final = (9.0, 5.0)
SHORT: Final = (4.0, 3.0)
_ASKING: Final = {Role.CHOICE, Role.INCLUSIVE, Role.COMPLEX}

Boxes = Mapping[str, Symbol]
"""The symbols of nodes, to know how large they are drawn."""


def _text(flow: Flow, model: Model, language: str) -> str:
    """Its name; of the branch that is taken when no condition holds, that it is."""
    if flow.text.strip() or not is_default(flow, model):
        return flow.text
    source = model.node(flow.source)
    if source is None or element_type(source).role not in _ASKING or len(model.outgoing(source.key)) < 2:
        return ""
    return words(message("elements.flowchart.otherwise"), language)


def _name(flow: Flow, _model: Model, _language: str) -> str:
    return flow.text


def _line(
    dash: tuple[float, ...],
    symbols: Boxes,
    heads: Callable[[Flow], tuple[bool, bool]] = lambda _flow: (False, True),
    text: Callable[[Flow, Model, str], str] = _name,
    near_start: bool = False,
) -> Line:
    """A line with heads at its start and end, if `heads` says so of a flow."""

    def ends(flow: Flow, model: Model) -> list[Bounds]:
        nodes = joined(flow, model)
        found = [symbols[node.type].box(node, model) if node.type in symbols else node.bounds for node in nodes]
        return [box for box in found if box is not None and all(map(isfinite, box))]

    def draw(flow: Flow, points: tuple[Point, ...], model: Model, language: str) -> list[Mark]:
        colours = paint(flow, "paper")
        at_start, at_end = heads(flow)
        first = min(HEAD, _reach(points[0], points[1]) * 0.9) if at_start else 0.0
        last = min(HEAD, _reach(points[-1], points[-2]) * 0.9) if at_end else 0.0
        path = shortened(points, first * 0.8, last * 0.8)
        marks: list[Mark] = [Path(polyline(path), pen(colours.line, LINE, dash, "butt", "miter"))]
        for head, tip, behind in ((first, points[0], points[1]), (last, points[-1], points[-2])):
            if head:
                shape = arrow_head(tip, behind, head, HALF * head / HEAD)
                marks.append(Path(shape, None, filled(colours.line)))
        shown = text(flow, model, language)
        return marks + label(flow, points, ends(flow, model), colours.label, near_start, font(flow, model), shown)

    return Line(draw, text)


def _reach(tip: Point, behind: Point) -> float:
    return hypot(behind[0] - tip[0], behind[1] - tip[1])


def _said_heads(flow: Flow) -> tuple[bool, bool]:
    direction = flow.properties.text("associationDirection")
    return direction == "Both", direction in {"One", "Both"}


def lines(symbols: Boxes) -> dict[str, Line]:
    """The lines by the types of flows, between symbols that are drawn so."""
    data = _line(SHORT, symbols)
    return {
        "bpmn:sequenceFlow": _line((), symbols, text=_text, near_start=True),
        "bpmn:messageFlow": _line(LONG, symbols),
        "bpmn:association": _line(SHORT, symbols, _said_heads),
        "bpmn:dataInputAssociation": data,
        "bpmn:dataOutputAssociation": data,
        "bpmn:dataAssociation": data,
    }
