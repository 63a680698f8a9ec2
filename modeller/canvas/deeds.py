"""What keys and menus do on the board: each deed by its name."""

from collections.abc import Callable
from typing import Any, Protocol

from modeller.canvas.camera import Camera
from modeller.canvas.text_editor import TextEditor
from modeller.canvas.tools import walk
from modeller.canvas.tools.board import EditBoard
from modeller.canvas.tools.connect import ConnectTool
from modeller.canvas.tools.create import CreateTool
from modeller.canvas.tools.families import family_of
from modeller.canvas.tools.gesture import attempt
from modeller.canvas.tools.handles import box_of, middle
from modeller.canvas.tools.lasso import LassoTool
from modeller.canvas.tools.offers import Offer
from modeller.canvas.tools.pointer import Pointer, Tool
from modeller.canvas.tools.select import SelectTool
from modeller.canvas.tools.space import SpaceTool
from modeller.editing import append, bend, delete, lane_change, move
from modeller.model.records import Bounds, Flow, Node, Point


class Bench(EditBoard, Protocol):
    """What deeds need of the view besides what tools do."""

    editor: TextEditor
    tool: Tool
    asked: Any

    @property
    def camera(self) -> Camera: ...

    def use(self, tool: Tool | None, name: str = "select") -> None: ...

    def finish(self) -> None: ...

    def seen(self) -> Bounds: ...

    def setFocus(self) -> None: ...

    def keep_in_view(self, area: Bounds) -> None: ...


