"""By owner: who answers for what."""

from modeller.model.records import Node
from modeller.notation.attributes import names_of
from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings.words import unless_said


def _owner(node: Node) -> str:
    return next(iter(names_of(node, "modeller:owner")), "").strip()


OWNER = Colouring("owner", "attributes.owner", _owner, unless_said(lambda value, _language: value))
