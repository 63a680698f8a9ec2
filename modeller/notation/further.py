"""Further drawings of an element that is drawn already, and shapes whose element is missing: shown, not edited."""

from dataclasses import replace

from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node, Point, Properties


def stand_in(model: Model, item: Item) -> Node | Flow | None:
    """A further drawing of an element as if it were one itself: its element at the drawing's place."""
    if item.type not in {"bpmndi:BPMNShape", "bpmndi:BPMNEdge"}:
        return None
    element = model.get(item.properties.text("element"))
    own = Properties({name: value for name, value in item.properties.items() if name.startswith("di:")})
    bounds, label = _bounds(item, "bounds"), _bounds(item, "label_bounds")
    if isinstance(element, Flow):
        points = item.properties.get("points", ())
        ends = tuple(_points(points))
        kept = _without_shape(element.properties).changed(own)
        return replace(element, key=item.key, diagram=item.scope, points=ends, label_bounds=label, properties=kept)
    if bounds is None:
        return None
    if isinstance(element, Node):
        kept = _without_shape(element.properties).changed(own)
        return replace(element, key=item.key, diagram=item.scope, bounds=bounds, label_bounds=label, properties=kept)
    kind = element.type if isinstance(element, Item) else ""
    text = element.text if isinstance(element, Item) else ""
    return Node(item.key, kind, text=text, diagram=item.scope, bounds=bounds, label_bounds=label, properties=own)


def _without_shape(properties: Properties) -> Properties:
    return Properties({name: value for name, value in properties.items() if not name.startswith("di:")})


def _bounds(item: Item, name: str) -> Bounds | None:
    value = item.properties.get(name)
    if not isinstance(value, tuple) or len(value) != 4:
        return None
    numbers = [float(number) for number in value if isinstance(number, int | float)]
    return Bounds(*numbers) if len(numbers) == 4 else None


def _points(value: object) -> list[Point]:
    """Points kept as pairs or as one row of numbers."""
    if not isinstance(value, tuple):
        return []
    flat: list[float] = []
    for part in value:
        flat += [float(number) for number in (part if isinstance(part, tuple) else (part,)) if _number(number)]
    return [Point(x, y) for x, y in zip(flat[::2], flat[1::2], strict=False)]


def _number(value: object) -> bool:
    return isinstance(value, int | float)
