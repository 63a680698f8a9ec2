"""Right clicks, bends, gaps, labels and replaced names, as a person does them in the window."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from window_kit import settle

from modeller.canvas.drawing_board import DrawingBoard
from modeller.interchange.bpmn.writer import write
from modeller.model.records import Flow, Node, Point
from modeller.ui import context_menu
from modeller.ui.gap_dialog import GapDialog
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

_NONE, _LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage], tmp_path: Path) -> ModelPage:
    """Three steps in a row, a label with a place of its own, a flow with two bends."""
    from small_models import flow, node, process

    document = process(
        node("task", "a", 100, 100, text="Check order"),
        node("task", "b", 330, 90, text="Check stock"),
        node("exclusiveGateway", "g", 500, 115, 50, 50, text="In stock?", label=(560, 60, 60, 14)),
        node("subProcess", "s", 640, 300, text="Order again"),
        flow("f", "a", "b", (200, 140), (265, 140), (265, 130), (330, 130)),
        flow("bent", "g", "s", (525, 165), (525, 340), (640, 340), text="no"),
    )
    path = tmp_path / "menus.bpmn"
    path.write_bytes(write(document))
    return opened(window, path)


def at(board: DrawingBoard, x: float, y: float) -> QPoint:
    place = board.camera.place(x, y)
    return QPoint(round(place.x), round(place.y))


def right_click(page: ModelPage, x: float, y: float) -> QMenu:
    port = page.view.viewport()
    place = at(page.view, x, y)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, port.mapToGlobal(place))
    QApplication.sendEvent(port, event)
    settle()
    return shown(page)


def shown(page: ModelPage) -> QMenu:
    menu = page.findChild(QMenu, context_menu.NAME)
    assert menu is not None
    return menu


def names(menu: QMenu) -> list[str]:
    return [action.objectName() for action in menu.actions() if action.objectName()]


def choose(menu: QMenu, name: str) -> None:
    action = next(action for action in menu.actions() if action.objectName() == name)
    QTest.mouseClick(menu, _LEFT, _NONE, menu.actionGeometry(action).center())
    settle()


def flow_of(page: ModelPage, key: str) -> Flow:
    found = page.document.flow(key)
    assert found is not None
    return found


def node_of(page: ModelPage, key: str) -> Node:
    found = page.document.node(key)
    assert found is not None
    return found


def test_the_menu_offers_what_can_be_done_with_what_lies_there(page: ModelPage) -> None:
    menu = right_click(page, 150, 140)
    assert page.selection == ("a",)
    found = names(menu)
    assert {"write", "append_list", "change_type", "bold", "copy", "lock", "delete", "wrap"} <= set(found)
    assert not {"expand", "unlock", "add_bend", "lane_above", "reset_label", "up"} & set(found)
    menu.close()
    settle()
    found = names(right_click(page, 690, 340))
    assert {"expand", "unwrap"} <= set(found)
    shown(page).close()
    settle()
    found = names(right_click(page, 20, 500))
    assert page.selection == ()
    assert {"paste", "select_all", "find", "replace", "fit"} <= set(found)
    assert "delete" not in found


def test_a_right_click_on_one_of_several_keeps_them_and_offers_to_align(page: ModelPage) -> None:
    page.view.select(("a", "b"))
    menu = right_click(page, 150, 140)
    assert page.selection == ("a", "b")
    align = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert isinstance(align, QMenu)
    assert "align_top" in names(align)
    next(action for action in align.actions() if action.objectName() == "align_top").trigger()
    assert node_of(page, "a").bounds.y == node_of(page, "b").bounds.y == 90  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Menu, _NONE), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)]
)
def test_the_menu_comes_by_key_also_while_the_text_waits_or_is_written(
    page: ModelPage, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    view = page.view
    view.setFocus()
    view.select(("a",))
    assert view.editor.waiting == "a"
    QTest.keyClick(view, key, held)
    settle()
    assert shown(page).isVisible()
    QTest.keyClick(shown(page), Qt.Key.Key_Escape)
    settle()
    assert page.findChild(QMenu, context_menu.NAME) is None
    view.setFocus()
    QTest.keyClicks(view, "Verify order")
    QTest.keyClick(view, key, held)
    settle()
    assert page.document["a"].text == "Verify order"  # type: ignore[union-attr]
    assert view.editor.writing is None
    choose(shown(page), "bold")
    assert page.document.undoable is not None
    assert page.document.editing is None


def test_a_bend_is_added_where_the_menu_was_asked_for_and_two_clicks_take_it_away(page: ModelPage) -> None:
    before = flow_of(page, "bent").points
    choose(right_click(page, 525, 250), "add_bend")
    points = flow_of(page, "bent").points
    assert len(points) == len(before) + 1
    assert points[1] == pytest.approx(Point(525, 250), abs=1.5)
    page.view.select(("bent",))
    settle()
    place = at(page.view, *points[1])
    QTest.mouseClick(page.view.viewport(), _LEFT, _NONE, place)
    QTest.mouseDClick(page.view.viewport(), _LEFT, _NONE, place)
    QTest.mouseRelease(page.view.viewport(), _LEFT, _NONE, place)
    settle()
    assert flow_of(page, "bent").points == before
    assert page.view.editor.writing is None
    assert page.view.deeds.at is None, "the place of the menu is forgotten"


def test_a_slanting_flow_is_straightened_and_a_label_goes_back_to_its_place(
    page: ModelPage, window: MainWindow
) -> None:
    page.view.select(("bent",))
    window.actions_["add_bend"].trigger()
    place = at(page.view, *flow_of(page, "bent").points[1])
    port = page.view.viewport()
    QTest.mousePress(port, _LEFT, _NONE, place)
    QTest.mouseMove(port, place + QPoint(-30, 9))
    QTest.mouseRelease(port, _LEFT, _NONE, place + QPoint(-30, 9))
    settle()
    window.actions_["straighten"].trigger()
    points = flow_of(page, "bent").points
    assert all(a.x == b.x or a.y == b.y for a, b in pairwise(points))
    page.view.select(("g",))
    assert window.actions_["reset_label"].isEnabled()
    window.actions_["reset_label"].trigger()
    assert node_of(page, "g").label_bounds is None
    assert not window.actions_["reset_label"].isEnabled()


def test_shapes_are_distributed_by_a_gap_that_is_remembered(page: ModelPage, window: MainWindow) -> None:
    page.view.select(("a", "b", "g"))
    before = dict(page.document.records)
    steps = len(page.document.history)
    window.actions_["distribute_gap"].trigger()
    dialog = page.window().findChild(GapDialog)
    assert dialog is not None
    dialog.gap.setValue(70)
    assert [node_of(page, key).bounds.x for key in "abg"] == [100, 270, 440]  # type: ignore[union-attr]
    dialog.reject()
    assert dict(page.document.records) == before
    settle()
    window.actions_["distribute_gap"].trigger()
    dialog = page.window().findChild(GapDialog)
    assert dialog is not None
    assert dialog.axis.currentData() == "x"
    dialog.gap.setValue(90)
    dialog.accept()
    settle()
    assert [node_of(page, key).bounds.x for key in "abg"] == [100, 290, 480]  # type: ignore[union-attr]
    assert len(page.document.history) == steps + 1
    assert window.desk.settings.gap == 90


def test_names_are_replaced_one_by_one_and_all_at_once(page: ModelPage, window: MainWindow) -> None:
    steps = len(page.document.history)
    QTest.keyClick(page.view, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    settle()
    bar = page.find_bar
    assert bar.replacing
    QTest.keyClicks(bar.edit, "order")
    assert [match.key for match in bar.matches] == ["a", "s"]
    bar.row.ways["match_case"].setChecked(True)
    assert [match.key for match in bar.matches] == ["a"]
    bar.row.ways["match_case"].setChecked(False)
    bar.edit.setText("check")
    QTest.keyClicks(bar.row.edit, "Verify")
    QTest.mouseClick(bar.row.one, _LEFT)
    assert page.document["a"].text == "Verify order"  # type: ignore[union-attr]
    assert page.document["b"].text == "Check stock"  # type: ignore[union-attr]
    assert bar.current is not None
    assert bar.current.key == "b"
    page.bench.undo()
    QTest.mouseClick(bar.row.all, _LEFT)
    assert [page.document[key].text for key in "ab"] == ["Verify order", "Verify stock"]  # type: ignore[union-attr]
    assert bar.count.text() == "Replaced in 2 elements"
    assert len(page.document.history) == steps + 1, "all at once is one step"
    assert not bar.row.all.isEnabled()
    QTest.keyClick(bar.row.edit, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    page.bench.undo()
    assert page.document["b"].text == "Check stock"  # type: ignore[union-attr]


def test_what_is_being_written_stands_before_names_are_replaced(page: ModelPage, window: MainWindow) -> None:
    window.actions_["replace"].trigger()
    bar = page.find_bar
    bar.edit.setText("Check")
    bar.row.edit.setText("Verify")
    page.view.setFocus()
    page.view.select(("a",))
    QTest.keyClicks(page.view, "Check once more")
    bar.replace(True)
    assert page.document["a"].text == "Verify once more"  # type: ignore[union-attr]
    assert page.document.editing is None
