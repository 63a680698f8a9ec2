"""`modeller library rules`: what the models of a library are checked by."""

import json
from typing import Annotated

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, ByWhom, Lib, app, author_of, opened, tell


@app.command(cls=Command, help="command.library.rules")
def rules(
    lib: Lib,
    wanted: Annotated[str, typer.Option("--set", metavar="SET", help="command.option.library_rules")] = "",
    by: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.check_model import choice_named
    from modeller.library.rules import rules_of, set_rules
    from modeller.validation.sets import encoded

    choice = choice_named(wanted) if wanted else None
    with opened(lib, read_only=choice is None) as library:
        if choice is not None:
            set_rules(library, choice, author_of(by))
        text = encoded(rules_of(library))
    tell(as_json, json.loads(text), text)
    return 0
