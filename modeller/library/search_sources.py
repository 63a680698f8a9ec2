"""What is looked through when something is sought in a library: one entry for each source of text."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from modeller.library.check import unpacked
from modeller.model import codec
from modeller.model.records import Diagram
from modeller.notation.attributes import DECLARED, PREFIX, text_of
from modeller.notation.bpmn.content import documentation

_IN_WORDS: Final = frozenset({"text", "long text", "list", "table"})
"""Kinds of attributes that are looked through: nobody seeks a time limit by its letters."""


class Text(NamedTuple):
    """A piece of text: the row that it belongs to, its model, the key of its element, what it is, and how it reads.

    What belongs to no model has a title of its own. `kind` is the type of the element, or the kind of the entry.
    """

    row: int
    model: int | None
    element: str
    field: str
    text: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows bring text. `texts` reads that of some rows; a row's seal says whether it has changed.

    `version` is SQL for the number of the version that a row is, of sources that are looked through on demand only.
    """

    table: str
    texts: Callable[[sqlite3.Connection, Sequence[int]], list[Text]]
    version: str = ""


def _drafts(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Text]:
    """What models are called and said to be, and what stands in their drafts."""
    found: list[Text] = []
    for id, name, description, tags in _rows(connection, "SELECT id, name, description, tags FROM model", "id", ids):
        found += (Text(id, id, "", "name", name), Text(id, id, "", "description", description))
        found += (Text(id, id, "", "tag", str(tag)) for tag in json.loads(tags))
    for table in ("node", "flow", "item", "diagram"):
        type = "type" if table != "diagram" else "''"
        statement = f"SELECT model_id, key, name, content, properties, {type} FROM {table}"  # noqa: S608
        only = f"name <> '' OR instr(content, 'documentation') OR instr(properties, '\"{PREFIX}')"
        for id, key, name, content, properties, kind in _rows(connection, statement, "model_id", ids, only):
            if name:
                found.append(Text(id, id, key, "name", name, kind=kind))
            if content != "[]" and (said := _documentation(content)):
                found.append(Text(id, id, key, "documentation", said, kind=kind))
            if f'"{PREFIX}' in properties:
                found += (Text(id, id, key, "attribute", text, kind=kind) for text in _attributes(properties))
    return found


def _comments(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Text]:
    statement = "SELECT id, model_id, element, 'comment', text FROM comment"
    return [Text(*row) for row in _rows(connection, statement, "id", ids)]


def _entries(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Text]:
    """What entries of the dictionary are called, and what they say."""
    found: list[Text] = []
    statement = "SELECT id, uuid, kind, name, translation, definition, synonyms FROM entry"
    for id, uuid, kind, name, translation, definition, synonyms in _rows(connection, statement, "id", ids):
        said = [("entry", name), ("translation", translation), ("definition", definition)]
        said += [("synonym", str(each)) for each in json.loads(synonyms)]
        found += (Text(id, None, uuid, field, text, name, kind) for field, text in said if text)
    return found


def _versions(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Text]:
    """What versions froze; one that is not what was frozen is left out."""
    statement = (
        "SELECT version.id, model_id, note, content_hash, content"
        " FROM version JOIN version_content ON version_id = version.id"
    )
    found: list[Text] = []
    for id, model, note, digest, packed in _rows(connection, statement, "version.id", ids):
        found.append(Text(id, model, "", "note", note))
        content = unpacked(packed)
        if hashlib.sha256(content).hexdigest() != digest:
            continue
        for record in codec.decode_version(content)[0]:
            kind = "" if isinstance(record, Diagram) else record.type
            found.append(Text(id, model, record.key, "name", record.text, kind=kind))
            found.append(Text(id, model, record.key, "documentation", documentation(record), kind=kind))
            written = (text_of(value) for name, value in record.properties.items() if _is_read(name))
            found += (Text(id, model, record.key, "attribute", text, kind=kind) for text in written)
    return found


SOURCES: Final = (
    Source("model", _drafts),
    Source("comment", _comments),
    Source("entry", _entries),
    Source("version", _versions, "major || '.' || minor"),
)
"""Where text comes from: a new table of things that people read gets its entry here."""


def _rows(
    connection: sqlite3.Connection, statement: str, column: str, ids: Sequence[int], only: str = "1"
) -> list[tuple[Any, ...]]:
    """The rows whose `column` is one of `ids`, all of them, so that no cursor stays open."""
    marks = ", ".join("?" * len(ids))
    return connection.execute(f"{statement} WHERE {column} IN ({marks}) AND ({only})", tuple(ids)).fetchall()


def _is_read(name: str) -> bool:
    """Whether a property is an attribute that people write in words; what the organisation asks of its own is."""
    declared = DECLARED.get(name)
    return name.startswith(PREFIX) and (declared is None or declared.kind in _IN_WORDS)


def _attributes(properties: str) -> Iterator[str]:
    """What the attributes in a record's properties say, as they lie in the row."""
    try:
        held = json.loads(properties).items()
    except (ValueError, AttributeError, RecursionError):  # damaged: opening the model says so
        return
    for name, value in held:
        if _is_read(name):
            yield text_of(_tupled(value))


def _tupled(value: Any) -> Any:
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def _documentation(content: str) -> str:
    """The documentation in a record's content as it lies in the row (see `rows`), several pieces one below another."""
    if "documentation" not in content:
        return ""
    try:
        said = [piece for piece in json.loads(content) if piece[0].rpartition("}")[2] == "documentation"]
        pieces = [str(piece[2]).strip() for piece in said]
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):  # damaged: opening the model says so
        return ""
    return "\n".join(piece for piece in pieces if piece)
