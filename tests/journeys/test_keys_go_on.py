"""Whoever draws with the keyboard never has to reach for the mouse to go on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from window_kit import settle

from modeller.ui import beginning
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage


@pytest.fixture
def page(window: MainWindow) -> ModelPage:
    window.activateWindow()
    beginning.new(window)
    settle()
    assert window.page is not None
    return window.page


def test_after_a_choice_in_the_list_typing_goes_into_the_new_step(page: ModelPage, window: MainWindow) -> None:
    for query, name in (("user task", "Register"), ("exclusive", "Complete?"), ("script", "Book")):
        window.actions_["append_list"].trigger()
        QTest.keyClicks(page.bench.list.edit, query)
        QTest.keyClick(page.bench.list.edit, Qt.Key.Key_Return)
        settle()
        assert page.view.hasFocus()
        QTest.keyClicks(page.view, name)
        QTest.keyClick(page.view, Qt.Key.Key_Return)
        node = page.document.node(page.view.selection[0])
        assert node is not None
        assert node.text == name


def test_lines_pasted_onto_an_end_event_become_a_row_of_their_own(page: ModelPage, window: MainWindow) -> None:
    start = page.view.selection[0]
    window.actions_["append_list"].trigger()
    QTest.keyClicks(page.bench.list.edit, "end event")
    QTest.keyClick(page.bench.list.edit, Qt.Key.Key_Return)
    end = page.view.selection[0]
    assert end != start
    QGuiApplication.clipboard().setText("One\nTwo")
    window.actions_["paste"].trigger()
    settle()
    flows = [(flow.source, flow.target) for flow in page.document.flows()]
    one, two = page.view.selection
    assert set(flows) == {(start, end), (one, two)}
