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

    `family` and `weight` are what a reader's own copy of the font is asked for by.
    """

    file: str
    family: str
    weight: int
    units: int
    ascent: int
    descent: int


SANS: Final = 0
SANS_BOLD: Final = 1
SYMBOLS: Final = 2
EMOJI: Final = 3
FACES: Final = (
    Face("NotoSansSC_400Regular.ttf", "Noto Sans SC", 400, 1000, 1160, -288),
    Face("NotoSansSC_700Bold.ttf", "Noto Sans SC", 700, 1000, 1160, -288),
    Face("NotoSansSymbols2_400Regular.ttf", "Noto Sans Symbols 2", 400, 1000, 1069, -630),
    Face("NotoEmoji_400Regular.ttf", "Noto Emoji", 400, 2048, 1900, -500),
)
"""The order of the chain: Sans (in its weight), then Symbols 2, then Emoji."""

LAST: Final = 0x31FFF
"""The table ends here; no bundled font holds anything that is drawn above it."""
MISSING: Final = 0xFFFF


def font_path(face: Face) -> Path:
    return resource("fonts", face.file)


def widths_path() -> Path:
    return resource("fonts", "widths.bin")


@lru_cache(maxsize=1)
def _tables() -> tuple["array[int]", "array[int]"]:
    values = array("H")
    values.frombytes(zlib.decompress(widths_path().read_bytes()))
    if sys.byteorder == "big":
        values.byteswap()
    return values[: LAST + 1], values[LAST + 1 :]


def holder(code: int, bold: bool) -> int | None:
    """The index in FACES of the first font of the chain that holds a code point, None where none does."""
    value = _tables()[bold][code] if code <= LAST else MISSING
    return None if value == MISSING else value >> 14


def width(code: int, bold: bool) -> float:
    """How far a code point moves the pen, in ems. Raises KeyError for one that no font holds."""
    value = _tables()[bold][code] if code <= LAST else MISSING
    if value == MISSING:
        raise KeyError(code)
    return (value & 0x3FFF) / FACES[value >> 14].units
