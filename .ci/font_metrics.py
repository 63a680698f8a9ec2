"""Write resources/fonts/widths.bin: which font of a chain holds a character, and how far it moves the pen.

Run it after a font was replaced: ``python .ci/font_metrics.py``. Needs fontTools; the program itself does not.
"""

import sys
import zlib
from array import array
from pathlib import Path

from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from modeller.drawing.metrics import CUTS, FACES, LAST, MISSING, NARROW, font_path, widths_path


def table(chain: tuple[int, ...]) -> array:
    """For each code point up to LAST its font's place in the chain in the two upper bits, its advance in the others."""
    values = array("H", [MISSING]) * (LAST + 1)
    for number, face in reversed(list(enumerate(chain))):
        font = TTFont(font_path(FACES[face]), lazy=True)
        metrics = font["hmtx"].metrics
        for code, glyph in font.getBestCmap().items():
            if code <= LAST and code >= 0x20:
                advance = metrics[glyph][0]
                if advance >= 1 << 14:
                    raise ValueError(f"U+{code:04X} of {FACES[face].file} is too wide for the table")
                values[code] = number << 14 | advance
    if sys.byteorder == "big":
        values.byteswap()
    return values


def narrow(font: TTFont) -> tuple[tuple[int, int], ...]:
    """The glyphs and advances of the font's proportional alternates of NARROW."""
    table, codes, metrics = font["GSUB"].table, font.getBestCmap(), font["hmtx"].metrics
    found: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for index in record.Feature.LookupListIndex:
                for held in table.LookupList.Lookup[index].SubTable:
                    found |= getattr(held, "ExtSubTable", held).mapping
    names = [found[codes[ord(char)]] for char in NARROW]
    return tuple((font.getGlyphID(name), metrics[name][0]) for name in names)


def main() -> None:
    for face in FACES:
        font = TTFont(font_path(face), lazy=True)
        found = (font["head"].unitsPerEm, font["hhea"].ascent, font["hhea"].descent)
        if found != (face.units, face.ascent, face.descent):
            raise SystemExit(f"{face.file}: FACES says {face}, the font {found}")
        if face.narrow and face.narrow != narrow(font):
            raise SystemExit(f"{face.file}: FACES says {face.narrow}, the font {narrow(font)}")
    raw = b"".join(table(chain).tobytes() for chain in CUTS)
    widths_path().write_bytes(zlib.compress(raw, 9))
    print(f"{widths_path()}: {widths_path().stat().st_size} bytes")


if __name__ == "__main__":
    main()
