"""From records back to a BPMN 2.0 file. Knows the model only, never the file it came from."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

from modeller.interchange.bpmn import names
from modeller.interchange.bpmn.geometry import points_of, substitute, written
from modeller.interchange.bpmn.markup import Markup
from modeller.interchange.bpmn.references import local
from modeller.model.reading import Model
from modeller.model.records import COMMENT, Bounds, Diagram, Flow, Fragment, Item, Node, Properties, Record, Value

Pairs: TypeAlias = Sequence[tuple[str, str]]

_ROOT = names.model("definitions")
_DIAGRAM = f"{{{names.BPMNDI}}}BPMNDiagram"
_PLANE = f"{{{names.BPMNDI}}}BPMNPlane"
_SHAPE = f"{{{names.BPMNDI}}}BPMNShape"
_EDGE = f"{{{names.BPMNDI}}}BPMNEdge"
_LABEL = f"{{{names.BPMNDI}}}BPMNLabel"
_BOUNDS = f"{{{names.DC}}}Bounds"
_WAYPOINT = f"{{{names.DI}}}waypoint"
_INCOMING, _OUTGOING = names.model("incoming"), names.model("outgoing")
_MEMBER = names.model("flowNodeRef")
_TEXT = names.model("text")
_PSEUDO = frozenset({"di", "label", "plane", "before", "after"})
_ATTRIBUTE_ENDS = {"bpmn:sequenceFlow", "bpmn:messageFlow", "bpmn:association", "bpmn:conversationLink"}


def write(model: Model) -> bytes:
    """The model as a BPMN 2.0 file in UTF-8, indented, with all that its file held and all that changed since."""
    return _Writer(model).write()


class _Writer:
    def __init__(self, model: Model) -> None:
        self.model = model
        roots = [item for item in model.children(None) if isinstance(item, Item)]
        self.root = roots[0] if roots else Item("definitions", "bpmn:definitions")
        self.out = Markup(_pairs(self.root.properties, "#namespaces"))

    def write(self) -> bytes:
        root, out = self.root, self.out
        before = _pseudo(root, "before")
        for piece in before:
            out.fragment(piece)
        place = len(out.parts)
        out._depth += 1
        tag = out.tag(_ROOT)
        if "#text" in root.properties:
            out.text(root.properties.text("#text"))
        self._inside(root)
        out._depth -= 1
        out.parts.append(f"\n</{tag}>")
        for piece in _pseudo(root, "after"):
            out.fragment(piece)
        attributes = self._attributes(root)
        declared = (*_pairs(root.properties, "#namespaces"), *out.added)
        start = Markup(declared)
        start.start(_ROOT, attributes, declared)
        out.parts.insert(place, start.parts[0])
        return ('<?xml version="1.0" encoding="UTF-8"?>' + "".join(out.parts) + "\n").encode("utf-8")

    # -- elements ------------------------------------------------------------------------------------------------

    def _record(self, record: Record) -> None:
        if isinstance(record, Diagram):
            self._diagram(record)
            return
        properties = record.properties
        tag = names.model(record.type.partition(":")[2])
        spaces = _pairs(properties, "#namespaces")
        out = self.out
        text = properties.text("#text")
        if spaces:
            out.enter(spaces)
        position = len(out.parts)
        out._depth += 1
        mixed = bool(text) or any(name.startswith("#tail ") for name in properties)
        if mixed:
            out.hold_lines(True)
        if text:
            out.text(text)
        for name in properties:
            if name.startswith("#tail "):
                out.text(properties.text(name))
        self._inside(record)
        if mixed:
            out.hold_lines(False)
        out._depth -= 1
        empty = len(out.parts) == position
        body = out.parts[position:]
        del out.parts[position:]
        if spaces:
            out.leave()
        out.start(tag, self._attributes(record), spaces, empty)
        if not empty:
            out.parts += body
            out.end(tag, spaces, broken=not mixed)
        if "#tail" in properties:
            out.text(properties.text("#tail"))

    def _attributes(self, record: Record) -> list[tuple[str, str]]:
        properties = record.properties
        found = []
        ident = properties.get("id")
        if isinstance(ident, str):
            found.append(("id", ident))
        if isinstance(record, Node) and record.type == "bpmn:textAnnotation":
            if "name" in properties:
                found.append(("name", properties.text("name")))
        elif record.text or "name" in properties:
            found.append(("name", record.text))
        for name, value in properties.items():
            if isinstance(value, str) and name[0] != "#" and not name.startswith("di:"):
                if name in ("id", "name", "sourceRef", "targetRef", "attachedToRef"):
                    continue
                found.append((name, value))
        if isinstance(record, Flow):
            if record.type in _ATTRIBUTE_ENDS:
                self._end(found, "sourceRef", properties, record.source)
                self._end(found, "targetRef", properties, record.target)
        elif isinstance(record, Node):
            self._end(found, "attachedToRef", properties, record.host)
        return found

    def _end(self, found: list[tuple[str, str]], name: str, properties: Properties, key: str | None) -> None:
        """A reference to `key`: as the file wrote it where that still means the same, else by id."""
        raw = properties.get(name)
        if key is None:
            if isinstance(raw, str):
                found.append((name, raw))
            return
        ident = self._id(key)
        found.append((name, raw if isinstance(raw, str) and local(raw) == ident else ident))

    def _id(self, key: str) -> str:
        record = self.model.get(key)
        return record.properties.text("id", key) if record is not None else key

    def _inside(self, record: Node | Flow | Item) -> None:
        """All that stands in an element: its content and the records it holds by their order, references after its head."""
        out = self.out
        children: list[tuple[float, Fragment | Record]] = [
            (piece.order, piece) for piece in record.content if piece.tag not in _PSEUDO
        ]
        held = self.model.children(record.key)
        if record is self.root:
            held += [diagram for diagram in self.model.diagrams() if not diagram.properties.get("placed")]
        if held:
            children += [(child.order, child) for child in held]
            children.sort(key=lambda pair: pair[0])
        elif len(children) > 1:
            children.sort(key=lambda pair: pair[0])
        references = list(self._references(record))
        if references:
            place = 0
            for index, (_, child) in enumerate(children):
                if isinstance(child, Fragment):
                    if child.name in names.HEAD:
                        place = index + 1
                    elif child.tag != COMMENT:
                        break
                else:
                    break
            for _, child in children[:place]:
                out.fragment(cast(Fragment, child))
            for tag, text in references:
                out.simple(tag, text)
            children = children[place:]
        for _, child in children:
            if isinstance(child, Fragment):
                out.fragment(child)
            else:
                self._record(child)


    def _references(self, record: Node | Flow | Item) -> Iterator[tuple[str, str]]:
        properties = record.properties
        if isinstance(record, Flow):
            if record.type in names.DATA_ASSOCIATIONS:
                yield from self._data_ends(record)
            return
        if isinstance(record, Node):
            if record.type == "bpmn:textAnnotation":
                if not properties.get("#no text element"):
                    yield _TEXT, record.text
            elif record.type == "bpmn:lane":
                yield from self._members(record)
        if properties.get("#lists no flows"):
            return
        yield from self._listed(record.key, _INCOMING, "incoming", properties, self.model.incoming(record.key))
        yield from self._listed(record.key, _OUTGOING, "outgoing", properties, self.model.outgoing(record.key))

    def _listed(
        self, key: str, tag: str, name: str, properties: Properties, flows: list[Flow]
    ) -> Iterator[tuple[str, str]]:
        hidden = properties.get(f"#unlisted {name}", ())
        for flow in flows:
            if flow.type in names.LISTED_FLOWS and flow.key not in cast(tuple[str, ...], hidden):
                yield tag, flow.properties.text("id", flow.key)
        for raw in cast(tuple[str, ...], properties.get(f"#extra {name}", ())):
            yield tag, raw

    def _members(self, lane: Node) -> Iterator[tuple[str, str]]:
        hidden = cast(tuple[str, ...], lane.properties.get("#unlisted members", ()))
        for node in self.model.members(lane.key):
            if node.key not in hidden:
                yield _MEMBER, node.properties.text("id", node.key)
        for raw in cast(tuple[str, ...], lane.properties.get("#extra members", ())):
            yield _MEMBER, raw

    def _data_ends(self, flow: Flow) -> Iterator[tuple[str, str]]:
        for name, end in (("sourceRef", flow.source), ("targetRef", flow.target)):
            tag = names.model(name)
            listed = cast(tuple[str, ...], flow.properties.get(name, ()))
            inner = (name == "targetRef") is (flow.type == "bpmn:dataInputAssociation")
            if inner or end is None or any(local(raw) == self._id(end) for raw in listed):
                for raw in listed:
                    yield tag, raw
            else:
                yield tag, self._id(end)

    # -- diagram data --------------------------------------------------------------------------------------------

    def _diagram(self, diagram: Diagram) -> None:
        properties = diagram.properties
        out = self.out
        attributes = [(name, value) for name, value in self._attributes(diagram) if not name.startswith("plane:")]
        spaces = _pairs(properties, "#namespaces")
        plane = properties.get("#plane", 0.0)
        content = sorted((p for p in diagram.content if p.tag not in _PSEUDO), key=lambda p: p.order)
        out.start(_DIAGRAM, attributes, spaces)
        for piece in content:
            if plane is not None and piece.order < cast(float, plane):
                out.fragment(piece)
        if "#plane" in properties or "id" not in properties:
            self._plane(diagram)
        for piece in content:
            if not piece.order < cast(float, plane):
                out.fragment(piece)
        out.end(_DIAGRAM, spaces)

    def _plane(self, diagram: Diagram) -> None:
        properties = diagram.properties
        out = self.out
        attributes = []
        for name in ("id",):
            if f"plane:{name}" in properties:
                attributes.append((name, properties.text(f"plane:{name}")))
        raw = properties.get("plane:bpmnElement")
        if diagram.scope is not None:
            ident = self._id(diagram.scope)
            attributes.append(("bpmnElement", raw if isinstance(raw, str) and local(raw) == ident else ident))
        elif isinstance(raw, str):
            attributes.append(("bpmnElement", raw))
        for name, value in properties.items():
            if name.startswith("plane:") and name not in ("plane:id", "plane:bpmnElement", "plane:#namespaces"):
                attributes.append((name[6:], str(value)))
        spaces = _pairs(properties, "plane:#namespaces")
        drawn: list[tuple[float, Record | Fragment]] = [
            (_order(record), record) for record in self.model.drawn(diagram.key)
        ]
        drawn += [
            (_order(item), item) for item in self.model.children(diagram.key) if _is_drawing(item)
        ]
        drawn += [(piece.order, piece) for piece in _pseudo(diagram, "plane")]
        drawn.sort(key=lambda pair: pair[0])
        out.start(_PLANE, attributes, spaces, empty=not drawn)
        if not drawn:
            return
        for _, record in drawn:
            if isinstance(record, Fragment):
                out.fragment(record)
            else:
                self._drawing(record)
        out.end(_PLANE, spaces)

    def _drawing(self, record: Record) -> None:
        properties = record.properties
        out = self.out
        edge = isinstance(record, Flow) or (isinstance(record, Item) and record.type == "bpmndi:BPMNEdge")
        element = properties.text("element") if isinstance(record, Item) else record.key
        attributes = []
        ident = properties.get("di:id")
        if isinstance(ident, str):
            attributes.append(("id", ident))
        raw = properties.get("di:bpmnElement")
        if element and (record.properties.get("id") is not None or isinstance(record, Item)):
            known = self._id(element)
            attributes.append(("bpmnElement", raw if isinstance(raw, str) and local(raw) == known else known))
        elif isinstance(raw, str):
            attributes.append(("bpmnElement", raw))
        for name, value in properties.items():
            if name.startswith("di:") and isinstance(value, str) and name not in ("di:id", "di:bpmnElement"):
                attributes.append((name[3:], value))
        spaces = _pairs(properties, "di:#namespaces")
        tag = _EDGE if edge else _SHAPE
        position = len(out.parts)
        if spaces:
            out.enter(spaces)
        out._depth += 1
        rest = _pseudo(record, "di")
        labels = [piece for piece in rest if piece.tag == "label"]
        for piece in rest:
            if piece.name == "extension":  # by the schema the first
                out.fragment(piece)
        self._geometry(record, edge)
        if "di:#label" in properties or _label_bounds(record) is not None:
            self._label(record, labels[0].children if labels else ())
        for piece in rest:
            if piece.tag != "label" and piece.name != "extension":
                out.fragment(piece)
        out._depth -= 1
        body = out.parts[position:]
        del out.parts[position:]
        if spaces:
            out.leave()
        out.start(tag, attributes, spaces, empty=not body)
        if body:
            out.parts += body
            out.end(tag, spaces)

    def _geometry(self, record: Record, edge: bool) -> None:
        properties = record.properties
        out = self.out
        if not edge:
            bounds = record.bounds if isinstance(record, Node) else _as_bounds(properties.get("bounds"))
            kind = record.type if isinstance(record, Node) else self._type(properties.text("element"))
            self._bounds(bounds, properties.get("di:#bounds"), kind)
            return
        points = record.points if isinstance(record, Flow) else cast(tuple[tuple[float, float], ...], properties["points"]) if "points" in properties else ()
        extra = cast(Pairs, properties.get("di:#waypoint", ()))
        raw = properties.get("di:#waypoints")
        if raw is not None and tuple(points_of(raw)) == tuple(tuple(point) for point in points):
            for attributes in cast(tuple[tuple[tuple[str, str], ...], ...], raw):
                out.start(_WAYPOINT, attributes, empty=True)
            return
        for x, y in points:
            out.start(_WAYPOINT, (*extra, ("x", written(x)), ("y", written(y))), empty=True)

    def _type(self, key: str) -> str:
        record = self.model.get(key)
        return record.type if isinstance(record, Node) else ""

    def _bounds(self, bounds: Bounds | None, raw: Value | None, kind: str) -> None:
        if bounds is None:
            return
        if raw is not None and substitute(raw, kind) == bounds:
            if raw is not False:  # the file had none
                self.out.start(_BOUNDS, cast(Pairs, raw), empty=True)
            return
        self.out.start(_BOUNDS, _four(bounds, raw), empty=True)

    def _label(self, record: Record, rest: Sequence[Fragment]) -> None:
        properties = record.properties
        out = self.out
        bounds = _label_bounds(record)
        raw = properties.get("di:#label bounds")
        spaces = _pairs(properties, "di:#label namespaces")
        attributes = _pairs(properties, "di:#label")
        empty = bounds is None and raw is None and not rest
        out.start(_LABEL, attributes, spaces, empty)
        if empty:
            return
        for piece in rest:
            if piece.name == "extension":
                out.fragment(piece)
        if raw is not None and bounds is None:
            out.start(_BOUNDS, cast(Pairs, raw), empty=True)
        elif bounds is not None:
            out.start(_BOUNDS, _four(bounds, raw), empty=True)
        for piece in rest:
            if piece.name != "extension":
                out.fragment(piece)
        out.end(_LABEL, spaces)


def _four(bounds: Bounds, raw: Value | None) -> Pairs:
    """The attributes of a Bounds element; what its file had beside the four numbers comes along."""
    names_ = ("x", "y", "width", "height")
    extra = [pair for pair in cast(Pairs, raw or ()) if pair[0] not in names_]
    return (*extra, *((name, written(value)) for name, value in zip(names_, bounds, strict=True)))


def _pairs(properties: Properties, name: str) -> Pairs:
    value = properties.get(name, ())
    return cast(Pairs, value) if isinstance(value, tuple) else ()


def _pseudo(record: Record, tag: str) -> Sequence[Fragment]:
    """The pieces that stand beside an element's content: around the root, in the plane, in the shape."""
    return next((piece.children for piece in record.content if piece.tag == tag), ())


def _order(record: Record) -> float:
    value = record.properties.get("di:order", 0.0)
    return value if isinstance(value, int | float) else 0.0


def _is_drawing(record: Record) -> bool:
    return isinstance(record, Item) and record.type.startswith("bpmndi:")


def _as_bounds(value: object) -> Bounds | None:
    return Bounds(*value) if isinstance(value, tuple) else None


def _label_bounds(record: Record) -> Bounds | None:
    if isinstance(record, Node | Flow):
        return record.label_bounds
    return _as_bounds(record.properties.get("label_bounds"))
