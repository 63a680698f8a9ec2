"""Every real model in the window: opened, all of it moved by a key, taken back, saved: the file says what it said."""

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from corpus_files import corpus_file, corpus_parameters
from interchange.sameness import differences
from person import Person
from pytestqt.qtbot import QtBot
from requirements import CORPUS
from window_kit import settle

from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

Opened = Callable[[MainWindow, Path], ModelPage]

PART = int(os.environ.get("MODELLER_SEED", "0"))
"""Which sixth of the models the suite takes; the long form takes all."""


def independent_check() -> ModuleType:
    """The comparison that was written without the program."""
    spec = importlib.util.spec_from_file_location("bpmn_roundtrip", CORPUS.parent / "checks" / "bpmn_roundtrip.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def moved_and_back(window: MainWindow, opened: Opened, qtbot: QtBot, source: Path, target: Path) -> None:
    data = source.read_bytes()
    target.write_bytes(data)
    page = opened(window, target)
    person = Person(window)
    page.view.setFocus()
    document = page.document
    before = dict(document.records)
    person.key("Ctrl+A", "Shift+Right")
    if document.undoable is not None:
        items = page.view.scene.items
        left = [node.key for node in document.nodes() if node.key in items and node == before[node.key]]
        assert left == [], "left behind"
        person.key("Ctrl+Z")
    assert dict(document.records) == before
    assert not page.file.unsaved
    person.key("Ctrl+S")
    qtbot.waitUntil(lambda: not window.desk.works and not page.file.saving, timeout=30_000)
    settle()
    assert window.notices.cards == [] or not page.file.unsaved, [card.said for card in window.notices.cards]
    after = target.read_bytes()
    assert differences(data, after) == []
    check = independent_check()
    one, two = (check.facts(check.etree.fromstring(each, check.PARSER)) for each in (data, after))
    assert one == two
    assert not page.file.unsaved


@pytest.mark.parametrize("path", corpus_parameters()[PART % 6 :: 6])
def test_moved_and_moved_back_it_is_saved_as_it_was(
    window: MainWindow, opened: Opened, qtbot: QtBot, tmp_path: Path, path: str
) -> None:
    source = corpus_file(path)
    moved_and_back(window, opened, qtbot, source, tmp_path / source.name)


@pytest.mark.soak
@pytest.mark.parametrize("path", corpus_parameters())
def test_any_model_moved_and_moved_back_is_saved_as_it_was(
    window: MainWindow, opened: Opened, qtbot: QtBot, tmp_path: Path, path: str
) -> None:
    source = corpus_file(path)
    moved_and_back(window, opened, qtbot, source, tmp_path / source.name)
