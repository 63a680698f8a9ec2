"""Phases follow their pool: whatever a step did to it, they fill its inside from end to end when the step ends."""

from collections.abc import Iterable
from dataclasses import replace

from modeller.editing.carried import pool_of
from modeller.model.document import Document, Edit
from modeller.model.records import Node, Record
from modeller.notation.bpmn.phases import TYPE, beginning, column, inside, may_have_phases, phases_of, tiling
from modeller.notation.bpmn.pools import box, is_horizontal


def tile(document: Document, edit: Edit) -> None:
    """Bring the phases of all pools in order that this edit has touched: no gap, none too short, as high as the pool.

    The borders between them stay where they are as far as the pool's ends allow it, so the first and last take what a
    pool gains, and what a phase leaves falls to the one before it. A black box has no phases.
    """
    for key in _pools(document, edit.touched()):
        pool = document.node(key)
        if pool is None:
            continue
        phases = phases_of(document, key)
        if phases and not may_have_phases(document, pool):
            for phase in phases:
                edit.remove(phase.key)
        elif phases:
            _tile(document, edit, pool, phases)


def _pools(document: Document, touched: Iterable[tuple[str, Record | None]]) -> dict[str, None]:
    """The keys of the pools that changed, or whose lanes or phases did, in a document that has phases at all."""
    found: dict[str, None] = {}
    for key, before in touched:
        record = document.get(key) or before
        if not isinstance(record, Node):
            continue
        if record.type == "bpmn:participant":
            found[key] = None
        elif record.type == TYPE:
            found[record.scope or ""] = None
        elif record.type == "bpmn:lane" and key in document:
            pool = pool_of(document, key, record.diagram)
            if pool is not None:
                found[pool.key] = None
    return found


def _tile(document: Document, edit: Edit, pool: Node, phases: list[Node]) -> None:
    lying = is_horizontal(pool)
    low, high = inside(document, pool)
    orders = sorted({phase.order for phase in phases})
    if len(orders) < len(phases):
        orders = [float(place) for place in range(len(phases))]
    borders = tiling(low, high, [beginning(box(phase), not lying) for phase in phases[1:]])
    said = {"di:isHorizontal": "false" if lying else "true"}
    for place, phase in enumerate(phases):
        bounds = column(box(pool), lying, borders[place], borders[place + 1])
        properties = phase.properties.changed(dict(said))
        fitted = replace(phase, order=orders[place], bounds=bounds, diagram=pool.diagram, properties=properties)
        if fitted != phase:
            edit.put(fitted)
