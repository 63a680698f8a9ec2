"""Paths of connectors."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from modeller.drawing import routing
from modeller.drawing.displaylist import Segments
from modeller.drawing.routing import Point
from modeller.drawing.shapes import circle, diamond, flattened, rounded
from modeller.model.records import Bounds

NUMBERS = st.integers(-400, 400)
BOXES = st.builds(Bounds, NUMBERS, NUMBERS, st.integers(20, 200), st.integers(20, 200))
POINTS = st.lists(st.builds(Point, NUMBERS, NUMBERS), min_size=2, max_size=8)
OUTLINES = {
    "task": lambda box: rounded(box, 10),
    "event": lambda box: circle(*box.centre, min(box.width, box.height) / 2),
    "gateway": diamond,
}


def on_border(box: Bounds, point: Point) -> bool:
    return box.grown(1e-6).contains(*point) and not box.grown(-1e-6).contains(*point)


@given(POINTS, st.floats(0, 1))
def test_the_point_at_a_fraction_lies_that_far_along(points: list[Point], fraction: float) -> None:
    found = routing.at(points, fraction)
    whole = routing.length(points)
    before = [index for index in range(len(points)) if routing.length(points[: index + 1]) <= whole * fraction + 1e-6]
    walked = routing.length([*points[: before[-1] + 1], found])
    assert walked == pytest.approx(whole * fraction, abs=1e-3)


@given(POINTS)
def test_leaving_idle_bends_out_changes_neither_length_nor_ends(points: list[Point]) -> None:
    found = routing.without_idle_bends(points)
    assert found[0] == points[0]
    assert found[-1] == points[-1]
    assert routing.length(found) == pytest.approx(routing.length(points), rel=1e-6, abs=1e-3)
    assert routing.without_idle_bends(found) == found


@pytest.mark.parametrize("shape", OUTLINES)
@given(box=BOXES, x=NUMBERS, y=NUMBERS)
def test_a_dock_lies_on_the_outline_towards_its_target(shape: str, box: Bounds, x: int, y: int) -> None:
    assume(not box.grown(1).contains(x, y))
    outline = OUTLINES[shape](box)
    centre = box.centre
    found = routing.docked(outline, centre, Point(x, y))
    assert box.grown(1e-6).contains(*found)
    step = Point(found.x + (x - found.x) * 1e-3, found.y + (y - found.y) * 1e-3)
    back = Point(found.x + (centre.x - found.x) * 1e-3, found.y + (centre.y - found.y) * 1e-3)
    assert not routing.inside(outline, step)
    assert routing.inside(outline, back)


@pytest.mark.parametrize("shape", OUTLINES)
@given(box=BOXES, points=POINTS)
def test_clipping_keeps_the_outer_end_and_starts_at_the_outline(shape: str, box: Bounds, points: list[Point]) -> None:
    assume(not box.grown(1).contains(*points[-1]))
    outline = OUTLINES[shape](box)
    path = (box.centre, *points)
    found = routing.clipped(path, outline, "start")
    assert found[-1] == points[-1]
    assert routing.length(found) <= routing.length(path) + 1e-6
    assert routing.clipped(path[::-1], outline, "end") == found[::-1]
    if found != path:
        assert box.grown(1e-6).contains(*found[0])


def test_a_path_that_never_leaves_or_never_enters_stays_as_it_is() -> None:
    outline = rounded(Bounds(0, 0, 100, 80), 10)
    within = (Point(20, 20), Point(60, 60))
    beyond = (Point(200, 20), Point(260, 60))
    assert routing.clipped(within, outline, "start") == within
    assert routing.clipped(beyond, outline, "end") == beyond


@given(BOXES, BOXES)
def test_an_orthogonal_path_has_right_angles_and_docks_on_both_borders(a: Bounds, b: Bounds) -> None:
    found = routing.orthogonal(a, b)
    for (ax, ay), (bx, by) in pairwise(found):
        assert abs(ax - bx) < 0.51 or abs(ay - by) < 0.51
    assert on_border(a, found[0])
    assert on_border(b, found[-1])


@given(BOXES)
def test_a_loop_leaves_and_enters_its_shape(box: Bounds) -> None:
    found = routing.orthogonal(box, box)
    assert found == routing.loop(box)
    assert on_border(box, found[0])
    assert on_border(box, found[-1])


def crossed_last(outline: Segments, start: Point, end: Point) -> Point | None:
    """The plain way: every piece of the flattened outline is looked at."""
    best, (sx, sy), (dx, dy) = -1.0, start, (end.x - start.x, end.y - start.y)
    for (ax, ay), (bx, by) in (piece for part in flattened(outline) for piece in pairwise(part)):
        ex, ey = bx - ax, by - ay
        denominator = dx * ey - dy * ex
        if denominator:
            t = ((ax - sx) * ey - (ay - sy) * ex) / denominator
            u = ((ax - sx) * dy - (ay - sy) * dx) / denominator
            best = t if -1e-9 <= u <= 1 + 1e-9 and best < t <= 1 else best
    return Point(sx + dx * best, sy + dy * best) if best >= 0 else None


SPOT = st.builds(Point, st.floats(-200, 200), st.floats(-200, 200))


@given(
    st.sampled_from([rounded(Bounds(-50, -40, 100, 80), 10), circle(0, 0, 18), diamond(Bounds(-25, -25, 50, 50))]),
    SPOT,
    SPOT,
)
def test_curves_that_are_nowhere_near_a_line_do_not_change_where_it_crosses(
    outline: Segments, start: Point, end: Point
) -> None:
    assert routing.crossing(outline, start, end) == crossed_last(outline, start, end)
