"""The view: what one sees, and how it moves."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from window_kit import DIAGRAM, INNER, settle, small_model

from modeller.canvas.camera import Camera
from modeller.canvas.detail import paint_blocks
from modeller.canvas.items import Item
from modeller.canvas.minimap import PIECE, Minimap
from modeller.canvas.overlay import badge_at
from modeller.canvas.scene import Scene
from modeller.canvas.tools.board import SnapGrid
from modeller.canvas.view import CanvasView
from modeller.drawing.theme import DARK, LIGHT
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Node

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def document() -> Document:
    return small_model()


@pytest.fixture
def view(document: Document, qapp: object) -> Iterator[CanvasView]:
    scene = Scene(document, DIAGRAM, LIGHT)
    made = CanvasView(scene)
    made.resize(640, 480)
    made.show()
    settle()
    yield made
    made.close_scene()
    scene.close()
    made.close()
    made.deleteLater()
    settle()


def wheel(view: CanvasView, dx: int, dy: int, modifiers: Qt.KeyboardModifier = NONE, at: QPointF | None = None) -> None:
    at = at or QPointF(100, 100)
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(dx, dy), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(event)


def picture(view: CanvasView) -> QImage:
    settle()
    return view.viewport().grab().toImage()


def assert_alike(one: QImage, other: QImage) -> None:
    """The same but for letters that Qt sets a quarter of a pixel beside."""
    size = one.width() * one.height()
    pairs = zip(bytes(one.constBits())[::4], bytes(other.constBits())[::4], strict=True)
    steps = [abs(a - b) for a, b in pairs if a != b]
    assert len(steps) < size / 1000
    assert max(steps, default=0) < 120


def at(view: CanvasView, key: str) -> QPoint:
    centre = view.scene.items[key].shape.centre
    place = view.camera.place(*centre)
    return QPoint(round(place.x), round(place.y))


def test_it_begins_with_the_whole_diagram(view: CanvasView) -> None:
    assert view.seen().covers(view.scene.extent)
    assert view.fits


def test_a_small_diagram_is_not_blown_up(view: CanvasView) -> None:
    assert view.camera.zoom <= 1


def test_ctrl_and_wheel_zoom_to_the_pointer(view: CanvasView) -> None:
    before = view.camera.at(200, 150)
    wheel(view, 0, 120, CONTROL, QPointF(200, 150))
    after = view.camera.at(200, 150)
    assert view.camera.zoom > 1
    assert abs(before.x - after.x) < 1
    assert abs(before.y - after.y) < 1
    assert not view.fits


def test_the_wheel_scrolls_and_shift_turns_it_sideways(view: CanvasView) -> None:
    view.zoom_to(3)
    start = view.camera
    wheel(view, 0, -120)
    assert view.camera.y > start.y
    assert view.camera.x == start.x
    down = view.camera
    wheel(view, 0, -120, SHIFT)
    assert view.camera.x > down.x
    assert view.camera.y == down.y


def test_a_setting_lets_the_plain_wheel_zoom_and_ctrl_scroll(view: CanvasView) -> None:
    view.navigation.wheel_zooms = True
    zoom = view.camera.zoom
    wheel(view, 0, 120)
    assert view.camera.zoom > zoom
    view.zoom_to(3)
    camera = view.camera
    wheel(view, 0, -120, CONTROL)
    assert view.camera.zoom == camera.zoom
    assert view.camera.y > camera.y


def test_the_middle_button_drags_the_picture(view: CanvasView) -> None:
    view.zoom_to(2)
    start = view.camera
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.MiddleButton, NONE, QPoint(300, 200))
    QTest.mouseMove(port, QPoint(260, 170))
    QTest.mouseRelease(port, Qt.MouseButton.MiddleButton, NONE, QPoint(260, 170))
    assert view.camera.x == pytest.approx(start.x + 20, abs=1)
    assert view.camera.y == pytest.approx(start.y + 15, abs=1)
    assert not view.navigation.dragging


def test_space_and_the_left_button_drag_and_select_nothing(view: CanvasView) -> None:
    view.zoom_to(2)
    start = view.camera
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Space)
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, at(view, "check"))
    QTest.mouseMove(port, at(view, "check") + QPoint(-50, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NONE, at(view, "check") + QPoint(-50, 0))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.camera.x > start.x
    assert view.selection == ()


def test_a_click_selects_shift_adds_and_esc_lets_go(view: CanvasView) -> None:
    port = view.viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, NONE, at(view, "check"))
    assert view.selection == ("check",)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, SHIFT, at(view, "start"))
    assert view.selection == ("check", "start")
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, SHIFT, at(view, "check"))
    assert view.selection == ("start",)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection == ()


def test_a_double_click_opens(view: CanvasView) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, at(view, "ship"))
    assert opened == ["ship"]


def test_the_badge_of_a_sub_process_opens_it_with_one_click(view: CanvasView) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.marks.ways_in = frozenset({"ship"})
    badge = badge_at(view.scene.items["ship"], view.camera).center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, badge)
    assert opened == ["ship"]
    assert view.selection == ()


def test_selecting_changes_the_overlay_and_not_the_picture(view: CanvasView) -> None:
    before = picture(view)
    view.select(("check",))
    assert picture(view) != before
    view.select(())
    assert picture(view) == before


def test_panning_there_and_back_gives_the_same_picture_as_painting_anew(view: CanvasView) -> None:
    view.zoom_to(1.7)
    for dx, dy in ((33, 0), (-80, 21), (5, -60), (42, 39), (-7, 12)):
        view.pan(dx, dy)
        picture(view)
    shifted = picture(view)
    view._backing.forget()
    assert_alike(picture(view), shifted)


def test_an_edit_repaints_what_it_touched_and_nothing_is_left_of_the_old_place(
    view: CanvasView, document: Document
) -> None:
    node = document.node("check")
    assert node is not None
    assert node.bounds is not None
    with document.edit(message("window.name")) as edit:
        edit.put(replace(node, bounds=node.bounds.moved(0, 60)))
    partly = picture(view)
    view._backing.forget()
    assert_alike(picture(view), partly)


def test_the_dark_theme_reaches_the_picture(view: CanvasView) -> None:
    bright = picture(view).pixelColor(2, 2)
    view.scene.set_theme(DARK)
    dark = picture(view).pixelColor(2, 2)
    assert bright.lightness() > 200
    assert dark.lightness() < 60
    view.scene.set_theme(LIGHT)


def test_dots_can_be_switched_off(view: CanvasView) -> None:
    with_dots = picture(view)
    view.set_grid(SnapGrid(dots=False))
    without = picture(view)
    assert with_dots != without
    assert without.pixelColor(3, 3) == QColor("#ffffff")


def test_another_scene_is_shown_whole_and_the_way_back_keeps_the_camera(view: CanvasView, document: Document) -> None:
    view.zoom_to(3)
    camera, first = view.camera, view.scene
    inner = Scene(document, INNER, LIGHT)
    view.set_scene(inner)
    assert view.seen().covers(inner.extent)
    view.set_scene(first, camera)
    assert view.camera == camera
    inner.close()


def test_revealing_brings_a_far_element_into_view_at_a_zoom_where_it_can_be_read(view: CanvasView) -> None:
    view.look(Camera(-5000, -5000, 0.05))
    box = view.scene.items["ship"].bounds
    view.reveal(box)
    assert view.seen().covers(box)
    assert view.camera.zoom >= 0.5


def test_of_what_is_larger_than_the_view_the_upper_left_corner_is_revealed(view: CanvasView) -> None:
    view.scene.items["ship"].bounds = Bounds(0, 0, 90_000, 300)
    view.scene._extent = None
    view.reveal(Bounds(0, 0, 90_000, 300))
    assert view.seen().contains(0, 0)
    assert view.camera.zoom >= 0.5


def test_the_minimap_comes_when_there_is_more_than_one_sees_and_leads_there(view: CanvasView) -> None:
    minimap = Minimap(view)
    minimap.set_wanted(True)
    assert not minimap.isVisible()
    view.zoom_to(4)
    settle()
    assert minimap.isVisible()
    before = view.camera
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, NONE, QPoint(minimap.width() - 25, minimap.height() // 2))
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, NONE, QPoint(minimap.width() - 25, minimap.height() // 2))
    assert view.camera.x > before.x
    minimap.grab()


def test_the_minimap_of_a_large_diagram_is_painted_in_pieces(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [
        Node(f"n{n}", "bpmn:task", None, n, "", DIAGRAM, Bounds(n % 40 * 150.0, n // 40 * 120.0, 100, 80))
        for n in range(900)
    ]
    scene = Scene(Document([Diagram(DIAGRAM), *steps]), DIAGRAM, LIGHT)
    view = CanvasView(scene)
    view.resize(640, 480)
    minimap = Minimap(view)
    view.show()
    view.zoom_to(1.0)
    painted: list[set[str]] = []

    def paint(painter: object, items: list[Item], *rest: object) -> None:
        painted.append({item.key for item in items})
        paint_blocks(painter, items, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("modeller.canvas.minimap.paint_blocks", paint)
    scene.set_theme(DARK)
    before = minimap.grab().toImage()
    assert not painted, "not before the large picture has settled"
    for _ in range(100):  # a machine that is busy takes its time
        QTest.qWait(100)
        if sum(map(len, painted)) >= len(scene.items):
            break
    assert set().union(*painted) == set(scene.items)
    assert max(map(len, painted)) <= PIECE
    assert sum(map(len, painted)) == len(scene.items)
    assert minimap.grab().toImage() != before
    view.close_scene()
    scene.close()
    view.close()
    view.deleteLater()


def test_a_view_of_an_empty_diagram_does_no_harm(qapp: object) -> None:
    scene = Scene(Document(), "", LIGHT)
    view = CanvasView(scene)
    view.resize(300, 200)
    view.show()
    settle()
    view.zoom_in()
    view.fit()
    assert view.grab().width() > 0
    view.close_scene()
    scene.close()
    view.close()
    view.deleteLater()
