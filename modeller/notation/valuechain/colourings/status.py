"""By status: how far the approval of what an activity stands for has come."""

from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings.summing import first_of
from modeller.notation.valuechain.colourings.words import of_choice

STATUS = Colouring(
    "status",
    "attributes.status",
    lambda node: node.properties.text("modeller:status"),
    of_choice("attributes.status"),
    {
        "draft": ("#dedaf0", "#5d5590"),
        "review": ("#fdeab8", "#9a6b00"),
        "approved": ("#cfe3fa", "#2563a8"),
        "published": ("#c9ead3", "#23784f"),
        "retired": ("#f1d9d6", "#9c4a40"),
    },
    summed=first_of("modeller:status", ("draft", "review", "approved", "published", "retired")),
)
