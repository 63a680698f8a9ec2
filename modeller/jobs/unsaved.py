"""Whether a document differs from what is saved of it: by its records, so that undoing back to the save tells so."""

from collections.abc import Callable, Mapping

from modeller.model.document import Change, Document, State
from modeller.model.reading import Model
from modeller.model.records import Record


class Unsaved:
    """True where there is something to save. `changed` is called when that becomes another."""

    def __init__(self, document: Document, saved: Model | None = None) -> None:
        self.changed: Callable[[], None] = _nobody
        self._document = document
        self._saved: Mapping[str, Record] = {}
        self._different: set[str] = set()
        self._was = False
        self.compare(saved if saved is not None else document.snapshot())
        self._end = document.subscribe(self._heard)

    def __bool__(self) -> bool:
        return bool(self._different)

    def compare(self, saved: Model) -> None:
        """From now on `saved` is what is saved."""
        self._saved = saved.records
        now = self._document.records
        self._different = {key for key in {**now, **self._saved} if self._differs(key)}
        self._tell()

    def close(self) -> None:
        self._end()

    def _differs(self, key: str) -> bool:
        now, saved = self._document.get(key), self._saved.get(key)
        return now is not saved and now != saved

    def _heard(self, change: Change, state: State) -> None:
        if state == "done":
            for key in change.records:
                if self._differs(key):
                    self._different.add(key)
                else:
                    self._different.discard(key)
            self._tell()

    def _tell(self) -> None:
        if self._was is not bool(self):
            self._was = bool(self)
            self.changed()


def _nobody() -> None:
    """Nobody wants to know."""
