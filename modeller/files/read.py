"""Bytes from the disk, with plain words where there are none to be had."""

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.language import message

MODEL_LIMIT: Final = 50_000_000
"""The largest model file that is read, in bytes."""


def shown(path: Path | str) -> str:
    """A path as it can be printed: what is no text in it is replaced, control characters too."""
    name = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def read_bytes(path: Path | str, limit: int = MODEL_LIMIT) -> bytes:
    """The whole file. Raises Problem where it is missing, not a file, not readable or over `limit` bytes."""
    name = shown(path)
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            head: bytes | None = b""
            if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
                head = _head(file.fileno())
            if head is None:
                raise Problem(message("files.is_pipe", name=name))
            data = head + file.read(limit + 1)
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise Problem(message("files.missing", name=name)) from error
        if error.errno == errno.EISDIR or (error.errno == errno.EACCES and os.path.isdir(path)):
            raise Problem(message("files.is_folder", name=name)) from error
        raise Problem(message("files.unreadable", name=name, cause=cause(error))) from error
    except ValueError as error:  # a NUL in the name
        raise Problem(message("files.missing", name=name)) from error
    if len(data) > limit:
        raise Problem(message("files.too_large", name=name, limit=limit // 1_000_000))
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe also where nobody has it open at the other end: otherwise that is waited for without end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _head(pipe: int) -> bytes | None:
    """What a named pipe has to give at once, None where nobody writes into it; from now on it is waited for."""
    try:
        head = os.read(pipe, 65536) or None
    except BlockingIOError:
        head = b""
    os.set_blocking(pipe, True)
    return head


def digest_of(data: bytes) -> str:
    """What a file's content is known by: dates and sizes say nothing of who wrote it."""
    return hashlib.sha256(data).hexdigest()
