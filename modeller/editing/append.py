"""The next step: right of its predecessor, in line with its sisters, on nothing else, joined by a flow."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from modeller.editing import chain_append
from modeller.editing.connect import connect
from modeller.editing.drawing_of import own
from modeller.editing.free import MARGIN, downward, free, lines, obstacles, rightward, upward
from modeller.editing.lane_tree import box
from modeller.editing.place import NO_TRAITS, put_down, shaped
from modeller.editing.refused import Refused
from modeller.editing.room import frame_of, make_phase_room, make_room
from modeller.editing.standing import IN_PROCESS
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.joining import DATA
from modeller.notation.joining import FOLLOWING, flow_between

GAP: Final = 50.0
"""Between the borders of a step and the next, where its neighbours say nothing else."""
WIDEST: Final = 300.0
"""A neighbour farther away than this says nothing of the gap."""
APART: Final = 9.0
"""A new step comes no nearer to another than this."""
_NEVER: Final = frozenset({"bpmn:participant", "bpmn:lane", "modeller:phase", "bpmn:boundaryEvent", "bpmn:group"})
"""What stands behind nothing."""


def append(
    document: Document, source_key: str, type: str, traits: Mapping[str, str] | None = None, text: str = ""
) -> str:
    """Put a new element behind another, joined to it; its key.

    A step comes to the right at the gap of the neighbours, a note above, data below. Where that is taken it goes on
    until it lies on nothing. Raises Refused where the two cannot be joined.
    """
    source = document.node(source_key)
    if source is None or source.bounds is None or source.diagram is None or type in _NEVER:
        raise Refused(message("editing.refused.append"))
    new = shaped(document, type, 0, 0, traits or NO_TRAITS)
    new = replace(new, text=text, scope=source.scope, lanes=source.lanes)
    assert new.bounds is not None
    if chain_append.belongs(source, new):
        return chain_append.append(document, source, new)
    drawn = replace(new, diagram=source.diagram)
    aside = new.type in DATA or new.type == "bpmn:textAnnotation"
    if flow_between(document, source, drawn) is None and not (aside and flow_between(document, drawn, source)):
        raise Refused(message("editing.refused.append"))
    bounds, diagram = place_behind(document, source, new), source.diagram
    with step(document, message("editing.append")) as edit:
        own(document, edit, diagram)
        if new.type in IN_PROCESS:
            if make_phase_room(document, source, bounds):
                source = document.node(source_key) or source
                bounds = free(_in_the_way(document, source, box(source), bounds.grown(2 * APART)), bounds, downward())
            bounds = make_room(document, edit, source, bounds)
        put_down(document, edit, diagram, replace(new, bounds=bounds))
        made = document.node(new.key)
        assert made is not None
        present = document.node(source_key) or source
        if flow_between(document, present, made) is not None:
            connect(document, source_key, new.key)
        elif aside:
            connect(document, new.key, source_key)
        else:  # behind an end there is nothing
            raise Refused(message("editing.refused.append"))
    return new.key


def branch(document: Document, key: str, type: str, traits: Mapping[str, str] | None = None, text: str = "") -> str:
    """Put a new element beside another, behind the same predecessor; its key. Raises Refused where there is none."""
    for flow in document.incoming(key):
        if flow.type in FOLLOWING and flow.source is not None and document.node(flow.source) is not None:
            return append(document, flow.source, type, traits, text)
    raise Refused(message("editing.refused.branch"))


def place_behind(model: Model, source: Node, new: Node) -> Bounds:
    """Where a new element stands behind another, in units, on no other shape."""
    at, size = source.bounds, new.bounds
    assert at is not None
    assert size is not None
    assert source.diagram is not None
    w, h = size.width, size.height
    if new.type == "bpmn:textAnnotation":
        wanted = Bounds(at.right, at.y - GAP - h, w, h)
        return free(obstacles(model, source.diagram, wanted), wanted, upward(10))
    if new.type in DATA:
        wanted = Bounds(at.right - 10, at.bottom + 40, w, h)
        return free(obstacles(model, source.diagram, wanted), wanted, rightward())
    if source.host is not None:
        return _below_border(model, source, w, h)
    wanted = Bounds(at.right + gap_of(model, source), at.centre.y - h / 2, w, h)
    wanted = Bounds(float(round(wanted.x)), float(round(wanted.y * 2) / 2), w, h)
    return free(_in_the_way(model, source, at, wanted.grown(2 * APART)), wanted, downward())


def _in_the_way(model: Model, source: Node, at: Bounds, column: Bounds) -> list[Bounds]:
    """What a new step in a column may not come near; where it stands in a lane what is in it: the others make way."""
    assert source.diagram is not None
    taken = _grown(obstacles(model, source.diagram, at, (source.key,), column))
    taken += lines(model, source.diagram, source.key, column)
    frame = frame_of(model, source)
    if frame is None or frame.bounds is None:
        return taken
    return [bounds for bounds in taken if frame.bounds.meets(bounds)]


def _below_border(model: Model, event: Node, w: float, h: float) -> Bounds:
    """What follows a boundary event stands below its host, above it where the event sits on top."""
    at, host = event.bounds, model.node(event.host)
    assert at is not None
    assert event.diagram is not None
    frame = host.bounds if host is not None and host.bounds is not None else at
    on_top = abs(at.centre.y - frame.y) < 2 < abs(at.centre.y - frame.bottom)
    x = float(round(at.right + GAP))
    taken = _grown(obstacles(model, event.diagram, None if host is None else _outside(model, host)))
    taken += lines(model, event.diagram, event.key)
    if on_top:
        return free(taken, Bounds(x, float(round(frame.y - MARGIN - h)), w, h), upward())
    return free(taken, Bounds(x, float(round(frame.bottom + MARGIN)), w, h), downward())


def _outside(model: Model, host: Node) -> Bounds | None:
    """A place in what holds the host, but not in itself."""
    holder = model.get(host.scope)
    return holder.bounds if isinstance(holder, Node) and holder.bounds is not None else host.bounds


def _grown(taken: list[Bounds]) -> list[Bounds]:
    return [bounds.grown(APART) for bounds in taken]


def gap_of(model: Model, source: Node) -> float:
    """The gap that the neighbours of a step keep, the one seen most: before it, behind it; else the usual one."""
    assert source.bounds is not None
    seen: Counter[float] = Counter()
    for flow in model.outgoing(source.key):
        other = model.node(flow.target)
        if flow.type in FOLLOWING and other is not None and other.bounds is not None:
            seen[round(other.bounds.x - source.bounds.right)] += 2
    for flow in model.incoming(source.key):
        other = model.node(flow.source)
        if flow.type in FOLLOWING and other is not None and other.bounds is not None:
            seen[round(source.bounds.x - other.bounds.right)] += 1
    fitting = [(count, -gap) for gap, count in seen.items() if 20 <= gap <= WIDEST]
    return float(-max(fitting)[1]) if fitting else GAP
