"""Pools and lanes: who does what, lying or standing, nested, or a black box."""

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rectangle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation import attributes
from modeller.notation.bpmn import choreography, properties
from modeller.notation.bpmn.colours import Paint, fill, paint, pen
from modeller.notation.bpmn.content import flag, many, referred
from modeller.notation.bpmn.fonts import Font, font
from modeller.notation.bpmn.labels import band
from modeller.notation.bpmn.markers import markers
from modeller.notation.element import ElementType, Role, Traits

SIZE = (600.0, 250.0)
BAND = 30.0
LINE = 1.5
FLAT = 90.0
"""A pool that is lower than this and has nothing drawn in it is shown as a black box."""


def box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *SIZE)


def outline(node: Node) -> Segments:
    return rectangle(box(node))


def is_horizontal(node: Node) -> bool:
    """Whether a pool or lane lies: as the file says, else by its shape."""
    if node.properties.get("di:isHorizontal") is not None:
        return flag(node, "di:isHorizontal", True)
    bounds = box(node)
    return bounds.width >= bounds.height


def lanes_of(process: str, model: Model) -> list[Node]:
    """The outermost lanes of a process."""
    return [
        lane
        for held in model.items_in(process)
        if held.type == "bpmn:laneSet"
        for lane in model.children(held.key)
        if isinstance(lane, Node)
    ]


def is_black_box(node: Node, model: Model) -> bool:
    """Whether a pool shows nothing of its process."""
    process = referred(node.properties.text("processRef"), model)
    if process is None:
        return True
    bounds = box(node)
    held = any(isinstance(child, Node) for child in model.children(node.key))  # phases
    if held or min(bounds.width, bounds.height) > FLAT:
        return False
    return not any(
        isinstance(child, Node) and child.diagram == node.diagram for child in model.children(process.key)
    ) and not lanes_of(process.key, model)


def band_width(node: Node, model: Model) -> float:
    """How wide a pool's name band is: up to where its lanes begin, if that is near the usual."""
    process = referred(node.properties.text("processRef"), model)
    bounds, lying = box(node), is_horizontal(node)
    usual = min(BAND, (bounds.width if lying else bounds.height) / 2)
    if process is None:
        return usual
    starts = [
        (lane.bounds.x - bounds.x if lying else lane.bounds.y - bounds.y)
        for lane in lanes_of(process.key, model)
        if lane.bounds is not None and lane.diagram == node.diagram
    ]
    return min(starts) if starts and 14 <= min(starts) <= 70 else usual


def split(bounds: Bounds, wide: float, lying: bool) -> Bounds:
    """The name band of a pool or lane."""
    if lying:
        return Bounds(bounds.x, bounds.y, min(wide, bounds.width), bounds.height)
    return Bounds(bounds.x, bounds.y, bounds.width, min(wide, bounds.height))


def _draw_pool(node: Node, model: Model) -> list[Mark]:
    if choreography.is_band(node):
        return choreography.draw_band(node, model)
    bounds = box(node)
    colours = paint(node, "pool")
    border = pen(colours.line, LINE, (), "butt", "miter")
    lying = is_horizontal(node)
    text = node.text
    below = [Path(rectangle(bounds), border, fill(colours.inside))]
    marks: list[Mark] = list(below)
    if is_black_box(node, model):
        marks += _across(text, bounds, colours, font(node, model))
    else:
        head = split(bounds, band_width(node, model), lying)
        tone = fill("band") if colours.inside == "pool" else fill(colours.inside)
        marks.append(Path(rectangle(head), border, tone))
        if text:
            marks += band(text, head.grown(-3), not lying, colours.text, 12.5, font(node, model))
    if many(node):
        marks += markers(["parallel"], bounds.x + bounds.width / 2, bounds.bottom - 9, colours.line)
    return marks


def _across(text: str, bounds: Bounds, colours: Paint, letters: Font) -> list[Mark]:
    if not text:
        return []
    upright = bounds.width >= 60 or bounds.width >= bounds.height
    return band(text, bounds.grown(-4), upright, colours.text, 12.5, letters)


def _draw_lane(node: Node, model: Model) -> list[Mark]:
    bounds = box(node)
    colours = paint(node, "")
    inside = fill(colours.inside) if colours.inside else None
    marks: list[Mark] = [Path(rectangle(bounds), pen(colours.line, LINE, (), "butt", "miter"), inside)]
    if node.text:
        lying = is_horizontal(node)
        head = split(bounds, BAND, lying).grown(-3)
        marks += band(node.text, head, not lying, colours.text, 12, font(node, model))
    return marks


def traits(node: Node) -> Traits:
    return Traits(container=True, expanded=True, horizontal=is_horizontal(node))


PARTICIPANT = ElementType(
    key="bpmn:participant",
    label="elements.participant",
    group="pools",
    role=Role.POOL,
    size=SIZE,
    outline=outline,
    draw=_draw_pool,
    traits=traits,
    label_place="band",
    properties=(*properties.COMMON, properties.PROCESS, properties.HORIZONTAL, *attributes.PROCESS),
)
LANE = ElementType(
    key="bpmn:lane",
    label="elements.lane",
    group="pools",
    role=Role.LANE,
    size=(570.0, 120.0),
    outline=outline,
    draw=_draw_lane,
    traits=traits,
    label_place="band",
    properties=(*properties.COMMON, properties.HORIZONTAL, *attributes.ROLE),
)
