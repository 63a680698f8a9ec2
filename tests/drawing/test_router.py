"""New paths between shapes."""

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from modeller.drawing.bending import is_orthogonal
from modeller.drawing.router import Line, Way, faults, route
from modeller.model.records import Bounds, Point

STEP = {"right": 0.0, "bottom": 60.0, "top": 60.0, "left": 110.0}
INTO = {"left": 0.0, "top": 55.0, "bottom": 60.0, "right": 110.0}


def way(a: Bounds, b: Bounds, *obstacles: Bounds, taken: tuple[Line, ...] = (), within: Bounds | None = None) -> Way:
    boxes = [(box.x, box.y, box.right, box.bottom) for box in obstacles]
    return Way(a, b, STEP, INTO, boxes, taken, within)  # type: ignore[arg-type]


def task(x: float, y: float) -> Bounds:
    return Bounds(x, y, 100, 80)


def crosses(points: tuple[Point, ...], box: Bounds) -> bool:
    inner = box.grown(-0.5)
    return any(
        min(a.x, b.x) < inner.right
        and max(a.x, b.x) > inner.x
        and min(a.y, b.y) < inner.bottom
        and max(a.y, b.y) > inner.y
        for a, b in pairwise(points)
    )


def test_neighbours_are_joined_by_a_straight_line() -> None:
    assert route(way(task(0, 0), task(200, 0))) == ((100, 40), (200, 40))


def test_what_is_nearly_level_is_straight() -> None:
    assert route(way(Bounds(0, 0, 36, 36), Bounds(100, -20, 100, 80))) == ((36, 18), (100, 18))


def test_a_step_further_down_is_reached_by_two_bends_halfway() -> None:
    assert route(way(task(0, 0), task(200, 200))) == ((100, 40), (150, 40), (150, 240), (200, 240))


def test_a_step_right_below_is_reached_straight_down() -> None:
    assert route(way(task(0, 0), task(0, 200))) == ((50, 80), (50, 200))


def test_a_path_goes_round_what_stands_between() -> None:
    between = task(200, 0)
    found = route(way(task(0, 0), task(400, 0), between))
    assert is_orthogonal(found)
    assert not crosses(found, between.grown(9))


def test_a_path_goes_round_a_wall_of_shapes() -> None:
    wall = [task(200, -200 + 90 * place) for place in range(6)]
    found = route(way(task(0, 0), task(400, 0), *wall))
    assert is_orthogonal(found)
    assert not any(crosses(found, box) for box in wall)
    assert len(found) <= 6


def test_a_path_stays_in_its_pool_where_it_can() -> None:
    pool = Bounds(-50, -30, 700, 260)
    found = route(way(task(0, 0), task(400, 0), task(200, 0), within=pool))
    assert all(pool.contains(*point) for point in found)


def test_two_paths_do_not_lie_on_each_other() -> None:
    first = route(way(task(0, 0), task(300, 200)))
    second = route(way(task(0, 100), task(300, 300), taken=tuple(Line(a, b) for a, b in pairwise(first))))
    for a, b in pairwise(first):
        for c, d in pairwise(second):
            if a.x == b.x == c.x == d.x:
                assert min(max(a.y, b.y), max(c.y, d.y)) - max(min(a.y, b.y), min(c.y, d.y)) <= 10


cells = st.tuples(st.integers(0, 7), st.integers(0, 7))


@settings(deadline=None, max_examples=150)
@given(cells, cells, st.sets(cells, max_size=25), st.integers(130, 160), st.integers(110, 140))
def test_a_path_is_orthogonal_docks_on_sides_and_meets_nothing(
    a: tuple[int, int], b: tuple[int, int], others: set[tuple[int, int]], wide: int, tall: int
) -> None:
    assume(a != b)
    one, two = task(a[0] * wide, a[1] * tall), task(b[0] * wide, b[1] * tall)
    obstacles = [task(x * wide, y * tall) for x, y in sorted(others - {a, b})]
    asked = way(one, two, *obstacles)
    found = route(asked)
    assert route(asked) == found
    assert is_orthogonal(found)
    assert not any(crosses(found, box) for box in (*obstacles, one, two))
    assert one.grown(0.1).contains(*found[0])
    assert two.grown(0.1).contains(*found[-1])
    assert faults(asked, found) < 1000
