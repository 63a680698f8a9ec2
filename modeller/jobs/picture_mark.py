"""The mark in the file of a picture that is kept in step with a model; no reader of the format minds it."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

KINDS: Final = ("svg", "png", "pdf")
_TAIL: Final = 4096
"""Bytes at a file's end among which its mark stands."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a picture of a model stands, and whose it is (see `owner_of`)."""

    kind: str
    path: Path
    owner: str


def owner_of(path: Path, in_library: bool) -> str:
    """Whose pictures those of a model are: two models with the same name beside each other do not share one."""
    return f"model {path.name}" if in_library else f"file {path.suffix.lower()}"


def kept_among(pictures: Iterable[Kept]) -> list[Kept]:
    """Those that are there and are kept in step."""
    return [each for each in pictures if is_kept(each.path, each)]


def _mark(picture: Kept) -> bytes:
    return b"modeller: kept in step with " + sha256(picture.owner.encode("utf-8")).hexdigest()[:24].encode()


def _piece(picture: Kept) -> bytes:
    """The mark as the format wants it: a comment, or a chunk of text."""
    mark = _mark(picture)
    if picture.kind == "svg":
        return b"<!-- " + mark + b" -->\n"
    if picture.kind == "pdf":
        return b"% " + mark + b"\n"
    chunk = b"tEXtComment\0" + mark
    return (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")


def marked(data: bytes, picture: Kept) -> bytes:
    """The bytes with the mark in them, behind all that is known by its place."""
    if picture.kind == "png":
        at = data.rindex(b"IEND") - 4
    else:
        at = data.rindex(b"</svg>" if picture.kind == "svg" else b"startxref")
    return data[:at] + _piece(picture) + data[at:]


def without_mark(data: bytes, picture: Kept) -> bytes:
    """The bytes as they were before they were marked."""
    return data.replace(_piece(picture), b"", 1)


def is_kept(path: Path, picture: Kept) -> bool:
    """Whether the file at that path bears the mark."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            return _piece(picture) in file.read(_TAIL)
    except OSError:
        return False
