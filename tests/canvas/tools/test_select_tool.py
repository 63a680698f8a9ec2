"""The tool in the hand: clicks, lasso, drags, Esc."""

import pytest
from fake_board import DIAGRAM, FakeBoard

from modeller.canvas.tools.board import NOTHING
from modeller.canvas.tools.pointer import Pointer
from modeller.canvas.tools.select import SelectTool
from modeller.editing.labels import label_box
from modeller.editing.lanes import add
from modeller.editing.phases import split
from modeller.editing.pools import make
from modeller.editing.text import rename


@pytest.fixture
def board() -> FakeBoard:
    return FakeBoard()


@pytest.fixture
def tool(board: FakeBoard) -> SelectTool:
    return SelectTool(board)


def test_a_click_selects_and_shift_adds_and_takes_away(board: FakeBoard, tool: SelectTool) -> None:
    board.drag(tool, (250, 120))
    assert board.selection == ("one",)
    board.drag(tool, (410, 120), shift=True)
    assert board.selection == ("one", "two")
    board.drag(tool, (250, 120), shift=True)
    assert board.selection == ("two",)
    board.drag(tool, (250, 300))
    assert board.selection == ()


def test_a_trembling_hand_moves_nothing(board: FakeBoard, tool: SelectTool) -> None:
    before = board.bounds("one")
    board.drag(tool, (250, 120), (252, 122), (249, 121))
    assert board.bounds("one") == before
    assert board.document.undoable is None
    assert tool.state == "idle"


def test_dragging_a_shape_moves_it_in_one_step_with_its_flows(board: FakeBoard, tool: SelectTool) -> None:
    before = board.document.snapshot()
    board.drag(tool, (250, 120), (260, 160), (265, 230), (270, 260))
    assert board.bounds("one").y == 220
    flow = board.document.flow("second")
    assert flow is not None
    assert flow.points[0].y >= 220
    assert board.document.undo() is not None
    assert board.document.undoable is None
    assert dict(board.document.records) == dict(before.records)


def test_pressing_on_a_selected_shape_drags_all_that_is_selected(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("one", "two"))
    board.drag(tool, (250, 120), (250, 140), (250, 190))
    assert (board.bounds("one").y, board.bounds("two").y) == (150, 150)
    assert board.selection == ("one", "two")


def test_a_click_on_one_of_many_lets_the_others_go(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("one", "two"))
    board.drag(tool, (250, 120))
    assert board.selection == ("one",)


def test_escape_takes_a_drag_back_and_leaves_no_trace(board: FakeBoard, tool: SelectTool) -> None:
    before = board.document.snapshot()
    board.drag(tool, (250, 120), (250, 200), (300, 300), release=False)
    assert tool.state == "dragging"
    tool.cancel()
    assert dict(board.document.records) == dict(before.records)
    assert board.document.undoable is None
    assert board.document.editing is None
    assert tool.state == "idle"
    assert board.signs == NOTHING
    assert board.selection == ("one",)


def test_escape_without_a_drag_lets_the_selection_go(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("one",))
    tool.cancel()
    assert board.selection == ()


def test_a_drag_that_ends_where_it_began_leaves_no_step(board: FakeBoard, tool: SelectTool) -> None:
    board.drag(tool, (250, 120), (300, 200), (250, 120))
    assert board.document.undoable is None


def test_the_lasso_catches_what_lies_wholly_in_it(board: FakeBoard, tool: SelectTool) -> None:
    board.drag(tool, (190, 60), (250, 100), (330, 170))
    assert set(board.selection) == {"one"}
    board.drag(tool, (340, 60), (400, 100), (470, 170), shift=True)
    assert set(board.selection) == {"one", "two"}


def test_while_the_lasso_is_drawn_its_area_is_shown(board: FakeBoard, tool: SelectTool) -> None:
    board.drag(tool, (190, 60), (210, 80), (330, 170), release=False)
    assert board.signs.area == (190, 60, 140, 110)
    tool.cancel()
    assert board.signs == NOTHING


def test_shift_keeps_a_drag_on_one_axis(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("one",))
    board.drag(tool, (250, 120), (260, 150), (262, 220), shift=True)
    assert board.bounds("one").x == 200


def test_a_neighbours_line_attracts_and_is_shown(board: FakeBoard, tool: SelectTool) -> None:
    board.drag(tool, (250, 120), (254, 160), (254, 220), release=False)
    tool.move(board.at(253, 124))
    assert any(guide.axis == "y" and guide.at == 120 for guide in board.signs.guides)
    tool.release(board.at(253, 124))
    assert board.bounds("one").centre.y == 120


