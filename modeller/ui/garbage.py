"""When garbage is looked for: between two deeds, never in the middle of one."""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY: Final = 2000
"""Milliseconds between two looks at how much has been made."""
ENOUGH: Final = 20_000
"""So many new objects that are still there are worth a look through them."""
A_PIECE: Final = 2_000
"""So many are looked through between two pieces of a large step."""
MUCH: Final = 1_000_000
"""So many are looked through also while somebody would rather not be held up."""


class Garbage(QObject):
    """Looks for garbage from a timer, and no longer wherever Python happens to be.

    A search through all objects of a large model takes a tenth of a second, and Python begins one in the middle of
    every step that makes many records. Records need none: nothing in them leads back to itself. What was found to be in
    use is not looked through again before something large has gone. `busy` says whether the person, or a job, is at
    something that is not to be held up.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._gone = self._stopped = False
        self._was = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def came(self) -> None:
        """Something large is there, and all of it is in use."""
        gc.freeze()

    def went(self) -> None:
        """Something large has gone: everything is looked through the next time."""
        self._gone = True

    def look(self) -> None:
        """Look for garbage where there may be some."""
        made = gc.get_count()[0]
        if (self._busy() and made < MUCH) or not (self._gone or made > ENOUGH):
            return
        if self._gone:
            self._gone = False
            gc.unfreeze()
        gc.collect()
        gc.freeze()

    def between(self) -> None:
        """Look through what a piece of a large step has made: in one go at its end that would take long."""
        if not self._stopped and A_PIECE < gc.get_count()[0] < MUCH:
            gc.collect(0)
            gc.freeze()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._stopped = True
        self._timer.stop()
        gc.unfreeze()
        if self._was:
            gc.enable()
