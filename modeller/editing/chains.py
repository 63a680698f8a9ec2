"""Value chains made of a plan, and kept in step with it: what a hand has moved stays where it was put."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from modeller.editing.follow import follow
from modeller.editing.free import free, obstacles, rightward
from modeller.editing.identity import new_key, top
from modeller.editing.removal import take_out
from modeller.editing.routes import routed
from modeller.editing.schema_order import order_in
from modeller.editing.step import step
from modeller.language import message
from modeller.layout.chains import Arranged, Line, Place, Plan, arrange
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Properties, Value
from modeller.notation.attributes import with_attribute
from modeller.notation.bpmn.links import Link, with_link
from modeller.notation.bpmn.routes import ROUTED

ROOT: Final = "chain:valueChain"
SOURCE: Final = "chain:source"
"""The property that says which folder or model of a library an element was made for; frames say which frame."""
STYLE: Final = "chain:style"
"""The property by which a chain that was made of a library says in which style."""
LIBRARY: Final = "chain:library"
HOME: Final = "chain:home"
"""The property that says what a part belonged to in the library when the chain was brought in step."""
TAKEN: Final = "chain:taken"
"""The property that names the attributes which came with the source: what a hand has said is not among them."""


def empty() -> Document:
    """A value chain with nothing in it, on one diagram."""
    model = Document()
    root, diagram = new_key(model, ROOT), new_key(model, "Diagram")
    return Document(
        [
            Item(root, ROOT, properties=Properties({"id": root})),
            Diagram(diagram, root, 1, properties=Properties({"id": diagram})),
        ]
    )


def is_chain(model: Model) -> bool:
    """Whether a model is a value chain."""
    return root_of(model) is not None


def root_of(model: Model) -> Item | None:
    """What holds a value chain."""
    return next(iter(model.items(ROOT)), None)


def made_of(plan: Plan) -> Document:
    """A new value chain as a plan asks for it; its undo history is empty."""
    document = empty()
    keep_in_step(document, plan)
    return Document(document)


def keep_in_step(document: Document, plan: Plan) -> bool:
    """Bring a value chain in step with a plan, in one step; whether anything changed.

    What was made for a source before keeps its place, its colours and its lines to others; its name, its link and
    what the plan says of it are taken over. New sources are put where the plan has them, beside what stands there;
    what has no source in the plan any more goes. Whatever a hand has added stays.
    """
    root, diagram = root_of(document), next(iter(document.diagrams()), None)
    if root is None or diagram is None:
        return False
    before = document.revision
    with step(document, message("chains.keep")) as edit:
        said: dict[str, Value] = {STYLE: plan.style, LIBRARY: plan.library} if plan.library else {}
        held = replace(root, text=plan.name, properties=root.properties.changed(said))
        if held != root:
            edit.put(held)
        _Keeper(document, edit, root.key, diagram.key, plan).run(arrange(plan))
    return document.revision != before


class _Keeper:
    """One run of `keep_in_step`."""

    def __init__(self, document: Document, edit: Edit, root: str, diagram: str, plan: Plan) -> None:
        self._document, self._edit, self._root, self._diagram, self._plan = document, edit, root, diagram, plan
        self._known = {source: node.key for node in document.nodes() if (source := node.properties.text(SOURCE))}
        self._keys: dict[int, str] = {}
        self._sources: dict[int, str] = {}
        self._homes: dict[int, str] = {}
        self._fresh = not self._known

    def run(self, arranged: Arranged) -> None:
        sources = list(_sources(arranged.places))
        wanted = set(sources)
        gone = [key for source, key in self._known.items() if source not in wanted]
        moved_out = [
            child.key for key in gone for child in self._document.children(key)
            if isinstance(child, Node) and child.key not in gone
        ]  # fmt: skip
        for key in moved_out:  # what a hand has put into a frame stays when the frame goes
            node = self._document.node(key)
            if node is not None:
                self._edit.put(replace(node, scope=self._root))
        take_out(self._document, self._edit, [key for key in gone if key in self._document])
        self._sources = {id(place): source for source, place in zip(sources, arranged.places, strict=True)}
        self._homes = {id(place): self._sources[id(place.within)] for place in arranged.places if place.within}
        self._homes |= {id(line.target): self._sources[id(line.source)] for line in arranged.lines if _is_part(line)}
        for place in arranged.places:
            self._keys[id(place)] = self._put(place, self._sources[id(place)])
        self._cut({(line.type, self._keys[id(line.source)], self._keys[id(line.target)]) for line in arranged.lines})
        for line in arranged.lines:
            self._join(line)

    def _put(self, place: Place, source: str) -> str:
        key = self._known.get(source)
        node = self._document.node(key)
        if node is None:
            return self._make(place, source)
        now = self._said(node, place)
        if now.properties.get(HOME) != self._homes.get(id(place)):  # the library has put it elsewhere
            now = self._at_home(replace(now, type=place.type), place)
        if now != node:
            self._edit.put(now)
            follow(self._document, self._edit, [node.key])
        return node.key

    def _at_home(self, node: Node, place: Place) -> Node:
        """The node where the plan has it; it remembers where that is."""
        scope = self._keys.get(id(place.within), self._root)
        home = self._homes.get(id(place))
        properties = node.properties.changed({HOME: home}) if home else node.properties.without(HOME)
        holder = self._document.node(scope)
        bounds = place.bounds
        if not self._fresh:
            bounds = self._room(bounds, holder, place, node.key)
        if holder is not None and holder.bounds is not None and not holder.bounds.covers(bounds):
            self._edit.put(replace(holder, bounds=holder.bounds.united(bounds.grown(10))))
        order = node.order if node.scope == scope else order_in(self._document, scope, node.type)
        return replace(node, scope=scope, order=order, bounds=bounds, properties=properties)

    def _cut(self, wanted: Collection[tuple[str, str, str]]) -> None:
        """Take away what was drawn for an earlier plan and no hand has led elsewhere."""
        old = [
            flow.key for flow in self._document.flows()
            if flow.properties.get(SOURCE) == _ends(flow) and (flow.type, flow.source, flow.target) not in wanted
        ]  # fmt: skip
        take_out(self._document, self._edit, old)

    def _make(self, place: Place, source: str) -> str:
        key = new_key(self._document, place.type)
        properties = Properties({"id": key, "di:id": f"{key}_di", "di:order": top(self._document, self._diagram)})
        if self._plan.library:
            properties = properties.changed({SOURCE: source})
        node = Node(key, place.type, None, 0.0, place.name, self._diagram, place.bounds, properties=properties)
        node = self._at_home(self._said(node, place), place)
        if not self._plan.library:
            node = replace(node, properties=node.properties.without(HOME))
        self._edit.put(node)
        return key

    def _room(self, bounds: Bounds, holder: Node | None, place: Place, own: str) -> Bounds:
        """A place for what is new, near to where the plan has it, on nothing that stands there."""
        taken = [
            box for box in obstacles(self._document, self._diagram, bounds, (own,))
            if holder is None or box != holder.bounds
        ]  # fmt: skip
        taken = [box for box in taken if not box.covers(bounds.grown(4)) or place.type.endswith("Band")]
        return free(taken, bounds, rightward())

    def _said(self, node: Node, place: Place) -> Node:
        part = place.part
        if part is None:
            return node
        if node.text != part.name:
            node = replace(node, text=part.name)
        taken = node.properties.get(TAKEN, ())
        for name in taken if isinstance(taken, tuple) else ():
            if str(name) not in part.said:  # nobody says it any more
                node = with_attribute(node, str(name), "")
        for name, value in part.said.items():
            node = with_attribute(node, name, value)
        if part.said:
            node = replace(node, properties=node.properties.changed({TAKEN: tuple(sorted(part.said))}))
        else:
            node = replace(node, properties=node.properties.without(TAKEN))
        return with_link(node, Link(self._plan.library, part.model)) if part.model else node

    def _join(self, line: Line) -> None:
        source, target = self._keys[id(line.source)], self._keys[id(line.target)]
        document = self._document
        if any(flow.target == target and flow.type == line.type for flow in document.outgoing(source)):
            return
        if _is_part(line) and any(flow.type == line.type for flow in document.incoming(target)):
            return  # a hand has hung it up elsewhere
        key = new_key(document, line.type)
        properties = Properties(
            {"id": key, "di:id": f"{key}_di", "di:order": top(document, self._diagram), ROUTED: True}
        )
        source_node = document.node(source)
        scope = source_node.scope if source_node is not None else self._root
        order = order_in(document, scope, line.type)
        flow = Flow(key, line.type, scope, order, "", self._diagram, source, target, properties=properties)
        if self._plan.library:
            flow = replace(flow, properties=properties.changed({SOURCE: _ends(flow)}))
        self._edit.put(flow)
        self._edit.put(replace(flow, points=routed(document, flow)))


def _is_part(line: Line) -> bool:
    return line.type == "chain:superior"


def _ends(flow: Flow) -> str:
    """What a line that was drawn for a plan is known by, as long as no hand has led it elsewhere."""
    return f"{flow.source} {flow.target}"


def _sources(places: Iterable[Place]) -> Iterator[str]:
    """What each place is known by from one plan to the next: its source; frames, and parts without, by their turn."""
    seen: Counter[str] = Counter()
    for place in places:
        if place.part is not None and place.part.source:
            yield place.part.source
        else:
            seen[place.type] += 1
            yield f"{place.type} {seen[place.type]}"
