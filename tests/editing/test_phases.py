"""Phases of pools: they fill their pool from end to end, keep their order, and steps belong to where they stand."""

from collections.abc import Callable

import pytest
from editing.models import DIAGRAM, assert_round_trip, assert_whole, blank, faults, row, undone_and_redone
from editing.walking import Walk
from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.editing import clipboard, fonts, lanes, phases, pools, resize, space
from modeller.editing.colours import paint
from modeller.editing.delete import delete
from modeller.editing.lane_tree import rows
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.fonts import Font
from modeller.notation.bpmn.phases import HEAD, LEAST, TYPE, inside, phase_of, phases_of
from modeller.notation.bpmn.pools import is_horizontal

NAMES = ("受理", "分析", "解决", "反馈")


def bounds(model: Model, key: str) -> Bounds:
    found = model.node(key)
    assert found is not None
    assert found.bounds is not None
    return found.bounds


def service() -> tuple[Document, str, list[str]]:
    """A pool of three lanes and four named phases around four steps; its key and theirs."""
    document = blank()
    steps = row(document, "task", "task", "task", "task", gap=220)
    pool = place(document, DIAGRAM, "bpmn:participant", 400, 100)
    lanes.split(document, pool, 3)
    for key, name in zip(phases.split(document, pool, 4), NAMES, strict=True):
        rename(document, key, name)
    return document, pool, steps


def named(model: Model, pool: str) -> list[str]:
    return [phase.text for phase in phases_of(model, pool)]


def assert_tiled(model: Model) -> None:
    """The phases of every pool fill its inside without gap, as high as it and their head."""
    for pool in model.nodes():
        found = phases_of(model, pool.key)
        if pool.type != "bpmn:participant" or not found:
            continue
        assert pool.bounds is not None
        lying = is_horizontal(pool)
        low, high = inside(model, pool)
        for phase in found:
            box = bounds(model, phase.key)
            assert phase.diagram == pool.diagram
            assert is_horizontal(phase) is not lying
            begin, end = (box.x, box.right) if lying else (box.y, box.bottom)
            assert begin == pytest.approx(low)
            assert end > begin
            assert end - begin >= LEAST - 0.01 or inside(model, pool)[1] - inside(model, pool)[0] < LEAST * len(found)
            low = end
            across = (box.y, box.bottom) if lying else (box.x, box.right)
            near, far = (pool.bounds.y, pool.bounds.bottom) if lying else (pool.bounds.x, pool.bounds.right)
            assert across == (near - HEAD, far)
        assert low == pytest.approx(high)
        assert [child.key for child in model.children(pool.key) if child.key in {each.key for each in found}] == [
            each.key for each in found
        ]


def assert_members(model: Model) -> None:
    """A step's phase is the one that its middle lies in."""
    for node in model.nodes():
        phase = phase_of(model, node)
        if phase is not None and node.host is None:
            assert bounds(model, phase.key).contains(*bounds(model, node.key).centre)


def test_a_pool_is_split_into_phases_that_fill_it_and_cut_no_step() -> None:
    document, pool, steps = service()
    assert named(document, pool) == list(NAMES)
    assert_tiled(document)
    boxes = [bounds(document, key) for key in steps]
    for phase in phases_of(document, pool)[:-1]:
        assert not any(box.x < bounds(document, phase.key).right < box.right for box in boxes)
    undone_and_redone(document, lambda: phases.split(document, phases_of(document, pool)[0].key, 3))
    assert faults(document) == {}
    assert_round_trip(document)


def cut(model: Model, pool: str, key: str) -> bool:
    """Whether a border between phases runs through a shape."""
    box, lying = bounds(model, key), not is_horizontal(phases_of(model, pool)[0])
    low, high = (box.x, box.right) if lying else (box.y, box.bottom)
    borders = [bounds(model, phase.key) for phase in phases_of(model, pool)[:-1]]
    return any(low < (border.right if lying else border.bottom) < high for border in borders)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("off", [-48, -30, -1, 0, 1, 20, 45])
