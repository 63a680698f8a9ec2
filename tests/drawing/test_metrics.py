"""The shipped widths are those of the shipped fonts."""

import pytest
from fontTools.ttLib import TTFont

from modeller.drawing.metrics import CUTS, FACES, LAST, NARROW, SERIFS, font_path, holder, width


@pytest.mark.parametrize("cut", [False, True, SERIFS])
def test_every_character_is_held_and_as_wide_as_in_the_first_font_that_has_it(cut: int) -> None:
    held: dict[int, tuple[int, float]] = {}
    for number in reversed(CUTS[cut]):
        with TTFont(font_path(FACES[number]), lazy=True) as font:
            metrics = font["hmtx"].metrics
            for code, glyph in font.getBestCmap().items():
                if 0x20 <= code <= LAST:
                    held[code] = (number, metrics[glyph][0] / font["head"].unitsPerEm)
    wrong = [
        code
        for code in range(LAST + 1)
        if holder(code, cut) != (held[code][0] if code in held else None)
        or (code in held and width(code, cut) != held[code][1])
    ]
    assert not wrong


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_units_and_heights_are_those_of_the_font(face) -> None:
    with TTFont(font_path(face), lazy=True) as font:
        heights = (font["head"].unitsPerEm, font["hhea"].ascent, font["hhea"].descent)
        assert (face.units, face.ascent, face.descent) == heights
        assert face.weight == font["OS/2"].usWeightClass


@pytest.mark.parametrize("face", [chain[0] for chain in CUTS], ids=lambda face: FACES[face].file)
def test_narrow_marks_are_the_proportional_alternates_of_the_font(face: int) -> None:
    with TTFont(font_path(FACES[face]), lazy=True) as font:
        table, codes, metrics = font["GSUB"].table, font.getBestCmap(), font["hmtx"].metrics
        chosen = {
            index
            for record in table.FeatureList.FeatureRecord
            if record.FeatureTag == "pwid"
            for index in record.Feature.LookupListIndex
        }
        swapped: dict[str, str] = {}
        for index in chosen:
            for held in table.LookupList.Lookup[index].SubTable:
                swapped |= getattr(held, "ExtSubTable", held).mapping
        names = [swapped[codes[ord(char)]] for char in NARROW]
        assert FACES[face].narrow == tuple((font.getGlyphID(name), metrics[name][0]) for name in names)


def test_what_no_font_holds_has_no_width() -> None:
    assert holder(ord("한"), False) is None
    with pytest.raises(KeyError):
        width(ord("한"), False)
    assert holder(0x10FFFF, True) is None
