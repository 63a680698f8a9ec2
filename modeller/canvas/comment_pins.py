"""Pins on elements that somebody has commented on: on the screen only, never on paper."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from modeller.canvas.camera import Camera
from modeller.canvas.items import Item
from modeller.canvas.scene import Scene
from modeller.drawing.routing import at
from modeller.drawing.theme import resolve
from modeller.model.records import Bounds, Flow

_FROM: Final = 0.25
"""Below this zoom a pin would hide what it stands on."""
_LARGEST: Final = 20.0
_LEAST: Final = 11.0
_WIDE: Final = 60.0
_BESIDE: Final = 20.0
_COUNTED_FROM: Final = 15.0
_MOST: Final = 9
_OPEN: Final = "#7a4fd0"
_DONE: Final = "#8a8f98"


def paint_pins(painter: QPainter, scene: Scene, pins: Mapping[str, int], camera: Camera, seen: Bounds) -> None:
    """Paint a speech bubble at the upper left corner of each shape and in the middle of each flow.

    `pins` says by key how many comments are open; 0 for an element whose comments are all resolved.
    """
    if camera.zoom < _FROM:
        return
    size = max(_LEAST, min(_LARGEST, _LARGEST * camera.zoom))
    paper = QColor(resolve("paper", scene.theme))
    for item in scene.within(seen.grown(size / camera.zoom)):
        if item.key in pins:
            place = camera.place(*_corner(item))
            _bubble(painter, QRectF(place.x - size / 2, place.y - size / 2, size, size * 0.8), pins[item.key], paper)


def _corner(item: Item) -> tuple[float, float]:
    record = item.record
    if isinstance(record, Flow):
        return item.bounds.centre if len(record.points) < 2 else at(record.points, 0.35)
    box = item.shape
    beside = _BESIDE if box.width > _WIDE else min(box.width, box.height) * 0.12  # not under the handle in the corner
    return box.x + beside, box.y


def _bubble(painter: QPainter, box: QRectF, count: int, paper: QColor) -> None:
    painter.setPen(QPen(paper, 1.5))
    painter.setBrush(QColor(_OPEN if count else _DONE))
    left, right = box.left() + box.width() * 0.25, box.left() + box.width() * 0.55
    end = QPointF(left, box.bottom() + box.height() * 0.35)
    painter.drawPolygon(QPolygonF([QPointF(left, box.bottom() - 1), QPointF(right, box.bottom() - 1), end]))
    painter.drawRoundedRect(box, box.height() * 0.3, box.height() * 0.3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRect(QRectF(left + 1, box.bottom() - 2.5, right - left - 2, 2.5))
    if count and box.width() >= _COUNTED_FROM:
        font = QFont(painter.font())
        font.setPixelSize(max(8, round(box.height() * 0.72)))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count) if count <= _MOST else f"{_MOST}+")
