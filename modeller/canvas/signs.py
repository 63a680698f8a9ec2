"""The signs of editing painted over the picture: handles, lasso, guides, ghosts, flows that are not there yet."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from modeller.canvas.camera import Camera
from modeller.canvas.scene import Scene
from modeller.canvas.tools.board import Signs
from modeller.canvas.tools.handles import Handle
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import resolve
from modeller.model.records import Bounds, Node
from modeller.notation.picture import group

_MANY = 300
_WRONG = "#d64550"


def paint_signs(painter: QPainter, scene: Scene, signs: Signs, camera: Camera) -> None:
    """Paint what a gesture shows; the painter works in pixels of the view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = QColor(resolve("accent", scene.theme))
    wrong = QColor(_WRONG)
    if signs.faded:
        _fade(painter, scene, signs.faded, camera)
    if signs.area is not None:
        wash = QColor(accent)
        wash.setAlphaF(0.10)
        painter.setPen(QPen(accent, 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(wash)
        painter.drawRect(pixels(signs.area, camera))
    if signs.ghost is not None:
        _ghost(painter, scene, signs.ghost, camera, accent if signs.fits else wrong)
    if len(signs.line) > 1:
        pen = QPen(accent if signs.fits else wrong, 2, Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(*camera.place(*point)) for point in signs.line]))
        tip = QPointF(*camera.place(*signs.line[-1]))
        painter.setBrush(accent if signs.fits else wrong)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(tip, 4, 4)
    target = scene.items.get(signs.target) if signs.target is not None else None
    if target is not None:
        painter.setPen(QPen(accent if signs.fits else wrong, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(pixels(target.shape, camera).adjusted(-6, -6, 6, 6), 7, 7)
    painter.setPen(QPen(accent, 1))
    for guide in signs.guides:
        if guide.axis == "x":
            ends = camera.place(guide.at, guide.start), camera.place(guide.at, guide.end)
        else:
            ends = camera.place(guide.start, guide.at), camera.place(guide.end, guide.at)
        painter.drawLine(QPointF(*ends[0]), QPointF(*ends[1]))


def paint_handles(painter: QPainter, scene: Scene, handles: Iterable[Handle], camera: Camera) -> None:
    """Squares on shapes, dots on bends, bars on segments."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent, paper = QColor(resolve("accent", scene.theme)), QColor(resolve("paper", scene.theme))
    painter.setPen(QPen(accent, 1.6))
    for handle in handles:
        at = QPointF(*camera.place(handle.x, handle.y))
        painter.setBrush(paper)
        if handle.kind == "corner":
            painter.drawRoundedRect(QRectF(at.x() - 4, at.y() - 4, 8, 8), 2, 2)
        elif handle.kind == "label":
            painter.drawRoundedRect(QRectF(at.x() - 2, at.y() - 6, 4, 12), 2, 2)
        elif handle.kind == "segment":
            painter.setBrush(accent)
            painter.drawEllipse(at, 2.2, 2.2)
        elif handle.kind == "bend":
            painter.drawEllipse(at, 4.4, 4.4)
        else:
            painter.setBrush(accent)
            painter.drawEllipse(at, 4.4, 4.4)


def paint_flash(
    painter: QPainter, scene: Scene, keys: Iterable[str], camera: Camera, seen: Bounds, strength: float
) -> None:  # fmt: skip
    """What an undo touched, for a moment; `strength` from 1 down to 0."""
    colour = QColor("#f5a623")
    colour.setAlphaF(0.85 * strength)
    wash = QColor(colour)
    wash.setAlphaF(0.22 * strength)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    held = set(keys)
    lit = [item for item in scene.within(seen) if item.key in held]
    if len(lit) > _MANY:  # where so much has changed the eye finds nothing by its frame
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRects([pixels(item.shape, camera) for item in lit if isinstance(item.record, Node)])
        return
    for item in lit:
        if isinstance(item.record, Node):
            painter.setPen(QPen(colour, 2.5))
            painter.setBrush(wash)
            painter.drawRoundedRect(pixels(item.shape, camera).adjusted(-5, -5, 5, 5), 7, 7)
        else:
            zoom = camera.zoom
            path = QTransform(zoom, 0, 0, zoom, -camera.x * zoom, -camera.y * zoom).map(item.outline(scene.document))
            pen = QPen(colour, 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)


def _ghost(painter: QPainter, scene: Scene, node: Node, camera: Camera, colour: QColor) -> None:
    node = replace(node, diagram=scene.diagram)
    made = group(scene.document, node, None, scene.notation)
    if made is None or node.bounds is None:
        return
    box = scene.notation.symbol(node).box(node, scene.document)
    painter.save()
    painter.setOpacity(0.6)
    painter.setTransform(
        QTransform(camera.zoom, 0, 0, camera.zoom, -camera.x * camera.zoom, -camera.y * camera.zoom), True
    )  # fmt: skip
    Prepared(made, scene.theme).paint(painter)
    painter.restore()
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(pixels(box, camera).adjusted(-4, -4, 4, 4), 5, 5)


def _fade(painter: QPainter, scene: Scene, keys: frozenset[str], camera: Camera) -> None:
    wash = QColor(resolve("paper", scene.theme))
    wash.setAlphaF(0.62)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(wash)
    for key in keys:
        item = scene.items.get(key)
        if item is not None:
            painter.drawRect(pixels(item.shape, camera).adjusted(-2, -2, 2, 2))


def pixels(box: Bounds, camera: Camera) -> QRectF:
    """A rectangle of the diagram in pixels of the view."""
    corner = camera.place(box.x, box.y)
    return QRectF(corner.x, corner.y, box.width * camera.zoom, box.height * camera.zoom)
