"""The models of a library: what they are called, where they stand, what people say of them; not what is in them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, func, or_, select

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library import lineage, order
from modeller.library.drafts import delete_records, digest_of, insert_records
from modeller.library.folders import checked_name, folder_row, folders, in_bin, is_empty, new_id, now, paths
from modeller.library.known import Known
from modeller.library.schema import (
    APPROVAL,
    ATTACHMENT,
    ATTACHMENT_CONTENT,
    COMMENT,
    FOLDER,
    LIBRARY,
    MODEL,
    VERSION,
    VERSION_CONTENT,
)
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.library.trail_writing import note_event
from modeller.model.entries import Author, LibraryFacts, ModelEntry, NewModel

_ANYWHERE: Final = "*"
_ID: Final = 4
"""So many characters of an id are enough to name a model, where no other begins so."""


def facts(library: Library) -> LibraryFacts:
    """The library as a whole."""
    with library.reading() as connection:
        row = connection.execute(select(LIBRARY)).mappings().one()
        counts = [
            int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)
            for table in (MODEL, FOLDER, VERSION)
        ]
    return LibraryFacts(row["uuid"], row["name"], row["revision"], row["written_by"], row["created"], *counts)


def models(library: Library, folder: str | None = _ANYWHERE, *, binned: bool = False) -> list[ModelEntry]:
    """The models of the library or of one folder (None: at the top), in the order of the tree.

    `binned`: those in the bin instead, themselves or with a folder that holds them.
    """
    tree = folders(library)
    gone, rank = in_bin(tree), {each.id: number for number, each in enumerate(tree)}
    with library.reading() as connection:
        ids = {row["id"]: row["uuid"] for row in rows_of(library, connection, FOLDER)}
        where: list[Any] = []
        if folder != _ANYWHERE:
            wanted = next((id for id, uuid in ids.items() if uuid == folder), None)
            where.append(MODEL.c.folder_id == wanted)
        found = [entry_of(row, ids.get(row["folder_id"])) for row in rows_of(library, connection, MODEL, *where)]
    chosen = [each for each in found if (bool(each.binned) or each.folder in gone) is binned]
    return sorted(chosen, key=lambda each: (rank.get(each.folder or "", -1), each.position))


def all_models(library: Library, known: Known) -> tuple[list[ModelEntry], list[ModelEntry]]:
    """All models, in the order of the tree, and those in the bin apart; what `known` has is not read again."""
    tree = folders(library)
    gone, rank = in_bin(tree), {each.id: number for number, each in enumerate(tree)}
    with library.reading() as connection:
        ids = {row.id: row.uuid for row in connection.execute(select(FOLDER.c.id, FOLDER.c.uuid)).all()}
        found = known.records(library, connection, MODEL, lambda row: entry_of(row, ids.get(row["folder_id"])))
    found.sort(key=lambda each: (rank.get(each.folder or "", -1), each.position))
    binned = [each for each in found if each.binned or each.folder in gone]
    return [each for each in found if not each.binned and each.folder not in gone], binned


def model(library: Library, id: str) -> ModelEntry:
    """The model of that id. Raises Problem where there is none."""
    with library.reading() as connection:
        return _entry(connection, row_of(library, connection, MODEL, id))


def find_model(library: Library, text: str, *, binned: bool = False) -> ModelEntry:
    """The model that is called so, or stands at that path of folders and name, or whose id begins so.

    Raises Problem where there is none, or several: then it names their ids.
    """
    tree = folders(library)
    gone, ways = in_bin(tree), paths(tree)
    name = text.rpartition("/")[2]
    with library.reading() as connection:
        ids = {row["id"]: row["uuid"] for row in rows_of(library, connection, FOLDER)}
        like = or_(MODEL.c.name.in_((text, name)), MODEL.c.uuid.startswith(text.lower(), autoescape=True))
        found = [entry_of(row, ids.get(row["folder_id"])) for row in rows_of(library, connection, MODEL, like)]
    found = [each for each in found if (bool(each.binned) or each.folder in gone) is binned]
    wanted = text.removeprefix("/")
    ways_to_say: tuple[Any, ...] = (
        lambda each: each.id == text.lower(),
        lambda each: "/".join((*ways.get(each.folder or "", ()), each.name)) == wanted,
        lambda each: each.name == text,
        lambda each: len(text) >= _ID and each.id.startswith(text.lower()),
    )
    for meant in ways_to_say:
        same = [each for each in found if meant(each)]
        if len(same) > 1:
            listed = ", ".join(each.id[:8] for each in same[:5])
            raise Problem(message("library.several_models", text=shown(text), ids=listed, name=shown(library.path)))
        if same:
            return same[0]
    raise Problem(message("library.no_model", text=shown(text), name=shown(library.path)))


def add_models(library: Library, new: Iterable[NewModel], author: Author | None = None) -> list[ModelEntry]:
    """Put models into the library, each the last of its folder: all of them or none."""
    with library.writing() as writing:
        return [insert_model(writing, each, author or Author()) for each in new]


def add_model(library: Library, new: NewModel, author: Author | None = None) -> ModelEntry:
    """Put one model into the library."""
    return add_models(library, [new], author)[0]


def insert_model(writing: Writing, new: NewModel, author: Author) -> ModelEntry:
    """The same inside a transaction."""
    folder, time = folder_row(writing, new.folder), now()
    last = writing.connection.execute(select(func.max(MODEL.c.position)).where(MODEL.c.folder_id == folder)).scalar()
    row: dict[str, Any] = {
        "uuid": new_id(),
        "folder_id": folder,
        "position": 0.0 if last is None else last + 1,
        "name": checked_name(new.name),
        "notation": new.notation,
        "description": new.description,
        "tags": _tags(new.tags),
        "variant": new.variant,
        "branched_from": new.branched_from,
        "created": time,
        "changed": time,
        "author": author.name,
        "account": author.account,
        "revision": 1,
        "content_hash": digest_of(new.records),
        "binned": "",
    }
    insert_records(writing, writing.insert(MODEL, **row), new.records)
    lineage.append(writing, row["uuid"], row["content_hash"])
    return entry_of(row, new.folder)


def rename_model(library: Library, id: str, name: str) -> None:
    _change(library, id, name=checked_name(name))


def describe_model(library: Library, id: str, description: str) -> None:
    _change(library, id, description=description)


def tag_model(library: Library, id: str, tags: Sequence[str]) -> None:
    """These tags and no others."""
    _change(library, id, tags=_tags(tags))


def mark_variant(library: Library, id: str, variant: str) -> None:
    """ "as-is", "to-be" or nothing."""
    _change(library, id, variant=variant)


def move_model(library: Library, id: str, folder: str | None, before: str | None = None) -> None:
    """Put a model into a folder (None: the top), before one of its models or last."""
    with library.writing() as writing:
        row = row_of(library, writing.connection, MODEL, id)
        holder = folder_row(writing, folder)
        place = order.position(_siblings(writing, holder, id), before)
        if place is None:
            for number, (uuid, _) in enumerate(sorted(_siblings(writing, holder, id), key=lambda pair: pair[1])):
                each = row_of(library, writing.connection, MODEL, uuid)
                writing.change(MODEL, each, position=float(number))
            place = order.position(_siblings(writing, holder, id), before)
        writing.change(MODEL, row, folder_id=holder, position=place)


def bin_model(library: Library, id: str) -> None:
    """Put a model into the bin; all of it stays."""
    _change(library, id, binned=now())


def restore_model(library: Library, id: str) -> None:
    """Take a model out of the bin; one whose folder is in the bin comes to the top."""
    gone = in_bin(folders(library))
    with library.writing() as writing:
        row = row_of(library, writing.connection, MODEL, id)
        ids = {each["id"]: each["uuid"] for each in rows_of(library, writing.connection, FOLDER)}
        keep = ids.get(row["folder_id"]) not in gone
        writing.change(MODEL, row, binned="", folder_id=row["folder_id"] if keep else None)


def empty_bin(library: Library, author: Author | None = None, *, backup: bool = True, trace: bool = True) -> int:
    """Delete what is in the bin, for good, with its versions; how many models that were (see `Writing.remove`)."""
    tree = folders(library)
    gone = in_bin(tree)
    doomed = models(library, binned=True)
    with library.writing(backup=backup) as writing:
        for entry in doomed:
            if trace:
                row = row_of(library, writing.connection, MODEL, entry.id)
                note_event(writing, "delete", author or Author(), model=row)
            remove_model(writing, entry.id, trace=trace)
        for folder in reversed(tree):
            if folder.id in gone:
                row = row_of(library, writing.connection, FOLDER, folder.id)
                if is_empty(writing.connection, row["id"]):
                    writing.remove(FOLDER, row, trace=trace)
    return len(doomed)


def remove_models(library: Library, ids: Sequence[str]) -> None:
    """Delete models for good, as if they had never come: for what is called off."""
    if ids:
        with library.writing() as writing:
            for id in ids:
                remove_model(writing, id, trace=False)


def remove_model(writing: Writing, id: str, *, trace: bool = True) -> None:
    """Delete a model with all that belongs to it, for good, but for the audit trail (see `Writing.remove`)."""
    library, connection = writing.library, writing.connection
    row = row_of(library, connection, MODEL, id)
    versions = select(VERSION.c.id).where(VERSION.c.model_id == row["id"])
    for stands in rows_of(library, connection, APPROVAL, APPROVAL.c.version_id.in_(versions)):
        writing.remove(APPROVAL, stands, trace=False)
    for table, content in ((VERSION, VERSION_CONTENT.c.version_id), (ATTACHMENT, ATTACHMENT_CONTENT.c.attachment_id)):
        for each in rows_of(library, connection, table, table.c.model_id == row["id"]):
            connection.execute(delete(content.table).where(content == each["id"]))
            writing.remove(table, each, trace=trace)
    for comment in reversed(rows_of(library, connection, COMMENT, COMMENT.c.model_id == row["id"])):
        writing.remove(COMMENT, comment, trace=trace)
    delete_records(writing, row["id"])
    writing.remove(MODEL, row, trace=trace)


def entry_of(row: Row, folder: str | None) -> ModelEntry:
    """The plain record of a row."""
    return ModelEntry(
        id=row["uuid"],
        name=row["name"],
        folder=folder,
        position=row["position"],
        notation=row["notation"],
        description=row["description"],
        tags=tuple(json.loads(row["tags"])),
        variant=row["variant"],
        branched_from=row["branched_from"],
        created=row["created"],
        changed=row["changed"],
        author=row["author"],
        account=row["account"],
        revision=row["revision"],
        digest=row["content_hash"],
        binned=row["binned"],
    )


def _entry(connection: Connection, row: Row) -> ModelEntry:
    folder = connection.execute(select(FOLDER.c.uuid).where(FOLDER.c.id == row["folder_id"])).scalar()
    return entry_of(row, folder)


def _change(library: Library, id: str, **values: Any) -> None:
    with library.writing() as writing:
        writing.change(MODEL, row_of(library, writing.connection, MODEL, id), **values)


def _siblings(writing: Writing, holder: int | None, but: str) -> list[order.Placed]:
    found = writing.connection.execute(select(MODEL.c.uuid, MODEL.c.position).where(MODEL.c.folder_id == holder))
    return [(uuid, place) for uuid, place in found.all() if uuid != but]


def _tags(tags: Sequence[str]) -> str:
    return json.dumps(list(dict.fromkeys(tag.strip() for tag in tags if tag.strip())), ensure_ascii=False)
