"""The tool of a viewer: a click selects, Shift or Ctrl adds and takes away, a double click goes in."""

from modeller.canvas.tools.pointer import Board, Pointer


class LookTool:
    """Looks and changes nothing."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def press(self, pointer: Pointer) -> None:
        if pointer.clicks == 2:
            if pointer.hit is not None:
                self._board.open(pointer.hit)
            return
        held = self._board.selection
        if pointer.hit is None:
            if not (pointer.shift or pointer.control):
                self._board.select(())
        elif not (pointer.shift or pointer.control):
            self._board.select((pointer.hit,))
        elif pointer.hit in held:
            self._board.select(tuple(key for key in held if key != pointer.hit))
        else:
            self._board.select((*held, pointer.hit))

    def move(self, pointer: Pointer) -> None:
        self._board.point_at(pointer.hit)

    def release(self, pointer: Pointer) -> None:
        """Nothing: a click has done its work when the button goes down."""

    def cancel(self) -> None:
        self._board.select(())
