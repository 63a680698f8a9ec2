"""Document, Edit, Change: the one place where anything changes; undo and redo."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self, TypeAlias

from modeller.language import Message
from modeller.model.own_fields import OwnField
from modeller.model.reading import AT_ONCE, PIECE, Model, indexed_alike
from modeller.model.records import Record


class EditError(Exception):
    """A programming error: a write outside an edit, a second edit while one is open, a key used twice."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step: for each touched key the record before and after (None: not there). Its inverse is the undo."""

    label: Message
    records: dict[str, tuple[Record | None, Record | None]]

    @property
    def inverse(self) -> "Change":
        return Change(self.label, {key: (after, before) for key, (before, after) in reversed(self.records.items())})

    def __bool__(self) -> bool:
        return bool(self.records)


State: TypeAlias = Literal["live", "done"]
"""`live`: redraw what was touched, more may follow. `done`: a whole step has happened and can only be undone."""

Listener: TypeAlias = Callable[[Change, State], None]


class Document(Model):
    """The records of one model, and how they change. Belongs to one thread; others get a `snapshot`."""

    def __init__(self, records: Iterable[Record] = (), own_fields: Sequence[OwnField] = ()) -> None:
        super().__init__(records, own_fields)
        self._rank: dict[str, int] = {}  # made with the first change
        self._order: list[str] | None = None
        self._listeners: list[Listener] = []
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._open: Edit | None = None
        self.revision = 0
        """Grows with every change that is done, undone or redone."""
        self.pausing: Callable[[bool], None] | None = None
        """Called between the pieces of a large step, so that the screen has a turn; told whether it may raise."""
        self.paused = False
        """Whether that is being called: half a step may be there, nothing is to be written or painted."""

    def _ordered(self) -> Sequence[Record]:
        if self._order is None:
            rank = self._rank
            self._order = sorted(self._records, key=rank.__getitem__) if rank else list(self._records)
        return [self._records[key] for key in self._order]

    def snapshot(self) -> Model:
        """A copy of the mapping, not of the records: safe to hand to another thread."""
        return Model(self._ordered(), self.own_fields)

    def take_fields(self, own_fields: Sequence[OwnField]) -> None:
        """Ask these fields from now on: those of the library that the model lies in."""
        self.own_fields = tuple(own_fields)
        self.derived.clear()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; the result ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def pause(self, stoppable: bool = False) -> None:
        """Let the screen have a turn in the middle of a large step; `stoppable` where an exception takes all back."""
        if self.pausing is not None and not self.paused:
            self.paused = True
            try:
                self.pausing(stoppable)
            finally:
                self.paused = False

    def _notify(self, change: Change, state: State) -> None:
        """Tell every listener, also when one of them fails; then raise what the first that failed raised."""
        failed: Exception | None = None
        large = len(change.records) > AT_ONCE
        if large:  # somebody will ask, when there may be no time for all of it at once
            self._gather(self.in_pieces(list(self._astray)))
        for listener in tuple(self._listeners):
            try:
                listener(change, state)
            except Exception as error:
                failed = failed or error
            if large:
                self.pause()
        if failed is not None:
            raise failed

    # -- changing ------------------------------------------------------------------------------------------------

    @property
    def editing(self) -> "Edit | None":
        """The edit that is open, if one is."""
        return self._open

    def edit(self, label: Message) -> "Edit":
        """Open an edit, one undoable step. Use it in a ``with`` block, or call its `commit` or `cancel`.

        Raises EditError while another edit is open.
        """
        if self._open is not None or self.paused:
            raise EditError("an edit is open already")
        self._open = Edit(self, label)
        return self._open

    def _set(self, key: str, record: Record | None) -> Record | None:
        if not self._rank:
            self._rank = {known: rank for rank, known in enumerate(self._records)}
        self.derived.clear()
        before = self._records.get(key)
        if before is record:
            return before
        if self._places_ is not None:
            self._astray.setdefault(key, before)
        index = self._index_
        if before is not None and record is not None:  # most changes only put a record elsewhere on its diagram
            self._records[key] = record
            if index is not None and not indexed_alike(before, record):
                index.drop(before)
                index.add(record)
            return before
        self._order = None
        if record is None:
            del self._records[key]
            if index is not None and before is not None:
                index.drop(before)
        else:
            if key not in self._rank:
                self._rank[key] = len(self._rank)
            self._records[key] = record
            if index is not None:
                index.add(record)
        return before

    def _apply(self, change: Change) -> None:
        for key in self.in_pieces(change.records):
            self._set(key, change.records[key][1])

    # -- undo ----------------------------------------------------------------------------------------------------

    @property
    def undoable(self) -> Change | None:
        return self._undo[-1] if self._undo else None

    @property
    def redoable(self) -> Change | None:
        return self._redo[-1] if self._redo else None

    @property
    def depths(self) -> tuple[int, int]:
        """How many steps can be undone, and redone."""
        return len(self._undo), len(self._redo)

    @property
    def history(self) -> tuple[Change, ...]:
        """The steps that can be taken back, the first first."""
        return tuple(self._undo)

    @property
    def future(self) -> tuple[Change, ...]:
        """What was taken back and can be made again, the next first."""
        return tuple(reversed(self._redo))

    def undo(self) -> Change | None:
        """Take the last step back; the change that was made, or None where there was nothing to undo."""
        return self._turn(self._undo, self._redo)

    def redo(self) -> Change | None:
        """Make the last undone step again."""
        return self._turn(self._redo, self._undo)

    def _turn(self, source: list[Change], target: list[Change]) -> Change | None:
        if self._open is not None or self.paused:
            raise EditError("an edit is open")
        if not source:
            return None
        change = source.pop().inverse
        self._apply(change)
        target.append(change)
        self.revision += 1
        try:
            self._notify(change, "live")
        finally:
            self._notify(change, "done")
        return change

    def _committed(self, change: Change) -> None:
        self._open = None
        if not change:
            return
        self._undo.append(change)
        self._redo.clear()
        self.revision += 1
        self._notify(change, "done")


