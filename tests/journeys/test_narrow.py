"""In a narrow window the panel is folded to a strip, and the palette is seen whole."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.resources import SAMPLES
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

Opened = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def page(window: MainWindow, opened: Opened) -> ModelPage:
    return opened(window, SAMPLES / "客户投诉处理.bpmn")


def test_the_panel_is_folded_to_a_strip_and_opened_by_a_click(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    window.resize(1200, 800)
    settle()
    assert window.side.isVisible()
    assert not window.strip.isVisible()
    window.resize(640, 480)
    settle()
    assert not window.side.isVisible()
    assert [button.isVisible() for button in window.strip.buttons] == [not t.isHidden() for t in window.side.tabs]
    assert page.width() >= 590
    assert not window.actions_["panel"].isChecked()
    window.strip.buttons[2].click()
    settle()
    assert window.side.history.isVisible()
    assert [button.isChecked() for button in window.strip.buttons[:3]] == [False, False, True]
    assert window.width() == 640
    assert desk.settings.panel_narrow
    window.strip.buttons[0].click()
    settle()
    assert window.side.properties.isVisible()
    window.strip.buttons[0].click()
    settle()
    assert not window.side.isVisible()
    window.actions_["panel"].trigger()
    settle()
    assert window.side.isVisible()
    window.resize(1200, 800)
    settle()
    assert window.side.isVisible()
    assert not window.strip.isVisible()
    assert all(tab.width() >= tab.sizeHint().width() for tab in window.side.tabs if not tab.isHidden())


def test_tabs_that_are_too_wide_show_icons_before_the_panel_is_folded(window: MainWindow, page: ModelPage) -> None:
    side = window.side
    shown = [tab for tab in side.tabs if not tab.isHidden()]
    words = [tab.text() for tab in shown]
    for tab in shown:
        tab.setText(tab.text() + " in many more words than there is room for")
    side.show_problems(page)  # takes the measure of them
    assert side.width_of_icons < 300 < side.width_of_tabs
    window.resize(1000, 800)
    settle()
    assert side.isVisible()
    assert not window.strip.isVisible()
    assert side.width() < side.width_of_tabs
    assert all(tab.width() >= tab.sizeHint().width() for tab in shown)
    assert [tab.toolTip() for tab in shown] == [tab.text() for tab in shown], "a tip says what the icon stands for"
    side.wording.again()
    window.strip.arrange(there=True)
    settle()
    assert [tab.text() for tab in shown] == words
    assert [tab.toolTip() for tab in shown] == [""] * len(shown), "words again, as there is room for them"


def test_wide_and_narrow_windows_remember_each_for_itself(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    window.resize(1200, 800)
    settle()
    window.actions_["panel"].trigger()
    settle()
    assert not window.side.isVisible()
    window.resize(640, 480)
    settle()
    window.actions_["panel"].trigger()
    settle()
    assert window.side.isVisible()
    window.resize(1200, 800)
    settle()
    assert not window.side.isVisible()
    assert (desk.settings.panel, desk.settings.panel_narrow) == (False, True)
    assert page.view.isVisible()


def test_the_problems_asked_for_are_shown_in_a_narrow_window_too(window: MainWindow, page: ModelPage) -> None:
    window.resize(640, 480)
    settle()
    window.status.asked_findings.emit()
    settle()
    assert window.side.findings.isVisible()
    assert window.strip.buttons[1].isChecked()
    assert page.view.width() > 150


@pytest.mark.parametrize("height", [480, 600, 800])
def test_no_button_of_the_palette_touches_another_or_is_out_of_sight(
    window: MainWindow, page: ModelPage, qtbot: QtBot, height: int
) -> None:
    window.resize(640, height)
    settle()
    palette = page.bench.palette
    buttons = [*palette.tools.values(), palette.more, *palette.offers]
    places = [button.rect().translated(button.mapTo(palette, button.rect().topLeft())) for button in buttons]
    assert all(palette.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for number, one in enumerate(places) for other in places[:number])


def test_where_the_palette_has_no_room_it_scrolls(window: MainWindow, page: ModelPage) -> None:
    window.resize(640, 420)
    settle()
    palette = page.bench.palette
    last = palette.offers[-1]
    places = [button.geometry() for button in palette.offers]
    assert not any(one.intersects(other) for number, one in enumerate(places) for other in places[:number])
    palette.area.ensureWidgetVisible(last)
    settle()
    assert palette.rect().contains(last.mapTo(palette, last.rect().bottomRight()))
