"""When two names may stand for one thing: signs, abbreviations, one inside the other, few letters that differ."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from modeller.model.dictionary import Entry, Likeness
from modeller.validation.context import is_chinese
from modeller.validation.lexicon import lexicon

_KNOWN: Final = 1 << 15
"""Names of which it is remembered what they are without signs, numbers and words for departments."""


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
    if numbers(one) != numbers(other):  # form 3 is not form 4
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


@lru_cache(_KNOWN)
def plain(name: str) -> str:
    """A name without case, spaces and signs."""
    return re.sub(r"[\s\-_·.,，、:：()（）/／]+", "", name).lower()


def distance(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """How many letters must be put in, taken out or exchanged to make one name the other (Levenshtein 1966).

    Where it is more than `most`, any number above it.
    """
    far = most + 1
    before = [min(column, far) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        now = [min(row, far), *[far] * len(other)]
        for column in range(max(1, row - most), min(len(other), row + most) + 1):  # farther off it is more than `most`
            same = before[column - 1] + (letter != other[column - 1])
            now[column] = min(before[column] + 1, now[column - 1] + 1, same)
        if min(now) > most:
            return far
        before = now
    return min(before[-1], far)


def _inside(short: str, long: str, chinese: bool) -> bool:
    """Is most of a name the other: 投诉登记 in 投诉登记表?"""
    least = 3 if chinese else 6
    return len(short) >= least and short in long and 3 * len(short) >= 2 * len(long)


@lru_cache(_KNOWN)
def numbers(name: str) -> tuple[str, ...]:
    """What tells things of a kind apart in a name: numbers, and single capitals."""
    return tuple(re.findall(r"\d+|[一二三四五六七八九十]+(?=[级期部科组])|\b[A-Z]\b", name))


def shortened(short: str, long: str, ends: tuple[str, ...], english: tuple[str, ...]) -> bool:
    """Is one name short for the other: 客服部 for 客户服务部, HR for Human Resources?"""
    if is_chinese(short) and is_chinese(long):
        one, other = stem(short, ends), stem(long, ends)
        if (one[1] != other[1] and one[1] and other[1]) or len(one[0]) < 2 or one == other:
            return False
        if one[0] == other[0]:
            return bool(one[1]) != bool(other[1])
        return other[0][0] == one[0][0] and len(other[0]) <= 2 * len(one[0]) + 1 and _scattered(one[0], other[0])
    words, more = short.lower().split(), long.lower().split()
    if short.isupper() and short.isascii() and 2 <= len(short) <= 5:
        return short.lower() in initials_of(long, english)
    strip = [word for word in more if word not in english]
    return words != more and [word for word in words if word not in english] == strip and bool(strip)


def initials_of(name: str, english: tuple[str, ...]) -> set[str]:
    """What a name of several words can be abbreviated to: with its word for a department, and without."""
    words = name.lower().split()
    if len(words) < 2:
        return set()
    initials = "".join(word[0] for word in words if word not in {"and", "of", "&", "the"})
    return {initials, initials[: -1 if words[-1] in english else None]}


@lru_cache(_KNOWN)
def stem(name: str, ends: tuple[str, ...]) -> tuple[str, str]:
    """A Chinese name without its word for a department, and the beginning of that word."""
    for end in sorted(ends, key=len, reverse=True):
        if name.endswith(end) and len(name) > len(end) + 1:
            return name.removesuffix(end), end[0]
    return name, ""


def _scattered(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in order, with others between them."""
    rest = iter(long)
    return short not in long and all(letter in rest for letter in short)
