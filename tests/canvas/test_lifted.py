"""What is lifted off the picture is painted where it is carried to, and no longer where it was."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from window_kit import DIAGRAM, settle, small_model

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.scene import Scene
from modeller.canvas.tools.board import NOTHING, Signs, SnapGrid
from modeller.canvas.tools.lift import Carried, lifted
from modeller.drawing.theme import LIGHT, resolve
from modeller.editing.move import move
from modeller.model.document import Document

FAINT = 4
"""What it comes to that a picture is painted on glass first, and then put on paper."""


@pytest.fixture
def document() -> Document:
    return small_model()


@pytest.fixture
def board(document: Document, qapp: object) -> Iterator[DrawingBoard]:
    made = DrawingBoard(Scene(document, DIAGRAM, LIGHT))
    made.set_grid(SnapGrid(dots=False))
    made.resize(640, 480)
    made.show()
    settle()
    yield made
    made.close_scene()
    made.scene.close()
    made.deleteLater()


def seen(board: DrawingBoard) -> QImage:
    return board.viewport().grab().toImage()


def differ(one: QImage, other: QImage) -> int:
    """The largest difference of a colour channel."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)


def test_what_is_carried_looks_as_it_will_when_it_is_put_down(board: DrawingBoard, document: Document) -> None:
    camera, keys = board.camera, ("start", "check", "ship")
    before = seen(board)
    what = lifted(document, keys)
    for dx in (10, 35, 60):
        board.show_signs(Signs(carried=Carried(what, dx, 30)))
        carried = seen(board)
    assert differ(carried, before) > 100
    board.show_signs(NOTHING)
    assert seen(board) == before
    move(document, keys, 60, 30)
    board.look(camera)
    assert differ(seen(board), carried) <= FAINT


def test_what_stays_is_still_there_and_what_was_lifted_is_not(board: DrawingBoard, document: Document) -> None:
    paper = QColor(resolve("paper", LIGHT))
    board.show_signs(Signs(carried=Carried(lifted(document, ["check"]), 0, 200)))
    picture, zoom = seen(board), board.camera.zoom
    left, edge = board.camera.place(250, 78), board.camera.place(380, 118)
    assert picture.pixelColor(round(left.x), round(left.y)) == paper
    assert any(
        picture.pixelColor(round(edge.x) + step, round(edge.y)) != paper for step in range(-2, 3)
    ), "the border of the sub-process that stays"  # fmt: skip
    below = board.camera.place(250, 278)
    assert zoom > 0.5
    assert any(picture.pixelColor(round(below.x), round(below.y) + step) != paper for step in range(-2, 3))
