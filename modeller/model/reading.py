"""The read side of a model: its records in order, and the questions that everything asks of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

from modeller.model.bulk import uncollected
from modeller.model.own_fields import OwnField
from modeller.model.places import Places
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Record

Many: TypeAlias = dict[str, dict[str, None]]
"""Key sets that grow large: what a process holds. Adding and taking away cost the same at any size."""

Few: TypeAlias = dict[str, tuple[str, ...]]
"""Key sets that stay small, as most of thousands do: the flows at a node."""

T = TypeVar("T")

PIECE: Final = 250
"""After so many records a large step pauses."""
AT_ONCE: Final = 750
"""What touches, or looks at, no more records than this never pauses."""
ROOT = ""
"""Where the index keeps what no record holds."""


class Index:
    """Who stands in, on, at and behind whom. Kept up record by record; a question costs what its answer is long.

    `odd_ids` has the ids that are not their record's own key: most are.
    """

    __slots__ = (
        *("attached", "children", "drawn", "incoming", "items", "kinds"),
        *("members", "odd_ids", "orders", "outgoing", "planes", "sorted"),
    )

    def __init__(self) -> None:
        self.children: Many = {}
        self.drawn: Many = {}
        self.members: Many = {}
        self.kinds: Many = {}
        self.outgoing: Few = {}
        self.incoming: Few = {}
        self.attached: Few = {}
        self.planes: Few = {}
        self.items: Many = {}
        self.odd_ids: Few = {}
        self.orders: dict[str, dict[str, tuple[float, float]]] = {}
        """Of each scope that was asked for: the lowest and the highest order of what it holds, by type."""
        self.sorted: dict[str, tuple[str, ...]] = {}
        """Of each scope that was asked for: what it holds, in file order."""

    def fill(self, records: Iterable[Record]) -> None:
        """Add many at once: what `add` does for each, without calls in between, in a third of the time."""
        children, drawn, outgoing, incoming = self.children, self.drawn, self.outgoing, self.incoming
        for record in records:
            if type(record) is Flow and record.properties.get("id", record.key) == record.key:
                key, scope, diagram = record.key, record.scope or ROOT, record.diagram
                source, target = record.source, record.target
                if source is not None:
                    outgoing[source] = (*outgoing[source], key) if source in outgoing else (key,)
                if target is not None:
                    incoming[target] = (*incoming[target], key) if target in incoming else (key,)
            elif type(record) is Node and not record.host and record.properties.get("id", record.key) == record.key:
                key, scope, diagram = record.key, record.scope or ROOT, record.diagram
                for lane in record.lanes:
                    _hold(self.members, lane, key)
            else:
                self.add(record)
                continue
            if scope in children:
                children[scope][key] = None
            else:
                children[scope] = {key: None}
            if diagram is not None:
                if diagram in drawn:
                    drawn[diagram][key] = None
                else:
                    drawn[diagram] = {key: None}

    def add(self, record: Record) -> None:
        self._touch(record, _hold, _note)
        orders = self.orders.get(record.scope or ROOT) if self.orders else None
        if orders is not None and not isinstance(record, Diagram):
            low, high = orders.get(record.type, (record.order, record.order))
            orders[record.type] = min(low, record.order), max(high, record.order)

    def drop(self, record: Record) -> None:
        self._touch(record, _loose, _erase)
        orders = self.orders.get(record.scope or ROOT) if self.orders else None
        if orders is not None and not isinstance(record, Diagram) and record.order in orders[record.type]:
            del self.orders[record.scope or ROOT]  # who else is the first or last is looked for when somebody asks

    def _touch(
        self, record: Record, many: Callable[[Many, str | None, str], None], few: Callable[[Few, str | None, str], None]
    ) -> None:
        """Do the same in every table where the record stands."""
        key = record.key
        if self.sorted:
            self.sorted.pop(record.scope or ROOT, None)
        if isinstance(record, Flow):
            many(self.children, record.scope or ROOT, key)
            many(self.drawn, record.diagram, key)
            few(self.outgoing, record.source, key)
            few(self.incoming, record.target, key)
        elif isinstance(record, Node):
            many(self.children, record.scope or ROOT, key)
            many(self.drawn, record.diagram, key)
            few(self.attached, record.host, key)
            for lane in record.lanes:
                many(self.members, lane, key)
        elif isinstance(record, Diagram):
            few(self.planes, record.scope or ROOT, key)
        else:
            many(self.children, record.scope or ROOT, key)
            many(self.kinds, record.type, key)
            many(self.items, record.scope or ROOT, key)
        ident = record.properties.get("id", key)
        if ident != key:
            few(self.odd_ids, str(ident), key)


def indexed_alike(before: Record, after: Record) -> bool:
    """Whether two states of one record stand at the same places in the index."""
    if before.properties is not after.properties and before.properties.get("id") != after.properties.get("id"):
        return False
    if isinstance(before, Node) and isinstance(after, Node):
        same = before.diagram == after.diagram and before.host == after.host and before.lanes == after.lanes
        same = same and before.type == after.type
    elif isinstance(before, Flow) and isinstance(after, Flow):
        same = (before.diagram, before.source, before.target) == (after.diagram, after.source, after.target)
        same = same and before.type == after.type
    else:
        same = before.type == after.type if isinstance(before, Item) and isinstance(after, Item) else False
    return same and before.scope == after.scope and before.order == after.order


def _hold(table: Many, place: str | None, key: str) -> None:
    if place is not None:
        if place in table:
            table[place][key] = None
        else:
            table[place] = {key: None}


def _loose(table: Many, place: str | None, key: str) -> None:
    if place is not None and place in table:
        held = table[place]
        held.pop(key, None)
        if not held:
            del table[place]


def _note(table: Few, place: str | None, key: str) -> None:
    if place is not None:
        if place not in table:
            table[place] = (key,)
        elif key not in table[place]:
            table[place] += (key,)


def _erase(table: Few, place: str | None, key: str) -> None:
    if place is not None and place in table:
        rest = tuple(each for each in table[place] if each != key)
        if rest:
            table[place] = rest
        else:
            del table[place]


class Model:
    """The records of one model, to be looked at. A snapshot of a document is one; a document is one that changes.

    Records come in the order in which they first came into the model; what an undo brings back stands where it stood.
    """

    def __init__(self, records: Iterable[Record] = (), own_fields: Sequence[OwnField] = ()) -> None:
        given = list(records)
        self._records = {record.key: record for record in given}
        if len(self._records) != len(given):
            twice = Counter(record.key for record in given).most_common(1)[0][0]
            raise ValueError(f"two records with the key {twice!r}")
        self._index_: Index | None = None
        self._places_: Places | None = None
        self._astray: dict[str, Record | None] = {}
        """What `_places_` still has of records that have changed since."""
        self.derived: dict[object, object] = {}
        """What was worked out of these records and is asked for often; forgotten with every change."""
        brought = records.own_fields if isinstance(records, Model) else ()
        self.own_fields: tuple[OwnField, ...] = tuple(own_fields) or brought
        """What the library asks that the model was opened from. No record: it is no change where these are others."""

    @property
    def records(self) -> Mapping[str, Record]:
        """All records by key, to be read only."""
        return MappingProxyType(self._records)

    def in_pieces(self, them: Iterable[T], stoppable: bool = False, piece: int = PIECE) -> Iterator[T]:
        """The same, with a pause after each piece where it is very much."""
        for place, each in enumerate(them, 1):
            if place % piece == 0 and place >= AT_ONCE:
                self.pause(stoppable)
            yield each

    def pause(self, stoppable: bool = False) -> None:
        """Let others have a turn; `stoppable` where an exception takes all back. A snapshot has none to wait for it."""

    def __contains__(self, key: object) -> bool:
        return key in self._records

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, key: str) -> Record:
        return self._records[key]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._ordered())

    def _ordered(self) -> Sequence[Record]:
        return list(self._records.values())

    def get(self, key: str | None) -> Record | None:
        return self._records.get(key) if key is not None else None

    def node(self, key: str | None) -> Node | None:
        """The node of that key; None where there is none or it is something else."""
        record = self._records.get(key) if key is not None else None
        return record if isinstance(record, Node) else None

    def flow(self, key: str | None) -> Flow | None:
        """The flow of that key; None where there is none or it is something else."""
        record = self._records.get(key) if key is not None else None
        return record if isinstance(record, Flow) else None

    def nodes(self) -> list[Node]:
        return [record for record in self if isinstance(record, Node)]

    def flows(self) -> list[Flow]:
        return [record for record in self if isinstance(record, Flow)]

    def items(self, kind: str | None = None) -> list[Item]:
        """The items, or those of one type."""
        if kind is not None:
            keys = self._index.kinds.get(kind, {})
            if len(keys) < 2:
                return [self._records[key] for key in keys]  # type: ignore[misc]
        return [record for record in self if isinstance(record, Item) and (kind is None or record.type == kind)]

    def diagrams(self) -> list[Diagram]:
        """The diagrams in the order of their `order`."""
        found = [record for record in self if isinstance(record, Diagram)]
        return sorted(found, key=lambda diagram: diagram.order)

    @property
    def _index(self) -> Index:
        if self._index_ is None:
            index = Index()
            with uncollected():
                index.fill(self._ordered())
            self._index_ = index
        return self._index_

    def _found(self, keys: Iterable[str]) -> list[Record]:
        found = [self._records[key] for key in keys]
        if len(found) > 1:
            found.sort(key=lambda record: (record.order, record.key))
        return found

    def children(self, scope: str | None) -> list[Record]:
        """The records that `scope` holds, in file order."""
        index, records = self._index, self._records
        known = index.sorted.get(scope or ROOT)
        if known is None:
            found = self._found(index.children.get(scope or ROOT, ()))
            index.sorted[scope or ROOT] = tuple([record.key for record in found])
            return found
        return [records[key] for key in known]

    def items_in(self, scope: str | None) -> list[Item]:
        """The items that `scope` holds, in file order; costs nothing for what else it holds."""
        return self._found(self._index.items.get(scope or ROOT, ()))  # type: ignore[return-value]

    def held(self, scope: str | None) -> Iterator[Record]:
        """The records that `scope` holds, in no particular order: quicker than `children`."""
        return (self._records[key] for key in self._index.children.get(scope or ROOT, ()))

    def holds(self, scope: str) -> bool:
        """Whether `scope` holds any record."""
        return scope in self._index.children

    def orders(self, scope: str | None) -> Mapping[str, tuple[float, float]]:
        """The lowest and the highest order of what `scope` holds, by type; costs nothing when asked again."""
        known = self._index.orders
        found = known.get(scope or ROOT)
        if found is None:
            found = known[scope or ROOT] = {}
            for record in self.held(scope):
                if not isinstance(record, Diagram):
                    low, high = found.get(record.type, (record.order, record.order))
                    found[record.type] = min(low, record.order), max(high, record.order)
        return found

    def planes(self, scope: str | None) -> list[Diagram]:
        """The diagrams that show what `scope` holds: none, one, or (in some files) several."""
        return self._found(self._index.planes.get(scope or ROOT, ()))  # type: ignore[return-value]

    def drawn(self, diagram: str) -> list[Node | Flow]:
        """What is drawn on a diagram, in the order of ``di:order``: the later lies on top."""
        found = [self._records[key] for key in self._index.drawn.get(diagram, ())]
        found.sort(key=_depth)
        return found  # type: ignore[return-value]

    def on(self, diagram: str) -> Iterator[Node | Flow]:
        """What is drawn on a diagram, in no particular order: quicker than `drawn`."""
        return (self._records[key] for key in self._index.drawn.get(diagram, ()))  # type: ignore[misc]

    def near(self, diagram: str, *boxes: Bounds) -> list[Node | Flow]:
        """What may touch rectangles on a diagram (and a little that does not), each once, in no particular order.

        Costs what stands there, not what the diagram holds.
        """
        if self._places_ is None:
            self._places_ = Places()
            with uncollected():
                for key, record in self._records.items():
                    self._places_.put(key, record)
        if self._astray:
            self._gather()
        return [self._records[key] for key in self._places_.near(diagram, boxes)]  # type: ignore[misc]

    def _gather(self, keys: Iterable[str] | None = None) -> None:
        """Put what has changed where it stands now: once, however often it moved since somebody asked."""
        places, astray = self._places_, self._astray
        for key in list(astray) if keys is None else keys:
            if key in astray and places is not None:
                before, record = astray.pop(key), self._records.get(key)
                if record is not before:
                    places.put(key, record)

    def flows_at(self, key: str) -> tuple[str, ...]:
        """The keys of the flows that leave or enter a node (or flow), in no particular order."""
        index = self._index
        return index.outgoing.get(key, ()) + index.incoming.get(key, ())

    def outgoing(self, key: str) -> list[Flow]:
        """The flows that leave a node (or flow), in file order."""
        return self._found(self._index.outgoing.get(key, ()))  # type: ignore[return-value]

    def incoming(self, key: str) -> list[Flow]:
        """The flows that enter a node (or flow), in file order."""
        return self._found(self._index.incoming.get(key, ()))  # type: ignore[return-value]

    def attached(self, host: str) -> list[Node]:
        """The boundary events of a host."""
        return self._found(self._index.attached.get(host, ()))  # type: ignore[return-value]

    def members(self, lane: str) -> list[Node]:
        """The nodes that a lane lists."""
        return self._found(self._index.members.get(lane, ()))  # type: ignore[return-value]

    def by_id(self, ident: str) -> list[Record]:
        """The records whose id in the file is `ident`: none, one, or (in a faulty file) several."""
        found = [self._records[key] for key in self._index.odd_ids.get(ident, ())]
        own = self._records.get(ident)
        return [own, *found] if own is not None and own.properties.get("id") == ident else found

    def ancestors(self, key: str) -> Iterator[Record]:
        """The record's holders, nearest first."""
        seen = {key}
        record = self._records.get(key)
        while record is not None and record.scope is not None and record.scope not in seen:
            seen.add(record.scope)
            record = self._records.get(record.scope)
            if record is not None:
                yield record


def _depth(record: Record) -> tuple[float, str]:
    depth = record.properties.get("di:order", 0.0)
    return (depth if isinstance(depth, int | float) else 0.0, record.key)
