"""Elements that refer to entries of a dictionary."""

from collections.abc import Iterable

from modeller.editing.refused import Refused
from modeller.editing.step import step
from modeller.editing.text import rename, text_of
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Record
from modeller.notation.bpmn.dictionary import Reference, can_refer, with_reference, without_reference


def refer(document: Document, keys: Iterable[str], entry: str, name: str = "") -> None:
    """Let elements refer to an entry; with `name` they bear it, and are renamed where the entry is.

    Raises Refused for what has no place for a reference.
    """
    with step(document, message("editing.refer")):
        for key in keys:
            if not can_refer(document.get(key)):
                raise Refused(message("editing.refused.no_reference"))
            if name and text_of(document, key) != name:
                rename(document, key, name)
            _put(document, with_reference(document[key], Reference(entry, named=bool(name))))


def refer_no_more(document: Document, keys: Iterable[str], entry: str) -> None:
    """Take the reference to an entry away; names stay as they are."""
    with step(document, message("editing.refer_no_more")):
        for key in keys:
            if can_refer(document.get(key)):
                _put(document, without_reference(document[key], entry))


def _put(document: Document, record: Record) -> None:
    if record != document[record.key]:
        with step(document, message("editing.refer")) as edit:
            edit.put(record)
