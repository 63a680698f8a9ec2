"""The paths of lines in value chains: from tip to notch, and down a trunk to the parts."""

from typing import Final

from modeller.drawing.bending import Path
from modeller.model.records import Bounds, Flow, Point
from modeller.notation.valuechain.joining import PREDECESSOR, SUPERIOR

TRUNK: Final = 12.0
"""How far left of the parts the line runs down that leads to all of them, in units."""
_LEVEL: Final = 6.0


def chain_path(flow: Flow, source: Bounds, target: Bounds) -> Path | None:
    """The path between two shapes before it is cut at their outlines; None where it is laid as any other.

    What comes next right beside needs no way round anything: its notch begins inside the rectangle of what it
    follows. Parts that stand indented below what they are part of share one trunk.
    """
    if flow.type == PREDECESSOR:
        level = source.y + _LEVEL < target.centre.y < source.bottom - _LEVEL
        if level and source.centre.x < target.x <= source.right + _LEVEL and target.centre.x > source.right:
            y = source.centre.y if target.y < source.centre.y < target.bottom else target.centre.y
            return Point(source.centre.x, y), Point(target.centre.x, y)
    elif flow.type == SUPERIOR:
        trunk = target.x - TRUNK
        if target.y >= source.bottom and source.x + 2 <= trunk <= source.right - 2:
            y = target.centre.y
            return Point(trunk, source.centre.y), Point(trunk, y), Point(target.centre.x, y)
    return None
