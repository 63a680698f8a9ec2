"""All colourings of value chains, in the order in which they are offered."""

from typing import Final

from modeller.notation.valuechain.colouring import Colouring
from modeller.notation.valuechain.colourings import findings, kpi, maturity, owner, share, status, value

COLOURINGS: Final[tuple[Colouring, ...]] = (
    owner.OWNER,
    status.STATUS,
    value.VALUE,
    share.SHARE,
    kpi.KPI,
    maturity.MATURITY,
    findings.FINDINGS,
)


def colouring(key: str) -> Colouring | None:
    """The colouring of that key; None where there is none."""
    return next((each for each in COLOURINGS if each.key == key), None)
