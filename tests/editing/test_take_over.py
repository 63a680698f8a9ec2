"""What another version has is taken over, alone or all of it, and what stands around stays whole."""

import random
from pathlib import Path
from unittest.mock import patch

import pytest
from corpus_files import corpus_file, corpus_parameters
from editing.models import DIAGRAM, assert_joined, assert_whole, blank, faults, flow_to, row
from editing.walking import Walk, main_diagram
from hypothesis import example, given, settings
from hypothesis import strategies as st
from remade import remade

from modeller.editing import identity
from modeller.editing.delete import delete
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.refused import Refused
from modeller.editing.take_over import take_over, take_over_all
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.model.compare import Comparison, compare
from modeller.model.document import Document
from modeller.model.reading import Model


def walked(model: Model, seed: int, steps: int = 12, diagram: str = DIAGRAM) -> Document:
    document = Document(model)
    walk = Walk(document, seed, diagram)
    with patch.object(identity, "_random", random.Random(seed)):
        for _ in range(steps):
            walk.step()
    return document


def assert_each_can_be_taken(document: Document, other: Model) -> None:
    """Each difference alone: it is no difference any more, nothing is broken, and an undo brings back what was."""
    comparison = compare(other, document)
    had = set(faults(document)) | set(faults(Document(other)))
    for difference in comparison.differences:
        copy = Document(document)
        start = dict(copy.records)
        try:
            take_over(copy, other, comparison.pairs, difference)
        except Refused:
            assert dict(copy.records) == start
            continue
        assert_whole(copy)
        assert set(faults(copy)) <= had, difference
        if difference.new is None:
            assert not compare(other, copy).by_old.get(difference.old) or compare(other, copy).pairs.get(difference.old)
        if difference.old is None:
            assert difference.new not in copy
        while copy.undoable:
            copy.undo()
        assert dict(copy.records) == start


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
@example(650)  # a sub-process with an event on its border stands in another one there
@example(2009)  # phases of a pool that is closed here
@example(2172)
@example(700264)  # a step of another type there, whose input data flow into here
def test_each_difference_can_be_taken_over_alone(seed: int) -> None:
    base = walked(blank(), seed, 25)
    document, other = walked(base, seed + 1, 6), walked(base, seed + 2, 6)
    assert_each_can_be_taken(document, other)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
@example(657372, False)  # both say the same: there is nothing to take over, and no step to undo
@example(657372, True)
@example(700378, True)  # processes and category values that are told apart by what names them only
@example(2839, True)
@example(700629, True)
@example(700185, False)  # a step without a number comes where others have one
def test_taking_over_everything_gives_the_other_model(seed: int, new_ids: bool) -> None:
    base = walked(blank(), seed, 25)
    document, theirs = walked(base, seed + 1), walked(base, seed + 2)
    other: Model = remade(theirs) if new_ids else theirs
    start, last = dict(document.records), document.undoable
    take_over_all(document, other, compare(other, document).pairs)
    left = compare(other, document)  # where one side has new ids throughout, an element keeps the one it has here
    assert {change.attribute for each in left.differences for change in each.changes} <= {"id"}
    assert not left.of("added")
    assert not left.of("removed")
    assert_whole(document)
    assert_joined(document)
    assert (document.undoable is last) == (dict(document.records) == start)
    if document.undoable is not last:
        document.undo()
    assert dict(document.records) == start
    assert document.undoable is last


@pytest.mark.parametrize("path", corpus_parameters())
def test_differences_of_real_models_can_be_taken_over(path: str) -> None:
    base = read(corpus_file(path).read_bytes(), Path(path).name).document
    diagram = main_diagram(base)
    if diagram is None or not base.drawn(diagram) or len(base) > 250:
        pytest.skip("draws nothing, or more than each difference of it should be tried")
    other = walked(base, 1, 4, diagram)
    comparison: Comparison = compare(other, base)
    had = set(faults(base)) | set(faults(other))
    for difference in comparison.differences[:12]:
        copy = Document(base)
        try:
            take_over(copy, other, comparison.pairs, difference)
        except Refused:
            continue
        assert set(faults(copy)) <= had
    take_over_all(base, other, comparison.pairs)
    assert not compare(other, base)


def test_a_name_comes_over_and_nothing_else() -> None:
    other = blank()
    one, two = row(other, "task", "task")
    document = Document(other)
    rename(other, one, "Check claim")
    set_property(other, [one], "documentation", "Twice.")
    rename(other, two, "Pay out")
    comparison = compare(other, document)
    take_over(document, other, comparison.pairs, comparison.by_old[one], "name")
    record = document.node(one)
    assert record is not None
    assert (record.text, record.content) == ("Check claim", ())
    assert document[two].text == ""


def test_a_step_that_was_deleted_comes_back_with_its_flows_and_what_is_in_it() -> None:
    other = blank()
    one, two, three = row(other, "task", "task", "task")
    place(other, DIAGRAM, "bpmn:boundaryEvent", *_corner(other, two), {"trigger": "timer"})
    document = Document(other)
    delete(document, [two])
    move(document, [one], 0, 120)
    comparison = compare(other, document)
    take_over(document, other, comparison.pairs, comparison.by_old[two])
    assert two in document
    assert flow_to(document, two, three)
    assert [event.type for event in document.attached(two)] == ["bpmn:boundaryEvent"]
    assert_whole(document)
    assert faults(document) == {}


def _corner(document: Document, key: str) -> tuple[float, float]:
    node = document.node(key)
    assert node is not None
    assert node.bounds is not None
    return node.bounds.right, node.bounds.bottom


def test_a_step_of_the_document_alone_goes() -> None:
    other = blank()
    row(other, "task")
    document = Document(other)
    (new,) = row(document, "task", y=300)
    comparison = compare(other, document)
    take_over(document, other, comparison.pairs, comparison.by_new[new])
    assert new not in document
    assert not compare(other, document)
