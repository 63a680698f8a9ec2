"""Moving shapes, with all that is in, on and at them."""

from collections.abc import Collection
from typing import Final

from modeller.editing.attach import BOUNDARY, attach, centred, detach, host_at, on_border
from modeller.editing.carried import carried
from modeller.editing.follow import follow
from modeller.editing.lock import is_locked
from modeller.editing.refused import Refused, finite
from modeller.editing.settled import settled
from modeller.editing.shift import shift, shifted
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.bpmn.content import triggers

_ALONE: Final = frozenset({"message", "timer", "conditional", "link", "signal"})
"""What an event that stands on no border may wait for."""


def move(document: Document, keys: Collection[str], dx: float, dy: float, dropped: bool = True) -> None:
    """Move shapes by (dx, dy) units with all that is in, on and at them; their flows and labels follow.

    With `dropped` False, while a gesture is under way, only places change. When they are dropped they belong to the
    pool, sub-process and lanes that they now stand in, which grow for them: a sequence flow that then leads to another
    pool becomes a message flow, one that nothing may join there goes. A boundary event that is moved without its host
    sits down on the border that it comes near, or becomes an intermediate event. Raises Refused where all of `keys`
    are locked, a step would stand outside of all pools, or the way is no finite one.
    """
    finite(dx, dy)
    free = _free(document, keys)
    if not free:
        if any(document.node(key) for key in keys):
            raise Refused(message("editing.refused.locked"))
        return
    if not dx and not dy:
        return
    with step(document, message("editing.move")) as edit:
        moved = shift(document, edit, free, dx, dy)
        follow(document, edit, moved, thorough=dropped)
        if dropped:
            for key in free:
                _sit_down(document, edit, key, moved)
            settled(document, edit, moved)


def movable(model: Model, keys: Collection[str]) -> list[Node]:
    """The shapes that `move` moves, with all that is in, on and at them."""
    return carried(model, _free(model, keys))


def _free(model: Model, keys: Collection[str]) -> list[str]:
    return [key for key in keys if (node := model.node(key)) is not None and not is_locked(node)]


def _sit_down(document: Document, edit: Edit, key: str, moved: Collection[str]) -> None:
    """A boundary event that came without its host takes the border that it is near, else stands alone if it may."""
    node = document.node(key)
    if node is None or node.type != BOUNDARY or node.bounds is None or node.diagram is None or node.host in moved:
        return
    host = host_at(document, node.diagram, *node.bounds.centre)
    if host is None and set(triggers(node)) <= _ALONE:
        detach(document, key)
        return
    if host is None:
        host = document.node(node.host)
    if host is None or host.bounds is None:
        return
    if host.key != node.host:
        attach(document, key, host.key)
        return
    bounds = centred(node.bounds, on_border(host.bounds, *node.bounds.centre))
    if bounds != node.bounds:
        dx, dy = bounds.x - node.bounds.x, bounds.y - node.bounds.y
        edit.put(shifted(node, dx, dy))
        follow(document, edit, [key])
