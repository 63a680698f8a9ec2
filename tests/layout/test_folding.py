"""Folding a diagram that is too wide: few folds, at gaps, and what crosses them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from modeller.layout.folding import folds
from modeller.model.records import Bounds


def _row(count: int, pitch: float = 150) -> list[Bounds]:
    return [Bounds(number * pitch, 0, 100, 80) for number in range(count)]


def _chain(count: int, pitch: float = 150) -> list[tuple[str, list[tuple[float, float]]]]:
    return [(f"f{n}", [(n * pitch + 100, 40), ((n + 1) * pitch, 40)]) for n in range(count - 1)]


def test_what_is_narrow_enough_is_not_folded() -> None:
    assert folds(_row(3), _chain(3), Bounds(0, 0, 400, 80), 400, 400) == ()


def test_a_fold_lies_between_shapes_and_names_the_flow_that_crosses_it() -> None:
    (fold,) = folds(_row(6), _chain(6), Bounds(0, 0, 850, 80), 500, 500)
    assert not any(shape.x < fold.x < shape.right for shape in _row(6))
    (crossing,) = fold.crossings
    assert crossing.y == 40
    assert crossing.flow == f"f{int(fold.x // 150)}"


def test_of_two_gaps_the_one_that_fewer_flows_cross_is_taken() -> None:
    back = [("back", [(550, 120), (250, 120)]), ("again", [(550, 140), (250, 140)])]
    (fold,) = folds(_row(6), [*_chain(6), *back], Bounds(0, 0, 850, 140), 640, 640)
    assert fold.x < 250 or fold.x > 550
    assert len(fold.crossings) == 1


def test_where_no_gap_is_the_diagram_is_folded_all_the_same() -> None:
    found = folds([Bounds(0, 0, 2000, 80)], [], Bounds(0, 0, 2000, 80), 700, 700)
    assert len(found) == 2


@given(
    st.lists(st.tuples(st.floats(0, 5000), st.floats(10, 400)), max_size=20),
    st.floats(300, 3000),
    st.floats(200, 3000),
)
def test_no_part_is_wider_than_asked_and_there_are_no_more_than_needed(
    shapes: list[tuple[float, float]], width: float, first: float
) -> None:
    extent = Bounds(0, 0, 5400, 100)
    found = folds([Bounds(x, 0, wide, 80) for x, wide in shapes], [], extent, width, first)
    edges = [extent.x, *(fold.x for fold in found), extent.right]
    assert edges == sorted(edges)
    assert edges[1] - edges[0] <= first + 1e-6
    assert all(right - left <= width + 1e-6 for left, right in pairwise(edges[1:]))
    least = 1 + max(0, -(-(extent.width - first) // (width - 20)))
    assert len(found) <= least + 1
