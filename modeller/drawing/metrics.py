"""The bundled fonts and their advance widths, known without opening a font."""

import sys
import zlib
from array import array
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from modeller.resources import resource


class Face(NamedTuple):
    """One bundled font file; `units` to the em, `ascent` and `descent` (negative) in those units.

    `family` and `weight` are what a reader's own copy of the font is asked for by. `narrow` are the glyphs that it has
    for NARROW, each with its advance: the font's own proportional alternates (its feature ``pwid``).
    """

    file: str
    family: str
    weight: int
    units: int
    ascent: int
    descent: int
    narrow: tuple[tuple[int, int], ...] = ()


SANS: Final = 0
SANS_BOLD: Final = 1
SYMBOLS: Final = 2
EMOJI: Final = 3
SERIF: Final = 4
FACES: Final = (
    Face("NotoSansSC_400Regular.ttf", "Noto Sans SC", 400, 1000, 1160, -288,
         ((30416, 279), (30417, 279), (30419, 475), (30420, 475), (30450, 1059))),
    Face("NotoSansSC_700Bold.ttf", "Noto Sans SC", 700, 1000, 1160, -288,
         ((30416, 326), (30417, 326), (30419, 577), (30420, 577), (30450, 1101))),
    Face("NotoSansSymbols2_400Regular.ttf", "Noto Sans Symbols 2", 400, 1000, 1069, -630),
    Face("NotoEmoji_400Regular.ttf", "Noto Emoji", 400, 2048, 1900, -500),
    Face("NotoSerifSC_400Regular.ttf", "Noto Serif SC", 400, 1000, 1151, -286,
         ((30441, 268), (30442, 268), (30444, 465), (30445, 465), (30475, 900))),
)  # fmt: skip

CUTS: Final = ((SANS, SYMBOLS, EMOJI), (SANS_BOLD, SYMBOLS, EMOJI), (SERIF, SANS, SYMBOLS, EMOJI))
"""How text may be cut, regular, bold (as True and False say) or with serifs, and the chain of fonts of each: the first
that holds a character draws it."""
SERIFS: Final = 2
"""The number of the cut with serifs: for running text in documents. It has no bold, which is sans."""

NARROW: Final = "‘’“”…"
"""Marks that Chinese and Latin share in Unicode. The fonts draw them as wide as a Chinese character."""
_STAND_IN: Final = 0xF0000
"""What is drawn for a narrow mark is named by its code point this much higher up, where no text is."""

LAST: Final = 0x31FFF
"""The table ends here; no bundled font holds anything that is drawn above it."""
MISSING: Final = 0xFFFF


def font_path(face: Face) -> Path:
    return resource("fonts", face.file)


def widths_path() -> Path:
    return resource("fonts", "widths.bin")


def narrow(char: str) -> str:
    """What stands for the narrow form of a character of NARROW in a run of glyphs."""
    return chr(_STAND_IN + ord(char))


def meant(char: str) -> str:
    """The character that a glyph of a run shows: itself, or that of NARROW for which it stands."""
    return chr(ord(char) - _STAND_IN) if char in _NARROW_GLYPHS else char


def narrow_glyph(face: int, char: str) -> tuple[int, int] | None:
    """The glyph and the advance, in font units, of what stands for a narrow mark; None for any other character."""
    place = _NARROW_GLYPHS.get(char)
    return FACES[face].narrow[place] if place is not None else None


_NARROW_GLYPHS: Final = {narrow(char): place for place, char in enumerate(NARROW)}


@lru_cache(maxsize=1)
def _tables() -> tuple["array[int]", ...]:
    values = array("H")
    values.frombytes(zlib.decompress(widths_path().read_bytes()))
    if sys.byteorder == "big":
        values.byteswap()
    return tuple(values[start : start + LAST + 1] for start in range(0, len(values), LAST + 1))


def holder(code: int, cut: int) -> int | None:
    """The index in FACES of the first font of a cut's chain that holds a code point, None where none does."""
    value = _tables()[cut][code] if code <= LAST else MISSING
    face = None if value == MISSING else CUTS[cut][value >> 14]
    return None if face in _absent() else face


@lru_cache(maxsize=1)
def _absent() -> frozenset[int]:
    """The fonts of signs that are not there: what they hold is drawn as what no font holds, and the report says so."""
    return frozenset(face for face in (SYMBOLS, EMOJI) if not font_path(FACES[face]).is_file())


def width(code: int, cut: int) -> float:
    """How far a code point moves the pen, in ems. Raises KeyError for one that no font holds."""
    value = _tables()[cut][code] if code <= LAST else MISSING
    if value == MISSING:
        raise KeyError(code)
    return (value & 0x3FFF) / FACES[CUTS[cut][value >> 14]].units
