"""`modeller library dictionary …`: what an organisation calls its roles, documents, systems and the rest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from modeller.cli.helptext import Command, Group
from modeller.cli.library_kit import AsJson, Force, Lib, app, author_of, check_free, opened, tell
from modeller.cli.output import err, out
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import listed, message, say, words

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.model.dictionary import Alike, Entry, EntryKind, Renamed

dictionary = typer.Typer(cls=Group, help="command.library.dictionary", rich_markup_mode=None, no_args_is_help=False)
app.add_typer(dictionary, name="dictionary")

Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="command.option.kind")]
EntryName = Annotated[str, typer.Argument(metavar="ENTRY", help="command.argument.entry")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="command.option.author")]


@dictionary.command("list", cls=Command, help="command.dictionary.list")
def list_(lib: Lib, kind: Kind = "", as_json: AsJson = False) -> int:
    from modeller.library.dictionary import entries

    with opened(lib, read_only=True) as library:
        found = entries(library, _kind(kind) if kind else "")
    for each in found:
        more = " / ".join((each.translation, *each.synonyms)).strip(" /")
        state = "" if each.state == "active" else f" [{say(f'dictionary.state.{each.state}')}]"
        head = f"{each.id[:8]}  {say(f'dictionary.kind.{each.kind}')}  {each.name}{state}"
        tell(as_json, asdict(each), head + (f"  ({more})" if more else ""))
    if not found and not as_json:
        out(say("dictionary.said.none"))
    return 0


@dictionary.command("add", cls=Command, help="command.dictionary.add")
def add(
    lib: Lib,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="command.option.kind")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="command.argument.entry_name")],
    translation: Annotated[str, typer.Option("--translation", metavar="NAME", help="command.option.translation")] = "",
    definition: Annotated[str, typer.Option("--definition", metavar="TEXT", help="command.option.definition")] = "",
    synonym: Annotated[
        list[str] | None, typer.Option("--synonym", metavar="NAME", help="command.option.synonym")
    ] = None,
    parent: Annotated[str, typer.Option("--parent", metavar="ENTRY", help="command.option.parent")] = "",
    by: By = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.dictionary import add_entries, duplicates, find_entry
    from modeller.model.dictionary import NewEntry

    meant = _kind(kind)
    with opened(lib) as library:
        holder = find_entry(library, parent, meant).id if parent else None
        new = NewEntry(meant, name, translation, definition, tuple(synonym or ()), holder)
        (made,) = add_entries(library, [new], author_of(by))
        near = [each for each in duplicates(library, meant) if made in {each.first, each.second}]
    tell(as_json, asdict(made), say("dictionary.said.added", name=made.name))
    for each in near:
        err(_alike(each))
    return 0


@dictionary.command("rename", cls=Command, help="command.dictionary.rename")
def rename(
    lib: Lib,
    entry: EntryName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="command.argument.entry_name")],
    kind: Kind = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="command.option.dry_run")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.dictionary import rename_entry

    with _entries(lib, kind, entry, read_only=dry) as (library, (found,)):
        done = rename_entry(library, found.id, name, author_of(by), preview=dry)
    _tell_renamed(done, name, as_json)
    return 0


@dictionary.command("merge", cls=Command, help="command.dictionary.merge")
def merge(
    lib: Lib,
    keep: EntryName,
    gone: Annotated[str, typer.Argument(metavar="OTHER", help="command.argument.entry_gone")],
    kind: Kind = "",
    by: By = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.dictionary import merge_entries

    with _entries(lib, kind, keep, gone) as (library, (first, second)):
        done = merge_entries(library, first.id, second.id, author_of(by))
    _tell_renamed(done, done.entry.name, as_json)
    return 0


@dictionary.command("remove", cls=Command, help="command.dictionary.remove")
def remove(
    lib: Lib,
    entry: EntryName,
    kind: Kind = "",
    force: Annotated[bool, typer.Option("--force", help="command.option.remove_used")] = False,
    by: By = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.dictionary import EntryUsed, remove_entry

    with _entries(lib, kind, entry) as (library, (found,)):
        try:
            done = remove_entry(library, found.id, author_of(by), used=force)
        except EntryUsed as problem:
            raise Problem(message("command.would_remove", why=problem.message)) from problem
    said = say("dictionary.said.removed", name=found.name, elements=len(done.uses))
    tell(as_json, asdict(done), said)
    return 0


@dictionary.command("where-used", cls=Command, help="command.dictionary.where_used")
def where_used(lib: Lib, entry: EntryName, kind: Kind = "", as_json: AsJson = False) -> int:
    from modeller.library.dictionary import where_used as uses

    with _entries(lib, kind, entry, read_only=True) as (library, (meant,)):
        found = uses(library, meant.id)
        ways = _ways(library)
    for each in found:
        line = f"{ways[each.model]}  {words(each.text)}" + (
            "" if each.referred else f"  ({say('dictionary.said.by_name')})"
        )
        tell(as_json, asdict(each) | {"path": ways[each.model]}, line)
    if not found and not as_json:
        out(say("dictionary.said.unused"))
    return 0


@dictionary.command("duplicates", cls=Command, help="command.dictionary.duplicates")
def duplicates(lib: Lib, kind: Kind = "", as_json: AsJson = False) -> int:
    from modeller.library.dictionary import duplicates as near

    with opened(lib, read_only=True) as library:
        found = near(library, _kind(kind) if kind else "")
    for each in found:
        tell(as_json, asdict(each), _alike(each))
    if not found and not as_json:
        out(say("dictionary.said.no_duplicates"))
    return 0


@dictionary.command("import", cls=Command, help="command.dictionary.import")
def import_(
    lib: Lib,
    file: Annotated[str, typer.Argument(metavar="FILE", help="command.argument.table")],
    kind: Kind = "",
    by: By = "",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.dictionary_files import import_dictionary

    with opened(lib) as library:
        report = import_dictionary(library, file, author_of(by), _kind(kind) if kind else "")
    counts = {"added": len(report.added), "changed": len(report.changed), "same": report.same}
    refused = [words(each) for each in report.refused]
    alike = [asdict(each) for each in report.alike]
    tell(as_json, counts | {"refused": refused, "alike": alike}, say("dictionary.said.imported", **counts))
    for line in [*refused, *(_alike(each) for each in report.alike)]:
        err(line)
    return 2 if report.refused else 0


@dictionary.command("export", cls=Command, help="command.dictionary.export")
def export(
    lib: Lib,
    file: Annotated[str, typer.Argument(metavar="FILE", help="command.argument.table")],
    kind: Kind = "",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.dictionary_files import export_dictionary

    with opened(lib, read_only=True) as library:
        check_free(Path(file), force)
        count = export_dictionary(library, file, _kind(kind) if kind else "")
    tell(as_json, {"file": shown(file), "count": count}, say("command.wrote", name=shown(file)))
    return 0


@contextmanager
def _entries(
    lib: str, kind: str, *names: str, read_only: bool = False
) -> "Iterator[tuple[Library, tuple[Entry, ...]]]":
    """The library, and the entries of these names."""
    from modeller.library.dictionary import find_entry

    meant = _kind(kind) if kind else ""
    with opened(lib, read_only=read_only) as library:
        yield library, tuple(find_entry(library, name, meant) for name in names)


def _kind(name: str) -> "EntryKind":
    from modeller.model.dictionary import ENTRY_KINDS

    for kind in ENTRY_KINDS:
        if name in {kind, say(f"dictionary.kind.{kind}")}:
            return kind
    raise Problem(message("command.no_choice", option="KIND", value=shown(name), choices=listed(ENTRY_KINDS)))


def _ways(library: "Library") -> dict[str, str]:
    from modeller.library.folders import folders, paths
    from modeller.library.models import models

    ways = paths(folders(library))
    found = [*models(library), *models(library, binned=True)]
    return {each.id: "/".join((*ways.get(each.folder or "", ()), each.name)) for each in found}


def _tell_renamed(done: "Renamed", name: str, as_json: bool) -> None:
    models = dict.fromkeys(each.model_name for each in done.uses)
    said = say("dictionary.said.renamed", old=done.old, name=name, elements=len(done.uses), models=len(models))
    tell(as_json, asdict(done), said)
    if done.still and not as_json:
        out(say("dictionary.said.still", count=len(done.still), old=done.old))
        for each in done.still:
            out(f"  {each.model_name} {each.number}")


def _alike(each: "Alike") -> str:
    why = say(f"dictionary.alike.{each.why}")
    return say("dictionary.said.alike", first=each.first.name, second=each.second.name, why=why)
