"""Open drafts that a change of the dictionary has changed in the library take it over."""

from collections.abc import Iterable

from modeller.language import message
from modeller.model.dictionary import Use
from modeller.ui.desk import Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.saving import take_theirs


def follow(window: Window, held: OpenLibrary, uses: Iterable[Use]) -> None:
    """Where something is unsaved the user is told, and decides."""
    from modeller.jobs.library_draft import path_of

    for model in dict.fromkeys(each.model for each in uses):
        file = held.desk.files.get(path_of(held.path, model))
        if file is None:
            continue
        if file.unsaved or file.document.editing is not None:
            window.notices.hint(message("dictionary.page.unsaved", name=file.name))
        else:
            take_theirs(window, file)
