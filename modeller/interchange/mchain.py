"""Value chains as files (``.mchain``): the records as JSON, one a line, under the number of their format."""

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any, Final, NoReturn

from modeller.files.problem import Problem
from modeller.interchange.bpmn.reader import Reading
from modeller.language import message
from modeller.model.codec import from_data, to_data
from modeller.model.document import Document
from modeller.model.records import LIMIT, Bounds, Diagram, Flow, Fragment, Node, Record
from modeller.notation.valuechain.looks import PREFIX

FORMAT: Final = 1
"""What this program writes. A fixture of every format that there ever was stays among the tests."""
SUFFIX: Final = ".mchain"
KIND: Final = "value chain"
ROOT: Final = PREFIX + "valueChain"
_FAMILY: Final = (PREFIX, "bpmn:textAnnotation", "bpmn:association")
"""How the types begin that may stand in such a file."""
_DEEPEST: Final = 32


class _Wrong(ValueError):
    """The file does not say what one of its format says."""


def write(model: Iterable[Record]) -> bytes:
    """The records of a value chain in their order, as UTF-8. The same records give the same bytes."""
    lines = ",\n".join(_json(to_data(record)) for record in model)
    head = f'"format":{FORMAT},"kind":{_json(KIND)}'
    return f'{{{head},"records":[\n{lines}\n]}}\n'.encode("utf-8", "surrogatepass")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read(data: bytes, name: str = "") -> Reading:
    """Read such a file. `name` is the file's, for messages.

    Raises Problem where it is none, where a newer program wrote it, where it was cut off or changed by hand so that
    it says something impossible.
    """
    try:
        loaded = json.loads(data.decode("utf-8", "surrogatepass"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Problem(message("mchain.not_whole", file=name)) from error
    if not isinstance(loaded, dict) or loaded.get("kind") != KIND:
        raise Problem(message("mchain.not_one", file=name))
    format = loaded.get("format")
    if not isinstance(format, int) or isinstance(format, bool) or format < 1:
        raise Problem(message("mchain.not_one", file=name))
    if format > FORMAT:
        raise Problem(message("mchain.newer", file=name))
    try:
        return Reading(Document(_records(loaded.get("records"))), ())
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        raise Problem(message("mchain.damaged", file=name)) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _records(data: Any) -> list[Record]:
    records = [_checked(from_data(entry)) for entry in data]
    held = {record.key: record for record in records}
    if not any(getattr(record, "type", "") == ROOT for record in records):
        raise _Wrong("nothing that holds the chain")
    for record in records:
        _in_a_tree(record, held)
    return records


def _in_a_tree(record: Record, held: dict[str, Record]) -> None:
    """Whatever holds a record is there, at a depth that can be; no record holds itself."""
    depth, scope = 0, record.scope
    while scope is not None:
        depth += 1
        if depth > _DEEPEST:
            raise _Wrong("nested without end")
        scope = held[scope].scope


def _checked(record: Record) -> Record:
    """The record, if it is one that this program could have written."""
    _texts(record.key, record.text)
    if not record.key:
        raise _Wrong("no key")
    _texts(*(each for each in (record.scope,) if each is not None))
    _numbers(record.order)
    _pieces(record.content)
    if isinstance(record, Diagram):
        return record
    if not record.type.startswith(_FAMILY):
        raise _Wrong(f"not of a value chain: {record.type!r}")
    if isinstance(record, Node):
        _texts(*(each for each in (record.diagram, record.host, *record.lanes) if each is not None))
        for box in (record.bounds, record.label_bounds):
            _box(box)
    elif isinstance(record, Flow):
        _texts(*(each for each in (record.diagram, record.source, record.target) if each is not None))
        _box(record.label_bounds)
        for point in record.points:
            _numbers(*point)
    return record


def _pieces(pieces: tuple[Fragment, ...]) -> None:
    for piece in pieces:
        _texts(piece.tag, piece.text, piece.tail, *(part for pair in piece.attributes for part in pair))
        _numbers(piece.order)
        _pieces(piece.children)


def _texts(*values: object) -> None:
    if not all(isinstance(value, str) for value in values):
        raise _Wrong("no text")


def _numbers(*values: object) -> None:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or abs(value) > LIMIT:
            raise _Wrong("no number that can be")


def _box(box: Bounds | None) -> None:
    if box is not None:
        _numbers(*box)
        if box.width < 0 or box.height < 0:
            raise _Wrong("a shape of less than no size")
