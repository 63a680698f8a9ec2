"""What an export says about characters that it cannot draw as they are."""

from modeller.drawing.displaylist import Group, TextLine
from modeller.export.figures import notes_on
from modeller.language import words
from modeller.model.records import Bounds


def said(text: str) -> list[str]:
    return [words(note) for note in notes_on((Group("a", (TextLine(0, 0, text, 10),), Bounds(0, 0, 10, 10)),))]


def test_characters_that_no_font_has_are_named() -> None:
    [note] = said("审核 order 한국 \U0010ffff")
    assert note.endswith("국 한 U+10FFFF")


def test_what_every_font_has_needs_no_note() -> None:
    assert said("审核订单，approve ☑ 😀 é") == []
