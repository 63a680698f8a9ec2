"""What a window does with the search of libraries: its tab, and where a hit leads."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.ui import library_dictionary, library_version_commands
from modeller.ui.actions import Actions
from modeller.ui.desk import Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_search import seeker_of
from modeller.ui.library_search_page import LibrarySearchPage
from modeller.ui.library_shelf import Shelf, open_model
from modeller.ui.open_file import OpenFile

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.model.entries import Hit, Version
    from modeller.ui.library_version_page import VersionPage


def connect(window: Window, shelf: Shelf, actions: Actions) -> None:
    """Do what the command asks for, and read each library ahead of its first search."""
    actions["library_search"].triggered.connect(lambda: show(window, shelf))
    shelf.listed.connect(seeker_of)


def show(window: Window, shelf: Shelf) -> LibrarySearchPage:
    """The tab of the search, what was looked for last selected."""
    for page in window.tabs.all():
        if isinstance(page, LibrarySearchPage):
            window.tabs.bring(page)
            page.field.selectAll()
            return page
    made = LibrarySearchPage(shelf, window.desk.look, window.stack)
    made.chosen.connect(lambda path, hit: follow(window, shelf, path, hit))
    window.stack.addWidget(made)
    window.tabs.add(made)
    return made


def follow(window: Window, shelf: Shelf, path: Path, hit: "Hit") -> None:
    """Open the model, or the version, that a hit is of, and show the element; or the dictionary at an entry."""

    def got(held: OpenLibrary | None) -> None:
        if held is not None and not hit.model:
            library_dictionary.show(window, held, hit.element)
        elif held is not None and hit.version:
            _open_version(window, held, hit)
        elif held is not None:
            open_model(held, hit.model, window, partial(_reveal, window, hit))

    shelf.get(path, window, got)


def _open_version(window: Window, held: OpenLibrary, hit: "Hit") -> None:
    def job(library: "Library", _: Progress) -> "Version":
        from modeller.library.versions import find_version

        return find_version(library, hit.model, hit.version)

    def reveal(page: "VersionPage") -> None:
        if hit.element:
            page.reveal(hit.element)

    held.do(
        job, lambda version: library_version_commands.show_version(window, held, [version], reveal),
        message("shelf.opening_model"), window,
    )  # fmt: skip


def _reveal(window: Window, hit: "Hit", file: OpenFile) -> None:
    page = next((each for each in window.pages() if each.file is file), None)
    if page is None or not hit.element:
        return
    if hit.element in page.document:
        page.reveal((hit.element,))
    else:
        window.notices.hint(message("shelf.search.gone"))
