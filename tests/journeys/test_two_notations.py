"""Somebody looks at a model as a flowchart, works on it, gives it away, and goes back to BPMN."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.drawing.displaylist import TextLine
from modeller.editing.text import rename
from modeller.interchange.bpmn.writer import write
from modeller.model.records import Node
from modeller.notation.notations import BPMN, FLOWCHART
from modeller.resources import SAMPLES
from modeller.ui.desk import Desk
from modeller.ui.export_dialog import ExportDialog
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.print_dialog import PrintDialog

LEAVE = SAMPLES / "请假审批.bpmn"

Opened = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def page(window: MainWindow, opened: Opened) -> ModelPage:
    return opened(window, LEAVE)


def switch(window: MainWindow, key: str) -> None:
    window.menus.notations[key].trigger()
    settle()


def pixels(page: ModelPage) -> bytes:
    image = page.view.viewport().grab().toImage()  # whose bytes are its own only while it is there
    return bytes(image.constBits())


def first(page: ModelPage, type: str) -> Node:
    found = (record for record in page.document.drawn(page.diagram.key) if record.type == type)
    node = next(found)
    assert isinstance(node, Node)
    return node


def test_switching_shows_another_picture_of_the_same_records_and_back(window: MainWindow, page: ModelPage) -> None:
    task = first(page, "bpmn:userTask")
    page.view.zoom_to(1.2)
    page.view.reveal(page.scene.items[task.key].bounds)
    settle()
    before, camera, file = pixels(page), page.view.camera, write(page.document)
    page.view.select((task.key,))
    switch(window, "flowchart")
    assert page.notation is FLOWCHART
    assert page.scene.items[first(page, "bpmn:startEvent").key].shape.width == 80
    assert page.view.selection == (task.key,)
    page.view.select(())
    settle()
    assert pixels(page) != before
    switch(window, "bpmn")
    assert page.notation is BPMN
    assert page.view.camera == camera
    assert pixels(page) == before
    assert page.document.depths == (0, 0)
    assert write(page.document) == file
    assert not page.file.unsaved


def test_it_is_remembered_and_every_tab_keeps_its_own(
    window: MainWindow, page: ModelPage, opened: Opened, desk: Desk
) -> None:
    switch(window, "flowchart")
    assert desk.settings.notation == "flowchart"
    other = opened(window, SAMPLES / "制度审批.bpmn")
    assert other.notation is FLOWCHART
    switch(window, "bpmn")
    assert other.notation is BPMN
    assert page.notation is FLOWCHART
    window.tabs.bring(page)
    settle()
    assert window.menus.notations["flowchart"].isChecked()


def test_two_windows_show_one_model_in_two_notations_and_both_follow(window: MainWindow, page: ModelPage) -> None:
    other = window.open_second()
    assert other is not None
    assert other.page is not None
    switch(window, "flowchart")
    assert other.page.notation is BPMN
    start = first(page, "bpmn:startEvent")
    page.view.select((start.key,))
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    settle()
    moved = page.document.node(start.key)
    assert moved is not None
    assert moved.bounds is not None
    assert moved.bounds != start.bounds
    assert page.scene.items[start.key].shape.centre == moved.bounds.centre
    assert other.page.scene.items[start.key].shape == moved.bounds


def test_a_question_is_typed_into_the_diamond(window: MainWindow, page: ModelPage, qtbot: QtBot) -> None:
    switch(window, "flowchart")
    gateway = first(page, "bpmn:exclusiveGateway")
    page.view.select((gateway.key,))
    page.view.setFocus()
    qtbot.keyClicks(page.view, "Long?")
    caret = page.view.editor.caret()
    assert caret is not None
    assert page.scene.items[gateway.key].shape.contains(*caret.top)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    named = page.document.node(gateway.key)
    assert named is not None
    assert named.text == "Long?"
    assert page.document.depths == (1, 0)


def test_a_terminator_is_dragged_by_the_part_that_bpmn_does_not_have(window: MainWindow, page: ModelPage) -> None:
    switch(window, "flowchart")
    start = first(page, "bpmn:startEvent")
    shape = page.scene.items[start.key].shape
    port, at = page.view.viewport(), page.view.camera.place(shape.x + 6, shape.centre.y)
    grip = QPoint(round(at.x), round(at.y))
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grip)
    for step in range(1, 6):
        QTest.mouseMove(port, grip + QPoint(0, 10 * step))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grip + QPoint(0, 50))
    settle()
    moved = page.document.node(start.key)
    assert moved is not None
    assert moved.bounds is not None
    assert start.bounds is not None
    assert moved.bounds.y > start.bounds.y
    flow = page.document.outgoing(start.key)[0]
    assert moved.bounds.grown(1).contains(*flow.points[0]), "in the records it docks where BPMN has its border"


def test_an_unnamed_end_speaks_the_language_of_the_program(window: MainWindow, page: ModelPage, desk: Desk) -> None:
    switch(window, "flowchart")
    end = first(page, "bpmn:endEvent")
    rename(page.document, end.key, "")

    def said() -> str:
        made = page.scene.items[end.key].marks(page.document)
        assert made is not None
        return "".join(mark.text for mark in made.marks if isinstance(mark, TextLine))

    assert said() == "End"
    desk.set(language="zh_CN")
    settle()
    assert said() == "结束"


def test_it_is_exported_and_printed_as_it_is_looked_at(
    window: MainWindow, page: ModelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    switch(window, "flowchart")
    dialog = ExportDialog(window, page)
    assert dialog.options().notation == "flowchart"
    assert dialog.preview.scene.notation is FLOWCHART
    dialog.format.setCurrentIndex(1)
    dialog.write(tmp_path / "flowchart.svg")
    other = ExportDialog(window, page)
    other.format.setCurrentIndex(1)
    other.notation.setCurrentIndex(0)
    assert other.preview.scene.notation is BPMN
    other.write(tmp_path / "bpmn.svg")
    qtbot.waitUntil(lambda: not window.desk.works, timeout=20_000)
    settle()
    assert (tmp_path / "flowchart.svg").read_bytes() != (tmp_path / "bpmn.svg").read_bytes()
    assert page.notation is FLOWCHART, "a dialog's choice is its own"
    printed = PrintDialog(window, page)
    assert printed.preview.scene.notation is FLOWCHART
    printed.notation.setCurrentIndex(0)
    assert printed.preview.scene.notation is BPMN
    printed.reject()
    for each in (dialog, other, printed):
        each.deleteLater()


def test_the_projected_window_follows(window: MainWindow, page: ModelPage) -> None:
    page.project(True)
    assert page.projected is not None
    switch(window, "flowchart")
    assert page.projected.view.scene is page.scene
    assert page.projected.view.scene.notation is FLOWCHART
    page.project(False)


def test_a_picture_that_nobody_looks_at_any_more_is_not_kept_up(window: MainWindow, page: ModelPage) -> None:
    switch(window, "flowchart")
    assert [scene.notation for scene in page.file.scenes.values()] == [FLOWCHART]
    rename(page.document, first(page, "bpmn:userTask").key, "等级")
    switch(window, "bpmn")
    assert [scene.notation for scene in page.file.scenes.values()] == [BPMN]
    assert page.scene.items[first(page, "bpmn:userTask").key].record == first(page, "bpmn:userTask")
