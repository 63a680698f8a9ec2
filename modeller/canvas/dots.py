"""The faint dots of the drawing board, further apart where the zoom would crowd them."""

from functools import lru_cache
from itertools import cycle
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from modeller.canvas.tools.board import SnapGrid
from modeller.drawing.theme import Theme, resolve
from modeller.model.records import Bounds

_SPACING = 20.0
_NEAREST = 17.0
"""Pixels that dots keep apart at least."""


def paint_dots(painter: QPainter, theme: Theme, area: Bounds, zoom: float, grid: SnapGrid) -> None:
    """The dots of a grid over `area`, where it has any; the painter works in diagram units."""
    if not grid.dots:
        return
    step = ceil(_SPACING / grid.side) * grid.side if grid.side else _SPACING
    factors = cycle((2.0, 2.5, 2.0))
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
    painter.translate(first_x, first_y)
    painter.drawPoints(_points(columns, rows, step))
    painter.translate(-first_x, -first_y)


@lru_cache(maxsize=8)
def _points(columns: int, rows: int, step: float) -> QPolygonF:
    """Dots from the origin on: while something is dragged the same area is painted again and again."""
    return QPolygonF([QPointF(column * step, row * step) for row in range(rows) for column in range(columns)])
