"""Models that the tests of this room edit, and what must hold after any verb."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from modeller.editing.connect import connect
from modeller.editing.place import place
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Properties, Record
from modeller.notation.bpmn.joining import joinable

DIAGRAM = "Diagram_1"
SPACES = (
    ("bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("di", "http://www.omg.org/spec/DD/20100524/DI"),
)


def blank() -> Document:
    """A process without steps, and its empty diagram."""
    root = Properties({"id": "Definitions_1", "targetNamespace": "urn:test", "#namespaces": SPACES})
    process = Properties({"id": "Process_1", "isExecutable": "false"})
    plane = Properties({"id": DIAGRAM, "#plane": 0.0, "plane:id": "Plane_1"})
    return Document(
        [
            Item("Definitions_1", "bpmn:definitions", properties=root),
            Item("Process_1", "bpmn:process", "Definitions_1", 0, properties=process),
            Diagram(DIAGRAM, "Process_1", 1, properties=plane),
        ]
    )


def row(document: Document, *types: str, x: float = 100, y: float = 100, gap: float = 150) -> list[str]:
    """Steps from left to right, each joined to the next; their keys."""
    keys = [place(document, DIAGRAM, f"bpmn:{type}", x + number * gap, y) for number, type in enumerate(types)]
    for source, target in pairwise(keys):
        connect(document, source, target)
    return keys


def flow_to(document: Document, source: str, target: str) -> Flow:
    """The one flow from one element to another."""
    (found,) = [flow for flow in document.outgoing(source) if flow.target == target]
    return found


def findings(document: Document) -> Counter[tuple[str, tuple[str, ...]]]:
    """What there is to say about the file that a document makes."""
    return Counter((finding.rule, finding.elements) for finding in read(write(document)).findings)


def faults(document: Document) -> Counter[str]:
    """How often each kind of thing is found wrong with a document's file."""
    return Counter(finding.rule for finding in read(write(document)).findings if finding.severity != "hint")


def same(record: Record) -> Record:
    """A record without what a file does not tell: the number of its place, and what we keep in memory only."""
    names = [name for name in record.properties if name in ("#routed", "di:order")]
    return replace(record, order=0, properties=record.properties.without(*names))


def assert_round_trip(document: Document) -> None:
    """Written and read again the records are the same, each in its old place among its sisters."""
    again = read(write(document)).document
    new, old = {r.key: same(r) for r in again}, {r.key: same(r) for r in document}
    assert new.keys() == old.keys()
    for key, record in old.items():
        assert _told(new[key]) == _told(record)
    for record in document:
        if not isinstance(record, Diagram):
            held = [child.key for child in document.children(record.key)]
            assert [child.key for child in again.children(record.key)] == held


def _told(record: Record) -> Record:
    properties = record.properties.without("#lists no flows", "#plane", "di:#label", "#namespaces", "#size")
    if isinstance(record, Flow) and record.type in ("bpmn:dataInputAssociation", "bpmn:dataOutputAssociation"):
        properties = properties.without("sourceRef", "targetRef")
    if isinstance(record, Node | Flow) and record.diagram is None:  # how it was drawn comes back with its drawing
        properties = properties.without("#hidden", *(name for name in properties if name.startswith("di:")))
    content = tuple(replace(piece, order=0) for piece in record.content)
    return replace(record, properties=properties, content=content)


def assert_whole(document: Document) -> None:
    """Ends, hosts, lanes and holders exist, hold what BPMN lets them hold, and nothing names what is gone."""
    for record in document:
        assert record.scope is None or record.scope in document, record
        if isinstance(record, Flow):
            for end in (record.source, record.target):
                assert end is None or isinstance(document.get(end), Node | Flow), record
            if record.type == "bpmn:sequenceFlow" and record.source and record.target:
                source, target = document.node(record.source), document.node(record.target)
                assert source is not None
                assert target is not None
                assert source.scope == target.scope == record.scope, (record, source, target)
        if isinstance(record, Node):
            assert record.host is None or record.host in document
            host = document.node(record.host)
            assert host is None or host.scope == record.scope
            assert all(lane in document for lane in record.lanes)
            default = record.properties.get("default")
            assert default is None or any(
                flow.properties.get("id") == default for flow in document.outgoing(record.key)
            )


def assert_joined(document: Document) -> None:
    """Every drawn flow is one that may join its ends."""
    for flow in document.flows():
        source, target = document.node(flow.source), document.get(flow.target)
        if flow.diagram is not None and source is not None and isinstance(target, Node | Flow):
            without = Model(record for record in document if record.key != flow.key)
            assert flow.type in joinable(without, source, target), (flow, source, target)


def undone_and_redone(document: Document, deed: Callable[[], object]) -> None:
    """Do it, take all of it back, do it again: the start is the start, the end the end."""
    start, last = dict(document.records), document.undoable
    deed()
    end = dict(document.records)
    steps = 0
    while document.undoable is not last:
        document.undo()
        steps += 1
    assert dict(document.records) == start
    for _ in range(steps):
        document.redo()
    assert dict(document.records) == end
