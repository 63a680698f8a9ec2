"""Step numbers in the window: given along the flow, drawn on the steps, typed by hand, kept while one draws on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from window_kit import settle

from modeller.drawing.displaylist import TextLine
from modeller.editing.append import append
from modeller.notation.numbers import NUMBER, stored
from modeller.resources import SAMPLES
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage


@pytest.fixture
def page(window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage]) -> ModelPage:
    return opened(window, SAMPLES / "请假审批.bpmn")


def drawn(page: ModelPage, key: str) -> list[str]:
    """What stands on an element."""
    group = page.scene.items[key].marks(page.document)
    return [mark.text for mark in group.marks if isinstance(mark, TextLine)] if group is not None else []


def test_steps_are_numbered_and_the_numbers_shown_by_one_command(page: ModelPage, window: MainWindow) -> None:
    window.actions_["renumber"].trigger()
    settle()
    assert sorted(stored(page.document).values()) == ["1", "2", "3", "4"]
    assert "numbers" in page.notation.layers
    assert window.menus.layers["numbers"].isChecked()
    first = next(key for key, number in stored(page.document).items() if number == "1")
    assert drawn(page, first)[-1] == "1"
    new = append(page.document, first, "bpmn:task")
    settle()
    assert page.document[new].properties[NUMBER] == "1a"
    assert drawn(page, new)[-1] == "1a"
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    settle()
    assert stored(page.document) == {}
    assert "1" not in drawn(page, first)


def test_the_layer_says_where_numbers_come_from_while_there_are_none(page: ModelPage, window: MainWindow) -> None:
    window.menus.layers["numbers"].trigger()
    assert page.bench.hint.isVisible()
    window.menus.layers["numbers"].trigger()
    window.actions_["renumber"].trigger()
    window.actions_["unnumber"].trigger()
    assert stored(page.document) == {}
