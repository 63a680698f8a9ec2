"""Numbers for steps that come later: all others keep theirs, the new one gets a letter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from modeller.model.document import Document, Edit
from modeller.model.records import Flow, Node, Record
from modeller.notation.bpmn.joining import SEQUENCE
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.numbers import NUMBER, numbers, stored


def number_new(document: Document, edit: Edit) -> None:
    """Give a number to each activity that this edit has put into the flow, where the others have one.

    One that was pasted with a number that another has gets one of its own.
    """
    concerned = _concerned(document, edit.touched())
    if not concerned:
        return
    known = stored(document)
    bearers = Counter(known.values())
    for key in concerned:
        node = document.node(key)
        if node is not None and key in known and bearers[known[key]] > 1:
            bearers[known[key]] -= 1
            edit.put(replace(node, properties=node.properties.without(NUMBER)))
            del known[key]
    left = [key for key in concerned if key not in known]
    if not known or not left:
        return
    given = numbers(document)
    for key in left:
        node = document.node(key)
        if node is not None and key in given and _in_the_flow(document, key):
            edit.put(replace(node, properties=node.properties.changed({NUMBER: given[key]})))


def _concerned(document: Document, touched: Iterable[tuple[str, Record | None]]) -> list[str]:
    """The keys of activities that are new, or that a new flow leads to or from and that have no number."""
    found: dict[str, None] = {}
    for key, before in touched:
        if isinstance(before, Node):
            continue
        record = document.get(key)
        if isinstance(record, Node):
            if _is_activity(record):
                found[key] = None
        elif isinstance(record, Flow) and record.type == SEQUENCE:
            if isinstance(before, Flow) and (before.source, before.target) == (record.source, record.target):
                continue
            for end in (record.source, record.target):
                node = document.node(end)
                if node is not None and _is_activity(node) and NUMBER not in node.properties:
                    found[node.key] = None
    return list(found)


def _is_activity(node: Node) -> bool:
    return element_type(node).role is Role.WORK


def _in_the_flow(document: Document, key: str) -> bool:
    return any(flow.type == SEQUENCE for flow in (*document.incoming(key), *document.outgoing(key)))
