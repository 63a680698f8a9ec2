"""A lock against accidental drags, kept in the file as an attribute of ours that other programs pass over."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Record

LOCKED: Final = "{urn:modeller:bpmn:1.0}locked"


def is_locked(record: Record) -> bool:
    """Whether a shape stays where it is when it is dragged itself; what holds it still carries it along."""
    return record.properties.get(LOCKED) == "true"


def lock(document: Document, keys: Collection[str], locked: bool = True) -> None:
    """Lock shapes in their places, or free them."""
    with step(document, message("editing.lock" if locked else "editing.unlock")) as edit:
        for key in keys:
            node = document.node(key)
            if node is None or is_locked(node) is locked:
                continue
            properties = node.properties.changed({LOCKED: "true"}) if locked else node.properties.without(LOCKED)
            edit.put(replace(node, properties=properties))