def test_a_step_that_is_placed_on_a_border_of_phases_slips_into_the_one_of_its_middle(off: int, turned: bool) -> None:
    document, pool, _ = service()
    if turned:
        pools.turn(document, pool)
    wanted = phases_of(document, pool)[1 if off < 0 else 2]
    frame, border = bounds(document, pool), bounds(document, phases_of(document, pool)[1].key)
    at = (frame.x + 70, border.bottom + off) if turned else (border.right + off, frame.y + 50)
    key = place(document, DIAGRAM, "bpmn:task", *at)
    made = document.node(key)
    assert made is not None
    assert not cut(document, pool, key)
    assert phase_of(document, made) == document.node(wanted.key)
    assert_tiled(document)
    assert faults(document) == {}
    document.undo()
    assert document.node(key) is None


def test_a_phase_that_is_too_short_for_a_step_grows_for_it() -> None:
    document, pool, _ = service()
    first = phases_of(document, pool)[1]
    short, _ = phases.split(document, first.key, 2) if bounds(document, first.key).width < 240 else (first.key, "")
    phases.move_border(document, short, 60 - bounds(document, short).width)
    frame, narrow = bounds(document, pool), bounds(document, short)
    assert narrow.width < 120
    key = place(document, DIAGRAM, "bpmn:task", narrow.centre.x, frame.y + 50)
    made = document.node(key)
    assert made is not None
    assert bounds(document, short).width >= 120
    assert phase_of(document, made) == document.node(short)
    assert not cut(document, pool, key)
    assert_tiled(document)
    assert faults(document) == {}


def test_a_step_dropped_on_a_flow_where_phases_meet_is_put_into_the_flow_beside_the_border() -> None:
    document, pool, steps = service()
    flow = next(flow for flow in document.flows() if (flow.source, flow.target) == (steps[0], steps[1]))
    border, y = bounds(document, phases_of(document, pool)[0].key).right, flow.points[0].y
    key = place(document, DIAGRAM, "bpmn:task", border + 3, y)
    assert [each.target for each in document.outgoing(steps[0])] == [key]
    assert [each.target for each in document.outgoing(key)] == [steps[1]]
    assert not cut(document, pool, key)
    assert faults(document) == {}
    assert_whole(document)


def test_a_new_phase_comes_before_or_after_and_what_stands_beyond_moves_on() -> None:
    document, pool, _ = service()
    second = phases_of(document, pool)[1]
    start = second.bounds.x  # type: ignore[union-attr]
    width = bounds(document, pool).width
    before = {node.key: bounds(document, node.key) for node in document.nodes() if node.type == "bpmn:task"}
    made = phases.add(document, second.key, "before")
    assert [each.key for each in phases_of(document, pool)][1] == made
    assert bounds(document, pool).width == width + phases.LONG
    for key, box in before.items():
        assert bounds(document, key).x == box.x + (phases.LONG if box.centre.x >= start else 0)
    phases.add(document, phases_of(document, pool)[-1].key, "after")
    assert named(document, pool) == ["受理", "", "分析", "解决", "反馈", ""]
    assert_tiled(document)
    assert faults(document) == {}


def test_a_pool_without_phases_gets_two_and_one_takes_what_was_there() -> None:
    document = blank()
    (task,) = row(document, "task")
    pool = place(document, DIAGRAM, "bpmn:participant", 300, 100)
    made = phases.add(document, pool, "before")
    first, second = phases_of(document, pool)
    assert first.key == made
    found = phase_of(document, document[task])  # type: ignore[arg-type]
    assert found is not None
    assert found.key == second.key
    assert_tiled(document)


def test_a_phase_moves_to_another_place_with_its_steps() -> None:
    document, pool, steps = service()

    def standing() -> list[str]:
        return [phase_of(document, document[key]).text for key in steps]  # type: ignore[arg-type, union-attr]

    before = standing()
    undone_and_redone(document, lambda: phases.move(document, phases_of(document, pool)[0].key, 2))
    assert named(document, pool) == ["分析", "解决", "受理", "反馈"]
    assert standing() == before
    assert_tiled(document)
    assert_round_trip(document)


def test_a_border_moves_beside_steps_and_they_belong_to_where_they_stand() -> None:
    document, pool, steps = service()
    first = phases_of(document, pool)[0]
    second_step = bounds(document, steps[1])
    width = bounds(document, pool).width
    phases.move_border(document, first.key, second_step.centre.x + 12 - bounds(document, first.key).right)
    line = bounds(document, first.key).right
    assert line == second_step.right + phases.PADDING
    assert phase_of(document, document[steps[1]]).key == first.key  # type: ignore[arg-type, union-attr]
    assert bounds(document, pool).width == width
    assert bounds(document, steps[1]) == second_step
    assert_tiled(document)


