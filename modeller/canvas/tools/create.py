"""The tool that places a new element: its ghost hangs at the pointer until it is put down."""

from dataclasses import replace

from modeller.canvas.tools import snapping
from modeller.canvas.tools.board import NOTHING, EditBoard, Signs, SnapGrid
from modeller.canvas.tools.gesture import attempt
from modeller.canvas.tools.offers import Offer, sample
from modeller.canvas.tools.pointer import Pointer
from modeller.editing import place
from modeller.model.records import Node


def ghost(offer: Offer, x: float, y: float) -> Node:
    """A new element with its centre at (x, y), as it would look."""
    node = sample(offer)
    assert node.bounds is not None
    return replace(node, bounds=node.bounds.moved(round(x - node.bounds.width / 2), round(y - node.bounds.height / 2)))


class CreateTool:
    """Follows the pointer; a click, or the end of a drag out of the palette, puts the element down."""

    def __init__(self, board: EditBoard, offer: Offer) -> None:
        self._board = board
        self.offer = offer
        self._last: Pointer | None = None

    def _at(self, pointer: Pointer) -> tuple[float, float, Signs]:
        """Where it would stand: in line with what is near, else on the grid."""
        node = ghost(self.offer, pointer.x, pointer.y)
        box = node.bounds
        assert box is not None
        if pointer.alt:
            return pointer.x, pointer.y, Signs(ghost=node)
        near = [
            record.bounds for record in self._board.near(box.grown(400))
            if isinstance(record, Node) and record.bounds is not None and record.bounds.width < 400
        ]  # fmt: skip
        middle = box.centre
        snapped = snapping.snap(box, 0, 0, near, self._board.zoom, None)
        x, y = middle.x + snapped.dx, middle.y + snapped.dy
        axes = {guide.axis for guide in snapped.guides}
        x = x if "x" in axes else snapping.to_grid(x, self._board.grid)
        y = y if "y" in axes else snapping.to_grid(y, self._board.grid)
        return x, y, Signs(ghost=ghost(self.offer, x, y), guides=snapped.guides, target=pointer.hit)

    def press(self, pointer: Pointer) -> None:
        """The button going down says nothing yet: it is put down where it comes up."""

    def steer(self, dx: int, dy: int) -> str | None:
        """Move the ghost by keys, so many squares of the grid."""
        if self._last is not None:
            step = self._board.grid.side or SnapGrid().side
            x, y = self._last.x + dx * step, self._last.y + dy * step
            self.move(Pointer(x, y, alt=True))
        return None

    def put_down(self) -> None:
        """Place it where the keys have led it."""
        if self._last is not None:
            self.release(self._last)

    def move(self, pointer: Pointer) -> None:
        self._last = pointer
        self._board.show_signs(self._at(pointer)[2])

    def release(self, pointer: Pointer) -> None:
        x, y, _ = self._at(pointer)
        self._board.show_signs(NOTHING)
        made: list[str] = []
        board, offer = self._board, self.offer
        attempt(board, lambda: made.append(place.place(board.document, board.diagram, offer.type, x, y, offer.traits)))
        self._board.done()
        if made:
            self._board.select((made[0],))

    def cancel(self) -> None:
        self._board.show_signs(NOTHING)
        self._board.done()
