"""Pools: made, turned, closed to black boxes and opened again."""

import pytest
from small_models import collaboration, findings, flow, node, process, records

from modeller.drawing.bending import is_orthogonal
from modeller.editing import lanes, pools
from modeller.editing.lane_tree import rows
from modeller.editing.refused import Refused, Stopped
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Node


def bounds(document: Document, key: str) -> Bounds:
    found = document.node(key)
    assert found is not None
    assert found.bounds is not None
    return found.bounds


def test_the_first_pool_stands_around_what_is_drawn_and_takes_its_process() -> None:
    document = process(
        node("task", "a", 100, 100), node("task", "b", 300, 100), flow("f", "a", "b", (200, 140), (300, 140))
    )
    before = records(document)
    key = pools.make(document, "D", 0, 0)
    pool = document.node(key)
    assert pool is not None
    assert pool.properties["processRef"] == "P"
    assert bounds(document, key).covers(bounds(document, "a").united(bounds(document, "b")))
    diagram = document["D"]
    assert isinstance(diagram, Diagram)
    assert diagram.scope == pool.scope
    assert findings(document) == []
    document.undo()
    assert records(document) == before


def test_a_second_pool_gets_a_process_of_its_own_and_stands_clear_of_the_first() -> None:
    document = process(node("task", "a", 100, 100))
    first = pools.make(document, "D", 0, 0)
    second = pools.make(document, "D", *bounds(document, first).centre)
    assert not bounds(document, first).meets(bounds(document, second))
    assert document.node(second).properties["processRef"] != "P"  # type: ignore[union-attr]
    assert findings(document) == []


def test_a_pool_does_not_stand_in_a_sub_process() -> None:
    document = process(node("subProcess", "s", 0, 0))
    with document.edit(message("flows.pool.make")) as edit:
        edit.put(Diagram("E", "s", 10))
    with pytest.raises(Refused):
        pools.make(document, "E", 0, 0)


def crowd() -> Document:
    return collaboration(
        node("startEvent", "s", 60, 50, 36, 36),
        node("task", "a", 150, 30),
        node("task", "b", 350, 180),
        node("boundaryEvent", "e", 430, 242, 36, 36, host="b"),
        node("task", "q", 150, 450, scope="Q"),
        flow("f1", "s", "a", (96, 68), (150, 68)),
        flow("f2", "a", "b", (250, 70), (300, 70), (300, 220), (350, 220), text="yes", label=(305, 100, 30, 14)),
        flow("m", "b", "q", (400, 260), (400, 340), (200, 340), (200, 450), type="messageFlow", scope="C"),
    )


def test_a_turned_pool_stands_and_what_was_right_is_below() -> None:
    document = crowd()
    one, two = lanes.split(document, "A", 2)
    before = records(document)
    pools.turn(document, "A")
    pool, inner = document.node("A"), rows(document, document.node("A"))  # type: ignore[arg-type]
    assert pool is not None
    assert pool.properties["di:isHorizontal"] == "false"
    assert [lane.key for lane in inner] == [one, two]
    assert bounds(document, one).y == 30
    assert bounds(document, one).right == bounds(document, two).x
    assert bounds(document, "a").centre.y > bounds(document, "s").centre.y
    assert document.node("a").lanes == (one,)  # type: ignore[union-attr]
    assert document.node("b").lanes == (two,)  # type: ignore[union-attr]
    assert not bounds(document, "A").meets(bounds(document, "B"))
    for key in ("f1", "f2", "m"):
        assert is_orthogonal(document.flow(key).points)  # type: ignore[union-attr]
    host, event = bounds(document, "b"), bounds(document, "e")
    assert (event.x - host.x, event.y - host.y) == (80, 62)
    assert findings(document) == []
    document.undo()
    assert records(document) == before


def test_a_pool_turned_twice_lies_again_in_the_same_order() -> None:
    document = crowd()
    one, two = lanes.split(document, "A", 2)
    pools.turn(document, "A")
    pools.turn(document, "A")
    assert [lane.key for lane in rows(document, document.node("A"))] == [one, two]  # type: ignore[arg-type]
    assert bounds(document, "a").x > bounds(document, "s").x
    assert document.node("a").lanes == (one,)  # type: ignore[union-attr]


def test_a_closed_pool_keeps_its_messages() -> None:
    document = crowd()
    pools.close(document, "A")
    assert document.node("a") is None
    assert bounds(document, "A").height == 60
    kept = document.flow("m")
    assert kept is not None
    assert kept.source == "A"
    assert findings(document) == []


def test_closing_a_pool_can_be_cancelled_at_any_pause_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("modeller.model.document.AT_ONCE", 1)
    monkeypatch.setattr("modeller.model.document.PIECE", 1)
    finished, number = False, 0
    while not finished:
        number += 1
        left = [number]

        def stop(stoppable: bool, left: list[int] = left) -> None:
            left[0] -= stoppable
            if stoppable and left[0] == 0:
                raise Stopped(message("window.stopped"))

        document = crowd()
        before = records(document)
        document.pausing = stop
        try:
            pools.close(document, "A")
            finished = True
        except Stopped:
            assert records(document) == before
            assert document.undoable is None
        assert document.editing is None
    assert number > 3, "it paused"
    assert left[0] > 0, "what was cancelled went on"


def test_an_opened_black_box_has_a_process_and_room() -> None:
    box = node("participant", "A", 0, 0, 600, 60, scope="C")
    other = node("participant", "B", 0, 100, 600, 300, scope="C", processRef="Q", di_isHorizontal="true")
    document = collaboration(pools=(box, other))
    pools.open_up(document, "A")
    assert document.node("A").properties["processRef"]  # type: ignore[union-attr]
    assert bounds(document, "A").height == 250
    assert bounds(document, "B").y == 290
    assert lanes.split(document, "A", 2)
    assert findings(document) == []


def test_every_lane_of_a_turned_pool_says_that_it_stands() -> None:
    document = crowd()
    lanes.split(document, "A", 3)
    pools.turn(document, "A")
    lying = [record for record in document.nodes() if record.type == "bpmn:lane"]
    assert {lane.properties["di:isHorizontal"] for lane in lying} == {"false"}
    assert all(isinstance(lane, Node) for lane in lying)


def test_all_pools_turned_stand_side_by_side_in_their_order() -> None:
    document = crowd()
    before = records(document)
    pools.turn_all(document, "D")
    assert bounds(document, "A").right < bounds(document, "B").x
    assert bounds(document, "A").y == bounds(document, "B").y
    assert bounds(document, "B").contains(*bounds(document, "q").centre)
    assert is_orthogonal(document.flow("m").points)  # type: ignore[union-attr]
    assert findings(document) == []
    document.undo()
    assert records(document) == before
