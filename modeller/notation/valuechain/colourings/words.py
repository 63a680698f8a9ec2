"""How the values of colourings are said: as the attribute says them, or that nothing was said."""

from collections.abc import Callable

from modeller.language import message, words

Said = Callable[[str, str | None], str]


def unless_said(say: Said) -> Said:
    """The words for a value; for none that there is none."""
    return lambda value, language: say(value, language) if value else words(message("chains.colour.none"), language)


def of_choice(label: str) -> Said:
    """The words for the choices of an attribute by the key of its label."""
    return unless_said(lambda value, language: words(message(f"{label}.{value}"), language))