def test_a_corner_resizes_and_one_step_takes_it_back(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("two",))
    board.drag(tool, (460, 160), (470, 170), (500, 200))
    assert board.bounds("two") == (360, 80, 140, 120)
    board.document.undo()
    assert board.bounds("two") == (360, 80, 100, 80)


def test_a_double_click_writes(board: FakeBoard, tool: SelectTool) -> None:
    pointer = board.at(250, 120)
    tool.press(type(pointer)(pointer.x, pointer.y, pointer.hit, 2))
    assert board.written == ["one"]


def test_the_end_of_a_flow_goes_to_another_shape(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("second",))
    board.drag(tool, (360, 120), (420, 140), (538, 120))
    flow = board.document.flow("second")
    assert flow is not None
    assert flow.target == "end"


def test_the_end_of_a_flow_dropped_beside_everything_stays(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("second",))
    before = board.document.flow("second")
    board.drag(tool, (360, 120), (420, 300), (430, 400))
    assert board.document.flow("second") == before
    assert board.document.undoable is None


def test_a_segment_bends_by_hand_and_is_never_laid_anew(board: FakeBoard, tool: SelectTool) -> None:
    board.select(("second",))
    board.drag(tool, (330, 120), (330, 140), (330, 170))
    flow = board.document.flow("second")
    assert flow is not None
    assert "#routed" not in flow.properties
    assert any(point.y == 170 for point in flow.points)


def lanes() -> FakeBoard:
    """A pool around the four steps, of two lanes."""
    board = FakeBoard()
    pool = make(board.document, DIAGRAM, 330, 120)
    add(board.document, pool, "below")
    return board


def test_the_border_between_lanes_moves_balanced_and_with_control_the_pool_grows() -> None:
    board = lanes()
    tool = SelectTool(board)
    upper, lower = sorted(
        (node for node in board.document.nodes() if node.type == "bpmn:lane"), key=lambda node: board.bounds(node.key).y
    )
    pool = next(node.key for node in board.document.nodes() if node.type == "bpmn:participant")
    before, x = board.bounds(pool), board.bounds(upper.key).right - 20
    edge = board.bounds(upper.key).bottom
    board.drag(tool, (x, edge), (x, edge + 10), (x, edge + 30))
    assert board.bounds(upper.key).bottom == edge + 30
    assert board.bounds(lower.key).y == edge + 30
    assert board.bounds(pool) == before
    board.drag(tool, (x, edge + 30), (x, edge + 40), (x, edge + 50), control=True)
    assert board.bounds(pool).height == before.height + 20


def test_a_lasso_begins_inside_a_pool_that_is_not_selected() -> None:
    board = lanes()
    tool = SelectTool(board)
    board.drag(tool, (190, 70), (220, 100), (330, 170))
    assert board.selection == ("one",)


def test_a_label_is_dragged_without_its_shape() -> None:
    board = FakeBoard()
    rename(board.document, "start", "Order received")
    before, label = board.bounds("start"), label_box(board.document, "start")
    assert label is not None
    board.select(("start",))
    x, y = label.centre
    tool = SelectTool(board)
    tool.press(Pointer(x, y, "start"))
    for step in (10, 20, 30):
        tool.move(Pointer(x, y + step, "start"))
    assert tool.state == "label"
    tool.release(Pointer(x, y + 30, "start"))
    after = label_box(board.document, "start")
    assert after is not None
    assert abs(after.centre.y - y - 30) <= 2
    assert board.bounds("start") == before


def test_a_step_dropped_where_phases_meet_slips_into_one_in_the_step_that_moved_it(
    board: FakeBoard, tool: SelectTool
) -> None:
    first, _ = split(board.document, make(board.document, DIAGRAM, 250, 120), 2)
    border, box, depth = board.bounds(first).right, board.bounds("one"), board.document.depths[0]
    x, y = box.centre
    tool.press(Pointer(x, y, "one"))
    for place in (x + 30, border + 10):
        tool.move(Pointer(place, y, "one"))
    tool.release(Pointer(border + 10, y, "one"))
    assert board.bounds("one").x >= board.bounds(first).right
    assert board.document.depths[0] == depth + 1
    board.document.undo()
    assert board.bounds("one") == box
