"""Looking for words in a library: names, descriptions, documentation, comments; drafts or all versions.

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
from modeller.model.entries import Folder, Found, Hit, Rank

LIMIT: Final = 200
"""Hits that are given: nobody reads more."""

_BATCH: Final = 200
"""Rows read in one go; between two, others may save and the search may be called off."""
_SHOWN: Final = 20
"""Rows whose hits are made in one go."""
_LOOK: Final = 2_000
_EDGE: Final = "\n"
"""Stands before and after each text: no folded text holds it."""
_RANKS: Final[tuple[Rank, ...]] = ("exact", "begins", "contains")

_State: TypeAlias = tuple[Any, ...]
"""The revision and the sum of the library when something was read."""


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

    def find(self, query: str, *, all_versions: bool = False, limit: int = LIMIT, progress: Progress = silent) -> Found:
        """What holds all words of `query`, as plain text: first what reads just so, then what begins so, then the rest.

        Of a version only what the draft does not say is given. What is in the bin is left out. What `progress` raises
        ends the search. A hit is where to look: only opening its model says whether that is whole.
        """
        words, whole = words_of(query), fold(query)
        if not words:
            return Found((), False)
        sources = [source for source in SOURCES if all_versions or not source.version]
        for source in sources:
            self._refresh(source, progress)
        hits: dict[tuple[str, str, str, str], Hit] = {}
        tree = folders(self._library)
        for candidates in self._candidates(sources, words, whole, progress):
            for source, ids in _batches(candidates):
                for hit in self._hits(source, ids, words, whole, tree, progress):
                    key = (hit.model, hit.element, hit.field, hit.text)
                    if key not in hits or (hits[key].version and not hit.version):
                        hits[key] = hit
                if _enough(hits.values(), candidates.rank, limit):
                    break
            if _enough(hits.values(), candidates.rank, limit):
                break
        ordered = sorted(hits.values(), key=lambda hit: _RANKS.index(hit.rank))
        return Found(tuple(ordered[:limit]), len(ordered) > limit)

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
            for id in ids:
                kept[id] = _Kept(seals[id])
            for text in self._read(source, ids, progress):
                if (folded := fold(text.text)) and text.row in kept:
                    kept[text.row].pieces.append(folded)
            for id in ids:
                kept[id].join()
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
        for source in sources:
            for number, (id, each) in enumerate(self._kept[source.table].items()):
                if not number % _LOOK:
                    progress(1)
                text = each.text
                if all(word in text for word in words) and (len(words) == 1 or _together(text, words)):
                    ranked[0 if exact in text else 1 if begins in text else 2].rows.append((source, id))
        return ranked

    def _hits(
        self, source: Source, ids: list[int], words: tuple[str, ...], whole: str, tree: list[Folder], progress: Progress
    ) -> Iterator[Hit]:
        found = [
            (text, rank)
            for text in self._read(source, ids, progress)
            if (rank := _rank(fold(text.text), words, whole)) is not None
        ]
        homes = self._homes(tree, {text.model for text, _ in found})
        numbers = self._numbers(source, {text.row for text, _ in found}) if source.version else {}
        for text, rank in found:
            if text.model in homes:
                home = homes[text.model]
                line, matches = snippet(text.text, words)
                version = numbers.get(text.row, "")
                yield Hit(home.id, home.name, home.path, text.element, text.field, line, matches, rank, version)

    def _numbers(self, source: Source, ids: set[int]) -> dict[int, str]:
        marks = ", ".join("?" * len(ids))
        with self._library.raw() as connection:
            statement = f"SELECT id, {source.version} FROM {source.table} WHERE id IN ({marks})"  # noqa: S608
            return dict(connection.execute(statement, tuple(ids)).fetchall())

    def _homes(self, tree: list[Folder], ids: set[int]) -> "dict[int, _Home]":
        """The models that are not in the bin, by the id of their row."""
        if not ids:
            return {}
        gone, ways = in_bin(tree), paths(tree)
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


def find(library: Library, query: str, *, all_versions: bool = False, limit: int = LIMIT) -> Found:
    """One search; see `Finder.find`. Who searches again keeps a Finder."""
    return Finder(library).find(query, all_versions=all_versions, limit=limit)


def _together(text: str, words: tuple[str, ...]) -> bool:
    """Do all words stand in one of the texts, not only in all of them?"""
    return any(all(word in each for word in words) for each in text.split(_EDGE))


def _enough(hits: Iterable[Hit], rank: Rank, limit: int) -> bool:
    """Are there more than `limit` that nothing better can follow, now that rows of this rank are looked at?"""
    return sum(_RANKS.index(hit.rank) <= _RANKS.index(rank) for hit in hits) > limit


def _rank(text: str, words: tuple[str, ...], whole: str) -> Rank | None:
    if not all(word in text for word in words):
        return None
    return "exact" if text == whole else "begins" if text.startswith(whole) else "contains"


def _batches(candidates: "_Candidates") -> "Iterator[tuple[Source, list[int]]]":
    for source, group in groupby(candidates.rows, key=lambda pair: pair[0]):
        ids = [id for _, id in group]
        for start in range(0, len(ids), _SHOWN):
            yield source, ids[start : start + _SHOWN]
