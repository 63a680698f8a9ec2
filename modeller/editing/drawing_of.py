"""Whose drawing it is: a placement of ours becomes the model's own as soon as a person touches it."""

from dataclasses import replace

from modeller.model.document import Document, Edit
from modeller.model.records import Diagram, Item


def own(document: Document, edit: Edit, diagram_key: str | None) -> None:
    """From now on the file holds this diagram, also where it was one that only we laid out.

    Every verb that changes geometry calls it, inside its step.
    """
    diagram = document.get(diagram_key)
    if not isinstance(diagram, Diagram) or not diagram.properties.get("placed"):
        return
    order = diagram.order
    if "#plane" not in diagram.properties:  # a new one: behind all that stands in the file
        order = 1 + max((item.order for item in document if isinstance(item, Item)), default=0.0)
    edit.put(replace(diagram, order=order, properties=diagram.properties.without("placed")))


def own_of(document: Document, edit: Edit, *keys: str) -> None:
    """`own` for the diagrams that these nodes and flows are drawn on."""
    for key in keys:
        record = document.node(key) or document.flow(key)
        if record is not None:
            own(document, edit, record.diagram)
