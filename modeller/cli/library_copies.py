"""The commands that compare what is in libraries and bring it together: `modeller library compare`, `merge`."""

import re
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, ByWhom, Lib, Named, app, author_of, opened, tell
from modeller.cli.output import Bar, err, out
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import labelled, listed, message, say, words

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.editing.merge_records import Side
    from modeller.jobs.library_merge import MergedCopy
    from modeller.jobs.library_prepare import FieldChange, Prepared
    from modeller.library.bringing import Take
    from modeller.library.differing import Item
    from modeller.library.store import Library
    from modeller.model.entries import ModelEntry
    from modeller.model.reading import Model


_CHOICE: Final = re.compile(r"(?P<name>.+):(?P<number>[0-9]{1,6})=(?P<side>mine|theirs)")


@app.command(cls=Command, help="command.library.compare")
def compare(
    lib: Lib,
    model: Named,
    old: Annotated[str, typer.Argument(metavar="OLD", help="command.argument.old_version")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="command.argument.new_version")] = "draft",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.compare_models import compare_models, lines, plain
    from modeller.library.models import find_model

    with opened(lib, read_only=True) as library:
        entry = find_model(library, model)
        (before, first), (after, second) = (_state(library, entry, each) for each in (old, new))
    compared = compare_models(before, after, first, second, Bar())
    tell(as_json, plain(compared), None)
    if not as_json:
        for line in lines(compared):
            out(line)
    return 1 if compared.comparison else 0


@app.command(cls=Command, help="command.library.merge")
def merge(
    lib: Lib,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="command.argument.other")],
    take: Annotated[list[str] | None, typer.Option("--take", metavar="MODEL=SIDE", help="command.option.take")] = None,
    choose: Annotated[
        list[str] | None, typer.Option("--choose", metavar="MODEL:N=SIDE", help="command.option.choose")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="command.option.dry_run")] = False,
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.library_merge import import_library, merge_copy
    from modeller.library.differing import compare_copies, same_library

    with opened(lib, read_only=dry_run) as library, opened(other, read_only=True) as theirs:
        if not same_library(library, theirs):
            if take or choose:
                compare_copies(library, theirs)  # says that it is another library
            made = import_library(library, theirs, author_of(author), Bar(), dry_run=dry_run)
            for way in made:
                tell(as_json, {"model": "/".join(way), "standing": "another_library"}, f"+ {shown('/'.join(way))}")
            if not as_json:
                out(say("library.said.imported", count=len(made), name=shown(other)))
            return 0
        items = compare_copies(library, theirs)
        takes = _takes(items, take or [])
        choices = _choices(library, theirs, items, takes, choose or [])
        done = merge_copy(library, theirs, takes, choices, author_of(author), Bar(), dry_run=dry_run)
        for refused in done.refused:
            err(words(refused))
        _tell(done, as_json)
        if not as_json and not dry_run:
            out(say("library.said.merged", count=len(done.brought.models), name=shown(lib)))
    undecided = [each for found, each in done.conflicts if each.ident not in choices.get(found.item.id, {})]
    return 2 if done.refused else 1 if undecided else 0


def _takes(items: "list[Item]", wanted: list[str]) -> "dict[str, Take]":
    """By the id of a model what is to be done with it. Raises Problem where that says nothing."""
    from modeller.library.bringing import Take

    found: dict[str, Take] = {}
    for each in wanted:
        name, _, said = each.rpartition("=")
        take: Any = said
        if take not in get_args(Take) or not name:
            raise Problem(message("command.no_take", text=shown(each), takes=listed(get_args(Take))))
        found[_meant(items, name).id] = take
    return found


def _meant(items: "list[Item]", name: str) -> "Item":
    """The one that is called so. Raises Problem."""
    meant = [item for item in items if name in {item.name, item.id, "/".join((*item.path, item.name))}]
    if len(meant) != 1:
        raise Problem(message("command.take_of_nothing", text=shown(name), count=len(meant)))
    return meant[0]


