"""By findings: the worst of what the checks said of what an activity stands for, when the chain was brought in step."""

from typing import Final

from modeller.language import message, words
from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings.summing import first_of
from modeller.notation.valuechain.colourings.words import unless_said

FINDINGS_OF: Final = "chain:findings"
"""The property that holds it: ``error``, ``warning``, ``hint`` or ``clean``."""

FINDINGS = Colouring(
    "findings",
    "chains.colour.findings",
    lambda node: node.properties.text(FINDINGS_OF),
    unless_said(lambda value, language: words(message(f"chains.colour.findings.{value}"), language)),
    {
        "error": ("#f9d0cb", "#b03a2e"),
        "warning": ("#fdeab8", "#9a6b00"),
        "hint": ("#dbe8f8", "#2563a8"),
        "clean": ("#c9ead3", "#23784f"),
    },
    summed=first_of(FINDINGS_OF, ("error", "warning", "hint", "clean")),
)
