"""From records back to a BPMN 2.0 file. Knows the model only, never the file it came from."""

from collections.abc import Iterator
from typing import TypeAlias, TypeVar, cast

from modeller.interchange.bpmn import names
from modeller.interchange.bpmn.attributes import with_attributes
from modeller.interchange.bpmn.diagram_writer import write_diagram
from modeller.interchange.bpmn.field_definitions import with_holder
from modeller.interchange.bpmn.kept import BESIDE, beside, file_id, pairs, reference
from modeller.interchange.bpmn.markup import Markup
from modeller.interchange.bpmn.phases import with_phases
from modeller.interchange.bpmn.references import local
from modeller.model.reading import Model
from modeller.model.records import COMMENT, Diagram, Flow, Fragment, Item, Node, Properties, Record
from modeller.notation.attributes import PREFIX
from modeller.notation.bpmn.phases import TYPE as PHASE

_ROOT = names.model("definitions")
_INCOMING, _OUTGOING = names.model("incoming"), names.model("outgoing")
_MEMBER = names.model("flowNodeRef")
_TEXT = names.model("text")
_ATTRIBUTE_ENDS = {"bpmn:sequenceFlow", "bpmn:messageFlow", "bpmn:association", "bpmn:conversationLink"}


R = TypeVar("R", Node, Flow)
Child: TypeAlias = Fragment | Diagram | Node | Flow | Item


def write(model: Model) -> bytes:
    """The model as a BPMN 2.0 file in UTF-8, indented, with all that its file held and all that changed since."""
    return _Writer(model).write()


