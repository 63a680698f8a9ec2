"""A model that came without a picture gets ours into its file as soon as somebody touches it, not before."""

from dataclasses import replace

import pytest
from editing.models import assert_round_trip, blank, faults, row

from modeller.editing.append import append
from modeller.editing.move import move
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.layout.placement import placed
from modeller.model.document import Document
from modeller.model.records import Diagram, Flow, Item, Node


def unplaced(with_diagram: bool) -> Document:
    """Three steps in a row, read from a file that draws none of them."""
    document = blank()
    row(document, "startEvent", "task", "endEvent")
    kept = [record for record in document if with_diagram or not isinstance(record, Diagram)]
    bare = []
    for record in kept:
        data = dict(record.properties)
        if isinstance(record, Node | Flow):
            for name in [name for name in data if name.startswith(("di:", "#"))]:
                del data[name]
        bare.append(_bare(record, data))
    return read(write(Document(bare))).document


def _bare(record: Node | Flow | Item | Diagram, data: dict[str, object]) -> Node | Flow | Item | Diagram:
    properties = type(record.properties)(data)  # type: ignore[arg-type]
    if isinstance(record, Node):
        return replace(record, diagram=None, bounds=None, properties=properties)
    if isinstance(record, Flow):
        return replace(record, diagram=None, points=(), properties=properties)
    return replace(record, properties=properties)


@pytest.mark.parametrize("with_diagram", [False, True])
def test_the_picture_goes_into_the_file_with_the_first_touch(with_diagram: bool) -> None:
    bare = unplaced(with_diagram)
    before = write(bare)
    document = Document([*{record.key: record for record in (*bare, *placed(bare))}.values()])
    (diagram,) = document.diagrams()
    assert b"BPMNShape" not in write(document) or with_diagram
    task = next(node for node in document.nodes() if node.type == "bpmn:task")
    move(document, [task.key], 10, 20)
    append(document, task.key, "bpmn:userTask")
    assert b"BPMNShape" in write(document)
    again = read(write(document)).document
    assert {node.key: node.bounds for node in again.nodes()} == {node.key: node.bounds for node in document.nodes()}
    assert again.diagrams()[0].scope == diagram.scope
    assert faults(document) == {}
    if with_diagram:
        assert_round_trip(document)
    while document.undoable:
        document.undo()
    assert read(before).document.diagrams() == read(write(document)).document.diagrams() or with_diagram