def _choices(
    library: "Library", theirs: "Library", items: "list[Item]", takes: "dict[str, Take]", wanted: list[str]
) -> "dict[str, dict[tuple[str, str], Side]]":
    """By the id of a model what counts of its conflicts, which are named by their numbers in the plan.

    Raises Problem for what names no conflict.
    """
    from modeller.jobs.library_prepare import prepare, usual

    found: dict[str, dict[tuple[str, str], Side]] = {}
    for each in wanted:
        parts = _CHOICE.fullmatch(each)
        if parts is None:
            raise Problem(message("command.no_choose", text=shown(each)))
        item = _meant(items, parts["name"])
        conflicts = prepare(library, theirs, item, takes.get(item.id, usual(item))).conflicts
        number = int(parts["number"])
        if not 0 < number <= len(conflicts):
            raise Problem(message("command.no_conflict", name=shown(item.name), number=number, count=len(conflicts)))
        side: Side = "theirs" if parts["side"] == "theirs" else "mine"
        found.setdefault(item.id, {})[conflicts[number - 1].ident] = side
    return found


def _tell(done: "MergedCopy", as_json: bool) -> None:
    prepared = {each.item.id: each for each in done.prepared}
    kept = dict(done.brought.kept)
    for item in done.items:
        found = prepared.get(item.id)
        take = found.deed.take if found is not None else None
        keeps = list(getattr(found.deed, "keep", ())) if found is not None else []
        data = {
            "kind": item.kind,
            "id": item.id,
            "name": item.name,
            "path": list(item.path),
            "standing": item.standing,
            "take": take,
            "conflicts": _conflicts(found) if found is not None else [],
            "changes": [_change(each) for each in found.changes] if found is not None else [],
            "keeps": keeps,
            "kept": kept.get(item.id),
        }
        tell(as_json, data, _line(item, take))
        if found is not None and not as_json:
            _tell_more(found, kept.get(item.id, ""), bool(keeps))
    for name in () if as_json else done.brought.united:
        out(say("library.merge.united", name=shown(name)))
    for _, name in () if as_json else done.brought.followed:
        out(say("library.merge.followed", model=shown(name)))


def _tell_more(found: "Prepared", kept: str, keeps: bool) -> None:
    """What becomes other, conflict by conflict, and where what is not taken stays."""
    from modeller.jobs.merge_words import changes_in_words, conflict_in_words

    for number, conflict in enumerate(found.conflicts, 1):
        out(f"    {number}. {conflict_in_words(found, conflict)}")
    for said in changes_in_words(found):
        out(f"    {said}")
    if kept:
        out("    " + say("library.said.kept", number=kept))
    elif keeps:
        out("    " + say("library.said.keeps"))


def _line(item: "Item", take: "str | None") -> str:
    from modeller.jobs.merge_words import item_in_words

    line = labelled(say(f"library.standing.{item.told}"), item_in_words(item))
    return line if take is None else f"{line} → {say(f'library.take.{take}')}"


def _change(change: "FieldChange") -> dict[str, object]:
    return dict(zip(("attribute", "mine", "theirs", "becomes"), change, strict=True))


def _conflicts(prepared: "Prepared") -> list[dict[str, Any]]:
    from modeller.jobs.merge_words import conflict_in_words

    return [
        {
            "number": number,
            "element": conflict.element,
            "attribute": conflict.attribute.removeprefix("/"),
            "words": conflict_in_words(prepared, conflict),
        }
        for number, conflict in enumerate(prepared.conflicts, 1)
    ]


def _state(library: "Library", entry: "ModelEntry", number: str) -> "tuple[Model, str]":
    """A version of a model by its number, or its draft, and what it is called."""
    from modeller.library.drafts import load_draft
    from modeller.library.fields import fields_of
    from modeller.library.versions import find_version, read_version
    from modeller.model.reading import Model

    asked = fields_of(library)
    if number == "draft":
        return Model(load_draft(library, entry.id).records, asked), say("library.said.draft_of", model=entry.name)
    version = find_version(library, entry.id, number)
    name = say("library.said.version_of", model=entry.name, number=number)
    return Model(read_version(library, version.id).records, asked), name
