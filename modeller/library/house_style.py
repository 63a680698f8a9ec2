"""An organisation's house style and its own clauses, as a library keeps them: a setting for each field and each clause.

Two people who change different fields, or different clauses, in two copies both keep what they did. Of one field the
latest setting holds. A clause's settings say which ones they follow; where two follow the same, as in two copies, the
later holds, and what somebody goes on with before what somebody else took out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from sqlalchemy import Connection

from modeller.files.problem import Problem
from modeller.library.folders import new_id, now
from modeller.library.schema import MODEL, SETTING
from modeller.library.store import Library, Row, Writing, rows_of
from modeller.library.trail_writing import note_event
from modeller.model.entries import Author
from modeller.model.house_style import Clause, HouseStyle, checked_clause, checked_style
from modeller.model.house_style_json import House, clause_kept, encoded, value_kept

_STYLE: Final = "style."
_CLAUSE: Final = "clause"
_FIELDS: Final = tuple(field.name for field in fields(HouseStyle))
_PLAIN: Final = HouseStyle()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A setting that says what a clause is, None where it was taken out; `after` are those that it follows."""

    id: str
    row: Row
    clause: Clause | None
    after: frozenset[str]


def house_of(library: Library) -> House:
    """The style, and all clauses in their order. What a newer program wrote and this one cannot read is passed over."""
    with library.reading() as connection:
        return _house(library, connection)


def set_style(library: Library, style: HouseStyle, author: Author) -> None:
    """Make documents look like this from now on; it is noted in the trail. Nothing is written where they do.

    Raises Problem.
    """
    save_house(library, House(style), author, House(house_of(library).style))


def set_clause(library: Library, clause: Clause, author: Author) -> Clause:
    """Add a clause, the last at its place, or change the one of its id; as it is kept. Raises Problem."""
    known = house_of(library)
    if not clause.id:
        order = max((each.order for each in known.clauses), default=0) + 1
        clause = replace(clause, id=new_id(), order=order)
    clause = checked_clause(clause)
    others = tuple(each for each in known.clauses if each.id != clause.id)
    save_house(library, known._replace(clauses=(*others, clause)), author, known)
    return clause


def remove_clause(library: Library, id: str, author: Author) -> None:
    """Take a clause out of all documents. Raises Problem."""
    known = house_of(library)
    left = tuple(each for each in known.clauses if each.id != id)
    save_house(library, known._replace(clauses=left), author, known)


def save_house(library: Library, house: House, author: Author, before: House) -> None:
    """Write what differs from `before`, which was read and changed; all else stays, whoever changed it since.

    Raises Problem where something cannot be printed, then nothing is written.
    """
    style, clauses = checked_style(house.style), tuple(map(checked_clause, house.clauses))
    known = {each.id: each for each in before.clauses}
    new = [each for each in clauses if known.get(each.id) != each]
    gone = [each for each in before.clauses if each.id not in {clause.id for clause in clauses}]
    said = {name: getattr(style, name) for name in _FIELDS if getattr(style, name) != getattr(before.style, name)}
    if not (new or gone or said):
        return
    with library.writing() as writing:
        stamp: dict[str, Any] = {"time": now(), "author": author.name, "account": author.account}
        for name, value in said.items():
            writing.insert(SETTING, uuid=new_id(), name=_STYLE + name, value=encoded(value), **stamp)
        if said:
            note_event(writing, "house_style", author, _told(said))
        heads = _heads(_kept(rows_of(library, writing.connection, SETTING, SETTING.c.name == _CLAUSE)))
        for each, removed in (*((each, False) for each in new), *((each, True) for each in gone)):
            clause = each if each.id else replace(each, id=new_id())
            after = [str(head.row["uuid"]) for head in heads.get(clause.id, ())]
            value = json.dumps(asdict(clause) | {"after": after, "removed": removed}, ensure_ascii=False)
            writing.insert(SETTING, uuid=new_id(), name=_CLAUSE, value=value, **stamp)
            _note(writing, clause, removed, author)


def leave_out(writing: Writing, models: Iterable[str]) -> None:
    """Take the clauses of models that a copy to send does not have out of it."""
    doomed = set(models)
    for kept in _kept(rows_of(writing.library, writing.connection, SETTING, SETTING.c.name == _CLAUSE)):
        if kept.clause is not None and kept.clause.model in doomed:
            writing.remove(SETTING, kept.row, trace=False)


def _house(library: Library, connection: Connection) -> House:
    rows = rows_of(library, connection, SETTING, SETTING.c.name.in_([_CLAUSE, *(_STYLE + name for name in _FIELDS)]))
    said: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: (row["time"], row["id"])):
        name = row["name"].removeprefix(_STYLE)
        value = value_kept(name, row["value"]) if row["name"] != _CLAUSE else None
        if value is not None:
            said[name] = value
    found = [_holding(heads) for heads in _heads(_kept(rows)).values()]
    clauses = [each for each in found if each is not None]
    return House(_style(said), tuple(sorted(clauses, key=lambda each: (each.order, each.id))))


def _style(said: Mapping[str, Any]) -> HouseStyle:
    """The style of these fields, without what no document can be made with."""
    made = _PLAIN
    for name, value in said.items():
        try:
            made = made if name == "logo" else checked_style(replace(made, **{name: value}))
        except Problem:
            continue
    return replace(made, logo=said.get("logo", b""))  # one that is broken is said where it is printed


def _kept(rows: Iterable[Row]) -> list[_Kept]:
    found = []
    for row in rows:
        if row["name"] != _CLAUSE:
            continue
        try:
            held = json.loads(row["value"])
        except (ValueError, RecursionError):
            continue
        clause = clause_kept(held)
        after = held.get("after") if isinstance(held, dict) else None
        if clause is not None and clause.id:
            listed = frozenset(filter(lambda each: isinstance(each, str), after if isinstance(after, list) else ()))
            found.append(_Kept(clause.id, row, None if held.get("removed") is True else clause, listed))
    return found


def _heads(kept: Sequence[_Kept]) -> dict[str, list[_Kept]]:
    """By the id of each clause the settings that no other follows."""
    followed = {uuid for each in kept for uuid in each.after}
    found: dict[str, list[_Kept]] = {}
    for each in kept:
        if each.row["uuid"] not in followed:
            found.setdefault(each.id, []).append(each)
    return found


def _holding(heads: Sequence[_Kept]) -> Clause | None:
    last = max(heads, key=lambda each: (each.clause is not None, each.row["time"], each.row["uuid"]))
    return last.clause


def _told(said: Mapping[str, Any]) -> str:
    """What was set, for the trail: words as they are, of a logo how many bytes."""
    texts = []
    for name, value in said.items():
        listed = value if isinstance(value, tuple) else (f"{len(value)} B" if isinstance(value, bytes) else str(value),)
        texts.append(f"{name}: {', '.join(listed)}")
    return "; ".join(texts)


def _note(writing: Writing, clause: Clause, removed: bool, author: Author) -> None:
    """Note a clause with its text: where two copies changed it, the trail is where the other text is read again."""
    said = clause.title if removed or not clause.text else f"{clause.title}\n{clause.text}"
    rows = rows_of(writing.library, writing.connection, MODEL, MODEL.c.uuid == clause.model)
    note_event(writing, "remove_clause" if removed else "clause", author, said, next(iter(rows), None), whole=True)