class Edit:
    """One undoable step while it is being made. What it puts is in the document at once; `cancel` takes all back."""

    def __init__(self, document: Document, label: Message) -> None:
        self._document = document
        self._label = label
        self._before: dict[str, Record | None] = {}
        self._shown: dict[str, Record | None] = {}
        self._closed = False
        self._count = 0
        self.depth = 0
        """How many verbs are at work in it, one called by the other."""

    def _writable(self) -> None:
        if self._closed:
            raise EditError("this edit is closed")

    def _touch(self, key: str, record: Record | None) -> None:
        self._writable()
        self._count += 1
        if self._count % PIECE == 0 and self._count >= AT_ONCE:
            self._document.pause(stoppable=True)
            self._writable()
        before = self._document._set(key, record)
        self._before.setdefault(key, before)
        self._shown.setdefault(key, before)

    def put(self, record: Record) -> None:
        """Add the record, or put it in the place of the one with its key."""
        self._touch(record.key, record)

    def remove(self, key: str) -> None:
        """Take a record out. Raises KeyError where there is none."""
        if key not in self._document:
            raise KeyError(key)
        self._touch(key, None)

    def original(self, key: str) -> Record | None:
        """The record as it stood when the edit was opened."""
        return self._before[key] if key in self._before else self._document.get(key)

    def touched(self) -> list[tuple[str, Record | None]]:
        """What was touched since the last `show`, as it was then."""
        return list(self._shown.items())

    def restart(self) -> None:
        """Take back all it did so far and go on: a gesture computes each movement from the start, so nothing drifts.

        The listeners hear of it with the next `show`, together with what is done by then.
        """
        self._writable()
        self._count = 0
        for key, before in reversed(self._before.items()):
            now = self._document.get(key)
            if now is not before:
                self._shown.setdefault(key, now)
                self._document._set(key, before)

    def show(self) -> None:
        """Tell the listeners, in one notice, what was touched since the last `show`."""
        if self._shown:
            shown = {key: (before, self._document.get(key)) for key, before in self._shown.items()}
            self._shown = {}
            self._document._notify(Change(self._label, shown), "live")

    def commit(self) -> Change:
        """Close the edit: from now on it is one step of the undo history. An edit that changed nothing leaves none."""
        self._writable()
        touched = {key: (before, self._document.get(key)) for key, before in self._before.items()}
        change = Change(self._label, {key: pair for key, pair in touched.items() if pair[0] != pair[1]})
        try:
            self.show()
        finally:  # a listener that fails does not leave the edit open: nobody could work on
            self._closed = True
            self._document._committed(change)
        return change

    def cancel(self) -> None:
        """Close the edit and take back all it did; nobody but the screen has heard of it."""
        self.restart()
        self._closed = True
        self._document._open = None
        self.show()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._closed:
            return
        try:
            if kind is None:
                self.commit()
        finally:
            if not self._closed:  # the block failed, or the commit itself: nobody could go on
                self.cancel()
