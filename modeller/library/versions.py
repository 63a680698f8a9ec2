"""Versions: what a model was when somebody gave it a number. Written once and never again."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select

from modeller.files.problem import Problem
from modeller.language import message
from modeller.library.check import unpacked
from modeller.library.drafts import read_draft, save_draft
from modeller.library.faults import Damaged, damage
from modeller.library.folders import new_id, now
from modeller.library.known import Known
from modeller.library.models import add_model, mark_variant, model
from modeller.library.schema import ENTRY, MODEL, VERSION, VERSION_CONTENT
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.model import codec
from modeller.model.entries import Author, Draft, Frozen, ModelEntry, NewModel, Version
from modeller.model.records import Record
from modeller.notation.bpmn.dictionary import references


def versions(library: Library, model: str) -> list[Version]:
    """The versions of a model, the latest first."""
    with library.reading() as connection:
        row = row_of(library, connection, MODEL, model)
        found = rows_of(library, connection, VERSION, VERSION.c.model_id == row["id"])
    return sorted((version_of(each, model) for each in found), key=lambda each: (each.major, each.minor), reverse=True)


def latest_versions(library: Library, known: Known | None = None) -> dict[str, Version]:
    """The latest version of each model that has one, by the model's id; what `known` has is not read again."""
    with library.reading() as connection:
        frozen = MODEL.c.id.in_(select(VERSION.c.model_id))
        ids = {row.id: row.uuid for row in connection.execute(select(MODEL.c.id, MODEL.c.uuid).where(frozen)).all()}
        found = (known or Known()).records(
            library, connection, VERSION, lambda row: version_of(row, ids[row["model_id"]])
        )
    return {each.model: each for each in sorted(found, key=lambda each: (each.major, each.minor))}


def freeze(
    library: Library,
    model: str,
    *,
    note: str,
    author: Author,
    major: bool = False,
    words: Mapping[str, str] | None = None,
) -> Version:
    """Make a version of the draft as it is saved: 1.0 at first, then one minor or `major` step further.

    `words` are the names that references stand for, by the id of what they refer to, those of the dictionary now if not
    given; they are in the hash too.
    Raises Problem where nothing has changed since the latest version, Damaged where the draft is damaged.
    """
    with library.writing() as writing:
        row = row_of(library, writing.connection, MODEL, model)
        return insert_version(writing, row, note=note, author=author, major=major, words=words)


def insert_version(
    writing: Writing,
    row: Row,
    *,
    note: str,
    author: Author,
    major: bool = False,
    words: Mapping[str, str] | None = None,
) -> Version:
    """The same inside a transaction; `row` is the model's."""
    library = writing.library
    draft = read_draft(library, writing.connection, row)
    content = codec.encode_version(draft.records, _words(writing, draft.records) if words is None else words)
    digest = hashlib.sha256(content).hexdigest()
    known = rows_of(library, writing.connection, VERSION, VERSION.c.model_id == row["id"])
    latest = max(known, key=lambda each: (each["major"], each["minor"]), default=None)
    if latest is not None and latest["content_hash"] == digest:
        number = f"{latest['major']}.{latest['minor']}"
        raise Problem(message("library.same_version", model=row["name"], number=number))
    values = {
        "uuid": new_id(),
        "model_id": row["id"],
        "major": 1 if latest is None else latest["major"] + major,
        "minor": 0 if latest is None or major else latest["minor"] + 1,
        "note": note,
        "author": author.name,
        "account": author.account,
        "time": now(),
        "content_hash": digest,
        "draft_hash": draft.digest,
    }
    id = writing.insert(VERSION, **values)
    writing.connection.execute(insert(VERSION_CONTENT).values(version_id=id, content=zlib.compress(content, 6)))
    return version_of(values, row["uuid"])


def read_version(library: Library, id: str) -> Frozen:
    """A version with all that it keeps. Raises Damaged where that is not what was frozen."""
    with library.reading() as connection:
        return frozen_in(library, connection, row_of(library, connection, VERSION, id))


def frozen_in(library: Library, connection: Connection, row: Row) -> Frozen:
    """The same inside a transaction."""
    uuid, name = connection.execute(select(MODEL.c.uuid, MODEL.c.name).where(MODEL.c.id == row["model_id"])).one()
    content = _content(connection, row["id"])
    version = version_of(row, uuid)
    try:
        if hashlib.sha256(content).hexdigest() == version.digest:
            records, words = codec.decode_version(content)
            return Frozen(version, tuple(records), words)
    except codec.DecodeError:
        pass
    raise Damaged(damage(library.path, message("library.where.version", name=name, number=version.number)))


def find_version(library: Library, model: str, number: str) -> Version:
    """The version of a model with that number, as ``1.2``. Raises Problem where there is none."""
    for version in versions(library, model):
        if version.number == number:
            return version
    raise Problem(message("library.no_version", number=number))


def restore_version(library: Library, id: str, revision: int, digest: str, author: Author | None = None) -> Draft:
    """Make a version the draft again, of a model that is still what `revision` and `digest` say (see `save_draft`)."""
    frozen = read_version(library, id)
    return save_draft(library, frozen.version.model, frozen.records, revision, digest, author)


def branch(library: Library, id: str, name: str, author: Author | None = None, variant: str = "to-be") -> ModelEntry:
    """A new model beside the one of a version, that begins as the version was; the old one is the as-is from now on."""
    frozen = read_version(library, id)
    origin = model(library, frozen.version.model)
    made = add_model(
        library,
        NewModel(name, frozen.records, origin.folder, origin.notation, origin.description, origin.tags, variant, id),
        author,
    )
    if not origin.variant and variant == "to-be":
        mark_variant(library, origin.id, "as-is")
    return made


def _words(writing: Writing, records: Sequence[Record]) -> dict[str, str]:
    if not any(references(record) for record in records):
        return {}
    return words_among(records, entry_names(writing.library, writing.connection))


def entry_names(library: Library, connection: Connection) -> dict[str, str]:
    """What each entry of the dictionary is called now, by its id."""
    return {row["uuid"]: row["name"] for row in rows_of(library, connection, ENTRY)}


def words_among(records: Iterable[Record], names: Mapping[str, str]) -> dict[str, str]:
    """The words that a version of these records freezes: of `names` of entries those that they refer to."""
    ids = {each.entry for record in records for each in references(record)}
    return {id: name for id, name in names.items() if id in ids}


def _content(connection: Connection, version: int) -> bytes:
    where = VERSION_CONTENT.c.version_id == version
    return unpacked(connection.execute(select(VERSION_CONTENT.c.content).where(where)).scalar())


def version_of(row: Row, model: str) -> Version:
    """The plain record of a row."""
    return Version(
        row["uuid"], model, row["major"], row["minor"], row["note"], row["author"], row["account"], row["time"],
        row["content_hash"], row["draft_hash"],
    )  # fmt: skip
