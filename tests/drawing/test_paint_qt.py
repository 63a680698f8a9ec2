"""Qt paints what the PDF shows."""

import io
import subprocess
from pathlib import Path

import pytest
from hand_made import pdf_of, picture, task
from ink import uncovered
from PIL import Image as Raster
from PIL import ImageChops

from modeller.drawing.displaylist import Group, Image, extent
from modeller.drawing.theme import DARK, LIGHT
from modeller.model.records import Bounds

pytestmark = pytest.mark.usefixtures("qt")


def _painted(scale: float, theme=LIGHT) -> Raster.Image:
    from modeller.drawing.paint_qt import application, image, png

    held = application()
    data = png(image(picture(), theme, extent(picture()), scale))
    assert held is not None
    return Raster.open(io.BytesIO(data)).convert("L")


def test_the_ink_of_screen_and_pdf_agrees_within_two_pixels(tmp_path: Path, poppler: None) -> None:
    view = extent(picture())
    (tmp_path / "a.pdf").write_bytes(pdf_of(picture(), view))
    subprocess.run(["pdftoppm", "-r", "144", "-png", "-singlefile", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    pdf = Raster.open(tmp_path / "a.png").convert("L")
    qt = _painted(144 / 96)
    assert abs(pdf.width - qt.width) <= 1
    assert uncovered(qt, pdf, 2) < 0.001
    assert uncovered(pdf, qt, 2) < 0.001


def test_the_picture_has_the_size_and_resolution_it_is_asked_for() -> None:
    from modeller.drawing.paint_qt import application, image, png

    held = application()
    data = png(image(picture(), LIGHT, Bounds(0, 0, 100, 50), 2), "标题")
    made = Raster.open(io.BytesIO(data))
    assert made.size == (200, 100)
    assert made.info["dpi"] == pytest.approx((192, 192), abs=0.1)
    assert made.text["Title"] == "标题"
    assert held is not None


def test_the_dark_theme_is_dark() -> None:
    assert _painted(1, DARK).getpixel((0, 0)) < 40


def test_no_glyph_of_any_run_is_the_empty_one() -> None:
    from PySide6.QtGui import QColor

    from modeller.drawing.displaylist import TextLine
    from modeller.drawing.paint_qt import _laid, application

    held = application()
    for group in picture():
        for mark in group.marks:
            if isinstance(mark, TextLine):
                for run, _, _ in _laid(mark, QColor())[0]:
                    assert 0 not in run.glyphIndexes()
                    assert len(run.glyphIndexes()) == len(run.positions())
    assert held is not None


def test_a_picture_that_cannot_be_read_is_a_crossed_box() -> None:
    from modeller.drawing.paint_qt import application, image

    held = application()
    group = Group("x", (Image(Bounds(0, 0, 20, 20), b"no picture"),), Bounds(0, 0, 20, 20))
    made = image((group,), LIGHT, Bounds(0, 0, 20, 20), 1)
    assert made.pixelColor(10, 10).lightness() < 250
    assert held is not None


@pytest.mark.parametrize("scale", [0.5, 1, 4, 5.2, 5.6, 8, 30])
def test_text_is_painted_at_every_scale(scale: float) -> None:
    from modeller.drawing.paint_qt import application, image

    held = application()
    made = image((task(0, 0, "Hg 采"),), LIGHT, Bounds(20, 20, 60, 40), scale)
    dark = sum(
        made.pixelColor(x, y).lightness() < 160
        for x in range(0, made.width(), max(1, int(scale)))
        for y in range(0, made.height(), max(1, int(scale)))
    )
    assert dark / (60 * 40) > 0.02 * min(scale, 1) ** 2
    assert held is not None


def test_ink_that_lies_four_pixels_off_is_noticed() -> None:
    painted = _painted(1.5)
    assert uncovered(painted, ImageChops.offset(painted, 4, 4), 2) > 0.1
    assert uncovered(painted, ImageChops.offset(painted, 2, 2), 2) == 0
