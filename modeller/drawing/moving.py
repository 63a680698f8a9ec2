"""Marks and groups of a display list, moved."""

from dataclasses import replace

from modeller.drawing.displaylist import Group, Image, Mark, Path
from modeller.drawing.shapes import placed


def moved(group: Group, dx: float, dy: float) -> Group:
    """A group somewhere else, which stands for no element there and leads nowhere."""
    clip = placed(group.clip, dx, dy) if group.clip is not None else None
    marks = tuple(_moved(mark, dx, dy) for mark in group.marks)
    return replace(group, element="", marks=marks, bounds=group.bounds.moved(dx, dy), clip=clip, link="")


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    if isinstance(mark, Path):
        return replace(mark, segments=placed(mark.segments, dx, dy))
    if isinstance(mark, Image):
        return replace(mark, bounds=mark.bounds.moved(dx, dy))
    return replace(mark, x=mark.x + dx, y=mark.y + dy)
