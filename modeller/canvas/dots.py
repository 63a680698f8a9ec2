"""The faint dots of the drawing board, further apart where the zoom would crowd them."""

from itertools import cycle
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from modeller.drawing.theme import Theme, resolve
from modeller.model.records import Bounds

_SPACING = 20.0
_NEAREST = 17.0
"""Pixels that dots keep apart at least."""


def paint_dots(painter: QPainter, theme: Theme, area: Bounds, zoom: float) -> None:
    """Dots over `area`; the painter works in diagram units."""
    step, factors = _SPACING, cycle((2.0, 2.5, 2.0))
    while step * zoom < _NEAREST:
        step *= next(factors)
    colour = QColor(resolve("ink", theme))
    colour.setAlphaF(0.11)
    pen = QPen(colour, 2)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    first_x, first_y = ceil(area.x / step) * step, ceil(area.y / step) * step
    columns = int((area.right - first_x) // step) + 1
    rows = int((area.bottom - first_y) // step) + 1
    painter.drawPoints([
        QPointF(first_x + column * step, first_y + row * step) for row in range(rows) for column in range(columns)
    ])  # fmt: skip
