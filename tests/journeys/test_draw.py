"""Drawing a process: with the mouse alone, with the keyboard alone, through an input method; all undone and redone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from window_kit import settle

from modeller.canvas.drawing_board import DrawingBoard
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.records import Node
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.settings_page import SettingsPage

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> ModelPage:
    """A new model: a pool with a start event that is selected."""
    window.actions_["new"].trigger()
    settle()
    assert window.page is not None
    window.page.view.setFocus()
    settle()
    return window.page


def at(board: DrawingBoard, x: float, y: float) -> QPoint:
    place = board.camera.place(x, y)
    return QPoint(round(place.x), round(place.y))


def middle(board: DrawingBoard, key: str) -> QPoint:
    return at(board, *board.scene.items[key].shape.centre)


def named(page: ModelPage, text: str) -> Node:
    return next(node for node in page.document.nodes() if node.text == text)


def steps(page: ModelPage) -> list[str]:
    """The names along the flow from the start event."""
    found, key = [], next(node.key for node in page.document.nodes() if node.type == "bpmn:startEvent")
    while True:
        after = [flow.target for flow in page.document.outgoing(key) if flow.target]
        if not after:
            return found
        key = after[0]
        found.append(page.document[key].text)  # type: ignore[union-attr]


def drag(widget: QWidget, start: QPoint, *path: QPoint) -> None:
    QTest.mousePress(widget, _LEFT, _NONE, start)
    for place in path:
        QTest.mouseMove(widget, place)
        settle()
    QTest.mouseRelease(widget, _LEFT, _NONE, path[-1])
    settle()


def same_after_undo_redo_and_reading(page: ModelPage) -> None:
    """Undo everything, redo everything, write, read: the same."""
    document = page.document
    end = dict(document.records)
    while document.undoable is not None:
        page.bench.undo()
    while document.redoable is not None:
        page.bench.redo()
    assert dict(document.records) == end
    again = read(write(document))
    assert not [finding for finding in again.findings if finding.severity == "error"]
    shown = sorted((node.type, node.text, node.bounds) for node in document.nodes())
    assert sorted((node.type, node.text, node.bounds) for node in again.document.nodes()) == shown
    ends = sorted((str(flow.source), str(flow.target)) for flow in document.flows())
    assert sorted((str(flow.source), str(flow.target)) for flow in again.document.flows()) == ends


def start_of(page: ModelPage) -> str:
    return next(node.key for node in page.document.nodes() if node.type == "bpmn:startEvent")


def test_a_process_is_typed_without_the_mouse(page: ModelPage) -> None:
    view = page.view
    view.select((start_of(page),))
    QTest.keyClicks(view, "Order received")
    for name in ("Record order", "Check order", "Ship goods"):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        QTest.keyClicks(view, name)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert view.selection == (named(page, "Check order").key,)
    QTest.keyClick(view, Qt.Key.Key_Return)  # a sister of the step
    QTest.keyClicks(view, "Ask customer")
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert steps(page) == ["Record order", "Check order", "Ship goods"]
    asked = named(page, "Ask customer")
    assert [flow.source for flow in page.document.incoming(asked.key)] == [named(page, "Record order").key]
    assert page.document.editing is None
    boxes = [node.bounds for node in page.document.nodes() if node.type == "bpmn:task" and node.bounds]
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)
    same_after_undo_redo_and_reading(page)


def test_letters_arrow_keys_and_the_list_do_the_rest(page: ModelPage, window: MainWindow) -> None:
    view = page.view
    view.select((start_of(page),))
    QTest.keyClick(view, Qt.Key.Key_Tab)
    made = view.selection[0]
    box = page.document.node(made).bounds  # type: ignore[union-attr]
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Right)
    moved = page.document.node(made).bounds  # type: ignore[union-attr]
    assert moved is not None
    assert box is not None
    assert (moved.x - box.x, moved.y - box.y) == (1, 10)
    window.actions_["append_list"].trigger()
    QTest.keyClicks(page.bench.list.edit, "exclusive")
    QTest.keyClick(page.bench.list.edit, Qt.Key.Key_Return)
    settle()
    assert page.document.node(view.selection[0]).type == "bpmn:exclusiveGateway"  # type: ignore[union-attr]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection == ()
    QTest.keyClick(view, Qt.Key.Key_C)
    assert view.tool_name == "connect"
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.tool_name == "select"
    QTest.keyClick(view, Qt.Key.Key_F6)
    assert not view.hasFocus()


def test_a_process_is_drawn_with_the_mouse_alone(page: ModelPage) -> None:
    view, port = page.view, page.view.viewport()
    pool = next(node for node in page.document.nodes() if node.type == "bpmn:participant")
    start = start_of(page)
    x, y = page.document.node(start).bounds.centre  # type: ignore[union-attr]
    button = next(each for each in page.bench.palette.offers if each.offer.type == "bpmn:task")
    # a drag out of the palette
    goal = at(view, x + 150, y)
    QTest.mousePress(button, _LEFT, _NONE, QPoint(10, 10))
    for place in (QPoint(30, 30), button.mapFromGlobal(port.mapToGlobal(goal))):
        QTest.mouseMove(button, place)
        settle()
    QTest.mouseRelease(button, _LEFT, _NONE, button.mapFromGlobal(port.mapToGlobal(goal)))
    settle()
    task = view.selection[0]
    assert page.document.node(task).type == "bpmn:task"  # type: ignore[union-attr]
    # connect by a drag out of the pad
    QTest.mouseClick(port, _LEFT, _NONE, middle(view, start))
    settle()
    pad = page.bench.pad.buttons["connect"]
    QTest.mousePress(pad, _LEFT, _NONE, QPoint(5, 5))
    for place in (QPoint(20, 20), pad.mapFromGlobal(port.mapToGlobal(middle(view, task)))):
        QTest.mouseMove(pad, place)
        settle()
    QTest.mouseRelease(pad, _LEFT, _NONE, pad.mapFromGlobal(port.mapToGlobal(middle(view, task))))
    settle()
    assert [flow.target for flow in page.document.outgoing(start)] == [task]
    # append from the pad, click to place from the palette
    QTest.mouseClick(port, _LEFT, _NONE, middle(view, task))
    settle()
    QTest.mouseClick(page.bench.pad.buttons["+1"], _LEFT)
    settle()
    assert page.document.node(view.selection[0]).type == "bpmn:exclusiveGateway"  # type: ignore[union-attr]
    # a lane below, from the pad of the pool
    box = page.document.node(pool.key).bounds  # type: ignore[union-attr]
    QTest.mouseClick(port, _LEFT, _NONE, at(view, box.x + 10, box.centre.y))  # type: ignore[union-attr]
    settle()
    assert view.selection == (pool.key,)
    QTest.mouseClick(page.bench.pad.buttons["lane_below"], _LEFT)
    settle()
    lanes = [node for node in page.document.nodes() if node.type == "bpmn:lane"]
    assert len(lanes) >= 2
    # drag the step into it
    lowest = max(lanes, key=lambda node: node.bounds.y if node.bounds else 0)
    view.fit()
    goal = at(view, page.document.node(task).bounds.centre.x, lowest.bounds.centre.y)  # type: ignore[union-attr]
    drag(port, middle(view, task), middle(view, task) + QPoint(0, 10), goal)
    assert page.document.node(task).lanes == (lowest.key,)  # type: ignore[union-attr]
    same_after_undo_redo_and_reading(page)


def test_escape_takes_a_drag_back(page: ModelPage) -> None:
    view, port, key = page.view, page.view.viewport(), start_of(page)
    before = dict(page.document.records)
    undoable = page.document.undoable
    QTest.mousePress(port, _LEFT, _NONE, middle(view, key))
    QTest.mouseMove(port, middle(view, key) + QPoint(30, 40))
    settle()
    assert page.document.editing is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, _LEFT, _NONE, middle(view, key) + QPoint(30, 40))
    assert dict(page.document.records) == before
    assert page.document.undoable is undoable
    assert page.document.editing is None


def compose(view: DrawingBoard, preedit: str = "", commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(view, event)
    settle()


def test_an_input_method_writes_into_a_selected_shape_without_any_key_before(page: ModelPage) -> None:
    view, key = page.view, start_of(page)
    view.select(())
    assert not view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    view.select((key,))
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    for letters in ("d", "de", "den", "deng", "deng'j", "deng'ji"):
        compose(view, letters)
        assert page.document[key].text == letters  # type: ignore[union-attr]
    compose(view, commit="等级")
    assert page.document[key].text == "等级"  # type: ignore[union-attr]
    compose(view, "pan")
    compose(view, commit="判断")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert page.document[key].text == "等级判断"  # type: ignore[union-attr]
    page.bench.undo()
    assert page.document[key].text == ""  # type: ignore[union-attr]
    assert view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled), "also after an undo"
    page.bench.redo()
    view.zoom_by(1.5)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.inputMethodQuery(Qt.InputMethodQuery.ImEnabled), "also after Tab and a zoom"
    compose(view, "xia")
    assert page.document[view.selection[0]].text == "xia"  # type: ignore[union-attr]


def test_a_composition_that_is_given_up_leaves_the_old_name(page: ModelPage) -> None:
    view, key = page.view, start_of(page)
    view.select((key,))
    QTest.keyClicks(view, "old")
    QTest.keyClick(view, Qt.Key.Key_Return)
    steps_before = page.document.undoable
    compose(view, "x")
    compose(view, "")
    assert page.document[key].text == "old"  # type: ignore[union-attr]
    assert view.editor.writing is None
    assert page.document.undoable is steps_before


def test_a_click_elsewhere_keeps_what_was_written_and_escape_does_not(page: ModelPage) -> None:
    view, key = page.view, start_of(page)
    view.select((key,))
    QTest.keyClicks(view, "kept")
    QTest.mouseClick(view.viewport(), _LEFT, _NONE, QPoint(5, view.viewport().height() - 5))
    assert page.document[key].text == "kept"  # type: ignore[union-attr]
    view.select((key,))
    QTest.keyClicks(view, "lost")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert page.document[key].text == "kept"  # type: ignore[union-attr]


def test_every_undo_names_its_step_and_the_list_goes_back_to_any(page: ModelPage, window: MainWindow) -> None:
    view = page.view
    begun = len(page.document.history)
    view.select((start_of(page),))
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClicks(view, "One")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "Write text" in window.actions_["undo"].text()
    window.actions_["undo"].trigger()
    assert "Write text" in window.actions_["redo"].text()
    window.actions_["redo"].trigger()
    history = window.side.history
    assert history.count() == begun + 3
    history.itemClicked.emit(history.item(2))
    assert len(page.document.history) == begun
    history.itemClicked.emit(history.item(0))
    assert len(page.document.history) == begun + 2


def test_what_is_typed_in_the_inspector_is_one_step_and_shows_at_once(page: ModelPage, window: MainWindow) -> None:
    view, key = page.view, start_of(page)
    view.select((key,))
    settle()
    field = window.side.properties.fields["name"].edit
    field.setFocus()
    before = len(page.document.history)
    QTest.keyClicks(field, "Order")
    assert page.document[key].text == "Order"  # type: ignore[union-attr]
    view.setFocus()
    window.side.properties.settle()
    assert len(page.document.history) == before + 1
    page.bench.undo()
    assert page.document[key].text == ""  # type: ignore[union-attr]
    assert field.toPlainText() == ""


def test_lines_of_text_become_steps(page: ModelPage, window: MainWindow, qapp: object) -> None:
    from PySide6.QtGui import QGuiApplication

    page.view.select((start_of(page),))
    QGuiApplication.clipboard().setText("登记投诉\n判断等级\n处理")
    window.actions_["paste"].trigger()
    assert steps(page) == ["登记投诉", "判断等级", "处理"]


def test_a_copy_goes_to_another_window(
    page: ModelPage, window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage]
) -> None:
    from modeller.resources import SAMPLES

    page.view.select((start_of(page),))
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    QTest.keyClicks(page.view, "Copied step")
    window.actions_["copy"].trigger()
    other = opened(window, sorted(SAMPLES.glob("*.bpmn"))[0])
    count = len(other.document)
    window.actions_["paste"].trigger()
    assert any(node.text == "Copied step" for node in other.document.nodes())
    window.actions_["undo"].trigger()
    assert len(other.document) == count


def test_a_screen_reader_hears_kind_name_lane_and_what_comes_next(page: ModelPage) -> None:
    view = page.view
    view.select((start_of(page),))
    QTest.keyClicks(view, "Complaint")
    QTest.keyClick(view, Qt.Key.Key_Tab)
    compose(view, commit="登记投诉")
    QTest.keyClick(view, Qt.Key.Key_Tab)
    compose(view, commit="判断级别")
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert view.accessibleDescription() == "Task 登记投诉, next 判断级别"


def test_a_question_mark_shows_all_keys(page: ModelPage) -> None:
    from modeller.ui.keys_sheet import KeysSheet

    page.view.select(())
    QTest.keyClick(page.view, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    sheet = page.window().findChild(KeysSheet)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.close()
    settle()


def test_a_swatch_colours_what_is_selected_and_one_undo_takes_it_back(page: ModelPage, window: MainWindow) -> None:
    key = start_of(page)
    page.view.select((key,))
    settle()
    swatches = window.side.properties.swatches["inside"]
    before = page.document[key]
    swatches.buttons["#d9f2dc"].click()
    assert "#d9f2dc" in page.document[key].properties.values()
    assert swatches.buttons["#d9f2dc"].isChecked()
    page.bench.undo()
    assert page.document[key] == before


def test_f11_projects_the_diagram_and_follows_every_change(page: ModelPage, window: MainWindow) -> None:
    window.actions_["project"].trigger()
    settle()
    projected = page.projected
    assert projected is not None
    assert projected.isVisible()
    page.view.select((start_of(page),))
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    settle()
    assert page.view.selection[0] in projected.view.scene.items
    assert projected.view.seen().covers(projected.view.scene.extent)
    QTest.keyClick(projected.view, Qt.Key.Key_Escape)
    settle()
    assert page.projected is None


def test_what_is_dragged_snaps_to_the_grid_of_the_settings(page: ModelPage, window: MainWindow, desk: Desk) -> None:
    settings = SettingsPage(desk, window)
    settings.grid.setCurrentIndex(settings.grid.findData(50))
    settings.grid.activated.emit(settings.grid.currentIndex())
    settings.deleteLater()
    assert desk.settings.grid == 50
    view, key = page.view, page.selection[0]
    before = page.document.node(key)
    assert before is not None
    assert before.bounds is not None
    port, start = view.viewport(), middle(view, key)
    drag(port, start, start + QPoint(14, 0), start + QPoint(61, 0))
    after = page.document.node(key)
    assert after is not None
    assert after.bounds is not None
    assert after.bounds.x - before.bounds.x == 50 * round(61 / view.zoom / 50)
