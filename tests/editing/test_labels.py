"""Labels beside symbols and flows."""

import pytest
from small_models import flow, node, process, records

from modeller.editing.bend import move_segment
from modeller.editing.connect import connect
from modeller.editing.labels import label_box, move_label, reset_label, resize_label
from modeller.editing.move import move
from modeller.editing.refused import Refused
from modeller.model.document import Document
from modeller.model.records import Bounds


def label(document: Document, key: str) -> Bounds | None:
    record = document.node(key) or document.flow(key)
    assert record is not None
    return record.label_bounds


def gateway() -> Document:
    return process(
        node("exclusiveGateway", "g", 200, 200, 50, 50, text="Paid?", label=(195, 256, 60, 14)),
        node("task", "a", 400, 185),
        node("task", "b", 175, 400),
        flow("f", "g", "a", (250, 225), (400, 225), text="yes"),
    )


def test_a_label_moves_and_comes_back() -> None:
    document = gateway()
    start = records(document)
    move_label(document, "g", 30, -70)
    assert label(document, "g") == Bounds(225, 186, 60, 14)
    document.undo()
    assert records(document) == start


def test_a_label_without_a_place_moves_from_where_it_is_drawn() -> None:
    document = gateway()
    drawn = label_box(document, "f")
    assert drawn is not None
    move_label(document, "f", 10, 0)
    assert label(document, "f") == pytest.approx(drawn.moved(10, 0), abs=1)
    reset_label(document, "f")
    assert label(document, "f") is None


def test_a_label_does_not_get_too_small() -> None:
    document = gateway()
    resize_label(document, "g", Bounds(195, 256, 5, 40))
    assert label(document, "g") == Bounds(195, 256, 20, 40)


def test_what_has_its_text_inside_has_no_label() -> None:
    with pytest.raises(Refused):
        move_label(gateway(), "a", 10, 0)


def test_a_label_steps_aside_when_a_flow_comes_to_lie_on_it() -> None:
    document = gateway()
    key = connect(document, "g", "b")
    move(document, ["b"], 0, 20)
    box = label(document, "g")
    assert box is not None
    assert document.flow(key).points[0].x == 225  # type: ignore[union-attr]
    assert box.bottom <= 200


def test_a_label_that_is_in_nobody_s_way_stays() -> None:
    document = gateway()
    move(document, ["a"], 0, 30)
    assert label(document, "g") == Bounds(195, 256, 60, 14)


def test_a_flow_s_label_goes_with_its_piece() -> None:
    document = process(
        node("task", "a"),
        node("task", "b", 300, 200),
        flow("f", "a", "b", (100, 40), (200, 40), (200, 240), (300, 240), text="yes", label=(110, 20, 30, 14)),
    )
    move_segment(document, "f", 1, 50, 0)
    assert label(document, "f") is not None
    assert label(document, "f").y == 20  # type: ignore[union-attr]
