"""Reading on past rows that are not what was written: for bringing out what can still be read, never for showing."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from sqlalchemy import Table

from modeller.language import Message

_JSON: Final = {"tags": list, "signed": list, "synonyms": list}
"""Columns that hold JSON, and what lies in it."""

_noted: ContextVar[dict[str, Message] | None] = ContextVar("noted", default=None)


@contextmanager
def tolerant() -> Iterator[dict[str, Message]]:
    """Within, in this thread, broken rows are read as far as they make sense; what is given says where."""
    noted: dict[str, Message] = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def tolerated(table: Table, row: Mapping[str, Any], said: Message) -> dict[str, Any] | None:
    """A broken row with values of the right kinds, empty where they are not; None where nothing is tolerated."""
    noted = _noted.get()
    if noted is None:
        return None
    noted[f"{table.name} {row.get('id')}"] = said
    return {column.name: _sound(column.name, column.type.python_type, column.nullable, row) for column in table.columns}


def _sound(name: str, kind: type, may_be_empty: bool | None, row: Mapping[str, Any]) -> Any:
    value = row.get(name)
    if name in _JSON:
        try:
            if isinstance(json.loads(value), _JSON[name]):  # type: ignore[arg-type]
                return value
        except (TypeError, ValueError, RecursionError):
            pass
        return "[]"
    if value is None and may_be_empty:
        return None
    if isinstance(value, kind) or (kind is float and isinstance(value, int)):
        return value
    return kind()
