"""Work on the same files in several threads: one after the other, and what is out of date not at all."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Turns:
    """One for each thing that is worked on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = 0

    def take(self) -> Callable[[Callable[[], T], T], T]:
        """A turn, taken in one thread. What is given to it then, in any thread, is done after that of earlier turns.

        Where a later turn was taken before it comes to that it is left, and what is given for that case comes back.
        """
        self._latest += 1
        number = self._latest

        def run(job: Callable[[], T], otherwise: T) -> T:
            with self._lock:
                return job() if number == self._latest else otherwise

        return run
