"""Connecting by flows."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import collaboration, definition, findings, flow, node, points, process, records

from modeller.drawing.bending import is_orthogonal
from modeller.editing.bend import move_segment
from modeller.editing.connect import connect, reconnect
from modeller.editing.move import move
from modeller.editing.refused import Refused
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document


def two_tasks() -> Document:
    return process(node("task", "a", 0, 0), node("task", "b", 200, 0))


def test_two_steps_of_one_process_are_joined_by_a_straight_sequence_flow() -> None:
    document = two_tasks()
    key = connect(document, "a", "b")
    made = document.flow(key)
    assert made is not None
    assert (made.type, made.scope, made.diagram) == ("bpmn:sequenceFlow", "P", "D")
    assert points(document, key) == ((100, 40), (200, 40))


def test_connecting_is_one_step_and_undo_takes_it_back() -> None:
    document = two_tasks()
    before = records(document)
    connect(document, "a", "b")
    document.undo()
    assert records(document) == before
    assert document.undoable is None


def test_a_written_flow_reads_back_the_same() -> None:
    document = two_tasks()
    key = connect(document, "a", "b")
    again = read(write(document)).document.flow(key)
    made = document.flow(key)
    assert again is not None
    assert made is not None
    assert (again.type, again.source, again.target, again.points) == (made.type, made.source, made.target, made.points)
    assert findings(document) == []
    assert b"#routed" not in write(document)


def test_a_path_of_ours_is_laid_anew_after_reopening_and_one_bent_elsewhere_stays() -> None:
    document = process(node("task", "a", 0, 0), node("task", "b", 300, 0), node("task", "wall", 300, 200))
    key = connect(document, "a", "b")
    file = write(document)
    assert write(read(file).document) == file

    mine = read(file).document
    move(mine, ["b"], 200, 200)
    assert "#routed" in mine.flow(key).properties  # type: ignore[union-attr]
    assert points(mine, key) == points(moved_here(document), key)

    bent = file.replace(b'<di:waypoint x="300" y="40"', b'<di:waypoint x="200" y="40" /><di:waypoint x="200" y="44" />'
                        b'<di:waypoint x="300" y="44"')  # fmt: skip
    assert bent != file
    theirs = read(bent).document
    assert "#routed" not in theirs.flow(key).properties  # type: ignore[union-attr]
    assert write(theirs).count(b"modeller:route") == 1, "what came stays, though it fits no more"
    assert read(write(theirs)).document.flow(key) == theirs.flow(key)


def test_a_path_of_ours_that_is_bent_by_hand_is_no_more_ours_in_the_file() -> None:
    document = two_tasks()
    key = connect(document, "a", "b")
    again = read(write(document)).document
    move_segment(again, key, 0, 0, 20)
    assert b"modeller:route" not in write(again)


def moved_here(document: Document) -> Document:
    move(document, ["b"], 200, 200)
    return document


@pytest.mark.parametrize(
    ("source", "target", "type"),
    [
        ("task", "endEvent", "bpmn:sequenceFlow"),
        ("startEvent", "task", "bpmn:sequenceFlow"),
        ("task", "startEvent", None),
        ("endEvent", "task", None),
        ("task", "boundaryEvent", None),
        ("boundaryEvent", "task", "bpmn:sequenceFlow"),
        ("task", "exclusiveGateway", "bpmn:sequenceFlow"),
        ("task", "textAnnotation", "bpmn:association"),
        ("textAnnotation", "exclusiveGateway", "bpmn:association"),
        ("dataObjectReference", "task", "bpmn:dataInputAssociation"),
        ("task", "dataStoreReference", "bpmn:dataOutputAssociation"),
        ("dataObjectReference", "exclusiveGateway", None),
        ("eventBasedGateway", "task", None),
        ("eventBasedGateway", "receiveTask", "bpmn:sequenceFlow"),
        ("task", "lane", None),
        ("group", "task", None),
    ],
)
def test_the_flow_follows_from_the_ends(source: str, target: str, type: str | None) -> None:
    document = process(node(source, "a", 0, 0), node(target, "b", 200, 0))
    if type is None:
        before = records(document)
        with pytest.raises(Refused):
            connect(document, "a", "b")
        assert records(document) == before
    else:
        made = document.flow(connect(document, "a", "b"))
        assert made is not None
        assert made.type == type
        assert findings(document) == []


def test_steps_of_different_pools_are_joined_by_a_message_flow() -> None:
    document = collaboration(node("task", "a", 100, 50), node("task", "b", 100, 450, scope="Q"))
    made = document.flow(connect(document, "a", "b"))
    assert made is not None
    assert (made.type, made.scope) == ("bpmn:messageFlow", "C")
    assert points(document, made.key) == ((150, 130), (150, 450))
    assert findings(document) == []


def test_a_pool_and_what_it_holds_are_not_joined() -> None:
    document = collaboration(node("task", "a", 100, 50))
    with pytest.raises(Refused):
        connect(document, "a", "A")
    assert document.flow(connect(document, "a", "B")) is not None


def test_no_message_leads_to_a_gateway() -> None:
    document = collaboration(node("task", "a", 100, 50), node("exclusiveGateway", "b", 100, 450, 50, 50, scope="Q"))
    with pytest.raises(Refused):
        connect(document, "a", "b")


def test_a_sub_process_keeps_its_flows_inside() -> None:
    document = process(
        node("subProcess", "s", 0, 0, 400, 200, di_isExpanded="true"),
        node("task", "inner", 50, 50, scope="s"),
        node("task", "outer", 500, 50),
    )
    with pytest.raises(Refused):
        connect(document, "inner", "outer")
    assert connect(document, "s", "outer")


def test_a_compensation_event_marks_what_it_leads_to() -> None:
    document = process(
        node("task", "a", 0, 0),
        node("boundaryEvent", "e", 30, 62, 36, 36, host="a", content=(definition("compensate"),)),
        node("task", "b", 100, 200),
    )
    made = document.flow(connect(document, "e", "b"))
    undoing = document.node("b")
    assert made is not None
    assert undoing is not None
    assert made.type == "bpmn:association"
    assert undoing.properties["isForCompensation"] == "true"
    with pytest.raises(Refused):
        connect(document, "a", "b")


def test_a_note_hangs_on_a_flow() -> None:
    document = process(
        node("task", "a", 0, 0),
        node("task", "b", 300, 0),
        flow("f", "a", "b", (100, 40), (300, 40)),
        node("textAnnotation", "n", 180, 150, 100, 30),
    )
    key = connect(document, "n", "f")
    assert points(document, key)[-1] == (200, 40)
    assert findings(document) == []


def test_an_input_goes_into_something_that_the_step_holds() -> None:
    document = process(node("dataObjectReference", "d", 0, 0, 36, 50), node("task", "t", 200, 0))
    key = connect(document, "d", "t")
    again = read(write(document)).document
    made = again.flow(key)
    assert made is not None
    assert (made.source, made.target, made.scope) == ("d", "t", "t")
    assert made.properties["targetRef"]


def test_a_flow_led_elsewhere_is_no_longer_the_default_of_where_it_began() -> None:
    document = process(
        node("exclusiveGateway", "g", 0, 0, 50, 50, default="f"),
        node("exclusiveGateway", "h", 0, 200, 50, 50),
        node("task", "b", 300, 0),
        flow("f", "g", "b", (50, 25), (175, 25), (175, 40), (300, 40)),
    )
    reconnect(document, "f", "source", "h")
    left = document.node("g")
    assert left is not None
    assert "default" not in left.properties
    assert is_orthogonal(document.flow("f").points)  # type: ignore[union-attr]
    assert findings(document) == []


def test_a_bent_flow_led_elsewhere_keeps_its_other_bends() -> None:
    document = process(
        node("task", "a", 0, 0),
        node("task", "b", 400, 200),
        node("task", "c", 400, 400),
        flow("f", "a", "b", (100, 40), (130, 40), (130, 300), (200, 300), (200, 240), (400, 240)),
    )
    reconnect(document, "f", "target", "c")
    assert points(document, "f") == ((100, 40), (130, 40), (130, 300), (200, 300), (200, 440), (400, 440))


def test_a_flow_led_into_another_pool_becomes_a_message_flow() -> None:
    document = collaboration(
        node("task", "a", 100, 50),
        node("task", "b", 300, 50),
        node("task", "c", 300, 450, scope="Q"),
        flow("f", "a", "b", (200, 90), (300, 90)),
    )
    reconnect(document, "f", "target", "c")
    made = document.flow("f")
    assert made is not None
    assert (made.type, made.scope) == ("bpmn:messageFlow", "C")
    assert findings(document) == []


def test_a_flow_is_not_led_where_it_may_not_go() -> None:
    document = process(
        node("task", "a", 0, 0),
        node("task", "b", 200, 0),
        node("startEvent", "s", 0, 200, 36, 36),
        flow("f", "a", "b", (100, 40), (200, 40)),
    )
    before = records(document)
    with pytest.raises(Refused):
        reconnect(document, "f", "target", "s")
    assert records(document) == before


def shared(document: Document, one: str, other: str) -> float:
    """How much the longest common piece of two flows' paths is."""
    longest = 0.0
    for a, b in pairwise(document.flow(one).points):  # type: ignore[union-attr]
        for c, d in pairwise(document.flow(other).points):  # type: ignore[union-attr]
            if a.x == b.x == c.x == d.x:
                longest = max(longest, min(max(a.y, b.y), max(c.y, d.y)) - max(min(a.y, b.y), min(c.y, d.y)))
            if a.y == b.y == c.y == d.y:
                longest = max(longest, min(max(a.x, b.x), max(c.x, d.x)) - max(min(a.x, b.x), min(c.x, d.x)))
    return longest


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=2, max_size=6, unique=True))
def test_paths_of_ours_lie_on_each_other_only_near_an_end_that_they_share(pairs: list[tuple[int, int]]) -> None:
    document = process(*(node("task", f"t{i}", i % 4 * 200, i // 4 * 180) for i in range(12)))
    used: set[int] = set()
    made: list[str] = []
    for a, b in pairs:
        if a != b and a not in used and b not in used:
            made.append(connect(document, f"t{a}", f"t{b}"))
            used |= {a, b}
    for one, other in combinations(made, 2):
        assert shared(document, one, other) <= 10
