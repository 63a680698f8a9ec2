"""What a tool is told of the pointer, and what it may ask of the board it works on."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Pointer:
    """The pointer at (`x`, `y`) in diagram units, over the element `hit`; `clicks` is 2 for a double click."""

    x: float
    y: float
    hit: str | None = None
    clicks: int = 1
    shift: bool = False
    control: bool = False
    alt: bool = False


class Board(Protocol):
    """What a tool may ask for: the view it works on, seen without Qt."""

    @property
    def selection(self) -> tuple[str, ...]: ...

    def select(self, keys: tuple[str, ...]) -> None: ...

    def point_at(self, key: str | None) -> None:
        """Show that the pointer is over an element."""

    def open(self, key: str) -> None:
        """Go into an element: a double click."""


class Tool(Protocol):
    """A small state machine fed with pointers."""

    def press(self, pointer: Pointer) -> None: ...

    def move(self, pointer: Pointer) -> None: ...

    def release(self, pointer: Pointer) -> None: ...

    def cancel(self) -> None:
        """Esc: back to the start, as if nothing had happened."""
