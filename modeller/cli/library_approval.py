"""`modeller library approve`, `trail` and `workflow`: states, signatures and the audit trail of a library."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, Lib, Named, app, author_of, opened, tell
from modeller.cli.output import out
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.language import bracketed, listed, message, say, words

if TYPE_CHECKING:
    from modeller.model.approval import Approval

Day = Annotated[str, typer.Option("--until", metavar="DATE", help="command.option.until")]


_LONGEST = 300
"""Characters of what an entry of the trail says, on its line; as JSON it is whole."""


@app.command(cls=Command, help="command.library.approve")
def approve(
    lib: Lib,
    model: Named,
    action: Annotated[str, typer.Argument(metavar="ACTION", help="command.argument.action")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="command.option.author")] = "",
    title: Annotated[str, typer.Option("--as", metavar="TITLE", help="command.option.title")] = "",
    comment: Annotated[str, typer.Option("--comment", metavar="TEXT", help="command.option.comment")] = "",
    until: Day = "",
    review: Annotated[str, typer.Option("--review", metavar="DATE", help="command.option.review")] = "",
    number: Annotated[str, typer.Option("--version", metavar="N", help="command.option.model_version")] = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.approval import advance
    from modeller.library.models import find_model
    from modeller.library.versions import find_version
    from modeller.model.approval import ACTIONS

    meant = next((each for each in ACTIONS if each == action), None)
    if meant is None:
        raise Problem(message("command.no_choice", option="ACTION", value=shown(action), choices=listed(ACTIONS)))
    with opened(lib) as library:
        entry = find_model(library, model)
        version = find_version(library, entry.id, number).id if number else ""
        made = advance(
            library, entry.id, meant, author_of(by), version=version, title=title or None, comment=comment,
            valid_until=until, review_on=review,
        )  # fmt: skip
    tell(as_json, asdict(made), say("library.said.state", model=entry.name, number=made.number, state=_state(made)))
    if not as_json:
        tell_state(made, head=False)
    return 0


@app.command(cls=Command, help="command.library.trail")
def trail(
    lib: Lib,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="command.argument.model")] = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.approval import trail_of
    from modeller.library.models import find_model

    with opened(lib, read_only=True) as library:
        found = trail_of(library, find_model(library, model).id if model else None)
    for each in found:
        what = say("library.said.withheld") if each.withheld else say(f"library.action.{each.action}")
        which = f"{each.model_name} {each.version_number}".strip()
        who = bracketed(f"{each.author or each.account}", each.title)
        said = " ".join(each.comment.split())  # a text of several lines must not look like several entries
        said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
        parts = [f"{each.number:>4}", each.time[:16].replace("T", " "), what, which, who, said, each.chain[:16]]
        tell(as_json, asdict(each), "  ".join(part for part in parts if part))
    if not found and not as_json:
        out(say("library.said.no_trail"))
    return 0


@app.command(cls=Command, help="command.library.workflow")
def workflow(
    lib: Lib,
    file: Annotated[str, typer.Option("--set", metavar="FILE", help="command.option.workflow")] = "",
    as_json: AsJson = False,
) -> int:
    import json

    from modeller.library.approval import set_workflow, workflow_of
    from modeller.library.workflow import encode

    text = _text(Path(file)) if file else ""
    with opened(lib, read_only=not file) as library:
        held = set_workflow(library, text, author_of("")) if file else workflow_of(library)
    tell(as_json, json.loads(encode(held)), encode(held))
    return 0


def list_due(lib: str, days: int, as_json: bool) -> int:
    """What is due, one line each."""
    from modeller.library.due import due

    with opened(lib, read_only=True) as library:
        found = due(library, days=None if days < 0 else days)
    for each in found:
        why = say(f"library.due.{each.why}", day=each.day, titles=listed(each.waits_for))
        line = f"{each.day}  {each.model_name} {each.approval.number}  {_state(each.approval)}  {why}"
        tell(as_json, asdict(each), line)
    if not found and not as_json:
        out(say("library.said.none_due"))
    return 0


def latest(found: "Iterable[Approval]") -> "dict[str, Approval]":
    """By model what its latest version stands for: the one that is published, where none is further on its way."""
    stands: dict[str, Approval] = {}
    for each in found:  # the latest version of a model comes first
        held = stands.setdefault(each.model, each)
        if each.kind == "published" and held.kind in {"draft", "retired"}:
            stands[each.model] = each
    return stands


def in_short(approval: "Approval | None") -> str:
    """The state in a list: nothing where nothing has been done."""
    return f"  ({approval.number} {_state(approval)})" if approval is not None and approval.action else ""


def tell_state(approval: "Approval", *, head: bool = True) -> None:
    """The state of a version, and who has signed, each on a line."""
    from modeller.library.workflow import title_word

    if not approval.action:
        return
    dates = [
        say(f"library.said.{name}", day=day)
        for name, day in (("valid_until", approval.valid_until), ("review_on", approval.review_on))
        if day
    ]
    if head or dates:
        out("       " + "  ".join([*([_state(approval)] if head else []), *dates]))
    for each in approval.signed:
        who = each.author or each.account
        out(f"       {words(title_word(each.action, each.title))}  {who}  {each.time[:10]}")


def _state(approval: "Approval") -> str:
    from modeller.library.workflow import state_word

    if approval.kind == "draft" and approval.action == "reject":
        return say("library.state.rejected")
    return words(state_word(approval.state))


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = message("library.workflow.form", detail="UTF-8")
        raise Problem(message("library.workflow.wrong", what=what)) from error
