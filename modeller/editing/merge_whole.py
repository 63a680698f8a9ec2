"""What must hold in a merged model: ends, hosts and holders are there and go together; and how it is made to hold."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from modeller.editing.follow import led_to
from modeller.editing.merge_records import Side
from modeller.editing.references import forget
from modeller.editing.removal import doomed
from modeller.editing.schema_order import settle_order
from modeller.editing.standing import diagrams_last
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Record
from modeller.model.references import local
from modeller.model.translated import named_keys
from modeller.notation.bpmn.joining import SEQUENCE
from modeller.notation.bpmn.phases import beginning, column, inside, may_have_phases, phases_of, tiling
from modeller.notation.bpmn.pools import is_horizontal
from modeller.notation.joining import joinable


def involved(model: Model, key: str) -> set[str]:
    """The elements on which it depends whether one is whole: itself, its ends or host, what flows to or from it."""
    record = model.get(key)
    found = {key}
    if isinstance(record, Flow):
        found |= {end for end in (record.source, record.target) if end is not None}
    elif isinstance(record, Node):
        found |= {record.host} if record.host is not None else set()
        if "default" in record.properties:
            found |= {flow.key for flow in model.outgoing(key)}
    return found


def unwhole(model: Model, sides: Mapping[Side, Model], besides: Collection[str]) -> list[str]:
    """The elements that do not go with what they belong to, though each side by itself had no such thing."""
    return [
        record.key
        for record in model
        if record.key not in besides
        and not _as_on_a_side(model, record, sides.values())
        and not holds(model, record.key)
    ]


def holds(model: Model, key: str) -> bool:
    """Whether an element goes with its ends, its host, its default."""
    record = model.get(key)
    return _flow_holds(model, record) if isinstance(record, Flow) else _node_holds(model, record)


def _as_on_a_side(model: Model, record: Record, sides: Iterable[Model]) -> bool:
    keys = involved(model, record.key)
    return any(all(side.get(key) == model.get(key) for key in keys) for side in sides)


def _flow_holds(model: Model, flow: Flow) -> bool:
    source, target = model.get(flow.source), model.get(flow.target)
    if not isinstance(source, Node) or not isinstance(target, Node | Flow):
        return True  # an end that was taken out: then the flow goes too
    if flow.type == SEQUENCE and not (source.scope == target.scope == flow.scope):
        return False
    return flow.diagram is None or flow.type in joinable(model, source, target, flow.key)


def _node_holds(model: Model, record: Record | None) -> bool:
    if not isinstance(record, Node):
        return True
    if record.host is not None:
        host = model.node(record.host)
        if host is not None and host.scope != record.scope:
            return False
    default = record.properties.text("default")
    return not default or any(flow.properties.text("id") == local(default) for flow in model.outgoing(record.key))


def finished(
    records: dict[str, Record], sides: Mapping[Side, Model], base: Mapping[str, Record], dropped: Collection[str]
) -> Model:
    """The merged records without anything that names what is not there, in the order that the schema asks for."""
    document = Document(records.values())
    edit = document.edit(message("editing.merge"))
    _unbound(document, edit, dropped)
    gone = _loose(document)
    for key in gone:
        edit.remove(key)
    known = {**base, **sides["theirs"].records, **sides["mine"].records, **records}
    absent = {key: record.properties.text("id", key) for key, record in known.items() if key not in document}
    if absent:
        forget(document, edit, absent)
        _without_pictures(document, edit, absent)
    _with_inputs(document, edit, sides)
    for pool in document.nodes():
        if pool.type == "bpmn:participant" and phases_of(document, pool.key):
            _tile(document, edit, pool, sides)
    _redocked(document, edit, sides)
    for scope in _reordered(document, sides):
        settle_order(document, edit, scope)
    if document.items("bpmn:definitions") and not _same_order(document, sides):
        diagrams_last(document, edit)
    edit.commit()
    return document.snapshot()


def _unbound(document: Document, edit: Edit, dropped: Collection[str]) -> None:
    """What cannot be made whole by any choice goes, or lets go of what it cannot have."""
    for key in dropped:
        record = document.get(key)
        if isinstance(record, Flow):
            edit.remove(key)
        elif isinstance(record, Node) and not _node_holds(document, record):
            host = document.node(record.host)
            if host is not None and host.scope != record.scope:
                edit.remove(key)
            else:
                edit.put(replace(record, properties=record.properties.without("default")))


def _loose(document: Document) -> list[str]:
    """What cannot be without something that is not there, and what cannot be without that."""
    loose = [
        record.key
        for record in document
        if any(name != "lanes" and key not in document for name, key in named_keys(record))
    ]
    return list(doomed(document, loose))


def _without_pictures(document: Document, edit: Edit, absent: Mapping[str, str]) -> None:
    for record in list(document):
        if isinstance(record, Node) and record.diagram in absent:
            edit.put(replace(record, diagram=None, bounds=None, label_bounds=None))
        elif isinstance(record, Flow) and record.diagram in absent:
            edit.put(replace(record, diagram=None, points=(), label_bounds=None))
        elif isinstance(record, Item) and record.type.startswith("bpmndi:") and record.properties["element"] in absent:
            edit.remove(record.key)


def _with_inputs(document: Document, edit: Edit, sides: Mapping[Side, Model]) -> None:
    """A data association names an input inside of the step that holds it: that of its own side, which stays too."""
    for flow in document.flows():
        ends = [value for name in ("sourceRef", "targetRef") if isinstance(value := flow.properties.get(name), tuple)]
        named = {local(str(ident)) for end in ends for ident in end}
        for side in sides.values() if named else ():
            here, there = document.get(flow.scope), side.get(flow.scope)
            if here is not None and there is not None and flow.key in side:
                known = {piece.get("id") for piece in here.content}
                new = [piece for piece in there.content if piece.get("id") in named - known]
                if new:
                    content = sorted((*here.content, *new), key=lambda piece: piece.order)
                    edit.put(replace(here, content=tuple(content)))


def _divided_alike(side: Model, document: Model, pool: Node) -> bool:
    def place(model: Model) -> list[object]:
        there = model.node(pool.key)
        held = [(phase.key, phase.bounds) for phase in phases_of(model, pool.key)]
        return [there and (there.bounds, there.properties.get("di:isHorizontal")), held]

    return place(side) == place(document)


def _tile(document: Document, edit: Edit, pool: Node, sides: Mapping[Side, Model]) -> None:
    """Let the phases of a pool divide it from end to end, each beginning where it did as far as it can."""
    phases = phases_of(document, pool.key)
    if not may_have_phases(document, pool):  # one side closed the pool that the other divided
        for phase in phases:
            edit.remove(phase.key)
        return
    if pool.bounds is None or any(_divided_alike(side, document, pool) for side in sides.values()):
        return
    lying = is_horizontal(pool)
    low, high = inside(document, pool)
    starts = [beginning(phase.bounds, not lying) for phase in phases if phase.bounds is not None]
    borders = tiling(low, high, starts[1:])
    for phase, first, last in zip(phases, borders, borders[1:], strict=False):
        properties = phase.properties.changed({"di:isHorizontal": "false" if lying else "true"})
        edit.put(replace(phase, bounds=column(pool.bounds, lying, first, last), properties=properties))


def _redocked(document: Document, edit: Edit, sides: Mapping[Side, Model]) -> None:
    """Let lines reach shapes that the other side moved."""
    for flow in document.flows():
        if not flow.points or flow.diagram is None:
            continue
        side = next((each for each in sides.values() if _has_path(each, flow)), None)
        ends = [(name, document.node(getattr(flow, name))) for name in ("source", "target")]
        if side is None or any(_as_on_a_side_drawn(each, flow, ends) for each in sides.values()):
            continue
        made = flow
        for name, node in ends:
            there = side.node(node.key) if node is not None else None
            if node is not None and (there is None or there.bounds != node.bounds):
                made = led_to(document, made, "source" if name == "source" else "target")
        if made is not flow:
            edit.put(made)


def _has_path(side: Model, flow: Flow) -> bool:
    there = side.flow(flow.key)
    return there is not None and there.points == flow.points


def _as_on_a_side_drawn(side: Model, flow: Flow, ends: list[tuple[str, Node | None]]) -> bool:
    def same(node: Node | None) -> bool:
        there = side.node(node.key) if node is not None else None
        return node is None or (there is not None and there.bounds == node.bounds)

    return _has_path(side, flow) and all(same(node) for _, node in ends)


def _sequence(model: Model, scope: str | None) -> list[str]:
    return [child.key for child in model.children(scope) if not isinstance(child, Diagram)]


def _reordered(document: Document, sides: Mapping[Side, Model]) -> list[str]:
    """The holders whose contents stand in an order that neither side had."""
    scopes = dict.fromkeys(record.scope for record in document if record.scope is not None)
    return [
        scope
        for scope in scopes
        if scope in document
        and not isinstance(document[scope], Diagram)
        and not any(_like(side, document, scope) for side in sides.values())
    ]


def _like(side: Model, document: Model, scope: str) -> bool:
    if scope not in side or _sequence(side, scope) != _sequence(document, scope):
        return False
    ours, theirs = document[scope].content, side[scope].content
    return [piece.order for piece in ours] == [piece.order for piece in theirs] and all(
        document[key].order == side[key].order for key in _sequence(document, scope)
    )


def _same_order(document: Model, sides: Mapping[Side, Model]) -> bool:
    orders = [(diagram.key, diagram.order) for diagram in document.diagrams()]
    return any(
        orders == [(diagram.key, diagram.order) for diagram in side.diagrams()]
        and len(side.items("bpmn:definitions")) == len(document.items("bpmn:definitions"))
        and all(_like(side, document, root.key) for root in document.items("bpmn:definitions"))
        for side in sides.values()
    )
