"""What one does with a process that is drawn: lanes elsewhere, a part as a sub-process and back, a copy elsewhere."""

from pathlib import Path

import pytest
from editing.models import assert_whole
from journeys.after_sales import FLOWS, STEPS, drawn
from journeys.test_after_sales import by_keys
from neatness import untidy
from person import Person
from PySide6.QtCore import QPoint, Qt
from window_kit import settle

from modeller.model.document import Document
from modeller.model.records import Bounds, Node, Record
from modeller.ui.main_window import MainWindow
from modeller.ui.open_file import OpenFile

_CONTROL = Qt.KeyboardModifier.ControlModifier
_drawn: list[Record] = []


@pytest.fixture
def person(window: MainWindow, tmp_path: Path) -> Person:
    """In front of the after-sales process, drawn once by keys, its flows laid by the program."""
    window.resize(1500, 900)
    window.activateWindow()
    settle()
    made = Person(window)
    if not _drawn:
        by_keys(made)
        made.board.finish()
        _drawn.extend(made.page.document)
        window.close_page(made.page)
    window.desk.adopt(OpenFile(Document(_drawn), "after-sales", tmp_path / "after-sales.bpmn", fresh=True), window)
    settle()
    made.board.setFocus()
    made.keys = made.clicks = made.drags = 0
    return made


def box(person: Person, name: str) -> Bounds:
    found = person.named(name).bounds
    assert found is not None
    return found


def pool(person: Person) -> Node:
    return next(node for node in person.page.document.nodes() if node.type == "bpmn:participant")


def band(person: Person, lane: str) -> QPoint:
    """Where a lane is taken hold of."""
    return person.at(box(person, lane).x + 14, box(person, lane).centre.y)


def members(document: Document) -> dict[str, str]:
    return drawn(document)[0]


def whole(person: Person) -> None:
    assert_whole(person.page.document)
    assert drawn(person.page.document)[1] == FLOWS
    assert untidy(person.page.document, person.page.diagram.key) == []


def test_a_lane_moves_with_its_contents_by_a_drag(person: Person) -> None:
    before = {name: box(person, name).y - box(person, "仓库").y for name, lane in STEPS.items() if lane == "仓库"}
    start, goal = band(person, "仓库"), band(person, "客服") - QPoint(0, 30)
    person.click(start)
    person.drag(start, start - QPoint(0, 10), (start + goal) / 2, goal)
    assert [box(person, name).y for name in ("仓库", "客服", "技术支持")] == sorted(
        box(person, name).y for name in ("仓库", "客服", "技术支持")
    )
    assert box(person, "仓库").y == pool(person).bounds.y  # type: ignore[union-attr]
    assert members(person.page.document) == STEPS, "nobody has changed lanes"
    for name, down in before.items():
        assert box(person, name).y - box(person, "仓库").y == down, name
    whole(person)


def test_a_lane_is_split_and_steps_are_dragged_into_its_second_half(person: Person) -> None:
    person.click(band(person, "仓库"))
    menu = person.page.bench.pad.buttons["lane_split"].menu()
    assert menu is not None
    menu.actions()[0].trigger()  # in two
    person.say("发运")  # the first half is selected: typing names it
    person.board.finish()
    document = person.page.document
    lower = next(node for node in document.nodes() if node.type == "bpmn:lane" and not node.text)
    assert lower.bounds is not None
    assert box(person, "发运").bottom == lower.bounds.y
    start = person.middle(person.named("出库"))
    person.drag(start, start + QPoint(0, 10), person.at(box(person, "出库").centre.x, lower.bounds.bottom - 20))
    assert person.named("出库").lanes == (person.named("仓库").key, lower.key)[-len(person.named("出库").lanes) :]
    half = document.node(lower.key)
    assert half is not None
    assert half.bounds is not None
    assert half.bounds.covers(box(person, "出库")), "it has grown for what was dropped at its edge"
    assert box(person, "仓库").covers(half.bounds)
    assert document.editing is None
    assert_whole(document)
    assert drawn(document)[1] == FLOWS


