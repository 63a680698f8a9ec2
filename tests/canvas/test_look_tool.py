"""The viewer's tool, without Qt."""

from modeller.canvas.tools.look import LookTool
from modeller.canvas.tools.pointer import Pointer


class Board:
    def __init__(self) -> None:
        self.selection: tuple[str, ...] = ()
        self.pointed: str | None = None
        self.opened: list[str] = []

    def select(self, keys: tuple[str, ...]) -> None:
        self.selection = keys

    def point_at(self, key: str | None) -> None:
        self.pointed = key

    def open(self, key: str) -> None:
        self.opened.append(key)


def test_a_click_beside_everything_lets_go_but_not_with_shift() -> None:
    board = Board()
    tool = LookTool(board)
    tool.press(Pointer(0, 0, "a"))
    tool.press(Pointer(0, 0, None, shift=True))
    assert board.selection == ("a",)
    tool.press(Pointer(0, 0, None))
    assert board.selection == ()


def test_moving_points_and_presses_nothing() -> None:
    board = Board()
    tool = LookTool(board)
    tool.move(Pointer(0, 0, "a"))
    assert board.pointed == "a"
    assert board.selection == ()


def test_esc_brings_the_tool_back_to_its_start() -> None:
    board = Board()
    tool = LookTool(board)
    tool.press(Pointer(0, 0, "a"))
    tool.cancel()
    assert board.selection == ()
