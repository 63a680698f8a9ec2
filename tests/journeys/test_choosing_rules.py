"""Somebody chooses the rules that a model is checked by, in the window, and the command line finds the same."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.test_problems import checked, choose, rules
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from validation.faulty import MODELS
from window_kit import settle

from modeller.editing.rule_choice import choose_rules
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.jobs.check_model import check_model
from modeller.notation.bpmn.rule_choice import RuleChoice, rule_choice
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.rules_dialog import RulesDialog
from modeller.validation.rules.catalogue import RULES

Opened = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def page(window: MainWindow, opened: Opened, tmp_path: Path, qtbot: QtBot) -> ModelPage:
    path = tmp_path / "faulty.bpmn"
    path.write_bytes(write(MODELS["duplicate_flow"]()))
    made = opened(window, path)
    window.side.show_findings()
    checked(made, qtbot)
    return made


@pytest.fixture
def dialog(window: MainWindow, page: ModelPage) -> RulesDialog:
    made = RulesDialog(window, rule_choice(page.document), RuleChoice(), page.document)
    made.show()
    settle()
    return made


def tick(dialog: RulesDialog, rule: str, on: bool) -> None:
    item = dialog.item(rule)
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def seen(dialog: RulesDialog) -> list[str]:
    return [rule.name for rule in RULES if (item := dialog.item(rule.name)) is not None and not item.isHidden()]


def found_elsewhere(page: ModelPage) -> set[str]:
    """What a check of the saved file finds."""
    return {finding.rule for finding in check_model(read(write(page.document)).document.snapshot()).findings}


def test_a_problem_s_menu_switches_its_rule_off_at_the_element_as_one_step(
    window: MainWindow, page: ModelPage, qtbot: QtBot
) -> None:
    choose(window, "duplicate_flow")
    window.side.findings.card.off_here.trigger()
    checked(page, qtbot)
    assert "duplicate_flow" not in rules(page) | found_elsewhere(page)
    assert len(page.document.history) == 1
    again = RulesDialog(window, rule_choice(page.document), RuleChoice(), page.document)
    last = again.tree.topLevelItem(again.tree.topLevelItemCount() - 1)
    assert last is not None
    assert last.childCount() == 1
    last.child(0).setCheckState(0, Qt.CheckState.Checked)
    choose_rules(page.document, again.choice(), again.again())
    checked(page, qtbot)
    assert "duplicate_flow" in rules(page)
    window.actions_["undo"].trigger()
    checked(page, qtbot)
    assert "duplicate_flow" not in rules(page)


def test_a_problem_s_menu_switches_its_rule_off_in_the_model(window: MainWindow, page: ModelPage, qtbot: QtBot) -> None:
    choose(window, "duplicate_flow")
    window.side.findings.card.off.trigger()
    checked(page, qtbot)
    assert "duplicate_flow" not in rules(page) | found_elsewhere(page)
    assert rule_choice(page.document) == RuleChoice(None, {"duplicate_flow": "off"})
    window.actions_["undo"].trigger()
    checked(page, qtbot)
    assert "duplicate_flow" in rules(page)


def test_the_panel_s_button_asks_and_what_is_accepted_holds(
    window: MainWindow, page: ModelPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def accept(dialog: RulesDialog) -> int:
        tick(dialog, "duplicate_flow", False)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(RulesDialog, "exec", accept)
    window.side.findings.rules.click()
    checked(page, qtbot)
    assert "duplicate_flow" not in rules(page) | found_elsewhere(page)
    assert len(page.document.history) == 1


def test_every_rule_is_there_and_choosing_nothing_changes_nothing(dialog: RulesDialog, page: ModelPage) -> None:
    assert [rule.name for rule in RULES if dialog.item(rule.name) is None] == []
    choose_rules(page.document, dialog.choice(), dialog.again())
    assert page.document.history == ()


def test_kinds_rules_and_severities_make_the_choice(dialog: RulesDialog) -> None:
    dialog.kinds["policy"].click()
    assert dialog.choice() == RuleChoice(("correctness", "style", "policy"))
    assert dialog.item("activity_has_role") is not None
    dialog.kinds["style"].click()
    tick(dialog, "vague_verb", True)
    tick(dialog, "dead_end", False)
    dialog.tree.setCurrentItem(dialog.item("never_read"))  # type: ignore[arg-type]
    dialog.severity.setCurrentIndex(0)
    dialog.severity.activated.emit(0)
    wanted = {"vague_verb": "hint", "dead_end": "off", "never_read": "error"}
    assert dialog.choice() == RuleChoice(("correctness", "policy"), wanted)
    dialog.kinds["correctness"].click()
    dialog.kinds["correctness"].click()
    assert dialog.choice().severities == {"vague_verb": "hint", "never_read": "error"}
    dialog.usual.click()
    assert dialog.choice() == RuleChoice()


def test_a_set_in_a_file_is_taken_over_and_one_that_is_none_is_said_to_be(
    dialog: RulesDialog, page: ModelPage, tmp_path: Path
) -> None:
    path = tmp_path / "ours.json"
    own = {"name": "no_fax", "says": {"en": "No fax"}, "must": [{"attribute": "name", "unlike": "*fax*"}]}
    path.write_text(json.dumps({"kinds": ["style"], "rules": {"vague_verb": "error"}, "own": [own]}), "utf-8")
    dialog.take_file(str(path))
    item = dialog.item("no_fax")
    assert item is not None
    assert item.text(0) == "No fax"
    assert dialog.choice().severities == {"vague_verb": "error"}
    choose_rules(page.document, dialog.choice(), dialog.again())
    path.unlink()  # nobody needs it any more
    assert rule_choice(page.document).kinds == ("style",)
    path.write_text('{"rules": {"dead_end": "loud"}}', "utf-8")
    before = dialog.choice()
    dialog.take_file(str(path))
    assert "Possible are: error, warning, hint, off." in dialog.error.text()
    assert dialog.error.isVisible()
    assert dialog.choice() == before


def test_the_list_is_filtered_as_one_types(dialog: RulesDialog) -> None:
    dialog.filter.setText("dead")
    assert seen(dialog) == ["dead_end"]
    dialog.filter.clear()
    assert seen(dialog) == [rule.name for rule in RULES]
