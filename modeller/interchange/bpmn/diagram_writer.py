"""From the geometry of records back to a BPMN file's diagram data."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from modeller.interchange.bpmn.geometry import points_of, read_bounds, substitute, written
from modeller.interchange.bpmn.kept import BESIDE, Pairs, beside, pairs, reference
from modeller.interchange.bpmn.markup import Markup
from modeller.interchange.bpmn.names import BOUNDS, DIAGRAM, EDGE, LABEL, PLANE, SHAPE, WAYPOINT
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Fragment, Item, Node, Point, Record, Value
from modeller.notation.bpmn.phases import TYPE as PHASE
from modeller.notation.bpmn.routes import MARK, ROUTED, seal

_GEOMETRY = ("x", "y", "width", "height")


def write_diagram(model: Model, diagram: Diagram, out: Markup) -> None:
    """One BPMNDiagram with its plane and all that is drawn on it, the lowest first."""
    properties = diagram.properties
    attributes = [("id", properties.text("id"))] if "id" in properties else []
    if diagram.text or "name" in properties:
        attributes.append(("name", diagram.text))
    for name, value in properties.items():
        if isinstance(value, str) and name not in ("id", "name") and name[0] != "#" and not name.startswith("plane:"):
            attributes.append((name, value))
    spaces = pairs(properties, "#namespaces")
    place = cast(float, properties.get("#plane", -1.0))
    content = sorted((piece for piece in diagram.content if piece.tag not in BESIDE), key=lambda piece: piece.order)
    out.start(DIAGRAM, attributes, spaces)
    text, tail = properties.text("#text"), properties.text("#tail")
    mixed = bool(text) or "plane:#tail" in properties or any(piece.tail for piece in content)
    out.hold_lines(mixed)
    out.text(text)
    for piece in content:
        if piece.order < place:
            out.fragment(piece)
    if "#no plane" not in properties:
        _plane(model, diagram, out)
    for piece in content:
        if piece.order >= place:
            out.fragment(piece)
    out.release_lines(mixed)
    out.end(DIAGRAM, spaces, broken=not mixed)
    out.text(tail)


def _plane(model: Model, diagram: Diagram, out: Markup) -> None:
    properties = diagram.properties
    attributes = [("id", properties.text("plane:id"))] if "plane:id" in properties else []
    element = reference(model, diagram.scope, properties.get("plane:bpmnElement"))
    if element is not None:
        attributes.append(("bpmnElement", element))
    for name, value in properties.items():
        if name.startswith("plane:") and name[6] != "#" and name not in ("plane:id", "plane:bpmnElement"):
            attributes.append((name[6:], str(value)))
    spaces = pairs(properties, "plane:#namespaces")
    drawn: list[tuple[float, Record | Fragment]] = [
        (_order(record), record) for record in model.drawn(diagram.key) if record.type != PHASE
    ]
    drawn += [(_order(item), item) for item in model.children(diagram.key)]
    drawn += [(piece.order, piece) for piece in beside(diagram, "plane")]
    drawn.sort(key=lambda pair: pair[0])
    text = properties.text("plane:#text")
    empty = not drawn and not text
    mixed = bool(text) or any(_tail(record) for _, record in drawn)
    out.start(PLANE, attributes, spaces, empty=empty)
    out.hold_lines(mixed)
    out.text(text)
    for _, record in drawn:
        if isinstance(record, Fragment):
            out.fragment(record)
        else:
            _drawing(model, record, out)
            out.text(_tail(record))
    out.release_lines(mixed)
    if not empty:
        out.end(PLANE, spaces, broken=not mixed)
    out.text(properties.text("plane:#tail"))


def _tail(record: Record | Fragment) -> str:
    """The stray text that stands after a drawing."""
    return record.tail if isinstance(record, Fragment) else record.properties.text("di:#tail")


def _drawing(model: Model, record: Record, out: Markup) -> None:
    """One BPMNShape or BPMNEdge."""
    properties = record.properties
    edge = isinstance(record, Flow) or (isinstance(record, Item) and record.type == "bpmndi:BPMNEdge")
    attributes = [("id", properties.text("di:id"))] if "di:id" in properties else []
    key = (properties.text("element") or None) if isinstance(record, Item) else record.key
    element = reference(model, key, properties.get("di:bpmnElement"))
    if element is not None:
        attributes.append(("bpmnElement", element))
    for name, value in properties.items():
        if name[:3] != "di:" or name[3] == "#" or name in ("di:id", "di:bpmnElement", MARK):
            continue
        if isinstance(value, str):
            attributes.append((name[3:], value))
    mark = seal(record.points) if isinstance(record, Flow) and ROUTED in properties else properties.get(MARK)
    if isinstance(mark, str):
        attributes.append((MARK[3:], mark))
    rest = beside(record, "di")
    if rest and rest[0].tag == "drawing":
        out.fragment(_redrawn(rest[0].children[0], record, attributes))
    else:
        spaces = pairs(properties, "di:#namespaces")
        tag = EDGE if edge else SHAPE
        labelled = "di:#label" in properties or _label_bounds(record) is not None
        points = _points(record) if edge else ()
        empty = not rest and not labelled and (not points if edge else properties.get("di:#bounds") is False)
        empty = empty and "di:#waypoints" not in properties
        out.start(tag, attributes, spaces, empty=empty)
        if not empty:
            _inside(model, record, out, rest, edge, labelled)
            out.end(tag, spaces)


def _inside(model: Model, record: Record, out: Markup, rest: Sequence[Fragment], edge: bool, labelled: bool) -> None:
    """By the schema: extension, then bounds or way points, then the label; what the schema does not know comes last."""
    for piece in rest:
        if piece.name == "extension":
            out.fragment(piece)
    if edge:
        _way_points(record, out)
    else:
        bounds, raw = _bounds(record), record.properties.get("di:#bounds")
        if raw is None or bounds != substitute(raw, _type(model, record)):
            if bounds is not None and not raw:
                out.numbers(BOUNDS, _four(bounds, None))
            elif bounds is not None:
                out.start(BOUNDS, _four(bounds, raw), empty=True)
        elif raw is not False:  # False: the file had none
            out.start(BOUNDS, cast(Pairs, raw), empty=True)
    if labelled:
        label = next((piece for piece in rest if piece.tag == "label"), None)
        _label(record, out, label.children if label else ())
    for piece in rest:
        if piece.tag != "label" and piece.name != "extension":
            out.fragment(piece)


def _way_points(record: Record, out: Markup) -> None:
    properties = record.properties
    points = _points(record)
    raw = properties.get("di:#waypoints")
    if raw is not None and points_of(raw) == points:
        for attributes in cast(tuple[Pairs, ...], raw):
            out.start(WAYPOINT, attributes, empty=True)
        return
    extra = pairs(properties, "di:#waypoint")
    for x, y in points:
        if extra:
            out.start(WAYPOINT, (*extra, ("x", written(x)), ("y", written(y))), empty=True)
        else:
            out.numbers(WAYPOINT, (("x", written(x)), ("y", written(y))))


def _label(record: Record, out: Markup, rest: Sequence[Fragment]) -> None:
    properties = record.properties
    bounds = _label_bounds(record)
    raw = properties.get("di:#label bounds")
    spaces = pairs(properties, "di:#label namespaces")
    empty = bounds is None and raw is None and not rest
    out.start(LABEL, pairs(properties, "di:#label"), spaces, empty)
    if empty:
        return
    for piece in rest:
        if piece.name == "extension":
            out.fragment(piece)
    if bounds is not None:
        out.start(BOUNDS, _four(bounds, raw), empty=True)
    elif raw is not None:
        out.start(BOUNDS, cast(Pairs, raw), empty=True)
    for piece in rest:
        if piece.name != "extension":
            out.fragment(piece)
    out.end(LABEL, spaces)


def _redrawn(piece: Fragment, record: Record, attributes: Pairs) -> Fragment:
    """A drawing that was kept whole because it holds something odd: as it came, but for what changed since."""
    changed = dict(attributes)
    kept = [(name, changed.pop(name, value)) for name, value in piece.attributes]
    children = list(piece.children)
    bounds, label_bounds, labelled = _bounds(record), _label_bounds(record), False
    places = [place for place, child in enumerate(children) if child.tag == WAYPOINT]
    if places:
        points = _points(record)
        if points_of(tuple(children[place].attributes for place in places)) != points:
            extra = pairs(record.properties, "di:#waypoint")
            new = [Fragment(WAYPOINT, (*extra, ("x", written(x)), ("y", written(y)))) for x, y in points]
            children = [child for child in children if child.tag != WAYPOINT]
            children[places[0] : places[0]] = new
    for place, child in enumerate(children):
        if child.tag == BOUNDS and bounds is not None:
            children[place] = _moved(child, bounds)
            bounds = None
        elif child.tag == LABEL and not labelled:
            labelled, inner = True, child.children
            if label_bounds is not None:
                inner = tuple(_moved(part, label_bounds) if part.tag == BOUNDS else part for part in inner)
            said = tuple(pairs(record.properties, "di:#label"))
            children[place] = replace(child, attributes=said, children=inner)
    return replace(piece, attributes=(*kept, *changed.items()), children=tuple(children), tail="")


def _moved(piece: Fragment, bounds: Bounds) -> Fragment:
    old, _ = read_bounds(piece.attributes)
    if old is None or old == bounds:
        return piece
    return replace(piece, attributes=tuple(_four(bounds, piece.attributes)))


def _four(bounds: Bounds, raw: Value | None) -> Pairs:
    """The attributes of a Bounds element; what its file had beside the four numbers comes along."""
    extra = [pair for pair in cast(Pairs, raw or ()) if pair[0] not in _GEOMETRY]
    x, y, width, height = bounds
    return (
        *extra,
        ("x", written(x)),
        ("y", written(y)),
        ("width", written(width)),
        ("height", written(height)),
    )


def _order(record: Record) -> float:
    value = record.properties.get("di:order", 0.0)
    return value if isinstance(value, int | float) else 0.0


def _type(model: Model, record: Record) -> str:
    shown = model.get(record.properties.text("element")) if isinstance(record, Item) else record
    return shown.type if isinstance(shown, Node) else ""


def _bounds(record: Record) -> Bounds | None:
    if isinstance(record, Node):
        return record.bounds
    value = record.properties.get("bounds")
    return Bounds(*value) if isinstance(value, tuple) else None  # type: ignore[arg-type]


def _label_bounds(record: Record) -> Bounds | None:
    if isinstance(record, Node | Flow):
        return record.label_bounds
    value = record.properties.get("label_bounds")
    return Bounds(*value) if isinstance(value, tuple) else None  # type: ignore[arg-type]


def _points(record: Record) -> tuple[Point, ...]:
    if isinstance(record, Flow):
        return record.points
    value = record.properties.get("points", ())
    return tuple(Point(*point) for point in cast(tuple[tuple[float, float], ...], value))
