"""What a careful analyst would not leave: shapes on each other, flows through shapes or on each other, crooked rows."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from modeller.editing.labels import label_box
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point

FRAMES = {"bpmn:participant", "bpmn:lane", "bpmn:group"}
SHARED = 10.0
"""Units that two flows may lie on each other by chance."""


def untidy(model: Model, diagram: str) -> list[str]:
    """Everything that lies where it should not, in words; empty for a tidy drawing."""
    nodes = [n for n in model.drawn(diagram) if isinstance(n, Node) and n.bounds is not None and n.type not in FRAMES]
    flows = [each for each in model.drawn(diagram) if isinstance(each, Flow)]
    return [*_on_each_other(model, nodes), *_through(model, nodes, flows), *_shared(flows),
        *_hidden(model, diagram, flows), *_out(model, nodes),
            *_labels(model, nodes, flows), *_frames(model, diagram)]  # fmt: skip


def _on_each_other(model: Model, nodes: list[Node]) -> Iterator[str]:
    for one, two in combinations(nodes, 2):
        if not _held(model, one, two) and _box(one).meets(_box(two)):
            yield f"{one.text or one.key} lies on {two.text or two.key}"


def _held(model: Model, one: Node, two: Node) -> bool:
    """Whether one is meant to lie on the other: it is in it or sits on its border."""
    return any(
        outer.host == inner.key or inner.host == outer.key or outer in model.ancestors(inner.key)
        for outer, inner in ((one, two), (two, one))
    )


def _through(model: Model, nodes: list[Node], flows: list[Flow]) -> Iterator[str]:
    for flow in flows:
        for node in nodes:
            if node.key in (flow.source, flow.target) or node in model.ancestors(flow.source or ""):
                continue
            inner = _box(node).grown(-1)
            if any(_span(a, b).meets(inner) for a, b in pairwise(flow.points)):
                yield f"{_name(model, flow)} runs through {node.text or node.key}"


def _shared(flows: list[Flow]) -> Iterator[str]:
    """Two flows on the same line, unless it is at the end that they share."""
    for one, two in combinations(flows, 2):
        sources, targets = {one.source, two.source}, {one.target, two.target}
        if (len(sources) == 1 and None not in sources) or (len(targets) == 1 and None not in targets):
            continue
        for a, b in pairwise(one.points):
            for c, d in pairwise(two.points):
                if _along(a, b, c, d) > SHARED:
                    yield f"{one.key} and {two.key} share a segment"


def _along(a: Point, b: Point, c: Point, d: Point) -> float:
    """How far two pieces that are level or upright lie on each other."""
    for axis in (0, 1):
        other = 1 - axis
        if abs(a[other] - b[other]) < 1 and abs(c[other] - d[other]) < 1 and abs(a[other] - c[other]) < 1:
            return min(max(a[axis], b[axis]), max(c[axis], d[axis])) - max(min(a[axis], b[axis]), min(c[axis], d[axis]))
    return 0.0


def _out(model: Model, nodes: list[Node]) -> Iterator[str]:
    """A step that stands over the border of its lane."""
    for node in nodes:
        for key in node.lanes:
            lane = model.node(key)
            if lane is not None and lane.bounds is not None and not lane.bounds.covers(_box(node)):
                yield f"{node.text or node.key} stands over the border of {lane.text or lane.key}"


def _hidden(model: Model, diagram: str, flows: list[Flow]) -> Iterator[str]:
    """A flow that runs on the border of a lane."""
    for lane in model.drawn(diagram):
        if not isinstance(lane, Node) or lane.type != "bpmn:lane" or lane.bounds is None:
            continue
        left, top, right, bottom = lane.bounds.x, lane.bounds.y, lane.bounds.right, lane.bounds.bottom
        corners = [Point(x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))]
        for flow in flows:
            pairs = [(a, b, c, d) for a, b in pairwise(flow.points) for c, d in pairwise(corners)]
            if any(_along(*pair) > SHARED for pair in pairs):
                yield f"{_name(model, flow)} runs on the border of {lane.text or lane.key}"


def _labels(model: Model, nodes: list[Node], flows: list[Flow]) -> Iterator[str]:
    """Labels beside their elements: on no shape, on no other label."""
    boxes: dict[str, Bounds] = {}
    for record in (*nodes, *flows):
        found = label_box(model, record.key) if record.text else None
        if found is not None:
            boxes[record.key] = found.grown(-2)
    for key, box in boxes.items():
        for node in nodes:
            if node.key != key and _box(node).grown(-1).meets(box):
                yield f"the label of {key} lies on {node.text or node.key}"
    for (one, box), (two, other) in combinations(boxes.items(), 2):
        if box.meets(other):
            yield f"the labels of {one} and {two} lie on each other"


def _frames(model: Model, diagram: str) -> Iterator[str]:
    """Lanes fill their pool from edge to edge, one at the other."""
    lanes = defaultdict(list)
    for node in model.drawn(diagram):
        if isinstance(node, Node) and node.type == "bpmn:lane" and node.bounds is not None:
            lanes[node.scope].append(node.bounds)
    for row in lanes.values():
        row.sort(key=lambda box: (box.y, box.x))
        for one, two in pairwise(row):
            lying = one.x == two.x and one.right == two.right and one.bottom == two.y
            standing = one.y == two.y and one.bottom == two.bottom and one.right == two.x
            if not lying and not standing:
                yield f"lanes do not join: {one} {two}"


def crooked(flow: Flow) -> bool:
    """Whether a flow has a piece that is neither level nor upright."""
    return any(min(abs(a.x - b.x), abs(a.y - b.y)) > 0.01 for a, b in pairwise(flow.points))


def bends(flow: Flow) -> int:
    return max(0, len(flow.points) - 2)


def _box(node: Node) -> Bounds:
    assert node.bounds is not None
    return node.bounds


def _span(a: Point, b: Point) -> Bounds:
    return Bounds(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))


def _name(model: Model, flow: Flow) -> str:
    ends = [model.get(key) for key in (flow.source, flow.target)]
    return " → ".join(getattr(end, "text", "") or str(getattr(end, "key", "?")) for end in ends)
