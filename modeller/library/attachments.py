"""Files that belong to models and to what is in them. They are kept and given back; nothing here opens or runs one."""

import hashlib
import mimetypes
from typing import Final

from sqlalchemy import delete, insert, select

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library.faults import Damaged, damage
from modeller.library.folders import NAME_LIMIT, checked_name, new_id, now
from modeller.library.schema import ATTACHMENT, ATTACHMENT_CONTENT, MODEL
from modeller.library.store import Library, Row, row_of, rows_of
from modeller.model.entries import Attachment, Author

LIMIT: Final = 32 << 20
"""Bytes of one attachment: half of what SQLite is allowed to hold in one value."""


def attachments(library: Library, model: str) -> list[Attachment]:
    """The attachments of a model and of its elements, in the order they came."""
    with library.reading() as connection:
        row = row_of(library, connection, MODEL, model)
        found = rows_of(library, connection, ATTACHMENT, ATTACHMENT.c.model_id == row["id"])
    return [_attachment(each, model) for each in found]


def attach(library: Library, model: str, name: str, data: bytes, author: Author, *, element: str = "") -> Attachment:
    """Attach a file to a model, or to the record of key `element`. Raises Problem where it is too large.

    What kind of file it is is told by its name alone; nobody looks into it.
    """
    if len(data) > LIMIT:
        raise Problem(message("library.attachment_too_large", name=shown(name), limit=LIMIT >> 20))
    if not name.strip().isprintable():  # an ending that reads backwards hides what kind of file it is
        raise Problem(message("library.no_name", text=shown(name[:40]), limit=NAME_LIMIT))
    kind = mimetypes.guess_type(name, strict=True)[0] or "application/octet-stream"
    made = Attachment(
        new_id(), model, checked_name(name), kind, len(data), author.name, author.account, now(),
        hashlib.sha256(data).hexdigest(), element,
    )  # fmt: skip
    with library.writing() as writing:
        row = row_of(library, writing.connection, MODEL, model)
        id = writing.insert(
            ATTACHMENT, uuid=made.id, model_id=row["id"], element=element, name=made.name, media_type=kind,
            size=made.size, author=made.author, account=made.account, time=made.time, content_hash=made.digest,
        )  # fmt: skip
        writing.connection.execute(insert(ATTACHMENT_CONTENT).values(attachment_id=id, content=data))
    return made


def read_attachment(library: Library, id: str) -> tuple[Attachment, bytes]:
    """An attachment and its bytes. Raises Damaged where they are not those that were attached."""
    with library.reading() as connection:
        row = row_of(library, connection, ATTACHMENT, id)
        model, name = connection.execute(select(MODEL.c.uuid, MODEL.c.name).where(MODEL.c.id == row["model_id"])).one()
        where = ATTACHMENT_CONTENT.c.attachment_id == row["id"]
        data = connection.execute(select(ATTACHMENT_CONTENT.c.content).where(where)).scalar()
    if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != row["content_hash"]:
        raise Damaged(damage(library.path, message("library.where.attachment", name=name, file=row["name"])))
    return _attachment(row, model), data


def detach(library: Library, id: str) -> None:
    """Delete an attachment, for good."""
    with library.writing() as writing:
        row = row_of(library, writing.connection, ATTACHMENT, id)
        content = ATTACHMENT_CONTENT.c.attachment_id == row["id"]
        writing.connection.execute(delete(ATTACHMENT_CONTENT).where(content))
        writing.remove(ATTACHMENT, row)


def _attachment(row: Row, model: str) -> Attachment:
    return Attachment(
        row["uuid"], model, row["name"], row["media_type"], row["size"], row["author"], row["account"], row["time"],
        row["content_hash"], row["element"],
    )  # fmt: skip
