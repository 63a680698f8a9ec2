"""The tool while a run is played: a click chooses what happens next, Esc leaves."""

from collections.abc import Callable

from modeller.canvas.tools.pointer import Board, Pointer


class PlayTool:
    """`chosen(key)` hears what was clicked on, `left()` that the run is over. It selects and changes nothing."""

    def __init__(self, board: Board, chosen: Callable[[str], object], left: Callable[[], object]) -> None:
        self._board = board
        self._chosen = chosen
        self._left = left

    def press(self, pointer: Pointer) -> None:
        if pointer.hit is not None:
            self._chosen(pointer.hit)

    def move(self, pointer: Pointer) -> None:
        self._board.point_at(pointer.hit)

    def release(self, pointer: Pointer) -> None:
        """Nothing: a click has done its work when the button goes down."""

    def cancel(self) -> None:
        self._left()
