"""Very much is moved as a picture: the model changes once, when it is put down."""

import pytest
from fake_board import DIAGRAM, FakeBoard, model
from hypothesis import given
from hypothesis import strategies as st

from modeller.canvas.tools.lift import lifted
from modeller.canvas.tools.select import SelectTool
from modeller.canvas.tools.space import SpaceTool
from modeller.editing.move import move
from modeller.editing.space import insert


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> FakeBoard:
    monkeypatch.setattr("modeller.canvas.tools.select.MANY", 1)
    monkeypatch.setattr("modeller.canvas.tools.space.MANY", 1)
    return FakeBoard()


@given(st.sets(st.sampled_from(["start", "one", "two", "end"])))
def test_flows_between_what_is_lifted_go_along_and_those_to_others_are_stretched(keys: set[str]) -> None:
    document = model()
    what = lifted(document, keys)
    flows = {flow.key: (flow.source in keys) + (flow.target in keys) for flow in document.flows()}
    assert what.keys == keys | {key for key, ends in flows.items() if ends == 2}
    assert what.stretched == {key for key, ends in flows.items() if ends == 1}


def test_the_end_of_a_stretched_flow_goes_along_and_its_other_end_stays() -> None:
    (end,) = lifted(model(), ["end"]).ends
    path = end.moved(40, 30)
    assert path[0] == (460, 120)
    assert path[-1] == (560, 150)


def test_while_much_is_dragged_nothing_changes_and_then_all_at_once(board: FakeBoard) -> None:
    tool, moved = SelectTool(board), model()
    move(moved, ["one", "two"], 60, 40)
    board.select(("one", "two"))
    before = dict(board.document.records)
    board.drag(tool, (250, 120), (270, 130), (310, 160), release=False)
    assert dict(board.document.records) == before
    carried = board.signs.carried
    assert carried is not None
    assert (carried.dx, carried.dy) == (60, 40)
    assert carried.what.keys == {"one", "two", "second"}
    tool.release(board.at(310, 160))
    assert board.signs.carried is None
    assert dict(board.document.records) == dict(moved.records)
    assert len(board.document.history) == 1


def test_escape_puts_down_what_was_lifted_where_it_was(board: FakeBoard) -> None:
    tool = SelectTool(board)
    board.select(("one", "two"))
    before = dict(board.document.records)
    board.drag(tool, (250, 120), (270, 130), (310, 160), release=False)
    tool.cancel()
    assert board.signs.carried is None
    assert dict(board.document.records) == before
    assert board.document.undoable is None
    assert board.document.editing is None


@pytest.mark.parametrize("to", [400.0, 260.0])
def test_room_for_much_is_made_when_the_pointer_is_let_go(board: FakeBoard, to: float) -> None:
    tool, roomy = SpaceTool(board), model()
    insert(roomy, DIAGRAM, "x", 330, to - 330)
    before = dict(board.document.records)
    board.drag(tool, (330, 300), (330 + (to - 330) / 2, 300), (to, 300), release=False)
    assert dict(board.document.records) == before
    carried = board.signs.carried
    assert carried is not None
    assert carried.what.keys == {"two", "end", "third"}
    assert carried.dx == next(node.bounds.x for node in roomy.nodes() if node.key == "two" and node.bounds) - 360
    tool.release(board.at(to, 300))
    assert dict(board.document.records) == dict(roomy.records)


def test_escape_takes_back_room_that_was_to_be_made(board: FakeBoard) -> None:
    tool = SpaceTool(board)
    before = dict(board.document.records)
    board.drag(tool, (330, 300), (360, 300), (400, 300), release=False)
    tool.cancel()
    assert dict(board.document.records) == before
    assert board.signs.carried is None
    tool.release(board.at(400, 300))
    assert board.document.undoable is None
