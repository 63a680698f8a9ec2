"""Small pictures of files: made once, kept, and none where there is nothing to see."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.resources import SAMPLES
from modeller.ui import thumbnails
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.thumbnails import RATIO, SIZE

SAMPLE = SAMPLES / "order-fulfilment.bpmn"


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "_made", {})


@pytest.fixture
def asked(desk: Desk, qtbot: QtBot) -> Callable[[Path], list[QPixmap]]:
    def ask(path: Path) -> list[QPixmap]:
        came: list[QPixmap] = []
        desk.thumbnails.ready.connect(lambda of, pixmap: came.append(pixmap) if of == path else None)
        desk.thumbnails.ask(path)
        settle()
        qtbot.waitUntil(lambda: not desk.works, timeout=20_000)
        settle()
        return came

    return ask


def test_a_picture_shows_the_whole_diagram_in_its_frame(asked: Callable[[Path], list[QPixmap]]) -> None:
    (picture,) = asked(SAMPLE)
    assert picture.devicePixelRatio() == RATIO
    size = picture.deviceIndependentSize()
    assert size.width() <= SIZE.width() + 1
    assert size.height() <= SIZE.height() + 1
    assert size.width() > SIZE.width() - 2 or size.height() > SIZE.height() - 2
    colours = {picture.toImage().pixel(x, y) for x in range(0, picture.width(), 3) for y in range(20, 120, 3)}
    assert len(colours) > 2


def test_it_is_made_once_and_kept_for_the_next_start(
    asked: Callable[[Path], list[QPixmap]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = asked(SAMPLE)
    monkeypatch.setattr(thumbnails, "_groups", lambda path: pytest.fail("made again"))
    assert len(asked(SAMPLE)) == 1
    thumbnails._made.clear()
    (kept,) = asked(SAMPLE)
    assert kept.size() == first.size()
    assert kept.toImage().pixel(50, 50) == first.toImage().pixel(50, 50)


def test_a_changed_file_gets_a_new_one(asked: Callable[[Path], list[QPixmap]], tmp_path: Path) -> None:
    path = tmp_path / "a.bpmn"
    path.write_bytes(SAMPLE.read_bytes())
    (first,) = asked(path)
    path.write_bytes((SAMPLES / "请假审批.bpmn").read_bytes())
    os.utime(path, (9, 9))
    (second,) = asked(path)
    assert first.size() != second.size()


@pytest.mark.parametrize("data", [None, b"no model", b"x" * 2_000_000])
def test_what_gives_no_picture_is_passed_over(
    asked: Callable[[Path], list[QPixmap]], tmp_path: Path, data: bytes | None
) -> None:
    path = tmp_path / "a.bpmn"
    if data is not None:
        path.write_bytes(data)
    assert asked(path) == []
    assert len(asked(SAMPLE)) == 1, "the next one is made"


def test_recent_files_and_samples_have_theirs_on_the_start_page(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.bpmn"
    path.write_bytes(SAMPLE.read_bytes())
    desk.set(recent=(str(path),))
    window = desk.new_window()
    assert isinstance(window, MainWindow)
    before = {card.path: card.picture.pixmap().cacheKey() for card in window.start.cards}
    assert path in before
    qtbot.waitUntil(
        lambda: all(card.picture.pixmap().cacheKey() != before[card.path] for card in window.start.cards),
        timeout=20_000,
    )
