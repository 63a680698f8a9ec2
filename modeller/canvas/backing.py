"""The painted picture that a view keeps between frames: panning shifts it, zooming stretches it until there is time."""

from collections.abc import Callable
from math import ceil, floor
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion, QTransform

from modeller.canvas.camera import Camera
from modeller.model.records import Bounds

FRAME = 0.012
"""Seconds that painting a frame anew may take while the picture moves; beyond that it is stretched."""

Paint = Callable[[QPainter, Bounds, Camera], None]


class Backing:
    """`paint(painter, area, camera)` paints a diagram area; the painter works in diagram units and is clipped."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._pixmap = QPixmap()
        self._camera = Camera()
        self._ratio = 1.0
        self._soiled = QRegion()
        self._valid = False
        self._ground = QColor("white")
        self.cost = 0.0
        """Seconds that the last whole picture took."""

    def set_ground(self, colour: QColor) -> None:
        """What lies where nothing is painted."""
        self._ground = colour
        self._valid = False

    def forget(self) -> None:
        """Paint all anew at the next frame."""
        self._valid = False

    def release(self) -> None:
        """Give the memory back until the next frame."""
        self._pixmap, self._valid = QPixmap(), False

    def soil(self, area: Bounds) -> None:
        """Paint this diagram area anew at the next frame."""
        if self._valid:
            self._soiled += self._device(area)

    def _device(self, area: Bounds) -> QRect:
        scale = self._camera.zoom * self._ratio
        whole = self._pixmap.rect()
        left = max((area.x - self._camera.x) * scale - 2, -8)
        top = max((area.y - self._camera.y) * scale - 2, -8)
        right = min((area.right - self._camera.x) * scale + 2, whole.width() + 8)
        bottom = min((area.bottom - self._camera.y) * scale + 2, whole.height() + 8)
        if right <= left or bottom <= top:
            return QRect()
        return QRect(QPoint(floor(left), floor(top)), QPoint(ceil(right), ceil(bottom))) & whole

    def show(
        self, painter: QPainter, camera: Camera, width: int, height: int, ratio: float, *, moving: bool = False
    ) -> bool:
        """Paint the picture for `camera` on a view of that many pixels.

        With `moving` a picture that takes long is only stretched: True says that one more frame is wanted.
        """
        size = (ceil(width * ratio), ceil(height * ratio))
        same = self._valid and ratio == self._ratio and (self._pixmap.width(), self._pixmap.height()) == size
        if same and camera.zoom == self._camera.zoom:
            self._shift(camera)
        elif same and moving and self.cost > FRAME:
            self._stretch(painter, camera, width, height)
            return True
        else:
            self._anew(camera, size, ratio)
        self._clean()
        painter.drawPixmap(QRectF(0, 0, width, height), self._pixmap, QRectF(0, 0, width * ratio, height * ratio))
        return False

    def _anew(self, camera: Camera, size: tuple[int, int], ratio: float) -> None:
        if (self._pixmap.width(), self._pixmap.height()) != size:
            self._pixmap = QPixmap(*size)
            if self._ground.alpha() < 255:
                self._pixmap.fill(Qt.GlobalColor.transparent)  # so that it can be seen through from now on
        self._camera, self._ratio, self._valid = camera, ratio, True
        self._soiled = QRegion(self._pixmap.rect())
        start = perf_counter()
        self._clean()
        self.cost = perf_counter() - start

    def _shift(self, camera: Camera) -> None:
        scale = camera.zoom * self._ratio
        dx, dy = round((self._camera.x - camera.x) * scale), round((self._camera.y - camera.y) * scale)
        self._camera = camera
        if not dx and not dy:
            return
        whole = self._pixmap.rect()
        if abs(dx) >= whole.width() or abs(dy) >= whole.height():
            self._soiled = QRegion(whole)
            return
        self._soiled.translate(dx, dy)
        exposed = QRegion(whole) - QRegion(whole.translated(dx, dy))
        self._pixmap.scroll(dx, dy, whole)
        self._soiled = (self._soiled + exposed) & QRegion(whole)

    def _clean(self) -> None:
        if self._soiled.isEmpty():
            return
        scale = self._camera.zoom * self._ratio
        with QPainter(self._pixmap) as painter:
            for rect in _rects(self._soiled):
                painter.resetTransform()
                painter.setClipRect(rect)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                painter.fillRect(rect, self._ground)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                painter.setTransform(QTransform(scale, 0, 0, scale, -self._camera.x * scale, -self._camera.y * scale))
                painter.save()
                area = Bounds(
                    self._camera.x + rect.x() / scale, self._camera.y + rect.y() / scale,
                    rect.width() / scale, rect.height() / scale,
                )  # fmt: skip
                self._paint(painter, area.grown(2 / scale), self._camera)  # what only its blurred edge reaches in
                painter.restore()
        self._soiled = QRegion()

    def _stretch(self, painter: QPainter, camera: Camera, width: int, height: int) -> None:
        painter.fillRect(QRectF(0, 0, width, height), self._ground)
        corner = camera.place(self._camera.x, self._camera.y)
        grown = camera.zoom / self._camera.zoom / self._ratio
        target = QRectF(corner.x, corner.y, self._pixmap.width() * grown, self._pixmap.height() * grown)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, camera.zoom < self._camera.zoom)
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))


def _rects(region: QRegion) -> list[QRect]:
    """The rectangles of a region; many small ones as the one around them, which is quicker to paint."""
    found: list[QRect] = list(region)  # type: ignore[call-overload]
    return found if len(found) <= 6 else [region.boundingRect()]
