"""What a window shows of the approval of a library's model, read at one go."""

from dataclasses import dataclass

from modeller.language import Message
from modeller.library.approval import approvals, barred, possible, possible_at_first, trail_of, workflow_of
from modeller.library.due import waiting_for
from modeller.library.models import model
from modeller.library.store import Library
from modeller.library.versions import versions
from modeller.model.approval import Action, Approval, Possible, TrailEntry, Workflow
from modeller.model.entries import Author, ModelEntry


@dataclass(frozen=True, slots=True)
class Standing:
    """One version: what was done with it, the last first, what the author can do, and the titles of who is awaited.

    `barred` are the steps that somebody else has to do, and why.
    """

    approval: Approval
    entries: tuple[TrailEntry, ...]
    possible: tuple[Possible, ...]
    waits_for: tuple[str, ...]
    barred: tuple[tuple[Action, Message], ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A model: its versions, the latest first, and whether its draft can be submitted as a new one."""

    entry: ModelEntry
    workflow: Workflow
    versions: tuple[Standing, ...]
    draft: Possible | None


def look_at(library: Library, id: str, author: Author) -> Seen:
    """Read it, with what `author` can do. Raises Problem where the model is not there."""
    entry, workflow = model(library, id), workflow_of(library)
    latest = next(iter(versions(library, id)), None)
    entries = [each for each in reversed(trail_of(library, id)) if each.applied]
    found = tuple(
        Standing(
            each,
            tuple(entry for entry in entries if entry.version == each.version),
            tuple(possible(library, each.version, author)),
            waiting_for(each, workflow),
            tuple(barred(library, each.version, author)),
        )
        for each in approvals(library, id)
    )
    draft = None
    if latest is None or latest.draft_digest != entry.digest:
        draft = next((each for each in possible_at_first(workflow, author) if each.action == "submit"), None)
    return Seen(entry, workflow, found, draft)
