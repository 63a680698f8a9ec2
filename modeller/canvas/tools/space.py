"""The space tool: press and drag; what lies beyond moves away, or comes nearer with Ctrl."""

from functools import partial

from modeller.canvas.tools import snapping
from modeller.canvas.tools.board import NOTHING, EditBoard, Signs
from modeller.canvas.tools.gesture import Gesture
from modeller.canvas.tools.lift import MANY, Carried, Lifted, lifted
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
        self._delta = 0.0
        self._division: space.Division | None = None
        self._lifted: Lifted | None = None

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
            self._lift(start.x if self._axis == "x" else start.y)
        at, delta = (start.x, dx) if self._axis == "x" else (start.y, dy)
        self._delta = delta = snapping.to_grid(delta, self._board.grid)
        if self._lifted is None:
            self._insert(at)
        low = min(at, at + delta)
        if self._axis == "x":
            strip = Bounds(low, start.y - _LONG, abs(delta), 2 * _LONG)
        else:
            strip = Bounds(start.x - _LONG, low, 2 * _LONG, abs(delta))
        self._board.show_signs(Signs(area=strip, carried=self._carried(delta)))

    def _insert(self, at: float) -> None:
        assert self._gesture is not None
        assert self._axis is not None
        self._gesture.do(
            partial(space.insert, self._board.document, self._board.diagram, self._axis, at, self._delta)
        )  # fmt: skip

    def _lift(self, at: float) -> None:
        """Where very much moves it does so as a picture."""
        assert self._axis is not None
        place = space.division(self._board.document, self._board.diagram, self._axis, at)
        self._lifted = None
        if len(place.beyond) > MANY:
            self._division = place
            self._lifted = lifted(self._board.document, (node.key for node in place.beyond))

    def _carried(self, delta: float) -> Carried | None:
        place = self._division
        if self._lifted is None or place is None:
            return None
        delta = space.possible(self._board.document, place, delta)
        frames = tuple(space.longer(node, place.axis, delta) for node in place.across)
        return Carried(self._lifted, *((delta, 0.0) if place.axis == "x" else (0.0, delta)), frames)

    def release(self, pointer: Pointer) -> None:
        start, self._start = self._start, None
        self._board.show_signs(NOTHING)
        if self._gesture is not None:
            if self._lifted is not None and start is not None:
                self._insert(start.x if self._axis == "x" else start.y)
            self._lifted = self._division = None
            gesture, self._gesture = self._gesture, None
            gesture.commit()

    def cancel(self) -> None:
        """Esc takes a drag back; without one the tool is put down."""
        self._board.show_signs(NOTHING)
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self._start = self._lifted = self._division = None
        else:
            self._board.done()
