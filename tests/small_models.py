"""Small models that the tests of this room draw on."""

from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Fragment, Item, Node, Point, Properties, Record

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def definition(name: str) -> Fragment:
    return Fragment(BPMN + name + "EventDefinition")


def node(
    type: str,
    key: str,
    x: float = 0,
    y: float = 0,
    width: float = 100,
    height: float = 80,
    scope: str = "P",
    text: str = "",
    host: str | None = None,
    lanes: tuple[str, ...] = (),
    content: tuple[Fragment, ...] = (),
    label: tuple[float, float, float, float] | None = None,
    order: float = 1,
    **properties: str,
) -> Node:
    named = {name.replace("di_", "di:"): value for name, value in properties.items()}
    return Node(
        key,
        f"bpmn:{type}",
        scope,
        order,
        text,
        "D",
        Bounds(x, y, width, height),
        Bounds(*label) if label else None,
        host,
        lanes,
        Properties({"id": key, "di:order": order, **named}),
        content,
    )


def flow(
    key: str,
    source: str,
    target: str,
    *points: tuple[float, float],
    type: str = "sequenceFlow",
    scope: str = "P",
    text: str = "",
    label: tuple[float, float, float, float] | None = None,
    **properties: object,
) -> Flow:
    return Flow(
        key,
        f"bpmn:{type}",
        scope,
        50,
        text,
        "D",
        source,
        target,
        tuple(Point(*point) for point in points),
        Bounds(*label) if label else None,
        Properties({"id": key, "di:order": 50.0, **properties}),  # type: ignore[dict-item]
    )


def process(*records: Record) -> Document:
    """A document with one process P on one diagram D."""
    frame: tuple[Record, ...] = (
        Item("defs", "bpmn:definitions", properties=Properties({"targetNamespace": "urn:test"})),
        Item("P", "bpmn:process", "defs", 0, properties=Properties({"id": "P"})),
        Diagram("D", "P", 9, properties=Properties({"id": "D", "#plane": 0.0})),
    )
    return Document((*frame, *records))


def collaboration(*records: Record, pools: tuple[Node, ...] = ()) -> Document:
    """A document whose diagram D shows the collaboration C: pools A over process P and B over process Q, if not others.

    A lies at (0, 0), B at (0, 400), both 1000 × 300.
    """
    shown = pools or (
        node("participant", "A", 0, 0, 1000, 300, scope="C", processRef="P", di_isHorizontal="true"),
        node("participant", "B", 0, 400, 1000, 300, scope="C", processRef="Q", di_isHorizontal="true"),
    )
    frame: tuple[Record, ...] = (
        Item("defs", "bpmn:definitions", properties=Properties({"targetNamespace": "urn:test"})),
        Item("C", "bpmn:collaboration", "defs", 0, properties=Properties({"id": "C"})),
        Item("P", "bpmn:process", "defs", 1, properties=Properties({"id": "P"})),
        Item("Q", "bpmn:process", "defs", 2, properties=Properties({"id": "Q"})),
        Diagram("D", "C", 9, properties=Properties({"id": "D", "#plane": 0.0})),
    )
    return Document((*frame, *shown, *records))


def points(document: Model, key: str) -> tuple[tuple[float, float], ...]:
    found = document.flow(key)
    assert found is not None
    return tuple(tuple(point) for point in found.points)


def records(document: Model) -> dict[str, Record]:
    return dict(document.records)


def findings(document: Model) -> list[str]:
    """What reading the written model has to say."""
    return [finding.rule for finding in read(write(document)).findings]
