"""Numbering the steps of a model along the flow, and doing without numbers."""

from dataclasses import replace

from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.numbers import NUMBER, activities, along_flow, numbers, stored


def renumber(document: Document) -> int:
    """Number all steps anew along the flow, in one step; how many have another number now."""
    given = along_flow(document)
    changed = [node for node in activities(document) if node.properties.get(NUMBER) != given[node.key]]
    if changed:
        with step(document, message("editing.renumber")) as edit:
            for node in changed:
                edit.put(replace(node, properties=node.properties.changed({NUMBER: given[node.key]})))
    return len(changed)


def unnumber(document: Document) -> int:
    """Take the numbers from all steps, in one step; how many had one."""
    held = stored(document)
    if held:
        with step(document, message("editing.unnumber")) as edit:
            for key in held:
                node = document.node(key)
                if node is not None:
                    edit.put(replace(node, properties=node.properties.without(NUMBER)))
    return len(held)


def numbered(model: Model) -> Document:
    """A copy in which every step has a number: its own, else as `notation.numbers.numbers` gives it."""
    given = numbers(model)
    return Document(
        replace(record, properties=record.properties.changed({NUMBER: given[record.key]}))
        if isinstance(record, Node) and record.key in given
        else record
        for record in model
    )
