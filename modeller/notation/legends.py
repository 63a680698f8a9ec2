"""Where the legend of a picture stands that is coloured by what its elements say."""

from typing import Final

from modeller.drawing.displaylist import Group
from modeller.model.records import Bounds
from modeller.notation.symbol import Notation
from modeller.notation.valuechain.colouring import legend

_BELOW: Final = 26.0
"""From a picture to the legend below it, in units."""
_NARROWEST: Final = 320.0


def legend_below(whole: Bounds, language: str | None, notation: Notation) -> Group | None:
    """The legend below a picture that takes that rectangle; None where nothing is coloured."""
    tint = notation.tint
    if tint is None or not tint.shades:
        return None
    return legend(tint, whole.x + 3, whole.bottom + _BELOW, max(whole.width, _NARROWEST), language)
