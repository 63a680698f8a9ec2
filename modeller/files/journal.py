"""The crash journal: a file that only grows, one for each open document. Stores bytes, knows nothing of what they say.

An entry is in the system's hands when `append` returns (the program may die) and on the disk before the next one is
written (the power may go): at most the command in flight is lost. A lock, which a dead process gives back by itself,
tells a journal that is being written from one that was left behind.
"""

import os
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias
from uuid import uuid4

from modeller.files.platform import data_folder

if TYPE_CHECKING:
    from filelock import FileLock

SUFFIX: Final = ".journal"
MAGIC: Final = b"modeller journal 1\n"
LIMIT: Final = 1 << 30
"""The longest journal that is read, in bytes."""
KEPT_DAYS: Final = 14
"""How long a journal stays that somebody discarded."""

_HEAD: Final = struct.Struct("<IB16s")
"""Length and kind of an entry, then the digest of both, the data, and the digest before."""
_ENTRY_LIMIT: Final = 1 << 28
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)

Entry: TypeAlias = tuple[int, bytes]
"""Its kind, 0 to 255, and its data."""


class Disk(Protocol):
    """What of `os` is used to write, so that a test can fail each call in turn."""

    def open(self, path: Any, flags: int, mode: int = ..., /) -> int: ...
    def write(self, fd: int, data: Any, /) -> int: ...
    def fsync(self, fd: Any, /) -> None: ...
    def close(self, fd: int, /) -> None: ...


def recovery_folder() -> Path:
    """Where journals lie: in the user's own data, never in a folder that the system empties."""
    return data_folder() / "recovery"


class _Later:
    """Something done in a thread; `wait` returns when it is done and raises what it raised."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._error: BaseException | None = None

        def run() -> None:
            try:
                work()
            except BaseException as error:
                self._error = error

        self._thread = threading.Thread(target=run, name="journal")
        self._thread.start()

    @property
    def ended(self) -> bool:
        return not self._thread.is_alive()

    def wait(self) -> None:
        self._thread.join()
        if self._error is not None:
            raise self._error


class Journal:
    """A journal that is being written, by one thread at a time. Raises OSError where the disk refuses.

    After an error it takes no more entries: what was written up to then can be read.
    """

    def __init__(self, folder: Path | None = None, *, disk: Disk = os) -> None:
        folder = folder or recovery_folder()
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{uuid4().hex}{SUFFIX}"
        self._disk = disk
        self._digest = b""
        self._later: _Later | None = None
        self.broken = False
        self._lock = _lock(self.path)
        self._lock.acquire(blocking=False)  # before the file is there, so that nobody takes it for one left behind
        try:
            self._file: int | None = disk.open(self.path, _NEW, 0o600)
        except BaseException:
            _unlock(self._lock)
            raise
        self._in_thread(self._begin)

    def _begin(self) -> None:
        self._write(MAGIC)
        self._sync()
        if os.name == "posix":
            folder = self._disk.open(self.path.parent, os.O_RDONLY)
            try:
                self._disk.fsync(folder)
            finally:
                self._disk.close(folder)

    def append(self, kind: int, data: bytes) -> None:
        """Write an entry. It outlives the program from now on, and the machine before the next entry is written."""
        self.settle()
        self._guarded(lambda: self._put(kind, data))
        self._in_thread(self._sync)

    def append_later(self, entries: Iterable[Entry]) -> None:
        """Make and write entries in a thread; the next entry waits for them. For what takes long to make."""
        self.settle()

        def work() -> None:
            for kind, data in entries:
                self._put(kind, data)
            self._sync()

        self._in_thread(work)

    def settle(self) -> None:
        """Wait until all that was appended is on the disk."""
        if self.broken:
            raise OSError("the journal is broken")
        later, self._later = self._later, None
        if later is not None:
            self._guarded(later.wait)

    def check(self) -> None:
        """Raise what the disk said of an entry that has been written meanwhile; does not wait."""
        if self._later is not None and self._later.ended:
            self.settle()

    def close(self) -> None:
        """End writing and give it back: whoever looks for journals left behind finds it."""
        self._close(_nothing)

    def delete(self) -> None:
        """End writing and take it away: all that it says is saved."""
        self._close(lambda: self.path.unlink(missing_ok=True))

    def discard(self) -> None:
        """End writing and put it among those that are kept for some days."""
        self._close(lambda: _put_away(self.path, "discarded"))

    def _close(self, last: Callable[[], None]) -> None:
        if self._file is None:
            return
        with suppress(Exception):  # whoever closes a broken journal has been told
            self.settle()
        with suppress(OSError):
            self._disk.close(self._file)
        self._file = None
        self.broken = True
        try:
            with suppress(OSError):
                last()
        finally:
            _unlock(self._lock)

    def _in_thread(self, work: Callable[[], None]) -> None:
        self._later = _Later(work)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException:
            self.broken = True  # never go on behind a piece that is not whole, never sync a second time
            raise

    def _put(self, kind: int, data: bytes) -> None:
        if len(data) > _ENTRY_LIMIT:
            raise OSError("an entry is too long")
        digest = _digest(self._digest, kind, data)
        self._write(_HEAD.pack(len(data), kind, digest) + data)
        self._digest = digest

    def _write(self, data: bytes) -> None:
        assert self._file is not None
        rest = memoryview(data)
        while rest:
            count = self._disk.write(self._file, rest)
            if count <= 0:
                raise OSError("nothing was written")
            rest = rest[count:]

    def _sync(self) -> None:
        self._disk.fsync(self._file)


def _nothing() -> None:
    """A journal that stays."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What can be read of a journal: all entries up to the first that is not whole. `whole`: there is none such."""

    entries: tuple[Entry, ...]
    whole: bool


