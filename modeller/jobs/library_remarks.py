"""Comments and attachments as files: bring them in and out of a library."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

from modeller.files.atomic import write_file
from modeller.files.names import file_name_of, folded
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.language import message
from modeller.library.attachments import LIMIT, attach, read_attachment
from modeller.library.comments import comments, import_comments
from modeller.library.store import Library
from modeller.model.entries import Attachment, Author, Comment

FORMAT: Final = "modeller-comments"
_MOST: Final = 100_000
"""Comments that one file may bring."""


def write_comments(library: Library, model: str, target: Path | str) -> int:
    """Write the comments on a model as JSON; how many. Raises Problem."""
    found = comments(library, model)
    data = {"format": FORMAT, "comments": [asdict(each) for each in found]}
    write_file(Path(target), json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")
    return len(found)


def read_comments(library: Library, model: str, source: Path | str) -> int:
    """Bring comments that were written out into a model; how many are new. Raises Problem, then none has come."""
    try:
        data = json.loads(read_bytes(Path(source)))
        found = [_read(each, model) for each in data["comments"]] if data["format"] == FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if found is None or len(found) > _MOST:
        raise Problem(message("library.no_comments_file", name=shown(Path(source))))
    return import_comments(library, model, found)


def _read(data: Any, model: str) -> Comment:
    names = [each.name for each in fields(Comment)]
    if not isinstance(data, dict) or not all(isinstance(data.get(name, ""), str) for name in names):
        raise ValueError("no comment")
    if not data.get("id") or not data.get("text"):
        raise ValueError("no comment")
    return Comment(**{name: data.get(name, "") for name in names} | {"model": model})


def attach_file(library: Library, model: str, path: Path | str, author: Author, *, element: str = "") -> Attachment:
    """Attach a file as it is now. Raises Problem where it cannot be read or is too large."""
    path = Path(path)
    try:
        large = path.stat().st_size > LIMIT
    except (OSError, ValueError):
        large = False  # reading says what is wrong
    if large:
        raise Problem(message("library.attachment_too_large", name=shown(path.name), limit=LIMIT >> 20))
    return attach(library, model, path.name, read_bytes(path, LIMIT), author, element=element)


def save_attachment(library: Library, id: str, target: Path | str) -> Path:
    """Write an attachment to a file, or into a folder under its own name, cleaned. Raises Problem, Damaged."""
    found, data = read_attachment(library, id)
    target = Path(target)
    if target.is_dir():
        taken = {folded(each.name) for each in target.iterdir()}
        target = target / file_name_of(found.name, taken)
    write_file(target, data)
    return target


def counted(found: Sequence[Comment]) -> tuple[int, int]:
    """How many comments that are no answers are open, and how many there are."""
    first = [each for each in found if not each.reply_to]
    return sum(not each.resolved for each in first), len(first)
