"""Somebody draws, sees what is wrong, goes there, mends it, and lets something stand with a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from validation.faulty import MODELS
from window_kit import settle

from modeller.canvas.drawing_board import DrawingBoard
from modeller.editing.text import rename
from modeller.interchange.bpmn.writer import write
from modeller.language import message
from modeller.model.entries import Finding
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

Opened = Callable[[MainWindow, Path], ModelPage]


def checked(page: ModelPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.file.checker is not None and not page.file.checker.busy, timeout=20_000)
    settle()


@pytest.fixture
def page(window: MainWindow, opened: Opened, tmp_path: Path, qtbot: QtBot) -> ModelPage:
    path = tmp_path / "faulty.bpmn"
    path.write_bytes(write(MODELS["duplicate_flow"]()))
    made = opened(window, path)
    window.side.show_findings()
    checked(made, qtbot)
    return made


def rules(page: ModelPage) -> set[str]:
    return {finding.rule for finding in page.file.problems}


def choose(window: MainWindow, rule: str) -> Finding:
    shown = window.side.findings.list
    for place in range(shown.count()):
        finding = shown.item(place).data(256)
        if isinstance(finding, Finding) and finding.rule == rule:
            shown.setCurrentRow(place)
            shown.itemClicked.emit(shown.item(place))
            settle()
            return finding
    raise AssertionError(f"{rule} is not on the list")


def test_a_problem_is_seen_gone_to_and_mended_as_one_step(window: MainWindow, page: ModelPage, qtbot: QtBot) -> None:
    finding = choose(window, "duplicate_flow")
    assert set(page.selection) == set(finding.elements)
    assert page.view.marks.problems[finding.elements[0]] == "warning"
    assert window.side.findings.card.mend.isVisible()
    window.side.findings.card.mend.click()
    checked(page, qtbot)
    assert "duplicate_flow" not in rules(page)
    assert len(page.document.history) == 1
    window.actions_["undo"].trigger()
    checked(page, qtbot)
    assert "duplicate_flow" in rules(page)


def test_what_is_pardoned_stands_with_its_reason_until_that_is_withdrawn(
    window: MainWindow, page: ModelPage, qtbot: QtBot
) -> None:
    choose(window, "duplicate_flow")
    card = window.side.findings.card
    card.let.click()
    card.reason.setText("both are meant")
    card.give.click()
    checked(page, qtbot)
    assert "duplicate_flow" not in rules(page)
    window.side.findings.filters["pardoned"].setChecked(True)
    choose(window, "duplicate_flow")
    assert "both are meant" in card.reason_said.text()
    card.let.click()
    checked(page, qtbot)
    assert "duplicate_flow" in rules(page)


def test_a_new_fault_is_found_after_the_step_that_makes_it(window: MainWindow, page: ModelPage, qtbot: QtBot) -> None:
    rename(page.document, "a", "")
    checked(page, qtbot)
    assert "unnamed_activity" in rules(page)
    rename(page.document, "a", "审批")
    rename(page.document, "a", "审批采购单")
    checked(page, qtbot)
    assert rules(page).isdisjoint({"unnamed_activity", "verb_without_object"})


def test_nothing_is_checked_while_the_mouse_is_down(page: ModelPage, qtbot: QtBot) -> None:
    checker = page.file.checker
    assert checker is not None
    before = checker.report
    page.view.gesture.emit(True)
    rename(page.document, "a", "")
    qtbot.wait(120)
    assert checker.report is before
    page.view.gesture.emit(False)
    checked(page, qtbot)
    assert "unnamed_activity" in rules(page)


def test_marks_can_be_switched_off_and_filters_hide_what_is_not_wanted(
    window: MainWindow, page: ModelPage, qtbot: QtBot
) -> None:
    board: DrawingBoard = page.view
    assert board.marks.problems
    window.actions_["problems"].trigger()
    assert not board.marks.problems
    window.actions_["problems"].trigger()
    assert board.marks.problems
    shown = window.side.findings
    before = shown.list.count()
    shown.filters["warning"].setChecked(False)
    assert shown.list.count() < before


def test_the_problems_of_one_topic_are_shown_alone(window: MainWindow, page: ModelPage) -> None:
    panel = window.side.findings
    assert panel.topics.itemData(0) is None
    topics = {each.topic for each in page.file.problems}
    assert {panel.topics.itemData(row) for row in range(1, panel.topics.count())} == topics
    panel.bring_topic("structure")
    shown = [panel.list.item(row).data(256) for row in range(panel.list.count())]
    assert {each.topic for each in shown if isinstance(each, Finding)} == {"structure"}
    panel.bring_topic(None)
    shown = [panel.list.item(row).data(256) for row in range(panel.list.count())]
    assert len([each for each in shown if isinstance(each, Finding)]) == len(page.file.problems)


def test_a_long_list_of_problems_grows_and_its_last_one_can_be_brought_at_once(
    window: MainWindow, page: ModelPage, qtbot: QtBot
) -> None:
    many = tuple(Finding("rule", "warning", message("window.copied"), (f"key {number}",)) for number in range(450))
    panel = window.side.findings
    panel.show_findings(many, page.document)
    assert panel.list.count() < 450
    assert panel.bring("key 449")
    assert panel.list.currentRow() == 450  # below the head of its topic
    panel.show_findings(many[1:], page.document)
    qtbot.waitUntil(lambda: panel.list.count() == 450, timeout=5000)
    assert panel.list.currentRow() == 449, "what was shown stays shown"


def test_a_newcomer_begins_with_mistakes_and_sees_them_at_once(window: MainWindow, qtbot: QtBot) -> None:
    next(card for card in window.start.template_cards if card.template == "mistakes").click()
    settle()
    page = window.page
    assert page is not None
    checked(page, qtbot)
    assert window.side.findings.isVisible()
    case = next(each for each in page.file.problems if each.case is not None)
    choose(window, case.rule)
    window.side.findings.card.mend.click()
    checked(page, qtbot)
    assert not any(each.topic == "soundness" for each in page.file.problems)
