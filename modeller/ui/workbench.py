"""What stands around the drawing board of a page: palette, context pad, lists, hints; undo and redo that show what."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.scene import around
from modeller.canvas.signs import pixels
from modeller.canvas.tools.families import VALUE_CHAIN, family_of
from modeller.canvas.tools.gesture import attempt
from modeller.canvas.tools.handles import box_of
from modeller.canvas.tools.offers import OFFERS, Offer
from modeller.editing import replace
from modeller.model.document import Change
from modeller.model.records import Flow, Node
from modeller.ui.context_pad import ContextPad
from modeller.ui.element_list import ElementList
from modeller.ui.hint import Hint
from modeller.ui.keys_sheet import KeysSheet
from modeller.ui.palette import Palette
from modeller.ui.strips import STRIPS, meant
from modeller.ui.theme import Look

_MANY: Final = 500
"""Where more elements than this have changed, it is shown where they are now, not also where they were."""


class Workbench(QObject):
    """Belongs to a page; `go` shows another diagram of the model."""

    def __init__(self, board: DrawingBoard, look: Look, go: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.board = board
        self.play: Callable[[str], object] = lambda _: None
        """What does the deeds of a run that is played."""
        self._go = go
        self.palette = Palette(board, look, lambda: self.ask("create_list"), parent)
        self.pad = ContextPad(board, look, self.ask)
        self.list = ElementList(look, parent)
        self.list.notation = board.notation
        self.hint = Hint(board.viewport())
        board.refused.connect(self.hint.tell)
        board.asked.connect(self.ask)
        self.list.left.connect(board.setFocus)

    def dress(self, look: Look) -> None:
        self.palette.dress(look)
        self.pad.dress(look)
        self.list.look, self.list.notation = look, self.board.notation

    # -- undo ----------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        self.board.finish()
        self._show(self.board.document.undo())

    def redo(self) -> None:
        self.board.finish()
        self._show(self.board.document.redo())

    def travel(self, steps: int) -> None:
        """Undo so many steps, or redo them where the number is negative; shown as one."""
        self.board.finish()
        document, last = self.board.document, None
        for _ in range(abs(steps)):
            last = document.undo() if steps > 0 else document.redo()
        self._show(last)

    def _show(self, change: Change | None) -> None:
        """Go where something has changed, and let it light up."""
        if change is None:
            return
        document, board = self.board.document, self.board
        keys = tuple(change.records)
        here = [key for key in keys if key in board.scene.items]
        if not here:
            there = next((each for pair in change.records.values() for each in pair
                          if isinstance(each, Node | Flow) and each.diagram in document), None)  # fmt: skip
            if there is None or there.diagram is None:
                return
            if there.diagram != board.diagram:
                self._go(there.diagram)
            here = [key for key in keys if key in board.scene.items]
        boxes = [board.scene.items[key].bounds for key in here]
        if len(keys) <= _MANY:
            drawn = [each for pair in change.records.values() for each in pair if isinstance(each, Node | Flow)]
            boxes = [box for record in drawn if record.diagram == board.diagram and (box := box_of(record)) is not None]
        nodes = tuple(key for key in here if document.node(key) is not None)
        if boxes:
            board.keep_in_view(around(boxes))
        board.flash(tuple(here))
        if nodes and set(board.selection).isdisjoint(here):
            board.select(nodes if len(nodes) <= 1 else ())

    # -- what the board and the pad ask for ----------------------------------------------------------------------

    def ask(self, name: str) -> None:
        """Do what the board cannot do alone."""
        board = self.board
        board.finish()
        if name == "create_list":
            self.list.ask(self._at_pointer(), self._create, family_of(board.document).offers)
        elif name == "append_list":
            if board.selection:
                self.list.ask(self._beside(), board.deeds.append, family_of(board.document).steps)
        elif name == "change_type":
            offers = alternatives(self._selected())
            if offers:
                self.list.ask(self._beside(), self._change, offers)
        elif name.partition(":")[0] in STRIPS:
            self._strip(name)
        elif name.startswith("play_"):
            self.play(name)
        elif name == "help":
            sheet = KeysSheet(board.window())
            sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            sheet.open()
        elif name == "menu":
            board.menu_asked.emit(None, None)
        elif name == "leave":
            board.window().setFocus(Qt.FocusReason.TabFocusReason)
            self.palette.tools["select"].setFocus(Qt.FocusReason.TabFocusReason)

    def _create(self, offer: Offer) -> None:
        self.board.setFocus()
        self.board.deeds.create(offer)

    def _selected(self) -> list[Node]:
        found = (self.board.document.node(key) for key in self.board.selection)
        return [node for node in found if node is not None]

    def _change(self, offer: Offer) -> None:
        board = self.board
        keys = [node.key for node in self._selected()]
        for key in keys:
            attempt(board, partial(replace.replace, board.document, key, offer.type, offer.traits))
        board.setFocus()

    def _strip(self, name: str) -> None:
        """What is done with lanes, phases and pools; ``lane_split:3`` names a number too."""
        board, held = self.board, self._selected()
        deed, _, number = name.partition(":")
        node = meant(board.document, held[0], deed) if len(held) == 1 else None
        if not isinstance(node, Node):
            return
        made: list[object] = []
        if attempt(board, lambda: made.append(STRIPS[deed](board.document, node, int(number or 2)))):
            first = made[0][0] if isinstance(made[0], tuple) else made[0]
            if isinstance(first, str):
                board.select((first,))  # what is typed names it

    def _beside(self) -> QPoint:
        """Where a list stands beside what is selected."""
        board = self.board
        item = board.scene.items.get(board.selection[0])
        if item is None:
            return QCursor.pos()
        place = pixels(item.shape, board.camera)
        return board.viewport().mapToGlobal(QPoint(round(place.right()) + 14, round(place.top())))

    def _at_pointer(self) -> QPoint:
        inside = self.board.viewport().rect().contains(self.board.viewport().mapFromGlobal(QCursor.pos()))
        if inside:
            return QCursor.pos()
        return self.board.viewport().mapToGlobal(QPoint(30, 30))


def alternatives(nodes: list[Node]) -> tuple[Offer, ...]:
    """What elements may all be changed into."""
    kinds = [set(replace.can_become(node)) for node in nodes]
    shared = set.intersection(*kinds) if kinds else set()
    return tuple(offer for offer in (*OFFERS, *VALUE_CHAIN.offers) if offer.type in shared)
