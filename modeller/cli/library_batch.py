"""`modeller library export … --as`: models of a library as documents, and the report on them."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from modeller import language
from modeller.cli.library_kit import author_of, folders_at, opened, tell_json
from modeller.cli.options import choice, whole
from modeller.cli.output import Bar, err, out
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message, say, words

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.jobs.batch_export import Batch, Outcome
    from modeller.library.store import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """The command's options as they were typed."""

    kinds: str
    folders: tuple[str, ...]
    model: str
    version: str
    page: str
    dpi: str
    lang: str
    force: bool


def wanted(asked: Asked) -> bool:
    """Whether documents are asked for. Raises Problem where an option makes no sense without that."""
    if asked.kinds:
        if asked.version:
            raise Problem(message("command.not_with", option="--version", other="--as"))
        return True
    for option in ("folders", "page", "dpi", "lang"):
        if getattr(asked, option):
            name = "--folder" if option == "folders" else f"--{option}"
            raise Problem(message("command.only_with", option=name, other="--as"))
    return False


def tell_batch(lib: str, target: str, asked: Asked, as_json: bool) -> int:
    """Write the documents and say what came of it, as far as it went where somebody stops it."""
    from modeller.jobs.batch_export import Outcome, export_batch, summary

    batch, outcome = _batch(asked), Outcome()
    with opened(lib, read_only=True, damaged=True) as library:
        batch = _chosen(library, asked, batch)
        try:
            export_batch(library, target, batch, Bar(), outcome)
        except BaseException:  # Ctrl+C too
            _tell(outcome, as_json)
            err(words(message("batch.stopped", what=summary(outcome, target, kept=as_json))))
            raise
    if not outcome.models:
        err(say("batch.nothing"))
    _tell(outcome, as_json)
    if not as_json:
        out(words(summary(outcome, target, kept=False)))
    return 2 if outcome.failed else 0


def _batch(asked: Asked) -> "Batch":
    """What the options say. Raises Problem."""
    from modeller.export.exporter import Options
    from modeller.jobs.batch_export import KINDS, Batch

    kinds = [choice("--as", each.strip(), KINDS) for each in asked.kinds.split(",") if each.strip()]
    options = Options(
        page=choice("--page", asked.page or "fit", ("fit", "A4", "A3")),
        dpi=whole("--dpi", asked.dpi or "192", 30, 2400),
    )
    spoken = choice("--lang", asked.lang or language.current(), (*language.LANGUAGES, language.PSEUDO))
    return Batch(
        tuple(dict.fromkeys(kinds)), replace=asked.force, options=options, language=spoken, author=author_of("").name
    )


def _chosen(library: "Library", asked: Asked, batch: "Batch") -> "Batch":
    from modeller.library.folders import folders, with_below
    from modeller.library.models import find_model

    if asked.folders:
        batch = replace(batch, folders=with_below(folders(library), folders_at(library, asked.folders)))
    if asked.model:
        batch = replace(batch, chosen=(find_model(library, asked.model).id,))
    return batch


def _tell(outcome: "Outcome", as_json: bool) -> None:
    """What did not come about as asked; as JSON each file in a line."""
    for said in (*outcome.failed, *outcome.notes):
        err(words(said))
    if as_json:
        for path in outcome.written:
            tell_json({"file": shown(path), "replaced": path in outcome.replaced})
        for path in outcome.kept:
            tell_json({"file": shown(path), "kept": True})
        for said in outcome.failed:
            tell_json({"error": words(said)})
    elif outcome.kept:
        err(say("command.kept_there", count=len(outcome.kept)))
