"""What a library's browser shows, read at one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from modeller.jobs.progress import Progress, silent
from modeller.library.folders import folders, in_bin
from modeller.library.models import facts, models
from modeller.library.store import Library
from modeller.library.versions import latest_versions
from modeller.model.entries import Folder, LibraryFacts, ModelEntry, Version


@dataclass(frozen=True, slots=True)
class Listing:
    """All folders and models of a library, in the order of the tree; what is in the bin apart.

    `latest` is the latest version of each model that has one.
    """

    facts: LibraryFacts
    folders: tuple[Folder, ...] = ()
    models: tuple[ModelEntry, ...] = ()
    binned: tuple[ModelEntry, ...] = ()
    latest: Mapping[str, Version] = field(default_factory=dict)

    @property
    def gone(self) -> set[str]:
        """The folders in the bin, and those within them."""
        return in_bin(list(self.folders))

    def model(self, id: str) -> ModelEntry | None:
        """The model of that id that is not in the bin."""
        return next((each for each in self.models if each.id == id), None)


def list_library(library: Library, progress: Progress = silent) -> Listing:
    """Read it. Raises Problem, and Cancelled where `progress` calls it off."""
    progress(0)
    known, tree = facts(library), tuple(folders(library))
    found = tuple(models(library))
    progress(0.5)
    binned = tuple(models(library, binned=True))
    progress(0.8)
    listing = Listing(known, tree, found, binned, latest_versions(library))
    progress(1)
    return listing
