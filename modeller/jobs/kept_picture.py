"""A picture beside a model that each save writes anew: the picture itself says that it is kept in step."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from modeller.export.exporter import Options, Rendered
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.jobs.export_model import WouldReplace, render_model, whole
from modeller.jobs.open_model import Opened
from modeller.jobs.picture_mark import Kept, is_kept, kept_among, marked, without_mark
from modeller.language import Message, message


@dataclass(frozen=True, slots=True)
class Renewed:
    """The files that were written, and what did not work."""

    files: tuple[Path, ...] = ()
    failed: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are drawn, in which language, and who stands in them as the author."""

    options: Options
    language: str
    author: str = ""


def begin(opened: Opened, picture: Kept, look: Look, replace: bool = False) -> Renewed:
    """Write the picture, which is kept from now on.

    Raises WouldReplace where files stand there that are no kept pictures of this model, unless they are to be replaced;
    Problem where it cannot be drawn or written.
    """
    made = _rendered(opened, picture, look)
    files = _files(picture, made)
    foreign = tuple(path for path, _ in files if os.path.lexists(path) and not is_kept(path, picture))
    if foreign and not replace:
        raise WouldReplace(picture.path, foreign)
    for path, data in files:
        write_file(path, marked(data, picture), whole(picture.kind))
    return Renewed(tuple(path for path, _ in files))


def renew(opened: Opened, pictures: Iterable[Kept], look: Look) -> Renewed:
    """Write each of them anew as the model is now; what somebody else has put in the place of one stays."""
    written, failed = list[Path](), list[Message]()
    for picture in kept_among(pictures):
        try:
            files = _files(picture, _rendered(opened, picture, look))
        except Problem as problem:
            failed.append(message("kept.failed", name=shown(picture.path.name), why=problem.message))
            continue
        for path, data in files:
            if os.path.lexists(path) and not is_kept(path, picture):
                failed.append(message("kept.foreign", name=shown(path.name)))
                continue
            try:
                write_file(path, marked(data, picture), whole(picture.kind))
                written.append(path)
            except Problem as problem:
                failed.append(message("kept.failed", name=shown(path.name), why=problem.message))
        for path in _further(picture, len(files) + 1):  # a diagram is gone
            with suppress(OSError):
                path.unlink()
    return Renewed(tuple(written), tuple(failed))


def end(picture: Kept) -> None:
    """Keep the picture no more: it stays as it is, and is anybody's. Raises Problem."""
    for path in (picture.path, *_further(picture, 2)):
        if is_kept(path, picture):
            write_file(path, without_mark(read_bytes(path), picture), whole(picture.kind))


def _rendered(opened: Opened, picture: Kept, look: Look) -> Rendered:
    return render_model(opened, picture.kind, look.options, language=look.language, author=look.author)


def _files(picture: Kept, made: Rendered) -> list[tuple[Path, bytes]]:
    return [(picture.path, made.data), *((_beside(picture, extra), data) for extra, data in made.more)]


def _beside(picture: Kept, extra: str) -> Path:
    return picture.path.with_name(f"{picture.path.stem}{extra}{picture.path.suffix}")


def _further(picture: Kept, start: int) -> Iterator[Path]:
    """The kept pictures of further diagrams, from the one with the number `start`."""
    for number in count(start):
        path = _beside(picture, f"-{number}")
        if not is_kept(path, picture):
            return
        yield path
