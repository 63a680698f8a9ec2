"""The drawing board: shows a scene through a camera, and turns events into movements and plain pointers."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from modeller.canvas import accessible
from modeller.canvas.backing import Backing
from modeller.canvas.camera import LARGEST, STEP, Camera, fitted, held, revealing, smallest
from modeller.canvas.detail import paint_scene
from modeller.canvas.dots import paint_dots
from modeller.canvas.guarded import guarded
from modeller.canvas.navigation import Navigation
from modeller.canvas.overlay import Marks, badge_at, badge_shown, paint_overlay
from modeller.canvas.problem_badges import badge_under
from modeller.canvas.scene import Scene
from modeller.canvas.tools.board import SnapGrid
from modeller.canvas.tools.look import LookTool
from modeller.canvas.tools.pointer import Pointer, Tool
from modeller.drawing.theme import resolve
from modeller.model.records import Bounds

_REFINE = 90
"""Milliseconds of rest after which a stretched picture is painted anew."""


class CanvasView(QAbstractScrollArea):
    """One view of a scene. Selection, zoom and tool belong to it, not to the model."""

    camera_changed = Signal()
    selection_changed = Signal()
    picture_changed = Signal()
    opened = Signal(str)

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.elements = accessible.Elements(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.marks = Marks()
        self.grid = SnapGrid()
        self.navigation = Navigation(self)
        self.tool: Tool = LookTool(self)
        self._camera = Camera()
        self._fits = True
        self._hand = ""
        self._backing = Backing(self._paint_picture)
        self._refine = QTimer(self, singleShot=True, interval=_REFINE)
        self._refine.timeout.connect(self.viewport().update)
        self._moving = False
        self._syncing = False
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.scene = scene
        self._unwatch = scene.watch(self._redraw)
        self._theme_changed()

    # -- the scene -----------------------------------------------------------------------------------------------

    def set_scene(self, scene: Scene, camera: Camera | None = None) -> None:
        """Show another diagram: through `camera`, else all of it."""
        self._unwatch()
        self.elements.forget()
        self.scene = scene
        self._unwatch = scene.watch(self._redraw)
        self.marks.pointed = None
        self._theme_changed()
        if camera is None:
            self.fit()
        else:
            self.look(camera)

    def close_scene(self) -> None:
        """Listen to the scene no longer; the view is about to go."""
        self._refine.stop()
        self._unwatch()
        self.elements.forget()

    def _theme_changed(self) -> None:
        self._backing.set_ground(QColor(resolve("paper", self.scene.theme)))
        self.viewport().update()

    def _redraw(self, area: Bounds | None) -> None:
        if area is None:
            self._theme_changed()
        else:
            self._backing.soil(area)
            self.viewport().update()
        self.picture_changed.emit()

    def set_grid(self, grid: SnapGrid) -> None:
        if grid != self.grid:
            self.grid = grid
            self._backing.forget()
            self.viewport().update()

    def problem_at(self, x: float, y: float) -> str | None:
        """The element whose problem badge lies at a place in pixels."""
        return badge_under(self.scene, self.marks.problems, self.camera, self.seen(), x, y)

    # -- the camera ----------------------------------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        return self._camera

    @property
    def fits(self) -> bool:
        """Whether the view shows all, and goes on to when its size changes."""
        return self._fits

    def room(self) -> QSize:
        return self.viewport().size()

    def seen(self) -> Bounds:
        """The part of the diagram that is in view."""
        return self._camera.seen(self.room().width(), self.room().height())

    def look(self, camera: Camera, *, fits: bool = False) -> None:
        """Look through another camera, as far as it keeps something in view."""
        width, height = self.room().width(), self.room().height()
        zoom = min(max(camera.zoom, smallest(self.scene.extent, width, height)), LARGEST)
        if zoom != camera.zoom:
            camera = camera.zoomed(zoom, width / 2, height / 2)
        camera = held(camera, self.scene.extent, width, height).snapped(self.devicePixelRatioF())
        self._fits = fits
        self._camera = camera
        self._sync_bars()
        self.viewport().update()
        self.camera_changed.emit()

    def fit(self) -> None:
        """Show all of the diagram, at 100 % at most."""
        self.look(fitted(self.scene.extent, self.room().width(), self.room().height()), fits=True)

    def toggle_fit(self, at: QPointF) -> None:
        if self._fits:
            self.zoom_to(1.0, at)
        else:
            self.fit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, the point `at` (the middle without one) staying where it is."""
        self.zoom_to(self._camera.zoom * factor, at)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom to just that many pixels a unit, as far as there is anything to see at it."""
        at = at if at is not None else QPointF(self.room().width() / 2, self.room().height() / 2)
        least = smallest(self.scene.extent, self.room().width(), self.room().height())
        self._moving = True
        self.look(self._camera.zoomed(min(max(zoom, least), LARGEST), at.x(), at.y()))

    def zoom_in(self) -> None:
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / STEP)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by pixels of the view."""
        self._moving = True
        self.look(self._camera.panned(dx, dy))

    def reveal(self, area: Bounds) -> None:
        """Bring a part of the diagram to the middle, at a zoom where it can be read; not at all if it is in view.

        Of what is larger than the view at that zoom its upper left corner is shown: there stands its name.
        """
        found = revealing(self._camera, area, self.room().width(), self.room().height())
        if found is not None:
            self.look(found)

    def _sync_bars(self) -> None:
        seen, extent, zoom = self.seen(), self.scene.extent, self._camera.zoom
        whole = extent.united(seen)
        self._syncing = True
        for bar, start, length, total_start, total in (
            (self.horizontalScrollBar(), seen.x, seen.width, whole.x, whole.width),
            (self.verticalScrollBar(), seen.y, seen.height, whole.y, whole.height),
        ):
            bar.setRange(0, round(min((total - length) * zoom, 2**30)))
            bar.setPageStep(round(length * zoom))
            bar.setSingleStep(40)
            bar.setValue(round((start - total_start) * zoom))
        self._syncing = False

    def _scrolled(self) -> None:
        if self._syncing:
            return
        whole = self.scene.extent.united(self.seen())
        zoom = self._camera.zoom
        x = whole.x + self.horizontalScrollBar().value() / zoom
        y = whole.y + self.verticalScrollBar().value() / zoom
        self.look(Camera(x, y, zoom))

    # -- selection -----------------------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[str, ...]:
        return self.marks.selection

    def select(self, keys: tuple[str, ...]) -> None:
        if keys != self.marks.selection:
            self.marks.selection = keys
            self.viewport().update()
            self.selection_changed.emit()
            self.elements.selected()

    def point_at(self, key: str | None) -> None:
        if key != self.marks.pointed:
            self.marks.pointed = key
            self.viewport().update()

    def open(self, key: str) -> None:
        self.opened.emit(key)

    def activate(self, key: str) -> None:
        """What a double click on an element does."""
        self.open(key)

    def mark_matches(self, keys: tuple[str, ...], current: str | None) -> None:
        """Frame what a search found."""
        self.marks.matches, self.marks.match = keys, current
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------------------------

    @property
    def lifted(self) -> bool:
        """Whether something has been lifted off the picture."""
        return False

    def shown(self, key: str) -> bool:
        """Whether an element is to be seen in its place."""
        return True

    def _paint_picture(self, painter: QPainter, area: Bounds, camera: Camera) -> None:
        paint_dots(painter, self.scene.theme, area, camera.zoom, self.grid)
        paint_scene(painter, self.scene, area, camera.zoom * self.devicePixelRatioF(), self.shown)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.scene.document.paused:
            return  # half a step is no picture: what was painted stays until the whole is told
        with QPainter(self.viewport()) as painter:
            width, height = self.room().width(), self.room().height()
            moving, self._moving = self._moving, False
            if self._backing.show(painter, self._camera, width, height, self.devicePixelRatioF(), moving=moving):
                self._refine.start()
            paint_overlay(painter, self.scene, self.marks, self._camera, self.seen(), self.lifted)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()
        else:
            self.look(self._camera)

    # -- events --------------------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The camera moves the picture, not Qt."""

    @guarded
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self.navigation.gesture(event):
            return True
        if event.type() == QEvent.Type.Leave:
            self.point_at(None)
        return super().viewportEvent(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.navigation.wheel(event)
        event.accept()

    def _pointer(self, event: QMouseEvent, clicks: int = 1) -> Pointer:
        at = self._camera.at(event.position().x(), event.position().y())
        held_keys = event.modifiers()
        return Pointer(
            at.x, at.y, self.scene.hit(at.x, at.y, self._camera.zoom), clicks,
            shift=bool(held_keys & Qt.KeyboardModifier.ShiftModifier),
            control=bool(held_keys & Qt.KeyboardModifier.ControlModifier),
            alt=bool(held_keys & Qt.KeyboardModifier.AltModifier),
        )  # fmt: skip

    def _tell(self, what: Callable[[Pointer], None], pointer: Pointer) -> None:
        """Tell the tool; a gesture in which an error of ours happens never was: the next one finds nothing open."""
        try:
            what(pointer)
        except BaseException:
            self.tool.cancel()
            raise

    def _way_in_at(self, at: QPointF) -> str | None:
        if badge_shown(self._camera):
            for key in self.marks.ways_in:
                item = self.scene.items.get(key)
                if item is not None and badge_at(item, self._camera).contains(at):
                    return key
        return None

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.navigation.press(event):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            way_in = self._way_in_at(event.position())
            if way_in is not None:
                self.open(way_in)
            else:
                self._tell(self.tool.press, self._pointer(event))
        else:
            super().mousePressEvent(event)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.navigation.press(event):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._tell(self.tool.press, self._pointer(event, 2))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.navigation.move(event):
            return
        self._tell(self.tool.move, self._pointer(event))
        if not self._hand:
            way_in = self._way_in_at(event.position())
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if way_in is not None else Qt.CursorShape.ArrowCursor
            )

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.navigation.release(event) and event.button() == Qt.MouseButton.LeftButton:
            self._tell(self.tool.release, self._pointer(event))

    def show_hand(self, state: str) -> None:
        self._hand = state
        shapes = {"open": Qt.CursorShape.OpenHandCursor, "closed": Qt.CursorShape.ClosedHandCursor}
        self.viewport().setCursor(shapes.get(state, Qt.CursorShape.ArrowCursor))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, step = event.key(), 60.0
        arrows = {Qt.Key.Key_Left: (step, 0.0), Qt.Key.Key_Right: (-step, 0.0),
                  Qt.Key.Key_Up: (0.0, step), Qt.Key.Key_Down: (0.0, -step)}  # fmt: skip
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.navigation.space(True)
        elif key == Qt.Key.Key_Escape:
            self.tool.cancel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(self.selection) == 1:
            self.open(self.selection[0])
        elif key in arrows and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pan(*arrows[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pan(0, self.room().height() * (0.8 if key == Qt.Key.Key_PageUp else -0.8))
        else:
            super().keyPressEvent(event)

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.navigation.space(False)
        else:
            super().keyReleaseEvent(event)

    def finish(self) -> None:
        """End what is under way, so that another command can begin."""
        self.navigation.stop()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.elements.focused()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.navigation.space(False)
        self.navigation.stop()
