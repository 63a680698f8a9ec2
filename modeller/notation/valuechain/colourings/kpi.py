"""By KPI state: whether what was measured reaches its target; the worst KPI decides."""

from typing import Final

from modeller.language import message, words
from modeller.notation.attributes import PREFIX
from modeller.notation.kpis import state_of
from modeller.notation.valuechain.colouring import NEUTRAL, Colouring
from modeller.notation.valuechain.colourings.summing import together

_KPI: Final = PREFIX + "kpi"

KPI = Colouring(
    "kpi",
    "chains.colour.kpi",
    state_of,
    lambda value, language: words(message(f"chains.colour.kpi.{value or 'none'}"), language),
    {
        "missed": ("#f9d0cb", "#b03a2e"),
        "risk": ("#fdeab8", "#9a6b00"),
        "met": ("#c9ead3", "#23784f"),
        "": NEUTRAL,
    },
    taken=(_KPI,),
    summed=together(_KPI),
)
