"""The words that the rules for names know: verbs, vague and bare ones, roles and departments, in both languages."""

import json
from dataclasses import dataclass
from functools import lru_cache

from modeller.resources import resource


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    `verbs` may begin an activity; `vague` say too little; `bare` need an object; `nouns` are endings of nouns that
    hide a verb; `roles` and `departments` are endings of what people and units are called.
    """

    verbs: frozenset[str]
    vague: tuple[str, ...]
    bare: tuple[str, ...]
    nouns: tuple[str, ...]
    roles: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    english: Words
    chinese: Words


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped words."""
    held = json.loads(resource("rulesets", "words.json").read_text("utf-8"))
    return Lexicon(_words(held["en"]), _words(held["zh_CN"]))


def _words(held: dict[str, str]) -> Words:
    lists = {name: tuple(text.split(",")) for name, text in held.items()}
    return Words(
        frozenset(lists["verbs"]), lists["vague"], lists["bare"], lists["nouns"], lists["roles"], lists["departments"]
    )
