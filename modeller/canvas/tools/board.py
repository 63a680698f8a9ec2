"""What an editing tool may ask of the board it works on, and the signs that it puts over the picture."""

from dataclasses import dataclass
from typing import Protocol

from modeller.canvas.tools.handles import Handle
from modeller.canvas.tools.lift import Carried
from modeller.canvas.tools.pointer import Board
from modeller.language import Message
from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.symbol import Notation


@dataclass(frozen=True, slots=True)
class SnapGrid:
    """The grid of a drawing board: the side of its squares in units, 0 for whole units only; whether `dots` show it."""

    side: float = 10.0
    dots: bool = True


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that two shapes share: at `at` along the axis, from `start` to `end` on the other one."""

    axis: str
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Signs:
    """What a gesture shows over the picture, in diagram units; never on paper.

    `area` is a lasso or the strip of the space tool, `ghost` a shape that is not there yet, `line` a flow that is
    not there yet, `fits` whether it could be, `faded` the elements that it cannot be joined to, `carried` what has been
    lifted off the picture and goes along as one.
    """

    area: Bounds | None = None
    guides: tuple[Guide, ...] = ()
    ghost: Node | None = None
    line: tuple[Point, ...] = ()
    fits: bool = True
    faded: frozenset[str] = frozenset()
    target: str | None = None
    carried: Carried | None = None


NOTHING = Signs()


class EditBoard(Board, Protocol):
    """The view that a tool edits on, seen without Qt."""

    @property
    def document(self) -> Document: ...

    @property
    def diagram(self) -> str:
        """The key of the diagram that is shown."""

    @property
    def zoom(self) -> float:
        """Pixels of the screen per unit."""

    @property
    def grid(self) -> SnapGrid:
        """What is dragged snaps to it."""

    @property
    def notation(self) -> Notation:
        """How the view draws the model."""

    def near(self, area: Bounds) -> list[Node | Flow]:
        """What is drawn there, the topmost last."""

    def handle_at(self, x: float, y: float) -> Handle | None:
        """The handle of the selection at a diagram point."""

    def show_signs(self, signs: Signs) -> None:
        """Show these signs in the place of those before."""

    def refuse(self, why: Message) -> None:
        """Tell why something cannot be done."""

    def write(self, key: str) -> None:
        """Edit the text of an element in its place."""

    def done(self) -> None:
        """The tool has done its work: back to selecting."""
