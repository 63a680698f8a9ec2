"""Connecting, creating, making space, the lasso: each state asserted without Qt."""

import pytest
from fake_board import FakeBoard

from modeller.canvas.tools.board import NOTHING
from modeller.canvas.tools.connect import ConnectTool
from modeller.canvas.tools.create import CreateTool
from modeller.canvas.tools.lasso import LassoTool
from modeller.canvas.tools.offers import Offer
from modeller.canvas.tools.space import SpaceTool


@pytest.fixture
def board() -> FakeBoard:
    return FakeBoard()


def test_a_drag_from_one_shape_to_another_joins_them(board: FakeBoard) -> None:
    tool = ConnectTool(board)
    board.drag(tool, (250, 120), (300, 200), (538, 120))
    made = board.document.flow(board.selection[0])
    assert made is not None
    assert (made.source, made.target) == ("one", "end")
    assert board.finished == 1


def test_what_cannot_be_joined_is_faded(board: FakeBoard) -> None:
    tool = ConnectTool(board, "one")
    assert board.signs.faded == {"start"}
    tool.move(board.at(118, 120))
    assert not board.signs.fits
    tool.move(board.at(410, 120))
    assert board.signs.fits
    assert board.signs.target == "two"


def test_two_clicks_join_too(board: FakeBoard) -> None:
    tool = ConnectTool(board)
    board.drag(tool, (118, 120))
    assert tool.source == "start"
    board.drag(tool, (410, 120))
    assert [flow.target for flow in board.document.outgoing("start")] == ["one", "two"]


def test_a_connection_to_nothing_is_none(board: FakeBoard) -> None:
    tool = ConnectTool(board, "one")
    board.drag(tool, (250, 120), (250, 400))
    assert board.document.undoable is None
    assert board.signs == NOTHING
    assert board.selection == ("one",)


def test_a_refused_connection_says_why(board: FakeBoard) -> None:
    tool = ConnectTool(board, "one")
    board.drag(tool, (250, 120), (118, 120))
    assert board.refusals
    assert board.document.undoable is None


def test_a_new_element_is_put_down_where_the_button_comes_up(board: FakeBoard) -> None:
    tool = CreateTool(board, Offer("bpmn:userTask"))
    tool.move(board.at(400, 300))
    assert board.signs.ghost is not None
    tool.release(board.at(403, 298))
    made = board.document.node(board.selection[0])
    assert made is not None
    assert made.type == "bpmn:userTask"
    assert made.bounds is not None
    assert abs(made.bounds.centre.x - 403) <= 10
    assert board.signs == NOTHING
    assert board.finished == 1


def test_escape_puts_a_new_element_away(board: FakeBoard) -> None:
    tool = CreateTool(board, Offer("bpmn:task"))
    tool.move(board.at(400, 300))
    tool.cancel()
    assert board.signs == NOTHING
    assert board.document.undoable is None


def test_space_is_made_along_the_first_direction(board: FakeBoard) -> None:
    tool = SpaceTool(board)
    board.drag(tool, (330, 200), (345, 203), (380, 260))
    assert board.bounds("one").x == 200
    assert board.bounds("two").x == 410
    board.document.undo()
    assert board.bounds("two").x == 360
    assert board.finished == 0, "the tool stays in the hand"


def test_escape_takes_space_back(board: FakeBoard) -> None:
    tool = SpaceTool(board)
    board.drag(tool, (330, 200), (345, 203), (380, 203), release=False)
    tool.cancel()
    assert board.bounds("two").x == 360
    assert board.document.undoable is None
    assert board.document.editing is None
    tool.cancel()
    assert board.finished == 1


def test_the_lasso_begins_on_a_shape_too(board: FakeBoard) -> None:
    tool = LassoTool(board)
    board.drag(tool, (190, 70), (330, 170))
    assert set(board.selection) == {"one"}
    assert board.finished == 1