class Deeds:
    """`do` calls a deed by the name that the table of keys gives it; what is none of ours is asked of the window."""

    def __init__(self, board: Bench) -> None:
        self._board = board
        self.at: Point | None = None
        """Where a menu was asked for while it stands; what it does happens there."""
        self._named: dict[str, Callable[[int], object]] = {
            "write": lambda _: self.write(),
            "append_next": lambda _: self.append(family_of(self._board.document).next),
            "branch": lambda _: self.branch(family_of(self._board.document).next),
            "nudge_left": lambda far: self.nudge(-far, 0),
            "nudge_right": lambda far: self.nudge(far, 0),
            "nudge_up": lambda far: self.nudge(0, -far),
            "nudge_down": lambda far: self.nudge(0, far),
            "walk_on": lambda _: self._go(walk.after),
            "walk_back": lambda _: self._go(walk.before),
            "walk_up": lambda _: self._go(lambda model, key: walk.beside(model, key, -1)),
            "walk_down": lambda _: self._go(lambda model, key: walk.beside(model, key, 1)),
            "walk_out": lambda _: self._go(walk.holder),
            "walk_in": lambda _: self._go(walk.inside),
            "lane_before": lambda _: self.into_lane(-1),
            "lane_behind": lambda _: self.into_lane(1),
            "steer_left": lambda far: self.steer(-far, 0),
            "steer_right": lambda far: self.steer(far, 0),
            "steer_up": lambda far: self.steer(0, -far),
            "steer_down": lambda far: self.steer(0, far),
            "put_down": lambda _: self.put_down(),
            "walk_branch": lambda number: self._go(lambda model, key: walk.branch(model, key, number)),
            "play_way": lambda number: self._board.asked.emit(f"play_way:{number}"),
            "select_first": lambda _: self.select_first(),
            "connect_tool": lambda _: self.use("connect"),
            "connect": lambda _: self.connect(),
            "space_tool": lambda _: self.use("space"),
            "lasso_tool": lambda _: self.use("lasso"),
            "hand_tool": lambda _: self.use("hand"),
            "delete": lambda _: self.delete(),
            "add_bend": lambda _: self.add_bend(),
            "remove_bend": lambda _: self.remove_bend(),
        }

    def do(self, name: str, argument: int = 0) -> None:
        deed = self._named.get(name)
        if deed is None:
            self._board.asked.emit(name)
        else:
            deed(argument)

    # -- text ----------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Edit the text of what is selected, the cursor at its end."""
        if len(self._board.selection) == 1:
            self._board.editor.begin(self._board.selection[0], replacing=False)

    # -- adding --------------------------------------------------------------------------------------------------

    def append(self, offer: Offer) -> str | None:
        """Add an element behind the one that is selected; it is selected then, and typing names it."""
        board = self._board
        board.finish()
        if len(board.selection) != 1:
            return None
        source, made = board.selection[0], list[str]()
        if not attempt(
            board, lambda: made.append(append.append(board.document, source, offer.type, offer.traits))
        ):  # fmt: skip
            return None
        self._show(made[0])
        return made[0]

    def branch(self, offer: Offer) -> str | None:
        """Add a sister of what is selected, from the same predecessor."""
        board = self._board
        board.finish()
        if len(board.selection) != 1:
            return None
        held, made = board.selection[0], list[str]()
        if not attempt(board, lambda: made.append(append.branch(board.document, held, offer.type))):
            return None
        self._show(made[0])
        return made[0]

    def _show(self, key: str) -> None:
        self._board.select((key,))
        record = self._board.document.get(key)
        box = box_of(record) if isinstance(record, Node | Flow) else None
        if box is not None:
            self._board.keep_in_view(box)

    # -- changing ------------------------------------------------------------------------------------------------

    def nudge(self, dx: float, dy: float) -> None:
        board = self._board
        board.finish()
        if board.selection:
            attempt(board, lambda: move.move(board.document, board.selection, dx, dy))

    def add_bend(self) -> None:
        """One more bend where the menu was asked for, else in the middle of the flow."""
        flow = self._flow()
        if flow is not None:
            x, y = self.at or middle(flow.points)
            place = bend.piece_near(flow, x, y)
            attempt(self._board, lambda: bend.add_point(self._board.document, flow.key, place, x, y))

    def remove_bend(self) -> None:
        """The bend nearest to where the menu was asked for goes, else the one nearest to the middle."""
        flow = self._flow()
        if flow is not None:
            place = bend.bend_near(flow, *(self.at or middle(flow.points)))
            attempt(self._board, lambda: bend.remove_point(self._board.document, flow.key, place))

    def _flow(self) -> Flow | None:
        self._board.finish()
        held = self._board.selection
        flow = self._board.document.flow(held[0]) if len(held) == 1 else None
        return flow if flow is not None and len(flow.points) > 1 else None

    def into_lane(self, by: int) -> None:
        """Move what is selected into the lane before or behind its own."""
        board = self._board
        board.finish()
        if board.selection and attempt(board, lambda: lane_change.into_lane(board.document, board.selection, by)):
            node = board.document.node(board.selection[0])
            if node is not None and node.bounds is not None:
                board.keep_in_view(node.bounds)

    def delete(self) -> None:
        board = self._board
        board.finish()
        if board.selection:
            attempt(board, lambda: delete.delete(board.document, board.selection))

    # -- tools ---------------------------------------------------------------------------------------------------

    def use(self, name: str) -> None:
        """Take a tool in the hand: select, lasso, hand, space, connect."""
        board = self._board
        board.finish()
        tools: dict[str, Callable[[], Tool]] = {
            "connect": lambda: ConnectTool(board),
            "lasso": lambda: LassoTool(board),
            "space": lambda: SpaceTool(board),
        }
        made = tools[name]() if name in tools else SelectTool(board)
        board.use(made, name)
        board.setFocus()

    def create(self, offer: Offer) -> None:
        """Hang a new element at the pointer."""
        board = self._board
        board.finish()
        tool = CreateTool(board, offer)
        board.use(tool, "create")
        tool.move(Pointer(*board.seen().centre))  # there for who leads it by keys; else it goes to the pointer

    def connect(self) -> None:
        """Lead a flow from what is selected."""
        board = self._board
        board.finish()
        if len(board.selection) == 1 and isinstance(board.document.get(board.selection[0]), Node):
            board.use(ConnectTool(board, board.selection[0]), "connect")
            board.setFocus()

    def led(self) -> bool:
        """Whether the tool in the hand can be led by keys."""
        return isinstance(self._board.tool, ConnectTool | CreateTool)

    def steer(self, dx: int, dy: int) -> None:
        """Lead the tool in the hand."""
        board = self._board
        if isinstance(board.tool, ConnectTool | CreateTool):
            aim = board.document.node(board.tool.steer(dx, dy))
            if aim is not None and aim.bounds is not None:
                board.keep_in_view(aim.bounds)

    def put_down(self) -> None:
        """Do with the tool in the hand what a click does."""
        board = self._board
        if isinstance(board.tool, ConnectTool | CreateTool):
            board.tool.put_down()

    # -- walking -------------------------------------------------------------------------------------------------

    def select_first(self) -> None:
        key = walk.first(self._board.document, self._board.diagram)
        if key is not None:
            self._show(key)

    def _go(self, where: Callable[..., str | None]) -> None:
        board = self._board
        key = where(board.document, board.selection[0])
        if key is not None and self._drawn(key):
            self._show(key)

    def _drawn(self, key: str) -> bool:
        record = self._board.document.get(key)
        return isinstance(record, Node | Flow) and record.diagram == self._board.diagram
