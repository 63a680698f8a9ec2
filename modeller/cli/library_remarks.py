"""The commands for what people say of models, and keep with them: `modeller library comment`, `comments`, `attach`."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, ByWhom, Force, Lib, Named, app, author_of, check_free, opened, tell
from modeller.cli.output import out
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message, say

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.library.store import Library
    from modeller.model.entries import Comment, ModelEntry

Element = Annotated[str, typer.Option("--element", metavar="ID", help="command.option.element")]


@app.command(cls=Command, help="command.library.comment")
def comment(
    lib: Lib,
    model: Named,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="command.argument.comment")],
    element: Element = "",
    reply: Annotated[str, typer.Option("--reply", metavar="ID", help="command.option.reply")] = "",
    resolve: Annotated[bool, typer.Option("--resolve", help="command.option.resolve")] = False,
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.comments import add_comment, comments, resolve_comment
    from modeller.library.models import find_model

    with opened(lib) as library:
        entry = find_model(library, model)
        by = author_of(author)
        answered = ""
        if reply:
            said = [each.id for each in comments(library, entry.id) if each.id.startswith(reply.lower())]
            if len(said) != 1:
                raise Problem(message("library.no_such", name=shown(lib)))
            answered = said[0]
        made = add_comment(library, entry.id, text, by, element=_key(library, entry, element), reply_to=answered)
        if resolve:
            resolve_comment(library, made.reply_to or made.id, by)
    tell(as_json, asdict(made), say("library.said.commented", id=made.id[:8], model=entry.name))
    return 0


@app.command(cls=Command, help="command.library.comments")
def comments(
    lib: Lib,
    model: Named,
    write: Annotated[str, typer.Option("--write", metavar="FILE", help="command.option.write")] = "",
    bring: Annotated[str, typer.Option("--bring", metavar="FILE", help="command.option.bring")] = "",
    force: Force = False,
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.library_remarks import read_comments, write_comments
    from modeller.library.models import find_model

    with opened(lib, read_only=not bring) as library:
        entry = find_model(library, model)
        if bring:
            count = read_comments(library, entry.id, bring)
            tell(as_json, {"brought": count}, say("library.said.comments_in", count=count))
        if write:
            check_free(Path(write), force)
            write_comments(library, entry.id, write)
            tell(as_json, {"file": shown(write)}, say("command.wrote", name=shown(write)))
    if not (bring or write) and not tell_comments(lib, entry.id, as_json) and not as_json:
        out(say("library.said.no_comments", model=entry.name))
    return 0


@app.command(cls=Command, help="command.library.attach")
def attach(
    lib: Lib,
    model: Named,
    file: Annotated[str, typer.Argument(metavar="FILE", help="command.argument.attachment")],
    element: Element = "",
    save: Annotated[str, typer.Option("--save", metavar="NAME", help="command.option.save")] = "",
    force: Force = False,
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.jobs.library_remarks import attach_file, save_attachment
    from modeller.library.attachments import attachments
    from modeller.library.models import find_model

    with opened(lib, read_only=bool(save)) as library:
        entry = find_model(library, model)
        if save:
            found = [each for each in attachments(library, entry.id) if save in {each.name, each.id}]
            if not found:
                raise Problem(message("library.no_such", name=shown(lib)))
            check_free(Path(file), force)
            target = save_attachment(library, found[-1].id, file)
            tell(as_json, {"file": shown(target)}, say("command.wrote", name=shown(target)))
            return 0
        made = attach_file(library, entry.id, file, author_of(author), element=_key(library, entry, element))
    tell(as_json, asdict(made), say("library.said.attached", file=shown(made.name), model=entry.name))
    return 0


def tell_comments(lib: str, model: str, as_json: bool) -> bool:
    """The comments on a model, answers further in; whether there are any."""
    from modeller.jobs.library_remarks import counted
    from modeller.library.comments import comments as comments_of
    from modeller.library.drafts import salvage_draft
    from modeller.model.reading import Model
    from modeller.notation.differences import element_in_words

    with opened(lib, read_only=True) as library:
        found = comments_of(library, model)
        drawn = Model(salvage_draft(library, model)[0]) if any(each.element for each in found) else Model(())
    open_, count = counted(found)
    if found and not as_json:
        out(say("library.said.comments", count=count, open=open_))
    for each in found:
        about = element_in_words(drawn[each.element], drawn) if each.element in drawn else each.element
        tell(as_json, {"comment": asdict(each)}, _line(each, about))
    return bool(found)


def _line(comment: "Comment", about: str) -> str:
    by = comment.author or comment.account
    start = "    " if comment.reply_to else "  "
    parts = [start + comment.id[:8], comment.time[:16].replace("T", " "), shown(by)]
    parts += [f"[{shown(about)}]"] if about and not comment.reply_to else []
    parts.append(shown(comment.text.replace("\n", " ")))
    parts += [f"({say('library.said.resolved', name=shown(comment.resolved_by))})"] if comment.resolved else []
    return "  ".join(parts)


def _key(library: "Library", entry: "ModelEntry", ident: str) -> str:
    """The key of the element of that id. Raises Problem where there is none."""
    from modeller.library.drafts import load_draft

    if not ident:
        return ""
    for record in load_draft(library, entry.id).records:
        if ident in {record.properties.text("id"), record.key}:
            return record.key
    raise Problem(message("library.no_element", model=entry.name, text=shown(ident)))
