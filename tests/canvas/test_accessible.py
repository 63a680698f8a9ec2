"""What a screen reader finds on the canvas."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_kit import DIAGRAM, INNER, settle, small_model

from modeller.canvas.accessible import Element
from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.scene import Scene
from modeller.canvas.tools.walk import reading_order
from modeller.drawing.theme import LIGHT
from modeller.editing import append, delete, move, text
from modeller.jobs.open_model import open_model
from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Node
from modeller.resources import SAMPLES

NAME = QAccessible.Text.Name
Heard = list[tuple[str, QAccessible.Event]]


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[DrawingBoard]:
    document = small_model()
    scene = Scene(document, DIAGRAM, LIGHT)
    board = DrawingBoard(scene)
    board.resize(800, 500)
    board.show()
    settle()
    yield board
    board.close_scene()
    scene.close()
    board.hide()
    board.deleteLater()
    settle()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What is told to a screen reader that is running."""
    told: Heard = []

    def update(event: object) -> None:
        spoken = event.accessibleInterface()  # type: ignore[attr-defined]
        key = spoken.key if isinstance(spoken, Element) else ""
        told.append((key, event.type()))  # type: ignore[attr-defined]

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    return told


def canvas(board: DrawingBoard) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(board)
    assert found is not None
    return found


def elements(board: DrawingBoard) -> list[Element]:
    found = canvas(board)
    children = [found.child(place) for place in range(found.childCount())]
    return [child for child in children if isinstance(child, Element)]


def keys(board: DrawingBoard) -> list[str]:
    return [element.key for element in elements(board)]


def test_the_children_of_the_canvas_are_the_elements_in_the_order_of_the_flow(board: DrawingBoard) -> None:
    assert canvas(board).role() == QAccessible.Role.Canvas
    assert keys(board) == ["start", "check", "ship", "flow"]
    assert [element.text(NAME) for element in elements(board)] == [
        "Start event Order received, next Check order", "User task Check order", "Sub-process Ship goods",
        "Sequence flow from Order received to Check order",
    ]  # fmt: skip
    for place, element in enumerate(elements(board)):
        assert canvas(board).indexOfChild(element) == place
        assert element.parent() is canvas(board)


def test_the_children_follow_what_is_drawn_and_taken_back(board: DrawingBoard) -> None:
    assert len(keys(board)) == 4
    made = append.append(board.document, "check", "bpmn:task")
    assert keys(board)[:3] == ["start", "check", made]
    delete.delete(board.document, ("ship",))
    assert "ship" not in keys(board)
    board.document.undo()
    board.document.undo()
    assert keys(board) == ["start", "check", "ship", "flow"]
    for element in elements(board):
        assert element.isValid()
        assert element.text(NAME)


def test_without_a_screen_reader_nothing_is_made(board: DrawingBoard) -> None:
    board.select(("check",))
    append.append(board.document, "check", "bpmn:task")
    assert board.elements._made == {}
    assert board.elements._document is None


def test_another_diagram_has_other_children(board: DrawingBoard) -> None:
    before = elements(board)[0]
    scene = Scene(board.document, INNER, LIGHT)
    board.set_scene(scene)
    assert keys(board) == ["pack"]
    assert before.key not in board.elements._made
    scene.close()


def test_an_element_knows_where_it_is_on_the_screen(board: DrawingBoard) -> None:
    for element in elements(board):
        if element.key != "flow":
            centre = element.rect().center()
            assert canvas(board).childAt(centre.x(), centre.y()) is element
    corner = board.viewport().mapToGlobal(QPoint(3, 3))
    assert canvas(board).childAt(corner.x(), corner.y()) is None
    record = board.document.node("check")
    assert record is not None
    assert record.bounds is not None
    check = next(element for element in elements(board) if element.key == "check")
    assert check.rect().width() == pytest.approx(record.bounds.width * board.zoom, abs=2)


def test_the_selected_element_is_the_one_with_the_focus(board: DrawingBoard, qtbot: QtBot) -> None:
    board.activateWindow()
    board.setFocus()
    qtbot.waitUntil(board.hasFocus)
    board.select(("check",))
    focused = canvas(board).focusChild()
    assert isinstance(focused, Element)
    assert focused.key == "check"
    states = {element.key: element.state() for element in elements(board)}
    assert [key for key, state in states.items() if state.focused] == ["check"]
    assert [key for key, state in states.items() if state.selected] == ["check"]
    board.pan(-5000, 0)
    assert elements(board)[0].state().offscreen


