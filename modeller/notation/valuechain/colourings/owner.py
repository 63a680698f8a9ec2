"""By owner: who answers for what."""

from typing import Final

from modeller.model.records import Node
from modeller.notation.attributes import names_of
from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings.summing import if_all_agree
from modeller.notation.valuechain.colourings.words import unless_said

_OWNER: Final = "modeller:owner"


def _owner(node: Node) -> str:
    return next(iter(names_of(node, _OWNER)), "").strip()


OWNER = Colouring(
    "owner",
    "attributes.owner",
    _owner,
    unless_said(lambda value, _language: value),
    taken=(_OWNER,),
    summed=if_all_agree(_OWNER),
)
