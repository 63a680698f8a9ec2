"""Artifacts: text annotations and groups."""

from functools import lru_cache

from modeller.drawing import breaking
from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rectangle, rounded
from modeller.drawing.text import block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Item, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.content import referred
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import ENDLESS, INSIDE, OUTSIDE, in_box, usual_width
from modeller.notation.element import ElementType, Role, Traits

LINE = 1.5
DASHES = (9.0, 4.0, 1.5, 4.0)


def note_box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *TEXT_ANNOTATION.size)


def group_box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *GROUP.size)


def note_outline(node: Node) -> Segments:
    return rectangle(note_box(node))


def group_outline(node: Node) -> Segments:
    return rounded(group_box(node), 10)


@lru_cache(maxsize=4096)
def _width(text: str, width: float, size: float, bold: bool) -> float:
    """The width that a note's text is set in: more than its box where a word is longer."""
    for wide in (width, width * 1.3, width * 1.7, max(width * 2, 120)) if len(text) < ENDLESS else ():
        if not breaking.lines(text, wide / size, bold)[1]:
            return wide
    return max(width * 2, 120)


def _draw_note(node: Node, model: Model) -> list[Mark]:
    bounds, colours = note_box(node), paint(node, "note")
    x, y, w, h = bounds
    arm = min(10.0, w)
    bracket = (("M", x + arm, y), ("L", x, y), ("L", x, y + h), ("L", x + arm, y + h))
    marks: list[Mark] = [Path(rectangle(bounds), None, fill(colours.inside))]
    marks.append(Path(bracket, pen(colours.line, LINE, (), "butt", "miter")))  # type: ignore[arg-type]
    if node.text:
        letters = font(node, model)
        size, bold = letters.at(INSIDE), letters.bold
        room = max(w - 9, 20.0)
        box = Bounds(x + 7, y + 1.5, _width(node.text, room, size, bold), max(h - 3, 6))
        found = block(
            node.text,
            box,
            size=size,
            bold=bold,
            align="left",
            vertical="middle",
            colour=colours.text,
            shrink_to=10 if len(node.text) < ENDLESS else None,
        )
        if found.bounds.height > box.height:
            found = block(node.text, box, size=size, bold=bold, align="left", vertical="top", colour=colours.text)
        marks += found.lines
    return marks


def group_name(node: Node, model: Model) -> str:
    """A group's text: the value of its category."""
    if node.text:
        return node.text
    value = referred(node.properties.text("categoryValueRef"), model)
    return value.properties.text("value") if isinstance(value, Item) else ""


def _draw_group(node: Node, model: Model) -> list[Mark]:
    bounds, colours = group_box(node), paint(node, "")
    marks: list[Mark] = [Path(rounded(bounds, 10), pen(colours.line, LINE, DASHES))]
    text = group_name(node, model)
    if text:
        letters = font(node, model)
        size, bold = letters.at(OUTSIDE), letters.bold
        if node.label_bounds is not None:
            marks += in_box(text, node.label_bounds, None, colours.label, letters)
        else:
            wide = max(bounds.width - 16, usual_width(size))
            top = Bounds(bounds.x + (bounds.width - wide) / 2, bounds.y + 4, wide, 20)
            marks += block(text, top, size=size, bold=bold, vertical="top", colour=colours.label).lines
    return marks


def traits(_node: Node) -> Traits:
    return Traits()


TEXT_ANNOTATION = ElementType(
    key="bpmn:textAnnotation",
    label="elements.textAnnotation",
    group="artifacts",
    role=Role.NOTE,
    size=(100.0, 30.0),
    outline=note_outline,
    draw=_draw_note,
    traits=traits,
    label_place="inside",
    properties=(properties.NAME, properties.ID),
)
GROUP = ElementType(
    key="bpmn:group",
    label="elements.group",
    group="artifacts",
    role=Role.GROUP,
    size=(300.0, 300.0),
    outline=group_outline,
    draw=_draw_group,
    traits=traits,
    label_place="top",
    properties=(properties.NAME, properties.ID),
)
