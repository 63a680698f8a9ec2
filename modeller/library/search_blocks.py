"""The folded texts of many rows as a few long strings, which are looked through at the speed of memory."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from modeller.library.folding import fold, words_of
from modeller.model.entries import Rank

SPAN: Final = 256
"""So many ids of rows make a block: what is read again at a time, and looked through without a pause."""
FIRST: Final = -(1 << 63) // SPAN
LAST: Final = ((1 << 63) - 1) // SPAN
"""The numbers of the first block and of the last that SQLite has ids for."""
EDGE: Final = "\n"
"""Stands before and after each text: no folded text holds it."""
RANKS: Final[tuple[Rank, ...]] = ("exact", "begins", "contains")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: its words, the longest first, and the whole as a text would read that says just so."""

    words: tuple[str, ...]
    whole: str

    @property
    def begins(self) -> str:
        return EDGE + self.whole

    @property
    def exact(self) -> str:
        return EDGE + self.whole + EDGE

    def rank(self, text: str) -> Rank | None:
        """How well a folded text fits; None where it does not hold all words."""
        if not all(word in text for word in self.words):
            return None
        return "exact" if text == self.whole else "begins" if text.startswith(self.whole) else "contains"


def sought(query: str) -> Sought:
    return Sought(tuple(sorted(words_of(query), key=len, reverse=True)), fold(query))


@dataclass(frozen=True, slots=True)
class Block:
    """The texts of rows, in the order of their ids. `seals` and `mark` say of which state of theirs they are.

    `starts` is where in `text` each row begins, and at last where all end.
    """

    mark: str
    seals: Mapping[int, str]
    ids: "array[int]"
    starts: "array[int]"
    text: str

    def rows(self) -> dict[int, str]:
        """The texts of each row, with their edges."""
        return {id: self.text[self.starts[at] : self.starts[at + 1]] for at, id in enumerate(self.ids)}

    def holding(self, what: Sought, rank: Rank) -> Iterator[int]:
        """The rows one of whose texts holds all words, and whose best text is of that rank; in their order."""
        text, starts, whole = self.text, self.starts, len(self.text)
        target = {"exact": what.exact, "begins": what.begins, "contains": ""}[rank]
        better = {"exact": "", "begins": what.exact, "contains": what.begins}[rank]
        end = 0
        while (at := text.find(target, end) if target else self._together(what.words, end, whole)) >= 0:
            row = bisect_right(starts, at) - 1
            start, end = starts[row], starts[row + 1]
            if better and text.find(better, start, end) >= 0:
                continue
            if not target or self._together(what.words, start, end) >= 0:
                yield self.ids[row]

    def _together(self, words: tuple[str, ...], start: int, end: int) -> int:
        """Where from `start` to `end` the first text is that holds all words; -1 where none is."""
        text, (first, *others) = self.text, words
        at = text.find(first, start, end)
        if not others:
            return at
        second, *others = others
        beside = text.find(second, start, end)
        while at >= 0 and beside >= 0:
            low, high = (at, beside) if at < beside else (beside, at)
            left = text.rfind(EDGE, low, high)
            if left < 0:  # in one text
                right = text.find(EDGE, high, end)
                if not others or self._all(others, text.rfind(EDGE, start, low), right):
                    return low
                at, beside = text.find(first, right, end), text.find(second, right, end)
            elif at < beside:
                at = text.find(first, left, end)
            else:
                beside = text.find(second, left, end)
        return -1

    def _all(self, words: list[str], start: int, end: int) -> bool:
        return all(self.text.find(word, start, end) >= 0 for word in words)


def with_edges(texts: Iterable[str]) -> str:
    """The texts of one row as they stand in a block."""
    return EDGE + "".join(folded + EDGE for text in texts if (folded := fold(text)))


def block(mark: str, seals: Mapping[int, str], texts: Mapping[int, str]) -> Block:
    """A block of rows, each with its texts and their edges."""
    ids = array("q", sorted(texts))
    starts = array("q", [0])
    for id in ids:
        starts.append(starts[-1] + len(texts[id]))
    return Block(mark, seals, ids, starts, "".join(texts[id] for id in ids))


def marks(connection: Connection, table: str, number: int, most: int) -> list[tuple[int, str]]:
    """What is another when a seal of a block's rows is: of so many blocks that have rows, from one number on."""
    found: list[tuple[int, str]] = []
    while number <= LAST and len(found) < most:
        (id,) = connection.execute(f"SELECT min(id) FROM {table} WHERE id >= ?", span(number)[:1]).fetchone()  # noqa: S608
        if id is None:
            break
        number = id // SPAN
        statement = f"SELECT group_concat(id || ' ' || seal) FROM {table} WHERE id BETWEEN ? AND ?"  # noqa: S608
        found.append((number, str(connection.execute(statement, span(number)).fetchone()[0])))
        number += 1
    return found


def span(number: int) -> tuple[int, int]:
    """The first and the last id that belong into a block."""
    return number * SPAN, number * SPAN + SPAN - 1
