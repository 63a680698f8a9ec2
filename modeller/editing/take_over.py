"""One value, one element or all of another model taken over into a document, as one step that can be undone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from modeller.editing.carried import below
from modeller.editing.connect import join_again
from modeller.editing.delete import delete
from modeller.editing.drawing_of import own_of
from modeller.editing.follow import follow, led_to
from modeller.editing.identity import top
from modeller.editing.merge_whole import holds, involved
from modeller.editing.references import forget, rename_id
from modeller.editing.refused import Refused
from modeller.editing.rehouse import at, put_into
from modeller.editing.removal import take_out
from modeller.editing.schema_order import order_in
from modeller.editing.standing import diagrams_last
from modeller.editing.step import step
from modeller.language import message
from modeller.model.aspects import attributes, sort_of, with_attribute
from modeller.model.compare import Difference, ids_kept
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Fragment, Item, Node, Record
from modeller.model.references import local, map_ids
from modeller.model.translated import Translation, named_keys
from modeller.notation.bpmn.phases import TYPE as PHASE
from modeller.notation.bpmn.phases import may_have_phases

_PLACE: Final = ("scope", "host", "lanes", "diagram", "bounds", "label_bounds")
_PATH: Final = ("source", "target", "scope", "diagram", "points", "label_bounds")
_TOGETHER: Final = {"scope": _PLACE, "host": _PLACE, "lanes": _PLACE, "source": _PATH, "target": _PATH}
"""What one value makes no sense without."""
_FIELDS: Final = frozenset({*_PLACE, *_PATH})
_WHOLE: Final = frozenset({"bpmn:participant", "bpmn:lane"})
"""What the verb that deletes takes out, since more than itself goes."""


def take_over(
    document: Document, other: Model, pairs: Mapping[str, str], difference: Difference, attribute: str = ""
) -> None:
    """Let one element of the document be as it is in `other`, or only one of its attributes.

    `pairs` are the keys of elements of `other` with their keys in the document, `difference` is one of
    ``compare(other, document)``: what is removed there comes back, what is added goes. What belongs together comes
    together: a flow's end with its path, a new element with what it stands in and with the flows that find both of
    their ends. Raises Refused where the value does not go with what stands around.
    """
    with step(document, message("editing.take_over")) as edit:
        taking = _Taking(document, edit, other, pairs)
        if difference.new is None and difference.old is not None:
            taking.bring([difference.old])
        elif difference.old is None and difference.new is not None:
            _take_away(document, edit, difference.new)
        elif difference.old is not None and difference.new is not None:
            names = [attribute] if attribute else [change.attribute for change in difference.changes]
            taking.change(difference.old, difference.new, names)


def take_over_all(document: Document, other: Model, pairs: Mapping[str, str]) -> None:
    """Let the document say what `other` says, under the keys and ids that it has."""
    with step(document, message("editing.take_over_all"), as_given=True) as edit:
        translate = Translation(other, document, pairs, own_ids=ids_kept(other, document, pairs))
        wanted = {record.key: record for record in translate.all()}
        for record in list(document):
            if record.key not in wanted:
                edit.remove(record.key)
        for key, record in wanted.items():
            if document.get(key) != record:
                edit.put(record)


def _take_away(document: Document, edit: Edit, key: str) -> None:
    record = document.get(key)
    if isinstance(record, Node) and record.type in _WHOLE:
        delete(document, [key])
    elif record is not None:
        own_of(document, edit, key)
        take_out(document, edit, [key])


class _Taking:
    def __init__(self, document: Document, edit: Edit, other: Model, pairs: Mapping[str, str]) -> None:
        self.document = document
        self.edit = edit
        self.other = other
        self.known = {key: there for key, there in pairs.items() if there in document and key in other}
        self.translate = Translation(other, document, self.known)

    # -- what only the other model has ---------------------------------------------------------------------------

    def bring(self, keys: Collection[str]) -> None:
        """Elements with what is in them and on them, with what they cannot be without, and the flows that fit."""
        wanted = self._with_all(keys)
        for key in list(wanted):
            for flow in (*self.other.outgoing(key), *self.other.incoming(key)):
                if self._there(flow.source, wanted) and self._there(flow.target, wanted):
                    wanted |= self._with_all([flow.key])
        fresh = [record for record in self.other if record.key in wanted]
        outer = {record.key for record in fresh if record.scope not in wanted}
        for record in fresh:
            self._add(record, record.key in outer, wanted)
            self._bring_pieces(record)
        diagrams_last(self.document, self.edit)
        self._forget()
        new = [self.translate.keys[record.key] for record in fresh if isinstance(record, Node | Flow)]
        own_of(self.document, self.edit, *new)
        for key in new:
            self._reach(key)
        self._check(new)

    def _there(self, key: str | None, wanted: Mapping[str, None]) -> bool:
        return key is not None and (key in self.known or key in wanted)

    def _with_all(self, keys: Collection[str]) -> dict[str, None]:
        found: dict[str, None] = {}
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            record = self.other.get(key)
            if record is None or key in self.known or key in found:
                continue
            found[key] = None
            waiting += [name for field, name in named_keys(record) if field != "lanes"]
            waiting += [diagram] if isinstance(record, Node | Flow) and (diagram := record.diagram) else []
            if isinstance(record, Node) or key in keys:
                waiting += [child.key for child in below(self.other, key)]
                waiting += [event.key for event in self.other.attached(key)]
                waiting += [plane.key for plane in self.other.planes(key)]
            waiting += self._named(record)
        return found

    def _named(self, record: Record) -> Iterator[str]:
        """The messages, errors, data objects, processes … that a record names by their ids, all of a process."""
        idents: list[str] = []
        map_ids(record, lambda ident: idents.append(local(ident)) or ident)  # type: ignore[func-returns-value]
        for ident in idents:
            for found in self.other.by_id(ident):
                if isinstance(found, Item) or (isinstance(found, Node) and found.type.startswith("bpmn:data")):
                    yield found.key
                    if found.type == "bpmn:process":
                        yield from (child.key for child in below(self.other, found.key))

    def _add(self, record: Record, outer: bool, wanted: Collection[str]) -> None:
        made = self.translate(record)
        if outer and not isinstance(made, Diagram):
            made = replace(made, order=order_in(self.document, made.scope, made.type))
        if isinstance(made, Node | Flow) and made.diagram is not None:
            depth = top(self.document, made.diagram)
            made = replace(made, properties=made.properties.changed({"di:order": depth}))
        if isinstance(made, Node):
            there = {*self.document.records, *(self.translate.keys[key] for key in wanted)}
            made = replace(made, lanes=tuple(lane for lane in made.lanes if lane in there))
        self.edit.put(made)

    def _bring_pieces(self, record: Record) -> None:
        """What a record names inside of its holder's element and the holder has not here: the input of a step."""
        scope = record.scope
        holder, here = self.other.get(scope), self.document.get(self.known.get(scope or ""))
        if holder is None or here is None:
            return
        idents: set[str] = set()
        map_ids(record, lambda ident: idents.add(local(ident)) or ident)  # type: ignore[func-returns-value]
        there = {piece.get("id") for piece in here.content}
        new = [piece for piece in holder.content if piece.get("id") in idents - there]
        if new:
            self.edit.put(replace(here, content=tuple(sorted((*here.content, *new), key=lambda piece: piece.order))))

    # -- what both have ------------------------------------------------------------------------------------------

    def change(self, key: str, here: str, names: Collection[str]) -> None:
        """Values of one element, each with what it makes no sense without."""
        record, theirs = self.document.get(here), self.other.get(key)
        if record is None or theirs is None:
            raise Refused(message("editing.refused.gone"))
        wanted = dict.fromkeys(name for each in names for name in (each, *_TOGETHER.get(each, ())))
        if "type" in wanted:
            wanted |= dict.fromkeys(
                name for name in {**attributes(record), **attributes(theirs)} if sort_of(name) == "meaning"
            )
        needed = [name for field, name in named_keys(theirs) if field in wanted and name not in self.known]
        needed += [name for name in self._named(theirs) if name not in self.known]
        if needed:
            self.bring(needed)
            record = self.document[here]
        own_of(self.document, self.edit, here)
        held = {each for each in involved(self.document, here) if holds(self.document, each)}
        source = self.translate(theirs)
        moved = self._put_into(record, source.scope) if "scope" in wanted else [here]
        made = self.document[here]
        for name in wanted:
            if name == "id" or (name in _FIELDS and not hasattr(record, name)):
                continue
            if not (name in ("bounds", "points", "label_bounds") and getattr(source, "diagram", None) is None):
                made = with_attribute(made, source, name)
        made = replace(made, content=self._with_named(here, record.content, made.content))
        self.edit.put(made)
        ident = theirs.properties.text("id")
        if "id" in wanted and ident and not self.document.by_id(ident):
            self.edit.put(replace(made, properties=made.properties.changed({"id": ident})))
            rename_id(self.document, self.edit, made.properties.text("id", here), ident)
        self._forget()
        self._settle(here, wanted, moved)
        self._check([key for key in (*held, *moved) if key in self.document])

    def _with_named(self, key: str, had: tuple[Fragment, ...], content: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
        """The pieces of an element with those that the data associations which it holds here name: its inputs."""
        idents: set[str] = set()
        for flow in at(self.document, [key]):
            if flow.scope == key:
                map_ids(flow, lambda ident: idents.add(local(ident)) or ident)  # type: ignore[func-returns-value]
        there = {piece.get("id") for piece in content}
        kept = [piece for piece in had if piece.get("id") in idents - there]
        return tuple(sorted((*content, *kept), key=lambda piece: piece.order)) if kept else content

    def _put_into(self, record: Record, scope: str | None) -> list[str]:
        """Let an element belong where it does in the other model, and what is attached to it with it; their keys."""
        if not isinstance(record, Node) or record.scope == scope:
            return [record.key]
        if any(holder.key == record.key for holder in self._holders(scope)):
            raise Refused(message("editing.refused.taken_alone"))  # it would stand in itself
        return put_into(self.document, self.edit, record.key, scope)

    def _holders(self, scope: str | None) -> Iterator[Record]:
        holder = self.document.get(scope)
        if holder is not None:
            yield holder
            yield from self.document.ancestors(holder.key)

    def _settle(self, key: str, names: Collection[str], moved: Collection[str]) -> None:
        if "lanes" in names:
            for event in self.document.attached(key):
                self.edit.put(replace(event, lanes=getattr(self.document[key], "lanes", ())))
        if not {"scope", "host", "type", "source", "target"}.isdisjoint(names):
            for flow in at(self.document, moved):
                if (present := self.document.flow(flow.key)) is not None and present.diagram is not None:
                    join_again(self.document, self.edit, present)
        if "bounds" in names:
            follow(self.document, self.edit, [key])
        self._reach(key)

    def _reach(self, key: str) -> None:
        """Let a line that was taken over reach shapes that stand elsewhere here."""
        flow = self.document.flow(key)
        if flow is None or flow.diagram is None or not flow.points:
            return
        there = {here: key for key, here in self.known.items()}
        made = flow
        for name in ("source", "target"):
            node = self.document.node(getattr(flow, name))
            theirs = self.other.node(there.get(node.key, node.key)) if node is not None else None
            if node is not None and (theirs is None or theirs.bounds != node.bounds):
                made = led_to(self.document, made, "source" if name == "source" else "target")
        if made is not flow:
            self.edit.put(made)

    def _forget(self) -> None:
        """What was taken over names nothing that is not here."""
        absent = {
            there: ident
            for key, there in self.translate.keys.items()
            if there not in self.document
            for ident in [self.other[key].properties.text("id", key)]
        }
        if absent:
            forget(self.document, self.edit, absent)

    def _check(self, keys: Collection[str]) -> None:
        if not all(holds(self.document, key) and self._may_stay(key) for key in keys):
            raise Refused(message("editing.refused.taken_alone"))

    def _may_stay(self, key: str) -> bool:
        """Whether the end of the step leaves an element where it is: a phase goes from a pool that is closed here."""
        record = self.document.node(key)
        pool = self.document.node(record.scope) if record is not None and record.type == PHASE else None
        return pool is None or may_have_phases(self.document, pool)
