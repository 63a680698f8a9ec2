"""What records keep of the file they came from, as the writers ask for it."""

from collections.abc import Sequence
from typing import TypeAlias, cast

from modeller.interchange.bpmn.references import local
from modeller.model.reading import Model
from modeller.model.records import Fragment, Properties, Record, Value

Pairs: TypeAlias = Sequence[tuple[str, str]]

BESIDE = frozenset({"di", "plane", "before", "after"})
"""Fragments that stand in none of the element's own places: around the root, in its plane, in its shape."""


def pairs(properties: Properties, name: str) -> Pairs:
    """A property that holds names and values, e.g. namespace declarations."""
    value = properties.get(name, ())
    return cast(Pairs, value) if isinstance(value, tuple) else ()


def beside(record: Record, tag: str) -> Sequence[Fragment]:
    """The pieces kept under one of the BESIDE tags."""
    return next((piece.children for piece in record.content if piece.tag == tag), ())


def file_id(model: Model, key: str) -> str:
    """The id by which the file names a record; its key where it has none."""
    record = model.get(key)
    return record.properties.text("id", key) if record is not None else key


def reference(model: Model, key: str | None, raw: Value | None) -> str | None:
    """How the file refers to `key`: as it came (`raw`) where that still means the same, else by id."""
    if key is None:
        return raw if isinstance(raw, str) else None
    ident = file_id(model, key)
    return raw if isinstance(raw, str) and local(raw) == ident else ident
