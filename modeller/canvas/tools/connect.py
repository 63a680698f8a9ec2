"""The tool that joins: from an element, or from where it is pressed, to another; what cannot be joined is faded."""

from modeller.canvas.tools import walk
from modeller.canvas.tools.board import NOTHING, EditBoard, Signs
from modeller.canvas.tools.gesture import attempt
from modeller.canvas.tools.handles import box_of, is_container
from modeller.canvas.tools.pointer import Pointer
from modeller.editing import connect
from modeller.model.records import Flow, Node, Point
from modeller.notation.joining import flow_between


class ConnectTool:
    """With a `source` the line hangs at the pointer at once; press and release, or two clicks, give both ends."""

    def __init__(self, board: EditBoard, source: str | None = None) -> None:
        self._board = board
        self.source = source
        self._pressed = Pointer(0, 0)
        self.aim: str | None = None
        """What the arrow keys have led to."""
        self._faded: frozenset[str] = frozenset()
        if source is not None:
            self._fade()

    def _fade(self) -> None:
        """Look once which elements of the diagram may be reached."""
        board, source = self._board, self._board.document.node(self.source)
        if source is None:
            return
        document = board.document
        self._faded = frozenset(
            record.key for record in document.drawn(board.diagram)
            if isinstance(record, Node) and record.key != source.key
            and flow_between(document, source, record) is None and not is_container(record)
        )  # fmt: skip
        board.show_signs(Signs(faded=self._faded))

    def press(self, pointer: Pointer) -> None:
        if self.source is None:
            if self._board.document.node(pointer.hit) is None:
                self.cancel()
                return
            self.source = pointer.hit
            self._pressed = pointer
            self._fade()
        else:
            self._pressed = pointer

    def move(self, pointer: Pointer) -> None:
        if self.source is None:
            self._board.point_at(pointer.hit)
            return
        source, target = self._board.document.node(self.source), self._board.document.get(pointer.hit)
        if source is None or source.bounds is None:
            return
        fits = isinstance(target, Node | Flow) and flow_between(self._board.document, source, target) is not None
        goal = box_of(target) if fits and isinstance(target, Node) else None
        end = goal.centre if goal is not None else Point(pointer.x, pointer.y)
        aimed = pointer.hit if pointer.hit != self.source and fits else None
        self._board.show_signs(
            Signs(line=(source.bounds.centre, end), target=aimed, fits=fits or pointer.hit in (None, self.source),
                  faded=self._faded)
        )  # fmt: skip

    def release(self, pointer: Pointer) -> None:
        if self.source is None:
            return
        if pointer.hit == self.source:
            return  # a click on the source: the second click gives the target
        source, target = self.source, pointer.hit
        self._board.show_signs(NOTHING)
        made: list[str] = []
        if target is not None:
            attempt(self._board, lambda: made.append(connect.connect(self._board.document, source, target)))
        self._board.done()
        self._board.select(tuple(made) if made else (source,))

    def steer(self, dx: int, dy: int) -> str | None:
        """Lead the line by keys to the nearest element in a direction that it may reach; its key."""
        document = self._board.document
        source, now = document.node(self.source), document.node(self.aim or self.source)
        nodes = [
            node for node in document.drawn(self._board.diagram)
            if isinstance(node, Node) and node.key != self.source
            and (not is_container(node) if source is None else flow_between(document, source, node) is not None)
        ]  # fmt: skip
        if now is None or now.bounds is None:
            found = walk.first(document, self._board.diagram)
        else:
            found = walk.nearest(now.bounds.centre, (dx > 0) - (dx < 0), (dy > 0) - (dy < 0), nodes)
        self.aim = found or self.aim
        goal = document.node(self.aim)
        if goal is not None and goal.bounds is not None:
            self.move(Pointer(*goal.bounds.centre, goal.key))
        return self.aim

    def put_down(self) -> None:
        """Join what the keys have led to; without a source that becomes it."""
        goal = self._board.document.node(self.aim)
        if goal is None or goal.bounds is None:
            return
        pointer = Pointer(*goal.bounds.centre, goal.key)
        if self.source is None:
            self.press(pointer)
        else:
            self.release(pointer)

    def cancel(self) -> None:
        self._board.show_signs(NOTHING)
        self._board.done()
