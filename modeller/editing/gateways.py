"""A gateway where flows meet or part without one: put before or behind a step, with the room that it needs."""

from collections.abc import Collection
from typing import Final

from modeller.editing import space
from modeller.editing.connect import connect, reconnect
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.place import NO_TRAITS, put_down, shaped
from modeller.editing.refused import Refused
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.bpmn.joining import SEQUENCE

_GAP: Final = 50.0
"""Between the gateway and its neighbours, where they have to make room for it."""
_NARROW: Final = 20.0
"""So much is enough where there is room already."""


def gather(document: Document, key: str, type: str) -> str:
    """Put a gateway before a step, to which all flows lead that led to the step; its key.

    Raises Refused where no flow leads there, or the step is not drawn.
    """
    flows = [flow for flow in document.incoming(key) if flow.type == SEQUENCE]
    with step(document, message("editing.gather")):
        gateway = _beside(document, key, type, flows, before=True)
        for flow in flows:
            reconnect(document, flow.key, "target", gateway)
        connect(document, gateway, key)
    return gateway


def part(document: Document, key: str, type: str, flows: Collection[str]) -> str:
    """Put a gateway behind a step, from which these flows of it lead on; its key. Raises Refused as `gather` does."""
    held = [flow for flow in document.outgoing(key) if flow.key in flows]
    with step(document, message("editing.part")):
        gateway = _beside(document, key, type, held, before=False)
        for flow in held:
            reconnect(document, flow.key, "source", gateway)
        connect(document, key, gateway)
    return gateway


def _beside(document: Document, key: str, type: str, flows: Collection[Flow], before: bool) -> str:
    """The new gateway, its neighbours moved aside where they stand too near; the key."""
    node = document.node(key)
    if node is None or node.bounds is None or node.diagram is None or not flows:
        raise Refused(message("editing.refused.gateway"))
    new = shaped(document, type, *node.bounds.centre, NO_TRAITS)
    assert new.bounds is not None
    near = _neighbour(document, node, flows, before)
    free = near if near is not None else new.bounds.width + 2 * _GAP
    room = new.bounds.width + 2 * _NARROW
    with step(document, message("editing.gather")) as edit:
        own(document, edit, node.diagram)
        if free < room:
            free = new.bounds.width + 2 * _GAP
            edge = node.bounds.x if before else node.bounds.right
            space.insert(document, node.diagram, "x", edge, free - (near or 0.0))
        now = document.node(key)
        assert now is not None
        assert now.bounds is not None
        gap = min(_GAP, (free - new.bounds.width) / 2)
        x = now.bounds.x - gap - new.bounds.width if before else now.bounds.right + gap
        box = Bounds(float(round(x)), now.bounds.centre.y - new.bounds.height / 2, *new.bounds[2:])
        put_down(document, edit, node.diagram, shaped(document, type, *box.centre, NO_TRAITS, new.key))
        follow(document, edit, [new.key])
    return new.key


def _neighbour(document: Document, node: Node, flows: Collection[Flow], before: bool) -> float | None:
    """The room between a step and the nearest that these flows join it to, on that side and at its height."""
    assert node.bounds is not None
    found: list[float] = []
    for flow in flows:
        other = document.node(flow.source if before else flow.target)
        if other is not None and other.bounds is not None:
            gap = node.bounds.x - other.bounds.right if before else other.bounds.x - node.bounds.right
            if gap >= 0:
                found.append(gap)
    return min(found) if found else None
