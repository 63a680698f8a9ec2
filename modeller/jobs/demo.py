"""The demonstration: the main job, run on a shipped sample."""

from collections.abc import Iterator
from pathlib import Path

from modeller.export.catalogue import EXPORTERS
from modeller.export.exporter import Options
from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.interchange.mchain import SUFFIX
from modeller.jobs.convert_model import save_model
from modeller.jobs.describe_model import describe_model, finding_in_words
from modeller.jobs.export_model import export_model
from modeller.jobs.open_model import open_model
from modeller.jobs.sample_library import sample_files
from modeller.language import CHINESE, Message, current, message
from modeller.resources import SAMPLES


def sample() -> Path:
    """The sample to show, in the current language."""
    return SAMPLES / ("客户投诉处理.bpmn" if current() == CHINESE else "service-desk-incident.bpmn")


def run_demo(folder: Path) -> Iterator[Message]:
    """Open the sample and write it to `folder` in every format; what was done, as it is done.

    Raises Problem where nothing can be written. A format that cannot be made here is said, and the others go on.
    """
    source = sample()
    opened = open_model(source)
    described = describe_model(opened)
    yield message("jobs.demo.opened", name=source.name, count=described.flow_nodes)
    for finding in described.findings:
        yield finding_in_words(source.name, finding, opened.document)
    if not described.findings:
        yield message("jobs.demo.no_faults")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(message("files.not_saved", name=shown(folder), cause=cause(error))) from error
    for exporter in EXPORTERS:
        target = folder / (source.stem + exporter.suffix)
        try:
            report = export_model(opened, exporter.key, target, replace=True)
        except Problem as problem:
            yield message("jobs.demo.not_made", name=shown(target), why=problem.message)
            continue
        for file in report.files:
            yield message("command.wrote", name=shown(file))
        yield from report.notes
    target = folder / source.name
    save_model(opened.document, target)
    yield message("command.wrote", name=shown(target))
    yield from _chain(folder)


def _chain(folder: Path) -> Iterator[Message]:
    """The value chain of the sample processes, by how their KPIs stand."""
    source = next(sample_files(current()).glob(f"*{SUFFIX}"))
    target = folder / f"{source.stem}.pdf"
    try:
        export_model(open_model(source), "pdf", target, Options(page="A4", colour="kpi"))
    except Problem as problem:
        yield message("jobs.demo.not_made", name=shown(target), why=problem.message)
    else:
        yield message("command.wrote", name=shown(target))
