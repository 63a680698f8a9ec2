"""Records of a draft as rows, and back: columns for what people ask for, JSON for the rest."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any, Final

from modeller.library.schema import RECORDS
from modeller.model import codec
from modeller.model.records import Record

COLUMNS: Final = {table.name: tuple(column.name for column in table.columns) for table in RECORDS}

_KINDS: Final = {
    table.name: tuple((column.type.python_type, bool(column.nullable)) for column in table.columns) for table in RECORDS
}
"""What each column may hold; SQLite itself would keep anything in any."""

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode

Row = dict[str, Any]
Placed = tuple[float, Record]

_BOX: Final = ("x", "y", "width", "height")
_LABEL: Final = ("label_x", "label_y", "label_width", "label_height")


def digest(records: Iterable[Record]) -> str:
    """What the content of a model is known by: SHA-256 of its canonical JSON, the records in their order."""
    return hashlib.sha256(codec.encode(records)).hexdigest()


def to_row(record: Record, model: int, place: float) -> tuple[str, Row]:
    """The table that a record belongs into, and its row there."""
    kind, key, scope, order, text, properties, content, *rest = codec.to_data(record)
    row = {
        "model_id": model,
        "key": key,
        "place": float(place),
        "name": text,
        "scope": scope,
        "file_order": order,
        "properties": _json(properties),
        "content": _json(content),
    }
    if kind == "node":
        row["type"], row["diagram"], box, label, row["host"], lanes = rest
        row["lanes"] = _json(lanes)
        row |= _columns(_BOX, box) | _columns(_LABEL, label)
    elif kind == "flow":
        row["type"], row["diagram"], row["source"], row["target"], points, label = rest
        row["points"] = _json(points)
        row |= _columns(_LABEL, label)
    elif kind == "item":
        (row["type"],) = rest
    return kind, row


def from_row(table: str, values: Sequence[Any]) -> Placed:
    """The record of a row, whose values come in the order of COLUMNS, with its place. Raises codec.DecodeError."""
    row = dict(zip(COLUMNS[table], values, strict=True))
    if not all(_holds(value, *kind) for value, kind in zip(values, _KINDS[table], strict=True)):
        raise codec.DecodeError(f"no row of a draft: {row['key']!r}")
    try:
        head = [table, row["key"], row["scope"], row["file_order"], row["name"]]
        head += [json.loads(row["properties"]), json.loads(row["content"])]
        if table == "node":
            head += [row["type"], row["diagram"], _box(row, _BOX), _box(row, _LABEL), row["host"]]
            head.append(json.loads(row["lanes"]))
        elif table == "flow":
            head += [row["type"], row["diagram"], row["source"], row["target"], _points(row["points"])]
            head.append(_box(row, _LABEL))
        elif table == "item":
            head.append(row["type"])
        return float(row["place"]), codec.from_data(head)
    except codec.DecodeError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise codec.DecodeError(f"no record of a draft: {row.get('key')!r}") from error


def places(before: Mapping[str, float], keys: Sequence[str]) -> dict[str, float]:
    """A rising number for each key, those that stood there before keeping theirs: what stays is not written again.

    Between two that stay there is room for new ones; where it runs out, or the order is another, all are numbered anew.
    """
    known = [before[key] for key in keys if key in before]
    if any(later <= earlier for earlier, later in pairwise(known)):
        return {key: float(number) for number, key in enumerate(keys)}
    found: dict[str, float] = {}
    waiting: list[str] = []
    last = min(known[:1], default=0.0) - 1
    for key in (*keys, None):
        if key is not None and key not in before:
            waiting.append(key)
            continue
        bound = before[key] if key is not None else last + len(waiting) + 1
        step = (bound - last) / (len(waiting) + 1)
        for number, each in enumerate(waiting, 1):
            found[each] = last + step * number
        waiting = []
        if key is not None:
            found[key] = last = bound
    values = list(found.values())
    if any(later <= earlier for earlier, later in pairwise(values)):
        return {key: float(number) for number, key in enumerate(keys)}
    return found


def _holds(value: object, kind: type, may_be_empty: bool) -> bool:
    if value is None:
        return may_be_empty
    return isinstance(value, kind) and (not isinstance(value, float) or isfinite(value))


def _columns(names: tuple[str, ...], values: Sequence[float] | None) -> Row:
    return dict(zip(names, values or (None,) * len(names), strict=True))


def _box(row: Mapping[str, Any], names: tuple[str, ...]) -> list[Any] | None:
    values = [row[name] for name in names]
    if values == [None] * len(names):
        return None
    if None in values:
        raise codec.DecodeError("half a rectangle")
    return values


def _points(text: str) -> list[list[float]]:
    points: list[list[float]] = json.loads(text)
    if not all(isinstance(value, int | float) and isfinite(value) for point in points for value in point):
        raise codec.DecodeError("no points")
    return points


def _json(data: object) -> str:
    return _ENCODE(data) if data else "[]" if isinstance(data, list | tuple) else "{}"
