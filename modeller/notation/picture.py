"""The picture of a diagram: every element's group, in the order in which they are painted."""

from dataclasses import replace
from math import isfinite

from modeller.drawing.displaylist import SLANT, DisplayList, Group, Mark, Path, TextLine, extent
from modeller.drawing.shapes import rectangle
from modeller.language import current
from modeller.model.bulk import uncollected
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Record
from modeller.notation.badges import badges, reach
from modeller.notation.bpmn.colours import pen
from modeller.notation.bpmn.fonts import font
from modeller.notation.further import stand_in
from modeller.notation.legends import legend_below
from modeller.notation.notations import BPMN
from modeller.notation.order import ordered
from modeller.notation.paths import path
from modeller.notation.reach import BESIDE, FLOW_MARGIN, LETTER_MARGIN, MARGIN, outer_bounds
from modeller.notation.symbol import Notation
from modeller.notation.titles import title

__all__ = ["group", "main_diagrams", "ordered", "outer_bounds", "picture", "planes_below"]


def picture(model: Model, diagram: str, language: str | None = None, notation: Notation = BPMN) -> DisplayList:
    """All groups of one diagram in painting order.

    Alternative texts, and what the notation says of elements without a name, are in `language` (default: the current).
    """
    with uncollected():
        found = [_group(model, record, language, notation) for record in ordered(model, diagram)]
        made = tuple([each for each in found if each is not None])
        below = legend_below(extent(made), language, notation) if notation.tint is not None and made else None
        return made if below is None else (*made, below)


def group(model: Model, record: Record, language: str | None = None, notation: Notation = BPMN) -> Group | None:
    """The group of one element, None where it is not drawn."""
    if isinstance(record, Item):
        further = stand_in(model, record)
        return _group(model, further, language, notation) if further is not None else None
    if isinstance(record, Node | Flow):
        return _group(model, record, language, notation)
    return None


def _group(model: Model, record: Node | Flow, language: str | None, notation: Notation) -> Group | None:
    spoken = language or current()
    if isinstance(record, Flow):
        points = path(model, record, notation)
        if len(points) < 2:
            return None
        marks = _leaning(record, model, notation.line(record).draw(record, points, model, spoken))
        margin = LETTER_MARGIN if record.properties.get("di:messageVisibleKind") else FLOW_MARGIN
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        left, top = min(xs), min(ys)
        box = Bounds(left, top, max(xs) - left, max(ys) - top)
        link = ""
    else:
        bounds = record.bounds
        if bounds is None or not all(map(isfinite, bounds)):
            return None
        if not record.type:
            return _nameless(record, bounds)
        symbol = notation.symbol(record)
        if notation.tint is not None:
            record = notation.tint.applied(record)
        marks = _leaning(record, model, symbol.draw(record, model, spoken))
        margin = BESIDE if record.properties.get("di:isMessageVisible") else MARGIN
        box = symbol.box(record, model)
        if notation.tint is not None:
            marks = [*marks, *notation.tint.signed(record, box)]
        if notation.layers:
            marks = [*marks, *badges(record, model, box, notation.layers, language)]
            box = reach(record, model, box, notation.layers)
        link = _link(model, record)
    return Group(record.key, tuple(marks), holding(box, margin, marks), None, link, title(record, model, language))


def _leaning(record: Node | Flow, model: Model, marks: list[Mark]) -> list[Mark]:
    """The marks of an element, with its text oblique where its style asks for italic: no line gets another width."""
    if not font(record, model).italic:
        return marks
    return [replace(mark, oblique=True) if isinstance(mark, TextLine) else mark for mark in marks]


def _nameless(node: Node, bounds: Bounds) -> Group:
    """A shape of the file whose element is missing: a faint frame."""
    frame = Path(rectangle(bounds), pen("faint", 1.0, (3.0, 3.0)))
    return Group(node.key, (frame,), bounds.grown(MARGIN))


def _link(model: Model, node: Node) -> str:
    """Where a click on a collapsed sub-process leads: the diagram of its inside."""
    if not node.type.endswith(("ubProcess", "transaction", "subChoreography")):
        return ""
    return next((f"#{plane.key}" for plane in model.planes(node.key) if plane.key != node.diagram), "")


def holding(box: Bounds, margin: float, marks: list[Mark]) -> Bounds:
    """The rectangle that holds `box` with that margin, and all lines of text."""
    left, top, right, bottom = box.x - margin, box.y - margin, box.right + margin, box.bottom + margin
    for mark in marks:
        if type(mark) is TextLine:
            x, y, size = mark.x, mark.y, mark.size
            if mark.angle == 0:
                lean = size * SLANT if mark.oblique else 0.0
                left, right = min(left, x - lean), max(right, x + mark.width + lean)
                top, bottom = min(top, y - size), max(bottom, y + size * 0.35)
            else:
                left, right = min(left, x - size), max(right, x + size * 0.35)
                lean = size * SLANT if mark.oblique else 0.0
                top, bottom = min(top, y - mark.width - lean), max(bottom, y + lean)
    return Bounds(left, top, right - left, bottom - top)


def main_diagrams(model: Model) -> list[Diagram]:
    """The diagrams that no sub-process's shape leads to, in order: each starts a figure of its own."""
    diagrams = model.diagrams()
    keys = {diagram.key for diagram in diagrams}
    below = {plane.key for diagram in diagrams for plane in planes_below(model, diagram.key)}
    found = [diagram for diagram in diagrams if diagram.key not in below]
    reached: set[str] = set()
    for diagram in found:
        _reach(model, diagram.key, reached)
    return found + [diagram for diagram in diagrams if diagram.key in keys - reached]


def _reach(model: Model, diagram: str, reached: set[str]) -> None:
    todo = [diagram]
    while todo:
        key = todo.pop()
        if key not in reached:
            reached.add(key)
            todo += [plane.key for plane in planes_below(model, key)]


def planes_below(model: Model, diagram: str) -> list[Diagram]:
    """The diagrams that show the inside of a sub-process drawn on this one, in the order of their sub-processes."""
    return [
        plane
        for record in model.drawn(diagram)
        if isinstance(record, Node)
        for plane in model.planes(record.key)
        if plane.key != diagram
    ]