def test_a_pool_grows_for_what_is_longer_than_the_phase_that_takes_it_to_the_end() -> None:
    document, pool, _ = service()
    second = phases_of(document, pool)[1]
    middle = bounds(document, second.key).centre
    wide = place(document, DIAGRAM, "bpmn:subProcess", middle.x, middle.y, {"di:isExpanded": "true"})
    long = Bounds(middle.x - 300, bounds(document, wide).y, 600, 160)
    resize.resize(document, wide, long)
    inner = place(document, DIAGRAM, "bpmn:task", long.right - 80, long.centre.y)
    undone_and_redone(document, lambda: phases.move(document, second.key, 3))
    assert bounds(document, pool).covers(bounds(document, wide))
    assert bounds(document, wide).covers(bounds(document, inner))
    phases.move_border(document, phases_of(document, pool)[-1].key, -2000)
    assert bounds(document, pool).covers(bounds(document, wide))
    phases.move(document, second.key, 2)
    phases.move_border(document, phases_of(document, pool)[-1].key, -2000)
    assert bounds(document, pool).covers(bounds(document, wide))
    assert_tiled(document)
    assert_whole(document)


def test_with_growing_a_border_takes_all_beyond_along_and_stops_at_what_stands_before_it() -> None:
    document, pool, steps = service()
    first = phases_of(document, pool)[0]
    width, last = bounds(document, pool).width, bounds(document, steps[-1])
    phases.move_border(document, first.key, 150, grow=True)
    assert bounds(document, pool).width == width + 150
    assert bounds(document, steps[-1]).x == last.x + 150
    phases.move_border(document, first.key, -900, grow=True)
    assert bounds(document, first.key).right >= bounds(document, steps[0]).right + phases.PADDING
    assert_tiled(document)


def test_a_phase_is_taken_out_its_steps_stay_and_its_neighbour_takes_the_room() -> None:
    document, pool, steps = service()
    places = [bounds(document, key) for key in steps]
    delete(document, [phases_of(document, pool)[0].key])
    assert named(document, pool) == list(NAMES[1:])
    assert [bounds(document, key) for key in steps] == places
    assert_tiled(document)
    delete(document, [phase.key for phase in phases_of(document, pool)])
    assert phases_of(document, pool) == []
    assert faults(document) == {}
    assert_round_trip(document)


def test_phases_follow_their_pool_moved_resized_turned_and_with_space_made_in_it() -> None:
    document, pool, steps = service()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: move(document, [pool], 70, 130),
        lambda: resize.resize(document, pool, Bounds(*bounds(document, pool)[:2], 1400, 600)),
        lambda: space.insert(document, DIAGRAM, "x", bounds(document, steps[1]).x - 5, 90),
        lambda: space.insert(document, DIAGRAM, "y", bounds(document, pool).y + 30, 50),
        lambda: move(document, [phases_of(document, pool)[1].key], 10, 10),
        lambda: move(document, [steps[3]], 400, 0),
        lambda: pools.turn(document, pool),
        lambda: phases.add(document, phases_of(document, pool)[1].key, "after"),
        lambda: phases.move(document, phases_of(document, pool)[0].key, 3),
        lambda: pools.turn(document, pool),
    )
    for deed in deeds:
        undone_and_redone(document, deed)
        assert_tiled(document)
        assert_members(document)
        assert_whole(document)
    assert named(document, pool) == ["分析", "", "解决", "受理", "反馈"]
    pools.turn(document, pool)
    lying = [node for node in document.nodes() if node.type in ("bpmn:participant", "bpmn:lane", TYPE)]
    assert {(node.type, is_horizontal(node)) for node in lying} == {
        ("bpmn:participant", False), ("bpmn:lane", False), (TYPE, True),
    }  # fmt: skip
    assert_tiled(document)
    assert faults(document) == {}
    assert_round_trip(document)


