"""How far a job has come, and how it is called off."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[float], None]
"""Told the fraction done, 0 to 1, now and then. Raises Cancelled to end the job; then it leaves nothing behind."""


class Cancelled(Exception):
    """Somebody called the job off."""


def silent(fraction: float) -> None:
    """For those who do not want to know."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one step of a job, as a stretch of the whole."""

    def told(fraction: float) -> None:
        progress(start + (end - start) * min(max(fraction, 0.0), 1.0))

    return told
