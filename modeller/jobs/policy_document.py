"""Make a policy document: gather what it says, compose and render it, write the file."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from modeller.export.policy.blocks import Policy
from modeller.export.policy.compose import compose
from modeller.export.policy.job import Facts, Large, PolicyJob
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.check_model import check_model
from modeller.jobs.describe_model import title
from modeller.jobs.export_model import Report
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Progress, part, silent
from modeller.language import Message, current, listed, message
from modeller.model.entries import Finding
from modeller.model.house_style import HouseStyle, Numbering, clauses_for
from modeller.model.house_style_json import House
from modeller.model.reading import Model
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.validation.check import USUALLY

SUFFIXES: Final = (".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is chosen for a document. `language` is the program's own where none is given, `sections` all of them.

    `house` is how it looks, with its clauses: as the library says where it is None. `organisation` and `numbering` go
    before what it says.
    """

    language: str = ""
    sections: tuple[str, ...] = ()
    title: str = ""
    department: str = ""
    number: str = ""
    author: str = ""
    house: House | None = None
    organisation: str = ""
    numbering: Numbering | None = None
    large: Large = "fold"

    def style(self, house: House) -> HouseStyle:
        """The house style of the document."""
        style = house.style
        return replace(
            style,
            organisation=self.organisation or style.organisation,
            numbering=self.numbering or style.numbering,
        )


def policy_of(opened: Opened, wishes: Wishes, before: Opened | None = None) -> PolicyJob:
    """The job for a model in a file, which nobody has approved: a draft. `before` is what the change sheet is from."""
    model, house, spoken = opened.document.snapshot(), wishes.house or House(), wishes.language or current()
    return PolicyJob(
        model=model,
        title=wishes.title or title(model) or Path(opened.name).stem,
        facts=Facts(number=wishes.number, department=wishes.department, model_id=Path(opened.name).stem),
        style=wishes.style(house),
        clauses=clauses_for(house.clauses, spoken),
        language=spoken,
        author=wishes.author,
        findings=findings_of(model, opened.findings),
        before=before.document.snapshot() if before is not None else None,
        before_version=before.name if before is not None else "",
        sections=wishes.sections,
        large=wishes.large,
        moment=_modified(opened.path),
    )


def findings_of(model: Model, from_file: tuple[Finding, ...] = (), rules: RuleChoice = USUALLY) -> tuple[Finding, ...]:
    """What is to be said of a model in its document: what is open and no mere hint, and what somebody lets stand.

    `rules` are those of the library that the model lies in.
    """
    report = check_model(model, from_file, usual=rules)
    return (*report.at("warning"), *report.pardoned)


def write_policy(job: PolicyJob, target: Path | str, progress: Progress = silent) -> Report:
    """Write the document to a file, as PDF or DOCX by its suffix.

    Raises Problem where it cannot be made or written (the old file is there then), Cancelled where `progress` does.
    """
    target = Path(target)
    if target.suffix.lower() not in SUFFIXES:
        raise Problem(message("jobs.no_exporter", name=shown(target), suffixes=listed(SUFFIXES)))
    progress(0)
    folded = job.large == "poster" and target.suffix.lower() == ".docx"
    job = replace(job, large="fold") if folded else job
    composed = compose(job)
    progress(0.1)
    data, notes = rendered(composed.policy, job, target.suffix.lower(), part(progress, 0.1, 0.95))
    write_file(target, data)
    progress(1)
    said = (message("policy.folded"),) if folded else ()
    return Report((target,), (*composed.notes, *said, *notes))


def rendered(policy: Policy, job: PolicyJob, suffix: str, progress: Progress) -> tuple[bytes, tuple[Message, ...]]:
    """A document's bytes, and what its reader should know. `suffix` is one of SUFFIXES."""
    if suffix == ".docx":
        from modeller.export.policy import docx

        return docx.render(policy, job.author, job.moment, progress)
    from modeller.export.policy import pdf

    return pdf.render(policy, job.author, job.moment, progress)


def _modified(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None
