"""Whatever verbs do one after the other: no new fault, all of it can be taken back, and files hold all of it."""

import os
from pathlib import Path

import pytest
from corpus_files import corpus_file, corpus_parameters
from editing.models import assert_joined, assert_round_trip, assert_whole, blank, faults
from editing.walking import Walk, main_diagram
from hypothesis import given, settings
from hypothesis import strategies as st
from interchange.sameness import differences

from modeller.editing.move import move
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.records import Node


def walk(document: Document, seed: int, steps: int, diagram: str) -> Walk:
    made = Walk(document, seed, diagram)
    for _ in range(steps):
        made.step()
    return made


def assert_taken_back(document: Document, start: dict[str, object]) -> None:
    while document.redoable:
        document.redo()
    end, steps = dict(document.records), 0
    while document.undoable:
        document.undo()
        steps += 1
    assert dict(document.records) == start
    for _ in range(steps):
        document.redo()
    assert dict(document.records) == end


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_a_walk_from_nothing_makes_no_fault_and_can_be_taken_back(seed: int) -> None:
    document = blank()
    start: dict[str, object] = dict(document.records)
    made = walk(document, seed, 50, "Diagram_1")
    assert_whole(document)
    assert_joined(document)
    assert faults(document) == {}, made.done
    assert_round_trip(document)
    assert_taken_back(document, start)


@pytest.mark.parametrize("path", corpus_parameters())
def test_a_walk_from_a_real_model_makes_no_new_fault(path: str) -> None:
    document = read(corpus_file(path).read_bytes(), path).document
    diagram = main_diagram(document)
    if diagram is None or not document.drawn(diagram) or len(document) > 1500:
        pytest.skip("draws nothing, or more than a short walk should write")
    start: dict[str, object] = dict(document.records)
    before = faults(document)
    made = walk(document, len(path), 25, diagram)
    assert faults(document) - before == {}, made.done
    assert_taken_back(document, start)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(int(os.environ.get("MODELLER_WALKS", "4"))))
def test_a_long_walk_makes_no_fault(seed: int) -> None:
    document = blank()
    start: dict[str, object] = dict(document.records)
    made = Walk(document, seed)
    for number in range(5000):
        made.step()
        if len(document) > 400:
            document.undo()
        if number % 250 == 0:
            assert_whole(document)
            assert_joined(document)
            assert faults(document) == {}, (seed, number, made.done[-250:])
    assert_round_trip(document)
    assert_taken_back(document, start)


@pytest.mark.parametrize("path", corpus_parameters())
def test_all_moved_and_moved_back_a_real_model_is_whole(path: str) -> None:
    data = corpus_file(path).read_bytes()
    document = read(data, Path(path).name).document
    for diagram in document.diagrams():
        keys = [record.key for record in document.drawn(diagram.key) if isinstance(record, Node)]
        move(document, keys, 10, 0)
    while document.undoable:
        document.undo()
    assert differences(data, write(document)) == []
