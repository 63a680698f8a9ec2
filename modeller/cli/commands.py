"""The commands: each looks at its arguments, calls a job and says what came of it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from modeller import __version__, language
from modeller.cli import (
    documents,
    library,
    library_approval,
    library_backups,
    library_copies,
    library_dictionary,
    library_fields,
    library_kit,
    library_remarks,
    library_rules,
    library_search,
    library_style,
)
from modeller.cli.chains import publish, valuechain
from modeller.cli.helptext import Command, Group
from modeller.cli.options import (
    PAGES,
    THEMES,
    AsJson,
    DocumentLang,
    File,
    Further,
    Lang,
    PageName,
    ThemeName,
    spoken,
    use_language,
)
from modeller.cli.options import choice as _choice
from modeller.cli.options import whole as _whole
from modeller.cli.output import Bar, err, out, tell_findings, tell_info, tell_json, tell_wrote
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message, say, words

app = typer.Typer(
    cls=Group,
    help="command.help.program",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)
app.add_typer(library_kit.app, name="library")
LIBRARY = (
    library, library_approval, library_backups, library_copies, library_dictionary, library_fields, library_remarks,
    library_rules, library_search, library_style,
)  # fmt: skip
"""What puts its commands into that group by being imported."""

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="command.argument.files")]


def _version(wanted: bool) -> None:
    if wanted:
        out(f"modeller {__version__}")
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    lang: Lang = "",  # noqa: ARG001  read before everything else, so that the help speaks it too
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", is_eager=True, callback=_version, help="command.option.version")
    ] = False,
) -> None:
    from modeller.files.platform import has_display

    if context.invoked_subcommand is not None:
        return
    if has_display():
        raise typer.Exit(_window([]))
    out(context.get_help())
    err(say("command.no_display"))


@app.command(cls=Command, help="command.demo")
def demo(folder: Annotated[str, typer.Argument(metavar="DIR", help="command.argument.folder")] = "demo") -> int:
    from modeller.files.platform import has_display, missing_qt_library
    from modeller.jobs.demo import run_demo, sample

    for line in run_demo(Path(folder)):
        out(words(line))
    if not has_display():
        out(say("command.no_display"))
        return 0
    missing = missing_qt_library(window=True)
    if missing is not None:
        err(words(missing))
        return 0
    # The copy, so that what is drawn in it does not change the sample. In a process of its own: a display that cannot
    # be reached ends a program of Qt's at once.
    copy = Path(folder) / sample().name
    command = [sys.executable, "-m", "modeller", "--lang", language.current(), "open", str(copy)]
    if subprocess.call(command) not in {0, 130}:  # noqa: S603  (our own program)
        err(say("command.no_window"))
    return 0


@app.command("open", cls=Command, help="command.open")
def open_(files: Files) -> int:
    from modeller.files.platform import has_display

    if not has_display():
        raise Problem(message("command.cannot_open"))
    return _window([Path(file) for file in files])


@app.command(cls=Command, help="command.info")
def info(
    files: Files, as_json: Annotated[bool, typer.Option("--json", help="command.option.json_files")] = False
) -> int:
    return tell_info(files, as_json)


@app.command(cls=Command, help="command.compare")
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="command.argument.old")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="command.argument.new")],
    as_json: AsJson = False,
    lang: Lang = "",
) -> int:
    from modeller.jobs.compare_models import compare_files, lines, plain

    use_language(lang)
    compared, before, after = compare_files(old, new, Bar())
    if as_json:
        tell_json(plain(compared))
    else:
        for line in lines(compared):
            out(line)
    for opened in (before, after):
        tell_findings(shown(opened.path), opened.findings, opened.document)
    return 1 if compared.comparison else 0


@app.command(cls=Command, help="command.convert")
def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="command.argument.source")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="command.argument.target")],
) -> int:
    from modeller.jobs.convert_model import convert_model

    if Path(target).suffix.lower() not in {".bpmn", ".xml", ".bpmn2", ".mchain"}:
        raise Problem(message("command.convert_suffix", name=shown(target)))
    reading = convert_model(source, target, Bar())
    tell_findings(shown(source), reading.findings, reading.document)
    tell_wrote(target)
    return 0


@app.command(cls=Command, help="command.export")
def export(
    file: File,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="command.option.output")],
    page: PageName = "fit",
    orientation: Annotated[
        str, typer.Option(metavar="auto|portrait|landscape", help="command.option.orientation")
    ] = "auto",
    dpi: Annotated[str, typer.Option(metavar="N", help="command.option.dpi")] = "",
    poster: Annotated[str, typer.Option(metavar="auto|COLUMNSxROWS|N%", help="command.option.poster")] = "",
    theme: ThemeName = "light",
    notation: Annotated[str, typer.Option(metavar="bpmn|flowchart", help="command.option.notation")] = "bpmn",
    layers: Annotated[str, typer.Option(metavar="LAYER,…", help="command.option.layers")] = "",
    numbers: Annotated[bool, typer.Option("--numbers", help="command.option.numbers")] = False,
    lang: DocumentLang = "",
    force: Further = False,
) -> int:
    from modeller.cli.exporting import poster_of, tell_export
    from modeller.editing.numbers import numbered
    from modeller.export.catalogue import exporter
    from modeller.export.exporter import Options
    from modeller.jobs.export_model import exporter_for
    from modeller.jobs.open_model import open_model
    from modeller.jobs.progress import part
    from modeller.notation.badges import LAYERS
    from modeller.notation.notations import NOTATIONS
    from modeller.notation.numbers import LAYER

    options = Options(
        page=_choice("--page", page, PAGES),
        orientation=_choice("--orientation", orientation, ("auto", "portrait", "landscape")),
        theme=_choice("--theme", theme, THEMES),
        notation=_choice("--notation", notation, tuple(each.key for each in NOTATIONS)),
        layers=tuple(_choice("--layers", each.strip(), LAYERS) for each in layers.split(",") if each.strip()),
    )
    if numbers:
        options = replace(options, layers=tuple(dict.fromkeys((*options.layers, LAYER))))
    if poster:
        options = replace(options, poster=poster_of(poster), page="A4" if options.page == "fit" else options.page)
    if dpi:
        options = replace(options, dpi=_whole("--dpi", dpi, 30, 2400))
    given = {"page": page != "fit", "orientation": orientation != "auto", "dpi": bool(dpi), "theme": theme != "light"}
    given["poster"] = bool(poster)
    language_ = spoken(lang)
    kind = exporter(exporter_for(output))
    bar = Bar()
    opened = open_model(file, part(bar, 0, 0.3))
    if numbers:
        opened = replace(opened, document=numbered(opened.document))
    tell_findings(shown(file), opened.findings, opened.document)
    for option in (name for name, wanted in given.items() if wanted and name not in kind.options):
        err(say("command.no_use", option=f"--{option}", suffix=kind.suffix))
    tell_export(opened, output, options, part(bar, 0.3, 1), language_, force)
    return 0


app.command(cls=Command, help="command.document")(documents.document)
app.command(cls=Command, help="command.verify")(documents.verify)


app.command(cls=Command, help="command.valuechain")(valuechain)
app.command(cls=Command, help="command.publish")(publish)


@app.command(cls=Command, help="command.check")
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE|LIBRARY", help="command.argument.checked")],
    rules: Annotated[str, typer.Option("--rules", metavar="SET", help="command.option.rules")] = "",
    level: Annotated[
        str, typer.Option("--level", metavar="error|warning|hint", help="command.option.level")
    ] = "warning",
    library: Annotated[str, typer.Option("--dictionary", metavar="LIB", help="command.option.dictionary")] = "",
    as_json: AsJson = False,
    lang: Lang = "",
) -> int:
    from modeller.cli.checks import tell_checks
    from modeller.model.entries import SEVERITIES

    use_language(lang)
    return tell_checks(files, rules, _choice("--level", level.removesuffix("s"), SEVERITIES), as_json, library)


@app.command(cls=Command, help="command.analyse")
def analyse(
    file: File,
    compare: Annotated[str, typer.Option("--compare", metavar="OTHER", help="command.option.compare")] = "",
    workbook: Annotated[str, typer.Option("--xlsx", metavar="OUT", help="command.option.xlsx")] = "",
    as_json: AsJson = False,
    equal: Annotated[bool, typer.Option("--equal", help="command.option.equal")] = False,
    lang: DocumentLang = "",
) -> int:
    from modeller.cli.analysing import tell_analysis

    return tell_analysis(file, compare, workbook, as_json, equal, spoken(lang))


def _window(paths: list[Path]) -> int:
    from modeller.files.platform import missing_qt_library

    missing = missing_qt_library(window=True)
    if missing is not None:
        raise Problem(missing)
    from modeller.app import run

    return run(paths, language.current())
