"""A record while it is being read: open until all references are known."""

from modeller.model.records import Bounds, Diagram, Flow, Fragment, Item, Node, Point, Properties, Record, Value


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
            return Node(
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
            return Flow(
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
        return Item(self.key, self.type, self.scope, self.order, self.text, properties, content)
