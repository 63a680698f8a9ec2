"""From a BPMN file's diagram data to the geometry of records: bounds, way points, labels, planes."""

from collections.abc import Callable

from lxml import etree

from modeller.interchange.bpmn import geometry, names
from modeller.interchange.bpmn.draft import Draft
from modeller.interchange.bpmn.fragments import attributes, declared, fragment, kept
from modeller.interchange.bpmn.names import BOUNDS, EDGE, LABEL, PLANE, SHAPE, WAYPOINT
from modeller.interchange.bpmn.references import References
from modeller.language import message
from modeller.model.entries import Finding
from modeller.model.records import Bounds, Fragment, Point, Value
from modeller.notation.bpmn.routes import MARK, ROUTED, seal

_UNDRAWN_IS_ODD = frozenset(
    "bpmn:" + name
    for name in names.NODES
    if name not in {"dataObject", "dataStore", "dataInput", "dataOutput", "lane", "group"}
)


class _Prefixed(dict[str, str]):
    """Names of a shape's attributes as properties; each is put together once."""

    def __missing__(self, name: str) -> str:
        self[name] = prefixed = f"di:{name}"
        return prefixed


_DI = _Prefixed()


class ShapeReader:
    """Reads the BPMNDiagram elements of one file, in file order."""

    def __init__(
        self,
        nested: bool,
        texts: bool,
        references: References,
        new_key: Callable[[str, str], str],
        findings: list[Finding],
    ) -> None:
        self.nested = nested
        self.texts = texts
        """Whether text stands anywhere among the diagram data, where none belongs."""
        self.references = references
        self.new_key = new_key
        self.findings = findings
        self.drafts: list[Draft] = []

    def read(self, element: etree._Element, order: float) -> None:
        """One BPMNDiagram with its plane."""
        properties: dict[str, Value] = dict(attributes(element))
        label = properties.pop("name", None)
        ident = properties.get("id", "")
        key = self.new_key(str(ident), "BPMNDiagram")
        diagram = Draft("diagram", key, "", None, order, str(label or ""), properties)
        if label == "":
            properties["name"] = ""
        if self.nested and (namespaces := declared(element)):
            properties["#namespaces"] = namespaces
        self.drafts.append(diagram)
        plane = None
        for place, child in enumerate(element):
            if child.tag == PLANE and plane is None:
                plane = child
                properties["#plane"] = float(place)
            else:
                diagram.add(fragment(child, place, self.nested))
        for name, text in (("#text", element.text), ("#tail", element.tail)):
            if kept(text):
                properties[name] = text or ""
        if plane is None:
            properties["#no plane"] = True
        else:
            self._plane(plane, diagram)

    def _plane(self, plane: etree._Element, diagram: Draft) -> None:
        for name, value in attributes(plane):
            diagram.properties[f"plane:{name}"] = value
        if self.nested and (namespaces := declared(plane)):
            diagram.properties["plane:#namespaces"] = namespaces
        reference = plane.get("bpmnElement")
        if reference is not None:
            scope = self.references.find(reference)
            if scope is None:
                self._say("bpmn.plane_of_nothing", "warning", (diagram.key,), plane, id=reference)
            else:
                diagram.scope = scope.key
                if scope.id == reference:
                    del diagram.properties["plane:bpmnElement"]
        rest: list[Fragment] = []
        for order, child in enumerate(plane):
            tag = child.tag
            if tag == SHAPE:
                self._drawn(child, order, diagram, edge=False)
            elif tag == EDGE:
                self._drawn(child, order, diagram, edge=True)
            else:
                rest.append(fragment(child, order, self.nested))
        if rest:
            diagram.add(Fragment("plane", children=tuple(rest), order=-1))
        for name, text in (("plane:#text", plane.text), ("plane:#tail", plane.tail)):
            if kept(text):
                diagram.properties[name] = text or ""

    def _drawn(self, element: etree._Element, order: int, diagram: Draft, edge: bool) -> None:
        properties: dict[str, Value] = {_DI[name]: value for name, value in attributes(element)}
        properties["di:order"] = float(order)
        draft = self._whose(properties, edge)
        if self.nested and (namespaces := declared(element)):
            properties["di:#namespaces"] = namespaces
        rest: list[Fragment] = []
        bounds, points, label_bounds = self._geometry(element, edge, properties, rest)
        if draft is None or draft.diagram is not None or draft.kind != ("flow" if edge else "node"):
            self._further(element, properties, bounds, points, label_bounds, rest, draft, diagram, edge)
            return
        draft.diagram = diagram.key
        draft.properties.update(properties)
        draft.label_bounds = label_bounds
        if rest:
            draft.add(Fragment("di", children=tuple(rest), order=-1))
        if edge:
            draft.points = points
            if draft.properties.get(MARK) == seal(points):
                del draft.properties[MARK]
                draft.properties[ROUTED] = True
            if len(points) < 2:
                self._say("bpmn.short_path", "warning", (draft.key,), element)
        elif bounds is not None:
            draft.bounds = bounds
        else:
            draft.bounds = geometry.substitute(properties.get("di:#bounds", ()), draft.type)
            self._say("bpmn.bad_bounds", "error", (draft.key,), element)

    def _geometry(
        self, element: etree._Element, edge: bool, properties: dict[str, Value], rest: list[Fragment]
    ) -> tuple[Bounds | None, tuple[Point, ...], Bounds | None]:
        """Bounds, way points and the label's bounds. How they are odd goes into `properties`, what else into `rest`.

        Where something stands inside of bounds or way points, or any text, the whole drawing is kept.
        """
        bounds: Bounds | None = None
        label_bounds: Bounds | None = None
        waypoints: list[list[tuple[str, str]]] = []
        whole = self.texts and bool(element.xpath("boolean(.//text()[normalize-space()])"))
        if self.texts and kept(element.tail):
            properties["di:#tail"] = element.tail or ""
        wanted, bounded = (WAYPOINT, True) if edge else (BOUNDS, False)
        for place, child in enumerate(element):
            tag = child.tag
            if tag == wanted and not (bounded and not edge):
                if len(child):
                    whole = True
                if edge:
                    waypoints.append(attributes(child))
                    continue
                bounded = True
                bounds, raw = geometry.read_bounds(attributes(child))
                if raw is not None:
                    properties["di:#bounds"] = raw
            elif tag == LABEL and "di:#label" not in properties:
                label_bounds = self._label(child, properties, rest)
                whole = whole or any(len(inner) > 0 for inner in child)
            else:
                rest.append(fragment(child, place, self.nested))
        if not bounded:
            properties["di:#bounds"] = False
        if whole:
            rest[:] = [Fragment("drawing", children=(fragment(element, 0, self.nested),), order=-1)]
        points: tuple[Point, ...] = ()
        if waypoints:
            points, extra, raw_points = geometry.read_points(waypoints)
            if extra:
                properties["di:#waypoint"] = extra
            if raw_points is not None:
                properties["di:#waypoints"] = raw_points
        return bounds, points, label_bounds

    def _whose(self, properties: dict[str, Value], edge: bool) -> Draft | None:
        """The element that is drawn; of several with one id the first that is not drawn yet.

        The attribute that names it stays a property only where it is written otherwise than as its id.
        """
        reference = properties.get("di:bpmnElement")
        if reference is None:
            return None
        same = self.references.ids.get(str(reference))
        if same is not None:
            del properties["di:bpmnElement"]
            if len(same) == 1:
                return same[0]
        kinds = ("flow",) if edge else ("node",)
        found = self.references.find(str(reference), kinds)
        if found is not None and found.diagram is not None:
            same = self.references.ids.get(found.id) or []
            return next((draft for draft in same if draft.diagram is None and draft.kind in kinds), found)
        return found

    def _further(
        self,
        element: etree._Element,
        properties: dict[str, Value],
        bounds: Bounds | None,
        points: tuple[Point, ...],
        label_bounds: Bounds | None,
        rest: list[Fragment],
        draft: Draft | None,
        diagram: Draft,
        edge: bool,
    ) -> None:
        """A second drawing of an element, or one of nothing: kept and shown, but not to be edited."""
        kind = "bpmndi:BPMNEdge" if edge else "bpmndi:BPMNShape"
        key = self.new_key(str(properties.get("di:id", "")), kind)
        properties["element"] = draft.key if draft else ""
        if edge:
            properties["points"] = points
        else:
            type = draft.type if draft else ""
            properties["bounds"] = tuple(bounds or geometry.substitute(properties.get("di:#bounds", ()), type))
        if label_bounds is not None:
            properties["label_bounds"] = tuple(label_bounds)
        item = Draft("item", key, kind, diagram.key, float(str(properties["di:order"])), "", properties)
        if rest:
            item.add(Fragment("di", children=tuple(rest), order=-1))
        self.drafts.append(item)
        if draft is None:
            named = str(properties.get("di:bpmnElement", ""))
            self._say("bpmn.drawing_of_nothing", "warning", (key,), element, id=named)
        elif draft.diagram is not None:
            self._say("bpmn.drawn_again", "hint", (draft.key,), element)

    def _label(self, element: etree._Element, properties: dict[str, Value], drawing: list[Fragment]) -> Bounds | None:
        """A label's bounds; its attributes go into `properties`, what else stands in it into `drawing`."""
        properties["di:#label"] = tuple(attributes(element))
        bounds: Bounds | None = None
        rest = []
        for order, child in enumerate(element):
            if child.tag == BOUNDS and bounds is None and "di:#label bounds" not in properties:
                bounds, raw = geometry.read_bounds(attributes(child))
                if raw is not None:
                    properties["di:#label bounds"] = raw
            else:
                rest.append(fragment(child, order, self.nested))
        if self.nested and (namespaces := declared(element)):
            properties["di:#label namespaces"] = namespaces
        if rest:
            drawing.append(Fragment("label", children=tuple(rest), order=-1))
        return bounds

    def list_undrawn(self, drafts: list[Draft]) -> None:
        """In a file with diagrams, say which steps have no shape and which flows no line."""
        if not self.drafts:
            return
        for draft in drafts:
            if draft.diagram is None and (draft.type in _UNDRAWN_IS_ODD or draft.type == "bpmn:sequenceFlow"):
                say = message("bpmn.not_drawn")
                self.findings.append(Finding("bpmn.not_drawn", "hint", say, (draft.key,), draft.line))

    def _say(
        self, key: str, severity: str, elements: tuple[str, ...], element: etree._Element, **arguments: object
    ) -> None:
        self.findings.append(
            Finding(key, severity, message(key, **arguments), elements, element.sourceline)  # type: ignore[arg-type]
        )
