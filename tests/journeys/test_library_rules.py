"""Somebody chooses the rules of a library in the window, and its models are checked by them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from journeys.test_choosing_rules import tick
from library_kit import calm, path, shown
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from validation.faulty import MODELS

from modeller.jobs.library_draft import path_of
from modeller.library.models import add_model
from modeller.library.opening import open_library
from modeller.library.rules import rules_of, set_rules
from modeller.model.entries import Author, NewModel
from modeller.notation.bpmn.rule_choice import RuleChoice, rule_choice
from modeller.ui.checking import Checker
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.rules_dialog import RulesDialog

__all__ = ["path", "shown"]

LI = Author("Li")


@pytest.fixture
def checker(path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot) -> Checker:
    """That of a model of the library that leads nowhere, open in the window."""
    with open_library(path) as library:
        id = add_model(library, NewModel("Faulty", tuple(MODELS["dead_end"]()))).id
    shown(path)
    window.desk.open(path_of(path, id), window)
    calm(window, qtbot)
    assert window.page is not None
    made = window.page.file.checker
    assert made is not None
    return made


def severity(checker: Checker, qtbot: QtBot) -> str | None:
    """How grave the dead end is, if it is said."""
    qtbot.waitUntil(lambda: not checker.busy)
    assert checker.report is not None
    return next((each.severity for each in checker.report.findings if each.rule == "dead_end"), None)


def accept(monkeypatch: pytest.MonkeyPatch, deed: Callable[[RulesDialog], object]) -> None:
    """Let the next dialog be accepted after that."""

    def exec_(dialog: RulesDialog) -> int:
        deed(dialog)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(RulesDialog, "exec", exec_)


def grave(dialog: RulesDialog, rule: str, severity: str) -> None:
    item = dialog.item(rule)
    assert item is not None
    dialog.tree.setCurrentItem(item)
    dialog.severity.setCurrentIndex(dialog.severity.findData(severity))
    dialog.severity.activated.emit(dialog.severity.currentIndex())


def test_the_rules_of_a_library_hold_for_its_open_models_at_once_and_a_model_says_otherwise(
    checker: Checker, path: Path, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert severity(checker, qtbot) == "warning"
    accept(monkeypatch, lambda dialog: grave(dialog, "dead_end", "hint"))
    window.actions_["library_rules"].trigger()
    calm(window, qtbot)
    assert severity(checker, qtbot) == "hint"
    with open_library(path, read_only=True) as library:
        assert rules_of(library) == RuleChoice(None, {"dead_end": "hint"})

    accept(monkeypatch, lambda dialog: grave(dialog, "dead_end", "error"))
    window.side.findings.rules.click()
    assert severity(checker, qtbot) == "error"
    page = window.page
    assert page is not None
    assert rule_choice(page.document) == RuleChoice(None, {"dead_end": "error"})

    accept(monkeypatch, lambda dialog: dialog.usual.click())
    window.side.findings.rules.click()
    assert severity(checker, qtbot) == "hint"
    assert rule_choice(page.document) == RuleChoice()


def test_what_somebody_else_made_the_rules_holds_as_soon_as_it_is_seen(
    checker: Checker, path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    with open_library(path) as library:
        set_rules(library, RuleChoice(None, {"dead_end": "off"}), LI)
    window.libraries.look_outside()
    page = next(each for each in window.tabs.all() if isinstance(each, LibraryPage))
    page.held.look_outside(window)
    calm(window, qtbot)
    assert severity(checker, qtbot) is None


def test_a_model_s_dialog_begins_with_what_its_library_says(checker: Checker, window: MainWindow) -> None:
    page = window.page
    assert page is not None
    assert checker
    usual = RuleChoice(("correctness", "policy"), {"dead_end": "off", "no_fax": "error"}, (
        '{"name":"no_fax","says":{"en":"No fax","zh_CN":"不用传真"}}',
    ))  # fmt: skip
    dialog = RulesDialog(window, RuleChoice(), usual, page.document)
    assert [kind for kind, box in dialog.kinds.items() if box.isChecked()] == ["correctness", "policy"]
    assert dialog.choice() == RuleChoice()
    tick(dialog, "dead_end", True)
    tick(dialog, "no_fax", False)
    assert dialog.choice() == RuleChoice(None, {"dead_end": "warning", "no_fax": "off"})
    tick(dialog, "dead_end", False)
    tick(dialog, "no_fax", True)
    assert dialog.choice() == RuleChoice(None, {"no_fax": "warning"}), "as it is in the rule itself"
    grave(dialog, "no_fax", "error")
    assert dialog.choice() == RuleChoice()
    dialog.kinds["correctness"].click()
    assert dialog.choice() == RuleChoice(("policy",))
    dialog.usual.click()
    assert dialog.choice() == RuleChoice()