class _Writer:
    def __init__(self, model: Model) -> None:
        self.model = model
        roots = [item for item in model.children(None) if isinstance(item, Item)]
        root = roots[0] if roots else Item("definitions", "bpmn:definitions")
        self.changed = with_holder(model, root)
        self.root = cast(Item, self.changed.get(root.key, root))
        self.tails = any("#tail" in record.properties for record in model)
        """Whether text stands after any element, where BPMN has none: no line may be broken beside it."""
        self.out = Markup(pairs(self.root.properties, "#namespaces"))

    def write(self) -> bytes:
        root, out = self.root, self.out
        before = beside(root, "before")
        for piece in before:
            out.fragment(piece)
        place = len(out.parts)
        out.depth += 1
        tag = out.tag(_ROOT)
        mixed = self._mixed(root)
        out.depth -= 1
        out.parts.append(f"</{tag}>" if mixed else f"\n</{tag}>")
        for piece in beside(root, "after"):
            out.fragment(piece)
        attributes = self._attributes(root)
        declared = (*pairs(root.properties, "#namespaces"), *out.added)
        start = Markup(declared)
        start.start(_ROOT, attributes, declared)
        out.parts.insert(place, start.parts[0])
        return ('<?xml version="1.0" encoding="UTF-8"?>' + "".join(out.parts) + "\n").encode("utf-8")

    # -- elements ------------------------------------------------------------------------------------------------

    def _record(self, record: Node | Flow | Item) -> None:
        properties = record.properties
        tag = names.model(record.type.partition(":")[2])
        spaces = pairs(properties, "#namespaces")
        out = self.out
        if spaces:
            out.enter(spaces)
        position = len(out.parts)
        out.depth += 1
        mixed = self._mixed(record)
        out.depth -= 1
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

    def _mixed(self, record: Node | Flow | Item) -> bool:
        """What stands in an element, its stray text included; whether there is any such text."""
        text = record.properties.text("#text")
        mixed = bool(text) or any(name.startswith("#tail ") for name in record.properties)
        mixed = mixed or (self.tails and any("#tail" in child.properties for child in self.model.children(record.key)))
        mixed = mixed or (self.tails and record is self.root) or any(piece.tail for piece in record.content)
        if not mixed:
            self._inside(record)
            return False
        self.out.hold_lines()
        self.out.text(text)
        self._inside(record)
        self.out.release_lines()
        return True

    def _attributes(self, record: Node | Flow | Item) -> list[tuple[str, str]]:
        properties = record.properties
        found = []
        ends: tuple[str, ...] = ()
        if isinstance(record, Node):
            ends = ("attachedToRef",)
        elif isinstance(record, Flow) and record.type in _ATTRIBUTE_ENDS:
            ends = ("sourceRef", "targetRef")
        ident = properties.get("id")
        if isinstance(ident, str):
            found.append(("id", ident))
        elif self._is_named(record):
            found.append(("id", record.key))
        if isinstance(record, Node) and record.type == "bpmn:textAnnotation":
            if "name" in properties:
                found.append(("name", properties.text("name")))
        elif record.text or "name" in properties:
            found.append(("name", record.text))
        for name, value in properties.items():
            if name.startswith(("di:", "#", PREFIX)) or name in ("id", "name") or name in ends:
                continue
            if isinstance(value, str):
                found.append((name, value))
        if isinstance(record, Flow):
            if record.type in _ATTRIBUTE_ENDS:
                self._end(found, "sourceRef", properties, record.source)
                self._end(found, "targetRef", properties, record.target)
        elif isinstance(record, Node):
            self._end(found, "attachedToRef", properties, record.host)
        return found

    def _is_named(self, record: Node | Flow | Item) -> bool:
        """Whether another element names this one: what a file brought without an id is named by none."""
        key, model = record.key, self.model
        if isinstance(record, Node | Flow) and record.diagram is not None:
            return True
        flows = model.incoming(key) + model.outgoing(key)
        return bool(model.attached(key)) or any(flow.type in _ATTRIBUTE_ENDS for flow in flows)

    def _end(self, found: list[tuple[str, str]], name: str, properties: Properties, key: str | None) -> None:
        value = reference(self.model, key, properties.get(name))
        if value is not None:
            found.append((name, value))

    def _inside(self, record: Node | Flow | Item) -> None:
        """What stands in an element: content and records held, by their order; references come after its head."""
        out = self.out
        children = self._children(record)
        references = list(self._references(record))
        if references:
            head = _head(children)
            for piece in children[:head]:
                out.fragment(cast(Fragment, piece))
            tails = [record.properties.text(name) for name in record.properties if name.startswith("#tail ")]
            for index, (tag, text) in enumerate(references):
                out.simple(tag, text)
                if index < len(tails):
                    out.text(tails[index])
            children = children[head:]
        for child in children:
            if isinstance(child, Fragment):
                out.fragment(child)
            elif isinstance(child, Diagram):
                write_diagram(self.model, child, out)
            else:
                self._record(child)

    def _children(self, record: Node | Flow | Item) -> list[Child]:
        content = with_attributes(with_phases(self.model, record)).content
        children: list[Child] = [piece for piece in content if piece.tag not in BESIDE]
        held = cast(list[Child], self.model.children(record.key))
        children += [child for child in held if not (isinstance(child, Node) and child.type == PHASE)]
        if record is self.root:
            children = [self._as_written(child) for child in children]
            children += [diagram for diagram in self.model.diagrams() if not diagram.properties.get("placed")]
        if len(children) > 1:
            children.sort(key=lambda child: child.order)
        return children

    def _as_written(self, child: Child) -> Child:
        return self.changed.get(child.key, child) if isinstance(child, Item | Node) else child

    def _references(self, record: Node | Flow | Item) -> Iterator[tuple[str, str]]:
        """The elements with a text that a record's ends, members and flows make: tags and texts."""
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
        yield from self._listed(_INCOMING, "incoming", properties, self.model.incoming(record.key))
        yield from self._listed(_OUTGOING, "outgoing", properties, self.model.outgoing(record.key))

    def _listed(self, tag: str, name: str, properties: Properties, flows: list[Flow]) -> Iterator[tuple[str, str]]:
        hidden = properties.get(f"#unlisted {name}", ())
        for flow in self._in_file_order(flows):
            if flow.type in names.LISTED_FLOWS and flow.key not in cast(tuple[str, ...], hidden):
                yield tag, flow.properties.text("id", flow.key)
        for raw in cast(tuple[str, ...], properties.get(f"#extra {name}", ())):
            yield tag, raw

    def _in_file_order(self, records: list[R]) -> list[R]:
        """Records by where they stand in the file; their own `order` counts within one holder only."""
        if len({record.scope for record in records}) < 2:
            return records
        return sorted(records, key=self._place)

    def _place(self, record: Record) -> list[tuple[float, str]]:
        held = [record, *self.model.ancestors(record.key)]
        return [(each.order, each.key) for each in reversed(held)]

    def _members(self, lane: Node) -> Iterator[tuple[str, str]]:
        hidden = cast(tuple[str, ...], lane.properties.get("#unlisted members", ()))
        for node in self._in_file_order(self.model.members(lane.key)):
            if node.key not in hidden:
                yield _MEMBER, node.properties.text("id", node.key)
        for raw in cast(tuple[str, ...], lane.properties.get("#extra members", ())):
            yield _MEMBER, raw

    def _data_ends(self, flow: Flow) -> Iterator[tuple[str, str]]:
        for name, end in (("sourceRef", flow.source), ("targetRef", flow.target)):
            tag = names.model(name)
            listed = cast(tuple[str, ...], flow.properties.get(name, ()))
            inner = (name == "targetRef") is (flow.type == "bpmn:dataInputAssociation")
            if inner or end is None or any(local(raw) == file_id(self.model, end) for raw in listed):
                for raw in listed:
                    yield tag, raw
            else:
                yield tag, file_id(self.model, end)


def _head(children: list[Child]) -> int:
    """How many children come before the references, comments among them included."""
    head = 0
    for place, child in enumerate(children):
        if not isinstance(child, Fragment):
            break
        if child.name in names.HEAD:
            head = place + 1
        elif child.tag != COMMENT:
            break
    return head
