"""What a library's browser shows, read at one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from modeller.jobs.progress import Progress, silent
from modeller.library.approval import approvals, workflow_of
from modeller.library.dictionary import entries
from modeller.library.due import due_among
from modeller.library.fields import fields_of
from modeller.library.folders import folders, in_bin
from modeller.library.known import Known
from modeller.library.models import all_models, facts
from modeller.library.rules import rules_of
from modeller.library.store import Library
from modeller.library.versions import latest_versions
from modeller.model.approval import Approval, Due
from modeller.model.dictionary import Entry
from modeller.model.entries import Folder, LibraryFacts, ModelEntry, Version
from modeller.model.own_fields import OwnField
from modeller.notation.bpmn.rule_choice import RuleChoice


@dataclass(frozen=True, slots=True)
class Listing:
    """All folders and models of a library, in the order of the tree; what is in the bin apart.

    `latest` is the latest version of each model that has one, `approvals` where versions of each model stand with
    which something has been done, the latest first, `due` what somebody should look at, the most urgent first,
    `dictionary` what `entries` tells, `said` by a model's id what `said_of` says of it, `rules` what the
    models are checked by that say nothing else, `fields` what is asked beside the usual.
    """

    facts: LibraryFacts
    folders: tuple[Folder, ...] = ()
    models: tuple[ModelEntry, ...] = ()
    binned: tuple[ModelEntry, ...] = ()
    latest: Mapping[str, Version] = field(default_factory=dict)
    approvals: Mapping[str, tuple[Approval, ...]] = field(default_factory=dict)
    due: tuple[Due, ...] = ()
    dictionary: tuple[Entry, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    rules: RuleChoice = field(default_factory=RuleChoice)
    fields: tuple[OwnField, ...] = ()

    @property
    def gone(self) -> set[str]:
        """The folders in the bin, and those within them."""
        return in_bin(list(self.folders))

    def approval(self, version: Version) -> Approval | None:
        """Where a version stands; None where nothing has been done with it."""
        return next((each for each in self.approvals.get(version.model, ()) if each.version == version.id), None)

    def locked(self, version: Version) -> bool:
        """Whether a version is approved or published: it is only looked at."""
        approval = self.approval(version)
        return approval is not None and approval.kind in ("approved", "published")

    def dues(self, model: str) -> list[Due]:
        """What of a model somebody should look at, the most urgent first."""
        return [each for each in self.due if each.approval.model == model]

    def model(self, id: str) -> ModelEntry | None:
        """The model of that id that is not in the bin."""
        return next((each for each in self.models if each.id == id), None)


def said_of(entry: ModelEntry) -> str:
    """A model's name, description and tags, folded for a comparison without case."""
    return "\n".join((entry.name, entry.description, *entry.tags)).casefold()


def list_library(library: Library, progress: Progress = silent, known: Known | None = None) -> Listing:
    """Read it, but for what is `known`. Raises Problem, and Cancelled where `progress` calls it off."""
    progress(0)
    known = known or Known()
    library_facts, tree = facts(library), tuple(folders(library))
    found, binned = map(tuple, all_models(library, known))
    progress(0.8)
    begun = approvals(library, begun=True)
    standing: dict[str, tuple[Approval, ...]] = {}
    for each in begun:
        standing[each.model] = (*standing.get(each.model, ()), each)
    due = due_among(begun, {each.id: each.name for each in found}, workflow_of(library))
    listing = Listing(
        library_facts, tree, found, binned, latest_versions(library, known), standing, tuple(due),
        tuple(entries(library, known=known)), {each.id: said_of(each) for each in (*found, *binned)}, rules_of(library),
        fields_of(library),
    )  # fmt: skip
    progress(1)
    return listing
