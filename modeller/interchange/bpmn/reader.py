"""From the XML of a BPMN file to records: the elements below the root, each with all that stands in it."""

import re
from dataclasses import dataclass

from lxml import etree

from modeller.files.problem import Problem
from modeller.files.xml import parse
from modeller.interchange.bpmn import names
from modeller.interchange.bpmn.attributes import read_attributes
from modeller.interchange.bpmn.draft import Draft
from modeller.interchange.bpmn.field_definitions import read_definitions
from modeller.interchange.bpmn.fragments import attributes, declared, fragment, kept
from modeller.interchange.bpmn.phases import read_phases
from modeller.interchange.bpmn.references import References
from modeller.interchange.bpmn.shapes import ShapeReader
from modeller.language import message
from modeller.model.bulk import uncollected
from modeller.model.document import Document
from modeller.model.entries import Finding
from modeller.model.records import Fragment, Value

ROOT = "bpmn:definitions"

_KIND = (
    {names.model(name): ("node", "bpmn:" + name) for name in names.NODES}
    | {names.model(name): ("flow", "bpmn:" + name) for name in names.FLOWS}
    | {names.model(name): ("item", "bpmn:" + name) for name in names.ITEMS}
)
_CONTENT = frozenset(names.model(name) for name in names.CONTENT)
_CONTAINERS = frozenset("bpmn:" + name for name in names.CONTAINERS)
_MODEL = f"{{{names.MODEL}}}"
_INCOMING, _OUTGOING = names.model("incoming"), names.model("outgoing")
_FLOW_NODE_REF = names.model("flowNodeRef")
_TEXT = names.model("text")
_SOURCE_REF, _TARGET_REF = names.model("sourceRef"), names.model("targetRef")
_STRAY_TEXT = re.compile(rb">\s*[^<\s]")
_ROOT_CONTENT = frozenset(names.model(name) for name in ("documentation", "extensionElements"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: the model, and what there is to say about the file."""

    document: Document
    findings: tuple[Finding, ...]


def read(data: bytes, name: str = "") -> Reading:
    """Read a BPMN 2.0 file.

    Everything in it is kept; what is wrong with it is listed as findings and left as it is. `name` is the file's
    name, for messages. Raises Problem where the file cannot be opened at all: not well-formed XML, a DOCTYPE, over
    the limits, not BPMN 2.0.
    """
    with uncollected():
        return _read(data, name)


def _read(data: bytes, name: str) -> Reading:
    root = parse(data, name)
    if root.tag != names.model("definitions"):
        root_name = etree.QName(root)
        if root_name.localname == "definitions":
            raise Problem(message("bpmn.other_namespace", file=name, namespace=root_name.namespace or ""))
        raise Problem(message("bpmn.not_bpmn", file=name, root=root_name.localname))
    nested = data.count(b"xmlns") != len(root.nsmap) - ("xml" in root.nsmap)
    ours = names.PREFIXES["modeller"].encode() in data
    return _Reader(nested, _may_hold_stray_text(data), ours).read(root)


def _may_hold_stray_text(data: bytes) -> bool:
    """False where no text stands after the diagrams' beginning: none belongs there, and looking for it takes time."""
    start = data.find(b"BPMNDiagram")
    return b"<![CDATA[" in data or bool(_STRAY_TEXT.search(data, max(start, 0)))


class _Reader:
    """One pass over the tree; references are resolved when all ids are known."""

    def __init__(self, nested: bool, texts: bool, ours: bool) -> None:
        self.nested = nested
        self.texts = texts
        self.ours = ours
        """Whether the file names our namespace at all."""
        self.drafts: list[Draft] = []
        self.keys: set[str] = set()
        self.ids: dict[str, list[Draft]] = {}
        self.fragment_ids: set[str] = set()
        self.findings: list[Finding] = []

    def read(self, root: etree._Element) -> Reading:
        definitions = self._definitions(root)
        diagrams: list[tuple[etree._Element, int]] = []
        for order, child in enumerate(root):
            tag = child.tag
            if tag == names.DIAGRAM:
                diagrams.append((child, order))
            elif isinstance(tag, str) and tag.startswith(_MODEL) and tag not in _ROOT_CONTENT:
                kind, type = _KIND.get(tag, ("item", "bpmn:" + tag[len(_MODEL) :]))
                self._element(child, kind, type, definitions.key, order)
            else:
                definitions.add(self._fragment(child, order))
            if kept(child.tail) and tag != names.DIAGRAM:
                self._keep_tail(child, definitions, order)
        references = References(self.drafts, self.ids, self.fragment_ids, self.findings)
        references.resolve()
        shapes = ShapeReader(self.nested, self.texts, references, self.new_key, self.findings)
        for diagram, order in diagrams:
            shapes.read(diagram, order)
        references.settle_data_associations()
        shapes.list_undrawn(self.drafts)
        records = [draft.record() for draft in self.drafts]
        records += [draft.record() for draft in shapes.drafts]
        if self.ours:
            records = read_attributes(read_phases(read_definitions(records), self.findings))
        return Reading(Document(records), tuple(self.findings))

    def _definitions(self, root: etree._Element) -> Draft:
        properties: dict[str, Value] = dict(attributes(root))
        properties["#namespaces"] = declared(root)
        definitions = self._draft(root, "item", ROOT, None, 0, properties)
        before = [fragment(piece, 0, self.nested) for piece in root.itersiblings(preceding=True)]
        after = [fragment(piece, 0, self.nested) for piece in root.itersiblings()]
        if before:
            definitions.add(Fragment("before", children=tuple(reversed(before)), order=-2))
        if after:
            definitions.add(Fragment("after", children=tuple(after), order=-1))
        if kept(root.text):
            properties["#text"] = root.text or ""
        return definitions

    # -- keys and drafts -----------------------------------------------------------------------------------------

    def new_key(self, ident: str, type: str) -> str:
        """The id where it is the first of its name, else a name made from it; always the same for the same file."""
        key = ident
        if not key or key in self.keys:
            stem = ident or type.rpartition(":")[2]
            number = 2 if ident else 1
            while (key := f"{stem}~{number}") in self.keys:
                number += 1
        self.keys.add(key)
        return key

    def _draft(
        self,
        element: etree._Element,
        kind: str,
        type: str,
        scope: str | None,
        order: float,
        properties: dict[str, Value],
    ) -> Draft:
        ident = properties.get("id", "")
        assert isinstance(ident, str)
        text = properties.get("name")
        if text:
            del properties["name"]
        if ident and ident not in self.keys:
            self.keys.add(ident)
            key = ident
        else:
            key = self.new_key(ident, type)
        draft = Draft(kind, key, type, scope, order, str(text or ""), properties, ident)
        draft.line = element.sourceline  # type: ignore[assignment]
        self.drafts.append(draft)
        if ident:
            same = self.ids.get(ident)
            if same is None:
                self.ids[ident] = [draft]
            else:
                same.append(draft)
                self._say("bpmn.double_id", "warning", draft, id=ident)
        if self.nested and scope is not None:
            namespaces = declared(element)
            if namespaces:
                properties["#namespaces"] = namespaces
        return draft

    def _say(self, key: str, severity: str, draft: Draft, **arguments: object) -> None:
        self.findings.append(
            Finding(key, severity, message(key, **arguments), (draft.key,), draft.line)  # type: ignore[arg-type]
        )

    def _fragment(self, element: etree._Element, order: float) -> Fragment:
        return fragment(element, order, self.nested, self.fragment_ids)

    # -- elements ------------------------------------------------------------------------------------------------

    def _element(self, element: etree._Element, kind: str, type: str, scope: str, order: float) -> Draft:
        properties: dict[str, Value] = dict(attributes(element))
        draft = self._draft(element, kind, type, scope, order, properties)
        text = element.text
        if text and not text.isspace():
            properties["#text"] = text
        if len(element):
            self._children(element, draft)
        elif type == "bpmn:textAnnotation":
            self._annotation_text(element, draft)
        return draft

    def _children(self, element: etree._Element, draft: Draft) -> None:
        incoming: list[str] = []
        outgoing: list[str] = []
        container = draft.type in _CONTAINERS
        lists = draft.kind != "flow"
        key, kinds = draft.key, _KIND.get
        for order, child in enumerate(element):
            tag = child.tag
            found = kinds(tag)
            if found is not None:
                self._element(child, found[0], found[1], key, order)
            elif tag == _INCOMING and lists and not len(child) and not child.keys():
                incoming.append(child.text or "")
            elif tag == _OUTGOING and lists and not len(child) and not child.keys():
                outgoing.append(child.text or "")
            else:
                self._child(child, tag, draft, order, container)
            tail = child.tail
            if tail and not tail.isspace():
                self._keep_tail(child, draft, order)
        if incoming:
            draft.incoming = incoming
        if outgoing:
            draft.outgoing = outgoing
        if draft.type == "bpmn:textAnnotation":
            self._annotation_text(element, draft)

    def _child(self, child: etree._Element, tag: object, draft: Draft, order: float, container: bool) -> None:
        if tag == _FLOW_NODE_REF and draft.type == "bpmn:lane" and not child.attrib and not len(child):
            if draft.flow_node_refs is None:
                draft.flow_node_refs = []
            draft.flow_node_refs.append(child.text or "")
        elif (
            tag in (_SOURCE_REF, _TARGET_REF)
            and draft.type in names.DATA_ASSOCIATIONS
            and not child.attrib
            and not len(child)
        ):
            name = "sourceRef" if tag == _SOURCE_REF else "targetRef"
            listed = draft.properties.get(name, ())
            assert isinstance(listed, tuple)
            draft.properties[name] = (*listed, child.text or "")
        elif tag == _TEXT and draft.type == "bpmn:textAnnotation":
            pass  # `_annotation_text` reads it
        elif container and isinstance(tag, str) and tag.startswith(_MODEL) and tag not in _CONTENT and child.get("id"):
            unknown = self._element(child, "node", "bpmn:" + tag[len(_MODEL) :], draft.key, order)
            self._say("bpmn.unknown_element", "warning", unknown, name=tag[len(_MODEL) :])
        else:
            draft.add(self._fragment(child, order))

    def _keep_tail(self, child: etree._Element, draft: Draft, order: float) -> None:
        """Text after a child: a fragment holds its own, a record gets it as a property."""
        if draft.content and draft.content[-1].order == order:
            return
        later = next((d for d in reversed(self.drafts) if d.scope == draft.key and d.order == order), None)
        (later or draft).properties["#tail" if later else f"#tail {order}"] = child.tail or ""

    def _annotation_text(self, element: etree._Element, draft: Draft) -> None:
        """The text of an annotation; where its element holds more than text it stays a fragment beside it."""
        found = [(order, child) for order, child in enumerate(element) if child.tag == _TEXT]
        if draft.text:  # a name, which an annotation should not have
            draft.properties["name"] = draft.text
        if not found:
            draft.properties["#no text element"] = True
            return
        order, first = found[0]
        if not len(first) and not first.attrib:
            draft.text = first.text or ""
            found = found[1:]
        else:
            draft.text = "".join(str(part) for part in first.itertext())
            draft.properties["#no text element"] = True
        for order, child in found:
            draft.add(self._fragment(child, order))
