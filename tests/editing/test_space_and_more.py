"""Room is made and taken away, elements get colours, names are replaced."""

from dataclasses import replace

import pytest
from editing.models import DIAGRAM, assert_round_trip, blank, flow_to, row, undone_and_redone

from modeller.editing.colours import colours_of, paint
from modeller.editing.find_replace import Sought, find, replace_all
from modeller.editing.place import place
from modeller.editing.properties import get_property, set_property
from modeller.editing.space import insert
from modeller.editing.text import rename
from modeller.model.document import Document
from modeller.model.records import Bounds


def bounds(document: Document, key: str) -> Bounds:
    node = document.node(key)
    assert node is not None
    assert node.bounds is not None
    return node.bounds


def test_what_lies_beyond_moves_and_flows_stay_joined() -> None:
    document = blank()
    one, two, three = row(document, "task", "task", "task")
    insert(document, DIAGRAM, "x", 180, 100)
    assert [bounds(document, key).x for key in (one, two, three)] == [50, 300, 450]
    assert flow_to(document, one, two).points == ((150, 100), (300, 100))
    assert_round_trip(document)


def test_space_is_taken_away_until_shapes_would_come_too_near() -> None:
    document = blank()
    one, two = row(document, "task", "task", gap=200)
    insert(document, DIAGRAM, "x", 180, -500)
    assert bounds(document, two).x - bounds(document, one).right == 10


def test_a_sub_process_across_the_line_grows_and_what_is_in_it_beyond_moves() -> None:
    document = blank()
    outer = place(document, DIAGRAM, "bpmn:subProcess", 300, 200, {"di:isExpanded": "true"})
    one = place(document, DIAGRAM, "bpmn:task", 200, 200)
    two = place(document, DIAGRAM, "bpmn:task", 400, 200)
    event = place(document, DIAGRAM, "bpmn:boundaryEvent", 420, 300, {"trigger": "timer"})
    insert(document, DIAGRAM, "x", 300, 50)
    assert bounds(document, outer) == Bounds(125, 100, 400, 200)
    assert [bounds(document, key).x for key in (one, two, event)] == [150, 400, 452]


def test_room_above_moves_all_below_and_comes_back_with_undo() -> None:
    document = blank()
    keys = row(document, "task", "exclusiveGateway", "endEvent")
    before = [bounds(document, key).y for key in keys]
    undone_and_redone(document, lambda: insert(document, DIAGRAM, "y", 10, 33))
    assert [bounds(document, key).y for key in keys] == [y + 33 for y in before]


def test_colours_are_said_in_both_ways_and_taken_away_again() -> None:
    document = blank()
    one, two = row(document, "task", "task")
    flow = flow_to(document, one, two).key
    paint(document, [one, flow], background="#FFE0B2", border="#cc0000")
    assert colours_of(document, one) == ("#ffe0b2", "#cc0000")
    assert colours_of(document, flow)[1] == "#cc0000"
    assert_round_trip(document)
    paint(document, [one], background="")
    assert colours_of(document, one) == ("", "#cc0000")


@pytest.mark.parametrize("value", ["url(x)", "#12", "red;"])
def test_what_is_no_colour_changes_nothing(value: str) -> None:
    document = blank()
    (one,) = row(document, "task")
    last = document.undoable
    paint(document, [one], background=value)
    assert document.undoable is last


def test_words_are_replaced_in_all_names_in_one_step() -> None:
    document = blank()
    one, two, three = row(document, "task", "task", "task")
    for key, name in ((one, "登记投诉"), (two, "投诉投诉"), (three, "Check Complaint")):
        rename(document, key, name)
    assert find(document, Sought("投诉")) == [one, two]
    assert replace_all(document, Sought("投诉"), r"客诉\1") == 2
    assert [document[key].text for key in (one, two)] == [r"登记客诉\1", r"客诉\1客诉\1"]
    assert replace_all(document, Sought("check"), "Verify") == 1
    assert document[three].text == "Verify Complaint"
    assert replace_all(document, Sought("complaint", match_case=True), "x") == 0
    document.undo()
    document.undo()
    assert document[two].text == "投诉投诉"


def test_whole_names_broken_lines_and_documentation_are_found_when_asked_for() -> None:
    document = blank()
    one, two, three = row(document, "task", "task", "task")
    for key, name in ((one, "Pay the\ninvoice"), (two, "Pay the invoice at once"), (three, "Ship")):
        rename(document, key, name)
    set_property(document, [three], "documentation", "When they Pay the  invoice.")
    sought = Sought("pay the invoice")
    assert find(document, sought) == [one, two]
    assert find(document, replace(sought, whole=True)) == [one]
    assert find(document, replace(sought, documentation=True)) == [one, two, three]
    assert find(document, replace(sought, documentation=True, match_case=True)) == []
    assert replace_all(document, replace(sought, documentation=True), "settle") == 3
    assert get_property(document, three, "documentation") == "When they settle."
    assert [document[key].text for key in (one, two, three)] == ["settle", "settle at once", "Ship"]
    document.undo()
    assert document[one].text == "Pay the\ninvoice"
    assert replace_all(document, sought, "settle", keys=[two]) == 1
    assert find(document, Sought("  ")) == []
    assert_round_trip(document)
