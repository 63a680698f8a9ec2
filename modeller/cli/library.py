"""The commands that work on a library: `modeller library …`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from modeller.cli import library_approval, library_batch
from modeller.cli.helptext import Command
from modeller.cli.library_backups import tell_backups
from modeller.cli.library_kit import AsJson, ByWhom, Force, Lib, Named, app, check_free, folders_at
from modeller.cli.library_kit import author_of as _author
from modeller.cli.library_kit import opened as _open
from modeller.cli.library_kit import tell as _say
from modeller.cli.library_kit import tell_json as _json
from modeller.cli.library_remarks import tell_comments
from modeller.cli.output import Bar, err, out, tell_findings
from modeller.files.read import shown
from modeller.language import current, say, words

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.model.entries import ModelEntry


@app.command(cls=Command, help="command.library.create")
def create(
    lib: Lib,
    sample: Annotated[bool, typer.Option("--sample", help="command.option.sample")] = False,
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.sample_library import make_sample_library
    from modeller.library.models import facts
    from modeller.library.opening import create_library

    with make_sample_library(lib, current(), _author(author), Bar()) if sample else create_library(lib) as library:
        _say(as_json, asdict(facts(library)), say("library.said.created", name=shown(lib)))
    return 0


@app.command(cls=Command, help="command.library.add")
def add(
    lib: Lib,
    sources: Annotated[list[str], typer.Argument(metavar="FILE", help="command.argument.sources")],
    into: Annotated[str, typer.Option("--into", metavar="PATH", help="command.option.into")] = "",
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.library_import import folder_at, import_files

    with _open(lib) as library:
        folder = folder_at(library, into)
        done = import_files(library, sources, folder, _author(author), Bar())
        for odd in done.odd:
            tell_findings(shown(odd.path), odd.findings, odd.model)
        for path in done.there:
            err(say("library.said.there", path=shown(path)))
        for (_, made), name in done.renamed.items():
            err(say("library.said.renamed", name=shown(name), made=shown(made)))
        for refused in done.refused:
            err(words(refused))
        if as_json:
            for each in done.models:
                _json(_plain(each) | {"wanted": done.renamed.get((each.folder, each.name), each.name)})
        else:
            out(say("library.said.added", count=len(done.models), name=shown(lib)))
    return 2 if done.refused else 0


@app.command("list", cls=Command, help="command.library.list")
def list_(
    lib: Lib,
    binned: Annotated[bool, typer.Option("--bin", help="command.option.bin")] = False,
    due: Annotated[bool, typer.Option("--due", help="command.option.due")] = False,
    days: Annotated[int, typer.Option("--days", metavar="N", help="command.option.days")] = -1,
    as_json: AsJson = False,
) -> int:
    from modeller.library.approval import approvals
    from modeller.library.folders import folders, paths
    from modeller.library.models import models

    if due:
        return library_approval.list_due(lib, days, as_json)
    with _open(lib, read_only=True) as library:
        stands = library_approval.latest(approvals(library))
        ways = paths(folders(library))
        found = models(library, binned=binned)
    for each in found:
        way = ways.get(each.folder or "", ())
        variant = f" [{say(f'library.said.{each.variant}')}]" if each.variant in {"as-is", "to-be"} else ""
        tags = "".join(f" #{tag}" for tag in each.tags)
        state = library_approval.in_short(stands.get(each.id))
        line = f"{each.id[:8]}  {each.changed[:10]}  {'/'.join((*way, each.name))}{variant}{tags}{state}"
        approval = asdict(stands[each.id]) if each.id in stands else None
        _say(as_json, _plain(each) | {"path": [*way, each.name], "approval": approval}, line)
    if not found and not as_json:
        out(say("library.said.none"))
    return 0


@app.command(cls=Command, help="command.library.history")
def history(lib: Lib, model: Named, as_json: AsJson = False) -> int:
    from modeller.library.approval import approvals
    from modeller.library.models import find_model
    from modeller.library.versions import versions

    with _open(lib, read_only=True) as library:
        entry = find_model(library, model)
        found = versions(library, entry.id)
        stands = {each.version: each for each in approvals(library, entry.id)}
    for each in found:
        by = each.author or each.account
        _say(
            as_json,
            asdict(each) | {"number": each.number, "approval": asdict(stands[each.id])},
            f"{each.number:<6} {each.time[:16].replace('T', ' ')}  {by}  {each.note}".rstrip(),
        )
        if not as_json:
            library_approval.tell_state(stands[each.id])
    if not found and not as_json:
        out(say("library.said.no_versions", model=entry.name))
    tell_comments(lib, entry.id, as_json)
    return 0


@app.command(cls=Command, help="command.library.version")
def version(
    lib: Lib,
    model: Named,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="command.option.note")],
    major: Annotated[bool, typer.Option("--major", help="command.option.major")] = False,
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.models import find_model
    from modeller.library.versions import freeze

    with _open(lib) as library:
        entry = find_model(library, model)
        made = freeze(library, entry.id, note=note, author=_author(author), major=major)
    said = say("library.said.version", model=entry.name, number=made.number)
    _say(as_json, asdict(made) | {"number": made.number}, said)
    return 0


@app.command(cls=Command, help="command.library.export")
def export(
    lib: Lib,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="command.argument.models_target")],
    model: Annotated[str, typer.Argument(metavar="MODEL", help="command.argument.model")] = "",
    number: Annotated[str, typer.Option("--version", metavar="N", help="command.option.model_version")] = "",
    kinds: Annotated[str, typer.Option("--as", metavar="KIND,…", help="command.option.as")] = "",
    folder: Annotated[
        list[str] | None, typer.Option("--folder", metavar="PATH", help="command.option.batch_folder")
    ] = None,
    page: Annotated[str, typer.Option(metavar="fit|A4|A3", help="command.option.page")] = "",
    dpi: Annotated[str, typer.Option(metavar="N", help="command.option.dpi")] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="en|zh_CN", help="command.option.document_lang")] = "",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    asked = library_batch.Asked(kinds, tuple(folder or ()), model, number, page, dpi, lang, force)
    if library_batch.wanted(asked):
        return library_batch.tell_batch(lib, target, asked, as_json)
    from modeller.jobs.library_export import INDEX, export_library, export_model_file
    from modeller.library.models import find_model
    from modeller.library.versions import find_version

    with _open(lib, read_only=True, damaged=True) as library:
        if model:
            entry = find_model(library, model)
            chosen = find_version(library, entry.id, number) if number else None
            check_free(Path(target), force)
            damaged = export_model_file(library, entry, Path(target), chosen)
            files = [Path(target)]
        else:
            check_free(Path(target, INDEX), force, Path(target))
            written = export_library(library, target, Bar())
            files, damaged = written.files, written.damaged
    for said in damaged:
        err(words(said))
    for path in files if as_json or model else [Path(target)]:
        _say(as_json, {"file": shown(path)}, say("command.wrote", name=shown(path)))
    return 2 if damaged else 0


@app.command(cls=Command, help="command.library.copy")
def copy(
    lib: Lib,
    target: Annotated[str, typer.Argument(metavar="FILE", help="command.argument.copy")],
    folder: Annotated[list[str] | None, typer.Option("--folder", metavar="PATH", help="command.option.folder")] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    from modeller.library.copies import save_copy

    with _open(lib, read_only=True) as library:
        chosen = folders_at(library, folder) if folder else None
        check_free(Path(target), force)
        save_copy(library, target, chosen, Bar())
    _say(as_json, {"file": shown(target)}, say("command.wrote", name=shown(target)))
    return 0


@app.command(cls=Command, help="command.library.verify")
def verify(lib: Lib, as_json: AsJson = False) -> int:
    from modeller.jobs.library_check import check_library

    checked = check_library(lib, Bar())
    for fault in checked.faults:
        _say(as_json, {"file": shown(lib), "fault": words(fault.message), "models": list(fault.elements)}, None)
        if not as_json:
            err(words(fault.message))
    if checked.faults:
        tell_backups(checked.backups, as_json)
        return 2
    counts = {"models": checked.models, "versions": checked.versions}
    _say(as_json, {"file": shown(lib), **counts}, say("library.said.sound", name=shown(lib), **counts))
    return 0


def _plain(entry: "ModelEntry") -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if name != "position"}
