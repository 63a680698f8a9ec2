"""Pictures for models that bring none."""

from dataclasses import replace

import pytest
from corpus_files import corpus_file, corpus_parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.interchange.bpmn.reader import read
from modeller.layout.placement import placed
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Properties, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.picture import picture

FRAMES = {Role.POOL, Role.LANE, Role.GROUP, Role.BOUNDARY}


def without_pictures(model: Model) -> Model:
    """The model as a file without diagram data would give it."""
    kept: list[Record] = []
    for original in model:
        record = original
        if isinstance(record, Diagram) or (isinstance(record, Item) and record.type.startswith("bpmndi:")):
            continue
        own = Properties({name: value for name, value in record.properties.items() if not name.startswith("di:")})
        if isinstance(record, Node):
            record = replace(record, diagram=None, bounds=None, label_bounds=None, properties=own)
        elif isinstance(record, Flow):
            record = replace(record, diagram=None, points=(), label_bounds=None, properties=own)
        kept.append(record)
    return Model(kept)


def laid_out(model: Model) -> Model:
    records = {record.key: record for record in model}
    records.update({record.key: record for record in placed(model)})
    return Model(records.values())


def assert_readable(model: Model) -> None:
    """No step lies on another, everything lies in what holds it, flows begin and end at their shapes."""
    shown = [node for node in model.nodes() if node.bounds is not None]
    held = {node.key: {record.key for record in model.ancestors(node.key)} for node in shown}
    steps = sorted(
        (node for node in shown if element_type(node).role not in FRAMES), key=lambda node: node.bounds or ()
    )
    for number, one in enumerate(steps):
        assert one.bounds is not None
        for other in steps[number + 1 :]:
            assert other.bounds is not None
            if other.bounds.x >= one.bounds.right:
                break
            related = one.key in held[other.key] or other.key in held[one.key]
            assert related or not one.bounds.meets(other.bounds), (one.key, other.key)
    for node in shown:
        holder = model.node(node.scope)
        if holder is not None and holder.bounds is not None and node.bounds is not None and node.host != holder.key:
            assert holder.bounds.covers(node.bounds), node.key
        for lane in node.lanes:
            band = model.node(lane)
            if band is not None and band.bounds is not None and node.bounds is not None and len(node.lanes) == 1:
                assert band.bounds.y <= node.bounds.centre.y <= band.bounds.bottom
    for flow in model.flows():
        for key, point in ((flow.source, flow.points[:1]), (flow.target, flow.points[-1:])):
            end = model.node(key)
            if point and end is not None and end.bounds is not None:
                assert end.bounds.grown(1.5).contains(*point[0]), flow.key


def process(count: int, pairs: list[tuple[int, int]], lanes: int = 0) -> Model:
    """Tasks and gateways t0 … in a process, flows between them, spread over lanes."""
    records: list[Record] = [Item("p", "bpmn:process")]
    if lanes:
        records.append(Item("set", "bpmn:laneSet", "p"))
        records += [Node(f"lane{number}", "bpmn:lane", "set", order=number) for number in range(lanes)]
    kinds = ("task", "exclusiveGateway", "userTask", "startEvent", "subProcess")
    for number in range(count):
        lane = (f"lane{number * 7 % lanes}",) if lanes else ()
        records.append(Node(f"t{number}", f"bpmn:{kinds[number % 5]}", "p", order=number, lanes=lane))
    for number, (source, target) in enumerate(pairs):
        ends = {"source": f"t{source % count}", "target": f"t{target % count}"}
        records.append(Flow(f"f{number}", "bpmn:sequenceFlow", "p", order=number, **ends))
    return Model(records)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 25),
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=50),
    st.integers(0, 4),
)
def test_any_graph_with_loops_and_lanes_is_placed_readably(
    count: int, pairs: list[tuple[int, int]], lanes: int
) -> None:
    model = process(count, pairs, lanes)
    found = laid_out(model)
    assert all(node.bounds is not None for node in found.nodes())
    assert all(len(flow.points) >= 2 for flow in found.flows())
    assert_readable(found)


