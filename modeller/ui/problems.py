"""What the panel of problems asks for: mending, pardoning, taking a pardon back, and showing a case."""

from functools import partial

from modeller.canvas.tools.gesture import attempt
from modeller.editing import pardons, rule_choice
from modeller.model.entries import Finding
from modeller.notation.bpmn.rule_choice import rule_choice as rule_choice_of
from modeller.ui.desk import Window
from modeller.ui.findings_panel import FindingsPanel
from modeller.validation.fix import apply


def connect(window: Window, panel: FindingsPanel) -> None:
    """Let the panel mend and pardon in the page in front."""
    panel.mended.connect(partial(_mend, window))
    panel.pardoned.connect(partial(_pardon, window))
    panel.withdrawn.connect(partial(_withdraw, window))
    panel.switched.connect(partial(_switch_off, window))
    panel.rules_asked.connect(partial(_ask_rules, window))
    panel.played.connect(partial(_play, window))


def _mend(window: Window, finding: Finding) -> None:
    page = window.page
    if page is None or finding.fix is None:
        return
    page.finish()
    made = finding.fix
    if attempt(page.view, lambda: apply(page.document, made)):
        page.reveal(tuple(key for key in finding.elements if key in page.document))


def _pardon(window: Window, finding: Finding, reason: str) -> None:
    page = window.page
    if page is not None and finding.elements:
        page.finish()
        attempt(page.view, lambda: pardons.pardon(page.document, finding.elements[0], finding.rule, reason))


def _withdraw(window: Window, finding: Finding) -> None:
    page = window.page
    if page is not None and finding.elements:
        page.finish()
        attempt(page.view, lambda: pardons.withdraw(page.document, finding.elements[0], finding.rule))


def _switch_off(window: Window, finding: Finding, everywhere: bool) -> None:
    page = window.page
    if page is None or not (everywhere or finding.elements):
        return
    page.finish()
    if everywhere:
        attempt(page.view, lambda: rule_choice.switch_off(page.document, finding.rule))
    else:
        attempt(page.view, lambda: rule_choice.switch_off_at(page.document, finding.elements[0], finding.rule))


def _ask_rules(window: Window) -> None:
    from modeller.ui.rules_dialog import RulesDialog

    page = window.page
    if page is None:
        return
    page.finish()
    document = page.document
    dialog = RulesDialog(window, rule_choice_of(document), window.desk.known_rules(page.file), document)
    if dialog.exec():
        choice, again = dialog.choice(), dialog.again()
        attempt(page.view, lambda: rule_choice.choose_rules(document, choice, again))
    dialog.deleteLater()


def _play(window: Window, finding: Finding) -> None:
    page = window.page
    if page is not None and finding.case is not None:
        page.finish()
        page.reveal(finding.elements)
        page.player.show_case(page.document.snapshot(), finding.case)