def test_going_to_an_element_selects_it_and_pressing_it_writes(board: DrawingBoard) -> None:
    check = next(element for element in elements(board) if element.key == "check")
    assert (check.textInterface(), check.valueInterface(), check.selectionInterface()) == (None, None, None)
    deeds = check.actionInterface()
    assert deeds is not None
    deeds.doAction(QAccessibleActionInterface.setFocusAction())
    assert board.selection == ("check",)
    assert board.editor.writing is None
    deeds.doAction(QAccessibleActionInterface.pressAction())
    assert board.editor.key == "check"
    assert board.editor.writing is not None


def test_what_is_selected_named_made_and_deleted_is_told(board: DrawingBoard, heard: Heard, qtbot: QtBot) -> None:
    elements(board)
    board.activateWindow()
    board.setFocus()
    qtbot.waitUntil(board.hasFocus)
    heard.clear()
    board.select(("check",))
    assert heard == [("check", QAccessible.Event.Selection), ("check", QAccessible.Event.Focus)]
    heard.clear()
    text.rename(board.document, "check", "Look at it")
    assert ("check", QAccessible.Event.NameChanged) in heard
    made = append.append(board.document, "check", "bpmn:task")
    assert (made, QAccessible.Event.ObjectCreated) in heard
    delete.delete(board.document, ("check",))
    assert ("check", QAccessible.Event.ObjectDestroyed) in heard
    heard.clear()
    move.move(board.document, (made,), 10, 0)
    assert heard == []


def test_branches_are_told_one_after_the_other_and_joins_behind_them() -> None:
    names = ("split", "a", "a2", "b", "join", "end")
    spots = {
        "split": (100, 100),
        "a": (200, 50),
        "a2": (300, 50),
        "b": (200, 150),
        "join": (400, 100),
        "end": (500, 100),
    }
    lines = (
        ("split", "a"),
        ("a", "a2"),
        ("a2", "join"),
        ("split", "b"),
        ("b", "join"),
        ("join", "end"),
        ("join", "split"),
    )
    model = Document(
        [Node(name, "bpmn:task", diagram=DIAGRAM, bounds=Bounds(*spots[name], 50, 40)) for name in reversed(names)]
        + [Node("start", "bpmn:startEvent", diagram=DIAGRAM, bounds=Bounds(0, 100, 36, 36))]
        + [Flow(f"{a}-{b}", "bpmn:sequenceFlow", source=a, target=b) for a, b in (("start", "split"), *lines)]
    )
    assert reading_order(model, [node.key for node in model.nodes()]) == ["start", *names]


def test_every_sample_is_told_whole_and_only_once() -> None:
    for path in sorted(SAMPLES.glob("*.bpmn")):
        document = open_model(path).document
        for diagram in document.diagrams():
            drawn = [record.key for record in document.drawn(diagram.key)]
            told = reading_order(document, drawn)
            assert sorted(told) == sorted(drawn)


def test_what_is_written_in_its_place_is_read_as_in_any_field(board: DrawingBoard, heard: Heard, qtbot: QtBot) -> None:
    board.activateWindow()
    board.setFocus()
    board.select(("check",))
    element = next(each for each in elements(board) if each.key == "check")
    assert element.textInterface() is None, "nobody writes yet"
    board.write("check")
    text = element.textInterface()
    assert element.role() == QAccessible.Role.EditableText
    assert element.state().editable
    assert (text.text(0, 5), text.characterCount(), text.cursorPosition()) == ("Check", 11, 11)
    heard.clear()
    QTest.keyClicks(board, "!")
    assert [kind for key, kind in heard if key == "check"] == [
        QAccessible.Event.TextInserted, QAccessible.Event.TextCaretMoved,
    ]  # fmt: skip
    text = element.textInterface()
    assert (text.text(0, 12), text.cursorPosition()) == ("Check order!", 12)
    QTest.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert element.textInterface().selectionCount() == 1
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert element.textInterface() is None
    assert element.role() == QAccessible.Role.ListItem
