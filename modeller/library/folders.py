"""The folders of a library: a tree, in an order that people choose, with a bin."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from modeller.files.names import fits_a_line
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library import order
from modeller.library.schema import FOLDER, MODEL
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.model.entries import Folder

NAME_LIMIT: Final = 1_000
"""Characters in a name; what else a person may write is longer."""


def folders(library: Library) -> list[Folder]:
    """All folders, those in the bin too, each after the one that holds it, in their order."""
    with library.reading() as connection:
        found = rows_of(library, connection, FOLDER)
    ids = {row["id"]: row["uuid"] for row in found}
    below: dict[Any, list[Row]] = {}
    for row in sorted(found, key=lambda row: (row["position"], row["id"])):
        below.setdefault(row["parent_id"], []).append(row)
    ordered: list[Folder] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        row = waiting.pop()
        ordered.append(Folder(row["uuid"], row["name"], ids.get(row["parent_id"]), row["position"], row["binned"]))
        waiting += reversed(below.get(row["id"], []))
    return ordered


def paths(found: list[Folder]) -> dict[str, tuple[str, ...]]:
    """By its id the names from the top down to each folder."""
    made: dict[str, tuple[str, ...]] = {}
    for folder in found:
        made[folder.id] = (*(made[folder.parent] if folder.parent is not None else ()), folder.name)
    return made


def holding(found: list[Folder], folder: str | None) -> list[str]:
    """The ids of a folder and of those that hold it, from the innermost up; nothing for the top."""
    known, held = {each.id: each for each in found}, list[str]()
    while folder in known and folder not in held:
        held.append(folder)
        folder = known[folder].parent
    return held


def with_below(found: list[Folder], chosen: Collection[str | None]) -> set[str | None]:
    """The ids of the chosen folders and of all that are in them; with None among them, of all there are."""
    inside = set(chosen)
    for folder in found:  # each comes after the one that holds it
        if folder.parent in inside:
            inside.add(folder.id)
    return inside


def in_bin(found: list[Folder]) -> set[str]:
    """The ids of the folders that are in the bin, themselves or with one that holds them."""
    gone: set[str] = set()
    for folder in found:
        if folder.binned or folder.parent in gone:
            gone.add(folder.id)
    return gone


def add_folder(library: Library, name: str, parent: str | None = None) -> Folder:
    """A new folder, the last in `parent` or at the top."""
    with library.writing() as writing:
        return insert_folder(writing, name, parent)


def insert_folder(writing: Writing, name: str, parent: str | None) -> Folder:
    """The same inside a transaction."""
    holder = folder_row(writing, parent)
    place = order.position(_siblings(writing, holder), None) or 0.0
    folder = Folder(new_id(), checked_name(name), parent, place)
    writing.insert(FOLDER, uuid=folder.id, parent_id=holder, position=place, name=folder.name, binned="")
    return folder


def rename_folder(library: Library, id: str, name: str) -> None:
    with library.writing() as writing:
        writing.change(FOLDER, row_of(library, writing.connection, FOLDER, id), name=checked_name(name))


def move_folder(library: Library, id: str, parent: str | None, before: str | None = None) -> None:
    """Put a folder into another, before one of its folders or last. Raises Problem where it would hold itself."""
    with library.writing() as writing:
        row = row_of(library, writing.connection, FOLDER, id)
        holder = folder_row(writing, parent)
        parents = {each["id"]: each["parent_id"] for each in rows_of(library, writing.connection, FOLDER)}
        above = holder
        while above is not None:
            if above == row["id"]:
                raise Problem(message("library.folder_in_itself", folder=row["name"]))
            above = parents[above]
        siblings = [each for each in _siblings(writing, holder) if each[0] != id]
        writing.change(FOLDER, row, parent_id=holder, position=_room(writing, siblings, before, holder))


def bin_folder(library: Library, id: str) -> None:
    """Put a folder with all it holds into the bin."""
    with library.writing() as writing:
        writing.change(FOLDER, row_of(library, writing.connection, FOLDER, id), binned=now())


def restore_folder(library: Library, id: str) -> None:
    """Take a folder out of the bin; one whose holder is in the bin comes to the top."""
    gone = in_bin(folders(library))
    with library.writing() as writing:
        row = row_of(library, writing.connection, FOLDER, id)
        parents = {each["id"]: each["uuid"] for each in rows_of(library, writing.connection, FOLDER)}
        keep = parents.get(row["parent_id"]) not in gone
        writing.change(FOLDER, row, binned="", parent_id=row["parent_id"] if keep else None)


def take_back_folders(library: Library, ids: list[str]) -> None:
    """Delete folders that hold nothing, the last first: for what is called off."""
    if ids:
        with library.writing() as writing:
            for id in reversed(ids):
                row = row_of(library, writing.connection, FOLDER, id)
                if is_empty(writing.connection, row["id"]):
                    writing.remove(FOLDER, row, trace=False)


def folder_row(writing: Writing, id: str | None) -> int | None:
    """The number of a folder's row, None for the top."""
    return None if id is None else int(row_of(writing.library, writing.connection, FOLDER, id)["id"])


def checked_name(name: str) -> str:
    """The name as it is kept. Raises Problem where it is none."""
    name = name.strip()
    if not name or len(name) > NAME_LIMIT or not fits_a_line(name):
        raise Problem(message("library.no_name", text=shown(name[:40]), limit=NAME_LIMIT))
    return name


def new_id() -> str:
    from uuid import uuid4

    return uuid4().hex


def now() -> str:
    """The present time as it is kept: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def is_empty(connection: Connection, folder: int) -> bool:
    """Does a folder hold nothing?"""
    inside = connection.execute(select(FOLDER.c.id).where(FOLDER.c.parent_id == folder).limit(1)).scalar()
    return inside is None and (
        connection.execute(select(MODEL.c.id).where(MODEL.c.folder_id == folder).limit(1)).scalar() is None
    )


def _siblings(writing: Writing, holder: int | None) -> list[order.Placed]:
    found = writing.connection.execute(select(FOLDER.c.uuid, FOLDER.c.position).where(FOLDER.c.parent_id == holder))
    return [(uuid, place) for uuid, place in found.all()]


def _room(writing: Writing, siblings: list[order.Placed], before: str | None, holder: int | None) -> float:
    place = order.position(siblings, before)
    if place is None:
        for number, (uuid, _) in enumerate(sorted(siblings, key=lambda pair: pair[1])):
            row = row_of(writing.library, writing.connection, FOLDER, uuid)
            writing.change(FOLDER, row, position=float(number))
        place = order.position(_siblings(writing, holder), before)
    assert place is not None
    return place
