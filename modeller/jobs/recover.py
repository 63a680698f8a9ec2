"""What earlier programs left behind without saving it: found, made again step by step, offered."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from modeller.files.journal import Claim, Entry, Kept, abandoned, read_journal, sweep
from modeller.files.problem import Problem
from modeller.files.read import digest_of, read_bytes
from modeller.jobs import journal
from modeller.jobs.journal import Origin
from modeller.jobs.library_draft import state_of, within
from modeller.jobs.progress import Progress, silent
from modeller.model import codec
from modeller.model.document import Change, Document
from modeller.model.reading import Model
from modeller.model.records import Record

TRIES: Final = 2
"""How often a journal may fail before it is set aside."""
_UNPACKED: Final = 1 << 26
_TURNS: Final = frozenset({journal.STEP, journal.UNDO, journal.REDO})


class Unusable(Exception):
    """A journal that does not say what the document was at its beginning."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A document made again, with its undo history. `saved` is what of it is in the file of `origin`.

    `used` are the entries that were, `steps` how many steps they made and `unsaved` how many of them came after the
    last save. `whole`: nothing behind them was lost.
    """

    document: Document
    origin: Origin
    saved: Model
    used: tuple[Entry, ...]
    steps: int
    unsaved: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """Unsaved work that can be restored. `file` says how its file stands: "same", "changed", "missing" or "none"."""

    claim: Claim
    work: Replayed
    written: float
    file: str


@dataclass(slots=True)
class Search:
    """`found`, the latest first; `broken` are journals that could not be read now, `aside` those that are set aside."""

    found: list[Recovered] = field(default_factory=list)
    broken: list[Path] = field(default_factory=list)
    aside: list[Path] = field(default_factory=list)


def find(folder: Path | None = None, progress: Progress = silent) -> Search:
    """All that was left unsaved by programs that are gone. Journals that say nothing unsaved are cleared away.

    Each found one is claimed until it is restored, discarded or released; call `survived` once it has been shown.
    """
    sweep(folder)
    search = Search()
    for claim in abandoned(folder):
        progress(0)
        if claim.tries() >= TRIES:
            search.aside.append(claim.path)
            claim.set_aside()
            continue
        claim.begin_try()  # if this ends the program, the next start knows
        try:
            work = replay(read_journal(claim.path))
        except Empty:
            claim.delete()
            continue
        except (Unusable, OSError, MemoryError):
            search.broken.append(claim.path)
            claim.release()
            continue
        state = _file_state(work.origin)
        if work.unsaved:
            search.found.append(Recovered(claim, work, claim.written, state))
        elif not work.whole:
            search.broken.append(claim.path)
            claim.release()
        elif state == "same":
            claim.delete()
        else:  # it was saved, but the file is not what was saved then
            claim.discard()
    search.found.reverse()
    return search


def survived(found: Recovered) -> None:
    """It has been shown, and the program is still there."""
    found.claim.end_try()


class Empty(Unusable):
    """A journal without any step: whoever began it did nothing, or did not come so far."""


def replay(kept: Kept) -> Replayed:
    """Make the document again, up to the last step that is whole. Raises Unusable where it has no beginning."""
    head, records, rest = _beginning(kept)
    origin = _origin(head.get("origin"))
    try:
        document = Document(records)
    except ValueError as error:
        raise Unusable from error
    saved, saved_at = (Model(), -1) if origin.unsaved else (document.snapshot(), 0)
    marks = dict(_marks(rest))
    begun = len(kept.entries) - len(rest)
    used, made, whole = begun, 0, kept.whole
    if 0 in marks:  # saved before any step
        saved, saved_at, origin = document.snapshot(), 0, marks[0]
    parts: dict[str, tuple[Record | None, Record | None]] = {}
    for place, (kind, data) in enumerate(rest, begun + 1):
        if kind in {journal.PART, *_TURNS}:
            try:
                change = codec.decode_change(data)
                parts.update(change.records)
                if kind != journal.PART:
                    _make(document, kind, Change(change.label, parts))
            except (codec.DecodeError, ValueError):
                whole = False
                break
            if kind == journal.PART:
                continue
            parts, made = {}, made + 1
            if made in marks:
                saved, saved_at, origin = document.snapshot(), made, marks[made]
        used = place
    if not made and not origin.unsaved:
        raise Empty if whole else Unusable
    return Replayed(document, origin, saved, kept.entries[:used], made, made - saved_at, whole and not parts)


def _make(document: Document, kind: int, change: Change) -> None:
    turned = document.undoable if kind == journal.UNDO else document.redoable if kind == journal.REDO else None
    if turned is not None and turned.inverse.records == change.records:
        if kind == journal.UNDO:
            document.undo()
        else:
            document.redo()
        return
    with document.edit(change.label) as edit:
        for key, (before, after) in change.records.items():
            if document.get(key) != before:
                raise ValueError("the journal does not fit what it began with")
            if after is not None:
                edit.put(after)
            elif before is not None:
                edit.remove(key)


def _beginning(kept: Kept) -> tuple[dict[str, Any], list[Record], tuple[Entry, ...]]:
    if not kept.entries:
        raise Empty if kept.whole else Unusable
    kind, data = kept.entries[0]
    if kind != journal.HEAD:
        raise Unusable
    try:
        head = json.loads(data.decode("utf-8", "surrogatepass"))
        if head["format"] != journal.FORMAT:
            raise Unusable
        place, records = 1, list[Record]()
        while place < len(kept.entries) and kept.entries[place][0] == journal.BASE:
            records += codec.decode(_unpacked(kept.entries[place][1]))
            place += 1
        if len(records) != head["records"]:
            raise Empty if kept.whole else Unusable  # whole: it ended while the beginning was written
        return head, records, kept.entries[place:]
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        raise Unusable from error


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(data, _UNPACKED)
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise ValueError("no piece of a journal")
    return found


def _marks(entries: tuple[Entry, ...]) -> Iterator[tuple[int, Origin]]:
    for kind, data in entries:
        if kind == journal.SAVED:
            try:
                said = json.loads(data.decode("utf-8", "surrogatepass"))
                yield int(said["steps"]), _origin(said["origin"])
            except (ValueError, KeyError, TypeError, RecursionError):
                continue


def _origin(data: Any) -> Origin:
    try:
        return Origin(
            str(data["path"]), str(data["name"]), str(data["digest"]), data["fresh"] is True, data["placed"] is True,
            data["unsaved"] is True,
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise Unusable from error


def _file_state(origin: Origin) -> str:
    if origin.fresh:
        return "none"
    if within(Path(origin.path)) is not None:
        return state_of(Path(origin.path), origin.digest)
    try:
        data = read_bytes(origin.path)
    except Problem:
        return "missing"
    return "same" if digest_of(data) == origin.digest else "changed"
