"""A record while it is being read: open until all references are known."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

from modeller.model.records import Bounds, Diagram, Flow, Fragment, Item, Node, Point, Properties, Record, Value

T = TypeVar("T")


def _maker(record: type[T]) -> Callable[..., T]:
    """What makes records of one class from all their fields in order, four times as fast as the class itself.

    A frozen dataclass sets each field through `object.__setattr__`. A twin with the same slots that is not frozen
    sets them directly and is then turned into the record; a file of 5,000 steps has 11,000 of them.
    """
    named: list[tuple[str, Any]] = [(field.name, object) for field in fields(record)]  # type: ignore[arg-type]
    twin: Any = make_dataclass(f"Open{record.__name__}", named, slots=True)

    def make(*values: object) -> T:
        made = twin(*values)
        made.__class__ = record
        return made  # type: ignore[no-any-return]

    return make


_node, _flow, _item = _maker(Node), _maker(Flow), _maker(Item)


class Draft:
    """One element of the file on its way to a record; `kind` is ``node``, ``flow`` or ``item``."""

    __slots__ = (
        "bounds",
        "content",
        "diagram",
        "flow_node_refs",
        "host",
        "id",
        "incoming",
        "key",
        "kind",
        "label_bounds",
        "lanes",
        "line",
        "order",
        "outgoing",
        "points",
        "properties",
        "scope",
        "source",
        "target",
        "text",
        "type",
    )

    def __init__(
        self,
        kind: str,
        key: str,
        type: str,
        scope: str | None,
        order: float,
        text: str,
        properties: dict[str, Value],
        ident: str = "",
    ) -> None:
        self.kind = kind
        self.key = key
        self.type = type
        self.scope = scope
        self.order = order
        self.text = text
        self.properties = properties
        self.id = ident
        self.content: list[Fragment] | None = None
        self.diagram: str | None = None
        self.bounds: Bounds | None = None
        self.label_bounds: Bounds | None = None
        self.points: tuple[Point, ...] = ()
        self.host: str | None = None
        self.lanes: tuple[str, ...] = ()
        self.source: str | None = None
        self.target: str | None = None
        self.incoming: list[str] | None = None
        self.outgoing: list[str] | None = None
        self.flow_node_refs: list[str] | None = None
        self.line: int | None = None

    def add(self, piece: Fragment) -> None:
        if self.content is None:
            self.content = [piece]
        else:
            self.content.append(piece)

    def record(self) -> Record:
        """The finished record."""
        properties = Properties(self.properties)
        content = tuple(self.content) if self.content else ()
        if self.kind == "node":
            return _node(
                self.key,
                self.type,
                self.scope,
                self.order,
                self.text,
                self.diagram,
                self.bounds,
                self.label_bounds,
                self.host,
                self.lanes,
                properties,
                content,
            )
        if self.kind == "flow":
            return _flow(
                self.key,
                self.type,
                self.scope,
                self.order,
                self.text,
                self.diagram,
                self.source,
                self.target,
                self.points,
                self.label_bounds,
                properties,
                content,
            )
        if self.kind == "diagram":
            return Diagram(self.key, self.scope, self.order, self.text, properties, content)
        return _item(self.key, self.type, self.scope, self.order, self.text, properties, content)
