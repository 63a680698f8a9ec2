"""By value class: what adds value, what has to be, what could go."""

from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings.summing import usual
from modeller.notation.valuechain.colourings.words import of_choice

VALUE = Colouring(
    "value",
    "attributes.valueClass",
    lambda node: node.properties.text("modeller:valueClass"),
    of_choice("attributes.valueClass"),
    {"adding": ("#cdeccf", "#23784f"), "necessary": ("#fff0c2", "#9a6b00"), "waste": ("#f9d0cb", "#b03a2e")},
    summed=usual("modeller:valueClass", ("waste", "necessary", "adding")),
)
