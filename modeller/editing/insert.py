"""A step put into a flow: the flow leads to it, a new one leads on."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from modeller.drawing.bending import nearest
from modeller.drawing.routing import at
from modeller.editing.connect import connect, reconnect
from modeller.editing.follow import follow
from modeller.editing.refused import Refused
from modeller.editing.routes import cropped, is_kept, rounded
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn.joining import STEPS
from modeller.notation.joining import FOLLOWING, joinable
from modeller.notation.valuechain.joining import ACTIVITIES as STAGES

NEAR = 9.0
"""How far from a flow's path, in units, a step's middle may be to be put into the flow."""


def flow_at(model: Model, diagram: str, x: float, y: float, new: Node) -> Flow | None:
    """The sequence flow that a step with its middle at a place would be put into."""
    best: tuple[float, Flow] | None = None
    near = model.near(diagram, Bounds(x - NEAR, y - NEAR, 2 * NEAR, 2 * NEAR))
    for flow in sorted(near, key=lambda each: each.key):
        if not isinstance(flow, Flow) or flow.type not in FOLLOWING or len(flow.points) < 2:
            continue
        if new.key in (flow.source, flow.target):
            continue
        off = nearest(flow.points, Point(x, y))[1]
        if off <= NEAR and (best is None or off < best[0]) and _fits(model, flow, new):
            best = off, flow
    return best[1] if best else None


def _fits(model: Model, flow: Flow, new: Node) -> bool:
    source, target = model.node(flow.source), model.node(flow.target)
    if source is None or target is None or new.type not in STEPS | STAGES or new.host is not None:
        return False
    placed = replace(new, scope=flow.scope, diagram=flow.diagram)
    return flow.type in joinable(model, source, placed) and flow.type in joinable(model, placed, target)


def insert(document: Document, key: str, flow_key: str) -> str:
    """Put a step into a sequence flow, which keeps its name and condition and leads to it; another leads on.

    The key of the other. A path from a file or a hand is parted where the step stands. Raises Refused where the step
    cannot stand there.
    """
    flow, node = document.flow(flow_key), document.node(key)
    if flow is None or node is None or node.bounds is None or flow.target is None:
        raise Refused(message("editing.refused.insert"))
    target = flow.target
    if not _fits(document, flow, node):
        raise Refused(message("editing.refused.insert"))
    with step(document, message("editing.insert")) as edit:
        before, after = parted(flow.points, node.bounds.centre)
        kept = is_kept(flow)
        reconnect(document, flow_key, "target", key)
        onward = connect(document, key, target)
        if kept:
            for part, points in ((flow_key, before), (onward, after)):
                now = document.flow(part)
                if now is None:
                    continue
                path = rounded(cropped(document, now, points))
                if len(path) > 1:
                    edit.put(replace(now, points=path, properties=now.properties.without("#routed")))
        follow(document, edit, [key])
    return onward


def parted(points: Sequence[Point], middle: Point) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """A path cut in two where it passes a step's middle."""
    if len(points) < 2:
        return (), ()
    pieces = list(pairwise(points))
    where = min(range(len(pieces)), key=lambda place: nearest(pieces[place], middle)[1])
    cut = at(pieces[where], nearest(pieces[where], middle)[0])
    return (*points[: where + 1], cut), (cut, *points[where + 1 :])
