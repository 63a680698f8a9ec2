"""Own fields: what an organisation asks of its processes and steps beyond the attributes that the program has."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from modeller.model.inline import one_line

FieldKind: TypeAlias = Literal[
    "text", "long text", "number", "duration", "money", "date", "yes or no", "choice", "list", "person", "link"
]
FIELD_KINDS: Final[tuple[FieldKind, ...]] = (
    "text", "long text", "number", "duration", "money", "date", "yes or no", "choice", "list", "person", "link",
)  # fmt: skip
"""What a field may hold: as the kinds of properties. A person is a name, a link leads to a document."""

FIELD_HOLDERS: Final = (
    "process", "step", "decision", "event", "start", "end", "role", "data", "flow", "stage",
)  # fmt: skip
"""What a field may belong to, by what it does in a process and not by its kind of symbol. A role is a lane, a stage an
activity of a value chain."""

KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_\-]{0,39}")
"""What a field may be known by: a key becomes part of an attribute's name."""
LONGEST: Final = 80
"""Letters of a name, a unit or a choice."""
MOST: Final = 200
"""So many fields, and so many choices of one."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field. `key` never changes: values are kept by it. `names` are what it is called, by language (one at least),
    `holders` what it belongs to, `unit` what stands behind a number. A field that is `required` has to be filled in,
    one with a `badge` is shown on the drawing. Fields come in the order of `position`, then of their keys.
    """

    key: str
    names: tuple[tuple[str, str], ...]
    kind: FieldKind = "text"
    holders: tuple[str, ...] = ("step",)
    choices: tuple[str, ...] = ()
    unit: str = ""
    required: bool = False
    badge: bool = False
    position: int = 0


def in_order(fields: Sequence[OwnField]) -> tuple[OwnField, ...]:
    """Fields as they are shown."""
    return tuple(sorted(fields, key=lambda each: (each.position, each.key)))


def described(field: OwnField) -> dict[str, object]:
    """A field as data of JSON; what is as usual is left out."""
    held: dict[str, object] = {"key": field.key, "name": dict(field.names), "kind": field.kind}
    held["for"] = list(field.holders)
    if field.choices:
        held["choices"] = list(field.choices)
    if field.unit:
        held["unit"] = field.unit
    held |= {name: True for name in ("required", "badge") if getattr(field, name)}
    if field.position:
        held["position"] = field.position
    return held


def encoded(field: OwnField) -> str:
    """The same on one line."""
    return one_line(described(field))


def field_kept(text: str) -> OwnField | None:
    """What `encoded` wrote, perhaps in a newer program, or what anybody has put into a file.

    What makes no sense in it, or is more or longer than a field may have, is passed over; None where it is no field.
    A kind that is not known is read as text.
    """
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return None
    key, said = (held.get("key"), held.get("name")) if isinstance(held, dict) else ("", None)
    if not isinstance(key, str) or not KEY.fullmatch(key):
        return None
    named = said.items() if isinstance(said, dict) else ()
    names = tuple((each, line) for each, name in named if each.isprintable() and (line := _kept(name)))
    kind: FieldKind = next((each for each in FIELD_KINDS if each == held.get("kind")), "text")
    position = held.get("position", 0)
    return OwnField(
        key,
        names[:MOST] or (("en", key),),
        kind,
        tuple(each for each in FIELD_HOLDERS if each in _texts(held.get("for"))),
        tuple(dict.fromkeys(filter(None, map(_kept, _texts(held.get("choices"))))))[:MOST],
        _kept(held.get("unit")),
        held.get("required") is True,
        held.get("badge") is True,
        position if type(position) is int else 0,
    )


def line_of(text: str) -> str:
    """A text as a name, a unit or a choice has it: on one line, of letters that can be shown."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _kept(held: object) -> str:
    line = line_of(held) if isinstance(held, str) else ""
    return line if len(line) <= LONGEST else ""


def _texts(held: Any) -> list[str]:
    return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []


def merged(first: Sequence[OwnField], second: Sequence[OwnField]) -> tuple[OwnField, ...]:
    """The first fields, and behind them those of the second whose keys the first do not have."""
    known = {each.key for each in first}
    return (*first, *(each for each in second if each.key not in known))


def name_in(field: OwnField, language: str) -> str:
    """What a field is called in a language, else in the one that there is."""
    names = dict(field.names)
    return names.get(language) or next(iter(names.values()))
