"""Shapes in line, at equal distances, of one size."""

from collections.abc import Collection
from typing import Final, Literal

from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.lock import is_locked
from modeller.editing.move import move
from modeller.editing.refused import finite
from modeller.editing.resize import possible, set_bounds
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node

Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Axis = Literal["x", "y"]

_FRAMES: Final = frozenset({"bpmn:participant", "bpmn:lane", "modeller:phase"})


def align(document: Document, keys: Collection[str], edge: Edge) -> None:
    """Bring shapes in line: their edges with the outermost, their middles with the middle of all."""
    nodes = _chosen(document, keys)
    if len(nodes) < 2:
        return
    boxes = [box for _, box in nodes]
    left, right = min(box.x for box in boxes), max(box.right for box in boxes)
    top, bottom = min(box.y for box in boxes), max(box.bottom for box in boxes)
    with step(document, message("editing.align")):
        for key, box in nodes:
            dx = dy = 0.0
            if edge == "left":
                dx = left - box.x
            elif edge == "right":
                dx = right - box.right
            elif edge == "centre":
                dx = round((left + right) / 2 - box.width / 2) - box.x
            elif edge == "top":
                dy = top - box.y
            elif edge == "bottom":
                dy = bottom - box.bottom
            else:
                dy = round((top + bottom) / 2 - box.height / 2) - box.y
            move(document, [key], dx, dy)


def distribute(document: Document, keys: Collection[str], axis: Axis, gap: float | None = None) -> None:
    """Give shapes equal gaps along an axis: `gap` units, from the first on, or what there is between first and last."""
    finite(gap or 0.0)
    nodes = _chosen(document, keys)
    if len(nodes) < (3 if gap is None else 2):
        return
    nodes.sort(key=lambda pair: pair[1].centre.x if axis == "x" else pair[1].centre.y)
    sizes = [box.width if axis == "x" else box.height for _, box in nodes]
    starts = [box.x if axis == "x" else box.y for _, box in nodes]
    if gap is None:
        gap = (starts[-1] + sizes[-1] - starts[0] - sum(sizes)) / (len(nodes) - 1)
    at = starts[0]
    with step(document, message("editing.distribute")):
        for (key, _), size, start in zip(nodes, sizes, starts, strict=True):
            by = float(round(at) - start) if key != nodes[0][0] else 0.0
            move(document, [key], *((by, 0.0) if axis == "x" else (0.0, by)))
            at += size + gap


def same_size(document: Document, keys: Collection[str], width: bool = True, height: bool = True) -> None:
    """Make shapes as wide, as high as the first of `keys`, about their middles."""
    nodes = _chosen(document, keys)
    if len(nodes) < 2:
        return
    model = nodes[0][1]
    with step(document, message("editing.same_size")) as edit:
        changed: list[str] = []
        for key, box in nodes[1:]:
            node = document.node(key)
            if node is None:
                continue
            w, h = model.width if width else box.width, model.height if height else box.height
            wanted = Bounds(round(box.centre.x - w / 2), round(box.centre.y - h / 2), w, h)
            new = possible(document, node, wanted)
            if new != box:
                own(document, edit, node.diagram)
                changed += [key, *set_bounds(document, edit, node, new)]
        follow(document, edit, changed)


def _chosen(model: Model, keys: Collection[str]) -> list[tuple[str, Bounds]]:
    """The shapes among `keys` that no other of them carries, in their order."""
    nodes = [node for node in (model.node(key) for key in dict.fromkeys(keys)) if _counts(node)]
    held = {node.key for node in nodes if node is not None}
    return [
        (node.key, node.bounds)
        for node in nodes
        if node is not None
        and node.bounds is not None
        and node.host not in held
        and not any(holder.key in held for holder in model.ancestors(node.key))
    ]


def _counts(node: Node | None) -> bool:
    return node is not None and node.bounds is not None and node.type not in _FRAMES and not is_locked(node)
