"""Copied records taken into a model: under new keys and ids, naming each other as before, held where they stand."""

from collections.abc import Iterable
from dataclasses import replace

from modeller.editing import fonts
from modeller.editing.connect import join_again
from modeller.editing.identity import new_key, top
from modeller.editing.schema_order import order_in
from modeller.editing.settled import settled
from modeller.editing.shift import shifted
from modeller.editing.standing import diagrams_last, holder_at, holders, root_of, scope_for
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Fragment, Item, Node, Point, Record
from modeller.model.references import local, map_ids


def put_in(
    document: Document, edit: Edit, diagram: str, records: list[Record], outer: list[Node], dx: float, dy: float
) -> tuple[str, ...]:
    """Take copied records into the model under new keys and ids."""
    known = [record for record in records if not _is_there(document, record)]
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for record in document.in_pieces(known, True):
        keys[record.key] = _fresh(document, record, taken)
    idents = {record.properties.text("id", record.key): keys[record.key] for record in known}
    idents |= _fragment_ids(document, known, taken)
    there = {record.properties.text("id", record.key) for record in records if record.key not in keys}

    def mapped(ident: str) -> str | None:
        return idents.get(ident, ident if ident in there else None)

    drawn_on = {node.diagram for node in outer}
    held = holders(document, diagram)
    depth = top(document, diagram)
    outermost = {node.key for node in outer}
    for place_, record in enumerate(document.in_pieces(known, True, 100)):
        made = map_ids(_with_new_ids(record, idents), mapped)
        properties = made.properties.changed({"id": keys[record.key]})
        if "di:id" in properties:
            properties = properties.changed({"di:id": f"{keys[record.key]}_di"})
        made = replace(made, key=keys[record.key], properties=properties)
        scope = keys.get(record.scope or "")
        if isinstance(made, Diagram):
            plane = properties.changed({"plane:id": f"{keys[record.key]}_plane", "#plane": 0.0})
            made = replace(made, scope=scope, order=_last_diagram(document), properties=plane)
            edit.put(made)
            continue
        if isinstance(made, Node | Flow) and made.diagram is not None:
            moved = made.diagram in drawn_on
            made = _moved(made, dx, dy) if moved else made
            place_on = diagram if moved else keys.get(made.diagram or "")
            made = replace(made, diagram=place_on, properties=made.properties.changed({"di:order": depth + place_}))
        if isinstance(made, Node):
            made = replace(
                made, host=keys.get(made.host or ""), lanes=tuple(keys[lane] for lane in made.lanes if lane in keys)
            )
        if isinstance(made, Flow):
            made = replace(made, source=keys[made.source or ""], target=keys[made.target or ""])
        if scope is None:
            scope = _scope(document, edit, diagram, made, held, record.key in outermost)
            made = replace(made, scope=scope, order=order_in(document, scope, made.type))
        edit.put(replace(made, scope=scope))
    _with_hosts(document, edit, [keys[record.key] for record in known])
    diagrams_last(document, edit)
    _join_again(document, edit, [keys[record.key] for record in known if isinstance(record, Flow)])
    fonts.settle(document, edit, list(keys.values()))
    new = tuple(keys[node.key] for node in outer)
    settled(document, edit, new)
    return new


def _is_there(model: Model, record: Record) -> bool:
    """Whether something without a shape that a copy names is in this model already, the same."""
    present = model.get(record.key)
    return (
        isinstance(record, Item)
        and isinstance(present, Item)
        and (present.type, present.text, present.properties.get("id"))
        == (record.type, record.text, record.properties.get("id"))
        and record.type.partition(":")[2] in {"message", "error", "signal", "escalation", "itemDefinition", "resource"}
    )


def _fresh(document: Document, record: Record, taken: set[str]) -> str:
    type = "bpmndi:BPMNDiagram" if isinstance(record, Diagram) else record.type
    while True:
        key = new_key(document, type)
        if key not in taken:
            taken.add(key)
            return key


def _fragment_ids(document: Document, records: Iterable[Record], taken: set[str]) -> dict[str, str]:
    """New ids for the pieces inside copied records that have one."""
    found: dict[str, str] = {}

    def walk(piece: Fragment) -> None:
        ident = piece.get("id")
        if ident:
            while (key := new_key(document, f"bpmn:{piece.name}")) in taken:
                pass
            taken.add(key)
            found[ident] = key
        for inner in piece.children:
            walk(inner)

    for record in records:
        for piece in record.content:
            walk(piece)
    return found


def _with_new_ids(record: Record, idents: dict[str, str]) -> Record:
    def renamed(piece: Fragment) -> Fragment:
        pairs = ((name, idents.get(value, value) if name == "id" else value) for name, value in piece.attributes)
        return replace(piece, attributes=tuple(pairs), children=tuple(map(renamed, piece.children)))

    return replace(record, content=tuple(map(renamed, record.content)))


def _moved(record: Node | Flow, dx: float, dy: float) -> Node | Flow:
    if isinstance(record, Node):
        return shifted(record, dx, dy)
    points = tuple(Point(point.x + dx, point.y + dy) for point in record.points)
    label = record.label_bounds.moved(dx, dy) if record.label_bounds is not None else None
    return replace(record, points=points, label_bounds=label)


def _scope(
    document: Document, edit: Edit, diagram: str, record: Node | Flow | Item, held: list[Node], outermost: bool
) -> str | None:
    """What holds a pasted record whose own holder was left behind."""
    if isinstance(record, Item):
        return root_of(document)
    if isinstance(record, Node) and record.bounds is not None and outermost:
        return scope_for(document, edit, diagram, record.type, holder_at(held, *record.bounds.centre))
    if isinstance(record, Node) and record.type == "bpmn:dataStore":
        return root_of(document)
    named = _where_named(document, record) if isinstance(record, Node) else None  # flows are nobody's data
    return named or scope_for(document, edit, diagram, "bpmn:textAnnotation", None)


def _where_named(document: Document, record: Record) -> str | None:
    """The scope of what names a data object, if that is in the model already."""
    ident = record.properties.text("id", record.key)
    for node in document.nodes():
        if local(node.properties.text("dataObjectRef")) == ident:
            return node.scope
    return None


def _with_hosts(document: Document, edit: Edit, keys: Iterable[str]) -> None:
    """Attached events belong to what their hosts belong to."""
    for key in keys:
        node = document.node(key)
        host = document.node(node.host) if node is not None else None
        if node is not None and host is not None and node.scope != host.scope:
            edit.put(replace(node, scope=host.scope, order=order_in(document, host.scope, node.type)))


def _join_again(document: Document, edit: Edit, keys: Iterable[str]) -> None:
    """Flows are what may join their ends where these stand now."""
    for key in keys:
        flow = document.flow(key)
        if flow is not None:
            join_again(document, edit, flow)


def _last_diagram(document: Document) -> float:
    return 1 + max((diagram.order for diagram in document.diagrams()), default=0.0)
