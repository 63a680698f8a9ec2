"""The space tool: press and drag; what lies beyond moves away, or comes nearer with Ctrl."""

from functools import partial

from modeller.canvas.tools import snapping
from modeller.canvas.tools.board import NOTHING, EditBoard, Signs
from modeller.canvas.tools.gesture import Gesture
from modeller.canvas.tools.pointer import Pointer
from modeller.editing import space
from modeller.language import message
from modeller.model.records import Bounds

_SLACK = 5.0
_LONG = 100_000.0


class SpaceTool:
    """The axis is the one along which the pointer first leaves its slack. It stays in the hand until Esc."""

    def __init__(self, board: EditBoard) -> None:
        self._board = board
        self._start: Pointer | None = None
        self._axis: space.Axis | None = None
        self._gesture: Gesture | None = None

    def press(self, pointer: Pointer) -> None:
        self._start, self._axis = pointer, None

    def move(self, pointer: Pointer) -> None:
        start = self._start
        if start is None:
            return
        dx, dy = pointer.x - start.x, pointer.y - start.y
        if self._axis is None:
            if max(abs(dx), abs(dy)) < _SLACK / self._board.zoom:
                return
            self._axis = "x" if abs(dx) >= abs(dy) else "y"
            self._gesture = Gesture(self._board, message("canvas.space"))
        assert self._gesture is not None
        at, delta = (start.x, dx) if self._axis == "x" else (start.y, dy)
        delta = snapping.to_grid(delta)
        self._gesture.do(
            partial(space.insert, self._board.document, self._board.diagram, self._axis, at, delta)
        )  # fmt: skip
        low = min(at, at + delta)
        if self._axis == "x":
            strip = Bounds(low, start.y - _LONG, abs(delta), 2 * _LONG)
        else:
            strip = Bounds(start.x - _LONG, low, 2 * _LONG, abs(delta))
        self._board.show_signs(Signs(area=strip))

    def release(self, pointer: Pointer) -> None:
        self._start = None
        self._board.show_signs(NOTHING)
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.commit()

    def cancel(self) -> None:
        """Esc takes a drag back; without one the tool is put down."""
        self._board.show_signs(NOTHING)
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self._start = None
        else:
            self._board.done()
