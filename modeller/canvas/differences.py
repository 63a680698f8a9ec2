"""What differs between two models, painted over their pictures: by colour, by line and by sign; never in a model."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from modeller.canvas.camera import Camera, fitted
from modeller.canvas.detail import paint_scene
from modeller.canvas.dots import paint_dots
from modeller.canvas.items import Item
from modeller.canvas.scene import Scene
from modeller.canvas.view import CanvasView
from modeller.drawing.theme import Theme, resolve
from modeller.model.compare import Kind
from modeller.model.records import Bounds, Flow
from modeller.notation.difference_marks import AROUND, BADGE, COLOURS, LARGE, LINES, SIGNS

_ORDER: Final[tuple[Kind, ...]] = ("tools", "layout", "changed", "removed", "added")
_SIGN_FROM: Final = 0.28
_FAINT: Final = 0.45
"""A mark is never fainter than this, however the picture is blended."""


def colour_of(kind: Kind, theme: Theme) -> QColor:
    """The colour of a kind of difference on a theme."""
    return QColor(resolve(COLOURS[kind], theme))


def paint_badge(painter: QPainter, box: QRectF, kind: Kind, theme: Theme) -> None:
    """The sign of a kind of difference, in a disc of its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(resolve("paper", theme)), 1.5))
    painter.setBrush(colour_of(kind, theme))
    painter.drawEllipse(box)
    painter.setPen(QColor(resolve("paper", theme)))
    font = QFont(painter.font())
    font.setPixelSize(max(round(box.height() * 0.72), 6))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(box.adjusted(0, -1, 0, 0), Qt.AlignmentFlag.AlignCenter, SIGNS[kind])


def paint_differences(
    painter: QPainter, scene: Scene, kinds: Mapping[str, Kind], camera: Camera, seen: Bounds, strength: float = 1.0
) -> None:
    """Mark each element of `kinds` that is in view; the painter works in pixels of the view."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(strength)
    near = seen.grown(14 / camera.zoom)
    shown = [(item, kinds[key]) for key, item in _marked(scene, kinds) if item.bounds.meets(near)]
    shown.sort(key=lambda pair: _ORDER.index(pair[1]))
    for item, kind in shown:
        _mark(painter, item, kind, camera, scene)
    if camera.zoom >= _SIGN_FROM:
        for item, kind in shown:
            if kind in ("added", "removed", "changed") or not isinstance(item.record, Flow):
                paint_badge(painter, _badge_at(item, camera, scene), kind, scene.theme)
    painter.restore()


def _marked(scene: Scene, kinds: Mapping[str, Kind]) -> Iterable[tuple[str, Item]]:
    return ((key, item) for key in kinds if (item := scene.items.get(key)) is not None)


def _mark(painter: QPainter, item: Item, kind: Kind, camera: Camera, scene: Scene) -> None:
    colour, zoom = colour_of(kind, scene.theme), camera.zoom
    quiet = kind in ("layout", "tools")
    pen = QPen(colour, 1.6 if quiet else 2.2)
    if LINES[kind]:
        pen.setDashPattern(list(LINES[kind]))
    if isinstance(item.record, Flow):
        path = QTransform(zoom, 0, 0, zoom, -camera.x * zoom, -camera.y * zoom).map(item.outline(scene.document))
        tint = QColor(colour)
        tint.setAlphaF(0.14 if quiet else 0.26)
        broad = QPen(tint, 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, broad)
        painter.strokePath(path, pen)
        return
    corner = camera.place(item.shape.x, item.shape.y)
    box = QRectF(corner.x, corner.y, item.shape.width * zoom, item.shape.height * zoom)
    wash = QColor(colour)
    wash.setAlphaF(0.0 if quiet or max(box.width(), box.height()) > LARGE else 0.15)
    painter.setPen(pen)
    painter.setBrush(wash)
    painter.drawRoundedRect(box.adjusted(-AROUND, -AROUND, AROUND, AROUND), 6, 6)


def _badge_at(item: Item, camera: Camera, scene: Scene) -> QRectF:
    size = min(max(BADGE * camera.zoom, 11.0), BADGE)
    if isinstance(item.record, Flow):
        line = item.outline(scene.document)
        middle = line.pointAtPercent(0.5) if not line.isEmpty() else QPointF()
        at = camera.place(middle.x(), middle.y())
    else:
        at = camera.place(item.shape.right, item.shape.y)
    return QRectF(at.x - size / 2, at.y - size / 2, size, size)


class DifferenceView(CanvasView):
    """Shows one version with its differences, or two upon each other: `blend` 0 is the old one, 1 the new."""

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        self.under: Scene | None = None
        self.kinds: Mapping[str, Kind] = {}
        self.kinds_under: Mapping[str, Kind] = {}
        self.blend = 1.0
        super().__init__(scene, parent)

    def fit(self) -> None:
        """Show all of both."""
        extent = self.scene.extent if self.under is None else self.scene.extent.united(self.under.extent)
        self.look(fitted(extent, self.room().width(), self.room().height()), fits=True)

    def show_differences(self, kinds: Mapping[str, Kind], under: Mapping[str, Kind] | None = None) -> None:
        """Mark these elements of the scene, and those of the one that lies under it."""
        self.kinds, self.kinds_under = kinds, under or {}
        self.viewport().update()

    def set_under(self, scene: Scene | None) -> None:
        """Lay this scene under the other."""
        self.under = scene
        self._backing.forget()
        self.viewport().update()

    def set_blend(self, blend: float) -> None:
        if blend != self.blend:
            self.blend = blend
            self._backing.forget()
            self.viewport().update()

    def _paint_picture(self, painter: QPainter, area: Bounds, camera: Camera) -> None:
        if self.under is None:
            super()._paint_picture(painter, area, camera)
            return
        zoom = camera.zoom * self.devicePixelRatioF()
        paint_dots(painter, self.scene.theme, area, camera.zoom, self.grid)
        if self.blend < 1:
            paint_scene(painter, self.under, area, zoom)
        if self.blend <= 0:
            return
        device = painter.device()
        layer = QPixmap(device.width(), device.height())
        layer.fill(QColor(resolve("paper", self.scene.theme)))
        over = QPainter(layer)
        over.setTransform(painter.transform())
        paint_dots(over, self.scene.theme, area, camera.zoom, self.grid)
        paint_scene(over, self.scene, area, zoom)
        over.end()
        painter.save()
        painter.resetTransform()
        painter.setOpacity(self.blend)
        painter.drawPixmap(0, 0, layer)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.under is not None:
            strength = max(1 - self.blend, _FAINT)
            paint_differences(painter, self.under, self.kinds_under, self.camera, self.seen(), strength)
        strength = 1.0 if self.under is None else max(self.blend, _FAINT)
        paint_differences(painter, self.scene, self.kinds, self.camera, self.seen(), strength)
        painter.end()
