"""The analysis panel: what the drawing says, kept up to date, with a way back to the drawing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from modeller.editing.properties import set_property
from modeller.interchange.bpmn.reader import read
from modeller.resources import SAMPLES
from modeller.ui import analysis_commands
from modeller.ui.analysis_panel import AnalysisPanel
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

Opening = Callable[[MainWindow, Path], ModelPage]
SAMPLE = SAMPLES / "采购到付款.bpmn"


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot, opened: Opening) -> AnalysisPanel:
    """The panel of a window with the sample open, its figures there."""
    opened(window, SAMPLE)
    window.actions_["analysis"].trigger()
    worked_out(window.analysis.panel, qtbot)
    return window.analysis.panel


def worked_out(panel: AnalysisPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.found is not None and not panel.analyser.busy, timeout=15_000)


def cells(panel: AnalysisPanel, key: str) -> list[list[str]]:
    """What stands in a table, row by row."""
    panel.bring(key)
    held = panel.view.held
    return [
        [str(held.index(row, column).data() or "") for column in range(held.columnCount())]
        for row in range(held.rowCount())
    ]


def test_it_stands_below_the_drawing_until_it_is_put_away(shown: AnalysisPanel, window: MainWindow) -> None:
    assert shown.isVisible()
    assert window.desk.settings.analysis
    shown.buttons["close"].click()
    assert not shown.isVisible()
    assert not window.actions_["analysis"].isChecked()


def test_the_tables_say_what_the_drawing_says(shown: AnalysisPanel) -> None:
    assert ["Hand-overs", "10"] in cells(shown, "overview")
    assert [row[1] for row in cells(shown, "steps")][:3] == ["提交采购申请", "审核预算", "询价比价"]
    assert cells(shown, "handovers")[-1][-1] == "10"


def test_a_click_shows_the_elements_behind_a_cell(shown: AnalysisPanel, window: MainWindow) -> None:
    assert window.page is not None
    shown.bring("steps")
    shown.view.clicked.emit(shown.view.held.index(1, 1))
    assert window.page.selection == ("Task_budget",)
    cells(shown, "handovers")
    shown.view.clicked.emit(shown.view.held.index(0, 4))
    assert "Task_request" in window.page.selection
    assert "Flow_request_to_budget" in window.page.selection


def test_the_row_of_what_is_selected_on_the_board_is_marked(shown: AnalysisPanel, window: MainWindow) -> None:
    assert window.page is not None
    shown.bring("steps")
    window.page.view.select(("Task_quotes",))
    assert shown.view.currentIndex().row() == 2
    assert window.page.selection == ("Task_quotes",)


def test_a_click_on_a_figure_shows_what_is_counted(shown: AnalysisPanel, window: MainWindow) -> None:
    assert window.page is not None
    place = [row[0] for row in cells(shown, "overview")].index("Decisions")
    shown.view.clicked.emit(shown.view.held.index(place, 1))
    assert sorted(window.page.selection) == ["Gateway_budget", "Gateway_match", "Gateway_price"]


def test_a_note_shows_what_it_is_about(shown: AnalysisPanel, window: MainWindow) -> None:
    assert window.page is not None
    rows = cells(shown, "overview")
    place = next(number for number, row in enumerate(rows) if "how often each branch" in row[0])
    shown.view.clicked.emit(shown.view.held.index(place, 0))
    assert "Gateway_budget" in window.page.selection


def test_figures_follow_what_is_drawn_and_undo(shown: AnalysisPanel, window: MainWindow, qtbot: QtBot) -> None:
    assert window.page is not None
    document = window.page.document
    set_property(document, ["Task_quotes"], "modeller:duration", "2 h")
    qtbot.waitUntil(lambda: shown.analyser.busy)
    worked_out(shown, qtbot)
    assert ["Work, each step once", "2 h"] in cells(shown, "overview")
    shown.equal.click()
    worked_out(shown, qtbot)
    assert next(row for row in cells(shown, "overview") if row[0] == "Expected lead time")[1] == "1 h"
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: shown.analyser.busy)
    worked_out(shown, qtbot)
    assert next(row for row in cells(shown, "overview") if row[0].startswith("Work,"))[1] == "not known"


def test_it_speaks_chinese_at_once(shown: AnalysisPanel, desk: Desk) -> None:
    desk.set(language="zh_CN")
    assert shown.tabs.tabText(0) == "概览"
    assert ["交接次数", "10"] in cells(shown, "overview")


def test_a_table_is_copied_for_documents_and_for_spreadsheets(
    shown: AnalysisPanel, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.page is not None
    set_property(window.page.document, ["Task_quotes"], "modeller:systems", "=1+1\n<ERP>")
    qtbot.waitUntil(lambda: shown.analyser.busy)
    worked_out(shown, qtbot)
    shown.bring("usage")
    shown.buttons["copy"].click()
    copied = QGuiApplication.clipboard().mimeData()
    assert "\t'=1+1\t" in copied.text()
    assert "&lt;ERP&gt;" in copied.html()
    assert copied.text().splitlines()[0].startswith("Kind\tName")


def test_all_tables_are_saved_as_a_workbook(
    shown: AnalysisPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "out"
    monkeypatch.setattr(analysis_commands, "ask_save", lambda *_: str(target))
    shown.buttons["xlsx"].click()
    qtbot.waitUntil(lambda: target.with_suffix(".xlsx").exists())
    assert load_workbook(target.with_suffix(".xlsx")).sheetnames[0] == "Overview"


def test_what_it_is_to_become_stands_beside_it(
    shown: AnalysisPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    from modeller.jobs.convert_model import save_model

    document = read(SAMPLE.read_bytes()).document
    set_property(document, ["Task_quotes"], "modeller:responsible", "仓库")
    save_model(document, tmp_path / "to be.bpmn")
    monkeypatch.setattr(analysis_commands, "ask_open", lambda *_: [str(tmp_path / "to be.bpmn")])
    shown.buttons["compare"].click()
    qtbot.waitUntil(lambda: shown.table is not None and shown.table.key == "compared_figures", timeout=15_000)
    assert next(row for row in cells(shown, "compared_figures") if row[0] == "Hand-overs")[1:4] == [
        "10",
        "13",
        "3",
    ]  # to three steps
    assert shown.note.text() == "To be: to be.bpmn"
    shown.buttons["compare"].click()
    qtbot.waitUntil(lambda: shown.tabs.count() == 8, timeout=15_000)
    assert not shown.note.isVisible()


def test_another_page_has_its_own_figures(
    shown: AnalysisPanel, window: MainWindow, qtbot: QtBot, opened: Opening
) -> None:
    opened(window, SAMPLES / "请假审批.bpmn")
    worked_out(shown, qtbot)
    assert [row[1] for row in cells(shown, "steps")] == ["填写请假单", "审批请假单", "登记考勤", "通知申请人"]


def test_a_value_chain_has_no_figures_and_says_so(
    shown: AnalysisPanel, window: MainWindow, qtbot: QtBot, opened: Opening
) -> None:
    process = window.page
    opened(window, Path(__file__).parents[1] / "interchange" / "mchain" / "format-1.mchain")
    assert shown.isVisible()
    assert shown.nothing.isVisible()
    assert "value chain" in shown.nothing.text()
    assert not shown.view.isVisible()
    assert shown.tabs.count() == 0
    assert not any(shown.buttons[name].isEnabled() and shown.buttons[name].isVisible() for name in ("compare", "xlsx"))
    qtbot.waitUntil(lambda: not shown.analyser.busy)
    assert shown.found is None
    window.stack.setCurrentWidget(process)
    worked_out(shown, qtbot)
    assert shown.view.isVisible()
    assert not shown.nothing.isVisible()
    assert shown.tabs.count() > 3
