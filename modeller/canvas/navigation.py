"""How wheel, touchpad, pinch, space and the middle button move a view over its picture."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent

_NOTCH = 120.0
_LINE = 76.0
"""Pixels that one notch of a wheel scrolls."""
_PER_NOTCH = 1.2
"""What one notch of a wheel zooms by."""


class Movable(Protocol):
    def pan(self, dx: float, dy: float) -> None: ...

    def zoom_by(self, factor: float, at: QPointF) -> None: ...

    def toggle_fit(self, at: QPointF) -> None: ...

    def show_hand(self, state: str) -> None:
        """The pointer's form: ``""``, ``open`` or ``closed``."""


class Navigation:
    """Turns events into movements. `wheel_zooms`: the plain wheel zooms, and Ctrl with it scrolls."""

    def __init__(self, view: Movable) -> None:
        self._view = view
        self.wheel_zooms = False
        self._space = False
        self._last: QPointF | None = None
        self._button = Qt.MouseButton.NoButton

    @property
    def dragging(self) -> bool:
        return self._last is not None

    def wheel(self, event: QWheelEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        pixels, angle = event.pixelDelta(), event.angleDelta()
        touchpad = not pixels.isNull()
        if control is not (self.wheel_zooms and not touchpad):
            notches = (angle.y() or angle.x()) / _NOTCH
            self._view.zoom_by(_PER_NOTCH ** max(-4.0, min(4.0, notches)), event.position())
            return
        dx, dy = (
            (float(pixels.x()), float(pixels.y()))
            if touchpad
            else (angle.x() / _NOTCH * _LINE, angle.y() / _NOTCH * _LINE)
        )
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
            dx, dy = dy, 0.0
        self._view.pan(dx, dy)

    def gesture(self, event: QNativeGestureEvent) -> bool:
        """Pinch zooms to the pointer, a double tap of two fingers shows all or 100 %."""
        kind = event.gestureType()
        if kind == Qt.NativeGestureType.ZoomNativeGesture:
            self._view.zoom_by(max(0.2, 1 + event.value()), event.position())
        elif kind == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._view.toggle_fit(event.position())
        else:
            return False
        return True

    def space(self, down: bool) -> None:
        self._space = down
        if not self.dragging:
            self._view.show_hand("open" if down else "")

    def press(self, event: QMouseEvent) -> bool:
        """Whether the button begins to drag the picture."""
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._last, self._button = event.position(), event.button()
            self._view.show_hand("closed")
            return True
        return False

    def move(self, event: QMouseEvent) -> bool:
        if self._last is None:
            return False
        step = event.position() - self._last
        self._last = event.position()
        self._view.pan(step.x(), step.y())
        return True

    def release(self, event: QMouseEvent) -> bool:
        if self._last is None or event.button() != self._button:
            return False
        self.stop()
        return True

    def stop(self) -> None:
        self._last = None
        self._view.show_hand("open" if self._space else "")
