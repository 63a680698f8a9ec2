"""Bending flows by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import flow, node, points, process, records

from modeller.drawing.bending import is_orthogonal
from modeller.editing import bend
from modeller.editing.connect import connect
from modeller.editing.follow import follow
from modeller.editing.refused import Refused
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds


def bent() -> Document:
    return process(
        node("task", "a", 0, 0),
        node("task", "b", 300, 200),
        flow("f", "a", "b", (100, 40), (200, 40), (200, 240), (300, 240), text="yes", label=(205, 130, 40, 14)),
    )


def test_a_piece_moves_across_with_its_label() -> None:
    document = bent()
    bend.move_segment(document, "f", 1, -50, 30)
    assert points(document, "f") == ((100, 40), (150, 40), (150, 240), (300, 240))
    assert document.flow("f").label_bounds == Bounds(155, 130, 40, 14)  # type: ignore[union-attr]


def test_a_first_piece_moved_within_its_shape_slides_its_end() -> None:
    document = bent()
    bend.move_segment(document, "f", 0, 0, 20)
    assert points(document, "f") == ((100, 60), (200, 60), (200, 240), (300, 240))


def test_a_first_piece_moved_out_of_its_shape_leaves_it_at_another_side() -> None:
    document = bent()
    bend.move_segment(document, "f", 0, 0, 80)
    assert points(document, "f") == ((50, 80), (50, 120), (200, 120), (200, 240), (300, 240))


def test_a_bend_moves_and_its_pieces_stay_square() -> None:
    document = bent()
    bend.move_point(document, "f", 1, 180, 60)
    assert points(document, "f") == ((100, 60), (180, 60), (180, 240), (300, 240))


def test_a_small_jog_is_straightened() -> None:
    document = process(
        node("task", "a"), node("task", "b", 300, 0), flow("f", "a", "b", (100, 30), (200, 30), (200, 60), (300, 60))
    )
    bend.move_segment(document, "f", 0, 0, 28)
    assert len(points(document, "f")) == 2


def test_a_path_bent_by_hand_is_kept_when_its_shape_moves() -> None:
    document = process(node("task", "a"), node("task", "b", 300, 200))
    key = connect(document, "a", "b")
    bend.move_segment(document, key, 1, -60, 0)
    assert "#routed" not in document.flow(key).properties  # type: ignore[union-attr]
    with step(document, message("flows.bend")) as edit:
        edit.put(node("task", "b", 300, 300))
        follow(document, edit, ["b"])
    assert points(document, key) == ((100, 40), (140, 40), (140, 340), (300, 340))
    bend.lay_anew(document, key)
    assert points(document, key) == ((100, 40), (200, 40), (200, 340), (300, 340))


def test_a_point_is_added_and_removed() -> None:
    document = process(node("task", "a"), node("task", "b", 300, 0), flow("f", "a", "b", (100, 40), (300, 40)))
    before = points(document, "f")
    bend.add_point(document, "f", 0, 200, 100)
    assert points(document, "f")[1] == (200, 100)
    bend.remove_point(document, "f", 1)
    assert points(document, "f") == before


def test_removing_a_bend_leaves_square_corners() -> None:
    document = bent()
    bend.remove_point(document, "f", 1)
    assert is_orthogonal(document.flow("f").points)  # type: ignore[union-attr]
    assert len(points(document, "f")) == 3


def test_what_is_not_drawn_cannot_be_bent() -> None:
    document = process(node("task", "a"), node("task", "b", 300, 0), flow("f", "a", "b"))
    with pytest.raises(Refused):
        bend.move_segment(document, "f", 0, 0, 10)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["segment", "point", "remove"]),
            st.integers(0, 6),
            st.integers(-60, 60),
            st.integers(-60, 60),
        ),
        max_size=12,
    )
)
def test_a_square_path_stays_square_and_on_its_shapes_whatever_is_bent(moves: list[tuple[str, int, int, int]]) -> None:
    document = bent()
    start = records(document)
    for verb, index, dx, dy in moves:
        path = document.flow("f").points  # type: ignore[union-attr]
        if verb == "segment":
            bend.move_segment(document, "f", index, dx, dy)
        elif verb == "point" and 0 < index < len(path) - 1:
            bend.move_point(document, "f", index, path[index].x + dx, path[index].y + dy)
        elif verb == "remove":
            bend.remove_point(document, "f", index)
        path = document.flow("f").points  # type: ignore[union-attr]
        assert is_orthogonal(path)
        for key, end in (("a", path[0]), ("b", path[-1])):
            box = document.node(key).bounds  # type: ignore[union-attr]
            assert box.grown(0.1).contains(*end)  # type: ignore[union-attr]
            assert not box.grown(-12).contains(*end)  # type: ignore[union-attr]
    while document.undo():
        pass
    assert records(document) == start
