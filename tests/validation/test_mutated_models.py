"""Whatever is missing, doubled or looped in a model that opens: no rule fails, and none takes long."""

import random
import time
from pathlib import Path

import pytest
from corpus_files import corpus_models
from interchange.mutations import mutated

from modeller.files.problem import Problem
from modeller.interchange.bpmn.reader import read
from modeller.validation.check import check
from modeller.validation.sets import shipped

_SMALL = 60_000
"""Bytes: larger ones would take all of the time."""


def check_mutated(count: int, first: int) -> int:
    """Check that many mutated files; how many of them opened."""
    rng = random.Random(first)
    files = [path for path in corpus_models() if path.stat().st_size < _SMALL]
    opened = 0
    for seed in range(first, first + count):
        path = rng.choice(files)
        try:
            document = read(mutated(path.read_bytes(), seed), path.name).document
        except Problem:
            continue
        opened += 1
        started = time.process_time()
        checked = check(document.snapshot(), shipped("policy"))
        assert checked.failures == (), f"{path.name}, seed {seed}: {checked.failures}"
        assert time.process_time() - started < 2, f"{path.name}, seed {seed}"
    return opened


def test_two_hundred_mutated_models_are_checked(corpus: Path) -> None:
    assert check_mutated(200, 1) > 120


@pytest.mark.soak
def test_twenty_thousand_mutated_models_are_checked(corpus: Path) -> None:
    assert check_mutated(20_000, 1_000_000) > 12_000
