"""The sign of a model's approval: here is decided which one it is, and what is said beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from modeller.jobs.library_listing import Listing
from modeller.language import Message, listed, message, say, words
from modeller.library.workflow import state_word
from modeller.model.approval import Approval, Due, Kind, State
from modeller.model.entries import ModelEntry, Version

_COLOURS: Final[dict[Kind, str]] = {
    "draft": "muted", "review": "warning", "approved": "accent", "published": "good", "retired": "muted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Badge:
    """`text` is in the language of the window, `colour` is the name of one of the look's."""

    text: str
    colour: str


def badge_of(entry: ModelEntry, listing: Listing) -> Badge:
    """How far the approval of a model's latest version is: of the one whose number stands beside it."""
    latest = listing.latest.get(entry.id)
    return version_badge(None if latest is None else listing.approval(latest))


def version_badge(approval: Approval | None) -> Badge:
    """How far the approval of a version is; None: nothing has been done with it."""
    if approval is None:
        return Badge(say("library.state.draft"), "muted")
    if approval.kind == "published" and approval.valid_until and approval.valid_until < date.today().isoformat():
        return Badge(say("shelf.approval.expired"), "error")
    return Badge(state_text(approval.state), _COLOURS[approval.kind])


def state_text(state: State) -> str:
    """What a state is called, in the language of the window."""
    return text_of(state_word(state))


def text_of(word: Message | str) -> str:
    """The usual word in the language of the window, or the library's own as it is."""
    return word if isinstance(word, str) else words(word)


def lines_of(entry: ModelEntry, listing: Listing) -> list[str]:
    """All that is said of a model's approval: its latest version, another one that is in force, what is due."""
    latest = listing.latest.get(entry.id)
    if latest is None:
        return [badge_of(entry, listing).text]
    lines = [_numbered(latest.number, listing.approval(latest))]
    known = listing.approvals.get(entry.id, ())
    lines += [
        _numbered(each.number, each) for each in known if each.kind == "published" and each.version != latest.id
    ]  # fmt: skip
    if latest.draft_digest != entry.digest:
        lines.append(say("shelf.approval.changed", number=latest.number))
    return [*lines, *(_said_of(each.approval.number, due_text(each)) for each in listing.dues(entry.id))]


def version_line(version: Version, listing: Listing | None) -> str:
    """Where a version stands, in one line; empty where nothing has been done with it."""
    approval = listing.approval(version) if listing is not None else None
    if approval is None:
        return ""
    return "  ".join([version_badge(approval).text, *date_lines(approval)])


def date_lines(approval: Approval) -> list[str]:
    """Until when a version is valid, and when it is to be reviewed."""
    dates = (("library.said.valid_until", approval.valid_until), ("library.said.review_on", approval.review_on))
    return [words(message(key, day=day)) for key, day in dates if day]


def due_text(due: Due) -> str:
    """Why somebody should look at a version."""
    return say(f"library.due.{due.why}", day=due.day, titles=listed(due.waits_for))


def due_colour(dues: Sequence[Due]) -> str:
    """The name of the look's colour for what is due."""
    return "error" if any(each.why == "expired" for each in dues) else "warning"


def _numbered(number: str, approval: Approval | None) -> str:
    return _said_of(number, version_badge(approval).text)


def _said_of(number: str, said: str) -> str:
    return say("shelf.said_of", what=number, said=said)
