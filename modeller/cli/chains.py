"""The commands that make value chains of libraries, and one document of all that is in them."""

from typing import TYPE_CHECKING, Annotated

import typer

from modeller.cli.options import (
    PAGES,
    THEMES,
    ColourName,
    DocumentLang,
    Further,
    Lib,
    PageName,
    StyleName,
    ThemeName,
    choice,
    spoken,
)

if TYPE_CHECKING:  # what it brings with it takes longer to start than most commands to run
    from modeller.cli.value_chain import Wish


def valuechain(
    source: Annotated[str, typer.Argument(metavar="LIB|FILE", help="command.argument.valuechain")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="command.option.chain_output")],
    style: StyleName = "chain",
    colour: ColourName = "",
    page: PageName = "fit",
    theme: ThemeName = "light",
    lang: DocumentLang = "",
    force: Further = False,
) -> int:
    from modeller.cli.value_chain import tell_value_chain

    return tell_value_chain(source, _wish(output, style, colour, page, theme, lang, force))


def publish(
    lib: Lib,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="command.option.publish_output")],
    what: Annotated[str, typer.Option(metavar="current|published|latest", help="command.option.what")] = "current",
    style: Annotated[str, typer.Option(metavar="porter|chain|landscape", help="command.option.publish_style")] = "",
    colour: ColourName = "",
    page: Annotated[str, typer.Option(metavar="fit|A4|A3", help="command.option.publish_page")] = "A3",
    theme: ThemeName = "light",
    lang: DocumentLang = "",
) -> int:
    from modeller.cli.value_chain import tell_publish
    from modeller.jobs.editions import WHAT

    wish = _wish(output, style or "chain", colour, page, theme, lang, True)
    return tell_publish(lib, wish, bool(style), choice("--what", what, WHAT))


def _wish(output: str, style: str, colour: str, page: str, theme: str, lang: str, force: bool) -> "Wish":
    """What is asked for of a value chain. Raises Problem for what there is not."""
    from modeller.cli.value_chain import Wish
    from modeller.export.exporter import Options
    from modeller.layout.chains import STYLES
    from modeller.notation.valuechain.colourings.catalogue import COLOURINGS

    options = Options(
        page=choice("--page", page, PAGES),
        theme=choice("--theme", theme, THEMES),
        colour=choice("--colour", colour, tuple(each.key for each in COLOURINGS)) if colour else "",
    )
    return Wish(output, options, choice("--style", style, STYLES), spoken(lang), force)
