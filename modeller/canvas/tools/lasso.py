"""The lasso: catches what lies wholly in it, wherever it begins."""

from modeller.canvas.tools.board import NOTHING, EditBoard, Signs
from modeller.canvas.tools.handles import box_of
from modeller.canvas.tools.pointer import Pointer
from modeller.model.records import Bounds


class LassoTool:
    """Once: then one has the select tool again, to drag what was caught."""

    def __init__(self, board: EditBoard) -> None:
        self._board = board
        self._start: Pointer | None = None

    def press(self, pointer: Pointer) -> None:
        self._start = pointer

    def move(self, pointer: Pointer) -> None:
        if self._start is not None:
            self._board.show_signs(Signs(area=area(self._start, pointer)))

    def release(self, pointer: Pointer) -> None:
        if self._start is None:
            return
        caught = within(self._board, area(self._start, pointer))
        if self._start.shift or self._start.control:
            caught = tuple(dict.fromkeys((*self._board.selection, *caught)))
        self._start = None
        self._board.show_signs(NOTHING)
        self._board.done()
        self._board.select(caught)

    def cancel(self) -> None:
        self._start = None
        self._board.show_signs(NOTHING)
        self._board.done()


def area(start: Pointer, now: Pointer) -> Bounds:
    """The rectangle between two pointers."""
    return Bounds(min(start.x, now.x), min(start.y, now.y), abs(now.x - start.x), abs(now.y - start.y))


def within(board: EditBoard, caught: Bounds) -> tuple[str, ...]:
    """What is drawn wholly in a rectangle."""
    found = ((record.key, box_of(record)) for record in board.near(caught))
    return tuple(key for key, box in found if box is not None and caught.covers(box))
