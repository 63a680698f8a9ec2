"""Lanes: they fill their pool exactly, steps are in the lanes that they stand in."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_models import collaboration, findings, flow, node, records

from modeller.editing import borders, lanes
from modeller.editing.connect import connect
from modeller.editing.lane_tree import all_lanes, area, box, rows
from modeller.editing.refused import Refused
from modeller.model.document import Document
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.joining import STEPS


def model() -> Document:
    return collaboration(
        node("startEvent", "s", 60, 50, 36, 36),
        node("task", "a", 150, 30),
        node("task", "b", 350, 150),
        node("endEvent", "e", 550, 170, 36, 36),
        node("task", "q", 150, 450, scope="Q"),
        flow("f1", "s", "a", (96, 68), (150, 68)),
        flow("f2", "a", "b", (250, 70), (300, 70), (300, 190), (350, 190)),
        flow("f3", "b", "e", (450, 190), (550, 190)),
        flow("m", "b", "q", (400, 230), (400, 340), (200, 340), (200, 450), type="messageFlow", scope="C"),
    )


def bounds(document: Document, key: str) -> Bounds:
    found = document.node(key)
    assert found is not None
    assert found.bounds is not None
    return found.bounds


def lane_of(document: Document, key: str) -> tuple[str, ...]:
    found = document.node(key)
    assert found is not None
    return found.lanes


def check(document: Document) -> None:
    """Lanes tile their holder, steps are in exactly the innermost lane about their middle, nothing overlaps."""
    pools = [document.node("A"), document.node("B")]
    for pool in [pool for pool in pools if pool is not None]:
        for holder in (pool, *all_lanes(document, pool)):
            tile(document, holder)
        if all_lanes(document, pool):
            process = str(pool.properties["processRef"])
            for step in document.children(process):
                if isinstance(step, Node) and step.type in STEPS:
                    assert step.lanes == innermost(document, pool, step), step.key
    assert findings(document) == []


def tile(document: Document, holder: Node) -> None:
    inner = rows(document, holder)
    if not inner:
        return
    inside, lying = area(document, holder), holder.properties.get("di:isHorizontal") == "true"
    edge = inside.y if lying else inside.x
    for lane in inner:
        found = box(lane)
        assert (found.y if lying else found.x) == pytest.approx(edge)
        if lying:
            assert (found.x, found.width) == pytest.approx((inside.x, inside.width))
        else:
            assert (found.y, found.height) == pytest.approx((inside.y, inside.height))
        edge = found.bottom if lying else found.right
    assert edge == pytest.approx(inside.bottom if lying else inside.right)


def innermost(document: Document, holder: Node, step: Node) -> tuple[str, ...]:
    assert step.bounds is not None
    inner = [lane for lane in rows(document, holder) if box(lane).contains(*step.bounds.centre)]
    if not inner:
        return (holder.key,) if holder.type == "bpmn:lane" else ()
    return innermost(document, inner[0], step)


def test_the_first_lane_takes_what_is_there_and_the_second_is_new() -> None:
    document = model()
    key = lanes.add(document, "A", "below")
    first, second = rows(document, document.node("A"))  # type: ignore[arg-type]
    assert second.key == key
    assert box(first) == Bounds(30, 0, 970, 300)
    assert box(second) == Bounds(30, 300, 970, 120)
    assert lane_of(document, "a") == (first.key,)
    assert bounds(document, "A") == Bounds(0, 0, 1000, 420)
    check(document)


def test_a_pool_below_makes_way_with_its_contents_and_message_flows() -> None:
    document = model()
    lanes.add(document, "A", "below")
    assert bounds(document, "B").y == 520
    assert bounds(document, "q").y == 570
    assert document.flow("m").points[-1] == (200, 570)  # type: ignore[union-attr]


def test_a_lane_above_moves_the_contents_down() -> None:
    document = model()
    key = lanes.add(document, "A", "above")
    assert bounds(document, key) == Bounds(30, 0, 970, 120)
    assert bounds(document, "a").y == 150
    check(document)


def test_a_split_pool_has_equal_lanes_and_its_steps_are_in_them() -> None:
    document = model()
    one, two = lanes.split(document, "A", 2)
    assert bounds(document, one).height == bounds(document, two).height == 150
    assert (lane_of(document, "a"), lane_of(document, "b")) == ((one,), (two,))
    with pytest.raises(Refused):
        lanes.split(document, "A", 3)
    check(document)


def test_a_split_lane_grows_until_its_parts_are_large_enough() -> None:
    document = model()
    one, two = lanes.split(document, "A", 2)
    inner = lanes.split(document, one, 4)
    holder, *others = inner if bounds(document, inner[0]).height > 60 else (inner[1], inner[0], *inner[2:])
    assert [bounds(document, key).height for key in others] == [60.0] * 3
    assert bounds(document, holder).height == 110, "the task in it, 10 above it and 20 below"
    assert bounds(document, holder).covers(bounds(document, "a"))
    assert bounds(document, inner[0]).x == 60
    assert bounds(document, two).y == bounds(document, inner[-1]).bottom
    assert lane_of(document, "b") == (two,)
    check(document)


def test_a_border_of_a_split_lane_passes_beside_the_steps() -> None:
    document = collaboration(node("task", "a", 150, 110), node("task", "b", 350, 110), node("task", "q", scope="Q"))
    one, two = lanes.split(document, "A", 2)
    assert bounds(document, "a") == Bounds(150, 110, 100, 80), "nothing moves"
    assert bounds(document, one).covers(bounds(document, "a")) or bounds(document, two).covers(bounds(document, "a"))
    assert lane_of(document, "a") == lane_of(document, "b")
    check(document)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_no_step_lies_across_a_border_after_a_split(count: int) -> None:
    document = collaboration(
        *(node("task", f"t{n}", 100 + 130 * n, 20 + 33 * n) for n in range(6)), node("task", "q", 0, 500, scope="Q")
    )
    made = lanes.split(document, "A", count)
    for n in range(6):
        (holder,) = lane_of(document, f"t{n}")
        assert holder in made
        assert bounds(document, holder).covers(bounds(document, f"t{n}")), n
    check(document)


def test_a_deleted_lane_leaves_its_room_to_its_neighbour() -> None:
    document = model()
    one, two, three = lanes.split(document, "A", 3)
    room, whole = bounds(document, one).united(bounds(document, two)), area(document, document.node("A"))  # type: ignore[arg-type]
    lanes.delete(document, two)
    assert bounds(document, one) == room
    assert lane_of(document, "b") == (one,)
    lanes.delete(document, one)
    assert bounds(document, three) == whole
    lanes.delete(document, three)
    assert lane_of(document, "b") == ()
    assert not document.items("bpmn:laneSet")
    check(document)


def test_a_lane_moves_with_its_contents() -> None:
    document = model()
    one, two = lanes.split(document, "A", 2)
    lanes.move(document, two, 0)
    assert [lane.key for lane in rows(document, document.node("A"))] == [two, one]  # type: ignore[arg-type]
    assert (bounds(document, "b").y, bounds(document, "a").y) == (0, 180)
    assert (lane_of(document, "a"), lane_of(document, "b")) == ((one,), (two,))
    assert document.flow("f3").points == ((450, 40), (550, 40))  # type: ignore[union-attr]
    check(document)


def test_a_lane_grows_for_what_is_dropped_over_its_edge() -> None:
    from modeller.editing.move import move

    document = model()
    one, two = lanes.split(document, "A", 2)
    move(document, ["a"], 0, 60)
    assert lane_of(document, "a") == (one,)
    assert bounds(document, one) == Bounds(30, 0, 970, 190)
    assert bounds(document, "b").y == 190
    assert bounds(document, two) == Bounds(30, 190, 970, 150)
    check(document)


def test_a_step_moved_into_another_lane_belongs_to_it() -> None:
    from modeller.editing.move import move

    document = model()
    one, two = lanes.split(document, "A", 2)
    move(document, ["a"], 0, 140)
    assert lane_of(document, "a") == (two,)
    assert one != two
    check(document)


def walk(seed: int, length: int) -> None:
    from modeller.editing.move import move

    source = random.Random(seed)
    document = model()
    start = records(document)
    for _ in range(length):
        keys = ["A", "B"] + [record.key for record in document.nodes() if record.type == "bpmn:lane"]
        key = source.choice(keys)
        verb = source.choice(["add", "split", "delete", "move", "step", "connect", "border"])
        try:
            if verb == "add" and len(keys) < 12:
                lanes.add(document, key, source.choice(["above", "below", "left", "right"]))
            elif verb == "split" and len(keys) < 12:
                lanes.split(document, key, source.randint(2, 3))
            elif verb == "border":
                borders.move_border(document, key, source.randint(-90, 90), source.random() < 0.4)
            elif verb == "delete":
                lanes.delete(document, key)
            elif verb == "move":
                lanes.move(document, key, source.randint(0, 3))
            elif verb == "step":
                move(document, [source.choice("abeq")], source.randint(-80, 120), source.randint(-80, 120))
            elif verb == "connect":
                connect(document, source.choice("saeq"), source.choice("abeq"))
        except Refused:
            assert document.editing is None
        check(document)
    end = records(document)
    while document.undo():
        pass
    assert records(document) == start
    while document.redo():
        pass
    assert records(document) == end


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(1, 30))
def test_whatever_is_done_lanes_fill_their_pool_and_hold_what_stands_in_them(seed: int, length: int) -> None:
    walk(seed, length)


def test_a_border_between_lanes_moves_balanced() -> None:
    document = model()
    one, two = lanes.split(document, "A", 2)
    borders.move_border(document, one, -20)
    assert (bounds(document, one).height, bounds(document, two).height) == (130, 170)
    borders.move_border(document, one, 10)
    assert (bounds(document, one).height, bounds(document, two).height) == (140, 160)
    assert bounds(document, "A") == Bounds(0, 0, 1000, 300)
    check(document)


def test_a_border_stops_at_what_stands_beside_it() -> None:
    document = model()
    one, two = lanes.split(document, "A", 2)
    borders.move_border(document, one, -500)
    assert bounds(document, one).bottom == 120
    borders.move_border(document, one, 500)
    assert bounds(document, two).y == 140
    check(document)


def test_a_border_moved_with_growth_moves_what_is_below() -> None:
    document = model()
    one, two = lanes.split(document, "A", 2)
    borders.move_border(document, one, 50, grow=True)
    assert bounds(document, one) == Bounds(30, 0, 970, 200)
    assert bounds(document, two) == Bounds(30, 200, 970, 150)
    assert bounds(document, "b").y == 200
    assert bounds(document, "B").y == 450
    check(document)


def test_the_last_border_is_the_pool_s() -> None:
    document = model()
    _, two = lanes.split(document, "A", 2)
    borders.move_border(document, two, 30)
    assert bounds(document, "A").height == 330
    check(document)
