"""Stages: the chevrons of a chain that adds value, and the processes that they are made of."""

from math import floor
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import polygon, rectangle, rounded
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.colours import fill
from modeller.notation.valuechain.looks import colours, depth, framed, kind, titled

SIZE: Final = (168.0, 76.0)
PROCESS_SIZE: Final = (148.0, 42.0)
GAP: Final = 7.0
"""Between the slanting edges of two chevrons, measured along the chain."""
_BAR: Final = 3.0
_EDGES: Final = {
    "chain:managementBand": "manage-edge", "chain:supportBand": "support-edge", "chain:support": "support-edge",
}  # fmt: skip
"""The lines of processes by what holds them."""


def box(node: Node) -> Bounds:
    """Where a chevron is drawn; the size of a new one at the origin where it is not."""
    return node.bounds or Bounds(0, 0, *SIZE)


def overlap(bounds: Bounds) -> float:
    """How far the next chevron reaches into the rectangle of this one, so that their edges run side by side.

    Whole units: whoever is moved by hand stands on whole ones.
    """
    return max(0.0, float(floor(depth(bounds) - GAP)))


def outline(node: Node) -> Segments:
    x, y, w, h = bounds = box(node)
    deep, middle = depth(bounds), y + h / 2
    right, bottom = x + w, y + h
    return polygon(
        [(x, y), (right - deep, y), (right, middle), (right - deep, bottom), (x, bottom), (x + deep, middle)]
    )


def _draw(node: Node, model: Model) -> list[Mark]:
    bounds = box(node)
    given = colours(node, "stage", "stage-edge")
    deep = depth(bounds)
    room = Bounds(bounds.x + deep, bounds.y, max(bounds.width - 2 * deep, 1.0), bounds.height)
    marks: list[Mark] = [framed(outline(node), given)]
    return marks + titled(node, model, room, given)


def process_outline(node: Node) -> Segments:
    bounds = node.bounds or Bounds(0, 0, *PROCESS_SIZE)
    return rounded(bounds, min(4.0, 0.2 * min(bounds.width, bounds.height)))


def _holder(node: Node, model: Model) -> str:
    holder = model.node(node.scope)
    return holder.type if holder is not None else ""


def _draw_process(node: Node, model: Model) -> list[Mark]:
    bounds = node.bounds or Bounds(0, 0, *PROCESS_SIZE)
    given = colours(node, "fill", _EDGES.get(_holder(node, model), "stage-edge"))
    marks: list[Mark] = [framed(process_outline(node), given)]
    if bounds.width > 30 and bounds.height > 16:  # the accent by which a process is told from a note
        bar = Bounds(bounds.x + 4, bounds.y + 6, _BAR, bounds.height - 12)
        marks.append(Path(rectangle(bar), None, fill(given.line)))
    room = Bounds(bounds.x + 6, bounds.y, max(bounds.width - 9, 1.0), bounds.height)
    return marks + titled(node, model, room, given)


STAGE = kind("stage", SIZE, outline, _draw)
PROCESS = kind("process", PROCESS_SIZE, process_outline, _draw_process)
