"""Memory: what the check before found that a step since cannot have changed, so that a check follows every key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from modeller.model.entries import Soundness
from modeller.model.reading import Model
from modeller.model.records import Flow, Node, Record
from modeller.validation.rule import Found

KEPT_TOPICS: Final = frozenset({"layout"})
"""Rules of these topics ask where things stand and how they hang together, and never what they are called."""


@dataclass(frozen=True, slots=True)
class Known:
    """What still holds: by rule what it found, and the verdicts; nothing of what has to be found anew."""

    found: Mapping[str, Sequence[Found]] = field(default_factory=dict)
    sound: tuple[Soundness, ...] | None = None


class Memory:
    """Belongs to one model that is checked after every step; one check at a time uses it.

    Verdicts are kept of processes that are sound: what is told of the others has names in it.
    """

    def __init__(self) -> None:
        self._records: Mapping[str, Record] = {}
        self._kept = Known()

    def known(self, model: Model) -> Known:
        """What holds of this state as it did of the last that was kept."""
        records = model.records
        if len(records) != len(self._records):
            return Known()
        called = moved = False
        for key, record in records.items():
            before = self._records.get(key)
            if before is record:
                continue
            if before is None or not _stands_as_before(before, record):
                moved = True
                if before is None or not _flows_as_before(before, record):
                    return Known()
            called = True
        if not called:
            return self._kept
        return Known({} if moved else self._kept.found, self._kept.sound)

    def keep(self, model: Model, found: Mapping[str, Sequence[Found]], sound: tuple[Soundness, ...]) -> None:
        """Remember what a check found that came to its end."""
        certain = all(each.verdict == "sound" for each in sound)
        self._records, self._kept = dict(model.records), Known(found, sound if sound and certain else None)


def _stands_as_before(before: Record, now: Record) -> bool:
    """Whether no more than what an element is called has changed, and where that is written."""
    if isinstance(before, Node) and isinstance(now, Node):
        return replace(before, text="", label_bounds=None) == replace(now, text="", label_bounds=None)
    if isinstance(before, Flow) and isinstance(now, Flow):
        return replace(before, text="", label_bounds=None) == replace(now, text="", label_bounds=None)
    return before == now


def _flows_as_before(before: Record, now: Record) -> bool:
    """Whether tokens go as before: an element may have moved, or be called something else."""
    if isinstance(before, Node) and isinstance(now, Node):
        before, now = replace(before, bounds=None, label_bounds=None), replace(now, bounds=None, label_bounds=None)
        return before == now or ("Event" not in now.type and replace(before, text="") == replace(now, text=""))
    if isinstance(before, Flow) and isinstance(now, Flow):
        before, now = replace(before, points=()), replace(now, points=())
        return _stands_as_before(before, now)
    return before == now
