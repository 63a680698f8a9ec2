"""Step numbers as somebody draws on: given at once, kept by all others, in letters for what comes between."""

from collections.abc import Callable
from functools import partial

import pytest
from editing.models import DIAGRAM, assert_round_trip, blank, flow_to, row, undone_and_redone
from hypothesis import given
from hypothesis import strategies as st

from modeller.editing.append import append
from modeller.editing.clipboard import copy, paste
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.numbers import numbered, renumber, unnumber
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.refused import Refused
from modeller.editing.replace import replace
from modeller.editing.subprocesses import wrap
from modeller.model.document import Document
from modeller.model.records import Flow
from modeller.notation.numbers import NUMBER, stored


def three() -> tuple[Document, list[str]]:
    document = blank()
    keys = row(document, "startEvent", "task", "task", "task", "endEvent", gap=600)
    return document, keys


def on_flow(document: Document, source: str, target: str) -> str:
    """A task put into the middle of the flow between two steps."""
    return in_middle(document, flow_to(document, source, target))


def in_middle(document: Document, flow: Flow) -> str:
    path = flow.points
    return place(document, DIAGRAM, "bpmn:task", (path[0].x + path[-1].x) / 2, (path[0].y + path[-1].y) / 2)


def number(document: Document, key: str) -> object:
    return document[key].properties.get(NUMBER)


def test_steps_are_numbered_in_one_step_that_undo_takes_back() -> None:
    document, (_, one, two, three_, _) = three()
    undone_and_redone(document, lambda: renumber(document))
    assert [number(document, key) for key in (one, two, three_)] == ["1", "2", "3"]
    assert renumber(document) == 0
    assert_round_trip(document)
    assert unnumber(document) == 3
    assert stored(document) == {}


def test_a_step_put_between_gets_a_letter_and_all_others_keep_their_number() -> None:
    document, (_, one, two, three_, _) = three()
    renumber(document)
    new = on_flow(document, one, two)
    assert number(document, new) == "1a"
    further = on_flow(document, one, new)
    assert number(document, further) == "1b"
    assert [number(document, key) for key in (one, two, three_)] == ["1", "2", "3"]
    assert renumber(document) == 4
    assert [number(document, key) for key in (one, further, new, two)] == ["1", "2", "3", "4"]


def test_without_numbers_a_new_step_has_none() -> None:
    document, (_, one, two, *_) = three()
    on_flow(document, one, two)
    assert stored(document) == {}


def test_a_step_beside_the_flow_gets_its_number_when_a_flow_leads_to_it() -> None:
    document, (_, one, *_) = three()
    renumber(document)
    new = place(document, DIAGRAM, "bpmn:task", 300, 400)
    assert number(document, new) is None
    connect(document, one, new)
    assert number(document, new) is not None
    assert len(set(stored(document).values())) == 4


def test_a_number_by_hand_stays() -> None:
    document, (_, one, two, *_) = three()
    renumber(document)
    set_property(document, [two], NUMBER, "5.3")
    new = on_flow(document, one, two)
    assert (number(document, new), number(document, two)) == ("1a", "5.3")


def test_appended_pasted_and_wrapped_steps_have_numbers_of_their_own() -> None:
    document, (_, one, two, three_, _) = three()
    renumber(document)
    new = append(document, three_, "bpmn:task")
    assert number(document, new if isinstance(new, str) else new[0]) is not None
    pasted = paste(document, DIAGRAM, copy(document, [one, two]), 300, 500)
    outer = wrap(document, [one])
    held = stored(document)
    assert len(set(held.values())) == len(held)
    assert set(pasted) <= set(held) | {key for key in pasted if document.flow(key)}
    assert isinstance(outer, str)


def test_what_becomes_another_kind_of_step_keeps_its_number() -> None:
    document, (_, one, *_) = three()
    renumber(document)
    replace(document, one, "bpmn:userTask")
    assert number(document, one) == "1"


def test_a_copy_has_a_number_for_every_step_and_the_model_stays_as_it_was() -> None:
    document, (_, one, two, *_) = three()
    set_property(document, [one], NUMBER, "A")
    made = numbered(document)
    assert (number(made, one), number(made, two)) == ("A", "Aa")
    assert number(document, two) is None


DEEDS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20), st.integers(0, 20)), max_size=8)


@given(DEEDS)
def test_whatever_is_drawn_numbers_once_given_stay_and_none_is_there_twice(deeds: list[tuple[int, int, int]]) -> None:
    document, _ = three()
    renumber(document)
    known = stored(document)
    for deed, first, second in deeds:
        nodes = document.nodes()
        if not nodes:
            break
        one, other = nodes[first % len(nodes)], nodes[second % len(nodes)]
        flows = [flow for flow in document.flows() if len(flow.points) > 1]
        verbs: list[Callable[[], object]] = [
            partial(connect, document, one.key, other.key),
            partial(append, document, one.key, "bpmn:task"),
            partial(place, document, DIAGRAM, "bpmn:task", 100.0 + 40 * first, 100.0 + 40 * second),
            partial(delete, document, [one.key]),
        ]
        if flows:
            verbs.append(partial(in_middle, document, flows[first % len(flows)]))
        try:
            verbs[deed % len(verbs)]()
        except Refused:
            continue
        held = stored(document)
        assert all(held[key] == known[key] for key in held if key in known)
        assert len(set(held.values())) == len(held)
        known = held


@pytest.mark.parametrize("text", ["3 a", "第一步", "1.2.3", "<b>", "😀"])
def test_any_text_is_a_number(text: str) -> None:
    document, (_, one, *_) = three()
    set_property(document, [one], NUMBER, text)
    assert number(document, one) == text
    assert_round_trip(document)
