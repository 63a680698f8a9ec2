"""Which edition of each model of a library is published: the version in force, or the draft, marked as what it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from modeller.export.policy.job import Facts
from modeller.files.problem import Problem
from modeller.jobs.library_draft import open_draft
from modeller.jobs.open_model import with_picture
from modeller.jobs.policy_library import day
from modeller.jobs.progress import Progress, silent
from modeller.language import Message, listed, message
from modeller.library.approval import approvals
from modeller.library.fields import fields_of
from modeller.library.models import models
from modeller.library.store import Library
from modeller.library.versions import latest_versions, read_version, versions
from modeller.model.approval import Approval
from modeller.model.entries import ModelEntry, Version
from modeller.model.own_fields import OwnField
from modeller.model.reading import Model
from modeller.model.records import Record

What: TypeAlias = Literal["current", "published", "latest"]
WHAT: Final[tuple[What, ...]] = ("current", "published", "latest")
"""What is in force, else the draft; only what is in force; the drafts as they are now."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A model as it is published, and where that edition stands; `asked` are the library's own fields."""

    entry: ModelEntry
    records: tuple[Record, ...]
    facts: Facts
    asked: tuple[OwnField, ...] = ()


def editions(
    library: Library, what: What = "current", progress: Progress = silent
) -> tuple[dict[str, Edition], list[Message]]:
    """The editions by the ids of their models, in the order of the tree, and what was left out and why.

    What is in force is the version whose approval has come to be published. A draft that is what the latest version
    froze has that version's number and state. What was withdrawn is no draft to fall back on. Raises Problem where
    the library cannot be read, Cancelled.
    """
    stands = {each.version: each for each in approvals(library)}
    latest = latest_versions(library)
    in_force = {each.model: each for each in stands.values() if each.kind == "published"}
    found, notes, without = dict[str, Edition](), list[Message](), list[str]()
    entries, asked = models(library), tuple(fields_of(library))
    for number, entry in enumerate(entries):
        progress(number / len(entries))
        last = latest.get(entry.id)
        approval = in_force.get(entry.id) if what != "latest" else None
        withdrawn = last is not None and _kind(stands.get(last.id)) == "retired"
        if approval is None and (what == "published" or (what == "current" and withdrawn)):
            without.append(entry.name)
            continue
        try:
            made = _frozen(library, entry, approval) if approval is not None else _draft(library, entry, last, stands)
            found[entry.id] = replace(made, asked=asked)
        except Problem as problem:
            notes.append(problem.message)
    if without:
        notes.append(message("jobs.publish.left_out", count=len(without), names=_listed(without)))
    drafts = [each.entry.name for each in found.values() if each.facts.state != "published"]
    if drafts and what != "latest":
        notes.append(message("jobs.publish.drafts", count=len(drafts), names=_listed(drafts)))
    progress(1)
    return found, notes


def _kind(approval: Approval | None) -> str:
    return approval.kind if approval is not None else "draft"


def _listed(names: Iterable[str], most: int = 8) -> str:
    """Names in quotation marks, the first few of many."""
    known = list(names)
    shown = listed(f"“{name}”" for name in known[:most])
    return f"{shown} …" if len(known) > most else shown


def _frozen(library: Library, entry: ModelEntry, approval: Approval) -> Edition:
    """The version that is in force."""
    version = next(each for each in versions(library, entry.id) if each.id == approval.version)
    records = with_picture(read_version(library, version.id).records)
    published = [each.time for each in approval.signed if each.action == "publish"]
    since = day(published[-1]) if published else ""
    facts = Facts(version=version.number, state="published", effective=since, valid_until=approval.valid_until)
    return Edition(entry, records, facts)


def _draft(library: Library, entry: ModelEntry, last: Version | None, stands: dict[str, Approval]) -> Edition:
    """The draft; one that is what the latest version froze stands where that version does."""
    records = tuple(open_draft(library, entry.id).document)
    if last is None or last.draft_digest != entry.digest:
        return Edition(entry, records, Facts())
    approval = stands.get(last.id)
    published = [each.time for each in approval.signed if each.action == "publish"] if approval is not None else []
    since = day(published[-1]) if published else ""
    state = approval.kind if approval is not None else "draft"
    return Edition(entry, records, Facts(version=last.number, state=state, effective=since))


def titled(records: Iterable[Record], name: str) -> list[Record]:
    """The records of a model, its first diagram called as the library calls the model."""
    held = list(records)
    first = next(iter(Model(held).diagrams()), None)
    return [replace(record, text=name) if record is first else record for record in held]
