"""Of real models the PNG and the PDF show the same, and every label can be searched for in the PDF."""

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from corpus_files import corpus_file, corpus_parameters
from ink import uncovered
from PIL import Image

from modeller.drawing.glyphs import writable
from modeller.export.catalogue import exporter
from modeller.export.exporter import Job, Options, silent
from modeller.jobs.open_model import Opened, open_model
from modeller.model.records import Flow, Node

pytestmark = pytest.mark.usefixtures("qt", "poppler")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", writable(text)))


def _labels(opened: Opened) -> list[str]:
    shown = [
        record
        for record in opened.document
        if (isinstance(record, Node) and record.diagram and record.bounds)
        or (isinstance(record, Flow) and record.diagram and len(record.points) > 1)
    ]
    return [record.text for record in shown if record.text.strip()]


def _pdf(opened: Opened, folder: Path) -> Path:
    file = folder / "a.pdf"
    file.write_bytes(exporter("pdf").render(Job(opened.document, "x"), Options(margin=16), silent).data)
    return file


@pytest.mark.parametrize("path", corpus_parameters()[::6])
def test_png_and_pdf_agree_within_two_pixels_at_144_dpi(path: str, tmp_path: Path) -> None:
    opened = open_model(corpus_file(path))
    data = exporter("png").render(Job(opened.document, "x"), Options(dpi=144, margin=16), silent).data
    png = Image.open(io.BytesIO(data))
    if png.info["dpi"][0] < 143:
        pytest.skip("the picture is too large for 144 dpi")
    command = ["pdftoppm", "-r", "144", "-f", "1", "-l", "1", "-png", "-singlefile"]
    subprocess.run([*command, _pdf(opened, tmp_path), tmp_path / "a"], check=True)
    pdf = Image.open(tmp_path / "a.png")
    assert abs(pdf.width - png.width) <= 2
    assert abs(pdf.height - png.height) <= 2
    assert uncovered(png, pdf, 2) < 0.01
    assert uncovered(pdf, png, 2) < 0.01


@pytest.mark.parametrize("path", corpus_parameters())
def test_every_label_can_be_searched_for_and_every_font_is_embedded(path: str, tmp_path: Path) -> None:
    opened = open_model(corpus_file(path))
    file = _pdf(opened, tmp_path)
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert all(" yes yes yes " in font for font in fonts)
    text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True).stdout.decode("utf-8")
    found = _bare(text)
    assert [label for label in _labels(opened) if _bare(label) not in found] == []
