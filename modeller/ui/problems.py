"""What the panel of problems asks for: mending, pardoning, taking a pardon back, and showing a case."""

from functools import partial
from typing import Protocol

from modeller.canvas.tools.gesture import attempt
from modeller.editing import pardons
from modeller.model.entries import Finding
from modeller.ui.findings_panel import FindingsPanel
from modeller.ui.model_page import ModelPage
from modeller.validation.fix import apply


class Owner(Protocol):
    """The window, as far as this knows it."""

    @property
    def page(self) -> ModelPage | None: ...


def connect(window: Owner, panel: FindingsPanel) -> None:
    """Let the panel mend and pardon in the page in front."""
    panel.mended.connect(partial(_mend, window))
    panel.pardoned.connect(partial(_pardon, window))
    panel.withdrawn.connect(partial(_withdraw, window))
    panel.played.connect(partial(_play, window))


def _mend(window: Owner, finding: Finding) -> None:
    page = window.page
    if page is None or finding.fix is None:
        return
    page.finish()
    made = finding.fix
    if attempt(page.view, lambda: apply(page.document, made)):
        page.reveal(tuple(key for key in finding.elements if key in page.document))


def _pardon(window: Owner, finding: Finding, reason: str) -> None:
    page = window.page
    if page is not None and finding.elements:
        page.finish()
        attempt(page.view, lambda: pardons.pardon(page.document, finding.elements[0], finding.rule, reason))


def _withdraw(window: Owner, finding: Finding) -> None:
    page = window.page
    if page is not None and finding.elements:
        page.finish()
        attempt(page.view, lambda: pardons.withdraw(page.document, finding.elements[0], finding.rule))


def _play(window: Owner, finding: Finding) -> None:
    page = window.page
    if page is not None and finding.case is not None:
        page.finish()
        page.reveal(finding.elements)
        page.player.show_case(page.document.snapshot(), finding.case)
