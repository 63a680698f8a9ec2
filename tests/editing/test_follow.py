"""Flows and labels follow shapes."""

from dataclasses import replace

from small_models import flow, node, points, process

from modeller.editing.connect import connect
from modeller.editing.follow import follow
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds


def put(document: Document, **places: tuple[float, float]) -> None:
    """Move nodes to corners and let all follow."""
    with step(document, message("flows.connect")) as edit:
        for key, (x, y) in places.items():
            found = document.node(key)
            assert found is not None
            assert found.bounds is not None
            edit.put(replace(found, bounds=Bounds(x, y, found.bounds.width, found.bounds.height)))
        follow(document, edit, list(places))


def bent() -> Document:
    return process(
        node("task", "a", 0, 0),
        node("task", "b", 300, 200),
        flow("f", "a", "b", (100, 40), (150, 40), (150, 240), (300, 240), label=(160, 100, 40, 14), text="yes"),
    )


def test_a_line_whose_ends_move_equally_moves_along_with_its_label() -> None:
    document = bent()
    put(document, a=(10, 20), b=(310, 220))
    assert points(document, "f") == ((110, 60), (160, 60), (160, 260), (310, 260))
    assert document.flow("f").label_bounds == Bounds(170, 120, 40, 14)  # type: ignore[union-attr]


def test_when_one_end_moves_only_its_piece_adapts() -> None:
    document = bent()
    put(document, a=(-20, 30))
    assert points(document, "f") == ((80, 70), (150, 70), (150, 240), (300, 240))


def test_an_end_moved_over_its_bend_leaves_its_shape_where_the_line_does() -> None:
    document = bent()
    put(document, a=(120, 0))
    assert points(document, "f") == ((150, 80), (150, 240), (300, 240))


def test_moving_there_and_back_changes_nothing() -> None:
    document = bent()
    edit = document.edit(message("flows.connect"))
    for place in ((50, 50), (120, 0), (0, 0)):
        edit.restart()
        put(document, a=place)
    assert not edit.commit()


def test_a_straight_line_steps_when_its_ends_part_and_is_straight_when_they_meet_again() -> None:
    document = process(node("task", "a"), node("task", "b", 200, 0), flow("f", "a", "b", (100, 40), (200, 40)))
    put(document, b=(200, 60))
    assert points(document, "f") == ((100, 40), (150, 40), (150, 100), (200, 100))
    put(document, b=(200, 2))
    assert points(document, "f")[0][1] == points(document, "f")[-1][1]
    assert len(points(document, "f")) == 2


def test_a_slanting_line_stays_slanting_and_ends_on_its_shapes() -> None:
    document = process(
        node("task", "a"),
        node("textAnnotation", "n", 200, 200, 100, 30),
        flow("f", "a", "n", (95.71, 80), (232.86, 200), type="association"),
    )
    put(document, n=(200, 0))
    (ax, ay), (bx, by) = points(document, "f")
    assert (round(ax), bx) == (100, 200)
    assert 0 < ay < 80
    assert 0 < by < 30


def test_a_path_of_ours_is_laid_anew() -> None:
    document = process(node("task", "a"), node("task", "b", 200, 0))
    key = connect(document, "a", "b")
    put(document, b=(0, 300))
    assert points(document, key) == ((50, 80), (50, 300))


def test_what_hangs_on_a_flow_follows_it() -> None:
    document = process(
        node("task", "a"),
        node("task", "b", 200, 0),
        flow("f", "a", "b", (100, 40), (200, 40)),
        node("textAnnotation", "n", 100, 200, 100, 30),
        flow("g", "n", "f", (150, 200), (150, 40), type="association"),
    )
    put(document, a=(0, 100), b=(200, 100))
    assert points(document, "f") == ((100, 140), (200, 140))
    assert points(document, "g") == ((150, 200), (150, 140))


def test_an_external_label_follows_its_shape() -> None:
    document = process(node("startEvent", "s", 0, 0, 36, 36, label=(-10, 40, 56, 14), text="go"))
    put(document, s=(100, 50))
    assert document.node("s").label_bounds == Bounds(90, 90, 56, 14)  # type: ignore[union-attr]


def test_a_resized_shape_keeps_its_lines_straight() -> None:
    document = process(node("task", "a"), node("task", "b", 200, 0), flow("f", "a", "b", (100, 40), (200, 40)))
    with step(document, message("flows.connect")) as edit:
        edit.put(replace(document.node("a"), bounds=Bounds(-30, 0, 150, 80)))  # type: ignore[type-var]
        follow(document, edit, ["a"])
    assert points(document, "f") == ((120, 40), (200, 40))
