"""Where a text breaks into lines: at spaces, after hyphens, between Chinese characters, by their own rules."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import Final, NamedTuple

from modeller.drawing.glyphs import ADVANCES, invisible, style_for

NEVER_FIRST: Final = (
    "，。、；：！？）》」』】〉〕〗〙〛］｝＞”’％‰℃°·•・…—～〜．%!?ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
"""No line starts with one of these, whatever stands before it."""
NEVER_LAST: Final = "（《「『【〈〔〖〘〚［｛＜“‘￥＄＃＠№"
"""No line ends with one of these."""

_CLINGS = frozenset(NEVER_FIRST + ")]},.;:!?\"'")
_OPENS = frozenset(NEVER_LAST + "([{\"'$#@")
_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\u2460-\u24ff\u2600-\u27bf\U0001f000-\U0001faff\U00020000-\U0003ffff]"
)
_PARAGRAPHS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ASCII_PIECES = re.compile(r"[^ \t]*?[0-9A-Za-z)]{2}[-/](?=[0-9A-Za-z(]{2})|[^ \t]+[ \t]*|[ \t]+")
_WORD_PARTS = re.compile(r"[_.:,;=&?+\\/|@#-]+|(?<=[a-zß-ÿ0-9])(?=[A-ZÀ-Þ])")
_SPACES = " \t\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u1680"

_BALANCED_LINES = 8


class Piece(NamedTuple):
    """What stays together: its text, its advance in ems without and with the spaces that end it.

    `penalty` says how badly a line break after it looks, 0 where there is a space or a mark.
    """

    text: str
    width: float
    advance: float
    penalty: float


def paragraphs(text: str) -> list[str]:
    """The text between line ends of any kind."""
    return _PARAGRAPHS.split(text)


def _piece(text: str, style: int, penalty: float) -> Piece:
    advances = ADVANCES[style]
    if len(text) == 1 and text not in _SPACES:
        return Piece(text, advances[text], advances[text], penalty)
    bare = text.rstrip(_SPACES)
    wide = sum(map(advances.__getitem__, bare))
    rest = text[len(bare) :]
    return Piece(text, wide, wide + sum(map(advances.__getitem__, rest)), penalty)


@lru_cache(maxsize=65536)
def _may_break(before: str, last: str, after: str) -> bool:
    """Whether a line may end between `before` and `after`; `last` is `before`, or what stood before spaces."""
    if after in _SPACES or after in NEVER_FIRST or last in NEVER_LAST:
        return False
    if before in _SPACES:
        return True
    if after in _CLINGS or before in _OPENS or before in "\u200d\u2060" or after == "\u2060":
        return False
    if not after.isascii() and (invisible(after) or unicodedata.category(after)[0] == "M" or after == "\u20e3"):
        return before == "\u200b"
    return before == "\u200b" or bool(_ASIAN.match(before) or _ASIAN.match(after)) or before == "—"


def _cuts(text: str) -> Iterator[tuple[int, float]]:
    """Where a line may end in a text that is not plain ASCII, and how badly that looks."""
    last = before = text[0]
    for place in range(1, len(text)):
        after = text[place]
        if _may_break(before, last, after):
            marked = before in _SPACES or before in _CLINGS or after in _OPENS
            yield place, 0.0 if marked else 0.04
        elif (
            before in "-/–‐"
            and place > 2
            and place + 1 < len(text)
            and after.isalnum()
            and text[place - 2].isalnum()
            and text[place - 3].isalnum()
            and text[place + 1].isalnum()
        ):
            yield place, 0.3
        before = after
        if after not in _SPACES:
            last = after


def _pieces(text: str, style: int) -> list[Piece]:
    if text.isascii() and "%" not in text and "!" not in text and "?" not in text:
        return [_piece(part, style, 0.0 if part[-1] in " \t" else 0.3) for part in _ASCII_PIECES.findall(text)]
    pieces, start = [], 0
    for place, penalty in _cuts(text):
        pieces.append(_piece(text[start:place], style, penalty))
        start = place
    pieces.append(_piece(text[start:], style, 0.0))
    return pieces


def _split(piece: Piece, width: float, style: int) -> Iterator[Piece]:
    """A word wider than the line in parts that are not: at its own joints where it has some, else anywhere."""
    advances = ADVANCES[style]
    joints = [match.end() for match in _WORD_PARTS.finditer(piece.text) if match.end() < len(piece.text)]
    start = 0
    for end in (*joints, len(piece.text)):
        part = piece.text[start:end]
        start = end
        if _fits(part, width, advances):
            yield _piece(part, style, 0.5)
            continue
        whole = sum(map(advances.__getitem__, part))
        share = min(width, whole / ceil(whole / width) + 0.3)  # parts alike, so that no single letter is left over
        begin, wide = 0, 0.0
        for place, char in enumerate(part):
            step = advances[char]
            if wide + step > share + 1e-6 and place > begin and step and _hard(part, begin, place):
                yield _piece(part[begin:place], style, 1.0)
                begin, wide = place, 0.0
            wide += step
        yield _piece(part[begin:], style, 0.5)


def _hard(text: str, begin: int, place: int) -> bool:
    """Whether a word may be cut there: not before a mark that clings, unless there is no end to it."""
    return place - begin > 40 or not (
        text[place] in NEVER_FIRST or text[place - 1] in NEVER_LAST or unicodedata.category(text[place])[0] == "M"
    )


def _fits(text: str, width: float, advances: dict[str, float]) -> bool:
    return sum(map(advances.__getitem__, text.rstrip(_SPACES))) <= width + 1e-6


def _greedy(pieces: list[Piece], width: float, indent: float = 0.0) -> list[int]:
    """The number of pieces before each line's end, every line as full as can be."""
    ends: list[int] = []
    used = indent if indent + pieces[0].width <= width else 0.0
    for index, piece in enumerate(pieces):
        if used and used + piece.width > width + 1e-6:
            ends.append(index)
            used = 0.0
        used += piece.advance
    ends.append(len(pieces))
    return ends


