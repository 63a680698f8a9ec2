"""Whatever hands do with the tools: no new fault, nothing left open, given up it never was, all can be taken back."""

import os
import zlib

import pytest
from canvas.tools.playing import Play
from corpus_files import corpus_file, corpus_parameters
from editing.models import DIAGRAM, assert_joined, assert_whole, blank, faults
from editing.walking import main_diagram
from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.interchange.bpmn.reader import read
from modeller.model.document import Document

SEED = int(os.environ.get("MODELLER_SEED", "0"))
"""Moves all walks of a run elsewhere."""


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


@settings(max_examples=15)
@given(st.integers(0, 10**9))
def test_playing_from_nothing_makes_no_fault_and_can_be_taken_back(seed: int) -> None:
    document = blank()
    start: dict[str, object] = dict(document.records)
    play = Play(document, seed, DIAGRAM)
    for _ in range(60):
        play.step()
    assert_whole(document)
    assert_joined(document)
    assert faults(document) == {}, play.done
    assert_taken_back(document, start)


def play_on(path: str, steps: int) -> None:
    document = read(corpus_file(path).read_bytes(), path).document
    diagram = main_diagram(document)
    if diagram is None or not document.drawn(diagram) or len(document) > 1500:
        pytest.skip("draws nothing, or more than a short walk should write")
    seed = SEED + zlib.crc32(path.encode())
    print(f"seed {seed}")  # noqa: T201  (shown where it fails)
    start: dict[str, object] = dict(document.records)
    before = faults(document)
    play = Play(document, seed, diagram)
    for _ in range(steps):
        play.step()
    assert faults(document) - before == {}, play.done
    assert_taken_back(document, start)


@pytest.mark.parametrize("path", corpus_parameters()[::25])
def test_playing_on_a_real_model_makes_no_new_fault(path: str) -> None:
    play_on(path, 25)


@pytest.mark.soak
@pytest.mark.parametrize("path", corpus_parameters())
def test_playing_long_on_a_real_model_makes_no_new_fault(path: str) -> None:
    play_on(path, 120)


def long_play(seed: int, steps: int) -> None:
    print(f"seed {seed}")  # noqa: T201  (shown where it fails)
    document = blank()
    start: dict[str, object] = dict(document.records)
    play = Play(document, seed, DIAGRAM)
    for number in range(steps):
        play.step()
        if len(document) > 400:
            document.undo()
        if number % 250 == 0:
            assert_whole(document)
            assert_joined(document)
            assert faults(document) == {}, (seed, number, play.done[-250:])
    assert_taken_back(document, start)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(int(os.environ.get("MODELLER_WALKS", "4"))))
def test_playing_for_5000_steps_makes_no_fault(number: int) -> None:
    long_play(SEED + number, 5000)
