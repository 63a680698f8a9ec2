"""Laws of the sheets of a poster."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.layout.tiling import MOST, Tiling, lettered, scale_for, tiling
from modeller.model.records import Bounds

_SHAPES = st.lists(
    st.builds(Bounds, st.integers(0, 3000), st.integers(0, 2000), st.integers(20, 900), st.integers(20, 500)),
    max_size=40,
)


def _extent(shapes: list[Bounds]) -> Bounds:
    found = Bounds(-20, -10, 3100, 1500)
    for shape in shapes:
        found = found.united(shape.grown(10))
    return found


def _axes(made: Tiling) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    first_row = [tile.view for tile in made.tiles if tile.row == 0]
    first_column = [tile.view for tile in made.tiles if tile.column == 0]
    return [(view.x, view.right) for view in first_row], [(view.y, view.bottom) for view in first_column]


@given(_SHAPES, st.integers(300, 2000), st.integers(300, 2000), st.integers(0, 120))
def test_sheets_cover_the_drawing_and_share_what_is_asked(
    shapes: list[Bounds], width: int, height: int, overlap: int
) -> None:
    extent = _extent(shapes)
    made = tiling(shapes, extent, width, height, overlap)
    assert len(made.tiles) == made.columns * made.rows
    across, down = _axes(made)
    assert across[0][0] == extent.x
    assert across[-1][1] == extent.right
    assert down[0][0] == extent.y
    assert down[-1][1] == extent.bottom
    for stretches, most in ((across, width), (down, height)):
        assert all(before[1] - after[0] >= overlap - 1e-6 for before, after in pairwise(stretches))
        assert all(last - first <= most + 1e-6 for first, last in stretches)
        assert all(before[0] < after[0] for before, after in pairwise(stretches))


@given(_SHAPES, st.integers(300, 2000), st.integers(300, 2000), st.integers(0, 120))
def test_a_shape_is_whole_on_a_sheet_unless_it_is_larger(
    shapes: list[Bounds], width: int, height: int, overlap: int
) -> None:
    made = tiling(shapes, _extent(shapes), width, height, overlap)
    for shape in shapes:
        if shape.width <= width and shape.height <= height:
            assert any(tile.view.grown(1e-6).covers(shape) for tile in made.tiles)


@given(_SHAPES, st.integers(300, 2000), st.integers(0, 120))
def test_sheets_share_more_than_is_asked_only_for_a_shape_that_begins_before_the_next(
    shapes: list[Bounds], width: int, overlap: int
) -> None:
    across, _ = _axes(tiling(shapes, _extent(shapes), width, 9000, overlap))
    for before, after in pairwise(across):
        if before[1] - after[0] > overlap + 1e-6:
            assert any(shape.x < after[0] and shape.right == pytest.approx(before[1]) for shape in shapes)


@given(_SHAPES, st.integers(1, 5), st.integers(1, 4))
def test_a_poster_of_so_many_sheets_is_as_large_as_they_allow(shapes: list[Bounds], columns: int, rows: int) -> None:
    extent = _extent(shapes)
    scale = scale_for(columns, rows, shapes, extent, 700, 500, 28)
    made = tiling(shapes, extent, 700 / scale, 500 / scale, 28 / scale)
    assert made.columns <= columns
    assert made.rows <= rows
    assert scale >= min(700 / extent.width, 500 / extent.height) * (1 - 1e-9)


def test_sheets_are_alike_where_nothing_stands_in_the_way() -> None:
    made = tiling([], Bounds(0, 0, 1000, 100), 600, 400, 40)
    assert [tile.view.width for tile in made.tiles] == [pytest.approx(520, abs=0.1)] * 2


def test_sheets_are_named_as_the_cells_of_a_spreadsheet() -> None:
    made = tiling([], Bounds(0, 0, 1000, 700), 600, 400, 40)
    assert [tile.name for tile in made.tiles] == ["A1", "B1", "A2", "B2"]
    assert [lettered(column) for column in (25, 26, 51, 52, 701, 702)] == ["Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_sheet_no_larger_than_its_overlap_is_refused() -> None:
    with pytest.raises(ValueError, match="larger than its overlap"):
        tiling([], Bounds(0, 0, 100, 100), 30, 300, 30)


def test_what_takes_far_too_many_sheets_is_given_up_early() -> None:
    stairs = [Bounds(place, 0, 999, 80) for place in range(3_000)]
    made = tiling(stairs, Bounds(0, 0, 3_999, 80), 1000, 700, 30)
    assert made.columns == MOST + 1
