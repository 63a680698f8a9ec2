"""The palette at the left of the drawing board: tools, and the elements used most; the rest stands in the list."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.symbols import symbol_icon
from modeller.canvas.tools.offers import Offer
from modeller.language import message
from modeller.ui.drag_button import DragButton
from modeller.ui.icons import dress, tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

TOOLS = (("select", ""), ("hand", "H"), ("lasso", "L"), ("space", "S"), ("connect", "C"))
OFFERED = (
    Offer("bpmn:startEvent"), Offer("bpmn:endEvent"),
    Offer("bpmn:intermediateCatchEvent", "timer"), Offer("bpmn:intermediateCatchEvent", "message"),
    Offer("bpmn:task"), Offer("bpmn:userTask"),
    Offer("bpmn:serviceTask"), Offer("bpmn:subProcess"),
    Offer("bpmn:exclusiveGateway"), Offer("bpmn:parallelGateway"),
    Offer("bpmn:participant"), Offer("bpmn:participant", closed=True),
    Offer("bpmn:lane"), Offer("modeller:phase"),
    Offer("bpmn:dataObjectReference"), Offer("bpmn:dataStoreReference"),
    Offer("bpmn:textAnnotation"), Offer("bpmn:group"),
)  # fmt: skip
_DRAWN = {
    Offer("bpmn:participant"): "pool", Offer("bpmn:participant", closed=True): "pool-closed",
    Offer("bpmn:lane"): "lane", Offer("modeller:phase"): "phase",
}  # fmt: skip
"""What is far larger than an icon, and would be a speck in its own drawing."""


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
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 8, 5, 8)
        column.setSpacing(6)
        tools = QGridLayout()
        tools.setSpacing(1)
        for number, (name, key) in enumerate(TOOLS):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setFixedSize(36, 34)
            button.clicked.connect(lambda _=False, name=name: board.deeds.use(name))
            said = message(f"canvas.tool.{name}")
            self.wording.put(button.setAccessibleName, said)
            tip = message("canvas.tip", words=said, shortcut=key) if key else said
            self.wording.put(button.setToolTip, tip)
            self.tools[name] = button
            tools.addWidget(button, number // 2, number % 2)
        self.more = QToolButton(self)
        self.more.setFixedSize(36, 34)
        self.more.clicked.connect(asked_list)
        self.wording.put(self.more.setAccessibleName, message("canvas.list"))
        self.wording.put(self.more.setToolTip, message("canvas.tip", words=message("canvas.list"), shortcut="N"))
        tools.addWidget(self.more, len(TOOLS) // 2, len(TOOLS) % 2)
        column.addLayout(tools)
        line = QFrame(self)
        line.setObjectName("rule")
        line.setFixedHeight(1)
        column.addWidget(line)
        grid = QGridLayout()
        grid.setSpacing(1)
        for number, offer in enumerate(OFFERED):
            button = OfferButton(offer, board, self)
            button.setFixedSize(36, 36)
            button.clicked.connect(lambda _=False, offer=offer: board.deeds.create(offer))
            self.wording.put(button.setToolTip, offer.label)
            self.wording.put(button.setAccessibleName, offer.label)
            self.offers.append(button)
            grid.addWidget(button, number // 2, number % 2)
        column.addLayout(grid)
        column.addStretch(1)
        self.setFixedWidth(84)
        board.tool_changed.connect(self._show_tool)
        self._show_tool(board.tool_name)
        self.dress(look)

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
