"""Open a model: from a file's name to a document with a picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from modeller.files.read import digest_of, read_bytes, shown
from modeller.interchange.model_files import read
from modeller.jobs.progress import Progress, silent
from modeller.model.document import Document
from modeller.model.entries import Finding
from modeller.model.reading import Model
from modeller.model.records import Record


@dataclass(frozen=True, slots=True)
class Opened:
    """A model as it was opened. `placed` says that the file had no diagram data and the placement is ours.

    `digest` is what the file's content is known by.
    """

    document: Document
    findings: tuple[Finding, ...]
    path: Path
    name: str
    placed: bool = False
    digest: str = ""


def open_model(path: Path | str, progress: Progress = silent) -> Opened:
    """Read the file at `path`. A file without any diagram data gets a placement, which is not written back.

    Raises Problem where it cannot be opened, Cancelled where `progress` calls it off.
    """
    path = Path(path)
    progress(0)
    data = read_bytes(path)
    progress(0.1)
    reading = read(data, shown(path))
    progress(0.8)
    document, findings, placed = reading.document, reading.findings, False
    if not drawn(document):
        document, placed = with_placement(document)
    if placed:  # all is drawn now: what the file lacks is said once, not for each element
        findings = tuple(finding for finding in findings if finding.rule != "bpmn.not_drawn")
    progress(1)
    return Opened(document, findings, path, shown(path.name), placed, digest_of(data))


def drawn(model: Model) -> bool:
    """Has any element of the model a place on a diagram?"""
    if any(node.bounds is not None for node in model.nodes()):
        return True
    return any("bounds" in item.properties for item in model.items("bpmndi:BPMNShape"))


def with_placement(document: Document) -> tuple[Document, bool]:
    """A document without a picture with one of ours, and whether there is anything to place."""
    from modeller.layout.placement import placed

    new = placed(document)
    if not new:
        return document, False
    records = {**document.records, **{record.key: record for record in new}}
    return Document(records.values(), document.own_fields), True


def with_picture(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records of a model, with a placement of ours where it brings no picture: as it is when it is opened."""
    document = Document(records)
    return tuple(document if drawn(document) else with_placement(document)[0])
