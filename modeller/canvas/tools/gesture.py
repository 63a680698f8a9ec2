"""One gesture as one undoable step: each movement is computed from the start, a refusal takes it back and says why."""

from collections.abc import Callable

from modeller.canvas.tools.board import EditBoard
from modeller.editing.refused import Refused
from modeller.language import Message


class Gesture:
    """Holds the edit of a drag open until it is released or cancelled."""

    def __init__(self, board: EditBoard, label: Message) -> None:
        self._board = board
        self._edit = board.document.edit(label)
        self._over = False
        self.worked = False

    def do(self, verb: Callable[[], object]) -> bool:
        """Begin again from the start and call the verb; False where it refuses.

        A verb that fails ends the gesture as if it never was: whatever is done with it then does nothing.
        """
        if self._over:
            return False
        self._edit.restart()
        try:
            verb()
        except Refused as refused:
            self._edit.restart()
            self._edit.show()
            self._board.refuse(refused.why)
            self.worked = False
        except BaseException:
            self.cancel()
            raise
        else:
            self._edit.show()
            self.worked = True
        return self.worked

    def commit(self) -> None:
        if self._over:
            return
        self._over = True
        try:
            self._edit.commit()
        except BaseException:
            if self._board.document.editing is self._edit:
                self._edit.cancel()
            raise

    def cancel(self) -> None:
        if not self._over:
            self._over = True
            self._edit.cancel()


def attempt(board: EditBoard, verb: Callable[[], object]) -> bool:
    """Call a verb that is a step of its own; False where it refuses, which is shown."""
    try:
        verb()
    except Refused as refused:
        board.refuse(refused.why)
        return False
    return True
