"""Processes: what is done, by hand, or somewhere else."""

from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import polygon, rectangle
from modeller.drawing.text import block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import INSIDE
from modeller.notation.bpmn.subprocesses import ROOMY, is_event_sub_process, is_expanded
from modeller.notation.bpmn.tasks import box
from modeller.notation.flowchart.shape import DASHES, LINE, Shape
from modeller.notation.flowchart.symbols import at_bounds, boxed
from modeller.notation.symbol import Symbol


def bar(bounds: Bounds) -> float:
    """How far inside the short sides of a predefined process its bars stand."""
    return min(10.0, bounds.width / 8)


def _bars(bounds: Bounds) -> Segments:
    x, y, w, h = bounds
    off = bar(bounds)
    return (("M", x + off, y), ("L", x + off, y + h), ("M", x + w - off, y), ("L", x + w - off, y + h))


def slope(bounds: Bounds) -> float:
    """How much shorter the lower side of a manual operation is, at either end."""
    return min(12.0, bounds.width * 0.14, bounds.height * 0.4)


def _trapezium(bounds: Bounds) -> Segments:
    x, y, w, h = bounds
    s = slope(bounds)
    return polygon(((x, y), (x + w, y), (x + w - s, y + h), (x + s, y + h)))


PROCESS: Final = boxed(Shape(rectangle), "task")
MANUAL: Final = boxed(Shape(_trapezium), "task", lambda bounds: slope(bounds) * 0.7)
_PREDEFINED: Final = boxed(Shape(rectangle, _bars), "subprocess", bar)


def _draw(node: Node, model: Model, language: str) -> list[Mark]:
    bounds = box(node)
    roomy = node.type == "bpmn:callActivity" and bounds.width >= ROOMY[0] and bounds.height >= ROOMY[1]
    framed = is_expanded(node, model)
    if not framed and not roomy:
        return _PREDEFINED.draw(node, model, language)
    colours = paint(node, "subprocess")
    line = pen(colours.line, LINE, DASHES if is_event_sub_process(node) else (), "butt", "miter")
    marks: list[Mark] = [Path(rectangle(bounds), line, fill(colours.inside))]
    if not framed or node.type == "bpmn:callActivity":
        marks.append(Path(_bars(bounds), line))
    if node.text:
        free = bar(bounds) + 4
        top = Bounds(bounds.x + free, bounds.y + 4, max(bounds.width - 2 * free, 10), max(bounds.height - 8, 10))
        letters = font(node, model)
        size, bold = letters.at(INSIDE), letters.bold
        found = block(node.text, top, size=size, bold=bold, vertical="top", colour=colours.text, shrink_to=9)
        marks += found.lines
    return marks


PREDEFINED: Final[Symbol] = at_bounds(lambda node, _model: rectangle(box(node)), _draw)
"""A sub-process or what is called: with bars where it stands elsewhere, a frame around its inside where it is open."""
