"""Analyses as plain data, for JSON: records as mappings, times in seconds, money as number and currency."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from modeller.analysis.handovers import Handovers
from modeller.analysis.side_by_side import SideBySide
from modeller.analysis.whole import Analysis, Points, Ratio, Time
from modeller.language import Message, words
from modeller.notation.element import Property
from modeller.notation.own_fields import OWN
from modeller.notation.quantities import Money


def analysis_as_data(found: Analysis, language: str | None = None) -> dict[str, Any]:
    """An analysis as dicts, lists, texts and numbers; what is not known is None."""
    data = _plain(found, language)
    assert isinstance(data, dict)
    return {"figures": {figure.key: _plain(figure.value, language) for figure in found.figures}, **data}


def comparison_as_data(found: SideBySide, language: str | None = None) -> dict[str, Any]:
    """Two models side by side as the same."""
    data = _plain(found, language)
    assert isinstance(data, dict)
    return data


def _plain(value: object, language: str | None) -> object:
    if isinstance(value, Message):
        return words(value, language)
    if isinstance(value, Property):
        return value.key.removeprefix(OWN)
    if isinstance(value, Time):
        return value.seconds
    if isinstance(value, Ratio | Points):
        return value.value
    if isinstance(value, Money):
        return {"amount": float(value.amount), "currency": value.currency}
    if isinstance(value, Handovers):
        return {"roles": list(value.roles), "found": _plain(value.found, language)}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name), language) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(held, language) for name, held in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each, language) for each in value]
    return value
