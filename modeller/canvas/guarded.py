"""Errors of ours in what Qt calls end here and are reported: one that goes on into Qt may end the program."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Handler = TypeVar("Handler", bound=Callable[..., Any])


def guarded(handler: Handler) -> Handler:
    """A method that Qt calls: an error of ours is told to `sys.excepthook`, and Qt hears False or nothing.

    PySide loses count of what it holds when an error leaves such a method, and crashes when that is cleared away.
    """
    told = False if handler.__annotations__.get("return") is bool else None

    @wraps(handler)
    def safe(*args: Any, **named: Any) -> Any:
        try:
            return handler(*args, **named)
        except Exception:
            sys.excepthook(*sys.exc_info())
            return told

    return safe  # type: ignore[return-value]
