"""What all commands on a library share: their options, the open library, who calls, and how it is told."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from modeller.cli import options
from modeller.cli.helptext import Group
from modeller.cli.output import Bar, err, out
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message, words

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.library.store import Library
    from modeller.model.entries import Author

_ORDER: Final = (
    "create", "add", "list", "search", "history", "approve", "trail", "workflow", "rules", "fields", "field", "style",
    "clauses", "clause", "dictionary", "version", "compare", "merge", "comment", "comments", "attach", "export", "copy",
    "verify", "backup", "backups", "restore",
)  # fmt: skip
"""How the commands stand in the help: in that of the README, whichever room brings them."""


class _Commands(Group):
    def list_commands(self, ctx: Any) -> list[str]:
        places = {name: place for place, name in enumerate(_ORDER)}
        return sorted(super().list_commands(ctx), key=lambda name: places.get(name, len(places)))


app = typer.Typer(cls=_Commands, help="command.library", rich_markup_mode=None, no_args_is_help=False)

Lib = options.Lib
Named = Annotated[str, typer.Argument(metavar="MODEL", help="command.argument.model")]
AsJson = options.AsJson
Force = Annotated[bool, typer.Option("--force", help="command.option.replace")]
ByWhom = Annotated[str, typer.Option("--author", metavar="NAME", help="command.option.author")]


@contextmanager
def opened(lib: str, *, read_only: bool = False, damaged: bool = False) -> "Iterator[Library]":
    """The library, closed again afterwards; what there is to say of it goes to the error output."""
    from modeller.library.opening import open_damaged, open_library

    try:
        library = open_library(lib, read_only=read_only, progress=Bar())
    except Problem as problem:
        if not damaged or problem.message.key not in {"library.damaged", "library.strange_parts"}:
            raise
        err(str(problem))
        library = open_damaged(lib)
    with library:
        try:
            yield library
        finally:
            for notice in library.notices:
                err(words(notice))


def check_free(target: Path, force: bool, name: Path | None = None) -> None:
    """Raise Problem where a file is there already that nobody wants replaced; `name` is what it is called then."""
    if not force and os.path.lexists(target) and not target.is_dir():
        raise Problem(message("command.is_there", name=shown(name or target)))


def folders_at(library: "Library", ways: Sequence[str]) -> list[str]:
    """The ids of the folders at these ways from the top (``Sales/Quotes``). Raises Problem where there is none."""
    from modeller.library.folders import folders, paths

    found = {"/".join(way): id for id, way in paths(folders(library)).items()}
    for each in ways:
        if each.strip("/") not in found:
            raise Problem(message("command.no_folder", folder=shown(each), name=shown(library.path)))
    return [found[each.strip("/")] for each in ways]


def author_of(name: str) -> "Author":
    """Who calls the command: the name in the settings, if no other is given, and the system's account."""
    import getpass

    from modeller.files.platform import settings_folder
    from modeller.model.entries import Author
    from modeller.ui.settings import SettingsFile

    try:
        account = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        account = ""
    return Author(name or SettingsFile(settings_folder() / "settings.json").values.named, account)


def tell(as_json: bool, data: dict[str, Any], line: str | None) -> None:
    """One thing, as an object or as a line."""
    if as_json:
        tell_json(data)
    elif line is not None:
        out(line)


def tell_json(data: dict[str, Any]) -> None:
    out(json.dumps(data, ensure_ascii=False))
