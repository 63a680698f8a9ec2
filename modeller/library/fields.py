"""The fields that a library has of its own: kept one by one, so that those of two copies come together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import current, message
from modeller.library.folders import new_id, now
from modeller.library.schema import SETTING
from modeller.library.store import Library, rows_of
from modeller.library.trail_writing import note_event
from modeller.model.entries import Author
from modeller.model.own_fields import (
    KEY,
    LONGEST,
    MOST,
    OwnField,
    encoded,
    field_kept,
    in_order,
    line_of,
    name_in,
)  # fmt: skip

_NAMED: Final = "field."


def fields_of(library: Library) -> tuple[OwnField, ...]:
    """The fields of a library, in their order."""
    with library.reading() as connection:
        return in_order(list(_fields(library, connection).values()))


def _fields(library: Library, connection: Connection) -> dict[str, OwnField]:
    """Of each field what was said last; those that were deleted are none."""
    rows = rows_of(library, connection, SETTING, SETTING.c.name.startswith(_NAMED, autoescape=True))
    last = {row["name"]: row for row in sorted(rows, key=lambda row: (row["time"], row["id"]))}
    found = (field_kept(row["value"]) for row in last.values())
    return {each.key: each for each in found if each is not None}


def change_fields(library: Library, before: Sequence[OwnField], after: Sequence[OwnField], author: Author) -> None:
    """Do to the fields of a library what leads from `before`, which somebody read, to `after`, in the order of that.

    What somebody else has added or changed meanwhile stays, where it is not the same field. Values in models stay
    whatever becomes of their field. It is noted in the trail; nothing is written where nothing changes. Raises Problem
    where a field cannot be one.
    """
    ordered = [replace(each, position=place) for place, each in enumerate(map(checked, after), 1)]
    if len({each.key for each in ordered}) < len(ordered) or len(ordered) > MOST:
        raise Problem(message("fields.refused.twice", most=MOST))
    old, new = {each.key: each for each in before}, {each.key: each for each in ordered}
    wanted: dict[str, OwnField | None] = {key: None for key in old if key not in new}
    wanted |= {key: each for key, each in new.items() if old.get(key) != each}
    if not wanted:
        return
    with library.writing() as writing:
        stamp: dict[str, Any] = {"time": now(), "author": author.name, "account": author.account}
        held = _fields(library, writing.connection)
        told = []
        for key, each in wanted.items():
            present = held.get(key)
            if present == each:
                continue
            value = encoded(each) if each is not None else ""
            writing.insert(SETTING, uuid=new_id(), name=_NAMED + key, value=value, **stamp)
            sign = "+" if present is None else "−" if each is None else "±"
            if each is None or present is None or replace(present, position=each.position) != each:
                told.append(f"{sign} {name_in(each or present or old[key], current())} ({key})")
        note_event(writing, "fields", author, ", ".join(told))


def checked(field: OwnField) -> OwnField:
    """The field with its texts as they are kept. Raises Problem where it cannot be one."""
    if not KEY.fullmatch(field.key):
        raise Problem(message("fields.refused.key", field=shown(field.key)))
    names = tuple((language, line_of(name)) for language, name in field.names if line_of(name))
    choices = tuple(dict.fromkeys(filter(None, map(line_of, field.choices))))
    if not names:
        raise Problem(message("fields.refused.name", field=field.key))
    if not field.holders:
        raise Problem(message("fields.refused.holders", field=field.key))
    if field.kind == "choice" and not choices:
        raise Problem(message("fields.refused.choices", field=field.key))
    unit = line_of(field.unit)
    if len(choices) > MOST or any(len(each) > LONGEST for each in (unit, *choices, *dict(names).values())):
        raise Problem(message("fields.refused.long", field=field.key, longest=LONGEST, most=MOST))
    return replace(
        field, names=names, choices=choices if field.kind == "choice" else (),
        unit=unit if field.kind == "number" else "",
    )  # fmt: skip
