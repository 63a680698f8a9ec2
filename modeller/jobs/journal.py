"""Keeps the crash journal of a document: what it began with, and every step of it, undo and redo too."""

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from modeller import __version__
from modeller.files.causes import cause
from modeller.files.journal import Entry, Journal
from modeller.language import Message, message
from modeller.model import codec
from modeller.model.document import Change, Document, State
from modeller.model.reading import Model

HEAD, BASE, PART, STEP, UNDO, REDO, SAVED = range(1, 8)
"""Kinds of entries. A step of many records comes as parts; it counts when its last piece is there."""

FORMAT: Final = 1
PIECE: Final = 200
"""Records in one entry: more would hold the interpreter so long that the window is seen to wait."""

_TROUBLES: Final = (OSError, ValueError)
"""What the disk refuses, and what cannot be encoded: neither may stop who works on the document."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from. `digest` is the hash of the file as it was read or saved, "" where there is none.

    `fresh`: it has no file yet, `path` is where one might come. `unsaved`: what the journal begins with is no file's
    content already.
    """

    path: str
    name: str
    digest: str = ""
    fresh: bool = False
    placed: bool = False
    unsaved: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment between two steps, to be named again when what was written then is saved."""

    steps: int


class Keeper:
    """Writes down what is done to a document, from its first change on, in the thread of the document.

    `trouble` is told once when that fails: the document can be worked on, but is not protected. The next step tries
    again, with all there is by then.
    """

    def __init__(
        self, document: Document, origin: Origin, folder: Path | None = None,
        trouble: Callable[[Message], None] | None = None,
    ) -> None:  # fmt: skip
        self.origin = origin
        self._document = document
        self._folder = folder
        self._trouble = trouble
        self._base: Model | None = document.snapshot()
        self._journal: Journal | None = None
        self._steps = 0
        self._depths = document.depths
        self._end = document.subscribe(self._heard)

    @property
    def path(self) -> Path | None:
        """The journal's file, while there is one."""
        return self._journal.path if self._journal is not None else None

    def begin(self) -> None:
        """Write what the document began with, in a thread. Comes by itself with the first change."""
        if self._base is not None:
            try:
                self._start(self._base, self.origin)
            except _TROUBLES as error:
                self._failed(error)

    def continue_from(self, entries: tuple[Entry, ...], steps: int) -> None:
        """Go on where an earlier program stopped: what it wrote comes first. Call it before the first change."""
        try:
            self._journal = Journal(self._folder)
            self._journal.append_later(entries)
            self._journal.settle()
        except _TROUBLES as error:
            self._failed(error)
        else:
            self._base = None
            self._steps = steps

    def mark(self) -> Mark:
        """The present moment."""
        return Mark(self._steps)

    def saved(self, mark: Mark, origin: Origin) -> None:
        """What the document was at `mark` is in the file of `origin` now, and was read back from there."""
        self.origin = origin
        if self._journal is not None:
            self._write(SAVED, lambda: _json({"steps": mark.steps, "origin": asdict(origin)}))

    def check(self) -> None:
        """Say so where the disk refused an entry after it had been handed over; does not wait for one."""
        if self._journal is not None:
            try:
                self._journal.check()
            except _TROUBLES as error:
                self._failed(error)
                self._restart()  # with all there is now: what was in the entry is in the document

    def delete(self) -> None:
        """Stop, and take the journal away: all is saved."""
        self._stop(Journal.delete)

    def discard(self) -> None:
        """Stop; somebody does not want what is not saved, the journal is kept for some days all the same."""
        self._stop(Journal.discard)

    def leave(self) -> None:
        """Stop, and leave the journal: the next start offers it."""
        self._stop(Journal.close)

    def _stop(self, how: Callable[[Journal], None]) -> None:
        self._end()
        if self._journal is not None:
            how(self._journal)
            self._journal = None
        self._base = None

    def _start(self, base: Model, origin: Origin) -> None:
        self._journal = Journal(self._folder)
        self._base = None
        self._steps = 0
        self._journal.append_later(_beginning(base, origin))

    def _heard(self, change: Change, state: State) -> None:
        if state == "live":
            self.begin()
            return
        kind = self._turn()
        if self._journal is None and self._base is None:  # it failed before: begin again with what there is now
            self._restart()
            return
        self.begin()
        self._steps += 1
        if len(change.records) <= PIECE:
            self._write(kind, lambda: codec.encode_change(change))
        elif self._journal is not None:
            try:
                self._journal.append_later(_pieces(kind, change))
            except _TROUBLES as error:
                self._failed(error)

    def _turn(self) -> int:
        """Which way it went: a step, or one back, or one again.

        A step clears what could be redone, so the only redo that looks like a step is that of the last one left;
        written down as a step it comes to the same.
        """
        (undo, redo), self._depths = self._depths, self._document.depths
        if self._depths == (undo - 1, redo + 1):
            return UNDO
        return REDO if redo > 1 and self._depths == (undo + 1, redo - 1) else STEP

    def _restart(self) -> None:
        origin = self.origin
        try:
            self._start(
                self._document.snapshot(),
                Origin(origin.path, origin.name, origin.digest, origin.fresh, origin.placed, unsaved=True),
            )
        except _TROUBLES:  # it was said already
            self._journal = None

    def _write(self, kind: int, make: Callable[[], bytes]) -> None:
        if self._journal is not None:
            try:
                self._journal.append(kind, make())
            except _TROUBLES as error:
                self._failed(error)
            except Exception:  # a fault of ours: it is reported, and all there is now is written down anew
                failed, self._journal = self._journal, None
                self._restart()
                failed.discard() if self._journal is not None else failed.close()
                raise

    def _failed(self, error: Exception) -> None:
        journal, self._journal, self._base = self._journal, None, None
        if journal is not None:
            journal.close()
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            why = error if isinstance(error, OSError) else OSError(str(error))
            trouble(message("saving.unprotected", cause=cause(why)))


def _beginning(base: Model, origin: Origin) -> Iterator[Entry]:
    records = list(base)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    head = {"format": FORMAT, "version": __version__, "begun": now, "records": len(records), "origin": asdict(origin)}
    yield HEAD, _json(head)
    for start in range(0, len(records), PIECE):
        yield BASE, zlib.compress(codec.encode(records[start : start + PIECE]), 1)


def _pieces(kind: int, change: Change) -> Iterator[Entry]:
    touched = list(change.records.items())
    for start in range(0, len(touched), PIECE):
        last = start + PIECE >= len(touched)
        yield kind if last else PART, codec.encode_change(Change(change.label, dict(touched[start : start + PIECE])))


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
