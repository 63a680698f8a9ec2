"""By value share: how much of the work on a process adds value for its customer, in four bands."""

from collections.abc import Sequence
from typing import Final

from modeller.language import message, words
from modeller.model.records import Node
from modeller.notation.attributes import PREFIX
from modeller.notation.quantities import percent
from modeller.notation.valuechain.colouring import Colouring, Said
from modeller.notation.valuechain.colourings.words import unless_said

SHARE_OF: Final = PREFIX + "valueShare"
"""The attribute that holds the share, in percent."""
WORK_OF: Final = "chain:work"
"""The property that says of how much work it is the share, in seconds."""
_BANDS: Final = (75, 50, 25, 0)


def _band(node: Node) -> str:
    share = percent(node.properties.text(SHARE_OF))
    return next((str(band) for band in _BANDS if float(share) >= band), "") if share else ""


def _summed(parts: Sequence[Said]) -> Said:
    """The share of all the work on the parts together."""
    known = [(float(part[WORK_OF]), float(part[SHARE_OF])) for part in parts if SHARE_OF in part and WORK_OF in part]
    work = sum(each for each, _ in known)
    return share_said(sum(each * share for each, share in known) / 100, work) if work else {}


def share_said(adding: float, work: float) -> dict[str, str]:
    """What is said of an activity of whose work, in seconds, so much adds value."""
    return {SHARE_OF: percent(f"{100 * adding / work:.1f}") or "", WORK_OF: f"{work:.0f}"}


SHARE = Colouring(
    "share",
    "attributes.valueShare",
    _band,
    unless_said(lambda value, language: words(message(f"chains.colour.valueShare.{value}"), language)),
    {
        "75": ("#8fd0a0", "#1b6238"),
        "50": ("#c3e6b9", "#3a7a2a"),
        "25": ("#f3eeb4", "#76700f"),
        "0": ("#f8d3b0", "#a4560f"),
    },
    summed=_summed,
)
