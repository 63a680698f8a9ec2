"""What a gesture has lifted off the picture, painted where it is now: once, and then only shifted."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from modeller.canvas.backing import Backing
from modeller.canvas.camera import Camera
from modeller.canvas.detail import paint_scene
from modeller.canvas.scene import Scene
from modeller.canvas.signs import pixels
from modeller.canvas.tools.lift import Carried, Lifted
from modeller.drawing.theme import resolve
from modeller.model.records import Bounds


class LiftedPicture:
    """`scene()` is the scene that it is lifted from, `ratio()` the device pixels in one of the view."""

    def __init__(self, scene: Callable[[], Scene], ratio: Callable[[], float]) -> None:
        self._scene, self._ratio = scene, ratio
        self._what: Lifted | None = None
        self._backing = Backing(self._paint)
        self._backing.set_ground(QColor(Qt.GlobalColor.transparent))

    def lift(self, what: Lifted | None) -> bool:
        """Take this up, or put down what is lifted; whether anything else is lifted now than before."""
        if what is self._what:
            return False
        self._what = what
        self._backing.forget()
        if what is None:
            self._backing.release()
        return True

    def leaves(self, key: str) -> bool:
        """Whether an element is still in its place."""
        what = self._what
        return what is None or not (key in what.keys or key in what.stretched)

    def _paint(self, painter: QPainter, area: Bounds, camera: Camera) -> None:
        if self._what is not None:
            paint_scene(painter, self._scene(), area, camera.zoom * self._ratio(), self._what.keys.__contains__)

    def show(self, painter: QPainter, carried: Carried, camera: Camera, width: int, height: int) -> None:
        """Paint what is lifted; the painter works in pixels of the view."""
        theme, ratio = self._scene().theme, self._ratio()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(resolve("ink", theme)), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        seen = camera.seen(width, height)
        for end in carried.what.ends:
            if end.near(seen, carried.dx, carried.dy):
                points = end.moved(carried.dx, carried.dy)
                painter.drawPolyline(QPolygonF([QPointF(*camera.place(*point)) for point in points]))
        painter.setPen(QPen(QColor(resolve("accent", theme)), 1.2, Qt.PenStyle.DashLine))
        for frame in carried.frames:
            painter.drawRect(pixels(frame, camera))
        there = Camera(camera.x - carried.dx, camera.y - carried.dy, camera.zoom).snapped(ratio)
        self._backing.show(painter, there, width, height, ratio)
