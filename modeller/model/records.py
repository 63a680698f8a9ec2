"""Node, Flow, Item, Diagram: the plain records that a model consists of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias, Union

Value: TypeAlias = Union[str, float, int, bool, tuple["Value", ...]]  # noqa: UP007 (recursive)
"""What a property may hold: immutable all the way down."""
LIMIT: Final = 1e7
"""Coordinates beyond this many units are taken for faults, and none is put there."""


class Bounds(NamedTuple):
    """A rectangle in diagram units (1 unit = 1/96 inch): left, top, width, height; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> "Point":
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, dx: float, dy: float) -> "Bounds":
        return Bounds(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, margin: float) -> "Bounds":
        return Bounds(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def united(self, other: "Bounds") -> "Bounds":
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Bounds(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def covers(self, other: "Bounds") -> bool:
        return self.x <= other.x and self.y <= other.y and self.right >= other.right and self.bottom >= other.bottom

    def meets(self, other: "Bounds") -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class Point(NamedTuple):
    """A place in diagram units."""

    x: float
    y: float


class Properties(dict[str, Value]):
    """An immutable mapping of property names to values. Make a changed one with `changed` and `without`."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("properties of a record do not change; make a changed record inside an Edit")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # it never changes; dataclasses ask this of a default
        return hash(frozenset(self.items()))

    def changed(self, values: Mapping[str, Value]) -> "Properties":
        return Properties({**self, **values})

    def without(self, *names: str) -> "Properties":
        return Properties({name: value for name, value in self.items() if name not in names})

    def text(self, name: str, default: str = "") -> str:
        """The value where it is text, else `default`."""
        value = self.get(name, default)
        return value if isinstance(value, str) else default

    def __reduce__(self) -> tuple[Any, ...]:
        return (Properties, (dict(self),))


EMPTY = Properties()

COMMENT = "<!-->"
INSTRUCTION = "<?>"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a file kept as data: what stands inside a record and is no record of its own.

    `tag` is ``{namespace}name``, or COMMENT or INSTRUCTION (then `text` is its text; an instruction's begins with
    its target). `order` is its place among its siblings, counted together with the records beside it.
    `namespaces` are the prefixes that it declares itself.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple["Fragment", ...] = ()
    tail: str = ""
    order: float = 0
    namespaces: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The tag without its namespace."""
        return self.tag.rpartition("}")[2]

    def get(self, attribute: str, default: str = "") -> str:
        for name, value in self.attributes:
            if name == attribute:
                return value
        return default

    def first(self, name: str) -> "Fragment | None":
        """The first child of that local name."""
        return next((child for child in self.children if child.name == name), None)


def named(content: Iterable[Fragment], *names: str) -> list[Fragment]:
    """The fragments of these local names, in order."""
    return [fragment for fragment in content if fragment.name in names]


@dataclass(frozen=True, slots=True)
class Node:
    """What is drawn as a shape: a step, an event, a gateway, a pool, a lane, a document, a note …

    `key` is ours and unique in its model; the file's own id is the property ``id``, which may be missing or double.
    `scope` is the record that holds it: process, sub-process, collaboration; a lane's is its lane set.
    `diagram` is where it is drawn, None where it has no shape. `host` is what a boundary event is attached to.
    `lanes` are the lanes that list it. Properties are named as in the notation, those of
    the shape with ``di:`` before.
    """

    key: str
    type: str
    scope: str | None = None
    order: float = 0
    text: str = ""
    diagram: str | None = None
    bounds: Bounds | None = None
    label_bounds: Bounds | None = None
    host: str | None = None
    lanes: tuple[str, ...] = ()
    properties: Properties = EMPTY
    content: tuple[Fragment, ...] = ()

    def at(self, bounds: Bounds | None, label_bounds: Bounds | None) -> "Node":
        """The same elsewhere: what `dataclasses.replace` does, in a quarter of its time."""
        return Node(
            self.key, self.type, self.scope, self.order, self.text, self.diagram, bounds, label_bounds,
            self.host, self.lanes, self.properties, self.content,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flow:
    """What is drawn as a line: sequence flow, message flow, association, data association …

    `source` and `target` are the keys of a node or a flow, None where the file has none or names nothing.
    `points` are the bends and both ends, empty where it is not drawn or no path is known.
    """

    key: str
    type: str
    scope: str | None = None
    order: float = 0
    text: str = ""
    diagram: str | None = None
    source: str | None = None
    target: str | None = None
    points: tuple[Point, ...] = ()
    label_bounds: Bounds | None = None
    properties: Properties = EMPTY
    content: tuple[Fragment, ...] = ()

    def along(self, points: tuple[Point, ...], label_bounds: Bounds | None) -> "Flow":
        """The same along another path: what `dataclasses.replace` does, in a quarter of its time."""
        return Flow(
            self.key, self.type, self.scope, self.order, self.text, self.diagram, self.source, self.target,
            points, label_bounds, self.properties, self.content,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """What has no shape: definitions, process, message, error, signal, category, resource, io specification …

    `scope` is the record that holds it, None for the definitions at the root.
    """

    key: str
    type: str
    scope: str | None = None
    order: float = 0
    text: str = ""
    properties: Properties = EMPTY
    content: tuple[Fragment, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """One picture of the model, or of one sub-process's inside: `scope` is what it shows."""

    key: str
    scope: str | None = None
    order: float = 0
    text: str = ""
    properties: Properties = EMPTY
    content: tuple[Fragment, ...] = ()


Record: TypeAlias = Node | Flow | Item | Diagram
