"""How a model is opened whose draft is what was approved: to be looked at, with a button for a new draft."""

from modeller.ui.desk import Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_shelf import open_model
from modeller.ui.library_version_commands import open_file, show_version


def open_entry(window: Window, held: OpenLibrary, id: str) -> None:
    """The draft, or the approved version as long as nothing has been changed since and nobody is drawing already."""
    listing = held.listing
    entry = listing.model(id) if listing is not None else None
    latest = listing.latest.get(id) if listing is not None else None
    if listing is None or entry is None or latest is None or open_file(held, id) is not None:
        open_model(held, id, window)
    elif latest.draft_digest == entry.digest and listing.locked(latest):
        show_version(window, held, (latest,))
    else:
        open_model(held, id, window)
