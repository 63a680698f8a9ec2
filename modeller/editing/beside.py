"""Where a step that somebody puts down is cut by no border of phases."""

from math import ceil, inf
from typing import Final

from modeller.editing.lane_tree import box, end, lies, middle, start
from modeller.editing.phases import move_border
from modeller.editing.spread import PADDING, loose, solid
from modeller.editing.standing import holder_at, holders
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.phases import phases_of

_NONE: Final = (None, -inf, inf)


def make_beside(document: Document, diagram: str, wanted: Bounds) -> Bounds:
    """Let no border between phases cut a new step that is wanted at some place in units: where it is to stand then.

    It slips into the phase that its middle lies in. A phase that is too short for it, or where something else stands
    already, grows; what is beyond moves on.
    """
    pool = holder_at(holders(document, diagram), *wanted.centre)
    if pool is None or pool.type != "bpmn:participant":
        return wanted
    across = not lies(document, pool)
    phase, low, high = _phase_at(document, pool, middle(wanted, across), across)
    begin, finish = start(wanted, across), end(wanted, across)
    if phase is None or (low <= begin and finish <= high):
        return wanted
    first, last = low + PADDING, high - PADDING
    slipped = _along(wanted, across, max(min(begin, last - (finish - begin)), first))
    if begin >= low and _meets(document, pool, slipped, wanted):
        slipped = _along(wanted, across, max(begin, first))
    over = end(slipped, across) - last
    if over > 0:
        move_border(document, phase.key, ceil(over), grow=True)
    return slipped


def _phase_at(model: Model, pool: Node, place: float, across: bool) -> tuple[Node | None, float, float]:
    """The phase about a place along a pool, and between which borders; the ends of the pool grow by themselves."""
    phases = phases_of(model, pool.key)
    for number, phase in enumerate(phases):
        low, high = start(box(phase), across), end(box(phase), across)
        if low <= place < high:
            return phase, low if number > 0 else -inf, high if number < len(phases) - 1 else inf
    return _NONE


def _along(bounds: Bounds, across: bool, place: float) -> Bounds:
    """The rectangle with its beginning along the phases elsewhere."""
    by = float(round(place)) - start(bounds, across)
    return bounds.moved(0, by) if across else bounds.moved(by, 0)


def _meets(model: Model, pool: Node, there: Bounds, before: Bounds) -> bool:
    """Whether a step would come to lie on another that it did not lie on before."""
    others = [box(node) for node in loose(model, pool) if solid(node)]
    return any(other.meets(there) and not other.meets(before) for other in others)
