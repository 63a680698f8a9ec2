"""Records and changes as JSON, and back: for the journal, versions, and copies between programs.

One array a record, its kind first; properties as an object; a tuple as an array. Canonical: the same records give the
same bytes (keys sorted, no spaces, UTF-8), so that bytes can be hashed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from modeller.language import Message
from modeller.model.document import Change
from modeller.model.records import Bounds, Diagram, Flow, Fragment, Item, Node, Point, Properties, Record, Value

FORMAT = 1

T = TypeVar("T")


class DecodeError(ValueError):
    """What was to be decoded is not what `encode` makes."""


def encode(records: Iterable[Record]) -> bytes:
    """The records of a model in their order, one after the other: `records` may take its time between two."""
    told = ",".join([_text(to_data(record)) for record in records])
    return f'{{"format":{FORMAT},"records":[{told}]}}'.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> list[Record]:
    """The records again. Raises DecodeError where `data` is anything else."""
    loaded = _loaded(data)
    return _checked(lambda: [from_data(entry) for entry in loaded["records"]])


def encode_version(records: Iterable[Record], words: Mapping[str, str]) -> bytes:
    """What a version freezes: the records, and by the id of a dictionary's entry the words that stood for it."""
    return _bytes({"format": FORMAT, "records": [to_data(record) for record in records], "words": dict(words)})


def decode_version(data: bytes) -> tuple[list[Record], dict[str, str]]:
    """Records and words again. Raises DecodeError where `data` is anything else."""
    loaded = _loaded(data)
    return decode(data), _checked(lambda: {str(entry): str(said) for entry, said in loaded["words"].items()})


def encode_change(change: Change) -> bytes:
    """One change, before and after."""
    touched = [
        [key, None if before is None else to_data(before), None if after is None else to_data(after)]
        for key, (before, after) in change.records.items()
    ]
    label = {"key": change.label.key, "arguments": {name: str(text) for name, text in change.label.arguments.items()}}
    return _bytes({"format": FORMAT, "label": label, "touched": touched})


def decode_change(data: bytes) -> Change:
    """The change again. Raises DecodeError where `data` is anything else."""
    loaded = _loaded(data)

    def change() -> Change:
        label = Message(loaded["label"]["key"], loaded["label"]["arguments"])
        touched = {
            key: (None if before is None else from_data(before), None if after is None else from_data(after))
            for key, before, after in loaded["touched"]
        }
        return Change(label, touched)

    return _checked(change)


def to_data(record: Record) -> list[Any]:
    """A record as plain JSON data."""
    head: list[Any] = [record.key, record.scope, _number(record.order), record.text, record.properties]
    content = [_piece(piece) for piece in record.content]
    if isinstance(record, Node):
        return [
            *("node", *head, content, record.type, record.diagram, _box(record.bounds), _box(record.label_bounds)),
            *(record.host, record.lanes),
        ]
    if isinstance(record, Flow):
        return [
            *("flow", *head, content, record.type, record.diagram, record.source, record.target),
            *([[_number(x), _number(y)] for x, y in record.points], _box(record.label_bounds)),
        ]
    if isinstance(record, Item):
        return ["item", *head, content, record.type]
    return ["diagram", *head, content]


def from_data(data: list[Any]) -> Record:
    """The record of `to_data`. Raises what Python raises where the data are something else."""
    kind, key, scope, order, text, properties, content, *rest = data
    kept = Properties({name: _value(value) for name, value in properties.items()})
    pieces = tuple(_fragment(piece) for piece in content)
    if kind == "node":
        type, diagram, bounds, label_bounds, host, lanes = rest
        return Node(
            *(key, type, scope, order, text, diagram, _bounds(bounds), _bounds(label_bounds), host, tuple(lanes)),
            kept,
            pieces,
        )
    if kind == "flow":
        type, diagram, source, target, points, label_bounds = rest
        path = tuple(Point(x, y) for x, y in points)
        return Flow(key, type, scope, order, text, diagram, source, target, path, _bounds(label_bounds), kept, pieces)
    if kind == "item":
        (type,) = rest
        return Item(key, type, scope, order, text, kept, pieces)
    if kind == "diagram" and not rest:
        return Diagram(key, scope, order, text, kept, pieces)
    raise DecodeError(f"no kind of record: {kind!r}")


def _number(value: float) -> float:
    """Equal numbers as the same bytes: 100 as 100.0, and no negative zero."""
    return float(value) + 0.0


def _box(bounds: Bounds | None) -> list[float] | None:
    return None if bounds is None else [float(value) + 0.0 for value in bounds]


def _piece(piece: Fragment) -> list[Any]:
    children = [_piece(child) for child in piece.children]
    return [piece.tag, piece.attributes, piece.text, children, piece.tail, piece.order, piece.namespaces]


def _fragment(data: list[Any]) -> Fragment:
    tag, attributes, text, children, tail, order, namespaces = data
    return Fragment(
        tag,
        tuple((name, value) for name, value in attributes),
        text,
        tuple(_fragment(child) for child in children),
        tail,
        order,
        tuple((prefix, uri) for prefix, uri in namespaces),
    )


def _bounds(data: list[float] | None) -> Bounds | None:
    return None if data is None else Bounds(*data)


def _value(data: Any) -> Value:
    if isinstance(data, list):
        return tuple(_value(part) for part in data)
    if isinstance(data, str | float | int | bool):
        return data
    raise DecodeError(f"no value of a property: {data!r}")


_text: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def _bytes(data: object) -> bytes:
    return _text(data).encode("utf-8", "surrogatepass")


def _loaded(data: bytes) -> Any:
    try:
        loaded = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise DecodeError("not JSON") from error
    if not isinstance(loaded, dict) or loaded.get("format") != FORMAT:
        raise DecodeError("not of this format")
    return loaded


def _checked(make: Callable[[], T]) -> T:
    try:
        return make()
    except DecodeError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise DecodeError("not what was encoded") from error
