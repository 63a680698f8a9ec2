"""Two hands without a plan at the real drawing board: mouse, keys, input method, commands; all as Qt's events."""

import random
from dataclasses import replace

from editing.walking import Walk
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.items import Item
from modeller.canvas.keys import KEYS
from modeller.canvas.scene import Scene
from modeller.canvas.tools.handles import box_of
from modeller.canvas.tools.offers import OFFERS, STEPS
from modeller.drawing.displaylist import Group
from modeller.drawing.theme import LIGHT
from modeller.model.document import Document
from modeller.model.records import Flow, Node

_EXACT = 1e-6
"""Units that sums of movements may differ from the place itself."""
_BUTTON = Qt.MouseButton.LeftButton
_HELD = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def board_on(document: Document, diagram: str) -> DrawingBoard:
    """A board that is shown; to be put away with `put_away`."""
    board = DrawingBoard(Scene(document, diagram, LIGHT))
    board.resize(900, 640)
    board.show()
    board.fit()
    board.setFocus()
    QCoreApplication.processEvents()
    return board


def put_away(board: DrawingBoard) -> None:
    board.close_scene()
    board.scene.close()
    board.close()
    board.deleteLater()
    QCoreApplication.sendPostedEvents(None, 0)


class Hands:
    """`step` does one thing that a person may do, whole or given up in its midst."""

    def __init__(self, board: DrawingBoard, seed: int) -> None:
        self.board = board
        self.document = board.document
        self.dice = random.Random(seed)
        self.done: list[str] = []
        self._verbs = Walk(self.document, seed, board.diagram)
        self._keys = [key for key in KEYS if not key.menu and key.deed not in ("leave", "help", "create_list")]

    def step(self) -> None:
        deeds = (
            *[self.gesture] * 8, self.key, self.key, self.key, self.write, self.compose, self.offer, self.offer,
            self.command, self.command, self.wheel, self.verb, self.undo, self.away,
        )  # fmt: skip
        deed = self.dice.choice(deeds)
        self.done.append(deed.__name__)
        deed()

    def finish(self) -> None:
        """As any command of the window does first."""
        self.board.finish()
        assert self.document.editing is None, self.done[-5:]

    # -- the mouse -----------------------------------------------------------------------------------------------

    def place(self) -> QPoint:
        """Somewhere that matters in the view: a handle, an edge, a middle; sometimes just anywhere."""
        board, port = self.board, self.board.viewport()
        if self.dice.random() < 0.2 or not board.scene.items:
            return QPoint(self.dice.randrange(port.width()), self.dice.randrange(port.height()))
        found = board.handles()
        if found and self.dice.random() < 0.45:
            handle = self.dice.choice(found)
            at = board.camera.place(handle.x, handle.y)
        else:
            record = self.dice.choice(list(board.scene.items.values())).record
            box = box_of(record) if isinstance(record, Node | Flow) else None
            if box is None:
                return QPoint(5, 5)
            across, down = self.dice.choice((0.0, 0.04, 0.5, 0.5, 1.0)), self.dice.choice((0.0, 0.06, 0.5, 1.0))
            at = board.camera.place(box.x + box.width * across, box.y + box.height * down)
        inside = QPoint(round(min(max(at.x, 0), port.width() - 1)), round(min(max(at.y, 0), port.height() - 1)))
        return inside + QPoint(self.dice.randint(-3, 3), self.dice.randint(-3, 3))

    def gesture(self) -> None:
        board, port, held = self.board, self.board.viewport(), self.dice.choice(_HELD)
        self.finish()
        before, last = dict(self.document.records), self.document.undoable
        start = self.place()
        self.done[-1] += f" {board.tool_name} {held.name} {start.toTuple()}"
        QTest.mousePress(port, _BUTTON, held, start)
        at = start
        for _ in range(self.dice.choice((0, 1, 2, 3))):
            far = self.dice.choice((3, 12, 60, 200))
            near = at + QPoint(self.dice.randint(-far, far), self.dice.randint(-far, far))
            at = near if self.dice.random() < 0.6 else self.place()
            QTest.mouseMove(port, at)
            QCoreApplication.processEvents()
        given_up = self.dice.random() < 0.3
        self.done[-1] += f" → {at.toTuple()} {'given up' if given_up else ''}"
        if given_up:
            QTest.keyClick(board, Qt.Key.Key_Escape)
            assert dict(self.document.records) == before, (self.done[-4:], "left a trace")
            assert self.document.undoable is last, (self.done[-4:], "left a step")
        QTest.mouseRelease(port, _BUTTON, held, at)
        if given_up:
            assert dict(self.document.records) == before, (self.done[-4:], "letting go after Esc did something")
            assert self.document.editing is None
        elif self.dice.random() < 0.1:
            QTest.mouseDClick(port, _BUTTON, held, at)
            QTest.mouseRelease(port, _BUTTON, held, at)

    def wheel(self) -> None:
        port = self.board.viewport()
        at = QPointF(self.place())
        held = self.dice.choice(_HELD[2:5])
        delta = QPoint(0, self.dice.choice((-240, -120, 120, 240)))
        event = QWheelEvent(
            at, port.mapToGlobal(at), QPoint(), delta, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase,
            False,
        )  # fmt: skip
        QCoreApplication.sendEvent(port, event)
        if self.dice.random() < 0.4:
            self.board.fit()

    # -- keys and text -------------------------------------------------------------------------------------------

    def key(self) -> None:
        key = self.dice.choice(self._keys)
        combined = QKeySequence(key.keys)[0]
        self.done[-1] += f" {key.keys}"
        QTest.keyClick(self.board, combined.key(), combined.keyboardModifiers())  # type: ignore[attr-defined]

    def write(self) -> None:
        before, last = dict(self.document.records), self.document.undoable
        was_open = self.document.editing is not None
        QTest.keyClicks(self.board, self.dice.choice(("Check order", "a", "long text " * 6)))
        ending = self.dice.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_F2, None))
        self.done[-1] += f" {ending}"
        writes = self.board.editor.writing is not None
        if ending is not None:
            QTest.keyClick(self.board, ending)
        if ending is Qt.Key.Key_Escape and writes and not was_open:
            assert dict(self.document.records) == before, (self.done[-4:], "Esc left some text")
            assert self.document.undoable is last

    def compose(self) -> None:
        """An input method: letters, more letters, and a word or nothing."""
        if not self.board.inputMethodQuery(Qt.InputMethodQuery.ImEnabled):
            return
        for letters in ("d", "deng", "deng'ji"):
            QCoreApplication.sendEvent(self.board, QInputMethodEvent(letters, []))
            if self.dice.random() < 0.1:
                return  # something else comes in between
        event = QInputMethodEvent("", [])
        event.setCommitString(self.dice.choice(("等级", "")))
        QCoreApplication.sendEvent(self.board, event)

    # -- commands ------------------------------------------------------------------------------------------------

    def offer(self) -> None:
        """From the list or the pad: append something, or hang it at the pointer."""
        if len(self.board.selection) == 1 and self.dice.random() < 0.6:
            self.board.deeds.append(self.dice.choice(STEPS))
        else:
            self.board.deeds.create(self.dice.choice(OFFERS))
            self.gesture()

    def command(self) -> None:
        name = self.dice.choice(("delete", "connect", "branch", "append_next", "select_all"))
        self.done[-1] += f" {name}"
        if name == "select_all":
            self.finish()
            self.board.select(tuple(self.board.scene.items))
        elif name != "delete" or len(self.board.selection) < 6:
            self.board.deeds.do(name)

    def verb(self) -> None:
        """What the menus, the inspector and another window on the same model do."""
        self.finish()
        self._verbs.step()
        self.done[-1] += f" {self._verbs.done[-1]}"

    def undo(self) -> None:
        self.finish()
        for _ in range(self.dice.randint(1, 4)):
            self.document.undo() if self.dice.random() < 0.6 else self.document.redo()

    def away(self) -> None:
        """The focus goes elsewhere and comes back."""
        self.board.clearFocus()
        self.board.setFocus()


def _painted(item: Item, document: Document) -> Group | None:
    """Its marks without the words that only files carry: they name neighbours, and the scene need not follow those."""
    marks = item.marks(document)
    return replace(marks, title="") if marks is not None else None


def assert_scene_is_records(board: DrawingBoard) -> None:
    """The scene that followed every change shows what one shows that is made afresh, in the same order."""
    document, scene = board.document, board.scene
    fresh = Scene(document, scene.diagram, scene.theme)
    try:
        assert set(scene.items) == set(fresh.items)
        assert scene.extent.grown(_EXACT).covers(fresh.extent), "the extent is too small"
        assert fresh.extent.grown(_EXACT).covers(scene.extent), "the extent is too large"
        for key, item in fresh.items.items():
            mine = scene.items[key]
            assert mine.record == item.record, key
            assert mine.bounds.grown(_EXACT).covers(item.bounds), key
            assert item.bounds.grown(_EXACT).covers(mine.bounds), key
            assert _painted(mine, document) == _painted(item, document), key
        mine_ranked = sorted(scene.items.values(), key=lambda item: item.rank)
        for one, two in zip(mine_ranked, fresh.items.values(), strict=True):
            assert one.key == two.key, "painted in another order"
    finally:
        fresh.close()
