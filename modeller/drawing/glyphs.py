"""From characters to what is drawn: which font holds which, how wide it is, and what stands in for the rest."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from modeller.drawing.metrics import CUTS, FACES, NARROW, SERIFS, holder, narrow, narrow_glyph, width

FRAMED: Final = -1
"""The face of a run that no font holds: its code point in hexadecimal digits, in a frame."""

_LINE_ENDS = "\t\n\r\x0b\x0c\x85\u2028\u2029"
# Default_Ignorable_Code_Point, the control characters, and skin tones: our emoji font has one colour
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_SHARED = re.compile(f"[{NARROW}]")
_LETTER = re.compile(r"[^\W\d_]")
_CHINESE = re.compile(
    "[\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_RIGHT_TO_LEFT_STRETCH = re.compile(
    f"{_RIGHT_TO_LEFT.pattern}(?:[\\s\u0300-\u036f\u0590-\u05cf\u064b-\u0652\u200c\u200d,.;:!?'\"()-]|"
    f"{_RIGHT_TO_LEFT.pattern})*(?<={_RIGHT_TO_LEFT.pattern})"
)


class Run(NamedTuple):
    """A stretch of a line drawn with one font. All lengths are in ems, measured from the line's left end.

    `text` are the characters as drawn, one glyph each; `source` the piece of the line's text that each stands for
    ("" where an earlier one stands for it already). Of a FRAMED run `text` is the one character, and `source` too.
    `y` is below the baseline: negative for marks over capitals.
    """

    face: int
    text: str
    source: Sequence[str]
    x: float
    advances: tuple[float, ...]
    y: float = 0.0


class Frame(NamedTuple):
    """A framed code point at the origin, in ems, y downwards: its box and the lines of digits in it."""

    advance: float
    box: tuple[float, float, float, float]
    pen: float
    size: float
    digits: tuple[tuple[float, float, str], ...]


class _Drawn(NamedTuple):
    glyphs: tuple[tuple[int, str, float], ...]
    advance: float


class _Alphabet(dict[str, _Drawn]):
    """What is drawn for each character, found when first asked for."""

    def __init__(self, style: int) -> None:
        super().__init__()
        self.style = style

    def __missing__(self, char: str) -> _Drawn:
        found = self[char] = _drawn(char, self.style)
        return found


class _Advances(dict[str, float]):
    def __init__(self, style: int) -> None:
        super().__init__()
        self.style = style

    def __missing__(self, char: str) -> float:
        found = self[char] = ALPHABETS[self.style][char].advance
        return found


_LATIN: Final = len(CUTS)
"""Added to the number of a cut: the same with narrow marks."""


def style_for(text: str, bold: bool, serif: bool = False, narrow_marks: bool | None = None) -> int:
    """How a whole text is drawn: its cut (bold is never with serifs), and whether the marks of NARROW are narrow in it.

    They are in Latin text: that begins with such a letter, and holds more than two of them for each Chinese character.
    A text's lines are all drawn as the whole of it, wherever it breaks: of a line `narrow_marks` says what was found.
    """
    cut = int(bold) or (SERIFS if serif else 0)
    return cut + _LATIN if (latin(text) if narrow_marks is None else narrow_marks) else cut


def latin(text: str) -> bool:
    """Whether a text holds marks of NARROW, and they are those of a Latin text."""
    if text.isascii() or not _SHARED.search(text):
        return False
    first = _LETTER.search(text)
    if first is None or _CHINESE.match(first[0]):
        return False
    return len(_LETTER.findall(_CHINESE.sub("", text))) > 2 * len(_CHINESE.findall(text))


def _drawn(char: str, style: int) -> _Drawn:
    cut = style % _LATIN
    if style >= _LATIN and char in NARROW:
        first = CUTS[cut][0]
        if (found := narrow_glyph(first, narrow(char))) is not None:
            advance = found[1] / FACES[first].units
            return _Drawn(((first, narrow(char), advance),), advance)
    if _INVISIBLE.match(char):
        return _Drawn((), 0)
    if char in _LINE_ENDS:
        char = " "
    elif "\ud800" <= char <= "\udfff":
        char = "\ufffd"
    face = holder(ord(char), cut)
    if face is None and unicodedata.category(char) == "Zs":
        char, face = " ", holder(0x20, cut)
    if face is not None:
        advance = width(ord(char), cut)
        return _Drawn(((face, char, advance),), advance)
    parts = unicodedata.normalize("NFKD", char)
    if parts != char and all(holder(ord(part), cut) is not None for part in parts):
        glyphs = tuple(glyph for part in parts for glyph in _drawn(part, cut).glyphs)
        return _Drawn(glyphs, sum(advance for _, _, advance in glyphs))
    return _Drawn(((FRAMED, char, frame(char).advance),), frame(char).advance)


@lru_cache(maxsize=1024)
def frame(char: str) -> Frame:
    """How a character that no font holds is drawn: its code point, framed."""
    digits = f"{ord(char):04X}"
    columns = (len(digits) + 1) // 2
    size, digit = 0.42, 0.555 * 0.42
    advance = columns * digit + 0.26
    rows = []
    for row, line in enumerate((digits[:-columns], digits[-columns:])):
        rows.append(((advance - len(line) * digit) / 2, -0.425 + row * 0.42, line))
    return Frame(advance, (0.06, -0.8, advance - 0.12, 0.87), 0.045, size, tuple(rows))


ALPHABETS: Final = tuple(map(_Alphabet, range(2 * len(CUTS))))
ADVANCES: Final = tuple(map(_Advances, range(2 * len(CUTS))))
"""By what `style_for` gives."""


def invisible(char: str) -> bool:
    """Whether a character is never drawn: controls, joiners, variation selectors."""
    return _INVISIBLE.match(char) is not None


def is_right_to_left(text: str) -> bool:
    """Whether a text holds Arabic, Hebrew or the like, which is kept in its order but not shaped."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


