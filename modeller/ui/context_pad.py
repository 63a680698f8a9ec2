"""The pad beside what is selected: what one does most with it, one click or drag away."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QGridLayout, QToolButton

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.guarded import guarded
from modeller.canvas.scene import around
from modeller.canvas.signs import pixels
from modeller.canvas.symbols import symbol_icon
from modeller.canvas.tools.families import family_of
from modeller.canvas.tools.offers import Offer
from modeller.language import Message, message
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.ui.drag_button import DragButton
from modeller.ui.icons import dress
from modeller.ui.menus import count_menu
from modeller.ui.strips import DIVIDING, strips_of
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_COLUMNS = 4
_MANY = 300
_SIDE = 27
_ICONS = {
    "append_list": "more", "connect": "tool-connect", "change_type": "change", "delete": "delete",
    "lane_above": "lane-above", "lane_below": "lane-below", "lane_split": "lane-split", "lane_turn": "lane-turn",
    "phase_before": "phase-before", "phase_after": "phase-after", "phase_split": "phase-split",
    "pool_close": "pool-closed", "pool_open": "pool",
}  # fmt: skip


class ContextPad(QFrame):
    """`ask` does what the window does: lists, and deeds by name."""

    def __init__(self, board: DrawingBoard, look: Look, ask: Callable[[str], object]) -> None:
        super().__init__(board.viewport())
        self.setObjectName("pad")
        self._board = board
        self._ask = ask
        self._look = look
        self._shown: tuple[str, ...] = ()
        self._dragging = False
        self.buttons: dict[str, DragButton] = {}
        self.wording = Wording(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 3, 3, 3)
        self._grid.setSpacing(1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(14)
        shadow.setOffset(0, 2)
        self._shadow = shadow
        self.setGraphicsEffect(shadow)
        board.selection_changed.connect(self.follow)
        board.camera_changed.connect(self.follow)
        board.picture_changed.connect(self.follow)
        board.tool_changed.connect(self.follow)
        board.text_begun.connect(self.follow)
        board.gesture.connect(self._gesture)
        board.viewport().installEventFilter(self)
        self.hide()

    def _gesture(self, under_way: bool) -> None:
        self._dragging = under_way
        self.follow()

    def _wanted(self) -> tuple[str, ...]:
        """The names of the buttons for what is selected."""
        board = self._board
        held = board.selection
        if not held or self._dragging or board.tool_name != "select":
            return ()  # it stays while a name is written: the next step is one click away
        if len(held) > 1:
            return ("delete",)
        record = board.document.get(held[0])
        if isinstance(record, Flow):
            return ("delete",)
        if not isinstance(record, Node):
            return ()
        role = element_type(record).role
        if role is Role.POOL:
            return self._for_pool(record)
        if role in (Role.LANE, Role.PHASE):
            return (*strips_of(board.document, record), "delete")
        family = family_of(board.document)
        if role in family.flowing:
            appended = tuple(f"+{number}" for number in range(len(family.pad)))
            return (*appended, "append_list", "connect", "change_type", "delete")
        return ("connect", "change_type", "delete") if role is Role.DATA else ("connect", "delete")

    def _for_pool(self, pool: Node) -> tuple[str, ...]:
        offered = strips_of(self._board.document, pool)
        if "phase_split" in offered:  # makes the first phases too: two more buttons would only crowd the pad
            offered = tuple(name for name in offered if name not in ("phase_before", "phase_after"))
        return (*offered, "connect", "delete")

    def follow(self) -> None:
        """Show the right buttons in the right place."""
        if any(button.dragging for button in self.buttons.values()):
            self.move(-10_000, 0)  # out of the way, but there: the drag began in one of its buttons
            return
        wanted = self._wanted()
        if wanted != self._shown:
            self._fill(wanted)
        if wanted:
            self._place()
        self.setVisible(bool(wanted))

    def _fill(self, wanted: tuple[str, ...]) -> None:
        self._shown = wanted
        for button in self.buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for number, name in enumerate(wanted):
            button = DragButton(self._board, self, self._board.deeds.connect if name == "connect" else None)
            button.setFixedSize(_SIDE, _SIDE)
            button.setIconSize(QSize(20, 20))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            if name.startswith("+"):
                offer = family_of(self._board.document).pad[int(name[1:])]
                button.setIcon(symbol_icon(offer, self._look.picture, 20, notation=self._board.notation))
                said: Message = message("canvas.pad.append", element=offer.label)
                button.clicked.connect(lambda _=False, offer=offer: self._append(offer))
            else:
                dress(button, _ICONS[name], self._look, 18)
                said = message(f"canvas.pad.{name}")
                if name in DIVIDING:
                    menu = count_menu(name, self.wording, button)
                    menu.triggered.connect(lambda action, name=name: self._ask(f"{name}:{action.data()}"))
                    button.setMenu(menu)
                    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
                else:
                    button.clicked.connect(lambda _=False, name=name: self._do(name))
            self.wording.put(button.setToolTip, said)
            self.wording.put(button.setAccessibleName, said)
            self._grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            button.show()
            self.buttons[name] = button

    def _append(self, offer: Offer) -> None:
        self._board.deeds.append(offer)
        self._board.setFocus()

    def _do(self, name: str) -> None:
        self._board.setFocus()
        if name in ("connect", "delete"):
            self._board.deeds.do(name)
        else:
            self._ask(name)

    def _place(self) -> None:
        board = self._board
        held: Iterable[str] = board.selection
        if len(board.selection) > _MANY:  # the pad stays in view anyway
            chosen = set(board.selection)
            held = [item.key for item in board.scene.within(board.seen()) if item.key in chosen]
        boxes = [box for key in held if (box := self._box(key)) is not None]
        if not boxes:
            return
        whole = around(boxes)
        self.adjustSize()
        shape, room = pixels(whole, board.camera), board.viewport().rect()
        places = list(self._places(shape, room))
        fit = [place for place in places if room.adjusted(6, 6, -6, -6).contains(QRect(place.toPoint(), self.size()))]
        if fit:
            spot = min(fit, key=self._covered)  # the first of those that cover least
        else:  # what is selected may be larger than the view
            spot = QPointF(min(max(6.0, shape.left()), room.width() - self.width() - 10.0), shape.top())
            spot.setY(max(6.0, min(spot.y(), room.height() - self.height() - 6.0)))
        self.move(spot.toPoint())
        self.raise_()

    def _places(self, shape: QRectF, room: QRect) -> Iterator[QPointF]:
        """Where the pad may lie, the best first: beside what is selected, below and above it, then farther away."""
        wide, tall = self.width(), self.height()
        left = max(6.0, min(shape.left(), room.width() - wide - 10.0))
        top = max(6.0, min(shape.top() - 6, room.height() - tall - 6.0))
        yield QPointF(shape.right() + 14, top)
        for away in (14, 14 + tall / 2, 14 + tall, 14 + tall * 2):
            yield QPointF(left, shape.bottom() + away)
            yield QPointF(left, shape.top() - tall - away)
            if away == 14:
                yield QPointF(shape.left() - wide - 14, top)

    def _covered(self, place: QPointF) -> int:
        """How many steps that one may want to click next the pad would lie on there."""
        x, y = place.x(), place.y()
        board = self._board
        upper, lower = board.camera.at(x, y), board.camera.at(x + self.width(), y + self.height())
        area = Bounds(*upper, lower.x - upper.x, lower.y - upper.y)
        return sum(
            isinstance(record, Node) and record.bounds is not None and record.bounds.meets(area)
            and not record.bounds.covers(area) and record.key not in board.selection
            for record in board.near(area)
        )  # fmt: skip

    def _box(self, key: str) -> Bounds | None:
        item = self._board.scene.items.get(key)
        return item.shape if item is not None else None

    def dress(self, look: Look) -> None:
        self._look = look
        self._shadow.setColor(Qt.GlobalColor.black if look.name == "dark" else Qt.GlobalColor.gray)
        self._fill(())
        self.follow()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.follow()
        return False
