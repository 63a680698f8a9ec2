"""The one way to write a file: the old one stays whole until the new one is whole and on the disk."""

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias
from uuid import uuid4

from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, message

PIECE: Final = 64 * 1024
WAITS: Final = (0.010, 0.025, 0.050, 0.100)
"""Seconds between tries to put the new file in the old one's place: virus scanners and sync clients let go soon."""

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

Check: TypeAlias = Callable[[bytes], None]


class Disk(Protocol):
    """What of `os` is used here, so that a test can fail each call in turn."""

    def open(self, path: Any, flags: int, mode: int = ..., /) -> int: ...
    def read(self, fd: int, length: int, /) -> bytes: ...
    def write(self, fd: int, data: Any, /) -> int: ...
    def fsync(self, fd: Any, /) -> None: ...
    def close(self, fd: int, /) -> None: ...
    def stat(self, path: Any, /) -> os.stat_result: ...
    def access(self, path: Any, mode: int, /) -> bool: ...
    def chmod(self, path: Any, mode: int, /) -> None: ...
    def replace(self, source: Any, target: Any, /) -> None: ...
    def unlink(self, path: Any, /) -> None: ...


def write_file(path: Path | str, data: bytes, check: Check | None = None, *, disk: Disk = os) -> None:
    """Put `data` at `path`: afterwards the file is the old one, whole, or the new one, whole.

    `check` gets the bytes as they were read back and raises where they are not what they should be. Permission bits
    are kept, symbolic links followed. Raises Problem; then nothing was changed, unless its message says otherwise.
    """
    target = Path(os.path.realpath(path))
    temporary = target.parent / f".modeller-{uuid4().hex[:12]}.tmp"
    name = shown(path)
    try:
        mode = _mode(disk, target)
        file = disk.open(temporary, _NEW, 0o666 if mode is None else mode & 0o777)
    except OSError as error:
        raise Problem(message("files.not_saved", name=name, cause=cause(error))) from error
    try:
        _fill(disk, file, data)
        if mode is not None:
            with suppress(PermissionError, NotImplementedError):  # some network drives have no such bits
                disk.chmod(temporary, mode)
        _compare(disk, temporary, data, check)
        _replace(disk, temporary, target)
    except BaseException as error:
        left = not _removed(disk, temporary)
        if not isinstance(error, OSError | Problem):
            raise
        raise Problem(_failure(name, error, shown(temporary) if left else "")) from error
    try:
        _sync_folder(disk, target.parent)
    except OSError as error:
        raise Problem(message("files.maybe_not_durable", name=name, cause=cause(error))) from error


def move_into_place(temporary: Path, target: Path, *, disk: Disk = os) -> None:
    """Put a finished file of the same folder in the place of `target`: for what another library has written itself.

    Afterwards `target` is the old file, whole, or the new one, on the disk. Raises Problem; then the temporary file is
    gone and nothing was changed, unless its message says otherwise.
    """
    name = shown(target)
    try:
        file = disk.open(temporary, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            disk.fsync(file)
        finally:
            disk.close(file)
        _replace(disk, temporary, target)
    except OSError as error:
        left = not _removed(disk, temporary)
        raise Problem(_failure(name, error, shown(temporary) if left else "")) from error
    try:
        _sync_folder(disk, target.parent)
    except OSError as error:
        raise Problem(message("files.maybe_not_durable", name=name, cause=cause(error))) from error


def _mode(disk: Disk, target: Path) -> int | None:
    """The permission bits of what is there, None where there is nothing. Raises where it must not be replaced."""
    try:
        found = disk.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENXIO, "is no plain file")
    if not disk.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "is read-only")
    return stat.S_IMODE(found.st_mode)


def _fill(disk: Disk, file: int, data: bytes) -> None:
    try:
        rest = memoryview(data)
        while rest:
            count = disk.write(file, rest[:PIECE])
            if count <= 0:
                raise OSError(errno.ENOSPC, "nothing was written")
            rest = rest[count:]
        disk.fsync(file)
    finally:
        disk.close(file)


def _compare(disk: Disk, temporary: Path, data: bytes, check: Check | None) -> None:
    file = disk.open(temporary, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = []
        while piece := disk.read(file, 1 << 20):
            pieces.append(piece)
    finally:
        disk.close(file)
    found = b"".join(pieces)
    if found != data:
        raise OSError(errno.EIO, "what was read back is not what was written")
    if check is not None:
        check(found)


def _replace(disk: Disk, temporary: Path, target: Path) -> None:
    for wait in (*WAITS, None):
        try:
            disk.replace(temporary, target)
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)
        else:
            return


def _sync_folder(disk: Disk, folder: Path) -> None:
    """Make the new name durable, where the system has a way to."""
    if os.name != "posix":
        return
    file = disk.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        disk.fsync(file)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        disk.close(file)


def _removed(disk: Disk, temporary: Path) -> bool:
    """Take the half-written file away; False where the disk does not let us."""
    for _ in range(2):
        try:
            disk.unlink(temporary)
        except FileNotFoundError:
            return True
        except OSError:
            continue
        return True
    return False


def _failure(name: str, error: OSError | Problem, left: str) -> Message:
    if isinstance(error, Problem):
        why = message("files.check_failed", name=name, why=error.message)
    else:
        why = message("files.not_saved", name=name, cause=cause(error))
    return message("files.left_behind", why=why, temporary=left) if left else why
