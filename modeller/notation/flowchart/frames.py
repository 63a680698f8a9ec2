"""Frames: swimlanes and what else is drawn around others, and the bracket of an annotation."""

from dataclasses import replace
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rectangle
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.bpmn.artifacts import GROUP, TEXT_ANNOTATION, group_box
from modeller.notation.bpmn.choreography import is_band
from modeller.notation.bpmn.colours import paint, pen
from modeller.notation.bpmn.pools import LANE, PARTICIPANT
from modeller.notation.flowchart.shape import DASHES, LINE
from modeller.notation.flowchart.symbols import at_bounds
from modeller.notation.symbol import Symbol


def _draw_pool(node: Node, model: Model, _language: str) -> list[Mark]:
    """A plain frame with a name band: without the sign for several of a kind."""
    return PARTICIPANT.draw(node if is_band(node) else replace(node, content=()), model)


def _border(node: Node, _model: Model) -> Segments:
    return rectangle(group_box(node))


def _draw_group(node: Node, model: Model, _language: str) -> list[Mark]:
    """The broken line that encloses what an annotation is about."""
    text = [mark for mark in GROUP.draw(node, model) if not isinstance(mark, Path)]
    return [Path(rectangle(group_box(node)), pen(paint(node, "").line, LINE, DASHES, "butt", "miter")), *text]


POOL: Final[Symbol] = at_bounds(lambda node, _model: PARTICIPANT.outline(node), _draw_pool, "band")
SWIMLANE: Final[Symbol] = at_bounds(
    lambda node, _model: LANE.outline(node), lambda node, model, _: LANE.draw(node, model), "band"
)
ENCLOSURE: Final[Symbol] = at_bounds(_border, _draw_group, "top")
ANNOTATION: Final[Symbol] = at_bounds(
    lambda node, _model: TEXT_ANNOTATION.outline(node), lambda node, model, _: TEXT_ANNOTATION.draw(node, model)
)