def _earliest(pieces: list[Piece], width: float) -> list[int]:
    """The first place where each line may end if what follows is to fit in the lines that are left."""
    ends, used = [len(pieces)], 0.0
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        wide = used + piece.advance if used else piece.width
        if used and wide > width + 1e-6:
            ends.append(index + 1)
            wide = piece.width
        used = wide
    ends.reverse()
    return ends


def _balanced(pieces: list[Piece], width: float, latest: list[int]) -> list[int]:
    """The ends of the lines that are most alike in width and break at the best places; as many lines as `latest`."""
    earliest = _earliest(pieces, width)
    if earliest == latest or len(earliest) != len(latest):
        return latest
    starts = [0.0]
    for piece in pieces:
        starts.append(starts[-1] + piece.advance)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for low, high in zip(earliest, latest, strict=True):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in range(low, high + 1):
            last = pieces[end - 1]
            bare = starts[end - 1] + last.width
            penalty = last.penalty if end < len(pieces) else 0.0
            for start, (cost, ends) in best.items():
                slack = (width - bare + starts[start]) / width
                if start < end and slack > -1e-6 and (end not in following or following[end][0] > cost + slack * slack):
                    following[end] = (cost + slack * slack, (*ends, end))
            if end in following:
                following[end] = (following[end][0] + penalty, following[end][1])
        best = following
    found = best.get(len(pieces))
    return list(found[1]) if found else latest


@lru_cache(maxsize=16384)
def lines(
    text: str, width: float, bold: bool, balance: bool = True, indent: float = 0.0, serif: bool = False
) -> tuple[tuple[tuple[str, float], ...], bool]:
    """The lines of a text in `width` ems, each with its advance in ems; and whether a word had to be cut.

    Where `balance` is asked for they are made alike in width, as far as that costs no further line. The first line of
    each paragraph leaves `indent` ems free; together with `balance` it is of no use.
    """
    found: list[tuple[str, float]] = []
    cut = False
    width = max(width, 0.01)
    style = style_for(text, bold, serif)
    advances = ADVANCES[style]
    for paragraph in (part.strip(_SPACES) for part in paragraphs(text)):
        whole = sum(map(advances.__getitem__, paragraph))
        if whole <= width - indent + 1e-6:
            found.append((paragraph, whole))
            continue
        pieces = _pieces(paragraph, style)
        if any(piece.width > width + 1e-6 for piece in pieces):
            cut = True
            pieces = [
                part
                for piece in pieces
                for part in ((piece,) if piece.width <= width + 1e-6 else _split(piece, width, style))
            ]
        ends = _greedy(pieces, width, indent)
        if balance and len(ends) <= _BALANCED_LINES:
            ends = _balanced(pieces, width, ends)
        start = 0
        for end in ends:
            held = pieces[start:end]
            wide = sum(piece.advance for piece in held[:-1]) + held[-1].width
            found.append(("".join(piece.text for piece in held).rstrip(_SPACES), wide))
            start = end
    return tuple(found), cut
