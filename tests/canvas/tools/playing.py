"""Somebody without a plan plays with the tools on a board without Qt: presses, moves, lets go, gives up."""

import random

from editing.walking import Walk
from fake_board import FakeBoard

from modeller.canvas.tools import handles
from modeller.canvas.tools.connect import ConnectTool
from modeller.canvas.tools.create import CreateTool
from modeller.canvas.tools.handles import box_of
from modeller.canvas.tools.lasso import LassoTool
from modeller.canvas.tools.offers import OFFERS
from modeller.canvas.tools.pointer import Pointer, Tool
from modeller.canvas.tools.select import SelectTool
from modeller.canvas.tools.space import SpaceTool
from modeller.model.document import Document
from modeller.model.records import Flow, Node


class Play:
    """One hand at one board. After each gesture nothing is left open, and one that was given up left nothing."""

    def __init__(self, document: Document, seed: int, diagram: str) -> None:
        self.document = document
        self.dice = random.Random(seed)
        self.board = FakeBoard(document)
        self.board.diagram = diagram
        self.tool: Tool = SelectTool(self.board)
        self.done: list[str] = []
        self._verbs = Walk(document, seed, diagram)

    def step(self) -> None:
        choice = self.dice.random()
        if choice < 0.2:
            self._take()
        elif choice < 0.85:
            self._gesture()
        elif choice < 0.95:
            self._verbs.step()
            self.done.append(self._verbs.done[-1])
        else:
            self.document.undo() if self.dice.random() < 0.6 else self.document.redo()
            self.done.append("undo or redo")
        self.board.selection = tuple(key for key in self.board.selection if key in self.document)
        assert self.document.editing is None, self.done[-5:]

    def _take(self) -> None:
        """Take a tool in the hand."""
        board = self.board
        nodes = self._verbs.nodes()
        source = self.dice.choice(nodes).key if nodes and self.dice.random() < 0.7 else None
        makers = (
            lambda: SelectTool(board), lambda: LassoTool(board), lambda: SpaceTool(board),
            lambda: ConnectTool(board, source), lambda: CreateTool(board, self.dice.choice(OFFERS)),
            lambda: CreateTool(board, self.dice.choice(OFFERS)), lambda: ConnectTool(board, source),
        )  # fmt: skip
        self.tool = self.dice.choice(makers)()
        self.done.append(type(self.tool).__name__)

    def _gesture(self) -> None:
        """Press, move some times, and let go or give up."""
        held = {name: self.dice.random() < 0.15 for name in ("shift", "control", "alt")}
        before, last, done = dict(self.document.records), self.document.undoable, self.board.finished
        self.board.zoom = self.dice.choice((0.3, 1.0, 1.0, 1.0, 3.0))
        start = self._place()
        double = self.dice.random() < 0.05
        self._press(*start, clicks=2 if double else 1, **held)
        place = start
        for _ in range(self.dice.choice((0, 1, 2, 4))):
            place = self._place() if self.dice.random() < 0.4 else self._beside(*place)
            self.tool.move(self.board.at(*place, **held))
        given_up = self.dice.random() < 0.3 and not double  # two clicks have done what they do
        self.done.append(f"{type(self.tool).__name__} {start} {place} {held} {'given up' if given_up else ''}")
        if given_up:
            self.tool.cancel()
            assert dict(self.document.records) == before, (self.done[-3:], "left a trace")
            assert self.document.undoable is last, (self.done[-3:], "left a step")
            if self.board.finished != done:
                self.tool = SelectTool(self.board)
        if not given_up or self.dice.random() < 0.5:
            self.tool.release(self.board.at(*place, **held))
        if given_up:
            assert dict(self.document.records) == before, (self.done[-3:], "letting go after Esc did something")
        if self.board.finished != done or self.dice.random() < 0.3:
            if not given_up:
                self.tool.cancel()  # what is put out of the hand in the midst of something
            self.tool = SelectTool(self.board)

    def _press(self, x: float, y: float, clicks: int, **held: bool) -> None:
        at = self.board.at(x, y)
        self.tool.press(Pointer(x, y, at.hit, clicks, **held))

    def _place(self) -> tuple[float, float]:
        """Somewhere that matters: a handle, an edge, a middle; sometimes just anywhere."""
        drawn = [record for record in self.document.drawn(self.board.diagram) if isinstance(record, Node | Flow)]
        if not drawn or self.dice.random() < 0.15:
            return self.dice.uniform(-100, 1600), self.dice.uniform(-100, 900)
        selected = [self.document.get(key) for key in self.board.selection]
        record = self.dice.choice(drawn)
        if selected and self.dice.random() < 0.4:
            held = self.dice.choice(selected)
            record = held if isinstance(held, Node | Flow) else record
        found = handles.handles(record, self.board.zoom)
        if found and self.dice.random() < 0.5:
            handle = self.dice.choice(found)
            return _near(handle.x), _near(handle.y)
        box = box_of(record)
        if box is None:
            return 0.0, 0.0
        across, down = self.dice.choice((0.0, 0.03, 0.5, 0.5, 1.0)), self.dice.choice((0.0, 0.05, 0.5, 0.5, 1.0))
        return _near(box.x + box.width * across), _near(box.y + box.height * down)

    def _beside(self, x: float, y: float) -> tuple[float, float]:
        far = self.dice.choice((2, 12, 60, 250))
        return x + self.dice.uniform(-far, far), y + self.dice.uniform(-far, far)


def _near(value: float) -> float:
    """Nobody drags for a kilometre: without an end each step would go twice as far as the one before."""
    return min(max(value, -20_000.0), 20_000.0)
