"""`modeller valuechain`: the value chain in a file, or that of a library, as a document or a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.cli.exporting import tell_export
from modeller.cli.output import Bar, tell_report, tell_wrote
from modeller.export.catalogue import EXPORTERS
from modeller.export.exporter import Options
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.interchange.mchain import SUFFIX
from modeller.interchange.model_files import is_chain
from modeller.jobs.convert_model import save_model
from modeller.jobs.open_model import Opened, open_model
from modeller.jobs.progress import Progress, part
from modeller.language import listed, message
from modeller.layout.chains import Style

if TYPE_CHECKING:
    from modeller.jobs.editions import What


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: where it is written, how it looks, in which language."""

    output: str
    options: Options
    style: Style
    language: str
    replace: bool


def tell_value_chain(source: str, wish: Wish) -> int:
    """Write it and say so. Raises Problem for a file that holds no value chain."""
    suffix = Path(wish.output).suffix.lower()
    known = (*(each.suffix for each in EXPORTERS), SUFFIX)
    if suffix not in known:
        raise Problem(message("jobs.no_exporter", name=shown(wish.output), suffixes=listed(known)))
    bar = Bar()
    opened = (
        _of_library(source, wish, part(bar, 0, 0.7)) if _is_library(source) else open_model(source, part(bar, 0, 0.3))
    )
    if not is_chain(opened.document):
        raise Problem(message("command.no_chain", name=shown(source)))
    if suffix == SUFFIX:
        save_model(opened.document, wish.output, part(bar, 0.7, 1))
        tell_wrote(wish.output)
        return 0
    tell_export(opened, wish.output, wish.options, part(bar, 0.7, 1), wish.language, wish.replace)
    return 0


def tell_publish(source: str, wish: Wish, made: bool, what: "What") -> int:
    """Write one linked PDF or HTML page of a library and say so; `made`: its value chain is one made of its folders.

    Raises Problem for what is none.
    """
    from modeller.jobs.publish import SUFFIXES, publish
    from modeller.library.opening import open_library

    if Path(wish.output).suffix.lower() not in SUFFIXES:
        raise Problem(message("command.publish_suffix", name=shown(wish.output)))
    bar = Bar()
    with open_library(source, read_only=True, progress=bar) as library:
        style = wish.style if made else None
        report = publish(library, wish.output, wish.options, style, wish.language, bar, what=what)
    tell_report(report)
    return 0


def _is_library(source: str) -> bool:
    return Path(source).suffix.lower() == ".mlib"


def _of_library(source: str, wish: Wish, progress: Progress) -> Opened:
    from modeller.jobs.value_chain import chain_of
    from modeller.library.opening import open_library

    with open_library(source, read_only=True, progress=progress) as library:
        document = chain_of(library, wish.style, wish.language, progress, checked=wish.options.colour == "findings")
    if not document.nodes():
        raise Problem(message("command.nothing_in", name=shown(source)))
    return Opened(document, (), Path(source), Path(source).stem)
