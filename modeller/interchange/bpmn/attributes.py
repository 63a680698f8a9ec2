"""Process attributes in a BPMN file: read from the extension elements that hold them, and written back there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from modeller.interchange.bpmn import names
from modeller.model.records import Diagram, Fragment, Properties, Record, Value
from modeller.notation.attributes import PREFIX
from modeller.notation.bpmn.extensions import EXTENSIONS, with_pieces

_TAG: Final = f"{{{names.PREFIXES['modeller']}}}attribute"
_NAME: Final = re.compile(r"[A-Za-z][\w.\-]*")
_OWN: Final = ("name", "value")


def read_attributes(records: list[Record]) -> list[Record]:
    """The records with their attributes as properties; what of them we would not write as it came stays in content."""
    return [_read(record) if any(map(_holds, record.content)) else record for record in records]


def _holds(piece: Fragment) -> bool:
    return piece.tag == EXTENSIONS and any(inner.tag == _TAG for inner in piece.children)


def _read(record: Record) -> Record:
    if isinstance(record, Diagram):
        return record
    found: dict[str, list[Value]] = {}
    content: list[Fragment] = []
    first = True
    for piece in record.content:
        if not first or not _holds(piece):
            content.append(piece)
            continue
        first = False
        left = []
        for inner in piece.children:
            if _is_plain(inner):
                found.setdefault(PREFIX + inner.get("name"), []).append(_entry(inner))
            else:
                left.append(inner)
        if left or piece.attributes or piece.text.strip() or piece.tail.strip():
            content.append(replace(piece, children=tuple(left)))
    values = {name: _value(entries) for name, entries in found.items()}
    return replace(record, properties=Properties({**record.properties, **values}), content=tuple(content))


def _is_plain(piece: Fragment) -> bool:
    given = [name for name, _ in piece.attributes]
    named = piece.tag == _TAG and _NAME.fullmatch(piece.get("name")) is not None and "value" in given
    plain = all(_NAME.fullmatch(name) for name in given)
    return named and plain and not (piece.children or piece.text.strip() or piece.tail.strip())


def _entry(piece: Fragment) -> Value:
    cells = tuple(pair for pair in piece.attributes if pair[0] not in _OWN)
    return (piece.get("value"), *cells) if cells else piece.get("value")


def _value(entries: list[Value]) -> Value:
    return entries[0] if len(entries) == 1 and isinstance(entries[0], str) else tuple(entries)


def with_attributes(record: Record) -> Record:
    """A record as it is written: its attributes behind its other extension elements."""
    pieces = list(_pieces(record))
    if not pieces or isinstance(record, Diagram):
        return record
    return with_pieces(record, pieces)


def _pieces(record: Record) -> Iterator[Fragment]:
    for name, value in record.properties.items():
        if name.startswith(PREFIX):
            for entry in value if isinstance(value, tuple) else (value,):
                yield _piece(name.removeprefix(PREFIX), entry)


def _piece(name: str, entry: Value) -> Fragment:
    text, *cells = entry if isinstance(entry, tuple) else (entry,)
    pairs = [(str(cell[0]), str(cell[1])) for cell in cells if isinstance(cell, tuple)]
    return Fragment(_TAG, (("name", name), ("value", str(text)), *pairs))
