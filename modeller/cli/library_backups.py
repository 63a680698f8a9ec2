"""`modeller library backup`, `backups` and `restore`: keep what a library was, and bring it back."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, Lib, app, opened, tell
from modeller.cli.output import Bar, err, out
from modeller.files.read import shown
from modeller.language import say, words

if TYPE_CHECKING:
    from modeller.model.entries import Backup


@app.command(cls=Command, help="command.library.backup")
def backup(lib: Lib, as_json: AsJson = False) -> int:
    from modeller.jobs.library_backups import list_backups, make_backup

    with opened(lib, read_only=True) as library:
        made = make_backup(library, Bar())
    if not as_json:
        out(say("library.said.backup", path=shown(made.path)))
    tell_backups(list_backups(lib).own, as_json)
    return 0


@app.command("backups", cls=Command, help="command.library.backups")
def backups(lib: Lib, as_json: AsJson = False) -> int:
    from modeller.jobs.library_backups import list_backups

    found = list_backups(lib)
    tell_backups(found.own, as_json)
    tell_backups(found.others, as_json, own=False)
    if not found.own and not as_json:
        out(say("library.said.no_backups", name=shown(lib)))
    return 0


@app.command(cls=Command, help="command.library.restore")
def restore(
    lib: Lib,
    source: Annotated[str, typer.Argument(metavar="BACKUP", help="command.argument.backup")],
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.library_backups import LATEST, restore_backup

    chosen, notices = restore_backup(lib, source if source == LATEST else Path(source), Bar())
    for notice in notices:
        err(words(notice))
    said = say("library.said.restored", name=shown(lib), backup=shown(chosen))
    tell(as_json, {"file": shown(lib), "backup": shown(chosen)}, said)
    return 0


def tell_backups(found: "Iterable[Backup]", as_json: bool, *, own: bool = True) -> None:
    """Backups, one a line; those that are not `own` with the copy that they are of."""
    from modeller.jobs.library_backups import place_of

    home = None
    for each in found:
        if each.path.parent != home and not as_json:
            home = each.path.parent
            out(say("library.said.backups" if own else "library.said.other_backups", folder=shown(home)))
        line = f"  {each.time[:16].replace('T', ' ')}  {shown(each.path.name)}"
        place = words(place_of(each))
        data = asdict(each) | {"path": shown(each.path), "origin": shown(each.origin) if each.origin else None}
        tell(as_json, data | {"own": own}, line if own else say("library.said.other_backup", line=line, path=place))
