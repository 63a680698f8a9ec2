"""Write resources/fonts/widths.bin: which bundled font holds a character, and how far it moves the pen.

Run it after a font was replaced: ``python .ci/font_metrics.py``. Needs fontTools; the program itself does not.
"""

import sys
import zlib
from array import array
from pathlib import Path

from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from modeller.drawing.metrics import FACES, LAST, MISSING, font_path, widths_path


def table(bold: bool) -> array:
    """For each code point up to LAST the number of its face in the two upper bits and its advance in font units."""
    values = array("H", [MISSING]) * (LAST + 1)
    chain = [1 if bold else 0, 2, 3]
    for number in reversed(chain):
        font = TTFont(font_path(FACES[number]), lazy=True)
        metrics = font["hmtx"].metrics
        for code, glyph in font.getBestCmap().items():
            if code <= LAST and code >= 0x20:
                advance = metrics[glyph][0]
                if advance >= 1 << 14:
                    raise ValueError(f"U+{code:04X} of {FACES[number].file} is too wide for the table")
                values[code] = number << 14 | advance
    if sys.byteorder == "big":
        values.byteswap()
    return values


def main() -> None:
    for face in FACES:
        font = TTFont(font_path(face), lazy=True)
        found = (font["head"].unitsPerEm, font["hhea"].ascent, font["hhea"].descent)
        if found != (face.units, face.ascent, face.descent):
            raise SystemExit(f"{face.file}: FACES says {face}, the font {found}")
    raw = table(False).tobytes() + table(True).tobytes()
    widths_path().write_bytes(zlib.compress(raw, 9))
    print(f"{widths_path()}: {widths_path().stat().st_size} bytes")


if __name__ == "__main__":
    main()
