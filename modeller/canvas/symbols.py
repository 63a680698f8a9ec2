"""Icons of elements: their own drawing, small."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from modeller.canvas.tools.offers import Offer, sample
from modeller.drawing.displaylist import Group, Path, TextLine
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.shapes import rectangle
from modeller.drawing.theme import Theme
from modeller.language import current
from modeller.model.reading import Model
from modeller.notation.element import Role
from modeller.notation.notations import BPMN
from modeller.notation.symbol import Notation

_SIZES = {
    Role.WORK: (33.0, 25.0), Role.POOL: (60.0, 38.0), Role.LANE: (60.0, 38.0), Role.PHASE: (60.0, 52.0),
    Role.DATA: (26.0, 32.0), Role.NOTE: (26.0, 32.0), Role.GROUP: (36.0, 30.0),
}  # fmt: skip
_ROUND = (32.0, 32.0)


@lru_cache(maxsize=512)
def symbol(offer: Offer, theme: Theme, size: int = 24, ratio: float = 1.0, notation: Notation = BPMN) -> QPixmap:
    """The drawing of a new element in a square of `size` pixels, on a screen of that pixel ratio."""
    width, height = notation.icons.get(offer.kind.role) or _SIZES.get(offer.kind.role, _ROUND)
    if offer.type == "bpmn:dataStoreReference" and not notation.icons:
        width, height = 34.0, 30.0
    node = sample(offer, (width, height))
    pixmap = QPixmap(QSize(ceil(size * ratio), ceil(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    model = Model([node])
    drawn = notation.symbol(node).draw(node, model, current())
    if node.bounds is not None:
        ground = rectangle(node.bounds)  # what a note hides the lines below it with: on a button it is a spot
        marks = tuple(
            mark for mark in drawn
            if not isinstance(mark, TextLine)
            and not (isinstance(mark, Path) and mark.pen is None and mark.segments == ground)
        )  # fmt: skip
        scale = (size - 2) / max(width, height)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        painter.translate(size / 2 - width * scale / 2, size / 2 - height * scale / 2)
        painter.scale(scale, scale)
        Prepared(Group("", marks, node.bounds), theme).paint(painter)
        painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def symbol_icon(offer: Offer, theme: Theme, size: int = 24, ratio: float = 2.0, notation: Notation = BPMN) -> QIcon:
    """The same as an icon."""
    return QIcon(symbol(offer, theme, size, ratio, notation))
