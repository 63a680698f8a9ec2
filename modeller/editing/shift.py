"""Shapes put elsewhere together with all that is in, on and at them: what several verbs share."""

from collections.abc import Collection

from modeller.editing.carried import carried
from modeller.editing.drawing_of import own
from modeller.model.document import Document, Edit
from modeller.model.records import Node


def shift(document: Document, edit: Edit, keys: Collection[str], dx: float, dy: float) -> list[str]:
    """Move shapes and what they carry by (dx, dy) units, labels included; flows are left for `follow`.

    The keys of all shapes that moved.
    """
    moved = carried(document, keys)
    for diagram in {node.diagram for node in moved}:
        own(document, edit, diagram)
    for node in moved:
        edit.put(shifted(node, dx, dy))
    return [node.key for node in moved]


def shifted(node: Node, dx: float, dy: float) -> Node:
    """One shape and its label elsewhere."""
    bounds = node.bounds.moved(dx, dy) if node.bounds is not None else None
    label = node.label_bounds.moved(dx, dy) if node.label_bounds is not None else None
    return node.at(bounds, label)
