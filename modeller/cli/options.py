"""The values of options, as commands understand them."""

from typing import TypeVar

from modeller import language
from modeller.files.problem import Problem
from modeller.language import message

Choice = TypeVar("Choice", bound=str)


def choice(option: str, value: str, choices: tuple[Choice, ...]) -> Choice:
    """The choice that was meant, whatever its case. Raises Problem."""
    for each in choices:
        if value.lower() == each.lower():
            return each
    shown_choices = ", ".join(each for each in choices if each != language.PSEUDO)
    raise Problem(message("command.no_choice", option=option, value=value, choices=shown_choices))


def whole(option: str, value: str, least: int, most: int) -> int:
    """The whole number that was meant, within bounds. Raises Problem."""
    number = int(value) if value.isdecimal() and len(value) < 10 else -1
    if not least <= number <= most:
        raise Problem(message("command.no_number", option=option, value=value, least=least, most=most))
    return number
