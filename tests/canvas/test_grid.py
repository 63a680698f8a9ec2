"""The grid finds what lies where, whatever its size."""

from hypothesis import given
from hypothesis import strategies as st

from modeller.canvas.grid import Grid
from modeller.model.records import Bounds

BOXES = st.builds(Bounds, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))


@given(st.lists(BOXES, max_size=30), BOXES)
def test_all_that_meets_an_area_is_found(boxes: list[Bounds], area: Bounds) -> None:
    grid = Grid()
    for number, box in enumerate(boxes):
        grid.put(str(number), box)
    found = grid.find(area)
    assert {str(number) for number, box in enumerate(boxes) if box.meets(area)} <= found


@given(st.lists(st.tuples(st.integers(0, 5), BOXES), max_size=30))
def test_what_was_moved_or_dropped_leaves_nothing_behind(steps: list[tuple[int, Bounds]]) -> None:
    grid = Grid()
    held: dict[str, Bounds] = {}
    for number, box in steps:
        grid.put(str(number), box)
        held[str(number)] = box
    for key in list(held):
        grid.drop(key)
    assert grid.find(Bounds(-3e6, -3e6, 6e6, 6e6)) == set()


def test_a_far_look_does_not_walk_over_empty_cells() -> None:
    grid = Grid()
    grid.put("a", Bounds(0, 0, 10, 10))
    assert grid.find(Bounds(-1e12, -1e12, 2e12, 2e12)) == {"a"}
