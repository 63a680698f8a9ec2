"""How alike two elements are: by their text, and by what stands around them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Record
from modeller.model.references import is_reference, local

Colours: TypeAlias = dict[str, int]
"""A number for each key: equal numbers, equal surroundings."""

DEPTH: Final = 3
"""So many steps of the flow graph count as an element's surroundings."""
_WIDE: Final = frozenset({"bpmn:definitions", "bpmn:process", "bpmn:collaboration", "bpmn:choreography"})
"""Items that hold so much that something in them always changes: that does not tell them."""


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text as it is compared: without regard to case and white space."""
    return "".join(text.split()).casefold()


@lru_cache(maxsize=65536)
def _pairs(text: str) -> Counter[str]:
    bare = f"\0{plain(text)}\0"
    return Counter(bare[place : place + 2] for place in range(len(bare) - 1))


def alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: Dice's coefficient over their pairs of letters, good for any script."""
    if plain(one) == plain(other):
        return 1.0
    if not one or not other:
        return 0.0
    first, second = _pairs(one), _pairs(other)
    return 2 * (first & second).total() / (first.total() + second.total())


def grams(text: str) -> Iterable[str]:
    """The pairs of letters of a text, by which texts that may be alike are found."""
    return _pairs(text)


@lru_cache(maxsize=1024)
def family(type: str) -> str:
    """What a type is a kind of: ``bpmn:userTask`` -> ``task``, all activities together."""
    name = type.rpartition(":")[2]
    start = max((place for place, letter in enumerate(name) if letter.isupper()), default=0)
    last = name[start:].lower()
    return "activity" if last in {"task", "process", "activity", "transaction"} and name != "process" else last


def type_of(record: Record) -> str:
    return "diagram" if isinstance(record, Diagram) else record.type


def text_of(record: Record) -> str:
    """What a record is told by: its name, or what a category or a text says in its place."""
    return record.text or record.properties.text("value")


def around(model: Model, record: Record) -> Iterator[tuple[str, str]]:
    """What stands around a record, each with how: ends, flows, holder, host, lanes, whose picture it is."""
    if record.scope is not None:
        yield "scope", record.scope
    if isinstance(record, Item) and record.type not in _WIDE:
        for child in model.held(record.key):
            yield "child", child.key
    if isinstance(record, Flow):
        if record.source is not None:
            yield "source", record.source
        if record.target is not None:
            yield "target", record.target
    elif isinstance(record, Node):
        if record.host is not None:
            yield "host", record.host
        for lane in record.lanes:
            yield "lane", lane
        for flow in model.outgoing(record.key):
            yield "out", flow.key
        for flow in model.incoming(record.key):
            yield "in", flow.key
        for event in model.attached(record.key):
            yield "attached", event.key


def colourings(models: tuple[Model, Model], known: Mapping[str, str], place: bool) -> list[tuple[Colours, Colours]]:
    """Colour refinement (Weisfeiler and Leman 1968) of two models with one palette, coarse first.

    `known` pairs of keys have a colour of their own. With `place` where an element is drawn counts too.
    """
    palette: dict[Hashable, int] = {}

    def colour(what: Hashable) -> int:
        return palette.setdefault(what, len(palette))

    sides = (known, known.values())
    pairs = tuple({key: number for number, key in enumerate(side)} for side in sides)
    rounds: list[tuple[Colours, Colours]] = []
    first = tuple(
        {
            record.key: colour(("=", pairs[side][record.key]) if record.key in pairs[side] else _own(record, place))
            for record in model
        }
        for side, model in enumerate(models)
    )
    rounds.append((first[0], first[1]))
    near = tuple(_surroundings(model) for model in models)
    for _ in range(DEPTH):
        last = rounds[-1]
        made = tuple(
            {
                key: old
                if key in pairs[side]
                else colour((old, tuple(sorted((how, last[side].get(other, -1)) for how, other in near[side][key]))))
                for key, old in last[side].items()
            }
            for side in (0, 1)
        )
        rounds.append((made[0], made[1]))
    return rounds


def _surroundings(model: Model) -> dict[str, list[tuple[str, str]]]:
    """What stands around each record, and what it names by its id and is named by: a pool's process, what data show."""
    found = {record.key: list(around(model, record)) for record in model}
    for record in model:
        for name, value in record.properties.items():
            if isinstance(value, str) and is_reference(name):
                named = model.by_id(local(value))
                if len(named) == 1:
                    found[record.key].append((name, named[0].key))
                    found[named[0].key].append((f"{name} of", record.key))
    return found


def _own(record: Record, place: bool) -> Hashable:
    shape: Hashable = None
    if place and isinstance(record, Node):
        shape = record.bounds
    elif place and isinstance(record, Flow):
        shape = record.points
    return (type(record).__name__, type_of(record), plain(text_of(record)), shape)


def neighbours(model: Model, record: Record) -> list[tuple[str, str]]:
    """The elements that a record is joined to, each with how: through flows, as host or in lanes."""
    found: list[tuple[str, str]] = []
    for how, key in around(model, record):
        flow = model.flow(key) if how in ("in", "out") else None
        end = key if flow is None else flow.target if how == "out" else flow.source
        if end is not None and how != "scope":
            found.append((how, end))
    return found


def is_named(record: Record) -> bool:
    return bool(plain(text_of(record))) and isinstance(record, Node | Flow | Item)
