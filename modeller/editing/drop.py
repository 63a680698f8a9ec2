"""Putting shapes down where a hand has dragged them: as moving does, and no border of phases cuts a step of theirs."""

from collections.abc import Collection

from modeller.editing.beside import make_beside
from modeller.editing.lane_tree import box, end, lies, start
from modeller.editing.lock import is_locked
from modeller.editing.move import move
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.bpmn.joining import STEPS
from modeller.notation.bpmn.phases import TYPE


def drop(document: Document, keys: Collection[str], dx: float, dy: float) -> None:
    """Move shapes by (dx, dy) units as `move` does, then let steps that a border between phases would cut slip aside.

    Each goes into the phase that its middle lies in, which grows where it is too short. What came along with its pool
    or what holds it stays as it stands there. Raises Refused where `move` does.
    """
    with step(document, message("editing.move")):
        move(document, keys, dx, dy)
        if dx or dy:
            for key in _cut(document, keys):
                _slip(document, key)


def _slip(document: Document, key: str) -> None:
    node = document.node(key)
    if node is None or node.bounds is None or node.diagram is None:
        return
    there = make_beside(document, node.diagram, node.bounds)
    move(document, [key], there.x - node.bounds.x, there.y - node.bounds.y)


def _cut(model: Model, keys: Collection[str]) -> list[str]:
    """The steps among these that may stand on a border of phases, from the last along the pool to the first.

    Where a phase grows for one, what stands beyond moves on: those have slipped by then.
    """
    nodes = [node for key in keys if (node := model.node(key)) is not None and node.bounds is not None]
    steps = [node for node in nodes if node.type in STEPS and node.host is None and not is_locked(node)]
    if not steps or steps[0].diagram is None:
        return []
    held = set(keys)
    found: list[Node] = []
    for phase in [node for node in model.nodes() if node.type == TYPE]:
        pool = model.node(phase.scope) if phase.diagram == steps[0].diagram and phase.bounds is not None else None
        if pool is None or pool.key in held:
            continue
        across, around = not lies(model, pool), box(phase)
        line = end(around, across)
        found += [
            node for node in steps
            if start(box(node), across) < line < end(box(node), across) and around.meets(box(node))
        ]  # fmt: skip
    found.sort(key=lambda node: box(node)[:2], reverse=True)
    return list(dict.fromkeys(node.key for node in found))
