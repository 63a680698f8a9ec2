"""A diagram over sheets that are glued together: nothing is lost, all is at one scale, each says where it belongs."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from benchmarks.models import generate
from modeller.drawing.displaylist import TextLine, extent
from modeller.export.cutting import whole_shapes
from modeller.export.exporter import Job, Options, Poster, silent
from modeller.export.figures import drawn, figures
from modeller.export.pdf import render
from modeller.export.poster import Sheet, sheets
from modeller.files.problem import Problem
from modeller.model.reading import Model

ROOM = (800.0, 560.0)


def _model() -> Model:
    return generate(60).snapshot()


def _sheets(poster: Poster, language: str = "en") -> tuple[list[Sheet], float, Model]:
    model = _model()
    (figure,) = figures(Job(model))
    held = drawn(Job(model), figure, Options())
    found, scale = sheets(model, figure.diagram, held.groups, held.bounds, *ROOM, poster, "Ordering", language)
    return found, scale, model


def _texts(groups) -> list[str]:
    return [mark.text for group in groups for mark in group.marks if isinstance(mark, TextLine)]


def test_every_shape_is_whole_on_a_sheet_and_every_text_stands_on_one() -> None:
    found, scale, model = _sheets(Poster())
    (figure,) = figures(Job(model))
    held = drawn(Job(model), figure, Options())
    assert scale == 0.75
    assert len(found) > 4
    for shape in whole_shapes(model, held.groups):
        assert any(sheet.tile.view.grown(1e-6).covers(shape) for sheet in found)
    said = {text for sheet in found for text in _texts(sheet.groups)}
    assert set(_texts(held.groups)) <= said
    assert all(sheet.tile.view.covers(group.bounds) for sheet in found for group in sheet.groups)


def test_sheets_are_of_one_size_and_hold_their_marks() -> None:
    found, scale, _ = _sheets(Poster(columns=3, rows=2))
    assert len({(round(sheet.frame.width, 6), round(sheet.frame.height, 6)) for sheet in found}) == 1
    assert max(sheet.tile.column for sheet in found) <= 2
    for sheet in found:
        assert sheet.frame.width * scale == pytest.approx(ROOM[0])
        assert sheet.frame.grown(1e-6).covers(sheet.tile.view)
        assert sheet.frame.grown(2 / scale).covers(extent(sheet.marks))


def test_each_sheet_says_what_it_is_called_and_what_lies_beside_it() -> None:
    found, _, _ = _sheets(Poster(columns=3, rows=2), "zh_CN")
    names = {(sheet.tile.column, sheet.tile.row): sheet.tile.name for sheet in found}
    assert len(set(names.values())) == len(found)
    for sheet in found:
        said = _texts(sheet.marks)
        assert f"第 {sheet.tile.name} 张" in "".join(said)
        for step in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            beside = names.get((sheet.tile.column + step[0], sheet.tile.row + step[1]))
            assert beside is None or beside in said


def test_what_fits_on_one_sheet_has_no_marks() -> None:
    found, _, _ = _sheets(Poster(columns=1, rows=1))
    assert [sheet.marks for sheet in found] == [()]


def test_a_poster_of_too_many_sheets_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        _sheets(Poster(scale=30))
    assert caught.value.message.key == "documents.poster_too_large"


def test_the_poster_as_pdf_has_a_page_for_each_sheet_and_is_the_same_every_time(poppler: None) -> None:
    job = Job(_model(), title="Ordering")
    options = Options(page="A4", poster=Poster(scale=0.6))
    made = render(job, options, silent)
    assert render(job, options, silent).data == made.data
    (figure,) = figures(job)
    held = drawn(job, figure, options)
    reader = PdfReader(io.BytesIO(made.data), strict=True)
    assert len(reader.pages) > 3
    assert {tuple(map(float, page.mediabox[2:])) for page in reader.pages} == {(841.89, 595.28)}
    said = "".join(unicodedata.normalize("NFC", page.extract_text()) for page in reader.pages)
    bare = "".join(said.split())
    assert all("".join(text.split()) in bare for text in _texts(held.groups))
    assert all(f"SheetB{row}:" in bare for row in (1, 2) if f"A{row}" in said)


def test_a_small_diagram_stays_on_its_page() -> None:
    job = Job(generate(6).snapshot(), title="Small")
    poster = render(job, Options(page="A3", poster=Poster(scale=0.4)), silent).data
    assert poster == render(job, Options(page="A3"), silent).data
