"""Looking for words in a library: names, descriptions, documentation, comments, entries; drafts or all versions.

The folded text of what was looked through stays in memory while the library is open, that of some hundred models in one
string, so that a further letter costs a walk over long strings. Nothing of it lies in the file: there is no index that
could be stale, damaged or hostile, or tell what was deleted. What has changed since is read again, by its seal.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from modeller.library import search_blocks
from modeller.library.folders import folders, in_bin, paths
from modeller.library.folding import fold, snippet
from modeller.library.schema import FOLDER, MODEL
from modeller.library.search_blocks import RANKS, Block, Sought, block, sought, span, with_edges
from modeller.library.search_sources import SOURCES, Source, Text
from modeller.library.store import Library, rows_of
from modeller.library.watching import Progress, silent, watched
from modeller.model.entries import Found, Hit, Rank

LIMIT: Final = 200
"""Hits that are given: nobody reads more."""
FIRST: Final = 20
"""Hits that are given at once, before the rest is looked up: a screen of them."""

_FEWEST: Final = 4
_SHOWN: Final = 32
"""Rows whose hits are made in one go: few at first, so that the first page comes soon."""
_PATIENCE: Final = 0.03
_AGAIN: Final = 0.5
"""Seconds of reading until what was read is looked through, for the first time and then again."""

_State: TypeAlias = tuple[Any, ...]
"""The revision and the sum of the library when something was read."""
_Tree: TypeAlias = "tuple[set[str], dict[str, tuple[str, ...]]]"


@dataclass(frozen=True, slots=True)
class _Home:
    id: str
    name: str
    path: tuple[str, ...]


class Finder:
    """Searches of one library. Only one thread may search with it at a time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, dict[int, Block]] = {source.table: {} for source in SOURCES}
        self._seen: dict[str, _State] = {}
        self._state: _State = ()
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
        self,
        query: str,
        *,
        all_versions: bool = False,
        limit: int = LIMIT,
        progress: Progress = silent,
        soon: bool = False,
    ) -> Iterator[Found]:
        """What `find` finds: its first hits as soon as nothing better can follow, at last all, those included.

        A draft may still take the place of a version that says the same. `soon`: while the texts are still being read
        what was found in those that are comes now and then, as pages that are not whole.
        """
        what = sought(query)
        if not what.words:
            yield Found((), False)
            return
        sources = [source for source in SOURCES if all_versions or not source.version]
        due = time.monotonic() + _PATIENCE
        for source in sources:
            for _ in self._refreshing(source, progress):
                if soon and time.monotonic() > due:
                    page = next(self._ordered(sources, what, FIRST, progress))
                    yield replace(page, more=True, whole=False)
                    due = time.monotonic() + _AGAIN
        yield from self._ordered(sources, what, limit, progress)

    def prepare(self, progress: Progress = silent) -> None:
        """Read what the first search would read: for a time when nothing else is to be done."""
        for source in SOURCES:
            if not source.version:
                for _ in self._refreshing(source, progress):
                    pass
        self._folders()

    # -- what is kept --------------------------------------------------------------------------------------------

    def _refreshing(self, source: Source, progress: Progress) -> Iterator[None]:
        """Bring what is kept of a source up to what is in the library now, with a pause after each block."""
        kept, there, number, most = self._kept[source.table], set[int](), search_blocks.FIRST, 1
        self._state, last = self._present(source, progress)
        if self._seen.get(source.table) == (state := self._state):
            return
        while found := self._marks(source, number, most, progress):
            for number, mark in found:
                there.add(number)
                if number not in kept or kept[number].mark != mark:
                    progress(min(1.0, max(0.0, number / (last + 1))))
                    kept[number] = self._made(source, number, mark, progress)
                    yield
            number, most = number + 1, most * 4
        for gone in kept.keys() - there:
            del kept[gone]
        self._seen[source.table] = state

    def _present(self, source: Source, progress: Progress) -> tuple[_State, int]:
        """The library's state, and the number of the source's last block."""
        with self._library.raw() as connection, watched(connection, progress):
            state: _State = connection.execute("SELECT revision, digest FROM library").fetchone()
            (last,) = connection.execute(f"SELECT max(id) FROM {source.table}").fetchone()  # noqa: S608
        return state, (last or 0) // search_blocks.SPAN

    def _marks(self, source: Source, number: int, most: int, progress: Progress) -> list[tuple[int, str]]:
        with self._library.raw() as connection, watched(connection, progress):
            return search_blocks.marks(connection, source.table, number, most)

    def _made(self, source: Source, number: int, mark: str, progress: Progress) -> Block:
        """A block, of which only rows that have changed are read."""
        old = self._kept[source.table].get(number)
        with self._library.raw() as connection, watched(connection, progress):
            statement = f"SELECT id, seal FROM {source.table} WHERE id BETWEEN ? AND ?"  # noqa: S608
            seals: dict[int, str] = dict(connection.execute(statement, span(number)).fetchall())
        texts = {id: text for id, text in old.rows().items() if seals.get(id) == old.seals[id]} if old else {}
        new = [id for id in seals if id not in texts]
        read: dict[int, list[str]] = {id: [] for id in new}
        for text in self._read(source, new, progress) if new else ():
            read[text.row].append(text.text)
        texts |= {id: with_edges(each) for id, each in read.items()}
        return block(mark, seals, texts)

    def _read(self, source: Source, ids: Sequence[int], progress: Progress) -> list[Text]:
        with self._library.raw() as connection, watched(connection, progress):
            return source.texts(connection, ids)

    # -- what is found -------------------------------------------------------------------------------------------

    def _ordered(self, sources: list[Source], what: Sought, limit: int, progress: Progress) -> Iterator[Found]:
        """The first hits in what is kept, then all up to the limit."""
        hits: dict[tuple[str, str, str, str], Hit] = {}
        first = min(FIRST, limit)
        told = False
        for rank, source, ids in self._batches(sources, what, progress):
            for hit in self._hits(source, ids, what, progress):
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

    def _batches(
        self, sources: list[Source], what: Sought, progress: Progress
    ) -> Iterator[tuple[Rank, Source, list[int]]]:
        """The rows that may hold it, the best first."""
        held = [(source, self._holding(source, what, progress)) for source in sources]
        size = _FEWEST
        for rank in RANKS:
            for source, blocks in held:
                ids: list[int] = []
                for each in blocks:
                    progress(1)
                    for id in each.holding(what, rank):
                        ids.append(id)
                        if len(ids) == size:
                            yield rank, source, ids
                            ids = []
                            size = min(size * 2, _SHOWN)
                if ids:
                    yield rank, source, ids

    def _holding(self, source: Source, what: Sought, progress: Progress) -> list[Block]:
        """The blocks that hold all words somewhere, in the order of their rows."""
        found = []
        for _, each in sorted(self._kept[source.table].items()):
            progress(1)
            if all(word in each.text for word in what.words):
                found.append(each)
        return found

    def _hits(self, source: Source, ids: list[int], what: Sought, progress: Progress) -> Iterator[Hit]:
        found = [
            (text, rank)
            for text in self._read(source, ids, progress)
            if (rank := what.rank(fold(text.text))) is not None
        ]
        homes = self._homes({text.model for text, _ in found if text.model is not None})
        numbers = self._numbers(source, {text.row for text, _ in found}) if source.version else {}
        for text, rank in found:
            home = homes.get(text.model) if text.model is not None else _Home("", text.title, ())
            if home is not None:
                line, matches = snippet(text.text, what.words)
                version = numbers.get(text.row, "")
                yield Hit(
                    home.id, home.name, home.path, text.element, text.field, line, matches, rank, version, text.kind
                )  # fmt: skip

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
        if self._tree is None or self._tree[0] != self._state:
            tree = folders(self._library)
            self._tree = self._state, (in_bin(tree), paths(tree))
        return self._tree[1]


def find(library: Library, query: str, *, all_versions: bool = False, limit: int = LIMIT) -> Found:
    """One search; see `Finder.find`. Who searches again keeps a Finder."""
    return Finder(library).find(query, all_versions=all_versions, limit=limit)


def _sure(hits: Iterable[Hit], rank: Rank) -> int:
    """How many there are that nothing better can follow, now that rows of this rank are looked at."""
    return sum(RANKS.index(hit.rank) <= RANKS.index(rank) for hit in hits)


def _found(hits: Iterable[Hit], limit: int) -> Found:
    ordered = sorted(hits, key=lambda hit: RANKS.index(hit.rank))
    return Found(tuple(ordered[:limit]), len(ordered) > limit)
