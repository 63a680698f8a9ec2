"""What a library knows of a model, gathered for its policy document: versions, signatures, terms."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from modeller.export.policy.job import Facts, PolicyJob, Revision, Signed
from modeller.jobs.library_draft import within
from modeller.jobs.open_model import Opened, with_picture
from modeller.jobs.policy_document import Wishes, findings_of, policy_of
from modeller.language import current, message, words
from modeller.library.approval import approvals
from modeller.library.dictionary import entries
from modeller.library.drafts import load_draft
from modeller.library.fields import fields_of
from modeller.library.folders import folders, holding
from modeller.library.house_style import house_of
from modeller.library.models import model as model_entry
from modeller.library.opening import open_library
from modeller.library.rules import rules_of
from modeller.library.store import Library
from modeller.library.versions import find_version, read_version, versions
from modeller.model.approval import Approval
from modeller.model.entries import ModelEntry, Version
from modeller.model.house_style import clauses_for
from modeller.model.house_style_json import House, fingerprint
from modeller.model.reading import Model

_SIGNS: Final = {"submit": "policy.signed.draws_up", "approve": "policy.signed.approves"}
"""As what somebody signs where the library does not say."""


def policy_of_open(opened: Opened, wishes: Wishes) -> PolicyJob:
    """The job for a model as it is open, in a file or in a library, saved or not. Raises Problem."""
    place = within(opened.path)
    if place is None:
        return policy_of(opened, wishes)
    with open_library(place[0], read_only=True) as library:
        return policy_in(library, model_entry(library, place[1]), wishes, shown=opened.document.snapshot())


def policy_in(
    library: Library, entry: ModelEntry, wishes: Wishes, number: str = "", shown: Model | None = None
) -> PolicyJob:
    """The job for a model of a library: the version of that number, else its draft, or what it is as it is `shown`.

    A draft that is what a version froze is that version, with its number and its approval. Raises Problem.
    """
    all_versions = sorted(versions(library, entry.id), key=lambda each: (each.major, each.minor))
    stands = {each.version: each for each in approvals(library, entry.id)}
    chosen = find_version(library, entry.id, number) if number else _of_draft(all_versions, entry)
    kept = read_version(library, chosen.id) if chosen else load_draft(library, entry.id)
    records = with_picture(kept.records)
    if shown is not None and dict(shown.records) != {each.key: each for each in records}:
        chosen, records = None, tuple(shown)
    spoken = wishes.language or current()
    approval = stands.get(chosen.id) if chosen else None
    before = _before(all_versions, chosen)
    asked = fields_of(library)
    model = Model(records, asked)
    house = house_for(library, entry, spoken, wishes.house)
    return PolicyJob(
        model=model,
        title=wishes.title or entry.name,
        facts=_facts(wishes, entry, chosen, approval),
        style=wishes.style(house),
        clauses=house.clauses,
        house="" if wishes.house else fingerprint(house, spoken),
        language=spoken,
        author=wishes.author or (chosen.author if chosen else entry.author),
        revisions=tuple(_revision(each, stands.get(each.id)) for each in _until(all_versions, chosen)),
        signatures=tuple(_signed(approval, spoken)) if approval else (),
        terms=tuple(each for each in entries(library) if each.state != "retired"),
        findings=findings_of(model, rules=rules_of(library)),
        before=Model(with_picture(read_version(library, before.id).records), asked) if before else None,
        before_version=before.number if before else "",
        sections=wishes.sections,
        large=wishes.large,
        moment=moment_of(chosen.time if chosen else entry.changed),
    )


def house_for(library: Library, entry: ModelEntry, language: str, house: House | None = None) -> House:
    """A house style, the library's where none is given, with those of its clauses that stand in the documents of a
    model in a language."""
    house = house or house_of(library)
    within = holding(folders(library), entry.folder)
    return house._replace(clauses=clauses_for(house.clauses, language, entry.id, within))


def _of_draft(all_versions: list[Version], entry: ModelEntry) -> Version | None:
    """The latest version, where the draft still is what it froze."""
    last = all_versions[-1] if all_versions else None
    return last if last is not None and last.draft_digest == entry.digest else None


def _until(all_versions: list[Version], chosen: Version | None) -> list[Version]:
    if chosen is None:
        return all_versions
    return all_versions[: all_versions.index(chosen) + 1]


def _before(all_versions: list[Version], chosen: Version | None) -> Version | None:
    """The version that the chosen one, or the draft, came after."""
    earlier = [each for each in _until(all_versions, chosen) if each != chosen]
    return earlier[-1] if earlier else None


def _facts(wishes: Wishes, entry: ModelEntry, chosen: Version | None, approval: Approval | None) -> Facts:
    published = [each.time for each in approval.signed if each.action == "publish"] if approval else []
    return Facts(
        number=wishes.number,
        department=wishes.department,
        version=chosen.number if chosen else "",
        state=approval.kind if approval else "draft",
        drawn_up=day(chosen.time if chosen else entry.changed),
        effective=day(published[-1]) if published else "",
        valid_until=approval.valid_until if approval else "",
        review_on=approval.review_on if approval else "",
        model_id=entry.id,
    )


def _revision(version: Version, approval: Approval | None) -> Revision:
    approvers = [each.author for each in approval.signed if each.action == "approve"] if approval else []
    return Revision(version.number, version.note, version.author, day(version.time), approvers[-1] if approvers else "")


def _signed(approval: Approval, language: str) -> Iterable[Signed]:
    for each in approval.signed:
        if each.title:
            yield Signed(each.title, each.author, day(each.time))
        elif each.action in _SIGNS:
            yield Signed(words(message(_SIGNS[each.action]), language), each.author, day(each.time))


def day(time: str) -> str:
    """The day of a moment in UTC (ISO 8601), as it is where the program runs."""
    found = moment_of(time)
    return found.astimezone().date().isoformat() if found is not None else time[:10]


def moment_of(time: str) -> datetime | None:
    try:
        return datetime.fromisoformat(time)
    except ValueError:
        return None