def test_the_border_of_a_lane_is_balanced_and_grows_the_pool_with_ctrl(person: Person) -> None:
    upper, lower, all_of_it = box(person, "客服"), box(person, "技术支持"), pool(person).bounds
    assert all_of_it is not None
    start = person.at(upper.x + 300, upper.bottom)
    down = round(40 * person.board.zoom)
    person.drag(start, start + QPoint(0, 5), start + QPoint(0, -down))
    assert box(person, "客服").height < upper.height
    assert box(person, "客服").bottom == box(person, "技术支持").y
    assert pool(person).bounds == all_of_it, "balanced: the pool stays as it is"
    whole(person)
    person.key("Ctrl+Z")
    assert (box(person, "客服"), box(person, "技术支持")) == (upper, lower)
    person.drag(start, start + QPoint(0, 5), start + QPoint(0, down), held=_CONTROL)
    grown = pool(person).bounds
    assert grown is not None
    assert grown.height > all_of_it.height
    assert box(person, "技术支持").height == lower.height
    assert members(person.page.document) == STEPS
    whole(person)


def test_a_pool_is_turned_and_turned_back_in_one_click(person: Person) -> None:
    wide = pool(person).bounds
    assert wide is not None
    person.click(band(person, "仓库"))
    person.press_button(person.page.bench.pad.buttons["lane_turn"])
    turned = pool(person).bounds
    assert turned is not None
    assert turned.height > turned.width
    assert box(person, "客服").right == box(person, "技术支持").x
    assert members(person.page.document) == STEPS
    whole(person)
    person.press_button(person.page.bench.pad.buttons["lane_turn"])
    assert members(person.page.document) == STEPS
    assert box(person, "客服").bottom == box(person, "技术支持").y
    whole(person)


def test_a_part_becomes_a_sub_process_that_one_looks_into_and_is_merged_again(person: Person) -> None:
    document, acts = person.page.document, person.window.actions_
    corner, last = box(person, "拣货"), box(person, "出库")
    person.board.select(())
    person.key("L")
    person.drag(person.at(corner.x - 12, corner.y - 12), person.at(last.right + 12, last.bottom + 12))
    held = {document[key].text for key in person.board.selection if document.node(key)}  # type: ignore[union-attr]
    assert held == {"拣货", "出库"}
    acts["wrap"].trigger()
    (sub,) = person.board.selection
    person.say("备货")
    acts["collapse"].trigger()
    settle()
    assert {(a, b) for a, b in drawn(document)[1] if "备货" in (a, b)} == {("查询库存", "备货"), ("备货", "发运配件")}
    parent = dict(document.records)
    outer = person.page.diagram.key
    shown = person.board.camera
    acts["enter"].trigger()
    settle()
    assert person.page.diagram.key != outer
    assert {document[key].text for key in person.board.scene.items if document.node(key)} == {"拣货", "出库"}  # type: ignore[union-attr]
    person.board.zoom_by(1.3)
    person.board.pan(40, 20)
    acts["up"].trigger()
    settle()
    assert person.page.diagram.key == outer
    assert dict(document.records) == parent, "a visit changes nothing"
    assert person.board.camera == shown
    assert person.board.selection == (sub,)
    acts["unwrap"].trigger()
    settle()
    assert members(document) == STEPS
    whole(person)


def test_it_is_copied_to_a_new_model_in_another_window(person: Person) -> None:
    first = person.page.document
    before = dict(first.records)
    person.key("Ctrl+A", "Ctrl+C")
    person.key("Ctrl+Shift+N")
    window = next(each for each in person.window.desk.windows if each is not person.window)
    assert isinstance(window, MainWindow)
    window.activateWindow()
    window.actions_["new"].trigger()
    settle()
    there = Person(window)
    there.key("Esc", "Ctrl+V")
    there.board.finish()
    names = {node.text for node in there.page.document.nodes()}
    assert set(STEPS) <= names
    assert drawn(there.page.document)[1] == FLOWS
    assert members(there.page.document) == STEPS
    assert untidy(there.page.document, there.page.diagram.key) == []
    assert dict(first.records) == before
    there.key("Ctrl+Z")
    assert len(there.page.document.nodes()) == 2