_MARKS: Final = {
    "\u0300": 0.302, "\u0301": 0.3, "\u0302": 0.0, "\u0303": -0.307, "\u0304": 0.0, "\u0306": 0.0, "\u0307": 0.3,
    "\u0308": 0.0, "\u030a": 0.0, "\u030b": 0.053, "\u030c": 0.3, "\u0326": 0.0, "\u0327": 0.0, "\u0328": 0.0,
}  # fmt: skip
"""The middle of the ink of marks that stand over or under a letter, in ems from where they are drawn."""
_MARK_HEIGHT: Final = 0.19
"""How much higher capitals are than small letters, and how far marks lie over each other, in ems."""


def _turned(stretch: re.Match[str]) -> str:
    """Letters that are read from right to left in the order in which they stand from left to right."""
    letters: list[str] = []
    for char in stretch[0]:
        if letters and (invisible(char) or unicodedata.combining(char)):
            letters[-1] += char
        else:
            letters.append(char)
    return "".join(reversed(letters))


@lru_cache(maxsize=16384)
def runs(text: str, style: int = 0) -> tuple[Run, ...]:
    """One line of text as stretches of one font each, in order; together they are as wide as its advance.

    `style` is what `style_for` gives for the whole text that the line is of.
    What is not drawn (joiners, variation selectors) is in the `source` of the glyph before it, or of the first.
    """
    alphabet, cut = ALPHABETS[style], style % _LATIN
    if is_right_to_left(text):
        text = _RIGHT_TO_LEFT_STRETCH.sub(_turned, text)
    found: list[Run] = []
    face: int | None = None
    chars: list[str] = []
    source: list[str] = []
    advances: list[float] = []
    start = x = raised = 0.0
    waiting = ""

    def close() -> None:
        if face is not None and chars:
            found.append(Run(face, "".join(chars), tuple(source), start, tuple(advances)))

    for char in text:
        if "\u0300" <= char <= "\u036f" and chars and source[-1]:
            composed = unicodedata.normalize("NFC", chars[-1] + char)
            if len(composed) == 1 and holder(ord(composed), cut) == face:
                chars[-1] = composed
                source[-1] += char
                continue
        glyphs = alphabet[char].glyphs
        if not glyphs:
            if source:
                source[-1] += char
            else:
                waiting += char
            continue
        stands_for = waiting + char
        waiting = ""
        for number, drawn, advance in glyphs:
            if drawn in _MARKS and advances:
                close()
                middle = x - advances[-1] / 2 - _MARKS[drawn]
                over = drawn < "\u0320"
                found.append(Run(number, drawn, (stands_for,), middle, (0.0,), raised if over else 0.0))
                raised -= _MARK_HEIGHT if over else 0.0
                face, chars, source, stands_for = None, [], [], ""
                continue
            if number != face or number == FRAMED:
                close()
                face, chars, source, advances, start = number, [], [], [], x
            chars.append(drawn)
            raised = -_MARK_HEIGHT if drawn.isupper() or drawn in "bdfhklt" else 0.0
            source.append(stands_for)
            advances.append(advance)
            stands_for = ""
            x += advance
    close()
    if waiting and found:  # behind a mark over a letter, at the end
        *before, last = found[-1].source
        found[-1] = found[-1]._replace(source=(*before, last + waiting))
    return tuple(found)


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """A text as XML and PDF can hold it: without control characters, lone surrogates as U+FFFD."""
    return _UNWRITABLE.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else "", text)
