"""A disk in memory that fails, tears or loses what it is told to, and knows what a power cut would leave."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field


class PowerCut(BaseException):
    """The machine is off: nothing happens after this."""


@dataclass
class Content:
    data: bytes = b""
    durable: bytes = b""
    mode: int = 0o644

    def after_power_cut(self) -> Iterator[bytes]:
        """What may be on the disk: all that was synced, and any part of what was not."""
        yield self.durable
        if self.data == self.durable:
            return
        yield self.data
        half = len(self.data) // 2
        yield self.data[:half]
        yield self.data[:half] + b"\0" * (len(self.data) - half)


@dataclass
class FakeDisk:
    """`fail_at`: the number of the call that fails, with `error`; `for_good`: all after it too.

    `short` writes half of each piece, `lying` says that it wrote and did not.
    """

    fail_at: int = -1
    error: BaseException = field(default_factory=lambda: OSError(errno.EIO, "input/output error"))
    for_good: bool = False
    short: bool = False
    lying: bool = False
    calls: list[str] = field(default_factory=list)
    names: dict[str, Content] = field(default_factory=dict)
    durable_names: dict[str, Content] = field(default_factory=dict)
    opened: dict[int, tuple[str, Content | None, int]] = field(default_factory=dict)

    def have(self, path: object, data: bytes, mode: int = 0o644) -> None:
        content = Content(data, data, mode)
        self.names[str(path)] = self.durable_names[str(path)] = content

    def _called(self, name: str) -> None:
        number = len(self.calls)
        self.calls.append(name)
        if number == self.fail_at or (self.for_good and 0 <= self.fail_at < number):
            raise self.error

    def open(self, path: object, flags: int, mode: int = 0o777) -> int:
        self._called("open")
        name = str(path)
        content = None
        if not flags & getattr(os, "O_DIRECTORY", 0):
            if flags & os.O_CREAT:
                assert flags & os.O_EXCL
                assert name not in self.names
                self.names[name] = Content(mode=mode)
            if name not in self.names:
                raise FileNotFoundError(errno.ENOENT, name)
            content = self.names[name]
        number = 100 + len(self.calls)
        self.opened[number] = (name, content, 0)
        return number

    def read(self, fd: int, length: int) -> bytes:
        self._called("read")
        name, content, position = self.opened[fd]
        assert content is not None
        piece = content.data[position : position + length]
        self.opened[fd] = (name, content, position + len(piece))
        return piece

    def write(self, fd: int, data: memoryview) -> int:
        self._called("write")
        assert len(data) <= 64 * 1024
        content = self.opened[fd][1]
        assert content is not None
        piece = bytes(data[: max(1, len(data) // 2)] if self.short else data)
        if not self.lying:
            content.data += piece
        return len(piece)

    def fsync(self, fd: int) -> None:
        self._called("fsync")
        name, content, _ = self.opened[fd]
        if content is not None:
            content.durable = content.data
            return
        for path in {*self.names, *self.durable_names}:
            if os.path.dirname(path) == name:
                if path in self.names:
                    self.durable_names[path] = self.names[path]
                else:
                    del self.durable_names[path]

    def close(self, fd: int) -> None:
        del self.opened[fd]
        self._called("close")

    def stat(self, path: object) -> os.stat_result:
        self._called("stat")
        if str(path) not in self.names:
            raise FileNotFoundError(errno.ENOENT, str(path))
        found = self.names[str(path)]
        return os.stat_result((stat.S_IFREG | found.mode, 0, 0, 1, 0, 0, len(found.data), 0, 0, 0))

    def access(self, path: object, mode: int) -> bool:
        self._called("access")
        return bool(self.names[str(path)].mode & 0o200)

    def chmod(self, path: object, mode: int) -> None:
        self._called("chmod")
        self.names[str(path)].mode = mode

    def replace(self, source: object, target: object) -> None:
        self._called("replace")
        self.names[str(target)] = self.names.pop(str(source))

    def unlink(self, path: object) -> None:
        self._called("unlink")
        if str(path) not in self.names:
            raise FileNotFoundError(errno.ENOENT, str(path))
        del self.names[str(path)]

    def after_power_cut(self, path: object) -> Iterator[bytes | None]:
        """All that may be found at `path` when the machine comes back; None: nothing."""
        for names in (self.durable_names, self.names):
            content = names.get(str(path))
            if content is None:
                yield None
            else:
                yield from content.after_power_cut()
