"""By maturity: from the first attempt to what is improved all the time."""

from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings.words import of_choice

MATURITY = Colouring(
    "maturity",
    "attributes.maturity",
    lambda node: node.properties.text("modeller:maturity"),
    of_choice("attributes.maturity"),
    {
        "1": ("#f9d0cb", "#b03a2e"),
        "2": ("#fbe0b8", "#a8690f"),
        "3": ("#f3eeb4", "#76700f"),
        "4": ("#dcefc0", "#4f7a1c"),
        "5": ("#c3e8cf", "#1d7046"),
    },
)
