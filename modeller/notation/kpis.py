"""KPIs: whether a measured value reaches its target."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from modeller.model.records import Record
from modeller.notation.attributes import PREFIX, rows_of

KpiState: TypeAlias = Literal["missed", "risk", "met", ""]
"""What a target comes to; ``""`` where nothing was measured, or nothing says what would be good."""
WORST_FIRST: Final[tuple[KpiState, ...]] = ("missed", "risk", "met")
TOLERANCE: Final = Decimal("0.05")
"""Short of its target by no more than this share of it, a KPI is at risk and not yet missed."""

_WRITTEN: Final = {
    "≥": "≥|⩾|>=|at least|not below|不低于|不少于|不小于|至少|大于等于",
    "≤": "≤|⩽|<=|at most|not above|不高于|不超过|不多于|不大于|至多|小于等于",
    ">": ">|above|more than|高于|大于|超过|多于",
    "<": "<|below|less than|低于|小于|少于",
}
_SIGNS: Final = tuple((word, sign) for sign, written in _WRITTEN.items() for word in written.split("|"))
_NUMBER: Final = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:[.,]\d+)?")
_LONGEST: Final = 200


def kpi_state(target: str, measured: str, unit: str = "") -> KpiState:
    """What a measured value comes to against a target that says from which side: ``≥ 95``, ``< 3``, ``至少 90``.

    A value on the wrong side is ``risk`` up to `TOLERANCE` of the target, beyond it ``missed``; ``""`` where either is
    no number or the target names no side. 0 and 100 % need name none. Both are meant in the KPI's unit.
    """
    wanted, there = _number(target), _number(measured)
    if wanted is None or there is None:
        return ""
    sign = _sign(target) or ("≤" if wanted == 0 else "≥" if wanted == 100 and "%" in _plain(target + unit) else "")
    if not sign:
        return ""
    short = wanted - there if sign in "≥>" else there - wanted
    if short < 0 or (short == 0 and sign in "≥≤"):
        return "met"
    return "risk" if 0 < short <= abs(wanted) * TOLERANCE else "missed"


def worst(states: Iterable[str]) -> KpiState:
    """The one that decides for all: the first of `WORST_FIRST` that occurs."""
    there = set(states)
    return next((each for each in WORST_FIRST if each in there), "")


def state_of(record: Record) -> KpiState:
    """The worst that the KPIs of a record come to; those that were not measured are passed over."""
    return worst(kpi_state(target, there, unit) for _, target, unit, there, _ in rows_of(record, PREFIX + "kpi"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_LONGEST].replace("≧", "≥").replace("≦", "≤")).strip().lower()


def _sign(target: str) -> str:
    plain = _plain(target)
    return next((sign for word, sign in _SIGNS if plain.startswith(word)), "")


def _number(text: str) -> Decimal | None:
    found = _NUMBER.search(_plain(text))
    if found is None:
        return None
    plain = found[0].replace("−", "-")
    return Decimal(plain.replace(",", "" if re.search(r",\d{3}(\D|$)", plain) else "."))
