"""The next element of a value chain: the stage behind a stage, the part below it, what is attached to it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.connect import connect, reconnect
from modeller.editing.drawing_of import own
from modeller.editing.free import downward, free, obstacles, rightward, upward
from modeller.editing.place import put_down
from modeller.editing.refused import Refused
from modeller.editing.space import insert
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.joining import joinable
from modeller.notation.valuechain.joining import ACTIVITIES, PREDECESSOR, SUPERIOR
from modeller.notation.valuechain.looks import PREFIX
from modeller.notation.valuechain.stages import overlap

_APART: Final = 10.0
_INDENT: Final = 24.0
_BELOW: Final = 16.0
_ABOVE: Final = 34.0
STAGE: Final = "chain:stage"
PROCESS: Final = "chain:process"


def belongs(source: Node, new: Node) -> bool:
    """Whether both are of a value chain, so that the next element is found as here."""
    return source.type.startswith(PREFIX) and new.type.startswith(PREFIX)


def append(document: Document, source: Node, new: Node) -> str:
    """Put a new element behind, below or above an activity of a chain, joined to it; its key.

    A stage comes right of a stage: the stages that follow make room, and it is put between. A process comes below
    the last part of a stage, or below the process, as another part of the same stage; whatever else is attached comes
    above. Raises Refused where the two cannot be joined.
    """
    if source.bounds is None or source.diagram is None:
        raise Refused(message("editing.refused.append"))
    with step(document, message("editing.append")) as edit:
        own(document, edit, source.diagram)
        if new.type == PROCESS and source.type in ACTIVITIES:
            return _part(document, source, new)
        if new.type in ACTIVITIES and source.type in ACTIVITIES:
            return _next(document, source, new)
        return _attached(document, source, new)


def _put(document: Document, diagram: str, new: Node, bounds: Bounds) -> None:
    with step(document, message("editing.append")) as edit:
        put_down(document, edit, diagram, replace(new, bounds=bounds))


def _next(document: Document, source: Node, new: Node) -> str:
    """The activity behind another; what followed follows it now, moved out of its way."""
    at, size, diagram = source.bounds, new.bounds, source.diagram or ""
    assert at is not None
    assert size is not None
    if source.type == new.type:  # as large as its neighbour
        size = at
    gap = -overlap(at) if source.type == new.type == STAGE else _APART
    wanted = Bounds(at.right + gap, at.centre.y - size.height / 2, size.width, size.height)
    onward = _follower(document, source)
    other = document.node(onward.target) if onward is not None else None
    if onward is not None and other is not None and other.bounds is not None and _meets(other.bounds, wanted):
        cut = min(at.right, other.bounds.x)
        insert(document, diagram, "x", cut - 0.5, wanted.width + gap)
    else:
        onward = None
        taken = _trimmed(obstacles(document, diagram, wanted, (source.key,)))
        wanted = free(taken, wanted, downward(2 * _APART))
    _put(document, diagram, new, wanted)
    connect(document, source.key, new.key, PREDECESSOR)
    if onward is not None:
        reconnect(document, onward.key, "source", new.key)
    return new.key


def _follower(model: Model, source: Node) -> Flow | None:
    """The line to what follows right beside a stage."""
    assert source.bounds is not None
    for flow in model.outgoing(source.key):
        target = model.node(flow.target)
        if flow.type == PREDECESSOR and target is not None and target.bounds is not None:
            level = target.bounds.y < source.bounds.centre.y < target.bounds.bottom
            if level and target.bounds.centre.x > source.bounds.right:
                return flow
    return None


def _meets(other: Bounds, wanted: Bounds) -> bool:
    """Whether two stages would stand in each other, more than their points do."""
    inner = other._replace(x=other.x + overlap(other) + 1, width=max(other.width - 2 * overlap(other) - 2, 1.0))
    return inner.meets(wanted)


def _trimmed(taken: Collection[Bounds]) -> list[Bounds]:
    """What is in the way of a chevron: the points of others are not."""
    return [box._replace(x=box.x + overlap(box), width=max(box.width - 2 * overlap(box), 1.0)) for box in taken]


def _part(document: Document, source: Node, new: Node) -> str:
    """A process that an activity is made of, or another one beside a process that is a part itself."""
    at, size, diagram = source.bounds, new.bounds, source.diagram or ""
    assert at is not None
    assert size is not None
    whole = next((flow.source for flow in document.incoming(source.key) if flow.type == SUPERIOR), None)
    superior = document.node(whole) if source.type == PROCESS else source
    below = [
        part.bounds for flow in (document.outgoing(superior.key) if superior is not None else ())
        if flow.type == SUPERIOR and (part := document.node(flow.target)) is not None and part.bounds is not None
    ]  # fmt: skip
    if source.type == PROCESS:
        wanted = Bounds(at.x, at.bottom + _APART, at.width, at.height)
    elif below:
        last = max(below, key=lambda box: box.bottom)
        wanted = Bounds(last.x, last.bottom + _APART, last.width, last.height)
    else:
        wide = max(at.width - 2 * _INDENT, size.width * 0.6)
        wanted = Bounds(at.x + _INDENT, at.bottom + _BELOW, wide, size.height)
    wanted = free(obstacles(document, diagram, wanted, ()), wanted, downward(_APART))
    _put(document, diagram, new, wanted)
    made = document.node(new.key)
    if superior is not None and made is not None and SUPERIOR in joinable(document, superior, made):
        connect(document, superior.key, new.key, SUPERIOR)
    return new.key


def _attached(document: Document, source: Node, new: Node) -> str:
    """What is attached to an activity: above it, beside what stands there already."""
    at, size, diagram = source.bounds, new.bounds, source.diagram or ""
    assert at is not None
    assert size is not None
    wanted = Bounds(float(round(at.centre.x - size.width / 2)), at.y - _ABOVE - size.height, size.width, size.height)
    taken = [box.grown(6) for box in obstacles(document, diagram, wanted)]
    beside = free(taken, wanted, rightward(_APART))
    if beside.x > at.right:
        beside = free(taken, wanted, upward(_APART))
    _put(document, diagram, new, beside)
    made = document.node(new.key)
    present = document.node(source.key) or source
    if made is None:
        raise Refused(message("editing.refused.append"))
    if joinable(document, made, present):
        connect(document, new.key, source.key)
    else:
        connect(document, source.key, new.key)
    return new.key
