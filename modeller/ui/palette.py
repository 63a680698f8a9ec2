"""The palette at the left of the drawing board: tools, and the elements used most; the rest stands in the list."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.symbols import symbol_icon
from modeller.canvas.tools.families import family_of
from modeller.canvas.tools.offers import Offer
from modeller.language import message
from modeller.ui.drag_button import DragButton
from modeller.ui.icons import dress, tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

TOOLS = (("select", ""), ("hand", "H"), ("lasso", "L"), ("space", "S"), ("connect", "C"))
_WIDE = 36
_TOOL = 34
_ROOM = 6
_MARGIN = (5, 8)
_FITTING = ((2, 36), (2, 32), (3, 36), (3, 32))
"""How many buttons stand in a row and how high they are, in pixels: the first that fits is taken, else it scrolls."""
_DRAWN = {
    Offer("bpmn:participant"): "pool", Offer("bpmn:participant", closed=True): "pool-closed",
    Offer("bpmn:lane"): "lane", Offer("modeller:phase"): "phase",
}  # fmt: skip
"""What is far larger than an icon, and would be a speck in its own drawing."""


def _rows(count: int, columns: int) -> int:
    return -(-count // columns)


def _height(columns: int, high: int, offered: int) -> int:
    """What the palette needs where so many of its buttons stand in a row."""
    tools, offers = _rows(len(TOOLS) + 1, columns), _rows(offered, columns)
    return 2 * _MARGIN[1] + tools * (min(high, _TOOL) + 1) + offers * (high + 1) + 2 * _ROOM + 1


class OfferButton(DragButton):
    """A click hangs the element at the pointer; a drag out of it puts it down where the button comes up."""

    def __init__(self, offer: Offer, board: DrawingBoard, parent: QWidget) -> None:
        super().__init__(board, parent, lambda: board.deeds.create(offer))
        self.offer = offer
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(24, 24))


class Palette(QFrame):
    """Stands beside one board; `asked_list` is called for the list of everything."""

    def __init__(self, board: DrawingBoard, look: Look, asked_list: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._board = board
        self.wording = Wording(self)
        self.tools: dict[str, QToolButton] = {}
        self.offers: list[OfferButton] = []
        self._fit: tuple[int, int, bool] | None = None
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self.area)
        inside.setObjectName("plain")
        self.area.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_MARGIN[0], _MARGIN[1], 0, _MARGIN[1])
        column.setSpacing(_ROOM)
        self._tools, self._offers = QGridLayout(), QGridLayout()
        for name, key in TOOLS:
            button = QToolButton(inside)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: board.deeds.use(name))
            said = message(f"canvas.tool.{name}")
            self.wording.put(button.setAccessibleName, said)
            tip = message("canvas.tip", words=said, shortcut=key) if key else said
            self.wording.put(button.setToolTip, tip)
            self.tools[name] = button
        self.more = QToolButton(inside)
        self.more.clicked.connect(asked_list)
        self.wording.put(self.more.setAccessibleName, message("canvas.list"))
        self.wording.put(self.more.setToolTip, message("canvas.tip", words=message("canvas.list"), shortcut="N"))
        line = QFrame(inside)
        line.setObjectName("rule")
        line.setFixedHeight(1)
        for offer in family_of(board.document).palette:
            button = OfferButton(offer, board, inside)
            button.clicked.connect(lambda _=False, offer=offer: board.deeds.create(offer))
            self.wording.put(button.setToolTip, offer.label)
            self.wording.put(button.setAccessibleName, offer.label)
            self.offers.append(button)
        for grid in (self._tools, self._offers):
            grid.setSpacing(1)
            grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._tools)
        column.addWidget(line)
        column.addLayout(self._offers)
        column.addStretch(1)
        self._arrange(_height(*_FITTING[0], len(self.offers)))
        board.tool_changed.connect(self._show_tool)
        self._show_tool(board.tool_name)
        self.dress(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.height())
        self.area.setGeometry(self.contentsRect())

    def _arrange(self, room: int) -> None:
        """Put the buttons into rows so that all are seen in `room` pixels, as far as they can."""
        columns, high = next((fit for fit in _FITTING if _height(*fit, len(self.offers)) <= room), _FITTING[-1])
        scrolls = _height(columns, high, len(self.offers)) > room
        if self._fit == (columns, high, scrolls):
            return
        self._fit = columns, high, scrolls
        for grid, buttons, height in (
            (self._tools, [*self.tools.values(), self.more], min(high, _TOOL)),
            (self._offers, self.offers, high),
        ):
            for number, button in enumerate(buttons):
                button.setFixedSize(_WIDE, height)
                grid.addWidget(button, number // columns, number % columns)
        bar = self.area.verticalScrollBar().sizeHint().width() if scrolls else _MARGIN[0]
        self.setFixedWidth(_MARGIN[0] + columns * (_WIDE + 1) + bar)

    def _show_tool(self, name: str) -> None:
        for tool, button in self.tools.items():
            button.setChecked(tool == name)

    def dress(self, look: Look) -> None:
        for name, button in self.tools.items():
            dress(button, f"tool-{name}", look, 20)
        dress(self.more, "find", look, 20)
        for offered in self.offers:
            drawn = _DRAWN.get(offered.offer)
            offered.setIcon(
                tinted(drawn, look)
                if drawn
                else symbol_icon(offered.offer, look.picture, 24, notation=self._board.notation)
            )
