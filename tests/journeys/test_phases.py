"""Roles and phases: a pool split into both, rearranged by drag, turned, made a black box; saved and undone."""

import pytest
from journeys.test_draw import at, drag, middle, named
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from window_kit import settle

from modeller.canvas.tools.spoken import spoken
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.phases import HEAD, TYPE, phase_of, phases_of
from modeller.ui import context_menu
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.strips import STRIPS

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window: MainWindow) -> ModelPage:
    """A new model whose pool is selected."""
    window.actions_["new"].trigger()
    settle()
    page = window.page
    assert page is not None
    page.view.setFocus()
    page.view.select((pool_of(page).key,))
    settle()
    return page


def pool_of(page: ModelPage) -> Node:
    return next(node for node in page.document.nodes() if node.type == "bpmn:participant")


def box(page: ModelPage, key: str) -> Bounds:
    found = page.document.node(key)
    assert found is not None
    assert found.bounds is not None
    return found.bounds


def split(page: ModelPage, deed: str, count: int) -> None:
    """Choose a number in the menu of the pad's button."""
    menu = page.bench.pad.buttons[deed].menu()
    assert menu is not None
    next(action for action in menu.actions() if str(count) in action.text()).trigger()
    settle()


def names(page: ModelPage) -> list[str]:
    return [phase.text for phase in phases_of(page.document, pool_of(page).key)]


def head(page: ModelPage, name: str) -> QPoint:
    bounds = box(page, named(page, name).key)
    return at(page.view, bounds.centre.x, bounds.y + HEAD / 2)


def test_a_pool_is_divided_into_roles_and_phases_which_are_dragged_and_named(
    window: MainWindow, page: ModelPage
) -> None:
    view, port = page.view, page.view.viewport()
    start = dict(page.document.records)
    depth = page.document.depths[0]
    split(page, "lane_split", 3)
    view.select((pool_of(page).key,))
    split(page, "phase_split", 4)
    assert len([node for node in page.document.nodes() if node.type == "bpmn:lane"]) == 3
    for phase, name in zip(phases_of(page.document, pool_of(page).key), ("受理", "分析", "解决", "反馈"), strict=True):
        rename(page.document, phase.key, name)
    view.fit()
    settle()
    step = next(node.key for node in page.document.nodes() if node.type == "bpmn:startEvent")
    assert "phase 受理" in spoken(page.document, (step,))
    # the first phase goes behind the second, with the start event in it
    drag(port, head(page, "受理"), head(page, "受理") + QPoint(12, 0), head(page, "分析") + QPoint(30, 0))
    settle()
    assert names(page) == ["分析", "受理", "解决", "反馈"]
    found = phase_of(page.document, page.document[step])  # type: ignore[arg-type]
    assert found is not None
    assert found.text == "受理"
    # its border moves: balanced by itself, with Ctrl the pool grows
    view.select(())
    wide, first = box(page, pool_of(page).key).width, named(page, "分析").key
    line = box(page, first).right
    place = at(view, line, box(page, first).y + HEAD + 12)
    drag(port, place, place - QPoint(10, 0), place - QPoint(30, 0))
    assert box(page, first).right < line
    assert box(page, pool_of(page).key).width == wide
    # renamed in its place, like anything else
    QTest.mouseClick(port, _LEFT, _NONE, head(page, "解决"))
    settle()
    assert view.selection == (named(page, "解决").key,)
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClicks(view, "!")
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert "解决!" in names(page)
    # taken out: the steps stay
    QTest.mouseClick(port, _LEFT, _NONE, head(page, "受理"))
    settle()
    QTest.mouseClick(page.bench.pad.buttons["delete"], _LEFT)
    settle()
    assert names(page) == ["分析", "解决!", "反馈"]
    assert step in page.document
    again = read(write(page.document)).document
    assert [phase.text for phase in phases_of(again, pool_of(page).key)] == names(page)
    while page.document.depths[0] > depth:
        window.actions_["undo"].trigger()
    assert dict(page.document.records) == start


