"""Small badges on elements that have a problem: on the screen only, never on paper."""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from modeller.canvas.camera import Camera
from modeller.canvas.items import Item
from modeller.canvas.scene import Scene
from modeller.drawing.routing import at
from modeller.drawing.theme import resolve
from modeller.model.entries import Severity
from modeller.model.records import Bounds, Flow

_FROM: Final = 0.25
"""Below this zoom a badge would hide what it stands on."""
_LARGEST: Final = 16.0
_LEAST: Final = 9.0
_WIDE: Final = 60.0
_BESIDE: Final = 16.0
_SIGNS_FROM: Final = 12.0
_COLOURS: Final[dict[str, str]] = {"error": "#d13438", "warning": "#e08a00", "hint": "#3b82d6"}


def paint_problems(
    painter: QPainter, scene: Scene, problems: Mapping[str, Severity], camera: Camera, seen: Bounds
) -> None:
    """Paint a badge at the upper right corner of each shape, and in the middle of each flow."""
    if camera.zoom < _FROM:
        return
    paper = QColor(resolve("paper", scene.theme))
    for item, box in _badges(scene, problems, camera, seen):
        severity = problems[item.key]
        painter.setPen(QPen(paper, 1.5))
        painter.setBrush(QColor(_COLOURS[severity]))
        painter.drawEllipse(box)
        if box.width() >= _SIGNS_FROM:
            _sign(painter, box, severity)


def badge_under(
    scene: Scene, problems: Mapping[str, Severity], camera: Camera, seen: Bounds, x: float, y: float
) -> str | None:
    """The key of the element whose badge lies at a place in pixels."""
    if not problems or camera.zoom < _FROM:
        return None
    return next((item.key for item, box in _badges(scene, problems, camera, seen) if box.contains(x, y)), None)


def _badges(
    scene: Scene, problems: Mapping[str, Severity], camera: Camera, seen: Bounds
) -> Iterator[tuple[Item, QRectF]]:
    size = max(_LEAST, min(_LARGEST, _LARGEST * camera.zoom))
    for item in scene.within(seen.grown(size / camera.zoom)):
        if item.key in problems:
            place = camera.place(*_corner(item))
            yield item, QRectF(place.x - size / 2, place.y - size / 2, size, size)


def _corner(item: Item) -> tuple[float, float]:
    record = item.record
    if isinstance(record, Flow):
        if len(record.points) < 2:
            return item.bounds.centre
        return at(record.points, 0.5)
    box = item.shape
    if box.width > _WIDE:
        return box.right - _BESIDE, box.y  # beside the handle in the corner
    inset = min(box.width, box.height) * 0.12  # round and slanting shapes have no corner
    return box.right - inset, box.y + inset


def _sign(painter: QPainter, box: QRectF, severity: Severity) -> None:
    """A stroke and a dot: an exclamation mark, for a hint an i."""
    middle, unit = box.center(), box.height() / 16
    pen = QPen(QColor("white"), 1.9 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    turn = -1 if severity == "hint" else 1
    painter.drawLine(
        QPointF(middle.x(), middle.y() - 3.8 * unit * turn), QPointF(middle.x(), middle.y() + 0.9 * unit * turn)
    )
    painter.drawPoint(QPointF(middle.x(), middle.y() + 4.0 * unit * turn))
