"""Comments on models and on what is in them: they stay with the model whatever version it comes to."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from modeller.files.names import fits_a_line
from modeller.files.problem import Problem
from modeller.language import message
from modeller.library.folders import new_id, now
from modeller.library.schema import COMMENT, MODEL, REMOVED
from modeller.library.store import Library, Row, row_of, rows_of
from modeller.model.entries import Author, Comment

LIMIT: Final = 10_000
"""Characters of a comment."""


def comments(library: Library, model: str) -> list[Comment]:
    """The comments on a model and on its elements: each with its answers after it, in the order they were said."""
    with library.reading() as connection:
        row = row_of(library, connection, MODEL, model)
        found = rows_of(library, connection, COMMENT, COMMENT.c.model_id == row["id"])
    ids = {each["id"]: each["uuid"] for each in found}
    said = sorted((_comment(each, model, ids) for each in found), key=lambda each: (each.time, each.id))
    answers: dict[str, list[Comment]] = {}
    for each in said:
        answers.setdefault(each.reply_to, []).append(each)
    return [one for first in answers.get("", []) for one in (first, *answers.get(first.id, []))]


def add_comment(
    library: Library, model: str, text: str, author: Author, *, element: str = "", reply_to: str = ""
) -> Comment:
    """Say something about a model or the record of key `element`, or answer a comment. Raises Problem.

    An answer to an answer belongs to the comment that both answer, and is about the same element.
    """
    text = checked_text(text)
    with library.writing() as writing:
        connection = writing.connection
        row = row_of(library, connection, MODEL, model)
        first: Row | None = None
        if reply_to:
            first = row_of(library, connection, COMMENT, reply_to)
            if first["reply_to"] is not None:
                first = rows_of(library, connection, COMMENT, COMMENT.c.id == first["reply_to"])[0]
            if first["model_id"] != row["id"]:
                raise Problem(message("library.no_such", name=str(library.path.name)))
            element = first["element"]
        made = Comment(
            new_id(), model, text, author.name, author.account, _moment(), element, first["uuid"] if first else ""
        )
        writing.insert(
            COMMENT, uuid=made.id, model_id=row["id"], element=element, reply_to=first["id"] if first else None,
            author=made.author, account=made.account, time=made.time, text=text, edited="", resolved="",
            resolved_by="",
        )  # fmt: skip
    return made


def edit_comment(library: Library, id: str, text: str) -> None:
    """Say it otherwise; that it was edited is said with it."""
    _change(library, id, text=checked_text(text), edited=now())


def resolve_comment(library: Library, id: str, author: Author) -> None:
    """What it asked for is done."""
    _change(library, id, resolved=now(), resolved_by=author.name or author.account)


def reopen_comment(library: Library, id: str) -> None:
    _change(library, id, resolved="", resolved_by="")


def remove_comment(library: Library, id: str) -> None:
    """Delete a comment with its answers, for good."""
    with library.writing() as writing:
        row = row_of(library, writing.connection, COMMENT, id)
        for answer in rows_of(library, writing.connection, COMMENT, COMMENT.c.reply_to == row["id"]):
            writing.remove(COMMENT, answer)
        writing.remove(COMMENT, row)


def import_comments(library: Library, model: str, brought: list[Comment]) -> int:
    """Put in comments that were written out elsewhere, with their authors and times; how many are new here.

    One that is here already, or was deleted here, stays as it is. Raises Problem.
    """
    done = 0
    with library.writing() as writing:
        connection = writing.connection
        row = row_of(library, connection, MODEL, model)
        for each in sorted(brought, key=lambda each: bool(each.reply_to)):
            deleted = connection.execute(select(REMOVED.c.id).where(REMOVED.c.uuid == each.id)).first()
            if deleted is not None or _id_of(connection, each.id) is not None:
                continue
            writing.insert(
                COMMENT, uuid=each.id, model_id=row["id"], element=each.element,
                reply_to=_id_of(connection, each.reply_to), author=each.author, account=each.account, time=each.time,
                text=checked_text(each.text), edited=each.edited, resolved=each.resolved, resolved_by=each.resolved_by,
            )  # fmt: skip
            done += 1
    return done


def checked_text(text: str) -> str:
    """The text as it is kept: plain text. Raises Problem where there is none, or too much."""
    text = "".join(each for each in text if each in "\n\t" or fits_a_line(each)).strip()
    if not text or len(text) > LIMIT:
        raise Problem(message("library.no_comment", limit=LIMIT))
    return text


def _moment() -> str:
    """Now, so exactly that a question comes before its answer."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _id_of(connection: Connection, uuid: str) -> int | None:
    return connection.execute(select(COMMENT.c.id).where(COMMENT.c.uuid == uuid)).scalar()


def _change(library: Library, id: str, **values: Any) -> None:
    with library.writing() as writing:
        writing.change(COMMENT, row_of(library, writing.connection, COMMENT, id), **values)


def _comment(row: Row, model: str, ids: dict[int, str]) -> Comment:
    return Comment(
        row["uuid"], model, row["text"], row["author"], row["account"], row["time"], row["element"],
        ids.get(row["reply_to"], ""), row["edited"], row["resolved"], row["resolved_by"],
    )  # fmt: skip
