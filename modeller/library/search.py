"""Looking for words in a library: names, descriptions, documentation, comments, entries; drafts or all versions.

The folded text of what was looked through stays in memory while the library is open, one string for each model, comment
and version, so that a further letter costs a walk over strings. Nothing of it lies in the file: there is no index that
could be stale, damaged or hostile, or tell what was deleted. What has changed since is read again, by its seal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, TypeAlias

from modeller.library.folders import folders, in_bin, paths
from modeller.library.folding import fold, snippet, words_of
from modeller.library.schema import FOLDER, MODEL
from modeller.library.search_sources import SOURCES, Source, Text
from modeller.library.store import Library, rows_of
from modeller.library.watching import Progress, silent, watched
from modeller.model.entries import Found, Hit, Rank

LIMIT: Final = 200
"""Hits that are given: nobody reads more."""
FIRST: Final = 20
"""Hits that are given at once, before the rest is looked up: a screen of them."""

_BATCH: Final = 200
"""Rows read in one go; between two, others may save and the search may be called off."""
_FEWEST: Final = 4
_SHOWN: Final = 32
"""Rows whose hits are made in one go: few at first, so that the first page comes soon."""
_LOOK: Final = 2_000
_EDGE: Final = "\n"
"""Stands before and after each text: no folded text holds it."""
_RANKS: Final[tuple[Rank, ...]] = ("exact", "begins", "contains")

_State: TypeAlias = tuple[Any, ...]
"""The revision and the sum of the library when something was read."""
_Tree: TypeAlias = "tuple[set[str], dict[str, tuple[str, ...]]]"


@dataclass(slots=True)
class _Kept:
    """What is known of one row: its seal, its folded texts."""

    seal: str
    text: str = _EDGE
    pieces: list[str] = field(default_factory=list)

    def join(self) -> None:
        self.text = _EDGE + _EDGE.join(self.pieces) + _EDGE
        self.pieces = []


@dataclass(frozen=True, slots=True)
class _Home:
    id: str
    name: str
    path: tuple[str, ...]


@dataclass(slots=True)
class _Candidates:
    """Rows that hold all words, and how well the best of their texts fits."""

    rank: Rank
    rows: list[tuple[Source, int]] = field(default_factory=list)


class Finder:
    """Searches of one library. Only one thread may search with it at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, dict[int, _Kept]] = {source.table: {} for source in SOURCES}
        self._seen: dict[str, _State] = {}
        self._tree: tuple[_State, _Tree] | None = None

    def find(self, query: str, *, all_versions: bool = False, limit: int = LIMIT, progress: Progress = silent) -> Found:
        """What holds all words of `query`, as plain text: first what reads just so, then what begins so, then the rest.

        Of a version only what the draft does not say is given. What is in the bin is left out. What `progress` raises
        ends the search. A hit is where to look: only opening its model says whether that is whole.
        """
        found = Found((), False)
        for page in self.pages(query, all_versions=all_versions, limit=limit, progress=progress):
            found = page
        return found

    def pages(
        self, query: str, *, all_versions: bool = False, limit: int = LIMIT, progress: Progress = silent
    ) -> Iterator[Found]:
        """What `find` finds: its first hits as soon as nothing better can follow, at last all, those included.

        A draft may still take the place of a version that says the same.
        """
        words, whole = words_of(query), fold(query)
        if not words:
            yield Found((), False)
            return
        sources = [source for source in SOURCES if all_versions or not source.version]
        for source in sources:
            self._refresh(source, progress)
        hits: dict[tuple[str, str, str, str], Hit] = {}
        first = min(FIRST, limit)
        told = False
        for rank, source, ids in _batches(self._candidates(sources, words, whole, progress)):
            for hit in self._hits(source, ids, words, whole, progress):
                key = (hit.model, hit.element, hit.field, hit.text)
                if key not in hits or (hits[key].version and not hit.version):
                    hits[key] = hit
            sure = _sure(hits.values(), rank)
            if sure > limit:
                break
            if not told and sure > first:
                told = True
                yield _found(hits.values(), first)
        yield _found(hits.values(), limit)

    def prepare(self, progress: Progress = silent) -> None:
        """Read what the first search would read: for a time when nothing else is to be done."""
        for source in SOURCES:
            if not source.version:
                self._refresh(source, progress)

    def _refresh(self, source: Source, progress: Progress) -> None:
        """Bring what is kept of a source up to what is in the library now."""
        kept = self._kept[source.table]
        state, seals = self._changed(source, progress)
        if seals is None:
            return
        for id in kept.keys() - seals.keys():
            del kept[id]
        new = [id for id, seal in seals.items() if (old := kept.get(id)) is None or old.seal != seal]
        for start in range(0, len(new), _BATCH):
            progress(start / len(new))
            ids = new[start : start + _BATCH]
            made = {id: _Kept(seals[id]) for id in ids}
            for text in self._read(source, ids, progress):
                if folded := fold(text.text):
                    made[text.row].pieces.append(folded)
            for each in made.values():
                each.join()
            kept.update(made)  # whole ones only: the reading may be called off
        self._seen[source.table] = state

    def _changed(self, source: Source, progress: Progress) -> "tuple[_State, dict[int, str] | None]":
        """The library's state, and the seals of the source's rows where that is another than it was."""
        with self._library.raw() as connection, watched(connection, progress):
            state: _State = connection.execute("SELECT revision, digest FROM library").fetchone()
            if self._seen.get(source.table) == state:
                return state, None
            return state, dict(connection.execute(f"SELECT id, seal FROM {source.table}").fetchall())  # noqa: S608

    def _read(self, source: Source, ids: Sequence[int], progress: Progress) -> list[Text]:
        with self._library.raw() as connection, watched(connection, progress):
            return source.texts(connection, ids)

    def _candidates(
        self, sources: list[Source], words: tuple[str, ...], whole: str, progress: Progress
    ) -> "list[_Candidates]":
        """The rows that may hold it, the best first."""
        ranked = [_Candidates(rank) for rank in _RANKS]
        begins, exact = _EDGE + whole, _EDGE + whole + _EDGE
        rarest, *others = sorted(words, key=len, reverse=True)
        for source in sources:
            for number, (id, each) in enumerate(self._kept[source.table].items()):
                if not number % _LOOK:
                    progress(1)
                text = each.text
                if rarest in text and (not others or _together(text, rarest, others)):
                    place = 2 if begins not in text else 1 if exact not in text else 0
                    ranked[place].rows.append((source, id))
        return ranked

    def _hits(
        self, source: Source, ids: list[int], words: tuple[str, ...], whole: str, progress: Progress
    ) -> Iterator[Hit]:
        found = [
            (text, rank)
            for text in self._read(source, ids, progress)
            if (rank := _rank(fold(text.text), words, whole)) is not None
        ]
        homes = self._homes({text.model for text, _ in found if text.model is not None})
        numbers = self._numbers(source, {text.row for text, _ in found}) if source.version else {}
        for text, rank in found:
            home = homes.get(text.model) if text.model is not None else _Home("", text.title, ())
            if home is not None:
                line, matches = snippet(text.text, words)
                version = numbers.get(text.row, "")
                yield Hit(home.id, home.name, home.path, text.element, text.field, line, matches, rank, version)

    def _numbers(self, source: Source, ids: set[int]) -> dict[int, str]:
        marks = ", ".join("?" * len(ids))
        with self._library.raw() as connection:
            statement = f"SELECT id, {source.version} FROM {source.table} WHERE id IN ({marks})"  # noqa: S608
            return dict(connection.execute(statement, tuple(ids)).fetchall())

    def _homes(self, ids: set[int]) -> "dict[int, _Home]":
        """The models that are not in the bin, by the id of their row."""
        if not ids:
            return {}
        gone, ways = self._folders()
        with self._library.reading() as connection:
            rows = rows_of(self._library, connection, MODEL, MODEL.c.id.in_(ids))
            holders = {row["folder_id"] for row in rows}
            names = {
                row["id"]: row["uuid"] for row in rows_of(self._library, connection, FOLDER, FOLDER.c.id.in_(holders))
            }
        found = {}
        for row in rows:
            folder = names.get(row["folder_id"], "")
            if not row["binned"] and folder not in gone:
                found[row["id"]] = _Home(row["uuid"], row["name"], ways.get(folder, ()))
        return found

    def _folders(self) -> "_Tree":
        """The folders that are in the bin, and the way to each, read once for each state of the library."""
        state = self._seen[MODEL.name]
        if self._tree is None or self._tree[0] != state:
            tree = folders(self._library)
            self._tree = state, (in_bin(tree), paths(tree))
        return self._tree[1]


