"""How far a long statement of SQLite has come, and how it is stopped."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

Progress: TypeAlias = Callable[[float], None]
"""Told the fraction done, 0 to 1, now and then. What it raises ends the work."""

STEPS: Final = 10_000
"""Operations of SQLite between two looks."""


class TookTooLong(Exception):
    """Something that is done in milliseconds took seconds: a file that is made to stop whoever opens it."""


def silent(fraction: float) -> None:
    """For those who do not want to know."""


@contextmanager
def watched(connection: sqlite3.Connection, progress: Progress = silent, fraction: float = 0) -> Iterator[None]:
    """Ask `progress` now and then while statements run inside; what it raises ends them and is raised here."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            progress(fraction)
        except BaseException as error:  # it must not be lost in SQLite
            raised.append(error)
            return 1
        return 0

    connection.set_progress_handler(look, STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, STEPS)


@contextmanager
def within(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Stop statements that run longer. Raises TookTooLong."""
    end = time.monotonic() + seconds

    def look(_: float) -> None:
        if time.monotonic() > end:
            raise TookTooLong

    with watched(connection, look):
        yield
