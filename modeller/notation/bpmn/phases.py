"""Phases: columns across all lanes of a pool that lies, rows across one that stands. An extension of ours to BPMN."""

from collections.abc import Sequence
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rectangle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.content import referred
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.joining import pool_of
from modeller.notation.bpmn.labels import band
from modeller.notation.bpmn.pools import LINE, band_width, box, is_horizontal, split
from modeller.notation.element import ElementType, Role, Traits

TYPE: Final = "modeller:phase"
HEAD: Final = 28.0
"""How far the strip with the names of phases stands out over its pool, in units: less than the gap between pools."""
LEAST: Final = 40.0
"""No phase gets shorter than this along its pool, as long as the pool has room for all."""
SIZE: Final = (180.0, 250.0 + HEAD)
_DASH: Final = (6.0, 4.0)


def phases_of(model: Model, pool: str) -> list[Node]:
    """The phases of a pool in the order in which they follow each other."""
    found = [node for node in model.children(pool) if isinstance(node, Node) and node.type == TYPE]
    return sorted(found, key=lambda node: beginning(box(node), is_horizontal(node)))


def may_have_phases(model: Model, pool: Node) -> bool:
    """Whether phases can be drawn in a pool: it has a process, and is no band of a choreography."""
    drawn = pool.type == "bpmn:participant" and pool.bounds is not None and pool.diagram is not None
    return (
        drawn
        and "di:participantBandKind" not in pool.properties
        and referred(pool.properties.text("processRef"), model) is not None
    )


def inside(model: Model, pool: Node) -> tuple[float, float]:
    """Where the phases of a pool begin and end along it: behind its name band, and at its far end."""
    bounds, wide = box(pool), band_width(pool, model)
    if is_horizontal(pool):
        return bounds.x + wide, bounds.right
    return bounds.y + wide, bounds.bottom


def beginning(bounds: Bounds, horizontal: bool) -> float:
    """Where a phase begins: at its top where it is a row (`horizontal`), at its left where it is a column."""
    return bounds.y if horizontal else bounds.x


def tiling(low: float, high: float, borders: Sequence[float]) -> list[float]:
    """The borders between phases moved just so far that each phase from `low` to `high` has its least length.

    Where there is no room for that, all phases are of one length. The result has both ends besides.
    """
    count = len(borders) + 1
    if not high - low >= count * LEAST:
        return [low + max(high - low, 0.0) * number / count for number in range(count)] + [max(low, high)]
    found = [low]
    for number, border in enumerate(borders, 1):
        found.append(min(max(border, found[-1] + LEAST), high - (count - number) * LEAST))
    return [*found, high]


def column(pool: Bounds, lying: bool, low: float, high: float) -> Bounds:
    """The bounds of a phase from `low` to `high` along its pool, its head included."""
    if lying:
        return Bounds(low, pool.y - HEAD, high - low, pool.height + HEAD)
    return Bounds(pool.x - HEAD, low, pool.width + HEAD, high - low)


def head(node: Node) -> Bounds:
    """The part of a phase that holds its name, and by which it is taken hold of."""
    return split(box(node), HEAD, is_horizontal(node))


def phase_of(model: Model, node: Node) -> Node | None:
    """The phase that a step's middle lies in; that of its host for an attached event. None where there is none."""
    if node.type in {TYPE, "bpmn:participant", "bpmn:lane"}:
        return None
    standing = model.node(node.host) or node
    pool = model.node(pool_of(model, standing))
    if pool is None or standing.bounds is None or standing.diagram != pool.diagram:
        return None
    x, y = standing.bounds.centre
    for phase in phases_of(model, pool.key):
        bounds = box(phase)
        if bounds.x <= x < bounds.right and bounds.y <= y < bounds.bottom and box(pool).contains(x, y):
            return phase
    return None


def _outline(node: Node) -> Segments:
    """Its head only: what stands in a phase is touched through it."""
    return rectangle(head(node))


def _draw(node: Node, model: Model) -> list[Mark]:
    colours, bounds, lying = paint(node, "band"), box(node), is_horizontal(node)
    title = head(node)
    begin = (title.right, bounds.bottom) if lying else (bounds.right, title.bottom)
    border: Segments = (("M", *begin), ("L", bounds.right, bounds.bottom))
    marks: list[Mark] = [
        Path(border, pen(colours.line, LINE * 0.8, _DASH, "butt", "miter")),
        Path(rectangle(title), pen(colours.line, LINE, (), "butt", "miter"), fill(colours.inside)),
    ]
    if node.text:
        marks += band(node.text, title.grown(-3), not lying, colours.text, 12, font(node, model))
    return marks


def _traits(node: Node) -> Traits:
    return Traits(container=True, expanded=True, horizontal=is_horizontal(node))


PHASE = ElementType(
    key=TYPE,
    label="elements.phase",
    group="pools",
    role=Role.PHASE,
    size=SIZE,
    outline=_outline,
    draw=_draw,
    traits=_traits,
    label_place="band",
    properties=properties.COMMON,
)