@pytest.mark.parametrize("delta", [50, -20])
def test_room_made_just_where_two_lanes_or_phases_meet_leaves_neither_gap_nor_overlap(delta: int) -> None:
    document, pool, _ = service()
    before = rows(document, document[pool])  # type: ignore[arg-type]
    space.insert(document, DIAGRAM, "y", bounds(document, before[1].key).y, delta)
    space.insert(document, DIAGRAM, "x", bounds(document, phases_of(document, pool)[1].key).x, delta)
    edge = bounds(document, pool).y
    for lane in before:
        assert bounds(document, lane.key).y == edge
        edge = bounds(document, lane.key).bottom
    assert edge == bounds(document, pool).bottom
    assert bounds(document, before[0].key).height == before[0].bounds[3] + delta  # type: ignore[index]
    assert_tiled(document)
    assert_whole(document)


def test_a_copied_pool_takes_its_phases_along_and_a_phase_alone_is_not_copied() -> None:
    document, pool, _ = service()
    assert clipboard.copy(document, [phases_of(document, pool)[0].key]) == b""
    (made,) = clipboard.duplicate(document, [pool])
    assert named(document, made) == list(NAMES)
    assert len({phase.properties["id"] for each in (pool, made) for phase in phases_of(document, each)}) == 8
    assert_tiled(document)
    delete(document, [pool])
    assert phases_of(document, pool) == []
    assert faults(document) == {}
    assert_round_trip(document)


def test_a_black_box_has_no_phases_and_undo_brings_them_back() -> None:
    document, pool, _ = service()
    undone_and_redone(document, lambda: pools.close(document, pool))
    assert not [node for node in document.nodes() if node.type == TYPE]
    with pytest.raises(Refused):
        phases.split(document, pool, 2)
    assert faults(document) == {}


def test_heads_make_their_pool_move_away_from_what_they_would_lie_on() -> None:
    document = blank()
    pool = place(document, DIAGRAM, "bpmn:participant", 400, 300)
    note = place(document, DIAGRAM, "bpmn:textAnnotation", 300, bounds(document, pool).y - 20)
    phases.split(document, pool, 2)
    for phase in phases_of(document, pool):
        assert not bounds(document, phase.key).meets(bounds(document, note))
    assert_tiled(document)


def test_a_new_black_box_leaves_what_was_drawn_in_a_pool_of_its_own() -> None:
    document = blank()
    (task,) = row(document, "task")
    made = place(document, DIAGRAM, "bpmn:participant", 300, 100, {"processRef": ""})
    assert "processRef" not in document[made].properties
    assert document.node(task) is not None
    assert faults(document) == {}
    pools.open_up(document, made)
    assert faults(document) == {}


def test_colour_and_font_of_a_phase_come_back_from_the_file() -> None:
    document, pool, _ = service()
    phase = phases_of(document, pool)[1].key
    paint(document, [phase], "#bbdefb", "#0d4372")
    fonts.set_font(document, [phase], size=18, bold=True)
    assert_round_trip(document)
    again = read(write(document)).document
    assert fonts.fonts_of(again, [phase]) == {Font(18, bold=True)}
    fonts.set_font(document, [phase], size=0, bold=False)
    assert_round_trip(document)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_whatever_is_done_phases_fill_their_pool_and_steps_stand_in_theirs(seed: int) -> None:
    document, pool, _ = service()
    start = dict(document.records)
    before = document.history
    made = Walk(document, seed)
    for _ in range(25):
        made.step()
        assert_tiled(document)
        assert_members(document)
    assert faults(document) == {}, made.done
    assert_round_trip(document)
    while document.redoable:
        document.redo()
    if document.history[: len(before)] == before:
        while len(document.history) > len(before):
            document.undo()
        assert dict(document.records) == start
    assert pool in start


def test_only_a_pool_with_a_process_has_phases() -> None:
    document = blank()
    (task,) = row(document, "task")
    for deed in (
        lambda: phases.add(document, task, "after"),
        lambda: phases.split(document, "nothing", 2),
        lambda: phases.move(document, task, 0),
        lambda: phases.move_border(document, task, 20),
        lambda: place(document, DIAGRAM, TYPE, 100, 100),
    ):
        with pytest.raises(Refused):
            deed()
    pool = place(document, DIAGRAM, "bpmn:participant", 100, 100)
    made = place(document, DIAGRAM, TYPE, 150, 100)
    assert isinstance(document[made], Node)
    with pytest.raises(Refused):
        phases.split(document, pool, 2)