def find(library: Library, query: str, *, all_versions: bool = False, limit: int = LIMIT) -> Found:
    """One search; see `Finder.find`. Who searches again keeps a Finder."""
    return Finder(library).find(query, all_versions=all_versions, limit=limit)


def _together(text: str, rarest: str, others: list[str]) -> bool:
    """Does a word stand in one of the texts together with all others?"""
    at = text.find(rarest)
    while at >= 0:
        start, end = text.rfind(_EDGE, 0, at), text.find(_EDGE, at)
        if all(text.find(word, start, end) >= 0 for word in others):
            return True
        at = text.find(rarest, end)
    return False


def _sure(hits: Iterable[Hit], rank: Rank) -> int:
    """How many there are that nothing better can follow, now that rows of this rank are looked at."""
    return sum(_RANKS.index(hit.rank) <= _RANKS.index(rank) for hit in hits)


def _found(hits: Iterable[Hit], limit: int) -> Found:
    ordered = sorted(hits, key=lambda hit: _RANKS.index(hit.rank))
    return Found(tuple(ordered[:limit]), len(ordered) > limit)


def _rank(text: str, words: tuple[str, ...], whole: str) -> Rank | None:
    if not all(word in text for word in words):
        return None
    return "exact" if text == whole else "begins" if text.startswith(whole) else "contains"


def _batches(ranked: "list[_Candidates]") -> "Iterator[tuple[Rank, Source, list[int]]]":
    size = _FEWEST
    for candidates in ranked:
        for source, group in groupby(candidates.rows, key=lambda pair: pair[0]):
            ids = [id for _, id in group]
            start = 0
            while start < len(ids):
                yield candidates.rank, source, ids[start : start + size]
                start += size
                size = min(size * 2, _SHOWN)
