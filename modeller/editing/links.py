"""Letting an activity stand for a model of a library."""

from modeller.editing.refused import Refused
from modeller.editing.step import step
from modeller.editing.text import rename
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Node
from modeller.notation.bpmn.links import Link, can_link, link_of, with_link


def link(document: Document, key: str, to: Link, name: str = "") -> None:
    """Let an activity stand for a model; one without a name takes `name`. Raises Refused for what cannot."""
    node = document.get(key)
    if not isinstance(node, Node) or not can_link(node):
        raise Refused(message("editing.refused.link"))
    with step(document, message("editing.link")) as edit:
        edit.put(with_link(node, to))
        if name and not node.text.strip():
            rename(document, key, name)


def unlink(document: Document, key: str) -> None:
    """Let it stand for itself again; nothing happens where it stands for no model."""
    node = document.get(key)
    if isinstance(node, Node) and link_of(node) is not None:
        with step(document, message("editing.unlink")) as edit:
            edit.put(with_link(node, None))
