"""Free places: where a new shape lies on no other."""

from collections.abc import Callable, Collection
from itertools import pairwise
from math import inf

from modeller.editing.carried import is_container
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.valuechain.joining import HOLDERS

OPEN = HOLDERS | {"bpmn:participant"}
"""What new shapes may stand in, whatever it holds."""
MARGIN = 30.0
"""How far a new shape keeps from those that are there, in units."""
CLEAR = 6.0
"""How far it keeps from flows."""


def obstacles(
    model: Model, diagram: str, within: Bounds | None, without: Collection[str] = (), column: Bounds | None = None
) -> list[Bounds]:
    """The shapes of a diagram that a new one may not lie on: all but those that are open about the place `within`.

    Only what reaches into a `column` counts, where one is given.
    """
    found = []
    left, right = (column.x, column.right) if column is not None else (-inf, inf)
    for node in model.records.values():
        if not isinstance(node, Node) or node.diagram != diagram or node.bounds is None or node.key in without:
            continue
        if node.bounds[0] > right or node.bounds[0] + node.bounds[2] < left:
            continue
        if node.type in {"bpmn:lane", "modeller:phase", "bpmn:group"}:
            continue
        open_here = within is not None and node.bounds.contains(*within.centre) and _is_open(model, node)
        if not open_here:
            found.append(node.bounds)
    return found


def lines(model: Model, diagram: str, without: str, column: Bounds | None = None) -> list[Bounds]:
    """The straight pieces of the flows on a diagram as narrow rectangles, but for the flows at one element.

    Only what reaches into a `column` counts, where one is given.
    """
    left, right = (column.x, column.right) if column is not None else (-inf, inf)
    return [
        Bounds(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).grown(CLEAR)
        for flow in model.records.values()
        if isinstance(flow, Flow) and flow.diagram == diagram and without not in (flow.source, flow.target)
        for a, b in pairwise(flow.points)
        if (a[0] <= right or b[0] <= right) and (a[0] >= left or b[0] >= left)
        if abs(a.x - b.x) < 1 or abs(a.y - b.y) < 1
    ]


def _is_open(model: Model, node: Node) -> bool:
    return node.type in OPEN or (is_container(node) and is_expanded(node, model))


def free(taken: Collection[Bounds], wanted: Bounds, onward: Callable[[Bounds, Bounds], Bounds]) -> Bounds:
    """The first free place from `wanted` on; `onward(place, obstacle)` is the next one to try."""
    place = wanted
    for _ in range(10_000):
        hit = next((bounds for bounds in taken if bounds.meets(place)), None)
        if hit is None:
            return place
        place = onward(place, hit)
    return place


def downward(margin: float = MARGIN) -> Callable[[Bounds, Bounds], Bounds]:
    """Below what is in the way."""
    return lambda place, hit: Bounds(place.x, float(round(hit.bottom + margin)), place.width, place.height)


def upward(margin: float = MARGIN) -> Callable[[Bounds, Bounds], Bounds]:
    """Above what is in the way."""
    return lambda place, hit: Bounds(place.x, float(round(hit.y - margin - place.height)), place.width, place.height)


def rightward(margin: float = MARGIN) -> Callable[[Bounds, Bounds], Bounds]:
    """Right of what is in the way."""
    return lambda place, hit: Bounds(float(round(hit.right + margin)), place.y, place.width, place.height)
