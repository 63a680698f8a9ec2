"""Garbage is looked for between two deeds."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from modeller.ui.garbage import MUCH, Garbage


class Ring:
    """What leads back to itself."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture
def busy() -> list[bool]:
    return [False]


@pytest.fixture
def garbage(qapp: object, busy: list[bool], monkeypatch: pytest.MonkeyPatch) -> Iterator[Garbage]:
    monkeypatch.setattr("modeller.ui.garbage.ENOUGH", 100)
    gc.collect()
    made = Garbage(lambda: busy[0])
    yield made
    made.stop()
    made.deleteLater()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_nobody_needs_goes_when_enough_has_been_made(garbage: Garbage) -> None:
    kept = [Ring() for _ in range(200)]
    lost = weakref.ref(Ring())
    assert lost() is not None
    garbage.look()
    assert lost() is None
    assert len(kept) == 200


def test_nobody_is_held_up_in_the_middle_of_something(garbage: Garbage, busy: list[bool]) -> None:
    kept = [Ring() for _ in range(200)]
    lost = weakref.ref(Ring())
    busy[0] = True
    garbage.look()
    assert lost() is not None
    busy[0] = False
    garbage.look()
    assert lost() is None
    assert kept


def test_very_much_is_looked_through_all_the_same(
    garbage: Garbage, busy: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modeller.ui.garbage.MUCH", 100)
    assert MUCH > 100
    kept = [Ring() for _ in range(200)]
    lost = weakref.ref(Ring())
    busy[0] = True
    garbage.look()
    assert lost() is None
    assert kept


def test_what_the_pieces_of_a_large_step_leave_goes_between_them(
    garbage: Garbage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modeller.ui.garbage.A_PIECE", 100)
    kept = [Ring() for _ in range(200)]
    lost = weakref.ref(Ring())
    garbage.between()
    assert lost() is None
    held = gc.get_freeze_count()
    assert held >= len(kept), "what is in use is not looked through again"
    garbage.stop()
    kept += [Ring() for _ in range(200)]
    garbage.between()
    assert gc.get_freeze_count() == 0


def test_what_was_in_use_goes_after_it_has_been_closed(garbage: Garbage) -> None:
    rings: list[Ring] = [Ring()]
    lost = weakref.ref(rings[0])
    garbage.came()
    rings.clear()
    garbage.look()
    assert lost() is not None, "what came is not looked through"
    garbage.went()
    garbage.look()
    assert lost() is None
