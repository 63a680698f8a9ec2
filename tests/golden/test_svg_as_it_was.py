"""The SVG of a hand-made picture is, byte for byte, the one that was looked at.

After a change that is meant: ``MODELLER_GOLDEN=write pytest tests/golden``, and look at the file again.
"""

import os
from pathlib import Path

from hand_made import picture

from modeller.drawing.displaylist import extent
from modeller.drawing.paint_svg import paint
from modeller.drawing.theme import SOFT

_FILE = Path(__file__).parent / "hand_made.svg"


def test_the_hand_made_picture_is_as_it_was() -> None:
    text = paint(picture(), SOFT, extent(picture()).grown(10), "Hand-made 手工", "zh-CN")
    if os.environ.get("MODELLER_GOLDEN") == "write":
        _FILE.write_text(text, encoding="utf-8")
    assert text.splitlines() == _FILE.read_text(encoding="utf-8").splitlines()
