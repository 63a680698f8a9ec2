"""The whole diagram in a corner, with the part that is in view as a rectangle that can be dragged."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from modeller.canvas.camera import Camera, centred, fitted
from modeller.canvas.detail import layered, paint_blocks, paint_scene
from modeller.canvas.guarded import guarded
from modeller.canvas.items import Item
from modeller.canvas.view import CanvasView
from modeller.drawing.theme import resolve
from modeller.model.records import Bounds, Node, Point
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

SIZE = QSize(220, 148)
_GAP = 16
_ROOM = QSize(480, 320)
"""A smaller view has no corner to spare."""
_CORNERS = (Qt.Corner.BottomRightCorner, Qt.Corner.BottomLeftCorner, Qt.Corner.TopRightCorner)
"""Where it may lie; the trail of sub-processes is in the fourth."""
_OPEN = {Role.POOL, Role.LANE, Role.PHASE, Role.GROUP}
_MANY = 500
_MARKS_FROM = 0.16
_SETTLE = 120
"""Milliseconds without a change after which the small picture is painted anew."""
PIECE = 250
"""Of a large diagram so many elements are painted at a time: between them the window has a turn."""


class Minimap(QWidget):
    """Lies over a corner of its view, the lower right if that is free, while the view does not show all."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._picture = QPixmap()
        self._painted: tuple[object, ...] = ()
        self._shown = 0
        self._camera = self._its_camera = Camera()
        self._grip: Point | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._settled)
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE)
        self._rest.timeout.connect(self._settled)
        self._left: list[Item] = []
        """What of the picture that is being made is still to be painted, the last first."""
        self._coming = QPixmap()
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._paint_piece)
        self.resize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._wanted = True
        self._corner = _CORNERS[0]
        view.camera_changed.connect(self._follow)
        view.picture_changed.connect(self._settle.start)
        view.viewport().installEventFilter(self)
        self._place()

    def set_wanted(self, wanted: bool) -> None:
        self._wanted = wanted
        self._follow()

    def _follow(self) -> None:
        room = self._view.room()
        spare = room.width() >= _ROOM.width() and room.height() >= _ROOM.height()
        self.setVisible(self._wanted and spare and not self._view.seen().covers(self._view.scene.extent))
        self._rest.start()
        self.update()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.move(self._spot(self._corner))

    def _spot(self, corner: Qt.Corner) -> QPoint:
        port = self._view.viewport().geometry().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        at_left, at_top = corner == Qt.Corner.BottomLeftCorner, corner == Qt.Corner.TopRightCorner
        x = port.left() if at_left else port.right() - self.width()
        return QPoint(x, port.top() if at_top else port.bottom() - self.height())

    def _settled(self) -> None:
        """The view rests: step aside where there is a corner in which nothing is covered."""
        if self._grip is None and self.isVisible() and self._covers(self._corner):
            self._corner = next((corner for corner in _CORNERS if not self._covers(corner)), self._corner)
            self._place()
        self.update()

    def _covers(self, corner: Qt.Corner) -> bool:
        """Whether steps or their labels would lie below it there."""
        spot, camera = self._spot(corner) - self._view.viewport().pos(), self._view.camera
        low, high = camera.at(spot.x(), spot.y()), camera.at(spot.x() + self.width(), spot.y() + self.height())
        area = Bounds(low.x, low.y, high.x - low.x, high.y - low.y)
        return any(
            isinstance(item.record, Node) and element_type(item.record).role not in _OPEN and item.bounds.meets(area)
            for item in self._view.scene.within(area)
        )

    def _repaint_picture(self) -> None:
        scene = self._view.scene
        state = (id(scene), scene.revision, scene.theme, self.devicePixelRatioF())
        if state == self._painted or self._settle.isActive() or scene.document.paused:
            return
        if id(scene) != self._shown and len(scene.items) > _MANY:
            self._shown = id(scene)
            self._picture = QPixmap()
            self._settle.start()  # the big picture first
            return
        self._shown = id(scene)
        ratio = self.devicePixelRatioF()
        self._painted = state
        camera = fitted(scene.extent, self.width(), self.height(), 10, largest=0.5)
        coming = QPixmap(self.size() * ratio)
        coming.setDevicePixelRatio(ratio)
        coming.fill(Qt.GlobalColor.transparent)
        if len(scene.items) > _MANY or camera.zoom < _MARKS_FROM:
            self._coming, self._its_camera = coming, camera
            self._left = layered(scene.items.values())[::-1]
            self._paint_piece()
            if self._left:
                self._next.start()
            return
        self._stop()
        with self._painter(coming, camera) as painter:
            paint_scene(painter, scene, scene.extent, camera.zoom)
        self._picture, self._camera = coming, camera

    def _stop(self) -> None:
        self._left = []
        self._next.stop()

    @contextmanager
    def _painter(self, picture: QPixmap, camera: Camera) -> Iterator[QPainter]:
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(camera.zoom, camera.zoom)
            painter.translate(-camera.x, -camera.y)
            yield painter

    def _paint_piece(self) -> None:
        """Paint a piece of the coming picture; it takes the place of the old one when it is whole."""
        scene, camera = self._view.scene, self._its_camera
        if scene.document.paused:
            return
        if not self._left or self._painted != (id(scene), scene.revision, scene.theme, self.devicePixelRatioF()):
            self._stop()  # something has changed: it begins again when that has settled
            return
        piece, self._left = self._left[: -PIECE - 1 : -1], self._left[:-PIECE]
        strength = max(0.25, min(1.0, 700 / len(scene.items)))
        with self._painter(self._coming, camera) as painter:
            paint_blocks(painter, piece, scene.theme, camera.zoom, strength)
        if not self._left:
            self._stop()
            self._picture, self._camera = self._coming, camera
            self.update()

    def _frame(self) -> QRectF:
        """The part in view, in pixels of the minimap."""
        seen = self._view.seen()
        corner = self._camera.place(seen.x, seen.y)
        return QRectF(corner.x, corner.y, seen.width * self._camera.zoom, seen.height * self._camera.zoom)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        self._repaint_picture()
        theme = self._view.scene.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            ground, edge = QColor(resolve("paper", theme)), QColor(resolve("ink", theme))
            ground.setAlphaF(0.94)
            edge.setAlphaF(0.22)
            painter.setPen(QPen(edge, 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(card, 8, 8)
            clip = QPainterPath()
            clip.addRoundedRect(card, 8, 8)
            painter.setClipPath(clip)
            painter.drawPixmap(0, 0, self._picture)
            accent = QColor(resolve("accent", theme))
            wash = QColor(accent)
            wash.setAlphaF(0.12)
            painter.setPen(QPen(accent, 1.5) if not self._picture.isNull() else Qt.PenStyle.NoPen)
            painter.setBrush(wash)
            painter.drawRoundedRect(self._frame().intersected(card.adjusted(1, 1, -1, -1)), 3, 3)

    # -- dragging ------------------------------------------------------------------------------------------------

    def _look_at(self, point: Point) -> None:
        room = self._view.room()
        self._view.look(centred(point.x, point.y, self._view.camera.zoom, room.width(), room.height()))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._camera.at(event.position().x(), event.position().y())
        middle = self._view.seen().centre
        if self._frame().contains(event.position()):
            self._grip = Point(middle.x - at.x, middle.y - at.y)
        else:
            self._grip = Point(0, 0)
            self._look_at(at)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            at = self._camera.at(event.position().x(), event.position().y())
            self._look_at(Point(at.x + self._grip.x, at.y + self._grip.y))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        room = self._view.room()
        middle = QPointF(room.width() / 2, room.height() / 2)
        self._view.zoom_by(1.2 ** (event.angleDelta().y() / 120), middle)
        event.accept()
