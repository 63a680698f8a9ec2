"""Strips of a pool, its lanes or its phases, put in another order, each with all that stands in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from modeller.editing.growth import grow_for
from modeller.editing.lane_tree import box, end, middle, start
from modeller.editing.shift import shift
from modeller.editing.spread import loose
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Node


def reorder(
    document: Document, edit: Edit, pool: Node, strips: Sequence[Node], key: str, place: int, downward: bool,
    parts: Callable[[Node], Iterable[Node]],
) -> list[str]:  # fmt: skip
    """Give the strip `key` another place among its neighbours (0 is the first); what changed.

    `strips` follow each other, `downward` or to the right; `parts` are a strip and those in it. The pool grows where a
    step that is longer than its strip would reach out of it now.
    """
    wanted = [other for other in strips if other.key != key]
    wanted.insert(place, next(other for other in strips if other.key == key))
    standing = _standing(document, pool, strips, downward)
    orders = sorted(other.order for other in strips)
    edge = start(box(strips[0]), downward)
    changed: list[str] = []
    for number, other in enumerate(wanted):
        delta = edge - start(box(other), downward)
        edge += end(box(other), downward) - start(box(other), downward)
        by = (0.0, delta) if downward else (delta, 0.0)
        for inner in parts(other) if delta else ():
            edit.put(replace(inner, bounds=box(inner).moved(*by)))
            changed.append(inner.key)
        if delta:
            changed += shift(document, edit, standing[other.key], *by)
        edit.put(replace(document.node(other.key) or other, order=orders[number]))
    grow_for(document, edit, [key for key in changed if _reaches_out(document, pool, key)])
    return changed


def _reaches_out(model: Model, pool: Node, key: str) -> bool:
    node = model.node(key)
    return node is not None and node.bounds is not None and not box(pool).covers(node.bounds)


def _standing(model: Model, pool: Node, strips: Sequence[Node], downward: bool) -> dict[str, list[str]]:
    """Strip -> the shapes with their middle in it."""
    found: dict[str, list[str]] = {strip.key: [] for strip in strips}
    for node in loose(model, pool):
        for strip in strips:
            if start(box(strip), downward) <= middle(box(node), downward) < end(box(strip), downward):
                found[strip.key].append(node.key)
                break
    return found
