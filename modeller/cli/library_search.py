"""The command that looks for words in a library: `modeller library search`."""

from dataclasses import asdict
from typing import Annotated

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, Lib, app, opened, tell
from modeller.cli.output import Bar, err, out
from modeller.language import bracketed, labelled, say


@app.command(cls=Command, help="command.library.search")
def search(
    lib: Lib,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="command.argument.words")],
    all_versions: Annotated[bool, typer.Option("--all-versions", help="command.option.all_versions")] = False,
    as_json: AsJson = False,
) -> int:
    from modeller.library.search import Finder

    with opened(lib, read_only=True) as library:
        found = Finder(library).find(" ".join(words), all_versions=all_versions, progress=Bar())
    for hit in found.hits:
        name = bracketed("/".join((*hit.path, hit.name)), hit.version)
        line = f"{name}  {labelled(say(f'library.hit.{hit.field}'), hit.text)}"
        tell(as_json, asdict(hit), line)
    if not found.hits and not as_json:
        out(say("library.said.not_found"))
    if found.more:
        err(say("library.said.more_found", count=len(found.hits)))
    return 0
