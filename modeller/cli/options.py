"""The options that several commands share, and the values of options as commands understand them."""

from typing import Annotated, Final, TypeVar

import typer

from modeller import language
from modeller.files.problem import Problem
from modeller.language import message

Choice = TypeVar("Choice", bound=str)
PAGES: Final = ("fit", "A4", "A3")
THEMES: Final = ("light", "dark", "soft", "mono")

File = Annotated[str, typer.Argument(metavar="FILE", help="command.argument.file")]
Lib = Annotated[str, typer.Argument(metavar="LIB", help="command.argument.library")]
AsJson = Annotated[bool, typer.Option("--json", help="command.option.json")]
Lang = Annotated[str, typer.Option("--lang", metavar="en|zh_CN", help="command.option.lang")]
DocumentLang = Annotated[str, typer.Option("--lang", metavar="en|zh_CN", help="command.option.document_lang")]
PageName = Annotated[str, typer.Option("--page", metavar="fit|A4|A3", help="command.option.page")]
ThemeName = Annotated[str, typer.Option("--theme", metavar="light|dark|soft|mono", help="command.option.theme")]
StyleName = Annotated[str, typer.Option("--style", metavar="porter|chain|landscape", help="command.option.style")]
ColourName = Annotated[str, typer.Option("--colour", metavar="COLOUR", help="command.option.colour")]
Further = Annotated[bool, typer.Option("--force", help="command.option.force")]
"""Whether pictures beside the one that is named may take the place of others."""


def spoken(lang: str) -> str:
    """The language that a document is to be in: the program's own where none is given. Raises Problem."""
    return choice("--lang", lang or language.current(), (*language.LANGUAGES, language.PSEUDO))


def use_language(lang: str) -> None:
    """Speak it from now on, if one is given. Raises Problem."""
    if lang:
        language.use(spoken(lang))


def choice(option: str, value: str, choices: tuple[Choice, ...]) -> Choice:
    """The choice that was meant, whatever its case. Raises Problem."""
    for each in choices:
        if value.lower() == each.lower():
            return each
    shown_choices = language.listed(each for each in choices if each != language.PSEUDO)
    raise Problem(message("command.no_choice", option=option, value=value, choices=shown_choices))


def offered(metavar: str) -> tuple[str, ...]:
    """What may stand for a name of which there are as many as a catalogue holds; empty for any other."""
    if metavar.startswith("COLOUR"):
        from modeller.notation.valuechain.colourings.catalogue import COLOURINGS

        return tuple(each.key for each in COLOURINGS)
    if metavar.startswith("SECTION"):
        from modeller.export.policy.catalogue import SECTIONS

        return tuple(each.key for each in SECTIONS)
    if metavar.startswith("LAYER"):
        from modeller.notation.badges import LAYERS

        return LAYERS
    return ()


def whole(option: str, value: str, least: int, most: int) -> int:
    """The whole number that was meant, within bounds. Raises Problem."""
    number = int(value) if value.isdecimal() and len(value) < 10 else -1
    if not least <= number <= most:
        raise Problem(message("command.no_number", option=option, value=value, least=least, most=most))
    return number
