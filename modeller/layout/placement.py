"""A picture for a model that brings none: steps from left to right, lanes as bands, pools one below the other."""

from dataclasses import replace
from typing import Final

from modeller.drawing.routing import at, orthogonal, without_idle_bends
from modeller.layout.contents import Contents
from modeller.layout.messages import between_pools
from modeller.layout.pools import Pools
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Node, Point, Properties, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

ORIGIN: Final = Point(100.0, 80.0)


def placed(model: Model) -> tuple[Record, ...]:
    """The diagram of a model that has none, and its nodes and flows with their places on it, changed or new.

    The diagram has the property ``placed``. Nothing where something of the model is drawn already, or there is
    nothing to draw.
    """
    if any(node.bounds is not None for node in model.nodes()):
        return ()
    contents = Contents(model)
    pools = Pools(model, contents)
    boxes = pools.set_down(ORIGIN)
    if not boxes:
        return ()
    diagram = _diagram(model)
    nodes = [_drawn(model.node(key), box, diagram.key, contents) for key, box in boxes.items()]
    return (diagram, *[node for node in nodes if node is not None], *_flows(model, contents, pools, boxes, diagram.key))


def _diagram(model: Model) -> Diagram:
    """The first diagram of the file where it has an empty one, else a new one of its collaboration or process."""
    for diagram in model.diagrams():
        return replace(diagram, properties=diagram.properties.changed({"placed": True}))
    key, number = "diagram", 1
    while key in model:
        number += 1
        key = f"diagram {number}"
    scopes = [item for kind in ("collaboration", "choreography", "process") for item in model.items(f"bpmn:{kind}")]
    return Diagram(key, scopes[0].key if scopes else None, properties=Properties({"placed": True}))


def _drawn(node: Node | None, box: Bounds, diagram: str, contents: Contents) -> Node | None:
    if node is None:
        return None
    role = element_type(node).role
    said: dict[str, str] = {}
    if role in {Role.POOL, Role.LANE}:
        said["di:isHorizontal"] = "true"
    elif contents.steps.get(node.key):
        said["di:isExpanded"] = "true"
    elif role is Role.CHOICE:
        said["di:isMarkerVisible"] = "true"
    properties = node.properties.changed(dict(said)) if said else node.properties
    return replace(node, diagram=diagram, bounds=_rounded(box), properties=properties)


def _rounded(box: Bounds) -> Bounds:
    return Bounds(round(box.x), round(box.y), round(box.width), round(box.height))


def _flows(model: Model, contents: Contents, pools: Pools, boxes: dict[str, Bounds], diagram: str) -> list[Flow]:
    """Every flow whose two ends are placed, with its path."""
    paths = dict(pools.paths)
    flows = model.flows()
    across = []
    for flow in flows:
        source, target = contents.end(flow.source, boxes), contents.end(flow.target, boxes)
        if flow.key in paths or source is None or target is None:
            continue
        if pools.pool_of(source) != pools.pool_of(target):
            across.append((flow.key, source, target))
        else:
            paths[flow.key] = _beside(boxes[source], boxes[target])
    paths.update(between_pools(pools, boxes, across))
    for flow in flows:  # what hangs on a flow comes after the flows
        if flow.key in paths or (flow.source is None and flow.target is None):
            continue
        ends = [_place(key, contents, boxes, paths) for key in (flow.source, flow.target)]
        if ends[0] is not None and ends[1] is not None:
            paths[flow.key] = _beside(ends[0], ends[1])
    return [
        replace(flow, diagram=diagram, points=tuple(Point(round(x, 1), round(y, 1)) for x, y in paths[flow.key]))
        for flow in flows
        if flow.key in paths
    ]


def _place(
    key: str | None, contents: Contents, boxes: dict[str, Bounds], paths: dict[str, tuple[Point, ...]]
) -> Bounds | None:
    if key in paths:
        x, y = at(paths[key], 0.5)
        return Bounds(x, y, 0, 0)
    end = contents.end(key, boxes)
    return boxes[end] if end is not None else None


def _beside(a: Bounds, b: Bounds) -> tuple[Point, ...]:
    """A short path between neighbours: straight up or down where they overlap, else with bends."""
    left, right = max(a.x, b.x), min(a.right, b.right)
    if right - left >= 8 and (a.bottom <= b.y or b.bottom <= a.y):
        x = (left + right) / 2
        return (Point(x, a.bottom), Point(x, b.y)) if a.bottom <= b.y else (Point(x, a.y), Point(x, b.bottom))
    return without_idle_bends(orthogonal(a, b))
