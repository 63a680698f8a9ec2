"""A record as named values that can be compared, shown and put one by one into another record."""

from dataclasses import replace
from typing import Any, Final, Literal, TypeAlias, TypeVar

from modeller.model.records import COMMENT, INSTRUCTION, Bounds, Flow, Fragment, Node, Properties, Record, Value

Sort: TypeAlias = Literal["meaning", "layout", "tools", "quiet"]
"""`meaning` is what the process is, `layout` how it is drawn, `tools` what other tools keep in the file for themselves,
`quiet` how the file happens to be written."""

KEYS: Final = ("scope", "host", "source", "target")
"""The fields that hold the key of another record; `lanes` holds several."""

_LAYOUT: Final = frozenset({"diagram", "bounds", "label_bounds", "points"})
ROUTE: Final = "di:{urn:modeller:bpmn:1.0}route"
"""The property, and behind the colon the attribute of its edge, that marks a path that we laid."""
_QUIET: Final = frozenset(
    {"order", "di:id", "di:order", "di:bpmnElement", "plane:id", "plane:bpmnElement", "placed", ROUTE}
)
_PIECES: Final = frozenset({"di", "plane", "label", "drawing"})
"""Content that belongs to the drawing of an element."""
_BESIDE: Final = frozenset({COMMENT, INSTRUCTION, "before", "after"})
_FOREIGN: Final = frozenset({"extensionElements"})
_GIVEN: Final = {
    "isInterrupting": "true",
    "cancelActivity": "true",
    "parallelMultiple": "false",
    "isForCompensation": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
    "triggeredByEvent": "false",
    "isCollection": "false",
    "isExecutable": "false",
    "isClosed": "false",
    "processType": "None",
    "gatewayDirection": "Unspecified",
    "eventGatewayType": "Exclusive",
    "instantiate": "false",
    "associationDirection": "None",
    "di:isMarkerVisible": "false",
    "di:isMessageVisible": "false",
}
"""What the schema of BPMN 2.0 gives an attribute that a file leaves out: some tools write it, some do not."""
_TOOLS: Final = frozenset({"exporter", "exporterVersion", "expressionLanguage", "typeLanguage", "targetNamespace"})
"""What the root says of the tool that wrote the file."""

R = TypeVar("R", bound=Record)


def sort_of(attribute: str) -> Sort:
    """What kind of thing an attribute of `attributes` tells."""
    if attribute.startswith("/"):
        name = attribute[1:]
        sorts: tuple[tuple[frozenset[str], Sort], ...] = ((_PIECES, "layout"), (_BESIDE, "quiet"), (_FOREIGN, "tools"))
        return next((sort for names, sort in sorts if name in names), "meaning")
    if attribute in _QUIET or attribute in _TOOLS or "#" in attribute[:7] or attribute.startswith("@"):
        return "quiet"
    if attribute in _LAYOUT or attribute.startswith(("di:", "plane:")):
        return "layout"
    return "tools" if attribute.startswith("{") else "meaning"


def attributes(record: Record) -> dict[str, Any]:
    """All that a record says, by name: its fields, its properties, and its content by local name with ``/`` before.

    Values compare equal where they mean the same: what the schema gives an attribute counts as left out, ids inside
    of content do not count, geometry counts to a hundredth of a unit. ``name`` is the text.
    """
    found: dict[str, Any] = {"name": record.text, "scope": record.scope, "order": record.order}
    if isinstance(record, Node):
        found |= {"bounds": _rounded(record.bounds), "host": record.host, "lanes": frozenset(record.lanes)}
    elif isinstance(record, Flow):
        points = tuple((round(x, 2), round(y, 2)) for x, y in record.points)
        found |= {"points": points, "source": record.source, "target": record.target}
    if isinstance(record, Node | Flow):
        found |= {"type": record.type, "diagram": record.diagram, "label_bounds": _rounded(record.label_bounds)}
    for name, value in record.properties.items():
        if name == "name":
            found["@name"] = value
        elif _GIVEN.get(name) != value:
            found[name] = value
    for piece in record.content:
        name = f"/{piece.name}"
        found[name] = (*found.get(name, ()), _plain(piece))
    return {name: value for name, value in found.items() if value not in (None, "", (), frozenset())}


def with_attribute(record: R, other: Record, attribute: str) -> R:
    """The record with one attribute as `other` has it; both are of one class."""
    if attribute == "name":
        return replace(record, text=other.text)
    if attribute in {"type", "order", "diagram", "bounds", "label_bounds", "points", "lanes", *KEYS}:
        return replace(record, **{attribute: getattr(other, attribute)})
    if attribute.startswith("/"):
        return replace(record, content=_with_pieces(record, other, attribute[1:]))
    name = attribute.removeprefix("@")
    value = other.properties.get(name)
    return replace(record, properties=_with_property(record.properties, name, value))


def _with_property(properties: Properties, name: str, value: Value | None) -> Properties:
    return properties.without(name) if value is None else properties.changed({name: value})


def _with_pieces(record: Record, other: Record, name: str) -> tuple[Fragment, ...]:
    kept = [piece for piece in record.content if piece.name != name]
    taken = [piece for piece in other.content if piece.name == name]
    return tuple(sorted([*kept, *taken], key=lambda piece: piece.order))


def _rounded(bounds: Bounds | None) -> tuple[float, ...] | None:
    return tuple(round(number, 2) for number in bounds) if bounds is not None else None


def _plain(piece: Fragment) -> tuple[Any, ...]:
    """A piece of content without its id and without what only says how it was written."""
    pairs = tuple(sorted((name, value) for name, value in piece.attributes if name != "id"))
    return piece.tag, pairs, piece.text.strip(), tuple(_plain(child) for child in piece.children)


def told(value: object) -> str:
    """A value of `attributes` as plain text: of content its texts and attributes, of several values all of them."""
    if isinstance(value, tuple) and len(value) == 4 and isinstance(value[0], str) and isinstance(value[3], tuple):
        return _told_piece(value)
    if isinstance(value, tuple | frozenset):
        parts = value if isinstance(value, tuple) else sorted(value, key=str)
        return "; ".join(part for part in map(told, parts) if part)
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def _told_piece(piece: tuple[Any, ...]) -> str:
    _, pairs, text, children = piece
    said = [text] if text else []
    said += [f"{name.rpartition('}')[2]}={value}" for name, value in pairs if "XMLSchema-instance" not in name]
    for child in children:
        inner = _told_piece(child)
        said.append(f"{child[0].rpartition('}')[2]}: {inner}" if inner else str(child[0]).rpartition("}")[2])
    return ", ".join(said)
