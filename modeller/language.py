"""Messages as keys with arguments, put into words only where they are shown.

A message travels through the program as a key and its arguments; the window, the command line and a document
each put it into words in their own language. The words stand in ``resources/locale/<language>/*.po`` (one file a
room) and are compiled into one ``modeller.mo`` per language.
"""

import gettext
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from modeller.resources import resource

ENGLISH: Final = "en"
CHINESE: Final = "zh_CN"
PSEUDO: Final = "pseudo"
"""English in ⟦ ⟧: shows any string that does not come from the catalogue. For tests."""
LANGUAGES: Final = (ENGLISH, CHINESE)
NAMES: Final = {ENGLISH: "English", CHINESE: "简体中文"}

_current = ENGLISH


@dataclass(frozen=True, slots=True)
class Message:
    """What to say, not yet in words: a key of the catalogue and the values that stand in it.

    A value may itself be a message, or a text of the user's own in several languages: a mapping from language to text.
    Where there is an argument ``count`` the catalogue may hold plural forms.
    """

    key: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return words(self)


def message(key: str, **arguments: object) -> Message:
    """A message with its arguments."""
    return Message(key, arguments)


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    with open(resource("locale", language, "LC_MESSAGES", "modeller.mo"), "rb") as file:
        return gettext.GNUTranslations(file)


def words(what: Message | str, language: str | None = None) -> str:
    """The message in words; a plain string (a text of the user's own) comes back as it is.

    ``language`` is one of LANGUAGES (or PSEUDO); without it the program's current one.
    """
    if isinstance(what, str):
        return what
    language = language or _current
    catalogue = _catalogue(ENGLISH if language == PSEUDO else language)
    count = what.arguments.get("count")
    plural = isinstance(count, int) and not isinstance(count, bool)
    text = catalogue.ngettext(what.key, what.key, count) if plural else catalogue.gettext(what.key)  # type: ignore[arg-type]
    if plural and text == what.key:
        text = catalogue.gettext(what.key)
    if what.arguments:
        shown = {name: _shown(value, language) for name, value in what.arguments.items()}
        text = text.format_map(shown)
    return f"⟦{text}⟧" if language == PSEUDO else text


def _shown(value: object, language: str) -> object:
    if isinstance(value, Message):
        return words(value, language)
    if isinstance(value, Mapping):
        return value.get(language) or value.get(ENGLISH) or next(iter(value.values()), "")
    return value


def say(key: str, **arguments: object) -> str:
    """A key and its arguments in words, in the current language."""
    return words(Message(key, arguments))


def listed(parts: Iterable[str], language: str | None = None) -> str:
    """Several things on one line, with commas between them."""
    return words(Message("list.comma"), language).strip("⟦[]⟧").join(parts)


def set_apart(parts: Iterable[str], language: str | None = None) -> str:
    """Several things on one line that may have commas in them, with semicolons between them."""
    return words(Message("list.semicolon"), language).strip("⟦[]⟧").join(parts)


def labelled(name: str, value: str, language: str | None = None) -> str:
    """A value behind what it is called."""
    return words(Message("list.colon", {"name": name, "value": value}), language)


def bracketed(text: str, more: str, language: str | None = None) -> str:
    """A text with more about it in brackets, where there is more."""
    return words(Message("list.brackets", {"text": text, "more": more}), language) if more else text


def use(language: str) -> None:
    """Make `language` the current one. What is shown already has to be put into words again by who shows it."""
    global _current
    if language not in (*LANGUAGES, PSEUDO):
        raise ValueError(f"no such language: {language}")
    _current = language


def current() -> str:
    """The current language: one of LANGUAGES, or PSEUDO."""
    return _current


def of_system() -> str:
    """The language that the system's settings ask for, English where it is neither."""
    for name in ("MODELLER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            if value == PSEUDO:
                return PSEUDO
            return CHINESE if value.lower().startswith("zh") else ENGLISH
    return ENGLISH
