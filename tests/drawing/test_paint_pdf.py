"""PDF: every font embedded, every text found, the same ink as on the screen."""

import re
import subprocess
import time
import unicodedata
from pathlib import Path

import pytest
from hand_made import DIFFICULT, pdf_of, picture, task
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from modeller.drawing.displaylist import Group, Image, extent
from modeller.drawing.glyphs import writable
from modeller.model.bulk import uncollected
from modeller.model.records import Bounds


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def test_every_font_is_embedded_and_a_subset(tmp_path: Path, poppler: None) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(picture(), extent(picture())))
    fonts = _run("pdffonts", file).splitlines()[2:]
    assert len(fonts) == 4
    assert all(" yes yes yes " in font for font in fonts)
    assert file.stat().st_size < 60_000


@pytest.mark.parametrize("raw", [["-raw"], []])
def test_every_text_is_found(tmp_path: Path, poppler: None, raw: list[str]) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(picture(), extent(picture())))
    found = _bare(_run("pdftotext", *raw, file, "-"))
    for text in DIFFICULT:
        assert _bare(writable(text)) in found, text


def test_narrow_marks_are_read_as_what_they_are(tmp_path: Path, poppler: None) -> None:
    file = tmp_path / "a.pdf"
    text = "It isn’t “urgent” …"
    file.write_bytes(pdf_of((task(0, 0, text),), Bounds(-5, -5, 200, 100)))
    assert _bare(_run("pdftotext", file, "-")) == _bare(text)
    assert len(_run("pdffonts", file).splitlines()) == 3


def test_texts_that_lie_over_each_other_are_found_each(tmp_path: Path, poppler: None) -> None:
    file = tmp_path / "a.pdf"
    texts = ("Start Event None 1", "Other event 3")
    file.write_bytes(pdf_of((task(0, 0, texts[0]), task(3, 1, texts[1])), Bounds(-5, -5, 120, 100)))
    found = _bare(_run("pdftotext", file, "-"))
    assert all(_bare(text) in found for text in texts)


def test_a_letter_is_found_together_with_the_marks_over_it(tmp_path: Path, poppler: None) -> None:
    file = tmp_path / "a.pdf"
    for text in ("pac\u0301", "ax\u0302\u0301"):
        file.write_bytes(pdf_of((task(0, 0, text),), Bounds(-5, -5, 110, 90)))
        assert _run("pdftotext", file, "-").strip() == text


def test_hebrew_is_found_in_its_order(tmp_path: Path, poppler: None) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of((task(0, 0, "אישור"), task(150, 0, "بررسی سند")), Bounds(-5, -5, 260, 100)))
    found = re.sub("[\u200e-\u202e]", "", _bare(_run("pdftotext", file, "-")))
    assert "אישור" in found
    assert "بررسیسند" in found


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_whatever_a_label_holds_the_file_can_be_read(text: str) -> None:
    import io

    reader = PdfReader(io.BytesIO(pdf_of((task(0, 0, text),), Bounds(0, 0, 100, 80))), strict=True)
    assert len(reader.pages) == 1
    reader.pages[0].extract_text()


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert pdf_of(picture(), extent(picture())) == pdf_of(picture(), extent(picture()))


def test_a_picture_that_cannot_be_read_is_a_crossed_box() -> None:
    group = Group("x", (Image(Bounds(0, 0, 9, 9), b"no picture"),), Bounds(0, 0, 9, 9))
    assert pdf_of((group,), Bounds(0, 0, 9, 9)).startswith(b"%PDF")


def test_unbroken_text_of_200_000_characters_takes_less_than_two_seconds_of_work() -> None:
    start = time.process_time()  # of this process alone: others may be at work
    with uncollected():  # what earlier tests left behind is not looked through
        pdf_of((task(0, 0, "测试" * 100_000),), Bounds(0, 0, 100, 80))
    assert time.process_time() - start < 2
