"""A house style with its clauses as JSON, and what both are known by."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from typing import Any, Final, NamedTuple, TypeVar

from modeller.files.problem import Problem
from modeller.language import message
from modeller.model.house_style import Clause, HouseStyle, checked_clause, checked_style

T = TypeVar("T", HouseStyle, Clause)

CLAUSES: Final = "clauses"
_PLAIN: Final = {field.name: field.default for field in (*fields(HouseStyle), *fields(Clause))}


class House(NamedTuple):
    """A house style and the clauses that go with it."""

    style: HouseStyle = HouseStyle()
    clauses: tuple[Clause, ...] = ()


def house_data(house: House) -> dict[str, Any]:
    """Both as data: the style's fields, the logo in base 64, and a list of clauses."""
    style = asdict(house.style) | {"logo": b64encode(house.style.logo).decode("ascii")}
    return style | {"signatures": list(house.style.signatures), CLAUSES: [asdict(each) for each in house.clauses]}


def house_in(data: bytes, name: str) -> House:
    """What `house_data` gave, from a file that is called `name`; what is left out is as usual.

    Raises Problem where it is none, or no document can be made with it.
    """
    try:
        held = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Problem(message("policy.style.no_style", name=name, field="JSON")) from error
    if not isinstance(held, dict):
        raise Problem(message("policy.style.no_style", name=name, field="{}"))
    listed = held.pop(CLAUSES, [])
    if not isinstance(listed, list):
        raise Problem(message("policy.style.no_style", name=name, field=CLAUSES))
    style = checked_style(_record(HouseStyle, held, name))
    return House(style, tuple(checked_clause(_record(Clause, each, name)) for each in listed))


def value_kept(name: str, text: str) -> Any:
    """A field of either as `encoded` wrote it, perhaps in a newer program; None where it is none."""
    try:
        return _value(name, json.loads(text))
    except (ValueError, RecursionError):
        return None


def clause_kept(held: object) -> Clause | None:
    """A clause as data, perhaps of a newer program; None where it is none."""
    try:
        return checked_clause(_record(Clause, held, "")) if isinstance(held, dict) else None
    except Problem:
        return None


def encoded(value: object) -> str:
    """A field of either as JSON text."""
    return json.dumps(b64encode(value).decode("ascii") if isinstance(value, bytes) else value, ensure_ascii=False)


def fingerprint(house: House, language: str) -> str:
    """What style and clauses are known by, apart: in documents of a language, for `policy_verify` to compare.

    What is as usual does not count, so that a newer program with more fields gives the same.
    """
    placed = sorted(house.clauses, key=lambda each: (each.section, each.before))  # of one place as they are ordered
    return f"house {language} {_digest([house.style])} {_digest(placed)}"


def _digest(records: Iterable[HouseStyle | Clause]) -> str:
    said = []
    for record in records:
        held = {field.name: getattr(record, field.name) for field in fields(record) if field.name not in _UNPRINTED}
        said.append({name: encoded(value) for name, value in held.items() if value != _PLAIN.get(name)})
    return sha256(json.dumps(said, sort_keys=True).encode("ascii")).hexdigest()[:12]


_UNPRINTED: Final = frozenset({"id", "order", "model", "folder", "language"})
"""What a clause says that nobody reads."""


def _record(kind: type[T], held: object, name: str) -> T:
    if not isinstance(held, Mapping):
        raise Problem(message("policy.style.no_style", name=name, field=CLAUSES))
    known = {field.name for field in fields(kind)}
    found = {}
    for field, value in held.items():
        try:
            if field in known:  # a newer program may say more
                found[field] = _value(field, value)
        except ValueError as error:
            raise Problem(message("policy.style.no_style", name=name, field=field)) from error
    return kind(**({"title": ""} if kind is Clause else {}) | found)


def _value(name: str, value: Any) -> Any:
    """A field from JSON. Raises ValueError where it is none."""
    usual = _PLAIN[name]
    if name == "signatures":
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError
        return tuple(value)
    if isinstance(usual, bytes):
        return b64decode(value, validate=True) if isinstance(value, str) else _no(value)
    wanted = str if not isinstance(usual, bool | int) else type(usual)
    return value if type(value) is wanted else _no(value)


def _no(value: object) -> Any:
    raise ValueError(value)
