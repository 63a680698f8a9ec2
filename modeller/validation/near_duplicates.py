"""Entries of a dictionary that may be one thing, found by what their names share instead of comparing all with all.

Whatever `alike` says of two names, they share one of these: the letters themselves; a piece that a few edits cannot all
touch (the pigeonhole principle: of k + 1 pieces one is untouched by k edits; Li, Deng and others, Pass-Join, 2011); the
most of one inside the other; the first letters of an abbreviation; the words without those for a department. Names with
other numbers in them are the same at most.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from modeller.model.dictionary import Alike, Entry
from modeller.validation.alike import entries_alike, initials_of, numbers, plain, stem
from modeller.validation.lexicon import lexicon

Pair = tuple[int, int]

_LONG: Final = 10
"""Names of so many letters can be two edits from one that counts as close."""


def near_duplicates(entries: Iterable[Entry]) -> Iterator[Alike]:
    """Pairs of one kind that may be one thing, each once, in the order of the entries."""
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    for held in kinds.values():
        found = {*_pairs([each.name for each in held]), *_pairs([each.translation for each in held])}
        found |= set(_by_synonym(held))
        for place, other in sorted(found):
            why = entries_alike(held[place], held[other])
            if why is not None:
                yield Alike(held[place], held[other], why)


def _pairs(names: Sequence[str]) -> Iterator[Pair]:
    """The places of names that may be alike."""
    known = [(place, name.strip(), plain(name)) for place, name in enumerate(names) if name and plain(name)]
    by_letters: dict[str, list[int]] = defaultdict(list)
    for place, _, letters in known:
        by_letters[letters].append(place)
    yield from _shared(by_letters.items())
    groups: dict[tuple[str, ...], list[tuple[int, str, str]]] = defaultdict(list)
    for each in known:
        groups[numbers(names[each[0]])].append(each)
    for group in groups.values():
        by_letters = defaultdict(list)
        for place, _, letters in group:
            by_letters[letters].append(place)
        yield from _inside(by_letters)
        yield from _close(by_letters)
        yield from _short(group)


def _shared(held: Iterable[tuple[Hashable, Sequence[int]]]) -> Iterator[Pair]:
    for _, places in held:
        for number, place in enumerate(places):
            for other in places[number + 1 :]:
                yield _pair(place, other)


def _inside(by_letters: dict[str, list[int]]) -> Iterator[Pair]:
    lengths = {len(letters) for letters in by_letters}
    for long, places in by_letters.items():
        for length in lengths:
            if 3 * length >= 2 * len(long) and length < len(long):
                for start in range(len(long) - length + 1):
                    yield from _across(places, by_letters.get(long[start : start + length], ()))


def _close(by_letters: dict[str, list[int]]) -> Iterator[Pair]:
    """Those that one edit, or of longer names two, makes the same: a piece of the shorter stands in the longer."""
    pieces: dict[tuple[int, int, int, str], list[str]] = defaultdict(list)
    for letters in by_letters:
        for edits in (1, 2) if len(letters) >= _LONG else (1,):
            for number, start, end in _cut(len(letters), edits):
                pieces[edits, len(letters), number, letters[start:end]].append(letters)
    for long, places in by_letters.items():
        edits = 2 if len(long) >= _LONG + 2 else 1
        for length in range(len(long) - edits, len(long) + 1):
            for number, start, end in _cut(length, edits):
                for shift in range(-edits, edits + 1):
                    if start + shift < 0 or end + shift > len(long):
                        continue
                    for short in pieces.get((edits, length, number, long[start + shift : end + shift]), ()):
                        if short != long:
                            yield from _across(places, by_letters[short])


def _cut(length: int, edits: int) -> list[tuple[int, int, int]]:
    """Number, beginning and end of the pieces of a name."""
    ends = [length * number // (edits + 1) for number in range(edits + 2)]
    return [(number, ends[number], ends[number + 1]) for number in range(edits + 1) if ends[number] < ends[number + 1]]


def _short(known: Sequence[tuple[int, str, str]]) -> Iterator[Pair]:
    """Those of which one can be short for the other, by `alike.shortened`."""
    words = lexicon()
    scattered: dict[tuple[str, str], list[int]] = defaultdict(list)
    asked: list[tuple[int, tuple[str, str]]] = []
    letters: dict[str, set[int]] = defaultdict(set)
    without: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, name, _ in known:
        root = stem(name, words.chinese.departments)[0]
        for letter in set(root[1:]):
            scattered[root[0], letter].append(place)
        if len(root) > 1:
            asked.append((place, (root[0], root[1])))
        for short in {name.lower(), *initials_of(name, words.english.departments)}:
            letters[short].add(place)
        kept = tuple(word for word in name.lower().split() if word not in words.english.departments)
        without[kept].append(place)
    for place, key in asked:
        yield from _across((place,), scattered[key])
    yield from _shared((key, sorted(places)) for key, places in letters.items() if 2 <= len(key) <= 5)
    yield from _shared((key, places) for key, places in without.items() if key)


def _by_synonym(entries: Sequence[Entry]) -> Iterator[Pair]:
    by_letters: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        by_letters[plain(entry.name)].append(place)
    for place, entry in enumerate(entries):
        for synonym in entry.synonyms:
            yield from _across((place,), by_letters.get(plain(synonym), ()))


def _across(places: Sequence[int], others: Sequence[int]) -> Iterator[Pair]:
    for place in places:
        for other in others:
            if place != other:
                yield _pair(place, other)


def _pair(place: int, other: int) -> Pair:
    return (place, other) if place < other else (other, place)