def test_a_sequence_runs_from_left_to_right_on_one_line() -> None:
    found = laid_out(process(4, [(0, 1), (1, 2), (2, 3)]))
    boxes = [node.bounds for node in found.nodes() if node.bounds is not None]
    assert [box.x for box in boxes] == sorted(box.x for box in boxes)
    assert len({box.centre.y for box in boxes}) == 1
    assert all(len(flow.points) == 2 for flow in found.flows())


def test_flows_have_right_angles() -> None:
    found = laid_out(process(9, [(0, 1), (1, 2), (1, 3), (1, 4), (2, 6), (3, 6), (4, 6), (6, 1), (6, 7)]))
    for flow in found.flows():
        for (ax, ay), (bx, by) in zip(flow.points, flow.points[1:], strict=False):
            assert abs(ax - bx) < 0.6 or abs(ay - by) < 0.6


def test_the_diagram_says_that_it_was_placed_and_what_it_shows() -> None:
    diagram, *_ = placed(process(2, [(0, 1)]))
    assert isinstance(diagram, Diagram)
    assert diagram.scope == "p"
    assert diagram.properties["placed"] is True


def test_a_model_with_a_picture_or_with_nothing_to_draw_stays_as_it_is() -> None:
    drawn = Node("t", "bpmn:task", bounds=Bounds(0, 0, 100, 80))
    assert placed(Model([drawn])) == ()
    assert placed(Model([Item("p", "bpmn:process")])) == ()
    assert placed(Model()) == ()


def test_the_same_model_is_placed_the_same_way() -> None:
    model = process(20, [(n, n * 3 + 1) for n in range(20)], 3)
    assert placed(model) == placed(model)


def test_a_boundary_event_stands_on_its_host_and_a_note_beside_it() -> None:
    records = [
        *process(2, [(0, 1)]),
        Node("timer", "bpmn:boundaryEvent", "p", host="t0"),
        Node("note", "bpmn:textAnnotation", "p", text="why"),
        Flow("a", "bpmn:association", "p", source="note", target="t0"),
        Flow("late", "bpmn:sequenceFlow", "p", source="timer", target="t1"),
    ]
    found = laid_out(Model(records))
    host, timer, note = (found.node(key) for key in ("t0", "timer", "note"))
    assert host is not None
    assert timer is not None
    assert note is not None
    assert host.bounds is not None
    assert timer.bounds is not None
    assert note.bounds is not None
    assert host.bounds.contains(timer.bounds.centre.x, timer.bounds.centre.y)
    assert timer.bounds.bottom > host.bounds.bottom
    assert note.bounds.bottom < host.bounds.y
    assert_readable(found)


def test_pools_stand_one_below_the_other_with_their_messages_between() -> None:
    records: list[Record] = [Item("c", "bpmn:collaboration")]
    for name in "ab":
        records.append(Item(f"p{name}", "bpmn:process", properties=Properties({"id": f"p{name}"})))
        records.append(Node(f"pool{name}", "bpmn:participant", "c", properties=Properties({"processRef": f"p{name}"})))
        records.append(Node(f"t{name}", "bpmn:task", f"p{name}"))
    records.append(Node("box", "bpmn:participant", "c"))
    records.append(Flow("m", "bpmn:messageFlow", "c", source="ta", target="tb"))
    records.append(Flow("n", "bpmn:messageFlow", "c", source="tb", target="box"))
    found = laid_out(Model(records))
    pools = [found.node(key) for key in ("poola", "poolb", "box")]
    boxes = [pool.bounds for pool in pools if pool is not None and pool.bounds is not None]
    assert len(boxes) == 3
    assert boxes[0].bottom < boxes[1].y < boxes[1].bottom < boxes[2].y
    assert len({box.width for box in boxes}) == 1
    assert_readable(found)


@pytest.mark.parametrize("path", corpus_parameters())
def test_every_real_model_can_be_placed_anew(path: str) -> None:
    file = corpus_file(path)
    found = laid_out(without_pictures(read(file.read_bytes(), file.name).document.snapshot()))
    assert_readable(found)
    for diagram in found.diagrams():
        assert picture(found, diagram.key)
