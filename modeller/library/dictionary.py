"""The dictionary of a library: its entries, what they are called, and who uses them."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Table, func, or_, select

from modeller.editing import text
from modeller.editing.step import step
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import listed, message
from modeller.library import rows
from modeller.library.drafts import read_draft, write_records
from modeller.library.folders import checked_name, new_id, now
from modeller.library.known import Known
from modeller.library.schema import APPROVAL, ENTRY, MODEL, RECORDS, VERSION
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.library.trail_writing import note_event
from modeller.library.versions import frozen_in
from modeller.model.codec import DecodeError
from modeller.model.dictionary import ENTRY_KINDS, ENTRY_STATES, Alike, Entry, NewEntry, Renamed, Still, Use
from modeller.model.document import Document
from modeller.model.entries import Author
from modeller.model.records import Diagram, Record
from modeller.notation.bpmn.dictionary import NAMED_AS, Reference, references, with_reference, without_reference
from modeller.validation.near_duplicates import near_duplicates

_LONGEST: Final = 20_000

Change = Callable[[Document, str, Record], None]


class EntryUsed(Problem):
    """An entry that is not deleted because it is in use."""


def entries(library: Library, kind: str = "", known: Known | None = None) -> list[Entry]:
    """All entries, or those of a kind, by kind and name; what `known` has is not read again."""
    with library.reading() as connection:
        found = _entries(library, connection, known)
    chosen = [each for each in found.values() if not kind or each.kind == kind]
    return sorted(chosen, key=lambda each: (ENTRY_KINDS.index(each.kind), each.name))


def find_entry(library: Library, name: str, kind: str = "") -> Entry:
    """The entry of that name or id, or one that has it as a synonym. Raises Problem where there is none, or several."""
    found = entries(library, kind)
    ways: tuple[Callable[[Entry], bool], ...] = (
        lambda each: each.id == name,
        lambda each: each.name == name,
        lambda each: name in {each.translation, *each.synonyms},
    )
    for meant in ways:
        same = [each for each in found if meant(each)]
        if len(same) > 1:
            named = listed(f"{each.kind} {each.id[:8]}" for each in same[:5])
            raise Problem(message("library.several_entries", name=shown(name), ids=named))
        if same:
            return same[0]
    raise Problem(message("library.no_entry", name=shown(name)))


def add_entries(library: Library, new: Iterable[NewEntry], author: Author) -> list[Entry]:
    """Put entries into the dictionary: all of them or none. Raises Problem where a name is taken among its kind."""
    with library.writing() as writing:
        return [_insert(writing, each, author) for each in new]


def change_entry(library: Library, id: str, author: Author, **values: Any) -> Entry:
    """Change what an entry says beside its name: translation, definition, synonyms, parent (an id), state."""
    with library.writing() as writing:
        row = row_of(library, writing.connection, ENTRY, id)
        if "parent" in values:
            values["parent_id"] = _parent(writing, values.pop("parent"), row["id"])
        if "synonyms" in values:
            values["synonyms"] = _listed(values["synonyms"])
        if "state" in values:
            values["status"] = values.pop("state")
        _check(values.get("definition", ""), values.get("status", "active"), row["kind"])
        writing.change(ENTRY, row, **values, **_stamp(author))
        return _entries(library, writing.connection)[id]


def remove_entry(library: Library, id: str, author: Author | None = None, *, used: bool = False) -> Renamed:
    """Delete an entry that no element refers to and no other is below; with `used` one that is in use, too.

    Then elements keep their names and refer to it no more, and what was below it stands where it stood. The elements
    are told. Raises EntryUsed where it is used and nobody said that it may be.
    """
    with library.writing() as writing:
        row = row_of(library, writing.connection, ENTRY, id)
        entry = _entries(library, writing.connection)[id]
        uses = tuple(each for each in _uses(library, writing.connection, entry) if each.referred)
        below = [each for each in rows_of(library, writing.connection, ENTRY) if each["parent_id"] == row["id"]]
        if (uses or below) and not used:
            raise EntryUsed(message("library.entry_used", name=row["name"], count=len(uses) + len(below)))

        def change(document: Document, key: str, record: Record) -> None:
            _put(document, key, without_reference(record, id))

        _rewrite(writing, uses, change, author or Author())
        for each in below:
            writing.change(ENTRY, each, parent_id=row["parent_id"])
        writing.remove(ENTRY, row)
        note_event(writing, "remove_entry", author or Author(), entry.name)
        return Renamed(entry, entry.name, uses, ())


def where_used(library: Library, id: str) -> list[Use]:
    """The elements of drafts that refer to an entry, and those that merely bear its name."""
    with library.reading() as connection:
        return _uses(library, connection, _entries(library, connection)[id])


def rename_entry(library: Library, id: str, name: str, author: Author, *, preview: bool = False) -> Renamed:
    """Call an entry something else, in all drafts at once: one transaction, or nothing.

    Elements that bear its name by reference, or the same name without one, are renamed, and refer to it from then on.
    Published versions stay as they are and are listed. With `preview` nothing is written. Raises Problem where the name
    is taken, and Damaged where a draft that uses it is.
    """
    name = checked_name(name)
    if preview:
        with library.reading() as connection:
            entry = _entries(library, connection)[id]
            return _renamed(library, connection, entry, entry.name)
    with library.writing() as writing:
        row = row_of(library, writing.connection, ENTRY, id)
        entry = _entries(library, writing.connection)[id]
        _check_free(writing, entry.kind, name, id)
        told = _renamed(library, writing.connection, entry, entry.name)

        def change(document: Document, key: str, record: Record) -> None:
            if _bears(record, entry):
                _bear(document, key, replace(entry, name=name))

        _rewrite(writing, told.uses, change, author)
        kept = dict.fromkeys(each for each in (*entry.synonyms, entry.name) if each != name)
        writing.change(ENTRY, row, name=name, synonyms=_listed(tuple(kept)), **_stamp(author))
        note_event(writing, "rename_entry", author, f"{entry.name} → {name}")
        return Renamed(_entries(library, writing.connection)[id], entry.name, told.uses, told.still)


def merge_entries(library: Library, keep: str, gone: str, author: Author) -> Renamed:
    """Make two entries one: what referred to `gone`, or bore its name, refers to `keep` and bears its name."""
    with library.writing() as writing:
        return unite_entries(writing, keep, gone, author)


def unite_entries(writing: Writing, keep: str, gone: str, author: Author) -> Renamed:
    """The same in a transaction that somebody else began."""
    library = writing.library
    known = _entries(library, writing.connection)
    entry, other = known[keep], known[gone]
    if keep == gone or entry.kind != other.kind:
        raise Problem(message("library.no_merge", first=entry.name, second=other.name))
    told = _renamed(library, writing.connection, other, other.name)

    def change(document: Document, key: str, record: Record) -> None:
        if _bears(record, other):
            text.rename(document, key, entry.name)
            made = Reference(keep, named=True)
        else:
            made = Reference(keep)
        _put(document, key, with_reference(without_reference(document[key], gone), made))

    _rewrite(writing, told.uses, change, author)
    into, row = (row_of(library, writing.connection, ENTRY, each) for each in (keep, gone))
    for below in rows_of(library, writing.connection, ENTRY, ENTRY.c.parent_id == row["id"]):
        holder = None if below["id"] == into["id"] else into["id"]
        writing.change(ENTRY, below, parent_id=holder)
    into, row = (row_of(library, writing.connection, ENTRY, each) for each in (keep, gone))
    words = dict.fromkeys((*entry.synonyms, other.name, *other.synonyms))
    writing.change(
        ENTRY,
        into,
        synonyms=_listed(tuple(each for each in words if each != entry.name)),
        translation=entry.translation or other.translation,
        definition=entry.definition or other.definition,
        **_stamp(author),
    )
    writing.remove(ENTRY, row)
    note_event(writing, "merge_entries", author, f"{other.name} → {entry.name}")
    return Renamed(_entries(library, writing.connection)[keep], other.name, told.uses, told.still)


def is_used(writing: Writing, row: Row) -> bool:
    """Whether an element of a draft refers to an entry, or another entry is below it."""
    below = rows_of(writing.library, writing.connection, ENTRY, ENTRY.c.parent_id == row["id"])
    return bool(below) or any(each.referred for each in _uses(writing.library, writing.connection, _entry(row, None)))


def follow_names(writing: Writing, names: Mapping[str, Collection[str]], author: Author) -> list[str]:
    """Have the elements that bear an entry's name bear the one it has now; the ids of the models that are other by it.

    `names` are, by the ids of entries, what each was called before: who bears one of these without a reference follows
    too. Raises Damaged where such a draft is damaged.
    """
    known = _entries(writing.library, writing.connection)
    found: dict[str, dict[str, Entry]] = {}
    uses: dict[str, list[Use]] = {}
    for entry in (known[id] for id in names if id in known):
        for other in {*names[entry.id]} - {entry.name}:
            old = replace(entry, name=other)
            for use in _uses(writing.library, writing.connection, old):
                found.setdefault(use.model, {})[use.element] = old
                uses.setdefault(use.model, []).append(use)
    changed = []
    for model, held in found.items():

        def change(document: Document, key: str, record: Record, held: Mapping[str, Entry] = held) -> None:
            old = held[key]
            if _bears(record, old) and record.text != known[old.id].name:
                _bear(document, key, known[old.id])

        changed += _rewrite(writing, uses[model], change, author)
    return changed


def duplicates(library: Library, kind: str = "") -> list[Alike]:
    """Entries that may be one thing under two names; what is retired is left out."""
    return list(near_duplicates(each for each in entries(library, kind) if each.state != "retired"))


def named_alike(writing: Writing, id: str) -> str | None:
    """The id of another entry of the same kind and name, whatever its case; the older one where there are several."""
    row = row_of(writing.library, writing.connection, ENTRY, id)
    same = _of_name(row["kind"], row["name"], id)
    found: str | None = writing.connection.execute(
        select(ENTRY.c.uuid).where(*same).order_by(ENTRY.c.id).limit(1)
    ).scalar()
    return found


def _insert(writing: Writing, new: NewEntry, author: Author) -> Entry:
    name = checked_name(new.name)
    _check(new.definition, new.state, new.kind)
    _check_free(writing, new.kind, name)
    id = new_id()
    writing.insert(
        ENTRY, uuid=id, kind=new.kind, name=name, translation=new.translation.strip(), definition=new.definition,
        synonyms=_listed(new.synonyms), parent_id=_parent(writing, new.parent, None), status=new.state,
        **_stamp(author),
    )  # fmt: skip
    return _entry(row_of(writing.library, writing.connection, ENTRY, id), new.parent)


def _entries(library: Library, connection: Connection, known: Known | None = None) -> dict[str, Entry]:
    ids: dict[int, str] = {row.id: row.uuid for row in connection.execute(select(ENTRY.c.id, ENTRY.c.uuid))}
    found = (known or Known()).records(
        library, connection, ENTRY, lambda row: _entry(row, ids.get(row["parent_id"]))
    )  # fmt: skip
    return {each.id: each for each in found}


def _entry(row: Row, parent: str | None) -> Entry:
    return Entry(
        row["uuid"], row["kind"], row["name"], row["translation"], row["definition"],
        tuple(json.loads(row["synonyms"])), parent, row["status"], row["changed"], row["author"], row["account"],
    )  # fmt: skip


def _uses(library: Library, connection: Connection, entry: Entry) -> list[Use]:
    models = {row["id"]: row for row in rows_of(library, connection, MODEL)}
    found = []
    for table in RECORDS:
        for values in connection.execute(select(table).where(_mentions(table, entry))).all():
            try:
                _, record = rows.from_row(table.name, tuple(values))
            except DecodeError:  # the draft is damaged: it is said when it is read
                continue
            referred = any(each.entry == entry.id for each in references(record))
            if referred or _bears(record, entry):
                row = models[values[0]]
                found.append(Use(row["uuid"], row["name"], record.key, record.text, referred))
    return sorted(found, key=lambda each: (each.model_name, each.model, each.element))


def _mentions(table: Table, entry: Entry) -> Any:
    by_name = table.c.name.in_((entry.name,))
    return or_(table.c.content.contains(entry.id, autoescape=True), by_name)


def _bears(record: Record, entry: Entry) -> bool:
    """Has an element the name of an entry: by reference, or the same name where its kind says so?"""
    for each in references(record):
        if each.named:
            return each.entry == entry.id
    return not isinstance(record, Diagram) and record.text == entry.name and record.type in NAMED_AS.get(entry.kind, ())


def _renamed(library: Library, connection: Connection, entry: Entry, old: str) -> Renamed:
    return Renamed(entry, old, tuple(_uses(library, connection, entry)), tuple(_still(library, connection, entry, old)))


def _still(library: Library, connection: Connection, entry: Entry, old: str) -> list[Still]:
    """The published versions that say a name."""
    found = []
    for row in rows_of(library, connection, APPROVAL, APPROVAL.c.kind == "published"):
        version = rows_of(library, connection, VERSION, VERSION.c.id == row["version_id"])[0]
        frozen = frozen_in(library, connection, version)
        said = frozen.words.get(entry.id) == old or any(
            record.text == old and _bears(record, entry) for record in frozen.records
        )
        if said:
            model = rows_of(library, connection, MODEL, MODEL.c.id == version["model_id"])[0]
            found.append(Still(model["uuid"], model["name"], frozen.version.number))
    return sorted(found, key=lambda each: each.model_name)


def _bear(document: Document, key: str, entry: Entry) -> None:
    text.rename(document, key, entry.name)
    _put(document, key, with_reference(document[key], Reference(entry.id, named=True)))


def _rewrite(writing: Writing, uses: Sequence[Use], change: Change, author: Author) -> list[str]:
    """Change elements of drafts, each draft saved once; the ids of the models that are other now."""
    changed = []
    for model in dict.fromkeys(each.model for each in uses):
        row = row_of(writing.library, writing.connection, MODEL, model)
        document = Document(read_draft(writing.library, writing.connection, row).records)
        with step(document, message("editing.rename")):
            for each in uses:
                if each.model == model:
                    change(document, each.element, document[each.element])
        made, way_back = write_records(writing, row["id"], tuple(document))
        if made != row["content_hash"]:
            revision = row["revision"] + 1
            writing.change(MODEL, row, way_back=way_back, revision=revision, content_hash=made, **_stamp(author))
            changed.append(model)
    return changed


def _put(document: Document, key: str, record: Record) -> None:
    if record != document[key]:
        with step(document, message("editing.property")) as edit:
            edit.put(record)


def _check_free(writing: Writing, kind: str, name: str, but: str = "") -> None:
    same = _of_name(kind, name, but)
    if writing.connection.execute(select(ENTRY.c.id).where(*same).limit(1)).scalar() is not None:
        raise Problem(message("library.entry_taken", name=name))


def _of_name(kind: str, name: str, but: str) -> tuple[Any, ...]:
    return (ENTRY.c.kind == kind, func.lower(ENTRY.c.name) == name.lower(), ENTRY.c.uuid != but)


def _check(definition: str, state: str, kind: str) -> None:
    if len(definition) > _LONGEST or state not in ENTRY_STATES or kind not in ENTRY_KINDS:
        raise Problem(message("library.entry_form", limit=_LONGEST))


def _parent(writing: Writing, id: str | None, child: int | None) -> int | None:
    """The number of the row of a parent. Raises Problem where an entry would be its own."""
    if not id:
        return None
    found = {row["uuid"]: row for row in rows_of(writing.library, writing.connection, ENTRY)}
    above = {row["id"]: row["parent_id"] for row in found.values()}
    if id not in found:
        raise Problem(message("library.no_entry", name=shown(id)))
    number: int | None = found[id]["id"]
    while number is not None:
        if number == child:
            raise Problem(message("library.entry_in_itself", name=found[id]["name"]))
        number = above[number]
    return int(found[id]["id"])


def _listed(names: Iterable[str]) -> str:
    return json.dumps(list(dict.fromkeys(each.strip() for each in names if each.strip())), ensure_ascii=False)


def _stamp(author: Author) -> dict[str, Any]:
    return {"changed": now(), "author": author.name, "account": author.account}
