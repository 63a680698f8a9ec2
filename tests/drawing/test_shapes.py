"""Paths of shapes."""

from math import hypot, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.drawing import shapes
from modeller.model.records import Bounds, Point

SIDES = st.floats(0, 500)
BOXES = st.builds(Bounds, st.floats(-999, 999), st.floats(-999, 999), SIDES, SIDES)
POINTS = st.lists(st.tuples(st.integers(-300, 300), st.integers(-300, 300)), min_size=2, max_size=7)


@given(BOXES, st.floats(0, 60))
def test_a_rounded_rectangle_fills_its_bounds_and_is_closed(box: Bounds, radius: float) -> None:
    path = shapes.rounded(box, radius)
    assert path[-1] == ("Z",)
    assert shapes.extent(path) == pytest.approx(box, abs=1e-6)


@pytest.mark.parametrize("shape", [shapes.rectangle, shapes.diamond, shapes.hexagon, shapes.oval])
@given(box=BOXES)
def test_a_shape_fills_its_bounds(shape: object, box: Bounds) -> None:
    assert callable(shape)
    assert shapes.extent(shape(box)) == pytest.approx(box, abs=1e-6)


def test_a_circle_is_round() -> None:
    for x, y in shapes.flattened(shapes.circle(10, 20, 7), 16)[0]:
        assert hypot(x - 10, y - 20) == pytest.approx(7, rel=0.001)


@given(st.floats(0, 6), st.floats(0.1, 6.2))
def test_an_arc_keeps_its_radius_and_ends_where_it_should(start: float, turn: float) -> None:
    points = shapes.flattened(shapes.arc(0, 0, 10, start, start + turn), 8)[0]
    for x, y in points:
        assert hypot(x, y) == pytest.approx(10, rel=0.002)
    end = shapes.flattened(shapes.arc(0, 0, 10, start + turn, start + turn + 0.1), 1)[0][0]
    assert points[-1] == pytest.approx(end, abs=1e-6)


@given(POINTS, st.floats(0, 20))
def test_rounding_bends_keeps_the_ends_and_stays_near_the_path(points: list[tuple[int, int]], radius: float) -> None:
    path = shapes.bent([Point(*point) for point in points], radius)
    flat = shapes.flattened(path)[0]
    assert flat[0] == points[0]
    assert flat[-1] == points[-1]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(1e-6)
    assert all(box.contains(x, y) for x, y in flat)


def test_a_right_angle_is_rounded_by_the_radius() -> None:
    path = shapes.bent([Point(0, 0), Point(100, 0), Point(100, 100)], 5)
    assert path[1] == ("L", 95.0, 0.0)
    assert path[2][-2:] == (100.0, 5.0)


def test_an_arrow_head_points_away_from_where_the_line_comes_from() -> None:
    head = shapes.arrow_head(Point(100, 0), Point(0, 0), 10, 4)
    assert shapes.extent(head) == Bounds(90, -4, 10, 8)
    assert shapes.arrow_head(Point(5, 5), Point(5, 5), 10, 4)  # no direction, no fault


def test_a_written_path_is_read_with_repeated_letters() -> None:
    path = shapes.parsed("M 0 0 10 0 L 10,10 C 1 2 3 4 5 6 Z")
    assert path == (
        ("M", 0.0, 0.0),
        ("L", 10.0, 0.0),
        ("L", 10.0, 10.0),
        ("C", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
        ("Z",),
    )


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0.1, 5))
def test_placing_scales_about_the_origin_and_moves(x: float, y: float, scale: float) -> None:
    moved = shapes.extent(shapes.placed(shapes.rectangle(Bounds(-1, -2, 2, 4)), x, y, scale))
    assert moved == pytest.approx(Bounds(x - scale, y - 2 * scale, 2 * scale, 4 * scale), abs=1e-6)


def test_stars_and_wheels_have_their_corners() -> None:
    assert len(shapes.regular(0, 0, 5, 5)) == 6
    assert len(shapes.plus(5, 1)) == 13
    assert len(shapes.gear(0, 0, 5, 8)) == 33
    assert len(shapes.arc(0, 0, 1, 0, 2 * pi)) >= 5
