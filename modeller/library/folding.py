"""Text as it is compared when something is looked for, and where in the original a match stands."""

import re
import unicodedata
from typing import Final

_HAN: Final = r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BETWEEN: Final = re.compile(rf"(?<={_HAN}) (?={_HAN})")
"""A blank between two Chinese characters is a broken line, or air; no word ends there."""


def fold(text: str) -> str:
    """Without case, full-width as half-width, accents composed, white space as one blank or, amid Chinese, none."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _BETWEEN.sub("", " ".join(plain.split()))


def words_of(query: str) -> tuple[str, ...]:
    """The words that were typed, each folded."""
    return tuple(word for each in unicodedata.normalize("NFKC", query).split() if (word := fold(each)))


def spans(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the first match of each word stands in `text`: start and length, in order, none over another.

    Empty where the folded text cannot be traced back character by character.
    """
    folded, origins = _traced(text)
    if folded != fold(text):
        return ()
    found: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word)
        if at >= 0:
            found.append((origins[at], origins[at + len(word) - 1] + 1))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((start, _whole(text, end) - start) for start, end in merged)


def snippet(text: str, words: tuple[str, ...], room: int = 80) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text around its first match, on one line, and the matches inside it."""
    line = "".join(" " if each.isspace() or unicodedata.category(each) == "Cc" else each for each in text)
    found = spans(line, words)
    if len(line) <= room:
        return line, found
    start = max(0, min(found[0][0] - room // 4, len(line) - room)) if found else 0
    end = start + room
    before, after = "…" if start else "", "…" if end < len(line) else ""
    shift = len(before) - start
    inside = tuple((at + shift, min(length, end - at)) for at, length in found if start <= at < end)
    return before + line[start:end] + after, inside


def _traced(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters which one of the original it comes from."""
    if len(text) == len(low := text.lower()) and low == fold(text):  # most texts are written as they are compared
        return low, list(range(len(text)))
    pieces: list[tuple[str, int]] = []
    start = 0
    while start < len(text):
        end = _whole(text, start + 1)
        cluster = text[start:end]
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
        for each in plain:
            if not each.isspace():
                pieces.append((each, start))
            elif pieces and pieces[-1][0] != " ":
                pieces.append((" ", start))
        start = end
    if pieces and pieces[-1][0] == " ":
        pieces.pop()
    joined = "".join(each for each, _ in pieces)
    dropped = {match.start() for match in _BETWEEN.finditer(joined)}
    kept = [(each, at) for number, (each, at) in enumerate(pieces) if number not in dropped]
    return "".join(each for each, _ in kept), [at for _, at in kept]


def _whole(text: str, end: int) -> int:
    """`end`, behind the marks that belong to the character before it."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
