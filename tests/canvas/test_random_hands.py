"""Whatever hands do at the real drawing board: scene equals records, no new fault, all of it can be taken back."""

import os
import zlib

import pytest
from canvas.hands import Hands, assert_scene_is_records, board_on, put_away
from corpus_files import corpus_file, corpus_parameters
from editing.models import DIAGRAM, assert_joined, assert_whole, blank, faults
from editing.walking import main_diagram
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modeller.interchange.bpmn.reader import read
from modeller.model.document import Document

SEED = int(os.environ.get("MODELLER_SEED", "0"))
"""Moves all walks of a run elsewhere."""


def work(document: Document, diagram: str, seed: int, steps: int, often: int = 25) -> None:
    print(f"seed {seed}")  # noqa: T201  (shown where it fails)
    """`often` is how many steps lie between two looks at all of it."""
    start, before = dict(document.records), faults(document)
    ours = len(start) == 3
    board = board_on(document, diagram)
    try:
        hands = Hands(board, seed)
        for number in range(1, steps + 1):
            hands.step()
            if len(document) > max(400, 2 * len(start)):
                hands.finish()
                document.undo()
            if number % often == 0 or number == steps:
                hands.finish()
                assert_scene_is_records(board)
                if ours:
                    assert_whole(document)
                    assert_joined(document)
                assert faults(document) - before == {}, hands.done[-40:]
        while document.redoable:
            document.redo()
        end, count = dict(document.records), 0
        while document.undoable:
            document.undo()
            count += 1
        assert dict(document.records) == start
        assert_scene_is_records(board)
        for _ in range(count):
            document.redo()
        assert dict(document.records) == end
        assert_scene_is_records(board)
    finally:
        put_away(board)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_hands_from_nothing(qapp: object, seed: int) -> None:
    work(blank(), DIAGRAM, seed, 40)


def on_model(path: str, steps: int) -> None:
    document = read(corpus_file(path).read_bytes(), path).document
    diagram = main_diagram(document)
    if diagram is None or not document.drawn(diagram) or len(document) > 1000:
        pytest.skip("draws nothing, or more than a short walk should write")
    work(document, diagram, SEED + zlib.crc32(path.encode()), steps)


@pytest.mark.parametrize("path", corpus_parameters()[3::40])
def test_hands_on_a_real_model(qapp: object, path: str) -> None:
    on_model(path, 25)


@pytest.mark.soak
@pytest.mark.parametrize("path", corpus_parameters())
def test_hands_for_longer_on_a_real_model(qapp: object, path: str) -> None:
    on_model(path, 60)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(int(os.environ.get("MODELLER_WALKS", "4"))))
def test_hands_from_nothing_for_5000_steps(qapp: object, number: int) -> None:
    work(blank(), DIAGRAM, SEED + number, 5000, often=250)
