"""What a merge of two copies of a library does, in words: models, folders, entries of the dictionary, conflicts."""

import json

from modeller.editing.merge_records import Conflict, Side
from modeller.files.read import shown
from modeller.jobs.library_prepare import Prepared
from modeller.language import labelled, listed, say, set_apart
from modeller.library.bringing import Deed, Notes
from modeller.library.differing import Item
from modeller.library.joining import SYNONYMS
from modeller.library.lineage import Fields
from modeller.model.compare import Changed
from modeller.notation.differences import attribute_in_words, element_in_words, value_in_words


def item_in_words(item: Item, between: str = "/") -> str:
    """A model or folder with the folders it lies in, an entry with its kind."""
    if item.kind == "entry":
        return say("library.merge.entry", kind=say(f"dictionary.kind.{item.path[0]}"), name=item.name)
    name = shown(between.join((*item.path, item.name)))
    return say("library.merge.folder", name=name) if item.kind == "folder" else name


def changes_in_words(prepared: Prepared) -> list[str]:
    """What becomes other of a folder or entry that both sides have, a line each; which of two names counts last."""
    lines = []
    for name, mine, _, made in prepared.changes:
        if mine != made:
            values = (_plain_value(name, each, prepared) or say("library.conflict.nothing") for each in (mine, made))
            was, now = values
            lines.append(say("library.merge.change", about=_field_word(prepared.item, name), was=was, now=now))
    for conflict in prepared.conflicts:
        made = next((each for name, _, _, each in prepared.changes if name == conflict.attribute), None)
        if prepared.item.kind == "entry" and conflict.attribute == "name":
            other = conflict.theirs if made == conflict.mine else conflict.mine
            lines.append(say("library.merge.name_counts", name=shown(str(made)), other=shown(str(other))))
    return lines


def sides_in_words(prepared: Prepared) -> list[tuple[str, str, str, str]]:
    """What both sides of a folder or entry have otherwise: the field and its word, and what it is here and there."""
    return [
        (
            name,
            _field_word(prepared.item, name),
            _plain_value(name, mine, prepared),
            _plain_value(name, theirs, prepared),
        )
        for name, mine, theirs, _ in prepared.changes
        if mine != theirs
    ]


def lost_in_words(prepared: Prepared) -> dict[Side, str]:
    """By side what does not come through of its name, tags, definition and the like, on one line.

    Of the names and synonyms of an entry none is lost.
    """
    take, asked = prepared.deed.take, {each.attribute for each in prepared.conflicts if not each.element}
    sides, made = _sides_of(prepared)
    if take not in {"merge", "mine", "theirs"} or (prepared.item.standing != "both" and take != "mine"):
        return {}
    kept = {"position", *(("name", SYNONYMS) if prepared.item.kind == "entry" else ())}
    lost: dict[Side, str] = {}
    for side, fields in sides.items():
        said = [
            labelled(_field_word(prepared.item, name), _plain_value(name, value, prepared))
            for name, value in fields.items()
            if value not in (made[name], "", "[]") and name not in kept and (take != "merge" or name in asked)
        ]
        if said:
            lost[side] = set_apart(said)
    return lost


def lost_lines(prepared: Prepared, notes: Notes) -> tuple[str, ...]:
    """The same of a folder or entry, as it stands in the audit trail: what it is about, whose it was, and what."""
    about, whose = item_in_words(prepared.item), {"mine": notes.mine, "theirs": notes.theirs}
    return tuple(f"{about}. {whose[side]}. {said}" for side, said in lost_in_words(prepared).items())


def _sides_of(prepared: Prepared) -> tuple[dict[Side, Fields], Fields]:
    """The fields on either side, and what they become; nothing where a side has none."""
    deed = prepared.deed
    if not isinstance(deed, Deed):
        mine, theirs, made = ({each[0]: each[place] for each in prepared.changes} for place in (1, 2, 3))
        return {"mine": mine, "theirs": theirs}, made
    if deed.mine is None or deed.theirs is None:
        return {}, {}
    both: dict[Side, Fields] = {"mine": deed.mine.fields, "theirs": deed.theirs.fields}
    if deed.take == "merge" and deed.result is not None:
        return both, deed.result.fields
    return both, both["theirs" if deed.take == "theirs" else "mine"]


def conflict_in_words(prepared: Prepared, conflict: Conflict) -> str:
    """A conflict on one line: what it is about, what it said, says here and says there."""
    about, values = conflict_parts(prepared, conflict)
    none = say("library.conflict.nothing")
    was, mine, theirs = (value or none for value in values)
    return say("library.conflict.line", about=about, was=was, mine=mine, theirs=theirs)


def conflict_parts(prepared: Prepared, conflict: Conflict) -> tuple[str, tuple[str, str, str]]:
    """What a conflict is about, and in words what it said, says here and says there; "" for nothing."""
    values = (conflict.base, conflict.mine, conflict.theirs)
    if not conflict.element:
        name = conflict.attribute
        about = _field_word(prepared.item, name)
        was, mine, theirs = (_plain_value(name, value, prepared) for value in values)
        return about, (was, mine, theirs)
    sides = (prepared.base, prepared.here, prepared.there)
    found = [(model, model[conflict.element]) for model in sides if model is not None and conflict.element in model]
    if not found:  # new on both sides, or given another key: what is told is the values alone
        return conflict.element, tuple(str(value) if value is not None else "" for value in values)  # type: ignore[return-value]
    home, record = found[0]
    element = element_in_words(record, home)
    if conflict.attribute in {"", "structure"}:
        here, there = (say("library.conflict.gone") if value is None else str(value) for value in values[1:])
        return element, (str(conflict.base or ""), here, there)
    change = Changed(conflict.attribute, conflict.mine, conflict.theirs, conflict.sort)
    told = []
    for model, value in zip(sides, values, strict=True):
        there_ = model if model is not None and conflict.element in model else home
        told.append(value_in_words(change, value, there_[conflict.element], there_))
    about = listed((element, attribute_in_words(conflict.attribute, record, home)))
    return about, (told[0], told[1], told[2])


def _field_word(item: Item, name: str) -> str:
    if not name:
        return say("library.field.whole")
    return say(f"library.field.{name}" if item.kind == "model" else f"library.field.{item.kind}.{name}")


def _plain_value(name: str, value: object, prepared: Prepared) -> str:
    if name == "binned":
        return say("library.conflict.in_bin") if value else ""
    if name in {"folder_id", "parent_id"}:
        return shown(prepared.names.get(str(value), str(value))) if value else say("library.conflict.top")
    if name == "status":
        return say(f"dictionary.state.{value}")
    if name in {SYNONYMS, "tags"}:
        return listed(map(str, json.loads(str(value or "[]"))))
    return shown(str(value)) if value else ""
