"""Durations, money, rates, numbers and dates: read as people write them, kept in one form, said in words."""

import datetime
import re
import unicodedata
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from modeller.language import message, words

UNITS: Final = (("Y", 31_536_000), ("M", 2_592_000), ("W", 604_800), ("D", 86_400), ("H", 3_600), ("m", 60), ("S", 1))
"""Letter and seconds of each unit of a duration: a day has 24 hours, a month 30 days, a year 365; ``m`` is a minute."""
_SECONDS: Final = dict(UNITS)
_ISO: Final = re.compile(
    r"P(?=.)(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_WRITTEN: Final = {
    "Y": "y yr yrs year years 年",
    "M": "mo mon month months 个月 月",
    "W": "w wk week weeks 周 星期 个星期",
    "D": "d day days 天 日",
    "H": "h hr hrs hour hours 小时 个小时 时 钟头",
    "m": "m min mins minute minutes 分钟 分",
    "S": "s sec secs second seconds 秒 秒钟",
}
_UNIT: Final = {name: letter for letter, named in _WRITTEN.items() for name in named.split()}
_PART: Final = re.compile(r"(\d+(?:\.\d+)?|半)\s*([a-z]+|[\u4e00-\u9fff]+?)(?=[\s,，、和]|\d|半|and\b|$)")
_BETWEEN: Final = re.compile(r"[\s,，、和]*(?:and\b)?[\s,，、和]*")
_CURRENCY: Final = {
    "¥": "CNY", "￥": "CNY", "元": "CNY", "人民币": "CNY", "rmb": "CNY", "yuan": "CNY", "$": "USD", "美元": "USD",
    "€": "EUR", "欧元": "EUR", "£": "GBP", "英镑": "GBP", "港元": "HKD", "hk$": "HKD", "日元": "JPY",
}  # fmt: skip
_SIGN: Final = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}
_MONEY: Final = re.compile(r"(?P<before>[^\d\s.,-]*)\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<after>[^\d\s.,-]*)")
_RATE: Final = re.compile(r"(?:每(?P<each>\d*\s*[^\d\s]+?)\s*)?(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<rest>.*)")
_PER: Final = re.compile(r"^(?:次|件|个|笔|x|times|cases)?\s*(?:/|per|a|每)\s*(?P<span>.+)$")
_NUMBER: Final = re.compile(r"[-−]?(\d[\d,]*)?(\.\d+)?")
_DATES: Final = (
    re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?"),
    re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})"),
)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.\-]+):", re.IGNORECASE)
_OPENED: Final = frozenset({"http", "https", "mailto"})
"""What an address may begin with."""
LONGEST: Final = 60
"""No quantity is written in more letters."""


class Money(NamedTuple):
    """An amount; `currency` is a code of ISO 4217, or ``""`` where none is said."""

    amount: Decimal
    currency: str


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


# -- durations -------------------------------------------------------------------------------------------------------


def duration(text: str) -> str | None:
    """A duration as ISO 8601, from that or from what people write (``1.5 h``, ``2 d 4 h``, ``3 天``, ``半小时``);
    None where it is none."""
    raw = _plain(text)
    if not raw or len(raw) > LONGEST:
        return None
    if _ISO.fullmatch(raw.upper()):
        return raw.upper()
    parts: dict[str, Decimal] = {}
    at, lowered = 0, raw.lower()
    while at < len(lowered):
        found = _PART.match(lowered, at)
        unit = _UNIT.get(found[2]) if found else None
        if found is None or unit is None or unit in parts:
            return None
        parts[unit] = Decimal("0.5") if found[1] == "半" else Decimal(found[1])
        between = _BETWEEN.match(lowered, found.end())
        at = between.end() if between else found.end()
    return _iso(parts)


def _iso(parts: dict[str, Decimal]) -> str:
    def of(units: str) -> str:
        return "".join(f"{_number(parts[unit])}{unit.upper()}" for unit in units if unit in parts)

    time = of("HmS")
    return f"P{of('YMWD')}{'T' + time if time else ''}"


def seconds(iso: str) -> float | None:
    """How long a duration is, in seconds; None where the text is no duration in ISO 8601."""
    parts = _parts(iso)
    return float(sum(number * _SECONDS[unit] for unit, number in parts)) if parts is not None else None


def _parts(iso: str) -> list[tuple[str, Decimal]] | None:
    found = _ISO.fullmatch(iso.strip()) if len(iso) <= LONGEST else None
    if found is None:
        return None
    return [(unit, Decimal(text)) for (unit, _), text in zip(UNITS, found.groups(), strict=True) if text is not None]


def from_seconds(length: float) -> str:
    """A length of time as ISO 8601: days, hours, minutes and, below an hour, whole seconds."""
    left = round(length / 60) * 60 if length >= 3600 else round(length)
    parts: dict[str, Decimal] = {}
    for unit in "DHmS":
        count, left = divmod(left, _SECONDS[unit])
        if count:
            parts[unit] = Decimal(count)
    return _iso(parts) if parts else "PT0S"


def said_duration(iso: str, language: str | None = None) -> str:
    """A duration in words; as it stands where it is none."""
    parts = _parts(iso)
    if parts is None:
        return iso
    gap = words(message("attributes.unit.gap"), language).strip("[]")
    return gap.join(_said_part(number, unit, language) for unit, number in parts)


