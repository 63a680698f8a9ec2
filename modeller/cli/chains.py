"""The commands that make value chains of libraries, and one document of all that is in them."""

from typing import TYPE_CHECKING, Annotated

import typer

from modeller import language
from modeller.cli.options import choice as _choice

if TYPE_CHECKING:  # what it brings with it takes longer to start than most commands to run
    from modeller.cli.value_chain import Wish


def valuechain(
    source: Annotated[str, typer.Argument(metavar="LIB|FILE", help="command.argument.valuechain")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="command.option.chain_output")],
    style: Annotated[str, typer.Option(metavar="porter|chain|landscape", help="command.option.style")] = "chain",
    colour: Annotated[
        str, typer.Option(metavar="owner|status|value|maturity|findings", help="command.option.colour")
    ] = "",
    page: Annotated[str, typer.Option(metavar="fit|A4|A3", help="command.option.page")] = "fit",
    theme: Annotated[str, typer.Option(metavar="light|dark|soft|mono", help="command.option.theme")] = "light",
    lang: Annotated[str, typer.Option(metavar="en|zh_CN", help="command.option.document_lang")] = "",
    force: Annotated[bool, typer.Option("--force", help="command.option.force")] = False,
) -> int:
    from modeller.cli.value_chain import tell_value_chain

    return tell_value_chain(source, _wish(output, style, colour, page, theme, lang, force))


def publish(
    lib: Annotated[str, typer.Argument(metavar="LIB", help="command.argument.library")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="command.option.publish_output")],
    style: Annotated[str, typer.Option(metavar="porter|chain|landscape", help="command.option.style")] = "chain",
    colour: Annotated[
        str, typer.Option(metavar="owner|status|value|maturity|findings", help="command.option.colour")
    ] = "",
    page: Annotated[str, typer.Option(metavar="fit|A4|A3", help="command.option.publish_page")] = "A4",
    theme: Annotated[str, typer.Option(metavar="light|dark|soft|mono", help="command.option.theme")] = "light",
    lang: Annotated[str, typer.Option(metavar="en|zh_CN", help="command.option.document_lang")] = "",
) -> int:
    from modeller.cli.value_chain import tell_publish

    return tell_publish(lib, _wish(output, style, colour, page, theme, lang, True))


def _wish(output: str, style: str, colour: str, page: str, theme: str, lang: str, force: bool) -> "Wish":
    """What is asked for of a value chain. Raises Problem for what there is not."""
    from modeller.cli.value_chain import Wish
    from modeller.export.exporter import Options
    from modeller.layout.chains import STYLES
    from modeller.notation.valuechain.colourings.catalogue import COLOURINGS

    options = Options(
        page=_choice("--page", page, ("fit", "A4", "A3")),
        theme=_choice("--theme", theme, ("light", "dark", "soft", "mono")),
        colour=_choice("--colour", colour, tuple(each.key for each in COLOURINGS)) if colour else "",
    )
    spoken = _choice("--lang", lang or language.current(), (*language.LANGUAGES, language.PSEUDO))
    return Wish(output, options, _choice("--style", style, STYLES), spoken, force)
