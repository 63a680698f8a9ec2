"""The files that hold one model: which family of notations it is of decides the format."""

from collections.abc import Iterable
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath
from typing import Final

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.interchange import mchain
from modeller.interchange.bpmn import reader, writer
from modeller.interchange.bpmn.reader import Reading
from modeller.language import message
from modeller.model.entries import VALUE_CHAIN
from modeller.model.reading import Model
from modeller.model.records import Item, Record
from modeller.notation.bpmn.field_definitions import with_definitions

BPMN: Final = ".bpmn"
SUFFIXES: Final = (BPMN, ".bpmn2", ".xml", mchain.SUFFIX)
"""The endings of files that hold a model."""


def is_chain(model: Iterable[Record]) -> bool:
    """Whether these are the records of a value chain."""
    return any(isinstance(record, Item) and record.type == mchain.ROOT for record in model)


def notation_of(model: Iterable[Record]) -> str:
    """What a library calls the kind of a model."""
    return VALUE_CHAIN if is_chain(model) else "bpmn"


def suffix_of(model: Iterable[Record]) -> str:
    """The ending of the files that hold such a model."""
    return mchain.SUFFIX if is_chain(model) else BPMN


def linked_file(holder: Path, link: str) -> Path | None:
    """The file that a link in the file `holder` leads to, whether it is there or not; None for what is no such link.

    Only models are led to, and only by relative paths, so that a folder of files can be carried elsewhere.
    """
    way = PurePosixPath(link)
    strange = way.is_absolute() or "\\" in link or ":" in link or "\0" in link
    if strange or way.suffix.lower() not in SUFFIXES:
        return None
    return Path(normpath(holder.parent / way))


def link_to(holder: Path, target: Path) -> str:
    """The link by which the file `holder` leads to another one; empty where no relative path does."""
    try:
        return Path(relpath(target, holder.parent)).as_posix()
    except ValueError:  # on another drive
        return ""


def read(data: bytes, name: str = "") -> Reading:
    """Read a model from a file's bytes, whatever the file is called. Raises Problem."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return mchain.read(data.removeprefix(b"\xef\xbb\xbf"), name)
    if Path(name).suffix.lower() == mchain.SUFFIX and not data.lstrip()[:1] == b"<":
        raise Problem(message("mchain.not_whole", file=name))
    return reader.read(data, name)


def write(model: Model, target: Path | str = "") -> bytes:
    """The bytes of the file that holds a model. Raises Problem where `target` names a file of another format."""
    suffix = Path(target).suffix.lower()
    if is_chain(model):
        if suffix in SUFFIXES and suffix != mchain.SUFFIX:
            raise Problem(message("mchain.chain_only", name=shown(target)))
        return mchain.write(
            with_definitions(each, model.own_fields) if isinstance(each, Item) and each.type == mchain.ROOT else each
            for each in model
        )
    if suffix == mchain.SUFFIX:
        raise Problem(message("mchain.no_chain", name=shown(target)))
    return writer.write(model)