def _said_part(number: Decimal, unit: str, language: str | None) -> str:
    name = {"m": "minute", "M": "month"}.get(unit, unit)
    return words(message(f"attributes.unit.{name}", number=_number(number)), language)


# -- money -----------------------------------------------------------------------------------------------------------


def money(text: str) -> str | None:
    """An amount as number and currency (``12.50 CNY``, ``12.50`` where no currency is said); None where it is none."""
    raw = _plain(text)
    found = _MONEY.fullmatch(raw) if len(raw) <= LONGEST else None
    if found is None:
        return None
    named = (found["before"] or found["after"]).lower()
    if found["before"] and found["after"]:
        return None
    code = _CURRENCY.get(named) or (named.upper() if re.fullmatch("[a-z]{3}", named) else "")
    if named and not code:
        return None
    return f"{_number(Decimal(found['number'].replace(',', '')))} {code}".strip()


def amount(text: str) -> Money | None:
    """The amount in a text that `money` made."""
    number, _, code = text.partition(" ")
    try:
        return Money(Decimal(number), code)
    except InvalidOperation:
        return None


def said_money(text: str) -> str:
    """An amount as documents show it: ``¥1,200``, ``1,200 CHF``."""
    held = amount(text)
    if held is None:
        return text
    number = f"{held.amount:,f}"
    sign = _SIGN.get(held.currency)
    return f"{sign}{number}" if sign else f"{number} {held.currency}".strip()


# -- rates and shares ------------------------------------------------------------------------------------------------


def rate(text: str) -> str | None:
    """How often as number and duration (``20/P1D``), from ``20/day``, ``20 per day``, ``每天20次``; None if none."""
    raw = _plain(text).lower()
    found = _RATE.fullmatch(raw) if len(raw) <= LONGEST else None
    if found is None:
        return None
    span = found["each"]
    if span is None:
        per = _PER.match(found["rest"])
        span = per["span"] if per else ""
    elif found["rest"].strip() not in {"", "次", "件", "个", "笔"}:
        return None
    each = duration(span) or duration(f"1{span}")
    return f"{_number(Decimal(found['number'].replace(',', '')))}/{each}" if each else None


def per_year(text: str) -> float | None:
    """How often a year a rate in the form of `rate` is."""
    number, _, span = text.partition("/")
    length = seconds(span)
    try:
        return float(number) * _SECONDS["Y"] / length if length else None
    except ValueError:
        return None


def said_rate(text: str, language: str | None = None) -> str:
    """A rate in words; as it stands where it is none."""
    number, _, span = text.partition("/")
    parts = _parts(span)
    if not parts:
        return text
    if len(parts) == 1 and parts[0][1] == 1:
        unit = parts[0][0]
        each = words(message(f"attributes.each.{ {'m': 'minute', 'M': 'month'}.get(unit, unit) }"), language)
    else:
        each = said_duration(span, language)
    return words(message("attributes.rate", number=number, each=each), language)


def percent(text: str) -> str | None:
    """A share from 0 to 100 as a number, with or without its sign; None where it is none."""
    raw = _plain(text).removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", raw) or Decimal(raw) > 100:
        return None
    return _number(Decimal(raw))


# -- numbers, dates and links ----------------------------------------------------------------------------------------


def number(text: str) -> str | None:
    """A number as digits with a point, from that or from one with commas between thousands; None where it is none."""
    raw = _plain(text)
    if len(raw) > LONGEST or not _NUMBER.fullmatch(raw) or not any(map(str.isdecimal, raw)):
        return None
    made = _number(Decimal(raw.replace(",", "").replace("−", "-")))
    return "0" if made == "-0" else made


def date(text: str) -> str | None:
    """A day as ISO 8601 (``2026-05-01``), from that, ``2026/5/1``, ``1.5.2026`` or ``2026年5月1日``; None if none."""
    raw = _plain(text)
    for form in _DATES:
        found = form.fullmatch(raw) if len(raw) <= LONGEST else None
        if found is not None:
            with suppress(ValueError):  # no such day
                return datetime.date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    return None


def said_date(text: str, language: str | None = None) -> str:
    """A day in words; as it stands where it is none."""
    if date(text) != text:
        return text
    year, month, day = text.split("-")
    return words(message("attributes.date", year=year, month=int(month), day=int(day)), language)


def link(text: str) -> str | None:
    """What leads to a document: an address of the web or of mail, or a name or path; None for an address that starts
    something else (``javascript:``, ``file:``)."""
    raw = " ".join(text.split())
    scheme = _SCHEME.match(raw)
    return raw if scheme is None or scheme[1].lower() in _OPENED else None


def is_address(text: str) -> bool:
    """Whether a link can be opened as it stands."""
    scheme = _SCHEME.match(text)
    return scheme is not None and scheme[1].lower() in _OPENED


def with_unit(text: str, unit: str) -> str:
    """A value with its unit: ``≥ 85%``, ``≤ 4 h``, ``5 分钟``; once where the value says it already."""
    if not unit or text.endswith(unit):
        return text
    return f"{text}{'' if unit in '%‰°' else ' '}{unit}" if text else ""


def _number(number: Decimal) -> str:
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
