"""Malformed: what is wrong with a set of rules, where, and what is expected there; and what looks for it."""

import json
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any, Final

from modeller.language import Message, message

_SHOWN: Final = 40
_BETWEEN: Final = " › "
_KINDS: Final[Mapping[type, str]] = {str: "text", bool: "flag", int: "number"}


class Malformed(ValueError):
    """A set of rules that does not say what it should. `message` is a sentence for whoever wrote it."""

    def __init__(self, what: str, **words: object) -> None:
        super().__init__(what)
        self.message = message(f"rules.file.{what}", **words)


def parsed(data: bytes) -> object:
    """The JSON in a file. Raises Malformed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed("no_text") from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Malformed("no_json", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise Malformed("too_much") from error


def an_object(held: object, known: Collection[str], *where: str) -> dict[str, Any]:
    """What is an object with keys among those that are known. Raises Malformed."""
    if not isinstance(held, dict):
        raise Malformed("object", where=_place(where), found=_short(held))
    for key in held:
        if key not in known:
            raise Malformed("key", where=_place(where), found=_short(key), known=", ".join(known))
    return held


def a_list(held: object, *where: str) -> list[Any]:
    """What is a list. Raises Malformed."""
    if not isinstance(held, list):
        raise Malformed("list", where=_place(where), found=_short(held))
    return held


def of_kind(held: object, kind: type, *where: str) -> Any:
    """What is a text, a flag or a number, but not empty. Raises Malformed."""
    if type(held) is not kind or held == "":
        raise Malformed(_KINDS[kind], where=_place(where), found=_short(held))
    return held


def one_of(held: object, known: Collection[str], *where: str) -> str:
    """What is one of some words. Raises Malformed."""
    if not isinstance(held, str) or held not in known:
        raise Malformed("choice", where=_place(where), found=_short(held), known=", ".join(known))
    return held


def required(held: Mapping[str, Any], key: str, *where: str) -> Any:
    """What an object has under that key. Raises Malformed where it has nothing."""
    if key not in held:
        raise Malformed("missing", where=_place(where), lacks=key)
    return held[key]


def no_rule(name: str, known: Collection[str], *where: str) -> Malformed:
    """That there is no rule of that name, and which may be meant."""
    near = get_close_matches(name, known, 1)
    if near:
        return Malformed("no_rule_near", where=_place(where), found=_short(name), near=near[0])
    return Malformed("no_rule", where=_place(where), found=_short(name))


def _place(where: tuple[str, ...]) -> str | Message:
    return _BETWEEN.join(where) if where else message("rules.file.top")


def _short(held: object) -> str:
    """What was found there, as it stands in the file, cut where it is long."""
    text = held if isinstance(held, str) and held else json.dumps(held, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
