"""Where the label of a flow stands: where the file says, but off its own line, its letter and the symbols it joins."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product
from math import isfinite
from typing import Final

from modeller.drawing.displaylist import Mark, TextLine
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn.fonts import PLAIN, Font
from modeller.notation.bpmn.labels import along, in_box

HEAD: Final = 10.0
HALF: Final = 4.4
"""Length and half the width of an arrow head, in units."""
NUDGE: Final = 48.0
"""How far a label moves at most from where the file has it, to stand beside its flow and not on it."""

POOL: Final = "bpmn:participant"

_ROOMY: Final = ("participant", "lane", "ubProcess", "transaction", "callActivity", "Choreography")


def label(
    flow: Flow,
    points: tuple[Point, ...],
    symbols: Sequence[Bounds],
    colour: str,
    near_start: bool,
    letters: Font = PLAIN,
    text: str | None = None,
) -> list[Mark]:
    """The lines of a flow's name, or of another text, off these symbols."""
    text = flow.text if text is None else text
    if not text:
        return []
    if flow.label_bounds is not None:
        taken = (*symbols, _head(points))
        return list(_beside(text, flow.label_bounds, colour, points, taken, letters))
    return along(text, points, colour, near_start, letters)


def from_outside(flow: Flow, points: tuple[Point, ...], model: Model) -> tuple[Point, ...]:
    """The path of a message flow from the pool that is one of its ends, so that its name stands beside that pool: on
    the way to the other end there are the names of lanes and phases. ``()`` where it joins no pool, or two."""
    at_pool = [(end := model.node(key)) is not None and end.type == POOL for key in (flow.source, flow.target)]
    return () if at_pool[0] == at_pool[1] else points if at_pool[0] else points[::-1]


@lru_cache(maxsize=8192)
def _beside(
    text: str, box: Bounds, colour: str, points: tuple[Point, ...], taken: tuple[Bounds, ...], set_in: Font
) -> tuple[Mark, ...]:
    """A label off its path: asked for by the order of painting, and again by the picture."""
    return tuple(off_path(in_box(text, box, None, colour, set_in), points, taken))


def joined(flow: Flow, model: Model) -> list[Node]:
    """The symbols that a flow joins, but for those that have room for its name."""
    ends = (model.node(flow.source), model.node(flow.target))
    return [end for end in ends if end is not None and not end.type.endswith(_ROOMY)]


def boxes(flow: Flow, model: Model) -> list[Bounds]:
    """The bounds of the symbols that a flow joins."""
    found = [end.bounds for end in joined(flow, model)]
    return [box for box in found if box is not None and all(map(isfinite, box))]


def _head(points: tuple[Point, ...]) -> Bounds:
    """The rectangle that an arrow head takes at the end of a path."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    share = min(1.0, HEAD / (abs(bx - ax) + abs(by - ay) or 1.0))
    x, y = bx + (ax - bx) * share, by + (ay - by) * share
    return Bounds(min(x, bx), min(y, by), abs(x - bx), abs(y - by)).grown(HALF - 1)


def off_letter(label: list[Mark], middle: Point) -> list[Mark]:
    """The label moved off a letter about `middle`, the shortest way."""
    left, top, right, bottom = _edges(label)
    x, y = middle
    if left > x + 16 or right < x - 16 or top > y + 11 or bottom < y - 11:
        return label
    moves = ((x + 18 - left, 0.0), (x - 18 - right, 0.0), (0.0, y - 13 - bottom), (0.0, y + 13 - top))
    dx, dy = min(moves, key=lambda move: abs(move[0]) + abs(move[1]))
    return _moved(label, dx, dy)


def _moved(label: list[Mark], dx: float, dy: float) -> list[Mark]:
    return [replace(line, x=line.x + dx, y=line.y + dy) for line in label if isinstance(line, TextLine)]


def _edges(label: list[Mark]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a label's letters take."""
    lines = [mark for mark in label if isinstance(mark, TextLine)]
    return (
        min(line.x for line in lines),
        min(line.y - line.size * 0.85 for line in lines),
        max(line.x + line.width for line in lines),
        max(line.y + line.size * 0.22 for line in lines),
    )


def off_path(label: list[Mark], points: tuple[Point, ...], symbols: Sequence[Bounds] = ()) -> list[Mark]:
    """The label moved off its own flow and off these symbols, where a small step is enough."""
    if not label:
        return label
    left, top, right, bottom = _edges(label)
    pieces = list(pairwise(points))
    crossed = [piece for piece in pieces if _crosses(piece, left - 2, top - 1.5, right + 2, bottom + 1.5)]
    met = [box for box in symbols if box.meets(Bounds(left, top, right - left, bottom - top))]
    if not crossed and not met:
        return label
    level, upright = _steps(pieces if met else crossed, (left, top, right, bottom))
    for box in symbols if met else ():
        level += [box.x - 3 - right, box.right + 3 - left]
        upright += [box.y - 2.5 - bottom, box.bottom + 2.5 - top]
    moves = list(product([0.0, *level], [0.0, *upright])) if met else [(dx, 0.0) for dx in level]
    moves += [(0.0, dy) for dy in upright]
    allowed = [(dx, dy) for dx, dy in moves if abs(dx) + abs(dy) <= NUDGE]
    box = Bounds(left, top, right - left, bottom - top)
    for moved, (dx, dy) in sorted(
        ((_shifted(box, move), move) for move in allowed), key=lambda to: _cost(to[0], to[1], pieces)
    ):
        wide = moved.grown(2.0 if met else 0.0)
        if any(_crosses(piece, wide.x, wide.y, wide.right, wide.bottom) for piece in pieces):
            continue
        if not any(symbol.meets(moved) for symbol in symbols):
            return _moved(label, dx, dy)
    return label


def _shifted(box: Bounds, move: tuple[float, float]) -> Bounds:
    return Bounds(box.x + move[0], box.y + move[1], box.width, box.height)


def _cost(box: Bounds, move: tuple[float, float], pieces: list[tuple[Point, Point]]) -> float:
    """How bad a move is: a label that ends up far from its flow is read as something else's."""
    gaps = [
        max(min(ax, bx) - box.right, box.x - max(ax, bx), 0) + max(min(ay, by) - box.bottom, box.y - max(ay, by), 0)
        for (ax, ay), (bx, by) in pieces
    ]
    return abs(move[0]) + abs(move[1]) + 3 * min(gaps)


def _steps(
    pieces: list[tuple[Point, Point]], letters: tuple[float, float, float, float]
) -> tuple[list[float], list[float]]:
    """The steps to the side, and those up or down, that take letters off these pieces of a path."""
    left, top, right, bottom = letters
    level: list[float] = []
    upright: list[float] = []
    for (ax, ay), (bx, by) in pieces:
        if abs(bx - ax) >= abs(by - ay):
            upright += [min(ay, by) - 2.5 - bottom, max(ay, by) + 2.5 - top]
        else:
            level += [max(ax, bx) + 4 - left, min(ax, bx) - 4 - right]
    return level, upright


def _crosses(piece: tuple[Point, Point], left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a straight line meets a rectangle."""
    (ax, ay), (bx, by) = piece
    if max(ax, bx) < left or min(ax, bx) > right or max(ay, by) < top or min(ay, by) > bottom:
        return False
    low, high = 0.0, 1.0
    for start, step, least, most in ((ax, bx - ax, left, right), (ay, by - ay, top, bottom)):
        if step == 0:
            continue
        one, other = (least - start) / step, (most - start) / step
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return low <= high