def test_a_pool_turns_with_its_phases_and_is_made_a_black_box_and_opened_from_the_pad(page: ModelPage) -> None:
    view, pool = page.view, pool_of(page).key
    split(page, "phase_split", 3)
    view.select((pool,))
    settle()
    assert "phase_split" not in page.bench.pad.buttons
    QTest.mouseClick(page.bench.pad.buttons["lane_turn"], _LEFT)
    settle()
    first = phases_of(page.document, pool)[0]
    assert box(page, first.key).x == box(page, pool).x - HEAD
    assert box(page, first.key).right == box(page, pool).right
    QTest.mouseClick(page.bench.pad.buttons["phase_after"], _LEFT)
    settle()
    assert len(phases_of(page.document, pool)) == 4
    view.select((pool,))
    settle()
    QTest.mouseClick(page.bench.pad.buttons["pool_close"], _LEFT)
    settle()
    assert not [node for node in page.document.nodes() if node.type == TYPE]
    QTest.mouseClick(page.bench.pad.buttons["pool_open"], _LEFT)
    settle()
    assert "processRef" in page.document[pool].properties


def test_the_arrange_menu_offers_what_fits_what_is_selected(window: MainWindow, page: ModelPage) -> None:
    acts, dividing = window.actions_, window.menus.dividing
    assert acts["pool_close"].isEnabled()
    assert not acts["pool_open"].isEnabled()
    dividing["phase_split"].actions()[1].trigger()
    settle()
    assert len(phases_of(page.document, pool_of(page).key)) == 3
    page.view.select((pool_of(page).key,))
    settle()
    assert not acts["phase_split"].isEnabled()
    page.view.select(())
    settle()
    assert not acts["lane_above"].isEnabled()
    assert not acts["lane_split"].isEnabled()
    page.view.select((phases_of(page.document, pool_of(page).key)[1].key,))
    settle()
    assert not acts["wrap"].isEnabled()
    acts["phase_before"].trigger()
    assert len(phases_of(page.document, pool_of(page).key)) == 4


def test_the_menu_of_a_pool_lane_or_phase_offers_each_command_once_and_splits_into_as_many(
    window: MainWindow, page: ModelPage
) -> None:
    def offered() -> list[str]:
        page.bench.ask("menu")
        settle()
        menu = page.findChild(QMenu, context_menu.NAME)
        assert menu is not None
        names = [action.objectName() for action in menu.actions()]
        menu.close()
        settle()
        return [name for name in names if name in STRIPS]

    assert offered() == [name for name in STRIPS if name != "pool_open"]
    page.bench.ask("menu")
    settle()
    menu = page.findChild(QMenu, context_menu.NAME)
    assert menu is not None
    inner = next(action for action in menu.actions() if action.objectName() == "phase_split").menu()
    assert isinstance(inner, QMenu)
    inner.actions()[2].trigger()
    menu.close()
    settle()
    assert len(phases_of(page.document, pool_of(page).key)) == 4
    page.view.select((phases_of(page.document, pool_of(page).key)[0].key,))
    settle()
    assert offered() == ["phase_before", "phase_after", "phase_split"]
    page.view.select((pool_of(page).key,))
    settle()
    assert "phase_split" not in offered()
    strips = window.findChild(QMenu, "menu_swimlanes")
    assert strips is not None
    shown = [action.objectName() for action in strips.actions()]
    assert [name for name in shown if name] == list(STRIPS)
    assert next(action for action in strips.actions() if action.objectName() == "lane_split").menu() is not None


def test_the_palette_makes_a_black_box_and_a_phase(page: ModelPage) -> None:
    view, port, pool = page.view, page.view.viewport(), pool_of(page).key
    palette = page.bench.palette
    phase = next(button for button in palette.offers if button.offer.type == TYPE)
    QTest.mouseClick(phase, _LEFT)
    QTest.mouseMove(port, middle(view, pool))
    QTest.mouseClick(port, _LEFT, _NONE, middle(view, pool))
    settle()
    assert len(phases_of(page.document, pool)) == 2
    closed = next(button for button in palette.offers if button.offer.closed)
    QTest.mouseClick(closed, _LEFT)
    below = at(view, box(page, pool).centre.x, box(page, pool).bottom + 80)
    QTest.mouseMove(port, below)
    QTest.mouseClick(port, _LEFT, _NONE, below)
    settle()
    made = [node for node in page.document.nodes() if node.type == "bpmn:participant" and node.key != pool]
    assert len(made) == 1
    assert "processRef" not in made[0].properties
