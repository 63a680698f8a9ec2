"""The command that makes policy documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from modeller.cli.options import DocumentLang, Lib, choice, spoken
from modeller.cli.output import Bar, out, tell_findings, tell_report
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.language import message, say, words

_MOST_NAMES: Final = 30
"""So many models are named where one of them must be chosen."""

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.export.policy.job import PolicyJob
    from modeller.jobs.policy_document import Wishes


def document(
    source: Annotated[str, typer.Argument(metavar="FILE|LIBRARY", help="command.argument.documented")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="command.option.policy")],
    model: Annotated[str, typer.Option("--model", metavar="MODEL", help="command.option.model")] = "",
    version: Annotated[str, typer.Option("--version", metavar="N", help="command.option.of_version")] = "",
    before: Annotated[str, typer.Option("--before", metavar="FILE", help="command.option.before")] = "",
    sections: Annotated[str, typer.Option("--sections", metavar="SECTION,…", help="command.option.sections")] = "",
    number: Annotated[str, typer.Option("--number", metavar="TEXT", help="command.option.number")] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="TEXT", help="command.option.organisation")
    ] = "",
    numbering: Annotated[
        str, typer.Option("--numbering", metavar="decimal|chinese|articles", help="command.option.numbering")
    ] = "",
    style: Annotated[str, typer.Option("--style", metavar="FILE", help="command.option.house_style")] = "",
    large: Annotated[str, typer.Option("--large", metavar="fold|poster|fit", help="command.option.large")] = "fold",
    lang: DocumentLang = "",
) -> int:
    from modeller.export.policy.catalogue import SECTIONS
    from modeller.export.policy.job import LARGE
    from modeller.jobs.policy_document import Wishes, write_policy
    from modeller.jobs.progress import part
    from modeller.model.house_style import NUMBERINGS
    from modeller.model.house_style_json import house_in

    keys = tuple(section.key for section in SECTIONS)
    wishes = Wishes(
        language=spoken(lang),
        sections=tuple(choice("--sections", each.strip(), keys) for each in sections.split(",") if each.strip()),
        number=number,
        house=house_in(read_bytes(style), shown(style)) if style else None,
        organisation=organisation.strip(),
        numbering=choice("--numbering", numbering, NUMBERINGS) if numbering else None,
        large=choice("--large", large, LARGE),
    )
    bar = Bar()
    if Path(source).suffix.lower() == ".mlib":
        job = _of_library(source, model, version, wishes)
    elif model or version:
        raise Problem(message("command.no_models", name=shown(source)))
    else:
        job = _of_file(source, before, wishes)
    tell_report(write_policy(job, output, part(bar, 0.3, 1)))
    return 0


def _of_file(source: str, before: str, wishes: "Wishes") -> "PolicyJob":
    from modeller.jobs.open_model import open_model
    from modeller.jobs.policy_document import policy_of

    opened = open_model(source)
    tell_findings(shown(source), opened.findings, opened.document)
    return policy_of(opened, wishes, open_model(before) if before else None)


def _of_library(source: str, model: str, version: str, wishes: "Wishes") -> "PolicyJob":
    from modeller.jobs.policy_library import policy_in
    from modeller.library.folders import folders, paths
    from modeller.library.models import find_model, models
    from modeller.library.opening import open_library

    with open_library(source, read_only=True) as library:
        found = models(library)
        if not model and len(found) != 1:
            ways = paths(folders(library))
            names = ["/".join((*ways.get(each.folder or "", ()), each.name)) for each in found]
            listed = "\n".join(f"  {name}" for name in names[:_MOST_NAMES])
            more = len(names) - _MOST_NAMES
            if more > 0:
                listed += "\n  " + say("command.and_more", count=more)
            key = "command.which_model" if found else "command.no_model_in"
            raise Problem(message(key, name=shown(source), models=listed))
        entry = find_model(library, model) if model else found[0]
        return policy_in(library, entry, wishes, version)


def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="command.argument.document")],
    library: Lib,
) -> int:
    from modeller.jobs.policy_verify import verify as look
    from modeller.library.opening import open_library

    with open_library(library, read_only=True) as held:
        verdict = look(file, held)
    out(words(verdict.words))
    return 0 if verdict.state == "current" else 1
