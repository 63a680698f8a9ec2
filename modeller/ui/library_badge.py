"""The sign of a model's approval: here is decided which one it is."""

from dataclasses import dataclass

from modeller.jobs.library_listing import Listing
from modeller.language import Message, message
from modeller.model.entries import ModelEntry


@dataclass(frozen=True, slots=True)
class Badge:
    """`colour` is the name of one of the look's."""

    text: Message
    colour: str


def badge_of(entry: ModelEntry, listing: Listing) -> Badge:  # noqa: ARG001
    """How far the approval of a model is."""
    return Badge(message("shelf.state.draft"), "muted")