def read_journal(path: Path) -> Kept:
    """Read a journal, whatever became of it. Raises OSError where the disk does not give it."""
    with open(path, "rb") as file:
        data = file.read(LIMIT + 1)
    return parse_journal(data[:LIMIT])


def parse_journal(data: bytes) -> Kept:
    """The entries in a journal's bytes."""
    if not data.startswith(MAGIC):
        return Kept((), MAGIC.startswith(data))  # what is only begun is whole and empty
    entries: list[Entry] = []
    place, before = len(MAGIC), b""
    while place + _HEAD.size <= len(data):
        length, kind, digest = _HEAD.unpack_from(data, place)
        start = place + _HEAD.size
        piece = data[start : start + length]
        if length > _ENTRY_LIMIT or len(piece) < length or _digest(before, kind, piece) != digest:
            break
        entries.append((kind, piece))
        before = digest
        place = start + length
    return Kept(tuple(entries), place == len(data))


class Claim:
    """A journal left behind, taken by this program so that no other offers it meanwhile."""

    def __init__(self, path: Path, lock: "FileLock") -> None:
        self.path = path
        self._held: FileLock | None = lock

    @property
    def written(self) -> float:
        """When its last entry was written, in seconds since 1970."""
        try:
            return self.path.stat().st_mtime
        except OSError:
            return time.time()

    def tries(self) -> int:
        """How often somebody began to read it and did not come to the end."""
        try:
            return len(self._counter.read_bytes())
        except OSError:
            return 0

    def begin_try(self) -> None:
        with suppress(OSError), open(self._counter, "ab") as file:
            file.write(b"!")

    def end_try(self) -> None:
        """It was read, and the program is still there."""
        with suppress(OSError):
            self._counter.unlink(missing_ok=True)

    @property
    def _counter(self) -> Path:
        return self.path.with_suffix(".tries")

    def release(self) -> None:
        """Leave it for another time."""
        held, self._held = self._held, None
        if held is not None:
            _unlock(held)

    def delete(self) -> None:
        """Take it away: all that it says is saved."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._end()

    def discard(self) -> None:
        """Put it among those that are kept for some days."""
        with suppress(OSError):
            _put_away(self.path, "discarded")
        self._end()

    def set_aside(self) -> None:
        """Put it where it is not offered any more, and never deleted."""
        with suppress(OSError):
            _put_away(self.path, "set-aside")
        self._end()

    def _end(self) -> None:
        self.end_try()
        self.release()


def abandoned(folder: Path | None = None) -> Iterator[Claim]:
    """The journals whose program is gone, oldest first, each claimed."""
    paths = sorted((folder or recovery_folder()).glob(f"*{SUFFIX}"), key=_age)
    if not paths:
        return
    from filelock import Timeout

    for path in paths:
        lock = _lock(path)
        try:
            lock.acquire(blocking=False)
        except (Timeout, OSError):
            continue
        if path.exists():
            yield Claim(path, lock)
        else:
            _unlock(lock)


def sweep(folder: Path | None = None, now: float | None = None) -> None:
    """Delete what was discarded more than KEPT_DAYS ago."""
    latest = (time.time() if now is None else now) - KEPT_DAYS * 86400
    for path in ((folder or recovery_folder()) / "discarded").glob(f"*{SUFFIX}"):
        with suppress(OSError):
            if path.stat().st_mtime < latest:
                path.unlink()


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _digest(before: bytes, kind: int, data: bytes) -> bytes:
    return blake2b(before + struct.pack("<IB", len(data), kind) + data, digest_size=16).digest()


def _lock(path: Path) -> "FileLock":
    from filelock import FileLock  # it loads half of the library: not before it is needed

    return FileLock(path.with_suffix(".lock"), thread_local=False)


def _unlock(lock: "FileLock") -> None:
    with suppress(OSError):  # while it is held: who waits for it finds another file, or none
        os.unlink(lock.lock_file)
    lock.release(force=True)
    if os.name == "nt":  # there it cannot go while it is held
        with suppress(OSError):
            os.unlink(lock.lock_file)


def _put_away(path: Path, where: str) -> None:
    target = path.parent / where
    target.mkdir(exist_ok=True)
    os.utime(path)  # its days are counted from now
    os.replace(path, target / path.name)
