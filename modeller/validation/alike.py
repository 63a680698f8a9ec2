"""When two names may stand for one thing: signs, abbreviations, one inside the other, few letters that differ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from modeller.model.dictionary import Alike, Entry, Likeness
from modeller.validation.context import is_chinese
from modeller.validation.lexicon import lexicon

_MOST: Final = 3_000
"""So many entries of a kind are compared with each other: that takes seconds."""


def near_duplicates(entries: Iterable[Entry]) -> Iterator[Alike]:
    """Pairs of one kind that may be one thing, each once, in the order of the entries."""
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    for held in kinds.values():
        chosen = held[:_MOST]
        for place, first in enumerate(chosen):
            for second in chosen[place + 1 :]:
                why = entries_alike(first, second)
                if why is not None:
                    yield Alike(first, second, why)


def entries_alike(first: Entry, second: Entry) -> Likeness | None:
    """Why two entries may be one thing: by their names in either language, or the synonyms of one."""
    for one, other in ((first.name, second.name), (first.translation, second.translation)):
        why = alike(one, other) if one and other else None
        if why is not None:
            return why
    for one, names in ((first.name, second.synonyms), (second.name, first.synonyms)):
        if plain(one) in map(plain, names):
            return "synonym"
    return None


def alike(one: str, other: str) -> Likeness | None:
    """Why two names may stand for one thing, None where nothing says so."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return None
    if first == second:
        return "same"
    if _numbers(one) != _numbers(other):  # form 3 is not form 4
        return None
    short, long = sorted((one.strip(), other.strip()), key=len)
    words = lexicon()
    if shortened(short, long, words.chinese.departments, words.english.departments):
        return "short"
    first, second = sorted((first, second), key=len)
    if _inside(first, second, is_chinese(first)):
        return "inside"
    most = 1 if len(second) >= (4 if is_chinese(second) else 6) else 0
    most = 2 if len(second) >= 12 else most
    return "close" if most and len(second) - len(first) <= most and distance(first, second, most) <= most else None


def plain(name: str) -> str:
    """A name without case, spaces and signs."""
    return re.sub(r"[\s\-_·.,，、:：()（）/／]+", "", name).lower()


def distance(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """How many letters must be put in, taken out or exchanged to make one name the other (Levenshtein 1966).

    Where it is more than `most`, any number above it.
    """
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != wanted)))
        if min(now) > most:
            return most + 1
        before = now
    return before[-1]


def _inside(short: str, long: str, chinese: bool) -> bool:
    """Is most of a name the other: 投诉登记 in 投诉登记表?"""
    least = 3 if chinese else 6
    return len(short) >= least and short in long and 3 * len(short) >= 2 * len(long)


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+|[一二三四五六七八九十]+(?=[级期部科组])|\b[A-Z]\b", name)


def shortened(short: str, long: str, ends: tuple[str, ...], english: tuple[str, ...]) -> bool:
    """Is one name short for the other: 客服部 for 客户服务部, HR for Human Resources?"""
    if is_chinese(short) and is_chinese(long):
        one, other = _stem(short, ends), _stem(long, ends)
        if (one[1] != other[1] and one[1] and other[1]) or len(one[0]) < 2 or one == other:
            return False
        if one[0] == other[0]:
            return bool(one[1]) != bool(other[1])
        return other[0][0] == one[0][0] and len(other[0]) <= 2 * len(one[0]) + 1 and _scattered(one[0], other[0])
    words, more = short.lower().split(), long.lower().split()
    initials = "".join(word[0] for word in more if word not in {"and", "of", "&", "the"})
    if short.isupper() and short.isascii() and 2 <= len(short) <= 5:
        return len(more) > 1 and short.lower() in {initials, initials[: -1 if more[-1] in english else None]}
    strip = [word for word in more if word not in english]
    return words != more and [word for word in words if word not in english] == strip and bool(strip)


def _stem(name: str, ends: Iterable[str]) -> tuple[str, str]:
    for end in sorted(ends, key=len, reverse=True):
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end), end[0]
    return name, ""


def _scattered(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in order, with others between them."""
    rest = iter(long)
    return short not in long and all(letter in rest for letter in short)
