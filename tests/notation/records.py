"""Records that the tests of this room draw."""

from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Fragment, Node, Point, Properties

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def fragment(tag: str, text: str = "", /, **attributes: str) -> Fragment:
    return Fragment(BPMN + tag, tuple(attributes.items()), text)


def node(
    kind: str,
    key: str = "n",
    text: str = "",
    bounds: tuple[float, float, float, float] | None = (100, 100, 100, 80),
    content: tuple[Fragment, ...] = (),
    label: tuple[float, float, float, float] | None = None,
    host: str | None = None,
    scope: str | None = None,
    **properties: str,
) -> Node:
    named = {name.replace("di_", "di:"): value for name, value in properties.items()}
    return Node(
        key,
        kind if ":" in kind else f"bpmn:{kind}",
        scope=scope,
        text=text,
        diagram="d" if bounds else None,
        bounds=Bounds(*bounds) if bounds else None,
        label_bounds=Bounds(*label) if label else None,
        host=host,
        properties=Properties({"id": key, **named}),
        content=content,
    )


def flow(
    kind: str,
    key: str = "f",
    source: str | None = None,
    target: str | None = None,
    points: tuple[tuple[float, float], ...] = (),
    text: str = "",
    content: tuple[Fragment, ...] = (),
    label: tuple[float, float, float, float] | None = None,
    **properties: str,
) -> Flow:
    named = {name.replace("di_", "di:"): value for name, value in properties.items()}
    return Flow(
        key,
        kind if ":" in kind else f"bpmn:{kind}",
        text=text,
        diagram="d",
        source=source,
        target=target,
        points=tuple(Point(*point) for point in points),
        label_bounds=Bounds(*label) if label else None,
        properties=Properties({"id": key, **named}),
        content=content,
    )


def model(*records: Node | Flow) -> Model:
    return Model([Diagram("d"), *records])
